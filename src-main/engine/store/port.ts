import type { PriceView } from '#common/price-view.ts';
import type { FieldName } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { EditingFacts, ProductOptionValue } from '#contract/products.ts';
import type { StoreReport, StoreSettings } from '#contract/shop.ts';
import type { ProductSheet } from '../editing/sheet.ts';

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
   * attempt left half done is finished. Takes the stock exactly once; where the settings' `orderPath` is `shop-api` it
   * takes none and leaves the order at status 0, see `StoreOrder.awaitsStatus`.
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
  /**
   * Moves an order that stands in one of the expected statuses to another one, and its stock by OpenCart's own rule, in
   * one statement; elsewhere it is the merchant's doing and stays. Once: a status that this program has set before, and
   * that the merchant has changed since, is not set again. Gives back the order as it stands then.
   */
  readonly setOrderStatus: (
    storeOrderId: string,
    statusId: string,
    options: WriteOptions & { readonly expectedFrom: readonly string[]; readonly comment: string },
  ) => Promise<StoreOrder>;
  /** How orders stand now, in one statement for 500; those that no longer exist are left out. */
  readonly readOrderStatuses: (
    storeOrderIds: readonly string[],
    options: ReadOptions,
  ) => Promise<readonly ShopOrderStatus[]>;
  /** What products can be edited to in this shop. */
  readonly readEditingFacts: (options: ReadOptions) => Promise<EditingFacts>;
  /** Everything editable of the named products; those that no longer exist are left out. At most 500 ids a call. */
  readonly readSheets: (
    productIds: readonly string[],
    options: ReadOptions,
  ) => Promise<readonly StoreSheet[]>;
  /**
   * SQL text that puts back every row which writing into these products could touch, as those rows stand now
   * (REPLACE by primary key). At most 500 ids a call.
   */
  readonly dumpProducts: (productIds: readonly string[], options: ReadOptions) => Promise<string>;
  /**
   * The first half of a write: what will mark it in the product's own row. To be kept safely before `writeProduct`, so
   * that after a crash the same write can be asked again. Null when the product is gone. Writes nothing.
   */
  readonly markProductWrite: (productId: string, options: WriteOptions) => Promise<WriteMark | null>;
  /**
   * Writes fields of one product. Asked again with the same mark, whatever was written already is not written twice:
   * stock differences are added in the one statement that sets the mark (`product.date_modified`).
   */
  readonly writeProduct: (write: ProductWrite, options: WriteOptions) => Promise<ProductWriteResult>;
  /**
   * What stands in the shop of a write that did not come to its end: without transactions, some of its fields may. Waits
   * until whoever wrote is done (`store/busy` after 5 s). Null where the write came to its end, where that can't be told,
   * and where the product is gone. Writes nothing.
   */
  readonly readUnfinishedWrite: (
    write: WriteMark & { readonly productId: string },
    options: WriteOptions,
  ) => Promise<StoreSheet | null>;
  readonly close: () => Promise<void>;
};

/** The editable side of a product, as the shop holds it now. */
export type StoreSheet = {
  readonly productId: string;
  readonly sheet: ProductSheet;
  /** The shop's own time of the last save; null for none and for a zero date. */
  readonly modifiedAt: string | null;
  /** The master product of OpenCart 4 whose variant this is. */
  readonly masterId: string | null;
  readonly options: readonly ProductOptionValue[];
};

/** `date_modified` before the write, and the one that the write will leave. Shop time, as the shop writes it. */
export type WriteMark = { readonly before: string | null; readonly mark: string };

/**
 * `set`: written only while the shop holds `expected`; `add`: the stock changes by `difference`, and where `floor` is
 * `zero`, a lowering ends at zero (or where sales took it below, stays).
 */
export type FieldChange =
  | {
      readonly kind: 'set';
      readonly field: FieldName;
      readonly expected: FieldValue;
      readonly value: FieldValue;
    }
  | {
      readonly kind: 'add';
      readonly field: FieldName;
      readonly difference: number;
      readonly floor: 'none' | 'zero';
    };

export type ProductWrite = WriteMark & {
  readonly productId: string;
  readonly changes: readonly FieldChange[];
};

export type ProductWriteResult =
  /**
   * The mark stands. `sheet` is what the shop holds now. `missed`: fields that held something else than expected, or
   * are gone, and were left alone; `refused`: values that the database would not take.
   */
  | {
      readonly kind: 'written';
      readonly sheet: StoreSheet;
      readonly missed: readonly FieldName[];
      readonly refused: readonly { readonly field: FieldName; readonly detail: string }[];
    }
  /**
   * Neither the mark nor the earlier time stands: somebody saved the product since the mark was made, and whether an
   * earlier attempt came to its end can't be told. Nothing was written now.
   */
  | { readonly kind: 'unsure'; readonly sheet: StoreSheet }
  | { readonly kind: 'gone' };

/** What a buyer pays as a view shows it, tax included. Every amount in 1/10000. */
export type ViewPrice = {
  /** The view's name: see `viewKey`. */
  readonly view: string;
  readonly currency: string;
  readonly priceE4: number;
  readonly listPriceE4: number;
  readonly taxRateE4: number;
  /** Before the conversion, in the shop's own currency; the same where nothing is converted. */
  readonly shopCurrency: string;
  readonly shopPriceE4: number;
  readonly shopListPriceE4: number;
  /** How much of `currency` one unit of the shop's is, in 10^-8; null where nothing is converted. */
  readonly rateE8: number | null;
};

export type ReadOptions = {
  readonly settings: StoreSettings;
  /** Views whose prices are read too, and watched. Left out: none. */
  readonly views?: readonly PriceView[];
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
  /** It can be bought in the shop itself (store 0). */
  readonly enabled: boolean;
  /** Ids of all stores in which it can be bought. Left out: not known. */
  readonly offeredIn?: readonly string[];
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
  /** As {@link ReadOptions.views} asked; a view that the shop can't show (a group that is gone, a rate of 0) is left out. */
  readonly viewPrices?: readonly ViewPrice[];
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
  /** The store and the customer group that the order is filed under. Null or left out: the shop's own. */
  readonly storeId?: string | null;
  readonly customerGroupId?: string | null;
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

export type ShopOrderStatus = {
  readonly storeOrderId: string;
  readonly statusId: string;
  readonly holdsStock: boolean;
  /** As OpenCart prints it, prefix and number; null until the merchant has one made. */
  readonly invoiceNumber: string | null;
};

/** An imported order as it stands in the shop now. */
export type StoreOrder = {
  readonly storeOrderId: string;
  readonly statusId: string;
  readonly holdsStock: boolean;
  /** Written whole and left at status 0, because its status is for the shop's own API to set: it took no stock yet. */
  readonly awaitsStatus: boolean;
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
