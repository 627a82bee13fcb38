import type { StoreReport, StoreSettings } from '#contract/shop.ts';

/**
 * What the engine needs of a shop, whatever database it lives in. Implemented by `opencart/` (MySQL/MariaDB) and by
 * `sample/` (the embedded demo shop); both pass `test/conformance/store`.
 *
 * Every method rejects with a `ProblemError` of a `store/*` code for what can be expected to go wrong.
 */
export type StorePort = {
  readonly kind: 'mysql' | 'sample';
  /** Looks, measures and proposes. Writes nothing. */
  readonly inspect: (signal?: AbortSignal) => Promise<StoreReport>;
  /**
   * Reads what a sale, an edit or a special can change, of every product, in ranges of the product id in ascending
   * order. Always in full: a sale leaves `date_modified` alone.
   */
  readonly readWatched: (options: ReadOptions) => AsyncIterable<WatchedRange>;
  /** Everything about the named products; those that no longer exist are left out. At most 1,000 ids a call. */
  readonly readProducts: (
    productIds: readonly string[],
    options: ReadOptions,
  ) => Promise<readonly StoreProduct[]>;
  /**
   * Writes an order as OpenCart itself would, once: found by its mark it is not written again, and whatever an earlier
   * attempt left half done is finished. Takes the stock exactly once.
   */
  readonly writeOrder: (order: NewStoreOrder, options: WriteOptions) => Promise<StoreOrder>;
  readonly findOrder: (mark: OrderMark, options: WriteOptions) => Promise<StoreOrder | null>;
  /**
   * Sets how many of each line the order still holds, taking or giving back the difference in the same statement that
   * changes the line. Lines left out stay. Safe to repeat: the quantities are absolute.
   */
  readonly setOrderLines: (
    storeOrderId: string,
    lines: readonly { readonly storeLineId: string; readonly quantity: number }[],
    options: WriteOptions & { readonly comment: string },
  ) => Promise<StoreOrder>;
  /**
   * Sets the order's status and moves stock by OpenCart's own rule (out of the stock-holding statuses gives back, into
   * them takes), once. When the merchant already cancelled it in the shop, nothing moves.
   */
  readonly cancelOrder: (
    storeOrderId: string,
    options: WriteOptions & { readonly comment: string },
  ) => Promise<StoreOrder>;
  readonly close: () => Promise<void>;
};

export type ReadOptions = {
  readonly settings: StoreSettings;
  readonly signal?: AbortSignal;
  /**
   * Many calls follow one another after one `readWatched`: what has no index may then be read once for all of them. It
   * is never older than what that `readWatched` saw. Left out: everything is read now.
   */
  readonly pace?: 'in-bulk';
};
export type WriteOptions = {
  readonly settings: StoreSettings;
  readonly signal?: AbortSignal;
  /** Crash tests only: see `Host.reach`. */
  readonly reach: (
    point:
      | '10-store-write:before'
      | '10-store-write:between-statements'
      | '10-store-write:before-commit'
      | '10-store-write:after-commit',
  ) => void;
};

/**
 * One range of products. `digest` is the same only if every watched value of every product in the range is the same,
 * so an unchanged range costs one comparison; `products()` is asked for only when it differs from the last one.
 */
export type WatchedRange = {
  /** Stable name of the range, for example `0-999` (by product id, not by position). */
  readonly key: string;
  readonly count: number;
  readonly digest: string;
  readonly products: () => readonly WatchedProduct[];
};

export type WatchedProduct = {
  readonly productId: string;
  /** Changes when anything watched changes: quantity, prices, open special, tax, status, options, date_modified. */
  readonly fingerprint: string;
};

export type StoreProduct = {
  readonly productId: string;
  readonly fingerprint: string;
  /** In the channel language, decoded. */
  readonly title: string;
  readonly model: string;
  /** Every identifier by its source: `model`, `sku`, `ean` …, or `code:EAN` from 4.1's product_code. Originals, untouched. */
  readonly codes: Readonly<Record<string, string>>;
  readonly manufacturer: string;
  /** Breadcrumbs, for example `Giyim > Kadın > Elbise`. */
  readonly categories: readonly string[];
  /** Absolute URLs where the shop's address is known, else paths below `image/`; main image first. */
  readonly images: readonly string[];
  readonly descriptions: readonly {
    readonly language: string;
    readonly name: string;
    readonly html: string;
  }[];
  readonly enabled: boolean;
  readonly currency: string;
  /** As stored, without regard to tax. */
  readonly storedPriceE4: number;
  /** Percent in 1/10000 (20 % = 200000) that the shop's own rules add; 0 when prices already hold it. */
  readonly taxRateE4: number;
  readonly modifiedAt: string | null;
  /** At least one. A product without options that carry stock has exactly one, whose id is `p<productId>`. */
  readonly variants: readonly StoreProductVariant[];
};

export type StoreProductVariant = {
  /** `p42`, or `p42:16+21` with the product_option_value_ids in ascending order. */
  readonly variantId: string;
  readonly optionValueIds: readonly string[];
  /** `Kırmızı / XL`; empty without options. */
  readonly optionText: string;
  /** Identifiers of this variant alone, by the same source names, where the shop has a column or row for them. */
  readonly codes: Readonly<Record<string, string>>;
  /** What can be sold of it now: the least of the product's and its option values' stock. May be negative in the shop. */
  readonly quantity: number;
  /** What a buyer pays, tax included. */
  readonly priceE4: number;
  /** The same without the open special; equal to `priceE4` when there is none. */
  readonly listPriceE4: number;
};

/** What names an order for good. Written into the order's own row, so that it can be found there. */
export type OrderMark = {
  readonly marketplace: string;
  readonly channelId: string;
  readonly orderNumber: string;
};

export type StoreAddress = {
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

export type NewStoreOrder = {
  readonly mark: OrderMark;
  /** `Trendyol`: what the shop shows as payment and shipping method. */
  readonly marketplaceName: string;
  readonly channelName: string;
  /** ISO instant; written in the shop's own time. */
  readonly orderedAt: string;
  /** The marketplace's currency; converted by the shop's own table when its default is another. */
  readonly currency: string;
  readonly email: string;
  readonly taxNumber: string;
  readonly taxOffice: string;
  readonly shipping: StoreAddress;
  readonly invoice: StoreAddress;
  readonly lines: readonly NewStoreOrderLine[];
  /** What the buyer paid for the goods, tax included, to the kuruş. The order's total must equal it. */
  readonly totalE4: number;
  readonly comment: string;
};

export type NewStoreOrderLine = {
  /** Stable within the order: the marketplace's barcode (plus line id where one barcode stands twice). */
  readonly lineKey: string;
  /** Null when it matches nothing in the shop: written with name and code, and moves no stock. */
  readonly productId: string | null;
  readonly optionValueIds: readonly string[];
  readonly title: string;
  readonly model: string;
  readonly quantity: number;
  /** Tax included, after every discount, for one unit. */
  readonly unitPriceE4: number;
  /** Percent in 1/10000, from the marketplace; null when it did not say. */
  readonly vatRateE4: number | null;
};

/** An imported order as it stands in the shop now. */
export type StoreOrder = {
  readonly storeOrderId: string;
  readonly statusId: string;
  readonly holdsStock: boolean;
  /** In the order they were given to `writeOrder`. */
  readonly lines: readonly {
    readonly storeLineId: string;
    readonly productId: string | null;
    readonly optionValueIds: readonly string[];
    readonly quantity: number;
    readonly title: string;
    readonly model: string;
  }[];
};
