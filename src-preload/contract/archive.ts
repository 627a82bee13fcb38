import { z } from 'zod';
import { AmountE4, Bilingual, CurrencyCode, Identifier, Instant, PageRequest } from './basics.ts';

/** Marketplaces that are gone and whose old data can be kept. */
export const ArchiveSource = z.enum(['gittigidiyor']);
export type ArchiveSource = z.infer<typeof ArchiveSource>;

/** What a column of a table may hold. `ignore`: nothing that is kept. */
export const ArchiveField = z.enum([
  'ignore',
  'productId',
  'itemId',
  'title',
  'subtitle',
  'description',
  'category',
  'brand',
  'barcode',
  'mpn',
  'price',
  'listPrice',
  'quantity',
  'desi',
  'images',
  'status',
  'saleCode',
  'basket',
  'amount',
  'total',
  'soldAt',
  'paidAt',
  'commission',
  'invoiceName',
  'company',
  'taxOffice',
  'taxNumber',
  'identityNumber',
  'address',
  'district',
  'city',
]);
export type ArchiveField = z.infer<typeof ArchiveField>;

/** About 20 MB of a file, in Base64. */
export const LONGEST_ARCHIVE = 28_000_000;

/** `null`: the column is not known, and nothing of it is kept until somebody says what it is. */
export const ArchiveColumn = z.object({ header: z.string(), field: ArchiveField.nullable() });
export type ArchiveColumn = z.infer<typeof ArchiveColumn>;

export const ArchiveRemark = z.object({
  /** Where in the file: a line of a table, else the row's own number. */
  place: z.string(),
  message: Bilingual,
  /** `error`: the row was left out. */
  severity: z.enum(['error', 'warning']),
});
export type ArchiveRemark = z.infer<typeof ArchiveRemark>;

/** A listing as it stood when the marketplace closed. Never changed, never sent. */
export const ArchivedListing = z.object({
  source: ArchiveSource,
  externalId: z.string(),
  /** The shop's own code; made of the product's number where there was none, which `ownCodeMade` says. */
  ownCode: z.string(),
  ownCodeMade: z.boolean(),
  groupId: z.string(),
  title: z.string(),
  subtitle: z.string(),
  description: z.string(),
  category: z.string(),
  brand: z.string(),
  barcode: z.string(),
  mpn: z.string(),
  attributes: z.array(z.object({ name: z.string(), value: z.string() })),
  images: z.array(z.string()),
  /** Prices of then, in lira of then. */
  priceE4: AmountE4.nullable(),
  listPriceE4: AmountE4.nullable(),
  currency: CurrencyCode,
  quantityThen: z.int().nullable(),
  desi: z.number().nullable(),
  statusThen: z.string(),
  /** False where the same code was listed again later under another number. */
  newest: z.boolean(),
});
export type ArchivedListing = z.infer<typeof ArchivedListing>;

/** One sale: one row of one product. Who bought it is sealed and not shown here. */
export const ArchivedSale = z.object({
  source: ArchiveSource,
  saleCode: z.string(),
  /** Sales of one basket have the same one. */
  basket: z.string(),
  externalId: z.string(),
  ownCode: z.string(),
  title: z.string(),
  amount: z.int().nullable(),
  /** For the whole amount. */
  totalE4: AmountE4.nullable(),
  currency: CurrencyCode,
  statusThen: z.string(),
  soldAt: Instant.nullable(),
  paidAt: Instant.nullable(),
  commissionPercentE4: z.int().nullable(),
  /** Whether a sealed invoice address is kept. */
  hasInvoice: z.boolean(),
});
export type ArchivedSale = z.infer<typeof ArchivedSale>;

/** `known`: was here already, all of it. `filled`: the file knew more. `differs`: it says something else; what was here stays. */
export const ArchiveCounts = z.object({
  found: z.int(),
  added: z.int(),
  known: z.int(),
  filled: z.int(),
  differs: z.int(),
});
export type ArchiveCounts = z.infer<typeof ArchiveCounts>;

export const ArchiveImport = z.object({
  applied: z.boolean(),
  format: z.enum(['xml', 'json', 'csv', 'xlsx']),
  listings: ArchiveCounts,
  sales: ArchiveCounts,
  /** The columns of a table, with what each was taken for; empty for XML and JSON. */
  columns: z.array(ArchiveColumn),
  remarks: z.array(ArchiveRemark),
  /** The first few, as they would be kept. */
  preview: z.object({ listings: z.array(ArchivedListing), sales: z.array(ArchivedSale) }),
});
export type ArchiveImport = z.infer<typeof ArchiveImport>;

export const ArchiveFile = z.object({
  source: ArchiveSource,
  fileName: z.string().max(300),
  /** Base64 of the file. */
  content: z.string().max(LONGEST_ARCHIVE),
  /** What columns of a table hold, by their header; remembered for the next file when it is applied. */
  columns: z.record(z.string().max(200), ArchiveField),
  apply: z.boolean(),
});
export type ArchiveFile = z.infer<typeof ArchiveFile>;

export const ArchiveQuery = PageRequest.extend({
  search: z.string().max(200),
  /** Leaves out listings that were listed again later. */
  newestOnly: z.boolean().default(true),
});
export type ArchiveQuery = z.infer<typeof ArchiveQuery>;

export const ArchivedListingPage = z.object({ rows: z.array(ArchivedListing), total: z.int() });
export const ArchivedSalePage = z.object({ rows: z.array(ArchivedSale), total: z.int() });

export const ArchiveMove = z.object({
  channelId: Identifier,
  listings: z.union([z.literal('newest'), z.array(z.string().max(200)).min(1).max(500)]),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
});
export type ArchiveMove = z.infer<typeof ArchiveMove>;

/** A listing as another channel would get it, and what is missing before it can go there. */
export const MovedDraft = z.object({
  externalId: z.string(),
  /** The variant of the shop that has its code or barcode; null where none or several have. */
  variantId: Identifier.nullable(),
  draft: z.object({
    stockCode: z.string(),
    barcode: z.string(),
    groupId: z.string(),
    title: z.string(),
    subtitle: z.string(),
    description: z.string(),
    categoryId: z.string(),
    brandId: z.string().nullable(),
    brandName: z.string(),
    attributes: z.array(
      z.object({
        attributeId: z.string(),
        name: z.string(),
        valueId: z.string().nullable(),
        text: z.string().nullable(),
        unit: z.string().nullable(),
      }),
    ),
    images: z.array(z.string()),
    vatRate: z.number(),
    quantity: z.int(),
    salePriceE4: AmountE4,
    listPriceE4: AmountE4,
    currency: CurrencyCode,
    desi: z.number().nullable(),
    catalogueId: z.string().nullable(),
    fields: z.record(z.string(), z.string()),
  }),
  missing: z.array(
    z.object({ field: z.string(), message: Bilingual, severity: z.enum(['error', 'warning']) }),
  ),
});
export type MovedDraft = z.infer<typeof MovedDraft>;

export const ArchiveMoved = z.object({ rows: z.array(MovedDraft), total: z.int(), ready: z.int() });
export type ArchiveMoved = z.infer<typeof ArchiveMoved>;
