import { InvalidArgumentError, Option, type Command } from 'commander';
import { ProductFilter } from '#contract/products.ts';
import { edit, type EditOptions } from './edit-command.ts';
import {
  conflicts,
  discardEdits,
  listEdits,
  undoEdits,
  type EditListOptions,
  type PlaceOptions,
} from './edits-commands.ts';
import { listProducts, showProduct, type ProductListOptions } from './product-commands.ts';
import type { Act } from './act.ts';
import { dumpStoreWrite, undoStoreWrite, writeStore, type UndoWriteOptions } from './store-write-commands.ts';

/** The commands about products, their edits and what was written into the shop. */
export function addEditCommands(program: Command, act: Act): void {
  const products = program.command('products').description('the shop’s products');
  products
    .command('list')
    .description('products as last read, with what waits over them')
    .option('--search <words>', 'in titles, models, codes', '')
    .addOption(new Option('--filter <filter>', 'which').choices(ProductFilter.options).default('all'))
    .option('--limit <number>', 'at most so many', parseCount)
    .action(act<[ProductListOptions]>(listProducts));
  products
    .command('show')
    .argument('<productId>', 'from products list')
    .description('every field of one product, by the name that edit takes')
    .action(act<[string, object]>(showProduct));
  addEdit(program, act);
  addEdits(program, act);
  withPlace(program.command('conflicts'))
    .description('edits that the shop holds something else against')
    .addOption(new Option('--resolve <whose>', 'whose value counts').choices(['mine', 'theirs']))
    .action(act<[PlaceOptions & { resolve?: 'mine' | 'theirs' }]>(conflicts));
}

/** Those that stand below `store`. */
export function addStoreWriteCommands(store: Command, act: Act): void {
  store.command('write').description('write pending edits into the shop').action(act<[object]>(writeStore));
  store
    .command('undo')
    .argument('[run]', 'one run of writing; without it they are listed')
    .description('take back what was written into the shop')
    .option('--list', 'list the runs')
    .option('--apply', 'keep the values from before as edits (written by `store write`)')
    .action(act<[string | undefined, UndoWriteOptions]>(undoStoreWrite));
  store
    .command('dump')
    .argument('<run>', 'one run of writing')
    .description('the shop’s rows from before a run, as SQL')
    .requiredOption('--out <file>', 'a new file')
    .action(act<[string, { out: string }]>(dumpStoreWrite));
}

function addEdit(program: Command, act: Act): void {
  program
    .command('edit')
    .argument('[assignments...]', 'with --set: FIELD=VALUE, for example price=129,90 name:tr-tr="Çaydanlık"')
    .description('edit products: shows what would change, and with --apply keeps it as pending edits')
    .option('--file <file>', 'JSON, CSV or Excel (.xlsx), or - for standard input')
    .addOption(new Option('--set <productId>', 'edit one product').conflicts('file'))
    .addOption(
      new Option(
        '--mode <mode>',
        'stock: set the figure, or change it by the difference from what was last read (as is usual)',
      ).choices(['set', 'difference']),
    )
    .option('--title <title>', 'what these edits are called in the list')
    .option('--apply', 'keep them')
    .option('--write', 'keep them and write everything that waits into the shop')
    .addHelpText('after', FILE_HELP)
    .action(act<[readonly string[], EditOptions]>(edit));
}

function addEdits(program: Command, act: Act): void {
  const edits = program
    .command('edits')
    .description('what waits to be written into the shop')
    .addOption(new Option('--state <state>', 'only these').choices(['pending', 'conflict', 'refused']))
    .option('--search <words>', 'in titles, models, codes', '')
    .action(act<[EditListOptions]>(listEdits));
  withPlace(edits.command('discard'))
    .description('drop edits: the shop’s values stand again')
    .option('--refused', 'those that the shop refused')
    .option('--all', 'every one')
    .action(act<[PlaceOptions & { all?: boolean; refused?: boolean }]>(discardEdits));
  edits
    .command('undo')
    .argument('[batch]', 'edits made in one go; without it they are listed')
    .description('put back what stood before edits made in one go')
    .option('--list', 'list them')
    .action(act<[string | undefined, { list?: boolean }]>(undoEdits));
}

function withPlace(command: Command): Command {
  return command
    .option('--product <productId>', 'of this product')
    .option('--field <field...>', 'these fields, for example price name:tr-tr');
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d{1,7}$/.test(text) || count === 0) throw new InvalidArgumentError('1–9999999');
  return count;
}

const FILE_HELP = `
Fields: model enabled quantity price manufacturer categories images special cost
  code:ean code:sku … name:LANGUAGE description:LANGUAGE attribute:ID:LANGUAGE
  option:ID:quantity option:ID:price (see: products show)
Money in units: 1.234,56 or 1234.56; what could be two amounts (1.234) is refused.

Excel (.xlsx, one filled sheet) or CSV (comma, semicolon or tab; UTF-8, UTF-16LE, Windows-1254), one product a line, an empty cell changing nothing:
  productId;price;quantity;name:tr-tr
or one edit a line, an empty value emptying the field:
  model;field;value;mode;base
JSON: [{"barcode":"869…","field":"price","value":129.9}]
Products by productId, model or barcode. Lists by |, a special as PRICE|START|END, an option's price as +5 or -5.`;
