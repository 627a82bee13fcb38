import type { ShopView } from '#contract/channels.ts';
import type { NewStoreOrder, NewStoreOrderLine, OrderMark, StoreAddress, StoreOrder } from '../store/port.ts';
import type { MarketplaceAddress, MarketplacePackage } from '../marketplaces/kit/port.ts';
import type { LedgerRow } from './ledger-rows.ts';
import type { ReconciledOrder } from './reconcile.ts';

/** What of the shop's variant a line of the order needs. */
export type LineVariant = {
  readonly productId: string;
  readonly optionValueIds: readonly string[];
  readonly model: string;
};

export type StoreOrderInput = {
  readonly mark: OrderMark;
  readonly marketplaceName: string;
  readonly channelName: string;
  /** Which store and customer group of the shop the channel looks at; left out: the shop's own. */
  readonly shopView?: Pick<ShopView, 'storeId' | 'customerGroupId'> | undefined;
  readonly orderedAt: number;
  readonly packages: readonly MarketplacePackage[];
  readonly order: ReconciledOrder;
  /** Rows that hold something, in the order in which they are written. */
  readonly rows: readonly LedgerRow[];
  readonly variants: ReadonlyMap<string, LineVariant>;
};

/** The order as the shop is to write it. Throws `RangeError` without any package. */
export function newStoreOrder(input: StoreOrderInput): NewStoreOrder {
  const newest = [...input.packages].sort((left, right) => right.lastModifiedMs - left.lastModifiedMs)[0];
  if (!newest) throw new RangeError('an order without packages');
  return {
    mark: input.mark,
    marketplaceName: input.marketplaceName,
    channelName: input.channelName,
    orderedAt: new Date(input.orderedAt).toISOString(),
    currency: newest.currency,
    email: newest.buyer.email,
    taxNumber: newest.buyer.taxNumber || newest.buyer.identityNumber,
    taxOffice: newest.buyer.taxOffice,
    shipping: addressOf(newest.shipping, newest),
    invoice: addressOf(newest.invoice, newest),
    lines: input.rows.map((row) => lineOf(row, input)),
    totalE4: input.order.totalE4,
    comment: commentOf(input),
    storeId: input.shopView?.storeId ?? null,
    customerGroupId: input.shopView?.customerGroupId ?? null,
  };
}

function addressOf(address: MarketplaceAddress, { buyer }: MarketplacePackage): StoreAddress {
  return {
    firstName: address.firstName || buyer.firstName,
    lastName: address.lastName || buyer.lastName,
    company: address.company,
    address: address.address,
    district: address.district,
    city: address.city,
    postcode: address.postcode,
    countryIso2: address.countryIso2,
    phone: address.phone,
  };
}

function lineOf(row: LedgerRow, input: StoreOrderInput): NewStoreOrderLine {
  const held = input.order.held.find(
    (each) => each.barcode === row.barcode && each.unitPriceE4 === row.unitPriceE4,
  );
  const sold = input.packages.flatMap((each) => each.lines).find((each) => each.barcode === row.barcode);
  const variant = row.variantId === null ? undefined : input.variants.get(row.variantId);
  return {
    lineKey: row.lineKey,
    productId: variant?.productId ?? null,
    optionValueIds: variant?.optionValueIds ?? [],
    title: held?.title ?? sold?.title ?? row.barcode,
    model: variant?.model || held?.stockCode || sold?.stockCode || row.barcode,
    quantity: row.held,
    unitPriceE4: row.unitPriceE4,
    vatRateE4: held?.vatRateE4 ?? sold?.vatRateE4 ?? null,
  };
}

/** Stands in the shop's own order history, so it is in the shop's language and names what the merchant looks for. */
function commentOf(input: StoreOrderInput): string {
  const parcels = input.packages.map((each) => each.packageId).join(', ');
  return `${input.marketplaceName} (${input.channelName}) · ${input.mark.orderNumber} · ${parcels}`;
}

/**
 * Finds each row's line in the shop's order. Lines come back in the order in which they were given; an order found
 * again may have been written with other quantities, and then product and options (or the name) tell them apart.
 */
export function matchStoreLines(
  given: readonly { readonly row: LedgerRow; readonly line: NewStoreOrderLine }[],
  stored: StoreOrder['lines'],
): ReadonlyMap<string, StoreOrder['lines'][number]> {
  const free = new Set(stored.map((_, index) => index));
  const found = new Map<string, StoreOrder['lines'][number]>();
  given.forEach(({ row, line }, position) => {
    const fits = (index: number): boolean => free.has(index) && isSameThing(line, stored[index]!);
    const index = fits(position) ? position : stored.findIndex((_, candidate) => fits(candidate));
    if (index < 0) return;
    free.delete(index);
    found.set(row.lineKey, stored[index]!);
  });
  return found;
}

function isSameThing(line: NewStoreOrderLine, stored: StoreOrder['lines'][number]): boolean {
  if (line.productId !== stored.productId) return false;
  if (line.productId === null) return line.model === stored.model || line.title === stored.title;
  return [...line.optionValueIds].sort().join('+') === [...stored.optionValueIds].sort().join('+');
}
