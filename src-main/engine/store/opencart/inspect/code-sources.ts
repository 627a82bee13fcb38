import { judgeGtin } from '#common/gtin.ts';
import { normaliseCode } from '#common/turkish-text.ts';
import type { CodeSource } from '#contract/shop.ts';
import { identifierColumns, optionCodeColumns } from '../dialect/generation.ts';
import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { relatedCodeColumns } from '../read/related-options.ts';
import type { Reader, SqlValue } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';

const BATCH = 2_000;
/** What people write where they have no code. */
const PLACEHOLDERS = new Set(['', '-', '0', 'YOK', 'NONE', 'N/A']);

type Tally = { filled: number; validGtin: number; readonly distinct: Set<string> };

/** Measures every column and row kind that could hold a barcode or stock code, on the shop's own rows. */
export async function measureCodeSources(
  reader: Reader,
  schema: ShopSchema,
): Promise<{ readonly codeSources: readonly CodeSource[]; readonly optionValues: number }> {
  const tallies = new Map<string, Tally>();
  const columns = identifierColumns(schema);
  for (const column of columns) tallies.set(column, newTally());
  await eachBatch(reader, { table: schema.sql('product'), key: 'product_id', columns }, (row) => {
    columns.forEach((column, index) => count(tallies, column, row[index + 1] ?? null));
  });
  if (schema.has('product_code')) {
    const source = { table: schema.sql('product_code'), key: 'product_code_id', columns: ['code', 'value'] };
    await eachBatch(reader, source, (row) => {
      count(tallies, `code:${String(row[1] ?? '').toUpperCase()}`, row[2] ?? null);
    });
  }
  const extra = optionCodeColumns(schema);
  if (extra.length > 0) {
    const source = {
      table: schema.sql('product_option_value'),
      key: 'product_option_value_id',
      columns: extra,
    };
    await eachBatch(reader, source, (row) => {
      extra.forEach((column, index) => count(tallies, `option:${column}`, row[index + 1] ?? null));
    });
  }
  const related = relatedCodeColumns(schema);
  if (related.length > 0) {
    const source = { table: schema.sql('relatedoptions'), key: 'relatedoptions_id', columns: related };
    await eachBatch(reader, source, (row) => {
      related.forEach((column, index) => count(tallies, `related:${column}`, row[index + 1] ?? null));
    });
  }
  const codeSources = [...tallies].map(([source, tally]) => ({
    source,
    filled: tally.filled,
    distinct: tally.distinct.size,
    validGtin: tally.validGtin,
  }));
  return { codeSources, optionValues: await countOptionValues(reader, schema) };
}

async function countOptionValues(reader: Reader, schema: ShopSchema): Promise<number> {
  const [row] = await reader.arrays(`SELECT COUNT(*) FROM ${schema.sql('product_option_value')}`);
  return Number(row?.[0] ?? 0);
}

async function eachBatch(
  reader: Reader,
  source: { readonly table: string; readonly key: string; readonly columns: readonly string[] },
  use: (row: readonly SqlValue[]) => void,
): Promise<void> {
  const columns = source.columns.map((column) => `, ${quoteName(column)}`).join('');
  let after = '0';
  for (;;) {
    const rows = await reader.arrays(
      `SELECT ${quoteName(source.key)}${columns} FROM ${source.table}
       WHERE ${quoteName(source.key)} > ? ORDER BY ${quoteName(source.key)} LIMIT ${BATCH}`,
      [after],
    );
    rows.forEach(use);
    if (rows.length < BATCH) return;
    after = String(rows.at(-1)?.[0]);
  }
}

function newTally(): Tally {
  return { filled: 0, validGtin: 0, distinct: new Set() };
}

function count(tallies: Map<string, Tally>, source: string, value: SqlValue): void {
  const tally = tallies.get(source) ?? newTally();
  tallies.set(source, tally);
  const code = normaliseCode(decodeText(value === null ? '' : String(value)));
  if (PLACEHOLDERS.has(code.toUpperCase())) return;
  tally.filled += 1;
  tally.distinct.add(code);
  if (judgeGtin(code) === 'valid') tally.validGtin += 1;
}
