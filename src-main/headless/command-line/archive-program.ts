import { InvalidArgumentError, type Command } from 'commander';
import type { Act } from './act.ts';
import {
  importArchive,
  listArchive,
  moveArchive,
  type ArchiveImportOptions,
  type ArchiveListOptions,
  type ArchiveMoveOptions,
} from './archive-commands.ts';

const FILE_HELP = `
What a seller kept of GittiGidiyor: XML answers of getProducts or getSales (with or without an envelope), the same as
JSON, or a table (CSV, Excel) with a header. A column with a header of its own is told what it holds, once:
  meschain archive import satislar.csv --map "Sipariş Kod=saleCode" --map "Notlar=ignore"`;

/** The commands about marketplaces that are gone. */
export function addArchiveCommands(program: Command, act: Act): void {
  const archive = program
    .command('archive')
    .description('listings and sales of marketplaces that have closed');
  archive
    .command('import <file>')
    .description('keep an old export (XML, JSON, CSV or Excel) as a frozen archive; - for standard input')
    .option('--dry-run', 'only tell what it holds', false)
    .option('--map <header=field>', 'what a column of a table holds (repeatable)', collect, [])
    .addHelpText('after', FILE_HELP)
    .action(act<[string, ArchiveImportOptions]>(importArchive));
  archive
    .command('list')
    .description('archived listings, or sales')
    .option('--sales', 'the sales', false)
    .option('--search <words>', 'in titles and codes', '')
    .option('--all', 'also listings that were listed again later', false)
    .option('--limit <number>', 'at most so many', parseCount)
    .action(act<[ArchiveListOptions]>(listArchive));
  archive
    .command('move')
    .description('archived listings as drafts for a channel, each with what it still misses; sends nothing')
    .requiredOption('--channel <channel>', 'the channel they shall go to')
    .option('--listing <id>', 'only this one (repeatable)', collect, [])
    .option('--limit <number>', 'at most so many', parseCount)
    .action(act<[ArchiveMoveOptions]>(moveArchive));
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d{1,7}$/.test(text) || count === 0) throw new InvalidArgumentError('1–9999999');
  return count;
}
