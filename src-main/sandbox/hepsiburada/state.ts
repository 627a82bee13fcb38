import type { Buyer } from '../trendyol/state.ts';

export type HepsiburadaCredentials = {
  readonly merchantId: string;
  readonly serviceKey: string;
  readonly userAgent: string;
};

export type ProductStatus =
  | 'WAITING'
  | 'IN_EXTERNAL_PROGRESS'
  | 'PRE_MATCHED'
  | 'MATCHED'
  | 'CREATED'
  | 'MISSING_INFO'
  | 'REJECTED'
  | 'BLOCKED';

/** A product of the seller in the catalogue. Prices in kuruş. */
export type Product = {
  readonly merchantSku: string;
  barcode: string;
  hbSku: string | null;
  groupId: string;
  title: string;
  brand: string;
  categoryId: number;
  description: string;
  images: string[];
  vatRate: number;
  status: ProductStatus;
  rejectReasons: string[];
  priceKurus: number;
  stock: number;
  attributes: Record<string, unknown>;
};

export type Listing = {
  readonly listingId: string;
  readonly hbSku: string;
  readonly merchantSku: string;
  priceKurus: number;
  stock: number;
  active: boolean;
  lockReasons: string[];
  fulfilledByHb: boolean;
  /** How it is shipped, where the seller said so. */
  shipping?: ListingShipping;
  /** The corridor that prices must lie in; null for none. */
  minKurus: number | null;
  maxKurus: number | null;
};

export type ListingShipping = {
  readonly dispatchTime?: number;
  readonly shippingProfileName?: string;
  readonly cargoCompany1?: string;
};

export type UploadItem = {
  readonly merchantSku: string | null;
  readonly hbSku: string | null;
  readonly price: unknown;
  readonly stock: unknown;
  /** Of a shipping-info upload. */
  readonly shipping: ListingShipping | null;
  /** A handling time that is no whole number of days. */
  readonly wrongDispatch: boolean;
};

export type Upload = {
  readonly id: string;
  readonly kind: string;
  readonly createdMs: number;
  readonly items: readonly UploadItem[];
  readonly errors: { readonly elementNo: number; readonly code: string }[];
  settledMs: number | null;
  polls: number;
  readonly stuck: boolean;
  readonly lost: boolean;
};

export type LineStatus =
  | 'Open'
  | 'Packaged'
  | 'Unpacked'
  | 'InTransit'
  | 'Delivered'
  | 'Undelivered'
  | 'ClaimCreated'
  | 'CancelledByMerchant'
  | 'CancelledByCustomer';

export type OrderLine = {
  readonly id: string;
  readonly merchantSku: string;
  readonly hbSku: string;
  readonly barcode: string;
  readonly title: string;
  quantity: number;
  readonly unitKurus: number;
  readonly vatRate: number;
  status: LineStatus;
  packageNumber: string | null;
  changedMs: number;
  cargo: string;
  labourKurus: number | null;
  cancelReason: string | null;
};

export type Order = {
  readonly orderNumber: string;
  readonly orderId: string;
  readonly orderedMs: number;
  paid: boolean;
  /** Until when a change of address keeps it from being packed. */
  addressChangeUntilMs: number;
  readonly buyer: Buyer;
  readonly lines: OrderLine[];
};

export type Parcel = {
  readonly packageNumber: string;
  readonly packageId: string;
  readonly barcode: string;
  /** When it was packed: what the package list goes by. */
  createdMs: number;
  status: 'Open' | 'InTransit' | 'Delivered' | 'Undelivered' | 'Unpacked';
  /** When it came into this state. */
  changedMs: number;
  readonly orderNumbers: readonly string[];
  /** What it was packed of; an unpacked one is still shown with it. */
  readonly lineIds: readonly string[];
  cargo: string;
  tracking: string;
  boxes: number;
  desi: number;
  invoiceLink: string | null;
  warehouse: string;
  undeliveredReason: string | null;
};

export type Claim = {
  readonly number: string;
  readonly id: string;
  status: string;
  readonly type: string;
  readonly createdMs: number;
  readonly orderNumber: string;
  readonly lineId: string;
  readonly quantity: number;
  readonly reason: string;
  readonly explanation: string;
  statement: string;
};

export type Question = {
  readonly number: number;
  readonly createdMs: number;
  modifiedMs: number;
  readonly merchantSku: string;
  readonly text: string;
  answer: string | null;
};

export type Job = {
  readonly id: string;
  readonly createdMs: number;
  polls: number;
  readonly rows: { readonly sku: string; readonly messages: string[]; readonly failed: boolean }[];
};

export type HepsiburadaState = {
  credentials: HepsiburadaCredentials;
  number: number;
  readonly products: Map<string, Product>;
  readonly listings: Map<string, Listing>;
  readonly uploads: Map<string, Upload>;
  readonly imports: Map<string, Job>;
  readonly deletions: Map<string, Job>;
  readonly contents: Map<string, Job>;
  readonly orders: Map<string, Order>;
  readonly parcels: Map<string, Parcel>;
  readonly claims: Map<string, Claim>;
  readonly questions: Map<string, Question>;
  cancelledToday: { day: string; count: number };
};

export function emptyState(credentials: HepsiburadaCredentials): HepsiburadaState {
  return {
    credentials,
    number: 1_000,
    products: new Map(),
    listings: new Map(),
    uploads: new Map(),
    imports: new Map(),
    deletions: new Map(),
    contents: new Map(),
    orders: new Map(),
    parcels: new Map(),
    claims: new Map(),
    questions: new Map(),
    cancelledToday: { day: '', count: 0 },
  };
}

export function saveState(state: HepsiburadaState): unknown {
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [
      key,
      value instanceof Map ? { entries: [...value] } : value,
    ]),
  );
}

/** What {@link saveState} gave, or null for anything else. */
export function loadState(kept: unknown): HepsiburadaState | null {
  if (typeof kept !== 'object' || kept === null || !('orders' in kept) || !('credentials' in kept))
    return null;
  const entries = Object.entries(kept).map(([key, value]: [string, unknown]) => {
    const list = typeof value === 'object' && value !== null && 'entries' in value ? value.entries : null;
    return [key, Array.isArray(list) ? new Map(list as [string, unknown][]) : value];
  });
  return Object.fromEntries(entries) as HepsiburadaState; // Written by saveState.
}
