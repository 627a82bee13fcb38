/** Everything that this Amazon holds to be true; plain data, so that it can be kept as it is. */
export type AmazonState = {
  readonly credentials: AmazonCredentials;
  nextNumber: number;
  readonly tokens: Record<string, number>;
  readonly listings: Record<string, Listing>;
  /** Accepted and not applied yet, in the order of acceptance. */
  submissions: Submission[];
  readonly orders: Record<string, Order>;
  readonly documents: Record<string, StoredDocument>;
  readonly feeds: Record<string, StoredFeed>;
  readonly reports: Record<string, StoredReport>;
  readonly returns: StoredReturn[];
  readonly transactions: StoredTransaction[];
};

export type AmazonCredentials = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly sellerId: string;
  readonly marketplaceId: string;
};

export type Attributes = Record<string, readonly Readonly<Record<string, unknown>>[]>;

export type Listing = {
  readonly sku: string;
  asin: string;
  productType: string;
  attributes: Attributes;
  readonly createdAt: number;
  updatedAt: number;
  issues: Issue[];
  /** Pieces in Amazon's own warehouse, for listings under its fulfilment. */
  fbaQuantity?: number;
};

export type Issue = {
  readonly code: string;
  readonly message: string;
  readonly severity: 'ERROR' | 'WARNING' | 'INFO';
  readonly attributeNames: readonly string[];
  readonly categories: readonly string[];
  readonly suppresses?: boolean;
};

export type Change =
  | { readonly kind: 'delete' }
  | { readonly kind: 'put'; readonly productType: string; readonly attributes: Attributes }
  | { readonly kind: 'patch'; readonly patches: readonly Patch[] };

export type Patch = {
  readonly op: string;
  readonly path: string;
  readonly value: readonly Readonly<Record<string, unknown>>[];
};

export type Submission = { readonly sku: string; readonly change: Change; readonly applyAt: number };

export type OrderItem = {
  readonly orderItemId: string;
  readonly sku: string;
  readonly asin: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitKurus: number;
  shipped: number;
  cancelled: boolean;
};

export type Order = {
  readonly orderId: string;
  readonly createdAt: number;
  updatedAt: number;
  status: string;
  readonly fulfilledBy: 'MERCHANT' | 'AMAZON';
  readonly shippingKurus: number;
  readonly buyer: { readonly name: string; readonly email: string };
  readonly address: Readonly<Record<string, string>>;
  readonly business: { readonly name: string; readonly number: string; readonly office: string } | null;
  readonly items: OrderItem[];
  readonly packages: {
    readonly packageReferenceId: string;
    carrier: string;
    trackingNumber: string;
    shipTime: string;
    status: string;
    items: { readonly orderItemId: string; readonly quantity: number }[];
  }[];
};

/** `body` in base64 once it is there. */
export type StoredDocument = { readonly contentType: string; body: string | null; gzip: boolean };
export type StoredFeed = {
  readonly feedId: string;
  readonly documentId: string;
  readonly createdAt: number;
  status: string;
  resultId: string | null;
};
export type StoredReport = {
  readonly reportId: string;
  readonly reportType: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly readyAt: number;
  documentId: string | null;
};
export type StoredReturn = {
  readonly rma: string;
  readonly orderId: string;
  readonly sku: string;
  readonly title: string;
  readonly asin: string;
  readonly quantity: number;
  readonly reason: string;
  readonly at: number;
  status: string;
};
export type StoredTransaction = {
  readonly id: string;
  readonly type: string;
  readonly orderId: string;
  readonly at: number;
  readonly goodsKurus: number;
  readonly commissionKurus: number;
};

export function emptyState(credentials: AmazonCredentials): AmazonState {
  return {
    credentials,
    nextNumber: 1,
    tokens: {},
    listings: {},
    submissions: [],
    orders: {},
    documents: {},
    feeds: {},
    reports: {},
    returns: [],
    transactions: [],
  };
}

export function loadState(kept: unknown): AmazonState | null {
  if (typeof kept !== 'object' || kept === null || (kept as { version?: unknown }).version !== 1) return null;
  return structuredClone((kept as { state: AmazonState }).state); // Written by `saveState`.
}

export function saveState(state: AmazonState): unknown {
  return { version: 1, state: structuredClone(state) };
}
