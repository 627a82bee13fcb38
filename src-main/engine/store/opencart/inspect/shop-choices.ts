import type { StoreReport } from '#contract/shop.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { ShopSettings } from '../read/shop-settings.ts';
import { readCurrencies, readCustomerGroups, readStores } from '../read/stores.ts';
import { ONE_E8 } from '../read/tax-rates.ts';
import type { Reader } from '../session/queryable.ts';

/** What a channel can choose from in this shop: see `ShopView`. */
export async function readShopChoices(
  reader: Reader,
  schema: ShopSchema,
  shop: ShopSettings,
): Promise<Pick<StoreReport, 'stores' | 'customerGroups' | 'currencies'>> {
  const stores = await readStores(reader, schema, shop);
  const groups = await readCustomerGroups(reader, schema, shop);
  const currencies = await readCurrencies(reader, schema);
  const own = { customerGroupId: shop.customerGroupId, name: '' };
  return {
    stores: stores.map(({ storeId, name, url, currency, customerGroupId }) => ({
      storeId,
      name,
      url,
      currency,
      customerGroupId,
    })),
    // Its own group the shop has for certain, even where the table is hidden from this account.
    customerGroups: groups.length === 0 ? [own] : [...groups],
    currencies: currencies.map(({ currency, rateE8 }) => ({ currency, value: decimalText(rateE8) })),
  };
}

function decimalText(rateE8: number): string {
  return `${Math.trunc(rateE8 / ONE_E8)}.${String(rateE8 % ONE_E8).padStart(8, '0')}`;
}
