import type { Buyer } from '../trendyol/state.ts';

export type PazaramaCredentials = { readonly clientId: string; readonly clientSecret: string };

/** `state` of a product (portal, 2026). */
export const PRODUCT_STATES = { waiting: 1, updateWaiting: 2, approved: 3, rejected: 6, changed: 7 } as const;
export type ProductState = keyof typeof PRODUCT_STATES;

export type PazaramaListing = {
  /** The barcode: the key of everything. */
  readonly code: string;
  readonly productId: string;
  stockCode: string;
  groupCode: string;
  title: string;
  description: string;
  brandId: string;
  categoryId: string;
  quantity: number;
  saleKurus: number;
  listKurus: number;
  vatRate: number;
  state: ProductState;
  offSale: boolean;
  attributes: readonly { readonly attributeId: string; readonly attributeValueId: string }[];
  imageUrls: readonly string[];
};

/** `OrderItemStatus` (portal, 2026). */
export const ITEM_STATUSES = {
  received: 3,
  preparing: 12,
  cancelAsked: 18,
  shipped: 5,
  inStore: 16,
  atPoint: 19,
  delivered: 11,
  undelivered: 14,
  cancelled: 6,
  unsupplied: 13,
  returnAsked: 7,
  returnAccepted: 8,
  returnRefused: 9,
  refunded: 10,
} as const;
export type ItemStatus = keyof typeof ITEM_STATUSES;

export type PazaramaItem = {
  readonly orderItemId: string;
  readonly code: string;
  readonly stockCode: string;
  readonly title: string;
  readonly quantity: number;
  /** For one piece. */
  readonly saleKurus: number;
  readonly vatRate: number;
  status: ItemStatus;
  carrierId: string | null;
  trackingNumber: string | null;
  trackingUrl: string | null;
};

export type PazaramaOrder = {
  readonly orderNumber: number;
  readonly orderId: string;
  readonly orderedMs: number;
  readonly buyer: Buyer;
  readonly corporate: boolean;
  readonly items: readonly PazaramaItem[];
};

export type BatchKind = 'stock' | 'price' | 'status' | 'products';
export type BatchRow = Readonly<Record<string, unknown>>;

export type PazaramaBatch = {
  readonly id: string;
  readonly kind: BatchKind;
  readonly createdMs: number;
  readonly rows: readonly BatchRow[];
  /** Rows that a fault makes Pazarama refuse or keep silent about, by their place. */
  readonly planted: Readonly<Record<string, string>>;
  readonly silent: readonly number[];
  readonly stuck: boolean;
  readonly lost: boolean;
  settledMs: number | null;
  /** The reason for each row, null where it was done; “onay” where a price waits for approval. */
  results: readonly (string | null)[];
};

export type PazaramaClaim = {
  readonly refundId: string;
  readonly kind: 'return' | 'cancel';
  readonly orderNumber: number;
  readonly orderItemId: string;
  readonly reason: string;
  readonly requestedMs: number;
  /** `RefundStatus` (portal, 2026). */
  status: number;
  rejectType: number | null;
  description: string;
  pictures: number;
};

export type PazaramaQuestion = {
  readonly questionId: string;
  readonly code: string;
  readonly text: string;
  readonly askedMs: number;
  answer: string | null;
  answeredMs: number | null;
};

/** Everything that this Pazarama knows; plain data, so that it can be kept in a file as it is. */
export type PazaramaState = {
  readonly credentials: PazaramaCredentials;
  readonly sellerId: string;
  readonly listings: Map<string, PazaramaListing>;
  readonly orders: Map<number, PazaramaOrder>;
  readonly batches: Map<string, PazaramaBatch>;
  readonly claims: Map<string, PazaramaClaim>;
  readonly questions: Map<string, PazaramaQuestion>;
  /** Link by order id. */
  readonly invoices: Map<string, string>;
  /** When each token that was given out ends, epoch milliseconds. */
  readonly tokens: Map<string, number>;
  readonly counters: { order: number };
};

export function emptyState(credentials: PazaramaCredentials, sellerId: string): PazaramaState {
  return {
    credentials,
    sellerId,
    listings: new Map(),
    orders: new Map(),
    batches: new Map(),
    claims: new Map(),
    questions: new Map(),
    invoices: new Map(),
    tokens: new Map(),
    counters: { order: 735_071_000 },
  };
}

/** The state as JSON can hold it. */
export function saveState(state: PazaramaState): unknown {
  return {
    version: 1,
    ...state,
    listings: [...state.listings],
    orders: [...state.orders],
    batches: [...state.batches],
    claims: [...state.claims],
    questions: [...state.questions],
    invoices: [...state.invoices],
    tokens: [...state.tokens],
  };
}

type Kept = {
  readonly [Name in keyof PazaramaState]: PazaramaState[Name] extends Map<infer Key, infer Value>
    ? readonly (readonly [Key, Value])[]
    : PazaramaState[Name];
};

/** Null for what this version did not write: the sandbox then begins anew. */
export function loadState(kept: unknown): PazaramaState | null {
  if (typeof kept !== 'object' || kept === null || (kept as { version?: unknown }).version !== 1) return null;
  const file = kept as Kept; // Written by saveState of this very version and by nothing else.
  return {
    credentials: file.credentials,
    sellerId: file.sellerId,
    counters: file.counters,
    listings: new Map(file.listings),
    orders: new Map(file.orders),
    batches: new Map(file.batches),
    claims: new Map(file.claims),
    questions: new Map(file.questions),
    invoices: new Map(file.invoices),
    tokens: new Map(file.tokens),
  };
}
