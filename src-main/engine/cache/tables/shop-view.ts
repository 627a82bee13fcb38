import type { Database } from 'better-sqlite3';
import { viewKey, type PriceView } from '#common/price-view.ts';
import { DEFAULT_SHOP_VIEW, ShopView } from '#contract/channels.ts';
import type { ViewPrice } from '../../store/port.ts';
import { prepared } from '../prepared.ts';

/** As `channel.shop_view` holds it: what is at its default is left out, so that an untouched one is `{}`. */
export function shopViewText(view: ShopView): string {
  // Store 0 is the shop itself.
  const chosen = { ...view, storeId: view.storeId === '0' ? null : view.storeId };
  return JSON.stringify(Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null)));
}

export function parseShopView(text: string): ShopView {
  if (text === '{}') return DEFAULT_SHOP_VIEW;
  return ShopView.parse({ ...DEFAULT_SHOP_VIEW, ...(JSON.parse(text) as object) });
}

/** The views of the shop that channels look at beside its own default, each once: what a reading has to bring along. */
export function listPriceViews(database: Database): readonly PriceView[] {
  const texts = prepared<[], string>(
    database,
    "SELECT DISTINCT shop_view FROM channel WHERE shop_view <> '{}' ORDER BY shop_view",
  )
    .pluck()
    .all();
  const views = new Map<string, PriceView>();
  for (const text of texts) {
    const { storeId, customerGroupId, currency } = parseShopView(text);
    const key = viewKey({ storeId, customerGroupId, currency });
    if (key !== null) views.set(key, { storeId, customerGroupId, currency });
  }
  return [...views.values()];
}

/** Which store and which prices a channel's listings are planned by. `prices` is null for the shop's own default. */
export type PlanningView = { readonly storeId: string; readonly prices: string | null };

/** The shop's default for a channel that does not exist. */
export function planningView(database: Database, channelId: string): PlanningView {
  const text = prepared<[string], string>(database, 'SELECT shop_view FROM channel WHERE channel_id = ?')
    .pluck()
    .get(channelId);
  const view = parseShopView(text ?? '{}');
  return { storeId: view.storeId ?? '0', prices: viewKey(view) };
}

/** Every channel looks at the shop's own defaults again: another shop's stores and groups are other ones. */
export function resetShopViews(database: Database): void {
  prepared(database, "UPDATE channel SET shop_view = '{}' WHERE shop_view <> '{}'").run();
}

/** Writes what a reading brought for a variant; what it did not bring is no longer known. */
export function writeViewPrices(
  database: Database,
  variantId: string,
  prices: readonly ViewPrice[],
  { earlier }: { readonly earlier: 'none' | 'maybe' },
): void {
  if (earlier === 'maybe') {
    prepared<[string]>(database, 'DELETE FROM variant_price WHERE variant_id = ?').run(variantId);
  }
  for (const price of prices) {
    prepared<unknown[]>(
      database,
      `INSERT OR REPLACE INTO variant_price (view, variant_id, currency, price_e4, list_price_e4, tax_rate_e4, shop_currency,
         shop_price_e4, shop_list_price_e4, rate_e8) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      price.view,
      variantId,
      price.currency,
      price.priceE4,
      price.listPriceE4,
      price.taxRateE4,
      price.shopCurrency,
      price.shopPriceE4,
      price.shopListPriceE4,
      price.rateE8,
    );
  }
}
