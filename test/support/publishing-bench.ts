import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '#contract/index.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import type { Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import type { Harness } from './engine-harness.ts';

export type Client = ContractRouterClient<typeof contract>;

/** What a merchant has to say to one marketplace beside the shop's own data, and how its people approve a product. */
export type PublishingMarket = {
  readonly marketplace: 'trendyol' | 'hepsiburada' | 'n11' | 'amazon';
  /** The fields that it asks for; what is optional is left out. */
  readonly fields: Readonly<Record<string, string>>;
  /** Path or part of it, of the request that makes listings. */
  readonly creation: { readonly method: string; readonly path: RegExp };
  readonly approve: (sandbox: Sandbox, goods: Goods) => void;
  /** How many listings it has of these goods. */
  readonly count: (sandbox: Sandbox, goods: Goods) => number;
  readonly actions: readonly ('archive' | 'unarchive')[];
};

export type Goods = { readonly stockCode: string; readonly barcode: string };

const isOf = (goods: Goods) => (listing: { readonly stockCode: string; readonly barcode: string | null }) =>
  listing.stockCode === goods.stockCode || listing.barcode === goods.barcode;

export const PUBLISHING_MARKETS: readonly PublishingMarket[] = [
  {
    marketplace: 'trendyol',
    fields: {},
    creation: { method: 'POST', path: /\/v2\/products$/ },
    approve: (sandbox, { barcode }) => sandbox.marketplaces.trendyol.approve(barcode),
    count: (sandbox, goods) => sandbox.trendyol.listings().filter(isOf(goods)).length,
    actions: ['archive', 'unarchive'],
  },
  {
    marketplace: 'hepsiburada',
    fields: { warrantyMonths: '24' },
    creation: { method: 'POST', path: /\/products\/import$/ },
    approve: (sandbox, { stockCode }) => sandbox.marketplaces.hepsiburada.approve(stockCode),
    count: (sandbox, { stockCode }) =>
      sandbox.marketplaces.hepsiburada.products().filter(({ merchantSku }) => merchantSku === stockCode)
        .length,
    actions: ['archive', 'unarchive'],
  },
  {
    marketplace: 'n11',
    fields: { preparingDay: '3', shipmentTemplate: 'Standart' },
    creation: { method: 'POST', path: /\/tasks\/product-create$/ },
    approve: (sandbox, { stockCode }) =>
      void sandbox.marketplaces.n11.seedListings([{ stockCode, status: 'Active' }]),
    count: (sandbox, goods) => sandbox.marketplaces.n11.listings().filter(isOf(goods)).length,
    actions: ['archive', 'unarchive'],
  },
  {
    marketplace: 'amazon',
    fields: { condition: 'new_new', countryOfOrigin: 'TR' },
    creation: { method: 'PUT', path: /\/listings\/2021-08-01\/items\// },
    approve: () => undefined,
    count: (sandbox, { stockCode }) =>
      sandbox.marketplaces.amazon.listings().filter(({ sku }) => sku === stockCode).length,
    actions: [],
  },
];

/** The shop's category and brand that the tests publish: shirts in four sizes, each with a code and a barcode of its own. */
export const SHIRTS = { category: 'Giyim > Erkek > Gömlek', manufacturer: 'Bozkırlı', model: 'BOZKI-184' };

export const write = (): { requestId: string } => ({ requestId: crypto.randomUUID() });
export const window = { offset: 0, limit: 500 } as const;

export function clientOf(harness: Harness): Client {
  return createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
}

/** The marketplace's category that the shirts go to. */
export async function shirtCategory(client: Client, channelId: string): Promise<string> {
  const { rows } = await client.catalogue.categories({
    ...window,
    channelId,
    search: 'gömlek',
    leavesOnly: true,
  });
  return rows.find(({ open }) => open)!.categoryId;
}

/** Maps the shirts as a merchant would: category, brand, sizes by their option, everything else required by hand. */
export async function mapShirts(
  client: Client,
  channelId: string,
  market: PublishingMarket,
): Promise<{ readonly categoryId: string }> {
  await client.catalogue.refresh({ ...write(), channelId, what: 'categories' });
  const categoryId = await shirtCategory(client, channelId);
  const place = { channelId, categoryId };
  const shop = await client.mapping.categories({ ...window, channelId, search: '', filter: 'all' });
  const own = shop.rows.find(({ path }) => path === SHIRTS.category)!;
  await client.mapping.setCategories({ ...write(), ...place, shopCategoryIds: [own.shopCategoryId] });
  const { offers } = await client.catalogue.state({ channelId });
  if (offers.brands) {
    await client.catalogue.refresh({ ...write(), channelId, what: 'brands' });
    const brand = (await client.catalogue.brands({ ...window, channelId, search: '' })).rows[0]!;
    await client.mapping.setBrand({ ...write(), channelId, manufacturer: SHIRTS.manufacturer, brand });
  }
  for (const { attribute } of (await client.mapping.attributes(place)).rows) {
    const { attributeId, name, required, custom } = attribute;
    if (name === 'Beden')
      await client.mapping.setAttribute({
        ...write(),
        ...place,
        attributeId,
        source: { kind: 'option', option: 'Beden' },
      });
    else if (name === 'Marka')
      await client.mapping.setAttribute({
        ...write(),
        ...place,
        attributeId,
        source: { kind: 'manufacturer' },
      });
    else if (required) {
      const { rows } = await client.catalogue.values({ ...window, ...place, attributeId, search: '' });
      const source = custom
        ? { kind: 'fixed' as const, valueId: null, text: 'Pamuk' }
        : { kind: 'fixed' as const, valueId: rows[0]!.valueId, text: null };
      await client.mapping.setAttribute({ ...write(), ...place, attributeId, source });
    }
  }
  const defaults = { vatRate: null, desi: 1, fields: { ...market.fields } };
  await client.publishing.setDefaults({ ...write(), channelId, defaults });
  return { categoryId };
}

/** The shirts' variants in the order of their sizes. */
export async function shirts(client: Client, channelId: string) {
  const { rows } = await client.publishing.candidates({
    ...window,
    channelId,
    search: SHIRTS.model,
    filter: 'all',
  });
  return rows;
}

export const create = (channelId: string, variantIds: readonly string[]) => ({
  channelId,
  action: 'create' as const,
  selection: { by: 'variants' as const, variantIds: [...variantIds] },
});

/** Carries a run to its end, with the time between that a marketplace takes. */
export async function carriedToItsEnd(harness: Harness, client: Client, runId: string) {
  let run = await client.publishing.poll({ runId });
  for (let turn = 0; turn < 60 && run.finishedAt === null; turn += 1) {
    await harness.clock.sleep(60_000);
    run = await client.publishing.poll({ runId });
  }
  return run;
}

/** Requests that make listings, as the marketplace met them. */
export function creationsAt(sandbox: Sandbox, { marketplace, creation }: PublishingMarket) {
  return sandbox
    .calls()
    .filter(
      (call) =>
        call.marketplace === marketplace &&
        call.method === creation.method &&
        creation.path.test(call.path) &&
        !call.query.includes('VALIDATION_PREVIEW'),
    );
}
