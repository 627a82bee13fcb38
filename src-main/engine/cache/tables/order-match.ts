import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** What of a variant an order written to the shop needs. */
export type OrderVariant = {
  readonly variantId: string;
  readonly productId: string;
  readonly optionValueIds: readonly string[];
  readonly model: string;
};

/**
 * Which variant of the shop a sold line is: by the channel's linked listing, else by barcode, else by stock code. Only
 * an exact and only match counts; a guess would take somebody else's stock.
 */
export function matchSoldLine(
  database: Database,
  line: { readonly channelId: string; readonly barcode: string; readonly stockCode: string },
): string | null {
  return (
    byListing(database, line) ??
    byCode(database, 'barcode', line.barcode) ??
    byCode(database, 'stock_code', line.stockCode)
  );
}

function byListing(
  database: Database,
  line: { readonly channelId: string; readonly barcode: string },
): string | null {
  if (line.barcode === '') return null;
  const rows = prepared<[{ channelId: string; barcode: string }], { variantId: string }>(
    database,
    // Two look-ups instead of one OR: each of them has its index, and a channel may have a hundred thousand listings.
    `SELECT variant_id AS variantId FROM listing
       WHERE channel_id = @channelId AND external_id = @barcode AND link_state = 'linked' AND variant_id IS NOT NULL
     UNION SELECT variant_id FROM listing
       WHERE channel_id = @channelId AND barcode = @barcode AND barcode <> '' AND link_state = 'linked'
         AND variant_id IS NOT NULL
     LIMIT 2`,
  ).all({ channelId: line.channelId, barcode: line.barcode });
  return rows.length === 1 ? rows[0]!.variantId : null;
}

const BY_CODE = {
  barcode: `SELECT variant_id AS variantId FROM variant WHERE barcode = ? AND barcode <> '' AND gone_at IS NULL LIMIT 2`,
  stock_code: `SELECT variant_id AS variantId FROM variant WHERE stock_code = ? AND stock_code <> '' AND gone_at IS NULL LIMIT 2`,
} as const;

function byCode(database: Database, column: keyof typeof BY_CODE, code: string): string | null {
  if (code === '') return null;
  const rows = prepared<[string], { variantId: string }>(database, BY_CODE[column]).all(code);
  return rows.length === 1 ? rows[0]!.variantId : null;
}

export function orderVariant(database: Database, variantId: string): OrderVariant | null {
  const row = prepared<
    [string],
    { variantId: string; productId: string; optionValueIds: string; model: string }
  >(
    database,
    `SELECT variant_id AS variantId, product_id AS productId, option_value_ids AS optionValueIds, model
       FROM variant WHERE variant_id = ?`,
  ).get(variantId);
  return row ? { ...row, optionValueIds: JSON.parse(row.optionValueIds) as readonly string[] } : null;
}

/** Channels with a linked listing of one of these variants: their stock has to be planned anew. */
export function channelsOfVariants(database: Database, variantIds: readonly string[]): readonly string[] {
  return prepared<[string], { channelId: string }>(
    database,
    `SELECT DISTINCT l.channel_id AS channelId FROM json_each(?) wanted
       JOIN listing l ON l.variant_id = wanted.value WHERE l.link_state = 'linked'`,
  )
    .all(JSON.stringify(variantIds))
    .map((row) => row.channelId);
}
