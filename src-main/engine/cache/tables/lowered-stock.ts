import type { Database } from 'better-sqlite3';
import type { FieldName } from '#common/product-field.ts';
import { effectiveSheet, type ProductSheet } from '../../editing/sheet.ts';
import type { StoreSheet } from '../../store/port.ts';
import { prepared } from '../prepared.ts';
import { pendingOf, type PendingEdit } from './pending-edit.ts';
import { findSheet } from './product-sheet.ts';

/**
 * What edits that wait take away from a variant before they are in the shop. The other direction, and every price, waits
 * until the shop holds it.
 */
export type Lowering = { readonly pieces: number; readonly disabled: boolean };

export const NOT_LOWERED: Lowering = { pieces: 0, disabled: false };

type VariantParts = { readonly variantId: string; readonly optionValueIds: string };

/** Edits that count: what waits and what is in conflict, for as long as nobody dropped it. */
const LOWERING_FIELDS = `state IN ('pending', 'conflict')
  AND (field IN ('quantity', 'enabled') OR (field LIKE 'option:%' AND field LIKE '%:quantity'))`;

/** Every variant that an edit lowers or disables; most often there is none. */
export function readLowerings(database: Database): ReadonlyMap<string, Lowering> {
  const products = prepared<[], string>(
    database,
    `SELECT DISTINCT product_id FROM pending_edit WHERE ${LOWERING_FIELDS}`,
  )
    .pluck()
    .all();
  return new Map(products.flatMap((productId) => [...loweringsOf(database, productId)]));
}

/** What is taken away from one variant. */
export function loweringOf(database: Database, variantId: string): Lowering {
  const productId = prepared<[string], string>(
    database,
    `SELECT e.product_id FROM variant v JOIN pending_edit e ON e.product_id = v.product_id
     WHERE v.variant_id = ? AND ${LOWERING_FIELDS} LIMIT 1`,
  )
    .pluck()
    .get(variantId);
  if (productId === undefined) return NOT_LOWERED;
  return loweringsOf(database, productId).get(variantId) ?? NOT_LOWERED;
}

function loweringsOf(database: Database, productId: string): ReadonlyMap<string, Lowering> {
  const edits = pendingOf(database, productId).filter((edit) => edit.state !== 'refused');
  const kept = findSheet(database, productId);
  const now = { ...basesOf(edits), ...kept?.sheet };
  const then = effectiveSheet(now, edits);
  const idle = new Set((kept?.options ?? []).filter((option) => !option.subtracts).map(stockField));
  const disabled = now.enabled !== false && then.enabled === false;
  const lowered = new Map<string, Lowering>();
  for (const variant of variantsOf(database, productId)) {
    const fields = stockFields(variant).filter((field) => !idle.has(field));
    const [before, after] = [least(now, fields), least(then, fields)];
    const pieces = Number.isFinite(after) ? Math.max(0, before - after) : 0;
    if (pieces > 0 || disabled) lowered.set(variant.variantId, { pieces, disabled });
  }
  return lowered;
}

/** Where no sheet was read, what the merchant saw has to do. */
function basesOf(edits: readonly PendingEdit[]): ProductSheet {
  return Object.fromEntries(edits.map((edit) => [edit.field, edit.base]));
}

/**
 * Takes the cached stock of a product's variants down to what the shop was just seen to hold, and has the product read
 * again: the edit no longer waits, and until the next reading the old stock would be offered. Never raises anything.
 */
export function lowerCachedVariants(
  database: Database,
  { productId, shown }: { readonly productId: string; readonly shown: StoreSheet },
): void {
  const idle = new Set(shown.options.filter((option) => !option.subtracts).map(stockField));
  const enabled = shown.sheet.enabled === false ? 0 : 1;
  for (const variant of variantsOf(database, productId)) {
    const quantity = least(
      shown.sheet,
      stockFields(variant).filter((field) => !idle.has(field)),
    );
    prepared<[{ quantity: number | null; enabled: number; variantId: string }]>(
      database,
      `UPDATE variant SET quantity = min(quantity, coalesce(@quantity, quantity)), enabled = min(enabled, @enabled),
         offered_in = CASE WHEN @enabled = 0 AND offered_in IS NOT NULL THEN '' ELSE offered_in END
       WHERE variant_id = @variantId`,
    ).run({
      quantity: Number.isFinite(quantity) ? quantity : null,
      enabled,
      variantId: variant.variantId,
    });
  }
  prepared<[string]>(
    database,
    'DELETE FROM store_range WHERE range_key = (SELECT range_key FROM product WHERE product_id = ?)',
  ).run(productId);
  prepared<[string]>(database, "UPDATE product SET fingerprint = '' WHERE product_id = ?").run(productId);
}

function variantsOf(database: Database, productId: string): readonly VariantParts[] {
  return prepared<[string], VariantParts>(
    database,
    `SELECT variant_id AS variantId, option_value_ids AS optionValueIds FROM variant
     WHERE product_id = ? AND gone_at IS NULL`,
  ).all(productId);
}

function stockField({ optionValueId }: { readonly optionValueId: string }): FieldName {
  return `option:${optionValueId}:quantity`;
}

/** The product's own stock and that of each of the variant's option values: the least of them can be sold. */
function stockFields({ optionValueIds }: VariantParts): readonly FieldName[] {
  const ids = JSON.parse(optionValueIds) as string[]; // Written by this room only.
  return ['quantity', ...ids.map((optionValueId) => stockField({ optionValueId }))];
}

/** Infinity where nothing of it is known. */
function least(sheet: ProductSheet, fields: readonly FieldName[]): number {
  return Math.min(
    ...fields.map((field) => {
      const value = sheet[field];
      return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
    }),
  );
}
