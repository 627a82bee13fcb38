import { DEFAULT_CHANNEL_RULES, DEFAULT_SHOP_VIEW, type Channel } from '#contract/channels.ts';
import type { ListingPage, ListingQuery, ListingRow } from '#contract/listings.ts';
import type { OrderRow } from '#contract/orders.ts';
import type { PlanChange, PlanSummary } from '#contract/plan.ts';

const AT = '2026-11-24T09:00:00.000Z';

/** A listing as the engine tells it; everything in step unless changed. */
export function listing(index: number, changes: Partial<ListingRow> = {}): ListingRow {
  const offer = { quantity: 10, priceE4: 12_999_000, listPriceE4: 12_999_000, at: AT };
  return {
    listingId: `listing-${index}`,
    channelId: 'channel-1',
    channelName: 'Trendyol',
    sandbox: false,
    externalId: `external-${index}`,
    barcode: `86900000${String(index).padStart(5, '0')}`,
    stockCode: `STK-${index}`,
    title: `Işıklı Ayna ${index}`,
    optionText: '',
    imageUrl: null,
    currency: 'TRY',
    state: 'on-sale',
    linkState: 'linked',
    variantId: `variant-${index}`,
    store: offer,
    desired: offer,
    sent: offer,
    confirmed: offer,
    quantityDiffers: false,
    priceDiffers: false,
    holds: [],
    progress: 'none',
    overrides: { priceE4: null, stockBuffer: null, floorE4: null, ceilingE4: null, frozen: false },
    ...changes,
  };
}

/** Answers `listings.page` out of a list, as the engine would: a window, the total, a count for each chip. */
export function listingPage(rows: readonly ListingRow[], query: ListingQuery): ListingPage {
  const counts = {
    all: rows.length,
    differs: rows.filter((row) => row.quantityDiffers || row.priceDiffers).length,
    held: 0,
    failed: 0,
    unlinked: 0,
    proposed: 0,
    'out-of-stock': 0,
    frozen: 0,
    'not-listed': 0,
  };
  return { rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length, counts };
}

/** A price change that a guard holds: 1.299,90 → 129,99. */
export function heldChange(changes: Partial<PlanChange> = {}): PlanChange {
  return {
    changeId: 'change-1',
    channelId: 'channel-1',
    channelName: 'Trendyol',
    listingId: 'listing-1',
    title: 'Işıklı Ayna',
    optionText: 'Büyük',
    barcode: '8690000000012',
    stockCode: 'STK-1',
    group: 'price',
    currency: 'TRY',
    fromQuantity: null,
    toQuantity: null,
    fromPriceE4: 12_999_000,
    toPriceE4: 1_299_900,
    fromListPriceE4: null,
    toListPriceE4: null,
    reason: 'price-lowered',
    trace: [{ step: 'store-price', value: 1_299_900, result: 1_299_900 }],
    holds: [{ guard: 'price/decimal-slip', params: { factor: '÷10' } }],
    approvable: true,
    state: 'held',
    problem: null,
    ...changes,
  };
}

export function planSummary(changes: Partial<PlanSummary> = {}): PlanSummary {
  return {
    computedAt: AT,
    storeReadAt: AT,
    waiting: 0,
    approved: 0,
    held: 1,
    inFlight: 0,
    requests: 1,
    estimatedSeconds: 5,
    groups: [
      {
        channelId: 'channel-1',
        channelName: 'Trendyol',
        reason: 'price-lowered',
        held: true,
        count: 1,
        largestStepPercent: -90,
      },
    ],
    ...changes,
  };
}

export function order(index: number, changes: Partial<OrderRow> = {}): OrderRow {
  return {
    orderId: `order-${index}`,
    channelId: 'channel-1',
    channelName: 'Trendyol',
    sandbox: false,
    orderNumber: `1000${index}`,
    packageIds: [`package-${index}`],
    status: 'new',
    rawStatus: 'Created',
    importState: 'imported',
    storeOrderId: String(index),
    buyer: 'Ayşe Işık',
    city: 'Iğdır',
    lineCount: 1,
    unitCount: 1,
    unmatchedLines: 0,
    totalE4: 12_999_000,
    currency: 'TRY',
    orderedAt: AT,
    dispatchBy: null,
    late: false,
    problem: null,
    ...changes,
  };
}

/** A channel that works, with these counts. */
export function channelWith(counts: Partial<Channel['counts']>): Channel {
  return {
    channelId: 'channel-1',
    marketplace: 'trendyol',
    marketplaceName: 'Trendyol',
    name: 'Trendyol',
    mode: 'approval',
    paused: false,
    sandbox: false,
    baseUrl: null,
    rules: DEFAULT_CHANNEL_RULES,
    shopView: DEFAULT_SHOP_VIEW,
    credentials: [],
    health: 'in-step',
    counts: {
      listings: 10,
      linked: 10,
      unlinked: 0,
      proposed: 0,
      waiting: 0,
      held: 0,
      failed: 0,
      unknown: 0,
      ordersToday: 0,
      ...counts,
    },
    lastSyncAt: AT,
    lastConfirmedAt: AT,
    oldestConfirmedAt: AT,
    problem: null,
  };
}
