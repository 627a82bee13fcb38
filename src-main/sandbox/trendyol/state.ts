import type { Claim, Question } from './after-sales-state.ts';
import type { Audit, ProductBatch, Video } from './catalogue-state.ts';

/** Amounts are whole kuruş, instants epoch milliseconds of the sandbox's clock (true UTC). */
export type Listing = {
  readonly barcode: string;
  readonly contentId: number;
  readonly variantId: number;
  readonly listingId: string;
  readonly createdMs: number;
  stockCode: string;
  title: string;
  description: string;
  productMainId: string;
  brand: string;
  category: string;
  colour: string;
  size: string;
  imageUrl: string;
  vatRate: number;
  quantity: number;
  saleKurus: number;
  listKurus: number;
  approved: boolean;
  unapprovedStatus: 'pendingApproval' | 'rejected';
  rejectReason: string;
  archived: boolean;
  locked: boolean;
  blacklisted: boolean;
  modifiedMs: number;
  stockModifiedMs: number | null;
  priceModifiedMs: number | null;
  archivedMs: number | null;
  images: readonly string[];
  attributes: readonly ListingAttribute[];
  desi: number | null;
  origin: string;
  deliveryDuration: number | null;
  cargoProviders: readonly string[];
};

export type ListingAttribute = {
  readonly attributeId: number;
  readonly valueId: number | null;
  readonly value: string;
};

/** What a listing has in a file of an earlier version that knew less of it. */
const LISTING_ADDITIONS = {
  archivedMs: null,
  images: [],
  attributes: [],
  desi: null,
  origin: 'TR',
  deliveryDuration: null,
  cargoProviders: [],
} as const;

export const PACKAGE_STATUSES = [
  'Awaiting',
  'Created',
  'Picking',
  'Invoiced',
  'Shipped',
  'AtCollectionPoint',
  'Delivered',
  'UnDelivered',
  'Returned',
  'Cancelled',
  'UnSupplied',
  'UnPacked',
] as const;
export type PackageStatus = (typeof PACKAGE_STATUSES)[number];

export type PackageLine = {
  readonly lineId: number;
  readonly barcode: string;
  readonly stockCode: string;
  readonly contentId: number;
  readonly productName: string;
  readonly size: string;
  readonly colour: string;
  readonly quantity: number;
  readonly grossKurus: number;
  /** For each piece, the kuruş that the seller and Trendyol took off; as many entries as pieces. */
  readonly sellerDiscounts: readonly number[];
  readonly trendyolDiscounts: readonly number[];
  readonly vatRate: number;
  status: PackageStatus;
  cancelledBy: string | null;
  cancelReason: string | null;
};

export type Buyer = {
  readonly firstName: string;
  readonly lastName: string;
  readonly city: string;
  readonly cityCode: number;
  readonly district: string;
  readonly neighborhood: string;
  readonly street: string;
  readonly postalCode: string;
  readonly phone: string;
  readonly company: string;
  readonly taxNumber: string;
  readonly taxOffice: string;
  readonly identityNumber: string;
};

export type TrendyolPackage = {
  readonly packageId: number;
  readonly orderNumber: string;
  readonly customerId: number;
  readonly orderedMs: number;
  readonly createdBy: 'order-creation' | 'split' | 'cancel' | 'transfer';
  readonly originPackageIds: readonly number[] | null;
  readonly buyer: Buyer;
  readonly commercial: boolean;
  readonly paymentMethod: string;
  readonly trackingNumber: number;
  readonly agreedDeliveryMs: number;
  readonly lines: readonly PackageLine[];
  cargo: string;
  status: PackageStatus;
  lastModifiedMs: number;
  history: { readonly atMs: number; readonly status: PackageStatus }[];
  invoiceNumber: string | null;
  cargoChangedMs: number | null;
  /** What the seller has told about it beyond its state. */
  desk: PackageDesk;
};

export type PackageDesk = {
  readonly invoice?: string;
  readonly boxes?: number;
  readonly deci?: number;
  readonly warehouseId?: number;
  readonly extendedDays?: number;
  readonly byService?: boolean;
  readonly trackingInfo?: string;
  /** Kuruş for one piece by line. */
  readonly labour?: Readonly<Record<string, number>>;
  readonly warranties?: readonly number[];
};

export type BatchItem = {
  readonly barcode: string;
  readonly quantity: number | null;
  readonly saleKurus: number | null;
  readonly listKurus: number | null;
  /** Decided on arrival (same body, too many prices for one barcode, planted fault); else by the listing's state. */
  readonly refusedWith: string | null;
  readonly silent: boolean;
  outcome: 'open' | 'SUCCESS' | 'FAILED';
  failureReasons: readonly string[];
};

export type Batch = {
  readonly batchRequestId: string;
  readonly type: 'ProductInventoryUpdate';
  readonly createdMs: number;
  readonly items: readonly BatchItem[];
  readonly stuck: boolean;
  readonly lost: boolean;
  settledMs: number | null;
  polls: number;
};

/** Everything that Trendyol knows; plain data, so that it can be kept in a file as it is. */
export type TrendyolState = {
  readonly credentials: { readonly sellerId: string; readonly apiKey: string; readonly apiSecret: string };
  readonly listings: Map<string, Listing>;
  readonly packages: Map<number, TrendyolPackage>;
  readonly batches: Map<string, Batch>;
  /** SHA-256 of an accepted body → when. */
  readonly recentBodies: Map<string, number>;
  readonly priceTimes: Map<string, readonly number[]>;
  readonly productBatches: Map<string, ProductBatch>;
  readonly audits: Audit[];
  readonly brands: string[];
  readonly labels: Map<string, number>;
  readonly claims: Map<string, Claim>;
  readonly questions: Map<number, Question>;
  readonly videos: Video[];
  readonly counters: Record<CounterName, number>;
};

export type CounterName =
  | 'content'
  | 'variant'
  | 'package'
  | 'line'
  | 'order'
  | 'tracking'
  | 'customer'
  | 'address'
  | 'question'
  | 'answer';

/** Far above 2^31, as real ids are, and below 2^53. */
const FIRST_NUMBERS: Readonly<Record<CounterName, number>> = {
  content: 900_100_200,
  variant: 4_100_500_300,
  package: 3_330_001_110,
  line: 5_250_700_100,
  order: 10_654_411_222,
  tracking: 7_330_001_112_223_334,
  customer: 88_001_122,
  address: 61_000_500,
  question: 290_400_700,
  answer: 310_400_700,
};

export function emptyState(credentials: TrendyolState['credentials']): TrendyolState {
  return {
    credentials,
    listings: new Map(),
    packages: new Map(),
    batches: new Map(),
    recentBodies: new Map(),
    priceTimes: new Map(),
    productBatches: new Map(),
    audits: [],
    brands: [],
    labels: new Map(),
    claims: new Map(),
    questions: new Map(),
    videos: [],
    counters: { ...FIRST_NUMBERS },
  };
}

export function nextNumber(state: TrendyolState, name: CounterName): number {
  state.counters[name] += 1;
  return state.counters[name];
}

/** The state as JSON can hold it. */
export function saveState(state: TrendyolState): unknown {
  return {
    version: 1,
    credentials: state.credentials,
    counters: state.counters,
    listings: [...state.listings.values()],
    packages: [...state.packages.values()],
    batches: [...state.batches.values()],
    recentBodies: [...state.recentBodies],
    priceTimes: [...state.priceTimes],
    productBatches: [...state.productBatches.values()],
    audits: state.audits,
    brands: state.brands,
    labels: [...state.labels],
    claims: [...state.claims.values()],
    questions: [...state.questions.values()],
    videos: state.videos,
  };
}

/** Null for what this version did not write: the sandbox then begins anew. */
export function loadState(kept: unknown): TrendyolState | null {
  if (typeof kept !== 'object' || kept === null || (kept as { version?: unknown }).version !== 1) return null;
  // The file is written by saveState of this very version and by nothing else.
  const file = kept as {
    readonly credentials: TrendyolState['credentials'];
    readonly counters: TrendyolState['counters'];
    readonly listings: readonly Listing[];
    readonly packages: readonly TrendyolPackage[];
    readonly batches: readonly Batch[];
    readonly recentBodies: readonly (readonly [string, number])[];
    readonly priceTimes: readonly (readonly [string, readonly number[]])[];
    readonly productBatches?: readonly ProductBatch[];
    readonly audits?: readonly Audit[];
    readonly brands?: readonly string[];
    readonly labels?: readonly (readonly [string, number])[];
    readonly claims?: readonly Claim[];
    readonly questions?: readonly Question[];
    readonly videos?: readonly Video[];
  };
  return {
    credentials: file.credentials,
    counters: { ...FIRST_NUMBERS, ...file.counters },
    listings: new Map(
      file.listings.map((listing) => [listing.barcode, { ...LISTING_ADDITIONS, ...listing }]),
    ),
    packages: new Map(file.packages.map((one) => [one.packageId, { ...one, desk: one.desk ?? {} }])),
    batches: new Map(file.batches.map((batch) => [batch.batchRequestId, batch])),
    recentBodies: new Map(file.recentBodies),
    priceTimes: new Map(file.priceTimes),
    productBatches: new Map((file.productBatches ?? []).map((batch) => [batch.batchRequestId, batch])),
    audits: [...(file.audits ?? [])],
    brands: [...(file.brands ?? [])],
    labels: new Map(file.labels),
    claims: new Map((file.claims ?? []).map((claim) => [claim.claimId, claim])),
    questions: new Map((file.questions ?? []).map((question) => [question.questionId, question])),
    videos: [...(file.videos ?? [])],
  };
}
