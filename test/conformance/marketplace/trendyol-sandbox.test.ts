import { trendyol } from '#engine/marketplaces/trendyol/adapter.ts';
import { ROWS } from '#engine/marketplaces/trendyol/explanations.ts';
import { SERVICE_ROWS } from '#engine/marketplaces/trendyol/explanations-services.ts';
import { collect, CREDENTIALS } from '../../support/gateway-under-test.ts';
import { shirtDraft } from '../../support/trendyol-services.ts';
import { marketplaceConformance } from './marketplace-conformance.ts';
import { openPlace } from './sandbox-place.ts';
import type { MarketplaceWorld, SeedListing } from './world.ts';

async function openTrendyol(): Promise<MarketplaceWorld> {
  const place = await openPlace({
    marketplace: 'trendyol',
    adapter: trendyol,
    credentials: CREDENTIALS,
    wrong: { apiSecret: 'not-this-word' },
    speed: 50,
    endpoints: {
      offers: ['price-and-inventory'],
      creation: ['product-create'],
      orders: ['orders', 'orders-stream'],
      listings: ['products-approved'],
      batch: ['batch-result'],
    },
  });
  const hand = place.sandbox.trendyol;
  return {
    ...place,
    seed: (listings) => void hand.seedListings(listings.map(seedFor)),
    shelf: (externalId) => {
      const listing = hand.listing(externalId);
      return (
        listing && {
          quantity: listing.quantity,
          salePriceE4: listing.saleKurus * 100,
          listPriceE4: listing.listKurus * 100,
        }
      );
    },
    buy: (lines) => {
      const bought = hand.buy({
        lines: lines.map(({ externalId, quantity }) => ({ barcode: externalId, quantity })),
      });
      return { packageId: String(bought.packageId), orderNumber: bought.orderNumber };
    },
    returnsArrive: () => {
      for (const { claimId } of hand.claims()) hand.setClaimStatus(claimId, 'WaitingInAction');
    },
    cancel: (packageId) => void hand.cancel(Number(packageId)),
    split: (packageId) => {
      const whole = hand.packages().find((one) => one.packageId === Number(packageId))!;
      hand.splitPackage(
        whole.packageId,
        whole.lines.map(({ lineId, quantity }) => [{ lineId, quantity }]),
      );
    },
    packageStatus: (packageId) => hand.packages().find((one) => one.packageId === Number(packageId))!.status,
  };
}

function seedFor(seed: SeedListing) {
  return {
    barcode: seed.externalId,
    stockCode: seed.stockCode,
    title: seed.title,
    productMainId: `M-${seed.externalId}`,
    quantity: seed.quantity,
    salePrice: seed.salePriceE4 / 10_000,
    listPrice: seed.listPriceE4 / 10_000,
    approved: seed.state !== 'waiting-approval' && seed.state !== 'rejected',
    unapprovedStatus: seed.state === 'rejected' ? ('rejected' as const) : ('pendingApproval' as const),
    archived: seed.state === 'archived',
    locked: seed.state === 'locked',
  };
}

/** A shirt with all that its category asks for, looked up as the merchant's form would. */
async function draft({ connection }: MarketplaceWorld) {
  const leaf = (await collect(connection.readCategories!())).find(({ name }) => name === 'Gömlek')!;
  const [brand] = await collect(connection.readBrands!('nilperi'));
  const of = { categoryId: leaf.categoryId, attributeId: '338' };
  const [size] = await collect(connection.readAttributeValues!(of));
  return shirtDraft({
    categoryId: leaf.categoryId,
    brandId: brand!.brandId,
    attributes: [
      { attributeId: '47', name: 'Renk', valueId: null, text: 'Iğdır Yeşili', unit: null },
      { attributeId: '338', name: 'Beden', valueId: size!.valueId, text: null, unit: null },
    ],
  });
}

marketplaceConformance('Trendyol (the sandbox)', openTrendyol, {
  wire: 'json',
  errorTable: [...ROWS, ...SERVICE_ROWS],
  draft,
  without: { session: 'its keys go with every request' },
});
