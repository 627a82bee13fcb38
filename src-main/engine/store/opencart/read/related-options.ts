import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, numberOf, stockOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import { ofProducts } from './of-products.ts';

/**
 * Codes and stock of whole combinations of option values, which the extension Related Options (liveopencart) keeps in two
 * tables: `relatedoptions` (relatedoptions_id, product_id, quantity, model, sku, upc, later ean, jan, mpn, disabled) and
 * `relatedoptions_option` (relatedoptions_id, option_id, option_value_id). Taken from its own installer,
 * `admin/model/…/module/related_options.php`, as shops have it in public repositories (adiityapratap/Mobilitycare for
 * OpenCart 3, lier72/opencart for 2; 2026-11). It sets the product's `date_modified` with every change it makes.
 */
const CODES = ['model', 'sku', 'upc', 'ean', 'jan', 'mpn'] as const;

/** The combinations' columns that hold codes; none where the extension's tables are not there, or are others. */
export function relatedCodeColumns(schema: ShopSchema): readonly string[] {
  const isThere =
    ['relatedoptions_id', 'product_id'].every((column) => schema.has('relatedoptions', column)) &&
    ['relatedoptions_id', 'option_value_id'].every((column) => schema.has('relatedoptions_option', column));
  return isThere ? CODES.filter((column) => schema.has('relatedoptions', column)) : [];
}

export type Combination = {
  /** As `related:sku`. */
  readonly codes: Readonly<Record<string, string>>;
  /** What the extension lets be bought of it; null while the extension is not installed. */
  readonly quantity: number | null;
};

/** By product and combination; see {@link combinationKey}. */
export type Combinations = ReadonlyMap<string, ReadonlyMap<string, Combination>>;

/** Names a combination by its `option_value.option_value_id`s, in whatever order they are given. */
export function combinationKey(sharedValueIds: readonly string[]): string {
  return [...new Set(sharedValueIds)].sort((a, b) => Number(a) - Number(b)).join('+');
}

/** What the extension lets be bought of each combination that these option values contain: a choice takes of them all. */
export function combinationStocks(
  combinations: ReadonlyMap<string, Combination>,
  sharedValueIds: readonly string[],
): readonly number[] {
  return [...combinations].flatMap(([key, { quantity }]) =>
    quantity !== null && key.split('+').every((id) => sharedValueIds.includes(id)) ? [quantity] : [],
  );
}

/**
 * The combinations of some products. Two rows of one combination give no code for certain, and the least stock. One that
 * the merchant disabled has none: its option values may well have stock by themselves.
 */
export async function readCombinations(
  reader: Reader,
  schema: ShopSchema,
  productIds: readonly string[],
): Promise<Combinations> {
  const columns = relatedCodeColumns(schema);
  if (columns.length === 0) return new Map();
  const counts = await countsCombinations(reader, schema);
  const of = ofProducts(productIds);
  // As the extension asks it: NULL is not on sale either.
  const isOnSale = schema.has('relatedoptions', 'disabled') ? 'COALESCE(combination.disabled = 0, 0)' : '1';
  const rows = await reader.rows(
    `SELECT combination.relatedoptions_id AS row_id, ${isOnSale} AS on_sale, combination.product_id AS product_id,
            ${counts ? 'combination.quantity' : 'NULL'} AS quantity
            ${columns.map((column) => `, combination.${quoteName(column)} AS ${quoteName(`code_${column}`)}`).join('')},
            (SELECT GROUP_CONCAT(DISTINCT chosen.option_value_id SEPARATOR '+')
             FROM ${schema.sql('relatedoptions_option')} chosen
             WHERE chosen.relatedoptions_id = combination.relatedoptions_id) AS chosen
     FROM ${schema.sql('relatedoptions')} combination
     WHERE combination.${of.sql}
     ORDER BY on_sale DESC, combination.relatedoptions_id`,
    of.parameters,
  );
  const found = new Map<string, Map<string, Combination>>();
  for (const row of rows) {
    const chosen = textOf(row, 'chosen');
    if (chosen === '') continue;
    const productId = idOf(row, 'product_id');
    const own = found.get(productId) ?? new Map<string, Combination>();
    const key = combinationKey(chosen.split('+'));
    if (numberOf(row, 'on_sale') === 0) {
      // Nothing of it can be bought, unless another row of the same combination is on sale.
      if (counts && !own.has(key)) found.set(productId, own.set(key, { codes: {}, quantity: 0 }));
      continue;
    }
    const codes = Object.fromEntries(
      columns.flatMap((column) => {
        const value = decodeText(textOf(row, `code_${column}`));
        return value === '' ? [] : [[`related:${column}`, value] as const];
      }),
    );
    const quantity = counts ? stockOf(row, 'quantity') : null;
    const twin = own.get(key);
    own.set(
      key,
      twin === undefined
        ? { codes, quantity }
        : { codes: {}, quantity: quantity === null ? null : Math.min(quantity, twin.quantity ?? quantity) },
    );
    found.set(productId, own);
  }
  return found;
}

/**
 * Whether the extension keeps stock of combinations now: its tables are as they must be, and it is installed. Its rows
 * outlive an extension that is removed by hand, and then they hold nobody's stock.
 */
export async function countsCombinations(reader: Reader, schema: ShopSchema): Promise<boolean> {
  if (relatedCodeColumns(schema).length === 0 || !schema.has('relatedoptions', 'quantity')) return false;
  if (!schema.has('extension', 'code')) return false;
  const rows = await reader.rows(
    `SELECT 1 AS found FROM ${schema.sql('extension')} WHERE code = 'related_options' LIMIT 1`,
  );
  return rows.length > 0;
}
