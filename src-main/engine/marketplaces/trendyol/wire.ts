import { z } from 'zod';
import { wireAmountE4, wireFlag, wireId, wireInteger, wireList, wireText } from '../kit/wire-values.ts';

/**
 * What Trendyol's catalogue and batch services send (sheet §2.6–2.8, state of 24 Nov 2026). Unknown fields pass, known
 * ones may be absent, null or texts. Two spellings of one field stand side by side; `map.ts` picks.
 */

const Picture = z.looseObject({ url: wireText });

const Attribute = z.looseObject({
  attributeId: wireId,
  attributeValueId: wireId,
  attributeName: wireText,
  // `attributeValue` in the guide and live, `attributeValueName` in the reference (2026).
  attributeValue: wireText,
  attributeValueName: wireText,
});

const ApprovedVariant = z.looseObject({
  barcode: wireId,
  supplierId: wireId,
  stockCode: wireText,
  productUrl: wireText,
  onSale: wireFlag,
  isOnSale: wireFlag,
  archived: wireFlag,
  isArchived: wireFlag,
  locked: wireFlag,
  isLocked: wireFlag,
  lockReason: wireText,
  blacklisted: wireFlag,
  isBlacklisted: wireFlag,
  attributes: wireList(Attribute),
  // Percent of the price; the reference leaves it out.
  commission: wireAmountE4,
  origin: wireText,
  channels: wireList(z.string()),
  cargoProviders: wireList(z.string()),
  // The reference leaves quantity out, the guide has it inside `stock` (2026); the light list has all three flat.
  stock: z.looseObject({ quantity: wireInteger }).nullish().catch(null),
  price: z.looseObject({ salePrice: wireAmountE4, listPrice: wireAmountE4 }).nullish().catch(null),
  quantity: wireInteger,
  salePrice: wireAmountE4,
  listPrice: wireAmountE4,
});
export type ApprovedVariant = z.infer<typeof ApprovedVariant>;

const ApprovedContent = z.looseObject({
  contentId: wireId,
  productMainId: wireText,
  title: wireText,
  category: z.looseObject({ id: wireId }).nullish().catch(null),
  attributes: wireList(Attribute),
  images: wireList(Picture),
  variants: wireList(ApprovedVariant),
});
export type ApprovedContent = z.infer<typeof ApprovedContent>;

const UnapprovedProduct = z.looseObject({
  barcode: wireId,
  stockCode: wireText,
  productMainId: wireText,
  title: wireText,
  status: wireText,
  quantity: wireInteger,
  salePrice: wireAmountE4,
  listPrice: wireAmountE4,
  // `media` in the reference, `images` live (stage, May 2026).
  media: wireList(Picture),
  images: wireList(Picture),
  rejectReasonDetails: wireList(z.looseObject({ rejectReason: wireText, rejectReasonDetail: wireText })),
});
export type UnapprovedProduct = z.infer<typeof UnapprovedProduct>;

export const ApprovedPage = pageOf(ApprovedContent);
export const UnapprovedPage = pageOf(UnapprovedProduct);

export const Accepted = z.looseObject({ batchRequestId: wireId });

const BatchItem = z.looseObject({
  requestItem: z
    .looseObject({
      barcode: wireId,
      contentId: wireId,
      product: z.looseObject({ barcode: wireId, contentId: wireId }).nullish().catch(null),
      quantity: wireInteger,
      salePrice: wireAmountE4,
      listPrice: wireAmountE4,
    })
    .nullish()
    .catch(null),
  status: wireText,
  failureReasons: z.unknown().optional(),
});
export type BatchItem = z.infer<typeof BatchItem>;

export const Batch = z.looseObject({
  batchRequestId: wireId,
  /** Absent for stock and price: there only the items' own tell (batch page, 2026). */
  status: wireText,
  itemCount: wireInteger,
  items: wireList(BatchItem),
});
export type Batch = z.infer<typeof Batch>;

/** A package before it is looked into: taken apart one by one, so that a strange one never hides the others. */
export const PackagePage = z.preprocess(
  wrapBareArray,
  z.looseObject({
    content: z.array(z.unknown()),
    totalPages: wireInteger,
    totalElements: wireInteger,
    hasMore: wireFlag,
    nextCursor: wireId,
  }),
);

function pageOf<T extends z.ZodType>(row: T) {
  return z.preprocess(
    wrapBareArray,
    z.looseObject({
      content: z.array(z.unknown()).transform((rows) => parseRows(row, rows)),
      totalPages: wireInteger,
      totalElements: wireInteger,
      nextPageToken: wireId,
    }),
  );
}

/** Rows that are no objects at all are counted, not hidden. */
function parseRows<T extends z.ZodType>(
  row: T,
  rows: readonly unknown[],
): { readonly good: readonly z.output<T>[]; readonly bad: number } {
  const good: z.output<T>[] = [];
  for (const entry of rows) {
    const parsed = row.safeParse(entry);
    if (parsed.success) good.push(parsed.data);
  }
  return { good, bad: rows.length - good.length };
}

/** Some services answer with the list itself instead of an envelope (sheet §2.2). */
function wrapBareArray(value: unknown): unknown {
  return Array.isArray(value) ? { content: value as readonly unknown[] } : value;
}
