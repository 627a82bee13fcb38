import { Option, type Command } from 'commander';
import type { PublishAction } from '#contract/publishing.ts';
import type { Act } from './act.ts';
import { orderAct, orderChoices, orderLabel, orderShow, parseLines } from './desk-commands.ts';
import {
  attributes,
  brands,
  capabilities,
  categories,
  publishing,
  type CatalogueOptions,
  type PublishOptions,
} from './selling-commands.ts';

/** Catalogues, publishing and the order desk. */
export function addSellingCommands(program: Command, act: Act): void {
  addCatalogueCommands(program, act);
  addPublishCommands(program, act);
  addOrderDesk(program, act);
  program.commands
    .find((command) => command.name() === 'channel')
    ?.command('capabilities')
    .description('what each marketplace offers to programs, and why not')
    .action(act<[object]>((context) => capabilities(context)));
}

const channel = (): Option => new Option('--channel <name>', 'channel').makeOptionMandatory();

function addCatalogueCommands(program: Command, act: Act): void {
  const listing = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .addOption(channel())
      .option('--search <words>', 'words of the name', '')
      .option('--refresh', 'read them from the marketplace first', false);
  listing('categories', 'categories of a marketplace that take products').action(
    act<[CatalogueOptions]>(categories),
  );
  listing('brands', 'brands of a marketplace').action(act<[CatalogueOptions]>(brands));
  program
    .command('attributes <category>')
    .description('what a category of a marketplace asks for')
    .addOption(channel())
    .option('--refresh', 'read them from the marketplace first', false)
    .action(act<[string, CatalogueOptions]>(attributes));
}

function addPublishCommands(program: Command, act: Act): void {
  const add = (parent: Command, name: string, of: { action: PublishAction; description: string }): void => {
    const run = publishing(of.action);
    parent
      .command(name)
      .description(of.description)
      .addOption(channel())
      .option('--sku <codes...>', 'stock codes; without: everything that it can be done to', [])
      .option('--dry-run', 'show what would be sent, byte by byte, and send nothing', false)
      .action(act<[PublishOptions]>(run));
  };
  add(program, 'publish', { action: 'create', description: 'list products that are not on a channel yet' });
  const listings = program.command('listings').description('what is on a channel already');
  add(listings, 'update', {
    action: 'content',
    description: 'texts, pictures and attributes as in the shop',
  });
  for (const action of ['archive', 'unarchive', 'delete', 'unlock'] as const)
    add(listings, action, { action, description: `${action} listings` });
}

type Lines = { readonly lines?: string };

function addOrderDesk(program: Command, act: Act): void {
  // The order settings have the same first word.
  const order = program.commands.find((command) => command.name() === 'order') ?? program.command('order');
  order.command('show <order>').action(act<[string, object]>((context, id) => orderShow(context, id)));
  order
    .command('choices <order> <package>')
    .action(act<[string, string, object]>((context, id, packageId) => orderChoices(context, id, packageId)));
  const on = (name: string): Command => order.command(`${name} <order> <package>`);
  const lines = ({ lines: text }: Lines) => (text === undefined ? null : parseLines(text));
  type Given<T> = [string, string, T];
  on('pick').action(act<Given<object>>(orderAct(() => ({ action: 'pick' }))));
  on('invoice')
    .requiredOption('--number <number>', 'invoice number')
    .option('--link <url>', 'public https address of the PDF: sends the invoice itself')
    .option('--issued <instant>', 'when it was issued (ISO)', '')
    .action(
      act<Given<{ number: string; link?: string; issued: string }>>(
        orderAct(({ number, link, issued }) =>
          link === undefined
            ? { action: 'invoice', invoiceNumber: number }
            : { action: 'send-invoice', number, link, file: null, issuedAt: issued },
        ),
      ),
    );
  on('delete-invoice').action(act<Given<object>>(orderAct(() => ({ action: 'delete-invoice' }))));
  on('pack')
    .option('--lines <id:count,…>')
    .action(act<Given<Lines>>(orderAct((options) => ({ action: 'pack', lines: lines(options) }))));
  on('unpack').action(act<Given<object>>(orderAct(() => ({ action: 'unpack' }))));
  on('ship')
    .requiredOption('--carrier <name>')
    .option('--tracking <number>', 'tracking number', '')
    .option('--link <url>', 'where it can be followed')
    .action(
      act<Given<{ carrier: string; tracking: string; link?: string }>>(
        orderAct(({ carrier, tracking, link }) => ({
          action: 'ship',
          carrier,
          trackingNumber: tracking,
          trackingLink: link ?? null,
          shippedAt: null,
        })),
      ),
    );
  on('cancel')
    .requiredOption('--reason <id>', 'see order choices')
    .option('--lines <id:count,…>')
    .action(
      act<Given<Lines & { reason: string }>>(
        orderAct((options) => ({ action: 'cancel', reasonId: options.reason, lines: lines(options) })),
      ),
    );
  on('split')
    .requiredOption('--group <id:count,…>', 'lines of one new package; may be given again', collect, [])
    .action(
      act<Given<{ group: readonly string[] }>>(
        orderAct(({ group }) => ({ action: 'split', groups: group.map(parseLines) })),
      ),
    );
  on('cargo')
    .requiredOption('--company <id>', 'see order choices')
    .action(
      act<Given<{ company: string }>>(
        orderAct(({ company }) => ({ action: 'change-cargo', cargoCompanyId: company })),
      ),
    );
  on('boxes')
    .requiredOption('--boxes <count>')
    .requiredOption('--desi <desi>')
    .action(
      act<Given<{ boxes: string; desi: string }>>(
        orderAct(({ boxes, desi }) => ({ action: 'boxes', boxes: Number(boxes), desi: Number(desi) })),
      ),
    );
  on('extend')
    .requiredOption('--days <count>')
    .action(act<Given<{ days: string }>>(orderAct(({ days }) => ({ action: 'extend', days: Number(days) }))));
  on('label')
    .option('--format <format>', 'pdf, zpl, png or html', 'pdf')
    .requiredOption('--out <file>')
    .action(act<Given<{ format: string; out: string }>>(orderLabel));
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}
