import { z } from 'zod';
import { Bilingual, Identifier, Instant, PageRequest } from './basics.ts';
import { MarketplaceId } from './channels.ts';

/** One category of a channel's marketplace as it was last read. Only open leaves can be published to. */
export const CatalogueCategory = z.object({
  categoryId: Identifier,
  parentId: Identifier.nullable(),
  name: z.string(),
  /** `Giyim > Kadın > Elbise`. */
  path: z.string(),
  leaf: z.boolean(),
  /** False where the marketplace says that this seller may not list there. */
  open: z.boolean(),
  /** How many of the shop's categories are mapped to it. */
  mappedFrom: z.int(),
});
export type CatalogueCategory = z.infer<typeof CatalogueCategory>;

export const CatalogueValue = z.object({ valueId: z.string(), name: z.string() });
export type CatalogueValue = z.infer<typeof CatalogueValue>;

/** What a category asks of a product. */
export const CatalogueAttribute = z.object({
  attributeId: Identifier,
  name: z.string(),
  help: z.string().nullable(),
  kind: z.enum(['choice', 'text', 'number', 'flag', 'date', 'image']),
  required: z.boolean(),
  /** Tells the variants of one product apart. */
  variant: z.boolean(),
  slicer: z.boolean(),
  /** Whether a value outside the list may be typed. */
  custom: z.boolean(),
  multiple: z.boolean(),
  unit: z.string().nullable(),
  maxLength: z.int().nullable(),
  values: z.array(CatalogueValue),
  /** False: more values can be asked for by `catalogue.values`. */
  valuesComplete: z.boolean(),
});
export type CatalogueAttribute = z.infer<typeof CatalogueAttribute>;

export const CatalogueBrand = z.object({ brandId: Identifier, name: z.string() });
export type CatalogueBrand = z.infer<typeof CatalogueBrand>;

/** Carriers, addresses, templates and warehouses of the account. */
export const CatalogueChoice = z.object({
  kind: z.enum(['cargo-company', 'shipment-address', 'return-address', 'shipment-template', 'warehouse']),
  choiceId: Identifier,
  name: z.string(),
  preferred: z.boolean(),
});
export type CatalogueChoice = z.infer<typeof CatalogueChoice>;

/** How old the kept copy of one part is; null where it was never read. `version` counts the readings that differed. */
export const CatalogueAge = z.object({ readAt: Instant.nullable(), version: z.int(), count: z.int() });
export type CatalogueAge = z.infer<typeof CatalogueAge>;

/** Which parts of a catalogue the marketplace's API offers at all, and how old what is kept of them is. */
export const CatalogueState = z.object({
  channelId: Identifier,
  marketplace: MarketplaceId,
  offers: z.object({
    categories: z.boolean(),
    attributes: z.boolean(),
    values: z.boolean(),
    brands: z.boolean(),
    choices: z.boolean(),
  }),
  categories: CatalogueAge,
  brands: CatalogueAge,
  choices: CatalogueAge,
  /** Categories whose attributes are kept. */
  attributeSets: z.int(),
  unseenChanges: z.int(),
});
export type CatalogueState = z.infer<typeof CatalogueState>;

/** A difference between two readings of a marketplace's catalogue, with what it means for the shop's products. */
export const CatalogueChange = z.object({
  changeId: Identifier,
  channelId: Identifier,
  at: Instant,
  kind: z.enum([
    'categories-added',
    'categories-removed',
    'categories-closed',
    'attributes-required',
    'attributes-added',
    'attributes-removed',
    'attributes-relaxed',
    'values-removed',
  ]),
  categoryId: Identifier.nullable(),
  categoryPath: z.string(),
  /** The first twenty names. */
  names: z.array(z.string()),
  count: z.int(),
  affectedProducts: z.int(),
  /** "Trendyol 3 zorunlu özellik ekledi → 214 ürün etkilenir", in both languages. */
  text: Bilingual,
  seen: z.boolean(),
});
export type CatalogueChange = z.infer<typeof CatalogueChange>;

export const CategoryQuery = PageRequest.extend({
  channelId: Identifier,
  search: z.string().max(200),
  /** Children of one category; left out with a search, and null for the roots. */
  parentId: Identifier.nullable().optional(),
  leavesOnly: z.boolean().default(false),
});
export type CategoryQuery = z.infer<typeof CategoryQuery>;
export const CategoryPage = z.object({ rows: z.array(CatalogueCategory), total: z.int() });

export const CatalogueAttributes = z.object({
  category: CatalogueCategory.nullable(),
  attributes: z.array(CatalogueAttribute),
  readAt: Instant.nullable(),
  version: z.int(),
});
export type CatalogueAttributes = z.infer<typeof CatalogueAttributes>;

export const CatalogueRefresh = z.object({
  channelId: Identifier,
  /** `attributes` reads those of the mapped categories, or of one. */
  what: z.enum(['categories', 'attributes', 'brands', 'choices', 'everything']),
  categoryId: Identifier.nullable().default(null),
});
export type CatalogueRefresh = z.infer<typeof CatalogueRefresh>;

/** One column per marketplace, one row per capability: drawn from the adapters' manifests alone. */
export const CapabilityMatrix = z.object({
  marketplaces: z.array(
    z.object({ marketplace: MarketplaceId, name: z.string(), closed: Bilingual.nullable() }),
  ),
  rows: z.array(
    z.object({
      capability: z.string(),
      label: Bilingual,
      cells: z.array(
        z.object({
          marketplace: MarketplaceId,
          /** `closed`: it worked until the marketplace was; what is left of it is an archive. */
          state: z.enum(['works', 'not-built', 'not-offered', 'not-listed', 'closed']),
          reason: Bilingual.nullable(),
        }),
      ),
    }),
  ),
});
export type CapabilityMatrix = z.infer<typeof CapabilityMatrix>;
