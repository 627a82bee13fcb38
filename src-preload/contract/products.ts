import { z } from 'zod';
import { isFieldName, type FieldName } from '#common/product-field.ts';
import { AmountE4, CurrencyCode, Identifier, Instant, PageRequest } from './basics.ts';
import { Problem } from './problem.ts';
import { AnyFieldValue } from './product-value.ts';

/** A field's name, see `common/product-field.ts`. */
export const ProductField = z
  .string()
  .max(300)
  .refine((name): name is FieldName => isFieldName(name), 'names no field of a product')
  .transform((name) => name as FieldName);

/** Values by field. A key that is missing is a field that the shop has no place for; see `editing/sheet.ts`. */
export const ProductSheetRecord = z.record(z.string(), AnyFieldValue);
export type ProductSheetRecord = z.infer<typeof ProductSheetRecord>;

export const ProductFilter = z.enum([
  'all',
  /** Something waits to be written into the shop. */
  'pending',
  'conflict',
  'refused',
  'enabled',
  'disabled',
  'out-of-stock',
  'no-barcode',
  'no-image',
  /** On sale nowhere. */
  'not-listed',
]);
export type ProductFilter = z.infer<typeof ProductFilter>;

/** Which products: a search and a chip, as the list shows them. */
export const ProductSelection = z.object({ search: z.string().max(200), filter: ProductFilter });
export type ProductSelection = z.infer<typeof ProductSelection>;

export const ProductQuery = PageRequest.extend(ProductSelection.shape).extend({
  sort: z.enum(['title', 'model', 'quantity', 'price', 'modifiedAt', 'productId']),
  descending: z.boolean(),
});
export type ProductQuery = z.infer<typeof ProductQuery>;

/** A product of the shop as the merchant sees it now: the last reading with what waits over it. */
export const ProductRow = z.object({
  productId: Identifier,
  title: z.string(),
  model: z.string(),
  barcode: z.string(),
  manufacturer: z.string(),
  /** Breadcrumb of the first category; empty without one. */
  category: z.string(),
  imageUrl: z.string().nullable(),
  /** Null while its sheet was not read yet. */
  quantity: z.int().nullable(),
  /** As the shop stores it, without regard to tax. */
  storedPriceE4: AmountE4,
  costE4: AmountE4.nullable(),
  currency: CurrencyCode,
  enabled: z.boolean(),
  variants: z.int(),
  /** Listings on all channels that this product stands behind. */
  listings: z.int(),
  modifiedAt: z.string().nullable(),
  pending: z.int(),
  conflicts: z.int(),
  refused: z.int(),
});
export type ProductRow = z.infer<typeof ProductRow>;

export const ProductPage = z.object({
  rows: z.array(ProductRow),
  total: z.int(),
  counts: z.record(ProductFilter, z.int()),
});
export type ProductPage = z.infer<typeof ProductPage>;

/** What the fields' choices and widths are in this shop. As of its last reading. */
export const EditingFacts = z.object({
  languages: z.array(z.object({ code: z.string(), name: z.string(), enabled: z.boolean() })),
  /** The language that channels take their texts from: its name is the product's title here. */
  language: z.string(),
  currency: CurrencyCode,
  pricesIncludeTax: z.boolean(),
  /** Breadcrumb by id, in the shop's language. */
  categories: z.array(z.object({ categoryId: Identifier, path: z.string() })),
  manufacturers: z.array(z.object({ manufacturerId: Identifier, name: z.string() })),
  attributes: z.array(z.object({ attributeId: Identifier, group: z.string(), name: z.string() })),
  /** Sources of identifiers that can be written: `sku`, `ean` … or `code:EAN`; `model` is a field of its own. */
  codeSources: z.array(z.string()),
  /** Where pictures can be looked at, ending in `/image/`; null where the shop's address is not known. */
  imageBaseUrl: z.string().nullable(),
  /** Widths of this shop's columns: characters, but bytes for `description` and `attribute`. */
  limits: z.object({
    name: z.int(),
    model: z.int(),
    image: z.int(),
    description: z.int(),
    attribute: z.int(),
    codes: z.record(z.string(), z.int()),
    otherCode: z.int(),
  }),
});
export type EditingFacts = z.infer<typeof EditingFacts>;

/** One of a product's option values: what its `option:<id>:…` fields are called. */
export const ProductOptionValue = z.object({
  optionValueId: Identifier,
  option: z.string(),
  value: z.string(),
  /** Whether a sale lowers its stock. */
  subtracts: z.boolean(),
});
export type ProductOptionValue = z.infer<typeof ProductOptionValue>;

/** `set`: the field shall hold the value. `difference`: stock changes by `mine − base`, whatever was sold meanwhile. */
export const EditMode = z.enum(['set', 'difference']);
export type EditMode = z.infer<typeof EditMode>;

/** An edit that waits, with the shop's side of it where that differs. */
export const PendingEditRow = z.object({
  productId: Identifier,
  title: z.string(),
  field: ProductField,
  /** What an option field's value is called (`Renk: Kırmızı`), or an attribute; empty for every other field. */
  fieldText: z.string(),
  base: AnyFieldValue,
  mine: AnyFieldValue,
  mode: EditMode,
  /** `conflict`: the shop holds something else by now; `refused`: the shop did not take it, `problem` says why. */
  state: z.enum(['pending', 'conflict', 'refused']),
  theirs: AnyFieldValue,
  /** When the shop's side was seen; null while nothing stood against the edit. */
  theirsAt: Instant.nullable(),
  /** The shop's own time of the product's last save in OpenCart, as far as the shop keeps one. */
  theirsModifiedAt: z.string().nullable(),
  /** Set for a variant product of OpenCart 4, which its master's next save in OpenCart may overwrite. */
  masterId: Identifier.nullable().default(null),
  problem: Problem.nullable(),
  editedAt: Instant,
  editedBy: z.string(),
  batchId: Identifier,
});
export type PendingEditRow = z.infer<typeof PendingEditRow>;

export const ProductDetail = z.object({
  row: ProductRow,
  /** The shop's values, as last read; null while the sheet was not read yet. */
  sheet: ProductSheetRecord.nullable(),
  /** The same with what waits over it. */
  seen: ProductSheetRecord.nullable(),
  edits: z.array(PendingEditRow),
  options: z.array(ProductOptionValue),
  /** Set for a variant product of OpenCart 4, which its master's next save in OpenCart may overwrite. */
  masterId: Identifier.nullable(),
  readAt: Instant.nullable(),
  facts: EditingFacts.nullable(),
  listings: z.array(
    z.object({ listingId: Identifier, channelName: z.string(), title: z.string(), optionText: z.string() }),
  ),
});
export type ProductDetail = z.infer<typeof ProductDetail>;

/** What the fields of one product hold, for whoever goes through many products. */
export const ProductValues = z.object({
  productId: Identifier,
  title: z.string(),
  /** As in {@link ProductDetail}. */
  sheet: ProductSheetRecord.nullable(),
  seen: ProductSheetRecord.nullable(),
});
export type ProductValues = z.infer<typeof ProductValues>;
