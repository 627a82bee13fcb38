import type { Bilingual } from '#contract/basics.ts';
import type { IntentRecorder } from '../../gateway/port.ts';
import type { BatchReport, SubmitResult } from './batch-report.ts';

/** One node of a marketplace's category tree. Only leaves can be published to. */
export type MarketplaceCategory = {
  readonly categoryId: string;
  /** Null for a root. */
  readonly parentId: string | null;
  readonly name: string;
  readonly leaf: boolean;
  /** False where the marketplace says that a seller may not list there (Hepsiburada's `available`, Amazon's restrictions). */
  readonly open: boolean;
};

export type AttributeKind = 'choice' | 'text' | 'number' | 'flag' | 'date' | 'image';

/** What a category asks of a product. */
export type MarketplaceAttribute = {
  readonly attributeId: string;
  readonly name: string;
  readonly help: string | null;
  readonly kind: AttributeKind;
  readonly required: boolean;
  /** Tells the variants of one product apart (Trendyol `varianter`, N11 `isVariant`, Hepsiburada `variantAttributes`). */
  readonly variant: boolean;
  /** Gets a page of its own per value (Trendyol and N11 `slicer`). */
  readonly slicer: boolean;
  /** Whether a value outside the list may be typed. */
  readonly custom: boolean;
  readonly multiple: boolean;
  readonly unit: string | null;
  readonly maxLength: number | null;
  /** The closed or proposed values, where they came along; `valuesComplete` false: ask `readAttributeValues`. */
  readonly values: readonly AttributeValue[];
  readonly valuesComplete: boolean;
};

export type AttributeValue = { readonly valueId: string; readonly name: string };

export type MarketplaceBrand = { readonly brandId: string; readonly name: string };

/** Things of the account that a listing must name: carriers, addresses, shipment templates, warehouses. */
export type AccountChoice = {
  readonly kind: 'cargo-company' | 'shipment-address' | 'return-address' | 'shipment-template' | 'warehouse';
  readonly choiceId: string;
  readonly name: string;
  readonly preferred: boolean;
};

/** One field of a listing that this marketplace wants beside the common ones; the publishing form is drawn from it. */
export type ListingField = {
  readonly key: string;
  readonly label: Bilingual;
  readonly help: Bilingual;
  readonly required: boolean;
  readonly kind: 'text' | 'number' | 'choice' | 'flag';
  /** For `choice`: fixed values, or the kind of the account's own choices. */
  readonly values: readonly { readonly value: string; readonly label: Bilingual }[];
  readonly accountChoice: AccountChoice['kind'] | null;
};

/** One variant as it shall be listed. Variants of one product share `groupId`. Nothing in it is ever invented. */
export type ListingDraft = {
  /** The shop's own code; becomes the marketplace's seller SKU. */
  readonly stockCode: string;
  /** GTIN, or empty where the product has none. */
  readonly barcode: string;
  readonly groupId: string;
  readonly title: string;
  readonly subtitle: string;
  /** HTML, cleaned. */
  readonly description: string;
  readonly categoryId: string;
  readonly brandId: string | null;
  readonly brandName: string;
  readonly attributes: readonly DraftAttribute[];
  /** Public https addresses, the main picture first. */
  readonly images: readonly string[];
  /** Whole percent. */
  readonly vatRate: number;
  readonly quantity: number;
  readonly salePriceE4: number;
  readonly listPriceE4: number;
  readonly currency: string;
  /** Volumetric weight in desi; null when the merchant has not said. */
  readonly desi: number | null;
  /** The marketplace's own catalogue entry to offer under (Amazon's ASIN, N11's catalogue id); null to create one. */
  readonly catalogueId: string | null;
  /** Values of the manifest's `listingFields`. */
  readonly fields: Readonly<Record<string, string>>;
};

export type DraftAttribute = {
  readonly attributeId: string;
  readonly name: string;
  /** One of the attribute's list; null for a value that is written out in `text`. */
  readonly valueId: string | null;
  readonly text: string | null;
  /** What the value of `valueId` is called, for marketplaces that take names (Hepsiburada); left out where not known. */
  readonly valueName?: string;
  readonly unit: string | null;
};

/** Why a draft can't go out, found on this computer, before anything is sent. */
export type DraftFault = {
  readonly field: string;
  readonly message: Bilingual;
  /** `error` holds the draft back; `warning` is told and lets it go. */
  readonly severity: 'error' | 'warning';
};

export type WriteOptions = {
  readonly intent: IntentRecorder;
  readonly priority: number;
  readonly signal?: AbortSignal;
};

/** A marketplace's catalogue and a seller's listings in it. What the API does not offer is absent. */
export type CatalogueConnection = {
  /** The whole tree, in any order, parents not necessarily first. */
  readonly readCategories?: (signal?: AbortSignal) => AsyncIterable<readonly MarketplaceCategory[]>;
  readonly readAttributes?: (
    categoryId: string,
    signal?: AbortSignal,
  ) => Promise<readonly MarketplaceAttribute[]>;
  /** All values of one attribute; `search` narrows it where the API can. */
  readonly readAttributeValues?: (
    of: { readonly categoryId: string; readonly attributeId: string; readonly search?: string },
    signal?: AbortSignal,
  ) => AsyncIterable<readonly AttributeValue[]>;
  /** Brands whose name is like `search`; all of them for an empty one, where the API has them. */
  readonly readBrands?: (search: string, signal?: AbortSignal) => AsyncIterable<readonly MarketplaceBrand[]>;
  readonly readAccountChoices?: (signal?: AbortSignal) => Promise<readonly AccountChoice[]>;
  /**
   * Pure, no network: what is wrong with a draft by the documented rules and the category's attributes. Every fault at once.
   * For `content` (a change of what is listed) also what a change leaves as it is over there.
   */
  readonly checkDraft?: (
    draft: ListingDraft,
    attributes: readonly MarketplaceAttribute[],
    purpose?: 'create' | 'content',
  ) => readonly DraftFault[];
  /** The marketplace's own dry run where it has one (Amazon's VALIDATION_PREVIEW). Writes nothing. */
  readonly previewListings?: (
    drafts: readonly ListingDraft[],
    signal?: AbortSignal,
  ) => Promise<readonly DraftVerdict[]>;
  /** Entries of the marketplace's catalogue that fit a barcode or title: what a listing would be matched with. */
  readonly searchCatalogue?: (
    query: { readonly barcode?: string; readonly text?: string },
    signal?: AbortSignal,
  ) => Promise<readonly CatalogueMatch[]>;
  /** At most `manifest.limits.draftsPerRequest`. Accepted means queued; `readBatch` tells the rest, by stock code. */
  readonly createListings?: (drafts: readonly ListingDraft[], options: WriteOptions) => Promise<SubmitResult>;
  /** Content of what is already there: texts, images, attributes. Prices and stock are left alone. */
  readonly updateContent?: (drafts: readonly ListingDraft[], options: WriteOptions) => Promise<SubmitResult>;
  readonly archiveListings?: (externalIds: readonly string[], options: WriteOptions) => Promise<SubmitResult>;
  readonly unarchiveListings?: (
    externalIds: readonly string[],
    options: WriteOptions,
  ) => Promise<SubmitResult>;
  readonly deleteListings?: (externalIds: readonly string[], options: WriteOptions) => Promise<SubmitResult>;
  readonly unlockListings?: (externalIds: readonly string[], options: WriteOptions) => Promise<SubmitResult>;
  /** Who sells at which place; unknown ids are left out. */
  readonly readBuyBox?: (externalIds: readonly string[], signal?: AbortSignal) => Promise<readonly BuyBox[]>;
  /** The marketplace's share in whole and broken percent (12.5), where it tells it per listing. */
  readonly readCommissions?: (
    externalIds: readonly string[],
    signal?: AbortSignal,
  ) => Promise<readonly { readonly externalId: string; readonly percent: number }[]>;
};

export type DraftVerdict = {
  readonly stockCode: string;
  readonly accepted: boolean;
  readonly report: BatchReport['items'][number] | null;
};

export type CatalogueMatch = {
  readonly catalogueId: string;
  readonly title: string;
  readonly barcode: string;
  readonly imageUrl: string | null;
  readonly productUrl: string | null;
};

export type BuyBox = {
  readonly externalId: string;
  /** 1 is the first place; null where only the winner is told. */
  readonly rank: number | null;
  readonly mine: boolean | null;
  readonly winningPriceE4: number | null;
  readonly sellers: number | null;
  readonly at: number;
};
