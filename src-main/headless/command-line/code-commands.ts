import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import {
  MOST_CODE_ROWS,
  type CodeFilter,
  type CodeImport,
  type CodeResult,
  type CodeRow,
} from '#contract/codes.ts';
import { readCodeFile } from '#common/code-file.ts';
import { allRows } from './all-rows.ts';
import { codeWords } from './code-words.ts';
import { withProfile, type CommandContext } from './context.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import { requireNoFaults } from './read-edits.ts';
import { formatTable } from './table.ts';

export type CodeListOptions = {
  readonly search: string;
  readonly filter: CodeFilter;
  readonly limit?: number;
};
export type CodeImportOptions = { readonly file: string; readonly apply?: boolean };

/** `codes list`: the shop's variants with the codes that count for them. */
export async function listCodes(context: CommandContext, options: CodeListOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { search, filter } = options;
    const { rows, page } = await allRows(
      (window) => client.codes.page({ ...window, search, filter }),
      options.limit,
    );
    const found = codeWords(context.language()).found(page.total);
    return {
      json: { rows, total: page.total },
      text: rows.length === 0 ? found : `${codeTable(context, rows)}\n\n${found}`,
      exitCode: EXIT.done,
    };
  });
}

/** `codes import`: tells what every line of a table comes to, and keeps what can be kept with `--apply`. */
export async function importCodes(context: CommandContext, options: CodeImportOptions): Promise<Outcome> {
  const bytes = options.file === '-' ? await buffer(context.streams.stdin) : await readBytes(options.file);
  return withProfile(context, async ({ client }) => {
    const { rows, faults } = await readCodeFile(bytes, { TextDecoder, DecompressionStream });
    requireNoFaults(faults, context.language());
    requireAcceptable(rows.length);
    const apply = options.apply === true;
    const found = await client.codes.import({ requestId: randomUUID(), rows: [...rows], apply });
    const refused = found.rows.filter(isRefused);
    return {
      json: { applied: apply, set: found.set, refused: refused.length, rows: found.rows },
      text: importText(context, found, { apply, refused }),
      exitCode: refused.length > 0 ? EXIT.unfinished : EXIT.done,
    };
  });
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new UsageError(`Kod dosyası okunamadı: ${reason}`, `The file of codes cannot be read: ${reason}`);
  }
}

function requireAcceptable(count: number): void {
  if (count > 0 && count <= MOST_CODE_ROWS) return;
  throw new UsageError(
    `Dosyada 1 ile ${MOST_CODE_ROWS} arasında satır olmalı; bunda ${count} var.`,
    `The file must have between 1 and ${MOST_CODE_ROWS} lines; this one has ${count}.`,
  );
}

function isRefused({ outcome }: CodeResult): boolean {
  return outcome !== 'set' && outcome !== 'same';
}

function importText(
  context: CommandContext,
  found: CodeImport,
  { apply, refused }: { readonly apply: boolean; readonly refused: readonly CodeResult[] },
): string {
  const words = codeWords(context.language());
  const told = found.rows.filter((row) => isRefused(row) || row.badCheckDigit);
  const table = formatTable(
    [
      { title: words.line, align: 'right' },
      { title: words.variant },
      { title: words.outcome, content: 'sentence' },
    ],
    told.map((row) => [String(row.line), row.variantId ?? '', remark(context, row)]),
  );
  const sum = apply ? words.kept(found.set, refused.length) : words.judged(found.set, refused.length);
  return [
    ...(told.length > 0 ? [table, ''] : []),
    sum,
    ...(apply || found.set === 0 ? [] : [words.toKeep]),
  ].join('\n');
}

function remark(context: CommandContext, row: CodeResult): string {
  const words = codeWords(context.language());
  const detail =
    row.outcome === 'several'
      ? words.fitting(row.fitting)
      : row.sharedWith === null
        ? null
        : words.sharedWith(row.sharedWith);
  return [
    ...(isRefused(row) ? [words.outcomes[row.outcome]] : []),
    ...(detail === null ? [] : [detail]),
    ...(row.badCheckDigit ? [words.badCheckDigit] : []),
  ].join(' · ');
}

function codeTable(context: CommandContext, rows: readonly CodeRow[]): string {
  const words = codeWords(context.language());
  return formatTable(
    [
      { title: words.variant },
      { title: words.title },
      { title: words.option },
      { title: words.barcode },
      { title: words.stockCode },
      { title: words.inShop },
    ],
    rows.map(({ variant, own, shop }) => [
      variant.variantId,
      variant.title,
      variant.optionText,
      variant.barcode,
      variant.stockCode,
      own.barcode === null && own.stockCode === null
        ? ''
        : [shop.barcode, shop.stockCode].filter((code) => code !== '').join(' · '),
    ]),
  );
}
