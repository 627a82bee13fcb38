import { emptyAnswer, jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import type { Listing } from './state.ts';
import { cutPage, recordOf, type Call } from './world.ts';

const MOST_SKUS = 50;
const LIMIT = 1_000;

/** GET …/listings/merchantid/{m} */
export function getListings(call: Call): SandboxAnswer {
  const wanted = skusIn(call, 'merchantSkuList');
  const wantedHb = skusIn(call, 'hbSkuList');
  const rows = [...call.world.state.listings.values()].filter(
    ({ merchantSku, hbSku }) => (wanted?.has(merchantSku) ?? true) && (wantedHb?.has(hbSku) ?? true),
  );
  const cut = cutPage(call, rows, LIMIT);
  return jsonAnswer(200, {
    listings: cut.rows.map(listingJson),
    totalCount: cut.total,
    limit: cut.limit,
    offset: cut.offset,
  });
}

function skusIn(call: Call, name: string): ReadonlySet<string> | null {
  const text = call.query.get(name);
  if (text === null) return null;
  const skus = text.split(',');
  if (skus.length > MOST_SKUS) throw refuseText(`${name} en fazla ${MOST_SKUS} olabilir`);
  return new Set(skus);
}

function listingJson(listing: Listing): unknown {
  const reasons = deactivationReasons(listing);
  return {
    listingId: listing.listingId,
    uniqueIdentifier: '',
    hepsiburadaSku: listing.hbSku,
    merchantSku: listing.merchantSku,
    price: listing.priceKurus / 100,
    availableStock: listing.stock,
    dispatchTime: listing.shipping?.dispatchTime ?? 1,
    cargoCompany1: listing.shipping?.cargoCompany1 ?? 'Aras Kargo',
    cargoCompany2: null,
    cargoCompany3: null,
    shippingAddressLabel: 'Depo',
    shippingProfileName: listing.shipping?.shippingProfileName ?? null,
    claimAddressLabel: 'Depo',
    minimumPurchasableQuantity: 1,
    maximumPurchasableQuantity: 0,
    pricings: [],
    isSalable: isSalable(listing),
    deactivationReasons: reasons,
    isSuspended: false,
    isLocked: listing.lockReasons.length > 0,
    lockReasons: listing.lockReasons,
    isFrozen: false,
    freezeReasons: [],
    priceIncreaseDisabled: false,
    priceDecreaseDisabled: false,
    stockDecreaseDisabled: false,
    availableWarehouses: [],
    isFulfilledByHB: listing.fulfilledByHb,
    customizableProperties: [],
    skuAfterSuspension: null,
    productId: null,
    hasVariant: false,
  };
}

export function isSalable(listing: Listing): boolean {
  return listing.active && listing.lockReasons.length === 0 && listing.stock > 0 && listing.priceKurus > 0;
}

function deactivationReasons({ active, stock, priceKurus }: Listing): readonly string[] {
  return [
    ...(active ? [] : ['DeactivatedByMerchant']),
    ...(stock > 0 ? [] : ['StockIsLessThanOrEqualToZero']),
    ...(priceKurus > 0 ? [] : ['PriceIsLessThanOrEqualToZero']),
  ];
}

/** POST …/sku/{hbSku}/activate and /deactivate */
export function postActivation(active: boolean): (call: Call) => SandboxAnswer {
  return (call) => {
    byHbSku(call).active = active;
    return emptyAnswer(200);
  };
}

export function deleteListing(call: Call): SandboxAnswer {
  const listing = byHbSku(call);
  if (listing.merchantSku !== call.params['merchantSku']) throw refuseText('MismatchingSkusSpecified');
  call.world.state.listings.delete(listing.merchantSku);
  return emptyAnswer(200);
}

export function postUnlock(call: Call): SandboxAnswer {
  const skus = recordOf(call.body)['hbSkuList'];
  if (!Array.isArray(skus) || skus.length === 0) throw refuseText('hbSkuList cannot be empty');
  for (const listing of call.world.state.listings.values())
    if (skus.includes(listing.hbSku)) listing.lockReasons = [];
  return emptyAnswer(200);
}

export function getBuyBox(call: Call): SandboxAnswer {
  return jsonAnswer(
    200,
    askedFor(call).map(({ hbSku, merchantSku, priceKurus }, index) => ({
      hepsiburadaSku: hbSku,
      merchantSku,
      buyboxOrder: (index % 3) + 1,
      buyboxPrice: (priceKurus - (index % 3) * 100) / 100,
    })),
  );
}

export function getCommissions(call: Call): SandboxAnswer {
  return jsonAnswer(
    200,
    askedFor(call).map(({ hbSku, merchantSku }) => ({
      hepsiburadaSku: hbSku,
      merchantSku,
      commissionRate: 14.5,
    })),
  );
}

function askedFor(call: Call): readonly Listing[] {
  const skus = (call.query.get('skuList') ?? '').split(',').filter((sku) => sku !== '');
  if (skus.length === 0) throw refuseText('skuList cannot be empty');
  if (skus.length > MOST_SKUS) throw refuseText(`skuList en fazla ${MOST_SKUS} olabilir`);
  return [...call.world.state.listings.values()].filter(({ hbSku }) => skus.includes(hbSku));
}

function byHbSku(call: Call): Listing {
  const found = [...call.world.state.listings.values()].find(({ hbSku }) => hbSku === call.params['hbSku']);
  if (!found)
    throw new Refusal({ status: 404, headers: { 'content-type': 'text/plain' }, body: 'Listing not found' });
  return found;
}

function refuseText(message: string): Refusal {
  return new Refusal({ status: 400, headers: { 'content-type': 'text/plain' }, body: message });
}
