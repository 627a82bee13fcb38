import { Option, type Command } from 'commander';
import type { PublishAction } from '#contract/publishing.ts';
import type { Act } from './act.ts';
import { addOrderDesk } from './order-program.ts';
import {
  attributes,
  brands,
  capabilities,
  categories,
  publishing,
  type AttributeOptions,
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
    .option('--values <attribute>', 'the values that one attribute takes')
    .option('--search <words>', 'words of the value', '')
    .action(act<[string, AttributeOptions]>(attributes));
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
