import { gittigidiyor } from '#engine/marketplaces/gittigidiyor/adapter.ts';
import { ROWS } from '#engine/marketplaces/gittigidiyor/explanations.ts';
import { GG_CREDENTIALS, ggDraft } from './gittigidiyor-world.ts';
import { marketplaceConformance } from './marketplace-conformance.ts';
import { openPlace } from './sandbox-place.ts';
import type { CallKind } from './tap.ts';
import type { MarketplaceWorld, SeedListing } from './world.ts';

const STATUS = {
  'on-sale': 'A',
  archived: 'U',
  locked: 'L',
  'waiting-approval': 'L',
  rejected: 'L',
} as const;

const OPERATIONS: readonly (readonly [sign: RegExp, call: CallKind])[] = [
  [/^(updateStock|updatePrice|updateMarketPrice|updateStockAndActivateProduct|updateVariantStock)/, 'offers'],
  [/^insert/, 'creation'],
  [/^(getProducts|getStockAndPrice)$/, 'listings'],
  [/^(getPagedSales|getSales|getSale)/, 'orders'],
];

/** The path names a service; what it is asked to do stands in the envelope's body. */
function callOf({ body }: { readonly body: string }): CallKind {
  const operation = /<soapenv:Body>(?:<!--.*?-->)*<gg:(\w+)/.exec(body)?.[1] ?? '';
  return OPERATIONS.find(([sign]) => sign.test(operation))?.[1] ?? 'other';
}

async function openGittigidiyorWorld(): Promise<MarketplaceWorld> {
  const place = await openPlace({
    marketplace: 'gittigidiyor',
    adapter: gittigidiyor,
    credentials: GG_CREDENTIALS,
    wrong: { rolePassword: 'not-this-one' },
    speed: 50,
    endpoints: { orders: ['IndividualSaleService'], listings: ['IndividualProductService'] },
    callOf,
    // Pages go by number and rows: a cursor that repeats is a page that comes twice.
    nearest: { 'repeated-cursor': 'duplicate-page' },
  });
  const hand = place.sandbox.marketplaces.gittigidiyor;
  const ids = new Map<string, string>();
  const productOf = (externalId: string): string => ids.get(externalId) ?? externalId;
  return {
    ...place,
    idOf: productOf,
    seed: (listings) => {
      const products = hand.seedProducts(listings.map(seedFor));
      for (const { itemId, productId } of products) ids.set(itemId, productId);
    },
    shelf: (externalId) => {
      const product = hand.product(productOf(externalId));
      return (
        product && {
          quantity: product.total - product.sold,
          salePriceE4: product.priceKurus * 100,
          listPriceE4: null,
        }
      );
    },
    buy: ([line]) => {
      const { saleCode } = hand.buy({ productId: productOf(line!.externalId), amount: line!.quantity });
      return { packageId: saleCode, orderNumber: saleCode };
    },
    cancel: (packageId) => hand.cancelSale(packageId),
    split: () => {
      throw new Error('a sale is one row of one product');
    },
    packageStatus: (packageId) => hand.sales().find(({ saleCode }) => saleCode === packageId)!.list,
  };
}

function seedFor(seed: SeedListing) {
  return {
    itemId: seed.externalId,
    title: seed.title,
    barcode: seed.externalId,
    quantity: seed.quantity,
    priceKurus: seed.salePriceE4 / 100,
    status: STATUS[seed.state],
  };
}

marketplaceConformance('GittiGidiyor (the sandbox)', openGittigidiyorWorld, {
  wire: 'soap',
  errorTable: ROWS,
  draft: () => ggDraft(),
  without: {
    session: 'every call is signed by itself',
    'list-price': 'the answer with stock and price does not hold the list price',
    'repeated-body': 'the same call may come again',
    split: 'a sale is one row of one product',
    pick: 'there is no state between a sale and its shipment',
    'many-lines': 'a sale is one row of one product',
    'partial-rejection': 'every item is a call of its own with an answer of its own',
  },
  states: ['on-sale', 'archived'],
  shown: ({ externalId, state }) => ({
    stockCode: externalId,
    listPriceE4: null,
    ...(state === 'archived' ? { state: 'off-sale' as const } : {}),
  }),
});
