import type { Buyer } from '../trendyol/state.ts';

export const PRODUCT_STATUSES = [
  'Active',
  'InCatalogApproval',
  'Suspended',
  'CatalogRejected',
  'Prohibited',
  'Unlisted',
  'InApproval',
] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

export type N11Listing = {
  readonly stockCode: string;
  readonly n11ProductId: number;
  readonly groupId: number;
  readonly categoryId: number;
  readonly createdMs: number;
  title: string;
  description: string;
  productMainId: string;
  barcode: string | null;
  catalogId: number;
  quantity: number;
  saleKurus: number;
  listKurus: number;
  vatRate: number;
  status: ProductStatus;
  preparingDay: number;
  shipmentTemplate: string;
  maxPurchaseQuantity: number | null;
  attributes: readonly { readonly id: number; readonly name: string; readonly value: string }[];
  imageUrls: readonly string[];
  commissionRate: number;
};

export const PACKAGE_STATUSES = [
  'Created',
  'Picking',
  'Shipped',
  'Cancelled',
  'Delivered',
  'Unpacked',
  'UnSupplied',
] as const;
export type PackageStatus = (typeof PACKAGE_STATUSES)[number];

export type N11Line = {
  readonly orderLineId: number;
  readonly productId: number;
  readonly stockCode: string;
  readonly productName: string;
  readonly size: string;
  readonly quantity: number;
  readonly priceKurus: number;
  /** For all pieces of the line. */
  readonly sellerDiscountKurus: number;
  readonly mallDiscountKurus: number;
  readonly vatRate: number;
};

export type N11Package = {
  /** Names it in here. What the API shows as `id` is null for “Konuma Özel Teslimat”. */
  readonly key: string;
  readonly shownId: string | null;
  readonly orderNumber: string;
  readonly customerId: number;
  readonly orderedMs: number;
  readonly buyer: Buyer;
  readonly corporate: boolean;
  readonly pickUpPoint: boolean;
  readonly micro: boolean;
  readonly agreedDeliveryMs: number;
  readonly carrier: { readonly id: number; readonly name: string };
  readonly lines: readonly N11Line[];
  status: PackageStatus;
  lastModifiedMs: number;
  history: readonly { readonly atMs: number; readonly status: PackageStatus }[];
};

export type TaskType = 'PRODUCT_CREATE' | 'SKU_UPDATE' | 'PRODUCT_UPDATE' | 'PRODUCT_DELETE';

export type N11Task = {
  readonly id: number;
  readonly type: TaskType;
  readonly createdMs: number;
  readonly bodyHash: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows that a fault makes n11 refuse or keep silent about, by their place. */
  readonly planted: Readonly<Record<string, string>>;
  readonly silent: readonly number[];
  readonly stuck: boolean;
  readonly lost: boolean;
  settledMs: number | null;
  results: readonly N11TaskResult[];
};

export type N11TaskResult = {
  readonly itemCode: string;
  readonly status: 'SUCCESS' | 'FAIL';
  readonly reasons: readonly string[];
};

export type N11Question = {
  readonly id: number;
  readonly productId: number;
  readonly productTitle: string;
  readonly question: string;
  readonly fullName: string;
  readonly askedMs: number;
  answer: string | null;
  answeredMs: number | null;
};

export type N11Claim = {
  readonly id: number;
  readonly kind: 'return' | 'cancel';
  readonly packageKey: string;
  readonly orderLineId: number;
  readonly quantity: number;
  readonly reason: string;
  readonly note: string;
  readonly requestedMs: number;
  status: string;
  decidedMs: number | null;
  denyReasonId: string | null;
  denyNote: string;
};

/** Everything that this N11 knows; plain data, so that it can be kept in a file as it is. */
export type N11State = {
  readonly credentials: N11Credentials;
  readonly listings: Map<string, N11Listing>;
  readonly packages: Map<string, N11Package>;
  readonly tasks: Map<number, N11Task>;
  readonly questions: Map<number, N11Question>;
  readonly claims: Map<number, N11Claim>;
  /** Link by order number. */
  readonly invoices: Map<string, string>;
  /** Labour cost in kuruş by line, boxes by package. */
  readonly labourCosts: Map<number, number>;
  readonly collections: Map<string, { readonly boxes: number; readonly desi: number }>;
  readonly counters: Record<CounterName, number>;
};

export type N11Credentials = { readonly appKey: string; readonly appSecret: string };
export type CounterName =
  'product' | 'group' | 'package' | 'order' | 'line' | 'task' | 'question' | 'claim' | 'customer';

const FIRST_NUMBERS: Readonly<Record<CounterName, number>> = {
  product: 7_000_100_000,
  group: 800_001_000,
  // Wider than 2^53 can grow: both are texts on the wire.
  package: 300_000_000_001_000,
  order: 2_000_000_001_000,
  line: 4_400_001_000,
  task: 555_000_100,
  question: 91_000_100,
  claim: 12_000_100,
  customer: 40_001_000,
};

export function emptyState(credentials: N11Credentials): N11State {
  return {
    credentials,
    listings: new Map(),
    packages: new Map(),
    tasks: new Map(),
    questions: new Map(),
    claims: new Map(),
    invoices: new Map(),
    labourCosts: new Map(),
    collections: new Map(),
    counters: { ...FIRST_NUMBERS },
  };
}

export function nextNumber(state: N11State, name: CounterName): number {
  state.counters[name] += 1;
  return state.counters[name];
}

/** The state as JSON can hold it. */
export function saveState(state: N11State): unknown {
  return {
    version: 1,
    credentials: state.credentials,
    counters: state.counters,
    listings: [...state.listings],
    packages: [...state.packages],
    tasks: [...state.tasks],
    questions: [...state.questions],
    claims: [...state.claims],
    invoices: [...state.invoices],
    labourCosts: [...state.labourCosts],
    collections: [...state.collections],
  };
}

type Kept = {
  readonly [Name in keyof N11State]: N11State[Name] extends Map<infer Key, infer Value>
    ? readonly (readonly [Key, Value])[]
    : N11State[Name];
};

/** Null for what this version did not write: the sandbox then begins anew. */
export function loadState(kept: unknown): N11State | null {
  if (typeof kept !== 'object' || kept === null || (kept as { version?: unknown }).version !== 1) return null;
  const file = kept as Kept; // Written by saveState of this very version and by nothing else.
  return {
    credentials: file.credentials,
    counters: { ...FIRST_NUMBERS, ...file.counters },
    listings: new Map(file.listings),
    packages: new Map(file.packages),
    tasks: new Map(file.tasks),
    questions: new Map(file.questions),
    claims: new Map(file.claims),
    invoices: new Map(file.invoices),
    labourCosts: new Map(file.labourCosts),
    collections: new Map(file.collections),
  };
}
