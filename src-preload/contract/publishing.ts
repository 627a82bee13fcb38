import { z } from 'zod';
import { AmountE4, Bilingual, CurrencyCode, Identifier, Instant, PageRequest } from './basics.ts';
import { ListingState } from './listings.ts';
import { CatalogueAttribute } from './marketplace-catalogue.ts';
import { Problem } from './problem.ts';

/** A guess with its grounds in words; never taken by itself. `score` is 0 to 100 and only orders guesses. */
const Guess = z.object({ score: z.int(), why: Bilingual });

export const CategoryGuess = Guess.extend({ categoryId: Identifier, path: z.string() });
export type CategoryGuess = z.infer<typeof CategoryGuess>;

/** One of the shop's categories and where its products are published on a channel. */
export const CategoryMappingRow = z.object({
  shopCategoryId: Identifier,
  path: z.string(),
  /** Living products filed under it. */
  products: z.int(),
  category: z
    .object({
      categoryId: Identifier,
      path: z.string(),
      /** False when it vanished, closed or stopped being a leaf since: products are held back. */
      usable: z.boolean(),
    })
    .nullable(),
  guesses: z.array(CategoryGuess),
});
export type CategoryMappingRow = z.infer<typeof CategoryMappingRow>;

export const MappingQuery = PageRequest.extend({
  channelId: Identifier,
  search: z.string().max(200),
  filter: z.enum(['all', 'mapped', 'unmapped']),
});
export type MappingQuery = z.infer<typeof MappingQuery>;

export const BrandGuess = Guess.extend({ brandId: Identifier, name: z.string() });
export type BrandGuess = z.infer<typeof BrandGuess>;
export const BrandMappingRow = z.object({
  /** The shop's manufacturer, by its name. */
  manufacturer: z.string(),
  products: z.int(),
  brand: z.object({ brandId: Identifier.nullable(), name: z.string() }).nullable(),
  guesses: z.array(BrandGuess),
});
export type BrandMappingRow = z.infer<typeof BrandMappingRow>;

/** Where a marketplace's attribute takes its value from. */
export const AttributeSource = z.discriminatedUnion('kind', [
  /** One of the shop's product attributes. */
  z.object({ kind: z.literal('attribute'), attributeId: Identifier }),
  /** One of the shop's options (`Renk`), by its name: the variant's own value. */
  z.object({ kind: z.literal('option'), option: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('manufacturer') }),
  /** The same for every product of the category, as the merchant chose it. */
  z.object({
    kind: z.literal('fixed'),
    valueId: z.string().max(200).nullable(),
    text: z.string().max(2_000).nullable(),
  }),
]);
export type AttributeSource = z.infer<typeof AttributeSource>;

export const ValueGuess = Guess.extend({ valueId: z.string(), name: z.string() });
export type ValueGuess = z.infer<typeof ValueGuess>;

export const AttributeMappingRow = z.object({
  attribute: CatalogueAttribute,
  source: AttributeSource.nullable(),
  /** What the source is called in the shop. */
  sourceName: z.string().nullable(),
  guesses: z.array(Guess.extend({ source: AttributeSource, sourceName: z.string() })),
  /** The shop's values that come up, for attributes with a list. */
  values: z.array(
    z.object({
      shopValue: z.string(),
      products: z.int(),
      valueId: z.string().nullable(),
      valueName: z.string().nullable(),
      guesses: z.array(ValueGuess),
    }),
  ),
});
export type AttributeMappingRow = z.infer<typeof AttributeMappingRow>;

/** What taking the certain guesses came to, and what is left for the merchant to choose. */
export const AcceptedGuesses = z.object({
  categories: z.int(),
  brands: z.int(),
  /** Sources of attributes. */
  sources: z.int(),
  values: z.int(),
  /** Left open, the most products first. */
  unsure: z.array(
    z.object({
      kind: z.enum(['category', 'brand', 'attribute', 'value']),
      /** The shop's category or manufacturer, the marketplace's attribute, or the shop's value. */
      what: z.string(),
      /** For attributes and values: the marketplace's category and attribute. */
      categoryId: Identifier.nullable(),
      attributeId: Identifier.nullable(),
      products: z.int(),
      /** Best first: what it could be, by the marketplace's id (for attributes the shop's source as text). */
      candidates: z.array(z.object({ id: z.string(), name: z.string(), score: z.int(), why: Bilingual })),
    }),
  ),
});
export type AcceptedGuesses = z.infer<typeof AcceptedGuesses>;

/** How much of what could be published is mapped. Counted, never estimated. */
export const MappingCoverage = z.object({
  products: z.int(),
  withCategory: z.int(),
  withBrand: z.int(),
  shopCategories: z.int(),
  shopCategoriesMapped: z.int(),
  manufacturers: z.int(),
  manufacturersMapped: z.int(),
  /** Required attributes of the mapped categories, and how many of them have a source. */
  requiredAttributes: z.int(),
  requiredAttributesMapped: z.int(),
  /** Whole percent of products with both category and brand; null without products. */
  percent: z.int().nullable(),
});
export type MappingCoverage = z.infer<typeof MappingCoverage>;

const Fields = z.record(z.string().max(100), z.string().max(4_000));
const VatRate = z.int().min(0).max(100);
const Desi = z.number().min(0).max(10_000);

/** What holds for every listing of a channel where the product says nothing else. Null: not said. */
export const PublishingDefaults = z.object({
  vatRate: VatRate.nullable(),
  desi: Desi.nullable(),
  /** Values of the marketplace's own fields by key. */
  fields: Fields,
});
export type PublishingDefaults = z.infer<typeof PublishingDefaults>;

/** The merchant's own words for one product on one channel; null leaves mapping and shop in force. */
export const ProductWishes = z.object({
  categoryId: Identifier.nullable(),
  brand: z.object({ brandId: Identifier.nullable(), name: z.string().max(200) }).nullable(),
  title: z.string().max(1_000).nullable(),
  subtitle: z.string().max(1_000).nullable(),
  description: z.string().max(60_000).nullable(),
  vatRate: VatRate.nullable(),
  desi: Desi.nullable(),
  /** By the variant's id: the marketplace's own catalogue entry to offer under. */
  catalogueIds: z.record(z.string(), z.string().max(200)),
  attributes: z
    .array(
      z.object({
        attributeId: Identifier,
        valueId: z.string().max(200).nullable(),
        text: z.string().max(2_000).nullable(),
      }),
    )
    .max(500),
  fields: Fields,
});
export type ProductWishes = z.infer<typeof ProductWishes>;

export const NO_WISHES: ProductWishes = {
  categoryId: null,
  brand: null,
  title: null,
  subtitle: null,
  description: null,
  vatRate: null,
  desi: null,
  catalogueIds: {},
  attributes: [],
  fields: {},
};

export const NO_PUBLISHING_DEFAULTS: PublishingDefaults = { vatRate: null, desi: null, fields: {} };

/** One field that a marketplace wants beside the common ones; the form is drawn from it. */
export const ListingFieldForm = z.object({
  key: z.string(),
  label: Bilingual,
  help: Bilingual,
  required: z.boolean(),
  kind: z.enum(['text', 'number', 'choice', 'flag']),
  choices: z.array(z.object({ value: z.string(), label: Bilingual })),
});
export type ListingFieldForm = z.infer<typeof ListingFieldForm>;

export const PublishFault = z.object({
  field: z.string(),
  message: Bilingual,
  /** `error` holds it back, `warning` is told and lets it go. */
  severity: z.enum(['error', 'warning']),
});
export type PublishFault = z.infer<typeof PublishFault>;

/** A variant as it would be listed. */
export const PublishDraft = z.object({
  stockCode: z.string(),
  barcode: z.string(),
  groupId: z.string(),
  title: z.string(),
  subtitle: z.string(),
  description: z.string(),
  categoryId: z.string(),
  categoryPath: z.string(),
  brandId: z.string().nullable(),
  brandName: z.string(),
  attributes: z.array(
    z.object({
      attributeId: z.string(),
      name: z.string(),
      valueId: z.string().nullable(),
      text: z.string().nullable(),
    }),
  ),
  images: z.array(z.string()),
  vatRate: z.int(),
  quantity: z.int(),
  salePriceE4: AmountE4,
  listPriceE4: AmountE4,
  currency: CurrencyCode,
  desi: z.number().nullable(),
  fields: z.record(z.string(), z.string()),
});
export type PublishDraft = z.infer<typeof PublishDraft>;

/** `sending`: an earlier publishing of it has not come to its end. */
export const PublishReadiness = z.enum(['ready', 'held', 'listed', 'sending']);
export type PublishReadiness = z.infer<typeof PublishReadiness>;

export const PublishCandidate = z.object({
  variantId: Identifier,
  productId: Identifier,
  title: z.string(),
  optionText: z.string(),
  stockCode: z.string(),
  barcode: z.string(),
  imageUrl: z.string().nullable(),
  shopCategories: z.array(z.string()),
  categoryPath: z.string().nullable(),
  listing: z.object({ listingId: Identifier, externalId: z.string(), state: ListingState }).nullable(),
  readiness: PublishReadiness,
  faults: z.array(PublishFault),
  /** Null where something that it can't be put together without is missing. */
  draft: PublishDraft.nullable(),
});
export type PublishCandidate = z.infer<typeof PublishCandidate>;

export const CandidateQuery = PageRequest.extend({
  channelId: Identifier,
  search: z.string().max(200),
  filter: z.enum(['unlisted', 'listed', 'all']),
});
export type CandidateQuery = z.infer<typeof CandidateQuery>;

export const PublishAction = z.enum(['create', 'content', 'archive', 'unarchive', 'delete', 'unlock']);
export type PublishAction = z.infer<typeof PublishAction>;

export const PublishSelection = z.discriminatedUnion('by', [
  z.object({ by: z.literal('variants'), variantIds: z.array(Identifier).min(1).max(5_000) }),
  z.object({
    by: z.literal('stock-codes'),
    stockCodes: z.array(z.string().min(1).max(200)).min(1).max(5_000),
  }),
  z.object({ by: z.literal('shop-category'), shopCategoryId: Identifier }),
  /** Everything that the action can be done to: for `create` what is not listed yet. */
  z.object({ by: z.literal('all') }),
]);
export type PublishSelection = z.infer<typeof PublishSelection>;

export const PublishWish = z.object({
  channelId: Identifier,
  action: PublishAction,
  selection: PublishSelection,
});
export type PublishWish = z.infer<typeof PublishWish>;

export const PublishPreviewItem = z.object({
  variantId: Identifier.nullable(),
  listingId: Identifier.nullable(),
  stockCode: z.string(),
  barcode: z.string(),
  title: z.string(),
  ready: z.boolean(),
  faults: z.array(PublishFault),
  /** What the marketplace's own dry run says; null where it has none. */
  verdict: z.object({ accepted: z.boolean(), problem: Problem.nullable() }).nullable(),
  draft: PublishDraft.nullable(),
});
export type PublishPreviewItem = z.infer<typeof PublishPreviewItem>;

/** What publishing would send, byte by byte, without sending it. */
export const PublishPreview = z.object({
  channelId: Identifier,
  action: PublishAction,
  items: z.array(PublishPreviewItem),
  ready: z.int(),
  held: z.int(),
  requests: z.array(
    z.object({
      endpoint: z.string(),
      method: z.string(),
      url: z.string(),
      /** SHA-256 of method, path and body: the same as the sent request's. */
      bodyHash: z.string(),
      bodyText: z.string().nullable(),
      items: z.int(),
      waitMs: z.number(),
      /** Why the gate would not let it through. */
      stopped: Problem.nullable(),
    }),
  ),
});
export type PublishPreview = z.infer<typeof PublishPreview>;

/**
 * `waiting`: not sent yet · `sent`: taken, its result is asked for · `done` · `failed`: `problem` says why ·
 * `unknown`: the answer was lost, it is looked for by its own key before anything is repeated · `held`: not sent, faults.
 */
export const PublishItemState = z.enum(['waiting', 'sent', 'done', 'failed', 'unknown', 'held']);
export type PublishItemState = z.infer<typeof PublishItemState>;

export const PublishRun = z.object({
  runId: Identifier,
  channelId: Identifier,
  channelName: z.string(),
  sandbox: z.boolean(),
  action: PublishAction,
  by: z.string(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  counts: z.object({
    waiting: z.int(),
    sent: z.int(),
    done: z.int(),
    failed: z.int(),
    unknown: z.int(),
    held: z.int(),
  }),
  problem: Problem.nullable(),
});
export type PublishRun = z.infer<typeof PublishRun>;

export const PublishItem = z.object({
  itemId: Identifier,
  runId: Identifier,
  variantId: Identifier.nullable(),
  listingId: Identifier.nullable(),
  externalId: z.string(),
  stockCode: z.string(),
  barcode: z.string(),
  title: z.string(),
  state: PublishItemState,
  problem: Problem.nullable(),
  faults: z.array(PublishFault),
  batchId: z.string().nullable(),
  updatedAt: Instant,
});
export type PublishItem = z.infer<typeof PublishItem>;

export const PublishRunPage = z.object({ rows: z.array(PublishRun), total: z.int() });
export const PublishItemPage = z.object({ run: PublishRun, rows: z.array(PublishItem), total: z.int() });
export type PublishItemPage = z.infer<typeof PublishItemPage>;
