import type { Bilingual } from '#contract/basics.ts';
import type { CapabilityState, CredentialField, EndpointCheck } from '#contract/channels.ts';
import type { ListingState } from '#contract/listings.ts';
import type { OrderStatus } from '#contract/orders.ts';
import type { Problem } from '#contract/problem.ts';
import type { Clock, Logger } from '../../host.ts';
import type {
  Effect,
  Gateway,
  GatewayRequest,
  GatewayResponse,
  IntentRecorder,
  OutgoingOffer,
} from '../../gateway/port.ts';
import type { AfterSales } from './after-sales.ts';
import type { BatchReport, SubmitResult } from './batch-report.ts';
import type { CatalogueConnection, ListingField } from './catalogue.ts';
import type { FurtherServices } from './further.ts';
import type { OrderDesk } from './order-desk.ts';

export type { BatchReport, BatchReportItem, SubmitResult } from './batch-report.ts';

/** One folder below `marketplaces/` gives one of these to `registry.ts`. */
export type MarketplaceAdapter = {
  readonly manifest: Manifest;
  readonly connect: (context: AdapterContext) => MarketplaceConnection;
};

export type AdapterContext = {
  readonly credentials: Readonly<Record<string, string>>;
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Everything the program knows about a marketplace before it talks to it. Facts carry source and date in comments. */
export type Manifest = {
  readonly marketplace: string;
  readonly name: string;
  readonly currency: string;
  readonly defaultBaseUrl: string;
  /**
   * For marketplaces with more than one host: origin by the key that requests name. A base URL of the channel's own replaces
   * them all; each then answers below `/<segment>`, or below the base itself where `segment` is null.
   */
  readonly hosts?: Readonly<Record<string, MarketplaceHost>>;
  /**
   * The origin of a host in the environment that a base URL stands for as a whole (a test system whose hosts have names of
   * their own); null where the base URL stands for itself.
   */
  readonly environmentOrigin?: (host: string, baseUrl: string) => string | null;
  /** Access by a token that must be fetched and renewed; its headers join every request's. */
  readonly session?: SessionManifest;
  /** Whether a document's own address, which the marketplace handed out, may be called. Never with the channel's keys. */
  readonly documentAddress?: (url: URL, baseUrl: string | null) => boolean;
  /**
   * Set for a marketplace that is closed: since when, and in words. Nothing is sent to it; a base URL on this computer (the
   * sandbox, a tester's server) alone is talked to.
   */
  readonly closed?: { readonly since: string; readonly reason: Bilingual };
  /**
   * What the marketplace answers to a write that it takes (JSON, or nothing), by endpoint: with it a preview shows every request
   * of a send that has several. Nothing of such an answer is ever kept.
   */
  readonly rehearsedAnswers?: Readonly<Record<string, string>>;
  /** True where the marketplace keeps stock codes in capitals, however they were sent: they are compared without case. */
  readonly stockCodesAnyCase?: boolean;
  /** What this marketplace asks of a listing beside the common fields. */
  readonly listingFields?: readonly ListingField[];
  readonly credentialFields: readonly CredentialField[];
  readonly capabilities: readonly CapabilityState[];
  readonly endpoints: Readonly<Record<string, EndpointManifest>>;
  /** Extra headers of every request, made from the credentials (Authorization, User-Agent). */
  readonly headers: (credentials: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  readonly limits: OfferLimits;
  /** How long back orders can be read, and how far one query may span, in milliseconds. */
  readonly orderHistoryMs: number;
  readonly orderWindowMs: number;
  /**
   * Reads stock and prices out of a final request body for the last gate; null for endpoints that carry none. The path is
   * for marketplaces that name the listing there (Amazon).
   */
  readonly readOffers: (endpoint: string, bodyText: string, path?: string) => readonly OutgoingOffer[] | null;
  /** A harmless read that tells which spelling of the hosts' segments a tester's server knows; see `hosts`. */
  readonly hostProbe?: (
    credentials: Readonly<Record<string, string>>,
  ) => Omit<GatewayRequest, 'priority' | 'intent' | 'signal'>;
};

export type MarketplaceHost = {
  readonly origin: string;
  /**
   * The first path segment below a base URL of the channel's own. Testers spell it differently: the first spelling whose
   * path exists is taken (`hostProbe`), the first one where none answers. An empty spelling stands for the base itself.
   */
  readonly segments: readonly string[] | null;
};

/** How a token is fetched, kept and recognised as expired. One fetch serves all who wait. */
export type SessionManifest = {
  readonly request: (
    credentials: Readonly<Record<string, string>>,
  ) => Omit<GatewayRequest, 'priority' | 'intent' | 'signal'>;
  /**
   * The headers that the token becomes, its secret parts for redaction, and when it ends (epoch ms).
   *
   * @throws ProblemError `channel/wrong-key` for refused keys, `channel/not-understood` for an answer that holds none.
   */
  readonly read: (
    response: GatewayResponse,
    nowMs: number,
  ) => {
    readonly headers: Readonly<Record<string, string>>;
    readonly secrets: readonly string[];
    readonly expiresAtMs: number;
  };
  /**
   * Whether an answer says that the token is no longer good: it is renewed once and the request repeated (it was not done).
   * `ageMs` is how long ago the token was given out: an answer that names no reason may be about an old one.
   */
  readonly expired: (response: GatewayResponse, ageMs: number) => boolean;
};

export type OfferLimits = {
  readonly itemsPerRequest: number;
  /** New or changed listings in one request; left out where listings can't be created. */
  readonly draftsPerRequest?: number;
  /** The account's choices (carriers, addresses) are read no more often than this, in milliseconds; left out: as often as asked. */
  readonly choicesPauseMs?: number;
  readonly maxQuantity: number;
  readonly maxTitleLength: number;
  /** How long the same body is refused, in milliseconds; 0 when it never is. */
  readonly sameBodyWindowMs: number;
};

export type EndpointManifest = {
  readonly label: Bilingual;
  readonly effect: Effect;
  /** All must be kept: for example 50 in 10 s and 350 in 60 s. */
  readonly limits: readonly {
    readonly requests: number;
    readonly perMs: number;
    readonly group: string;
    /**
     * True only where a token bucket is documented: `requests` is its size, and one place comes back every `perMs / requests`
     * in place of all of them when the window has passed. Left out, the limit holds whichever way the other side counts.
     */
    readonly bucket?: boolean;
  }[];
  readonly timeoutMs: number;
  /** Requests per second that an answer says are allowed now (Amazon's x-amzn-RateLimit-Limit); null where it says nothing. */
  readonly readPace?: (headers: Readonly<Record<string, string>>) => number | null;
};

/**
 * What can be done on one account. Methods reject with `ProblemError` (`channel/*`). A capability that the API does not
 * offer is an absent method, so calling it does not compile, and the manifest's `capabilities` say why.
 */
export type MarketplaceConnection = OfferConnection &
  CatalogueConnection &
  OrderDesk &
  AfterSales &
  FurtherServices;

/** Listings, stock, prices and orders: what every marketplace must have to be a channel at all. */
export type OfferConnection = {
  /** Asks each endpoint that the program needs something harmless. Never throws for a refusal: it reports it. */
  readonly verifyCredentials: (signal?: AbortSignal) => Promise<{
    readonly account: string | null;
    readonly endpoints: readonly EndpointCheck[];
  }>;
  /** Every listing of the account, page by page: for take-over, confirmation and audit. */
  readonly readListings: (signal?: AbortSignal) => AsyncIterable<readonly MarketplaceListing[]>;
  /** The named listings as the marketplace shows them now; unknown ones are left out. Any number of ids. */
  readonly readOffers: (
    externalIds: readonly string[],
    signal?: AbortSignal,
  ) => Promise<readonly MarketplaceOffer[]>;
  /**
   * The listings of these keys as the marketplace shows them now, in whatever state, also those that wait for approval;
   * unknown ones are left out. Any number of keys. Left out where only the whole list tells.
   */
  readonly findListings?: (
    keys: readonly ListingKeys[],
    signal?: AbortSignal,
  ) => Promise<readonly MarketplaceListing[]>;
  /** One request, at most `limits.itemsPerRequest` items. Accepted means queued, not done. */
  readonly updateStockAndPrice: (
    items: readonly OfferUpdate[],
    options: { readonly intent: IntentRecorder; readonly priority: number; readonly signal?: AbortSignal },
  ) => Promise<SubmitResult>;
  readonly readBatch: (batchId: string, signal?: AbortSignal) => Promise<BatchReport>;
  /** Packages changed in the window, oldest first where the API lets it, duplicates possible. */
  readonly readOrders: (
    window: OrderWindow,
    signal?: AbortSignal,
  ) => AsyncIterable<readonly MarketplacePackage[]>;
  /** All packages of these order numbers, for repair and for what a cursor may have passed over. */
  readonly readOrdersByNumber: (
    orderNumbers: readonly string[],
    signal?: AbortSignal,
  ) => Promise<readonly MarketplacePackage[]>;
  readonly acknowledgeOrder?: (acknowledgement: Acknowledgement) => Promise<void>;
  readonly reportInvoice?: (
    acknowledgement: Acknowledgement & { readonly invoiceNumber: string },
  ) => Promise<void>;
};

/** What goods are known by on both sides; empty where there is none. */
export type ListingKeys = { readonly stockCode: string; readonly barcode: string };

export type OrderWindow = {
  /** Epoch milliseconds of the last change to a package; both ends inclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  /** `stream` for the steady catch-up, `window` for repair and comparison. */
  readonly by: 'stream' | 'window';
  /**
   * What is known here as not paid yet, for a marketplace that forgets an unpaid order without a word: with it a program that
   * was started again knows what waited. `missed`: the reading before this one did not meet it either.
   */
  readonly awaiting?: readonly { readonly received: MarketplacePackage; readonly missed: boolean }[];
};

export type Acknowledgement = {
  readonly packageId: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly intent: IntentRecorder;
  readonly signal?: AbortSignal;
};

export type MarketplaceListing = MarketplaceOffer & {
  readonly title: string;
  readonly stockCode: string;
  readonly barcode: string;
  readonly groupId: string;
  readonly imageUrl: string | null;
  readonly productUrl: string | null;
  readonly state: ListingState;
  readonly rawState: string;
};

export type MarketplaceOffer = {
  /** The key by which stock and price are written (Trendyol: the barcode). */
  readonly externalId: string;
  readonly quantity: number | null;
  readonly salePriceE4: number | null;
  readonly listPriceE4: number | null;
  /**
   * Whose warehouse the goods lie in. `marketplace` (Amazon's FBA): its stock is not the merchant's to set, so nobody plans,
   * sends or compares it; the price still is. Left out: nothing was said, and what was known stays.
   */
  readonly stockHeldBy?: StockHolder;
};

/** Who keeps a listing's goods, and so its stock. */
export type StockHolder = 'merchant' | 'marketplace';

export type OfferUpdate = {
  readonly externalId: string;
  readonly quantity: number | null;
  readonly salePriceE4: number | null;
  readonly listPriceE4: number | null;
};

/** One parcel of an order: the unit of the marketplaces. Personal data stays inside `buyer` and the addresses. */
export type MarketplacePackage = {
  readonly packageId: string;
  readonly orderNumber: string;
  readonly status: OrderStatus;
  readonly rawStatus: string;
  /** How it came about; `replaces` names the packages that it stands for. */
  readonly origin: 'order' | 'split' | 'cancel' | 'transfer' | 'other';
  readonly replaces: readonly string[];
  /**
   * Set where the order was read whole: the ids of all packages that it consists of at this moment. What is known of it
   * besides, and was read before, exists no more.
   */
  readonly wholeOrder?: readonly string[];
  readonly orderedAtMs: number;
  readonly lastModifiedMs: number;
  readonly dispatchByMs: number | null;
  readonly currency: string;
  readonly totalE4: number;
  readonly lines: readonly MarketplaceLine[];
  readonly buyer: {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly company: string;
    readonly taxNumber: string;
    readonly taxOffice: string;
    readonly identityNumber: string;
  };
  readonly shipping: MarketplaceAddress;
  readonly invoice: MarketplaceAddress;
  readonly cargo: {
    readonly provider: string;
    readonly trackingNumber: string;
    readonly trackingLink: string;
  };
  /** True where the marketplace shows an invoice for it; left out where it shows none, or never does. */
  readonly hasInvoice?: boolean;
  /** The package as received, for the inbox; sealed before it is stored. */
  readonly raw: string;
  /** Set when it could not be read in full (`order/not-understood`): kept and shown, never imported, blocks no other. */
  readonly problem?: Problem | null;
};

export type MarketplaceLine = {
  readonly lineId: string;
  readonly barcode: string;
  readonly stockCode: string;
  readonly title: string;
  readonly quantity: number;
  /** For one unit, tax included, after discounts. */
  readonly unitPriceE4: number;
  readonly vatRateE4: number | null;
  readonly status: OrderStatus;
};

export type MarketplaceAddress = {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly address: string;
  readonly district: string;
  readonly city: string;
  readonly postcode: string;
  readonly countryIso2: string;
  readonly phone: string;
};
