import { InvalidArgumentError, Option, type Command } from 'commander';
import { CodeFilter } from '#contract/codes.ts';
import { importCodes, listCodes, type CodeImportOptions, type CodeListOptions } from './code-commands.ts';
import type { Act } from './act.ts';

const FILE_HELP = `
A CSV or an Excel workbook (.xlsx) with a header. Who is meant: variantId, or productId or model with option (Kırmızı / XL) or
optionValueIds (16+21), or stockCode alone. What it gets: barcode, stockCode. For example:
  model;option;barcode;stockCode
  TS-100;Kırmızı / XL;8690000000017;TS-100-KXL`;

/** The commands about variants' barcodes and stock codes. */
export function addCodeCommands(program: Command, act: Act): void {
  const codes = program.command('codes').description('barcodes and stock codes of the shop’s variants');
  codes
    .command('list')
    .description('variants with the codes that count for them, the merchant’s own before the shop’s')
    .option('--search <words>', 'in titles, options, codes', '')
    .addOption(new Option('--filter <filter>', 'which').choices(CodeFilter.options).default('all'))
    .option('--limit <number>', 'at most so many', parseCount)
    .action(act<[CodeListOptions]>(listCodes));
  codes
    .command('import')
    .description(
      'give variants codes of the merchant’s own: shows what would be set, and with --apply keeps it',
    )
    .requiredOption('--file <file>', 'CSV or Excel (.xlsx), or - for standard input')
    .option('--apply', 'keep them')
    .addHelpText('after', FILE_HELP)
    .action(act<[CodeImportOptions]>(importCodes));
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d{1,7}$/.test(text) || count === 0) throw new InvalidArgumentError('1–9999999');
  return count;
}
