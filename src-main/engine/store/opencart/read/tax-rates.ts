import { E4, parseDecimalE4 } from '#common/money.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { inE10 } from './price-rows.ts';
import type { ShopSettings } from './shop-settings.ts';

/** What the shop's rules add to a net price: percentages are summed, not compounded, then fixed amounts come on top. */
export type ShopTax = { readonly rateE4: number; readonly fixedE4: number };
export const NO_TAX: ShopTax = { rateE4: 0, fixedE4: 0 };

/** 100 % in 1/10000, and one kuruş. */
const WHOLE_E4 = 100 * E4;
const KURUS_E4 = 100;

export type ShopTaxes = {
  readonly byClass: ReadonlyMap<string, ShopTax>;
  /** Names of percentage rates, as the shop prints them on an order: `KDV %20` by 200000. */
  readonly nameByRate: ReadonlyMap<number, string>;
};

/**
 * The taxes that hold for a buyer at the shop's own address, by tax class. Rules that go by the delivery or invoice
 * address count always: `config_tax_default` only tells what a visitor is shown before there is an address, and with
 * it left empty a price without the tax would go to the marketplace.
 */
export async function readShopTaxes(
  reader: Reader,
  schema: ShopSchema,
  settings: Pick<ShopSettings, 'customerGroupId' | 'countryId' | 'zoneId'>,
): Promise<ShopTaxes> {
  const rows = await reader.rows(
    `SELECT DISTINCT rule.tax_class_id AS tax_class_id, rate.tax_rate_id AS tax_rate_id, rate.name AS name,
            rate.rate AS rate, rate.type AS type
     FROM ${schema.sql('tax_rule')} rule
     JOIN ${schema.sql('tax_rate')} rate ON rate.tax_rate_id = rule.tax_rate_id
     JOIN ${schema.sql('tax_rate_to_customer_group')} grp
       ON grp.tax_rate_id = rate.tax_rate_id AND grp.customer_group_id = ?
     JOIN ${schema.sql('zone_to_geo_zone')} place
       ON place.geo_zone_id = rate.geo_zone_id AND place.country_id = ? AND (place.zone_id = 0 OR place.zone_id = ?)
     WHERE rule.based IN ('store', 'shipping', 'payment') ORDER BY rule.tax_class_id, rate.tax_rate_id`,
    [settings.customerGroupId, settings.countryId, settings.zoneId],
  );
  const byClass = new Map<string, ShopTax>();
  const nameByRate = new Map<number, string>();
  for (const row of rows) {
    const amount = parseDecimalE4(textOf(row, 'rate')) ?? 0;
    const percent = textOf(row, 'type') === 'P';
    const known = byClass.get(idOf(row, 'tax_class_id')) ?? NO_TAX;
    byClass.set(idOf(row, 'tax_class_id'), {
      rateE4: known.rateE4 + (percent ? amount : 0),
      fixedE4: known.fixedE4 + (percent ? 0 : amount),
    });
    if (percent && !nameByRate.has(amount)) nameByRate.set(amount, textOf(row, 'name'));
  }
  return { byClass, nameByRate };
}

/** A currency rate of 1. */
export const ONE_E8 = 100_000_000;

/**
 * What a buyer pays in 1/10000, to whole kuruş, of a net price in 10^-10, in a currency of which one unit of the shop's
 * is `currencyE8` (10^-8). Rounded once, half away from zero: OpenCart rounds nothing but what it shows, after converting
 * (system/library/cart/currency.php, `format`; opencart.md §4).
 */
export function grossE4(netE10: bigint, { rateE4, fixedE4 }: ShopTax, currencyE8 = ONE_E8): number {
  const gross = netE10 * BigInt(WHOLE_E4 + rateE4) + inE10(fixedE4) * BigInt(WHOLE_E4);
  const exact = gross * BigInt(currencyE8);
  const divisor = inE10(KURUS_E4) * BigInt(WHOLE_E4) * BigInt(ONE_E8);
  const magnitude = exact < 0n ? -exact : exact;
  const kurus = Number((2n * magnitude + divisor) / (2n * divisor));
  return kurus === 0 ? 0 : Math.sign(Number(exact)) * kurus * KURUS_E4;
}
