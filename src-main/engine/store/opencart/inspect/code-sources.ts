import { judgeGtin } from '#common/gtin.ts';
import { normaliseCode } from '#common/turkish-text.ts';
import type { CodeSource } from '#contract/shop.ts';
import { identifierColumns, optionCodeColumns } from '../dialect/generation.ts';
import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { alongKey } from '../read/along-key.ts';
import { relatedCodeColumns } from '../read/related-options.ts';
import type { Reader, SqlValue } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';

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
  const each = async (
    table: 'product' | 'product_code' | 'product_option_value' | 'relatedoptions',
    names: readonly string[],
    use: (values: readonly SqlValue[]) => void,
  ): Promise<void> => {
    for await (const rows of alongKey(reader, schema, { table, columns: names.map(quoteName) })) {
      for (const row of rows) use(row.slice(1));
    }
  };
  const countEach = (prefix: string, names: readonly string[]) => (values: readonly SqlValue[]) =>
    names.forEach((column, index) => count(tallies, prefix + column, values[index] ?? null));
  await each('product', columns, countEach('', columns));
  if (schema.has('product_code')) {
    await each('product_code', ['code', 'value'], ([code, value]) =>
      count(tallies, `code:${String(code ?? '').toUpperCase()}`, value ?? null),
    );
  }
  const extra = optionCodeColumns(schema);
  if (extra.length > 0) await each('product_option_value', extra, countEach('option:', extra));
  const related = relatedCodeColumns(schema);
  if (related.length > 0) await each('relatedoptions', related, countEach('related:', related));
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
