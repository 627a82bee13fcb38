import type { Database } from 'better-sqlite3';
import type { StoreSettings } from '#contract/shop.ts';
import { listOrigins, writeCodes, type VariantOrigins } from '../cache/tables/variant-code-origins.ts';
import { findOwnCodes, writeOwnCodes, type OwnCodes } from '../cache/tables/variant-code.ts';
import type { ShopCode } from './codes.ts';
import { codesOfVariant, keysOfVariant, shopCodes } from './variant-codes.ts';

/** What a living variant's codes are by the shop alone, by the merchant's word, and with both. */
export type CodeView = {
  readonly origins: VariantOrigins;
  readonly own: OwnCodes;
  readonly shop: { readonly barcode: ShopCode; readonly stockCode: ShopCode };
};

/** Null for a variant that is gone, or was never there. */
export function viewCodes(database: Database, settings: StoreSettings, variantId: string): CodeView | null {
  const [origins] = listOrigins(database, 'variant', variantId);
  if (origins === undefined) return null;
  return { origins, own: findOwnCodes(database, variantId), shop: shopCodes(originsOf(settings, origins)) };
}

/**
 * Keeps what the merchant says and has it count at once: the variant's row is as the next reading of the shop will
 * make it. Inside a transaction.
 */
export function keepOwnCodes(
  database: Database,
  settings: StoreSettings,
  change: { readonly origins: VariantOrigins; readonly own: OwnCodes; readonly at: number },
): void {
  const { origins, own, at } = change;
  writeOwnCodes(database, { variantId: origins.variantId, own, at });
  const codes = codesOfVariant({ ...originsOf(settings, origins), own });
  const { looseBarcode, searchKey } = keysOfVariant({ ...origins, ...codes });
  writeCodes(database, { variantId: origins.variantId, ...codes, looseBarcode, searchKey });
}

function originsOf(settings: StoreSettings, origins: VariantOrigins): Parameters<typeof shopCodes>[0] {
  return {
    settings,
    variant: origins.variantCodes,
    product: origins.productCodes,
    variantCount: origins.variantCount,
  };
}
