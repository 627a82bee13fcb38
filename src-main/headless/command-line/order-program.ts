import { basename } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { FileContent } from '#contract/returns.ts';
import { parseAmount } from '#common/money.ts';
import type { Act } from './act.ts';
import {
  orderAct,
  orderChoices,
  orderLabel,
  orderSettle,
  orderShow,
  parseLines,
  type ChannelOption,
} from './desk-commands.ts';
import { mediaTypeOf } from './media-type.ts';
import { UsageError } from './outcome.ts';
import { readGivenFile } from './read-text.ts';

type Lines = ChannelOption & { readonly lines?: string };
type Given<T> = [string, string | undefined, T];

const LINES = [
  '--lines <line:pieces,…>',
  'only these, as `order show` names them; without: all of them',
] as const;

/**
 * `order …`: what is done with an order's packages. An order goes by its number on the marketplace, its number in the shop or
 * its id here; the package may be left out where only one can be meant.
 */
export function addOrderDesk(program: Command, act: Act): void {
  // The order settings have the same first word.
  const order = program.commands.find((command) => command.name() === 'order') ?? program.command('order');
  const of = (name: string, description: string): Command =>
    order.command(name).description(description).addOption(channelOption());
  const on = (name: string, description: string): Command => of(`${name} <order> [package]`, description);
  of('show <order>', 'packages and lines of an order, what can be done with them, and why not').action(
    act<[string, ChannelOption]>(orderShow),
  );
  on('choices', 'reasons for a cancellation and cargo companies to choose from').action(
    act<Given<ChannelOption>>(orderChoices),
  );
  on('settle', 'says of what got no answer whether it arrived')
    .addOption(new Option('--arrived', 'the marketplace has it').conflicts('notArrived'))
    .addOption(new Option('--not-arrived', 'the marketplace does not have it'))
    .action(
      act<Given<ChannelOption & { arrived?: true; notArrived?: true }>>((context, id, packageId, options) => {
        if (options.arrived === undefined && options.notArrived === undefined)
          throw new UsageError('--arrived ya da --not-arrived bekler.', 'Takes --arrived or --not-arrived.');
        return orderSettle(context, id, packageId, { ...options, arrived: options.arrived === true });
      }),
    );
  addPaperwork(on, act);
  addPackaging(on, act);
  addDelivery(on, act);
  addFurther(on, act);
}

type On = (name: string, description: string) => Command;

function addPaperwork(on: On, act: Act): void {
  on('pick', 'marks a package as being picked').action(
    act<Given<ChannelOption>>(orderAct('pick', () => ({ action: 'pick' }))),
  );
  type Invoice = ChannelOption & {
    readonly number?: string;
    readonly link?: string;
    readonly file?: string;
    readonly issued?: string;
  };
  const isSent = ({ link, file }: Invoice): boolean => link !== undefined || file !== undefined;
  on('invoice', 'marks a package as invoiced; with --link or --file: sends the invoice itself')
    .option('--number <number>', 'invoice number')
    .addOption(new Option('--link <url>', 'public https address of the PDF').conflicts('file'))
    .option('--file <file>', 'the invoice itself: PDF, JPG or PNG')
    .option('--issued <instant>', 'when it was issued (YYYY-MM-DD or ISO); without: now', parseInstant)
    .action(
      act<Given<Invoice>>(
        orderAct(
          (options) => (isSent(options) ? 'send-invoice' : 'invoice'),
          async (options: Invoice) =>
            isSent(options)
              ? {
                  action: 'send-invoice',
                  number: options.number ?? '',
                  link: options.link ?? null,
                  file: options.file === undefined ? null : await readDocument(options.file),
                  issuedAt: options.issued ?? new Date().toISOString(),
                }
              : { action: 'invoice', invoiceNumber: options.number ?? '' },
        ),
      ),
    );
  on('delete-invoice', 'takes back the invoice that was sent').action(
    act<Given<ChannelOption>>(orderAct('delete-invoice', () => ({ action: 'delete-invoice' }))),
  );
  on('labour-cost', 'tells the labour cost (jewellery and the like)')
    .requiredOption('--amount <amount>', 'for one unit, for example 12,50')
    .action(
      act<Given<ChannelOption & { amount: string }>>(
        orderAct('labour-cost', ({ amount }) => ({ action: 'labour-cost', amountE4: parsePrice(amount) })),
      ),
    );
  on('label', 'writes the cargo label into a file')
    .addOption(
      new Option('--format <format>', 'without: the first that is offered').choices([
        'pdf',
        'zpl',
        'png',
        'html',
      ]),
    )
    .requiredOption('--out <file>', 'where to')
    .action(act<Given<ChannelOption & { format?: string; out: string }>>(orderLabel));
}

function addPackaging(on: On, act: Act): void {
  const lines = ({ lines: text }: Lines) => (text === undefined ? null : parseLines(text));
  on('pack', 'makes a package of an order’s lines')
    .option(...LINES)
    .action(act<Given<Lines>>(orderAct('pack', (options) => ({ action: 'pack', lines: lines(options) }))));
  on('unpack', 'takes a package apart').action(
    act<Given<ChannelOption>>(orderAct('unpack', () => ({ action: 'unpack' }))),
  );
  on('split', 'makes several packages of one')
    .requiredOption('--group <line:pieces,…>', 'lines of one new package; may be given again', collect, [])
    .action(
      act<Given<ChannelOption & { group: readonly string[] }>>(
        orderAct('split', ({ group }) => ({ action: 'split', groups: group.map(parseLines) })),
      ),
    );
  on('cancel', 'cancels what can’t be supplied')
    .option('--reason <id>', 'see order choices')
    .option(...LINES)
    .action(
      act<Given<Lines & { reason?: string }>>(
        orderAct('cancel', (options) => ({
          action: 'cancel',
          reasonId: options.reason,
          lines: lines(options),
        })),
      ),
    );
  on('boxes', 'tells how many boxes, and their desi')
    .requiredOption('--boxes <count>', 'boxes')
    .requiredOption('--desi <desi>', 'volumetric weight of all of them')
    .action(
      act<Given<ChannelOption & { boxes: string; desi: string }>>(
        orderAct('boxes', ({ boxes, desi }) => ({
          action: 'boxes',
          boxes: Number(boxes),
          desi: Number(desi.replace(',', '.')),
        })),
      ),
    );
}

function addDelivery(on: On, act: Act): void {
  type Shipment = Lines & {
    readonly carrier: string;
    readonly tracking: string;
    readonly link?: string;
    readonly at?: string;
  };
  on('ship', 'reports that a package was handed to the carrier')
    .requiredOption('--carrier <name>', 'carrier, as it calls itself')
    .option('--tracking <number>', 'tracking number', '')
    .option('--link <url>', 'where it can be followed')
    .option('--at <instant>', 'when (ISO); without: now', parseInstant)
    .option(...LINES)
    .action(
      act<Given<Shipment>>(
        orderAct('ship', ({ carrier, tracking, link, at, lines }) => ({
          action: 'ship',
          carrier,
          trackingNumber: tracking,
          trackingLink: link ?? null,
          shippedAt: at ?? null,
          lines: lines === undefined ? null : parseLines(lines),
        })),
      ),
    );
  on('deliver', 'reports a delivery that you made yourself')
    .option('--undelivered', 'it came back')
    .option('--note <words>', 'who took it, or why it came back', '')
    .action(
      act<Given<ChannelOption & { undelivered?: true; note: string }>>(
        orderAct('deliver', ({ undelivered, note }) => ({
          action: 'deliver',
          outcome: undelivered === true ? 'undelivered' : 'delivered',
          reason: note,
        })),
      ),
    );
  on('cargo', 'changes the cargo company')
    .requiredOption('--company <id>', 'see order choices')
    .action(
      act<Given<ChannelOption & { company: string }>>(
        orderAct('change-cargo', ({ company }) => ({ action: 'change-cargo', cargoCompanyId: company })),
      ),
    );
  on('extend', 'asks for more time until it must be handed over')
    .requiredOption('--days <count>', 'days')
    .action(
      act<Given<ChannelOption & { days: string }>>(
        orderAct('extend', ({ days }) => ({ action: 'extend', days: Number(days) })),
      ),
    );
}

/** What few marketplaces take; see `order show`. */
function addFurther(on: On, act: Act): void {
  on('warehouse', 'sends the package from another of your warehouses')
    .requiredOption('--warehouse <id>', 'its number, or the label of its address')
    .action(
      act<Given<ChannelOption & { warehouse: string }>>(
        orderAct('change-warehouse', ({ warehouse }) => ({
          action: 'change-warehouse',
          warehouseId: warehouse,
        })),
      ),
    );
  on('service-delivery', 'reports that an authorised service brings and installs it').action(
    act<Given<ChannelOption>>(orderAct('service-delivery', () => ({ action: 'service-delivery' }))),
  );
  on('warranty', 'sends the warranty document of a line')
    .requiredOption('--line <line>', 'as `order show` names it')
    .requiredOption('--file <file>', 'PDF, JPG or PNG')
    .action(
      act<Given<ChannelOption & { line: string; file: string }>>(
        orderAct('send-warranty', async ({ line, file }) => ({
          action: 'send-warranty',
          lineId: line,
          file: await readDocument(file),
        })),
      ),
    );
  on('open-return', 'opens a return in the buyer’s place')
    .requiredOption('--cargo <id>', 'cargo company that brings it back, see order choices')
    .requiredOption('--reason <id>', 'the marketplace’s number for the reason')
    .option(...LINES)
    .action(
      act<Given<Lines & { cargo: string; reason: string }>>(
        orderAct('create-return', ({ cargo, reason, lines }) => ({
          action: 'create-return',
          cargoCompanyId: cargo,
          reasonId: reason,
          lines: lines === undefined ? null : parseLines(lines),
          note: '',
        })),
      ),
    );
}

function channelOption(): Option {
  return new Option('--channel <channel>', 'name or id, where two channels have an order of this number');
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

/** A day counts from its beginning in Turkey (UTC+3 all year). */
function parseInstant(text: string): string {
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+03:00` : text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('YYYY-MM-DD, YYYY-MM-DDTHH:MM:SSZ');
  return new Date(at).toISOString();
}

/** `12,50` or `12.50`; what could be either thousands or a fraction is refused. */
function parsePrice(text: string): number {
  const unsure = /^\d{1,3}\.\d{3}$/.test(text.trim());
  const amount = unsure ? null : parseAmount({ text, locale: text.includes(',') ? 'tr' : 'en' });
  if (amount === null) throw new UsageError(`“${text}” bir tutar değil.`, `“${text}” is no amount.`);
  return amount;
}

async function readDocument(file: string): Promise<FileContent> {
  const mediaType = mediaTypeOf(file);
  if (mediaType === null)
    throw new UsageError('Belge PDF, JPG ya da PNG olmalı.', 'A document must be a PDF, JPG or PNG.');
  const bytes = await readGivenFile(file);
  return { name: basename(file), mediaType, base64: Buffer.from(bytes).toString('base64') };
}
