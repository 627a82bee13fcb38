import { z } from 'zod';
import { wireAmountE4, wireFlag, wireId, wireInteger, wireList, wireText } from '../kit/wire-values.ts';

/**
 * What n11's product, task and category services send (sheet §5 and §6, state of 24 Nov 2026). Unknown fields pass, known
 * ones may be absent, null or texts.
 */

export const WireProduct = z.looseObject({
  n11ProductId: wireId,
  sellerId: wireId,
  sellerNickname: wireText,
  stockCode: wireText,
  title: wireText,
  productMainId: wireText,
  status: wireText,
  saleStatus: wireText,
  barcode: wireText,
  currencyType: wireText,
  salePrice: wireAmountE4,
  listPrice: wireAmountE4,
  quantity: wireInteger,
  vatRate: wireInteger,
  /** In whole and broken percent (12.5), here in 1/10000. */
  commissionRate: wireAmountE4,
  shipmentTemplate: wireText,
  imageUrls: wireList(z.string()),
  rejectInfo: z.unknown().optional(),
});
export type WireProduct = z.infer<typeof WireProduct>;

export const ProductPage = z.preprocess(
  (value) => (Array.isArray(value) ? { content: value as readonly unknown[] } : value),
  z.looseObject({
    content: z.array(z.unknown()),
    totalElements: wireInteger,
    totalPages: wireInteger,
    size: wireInteger,
  }),
);

/** The answer to a task; `errorCode` in place of all else for a body that is still queued. */
export const TaskAccepted = z.looseObject({
  id: wireId,
  taskId: wireId,
  status: wireText,
  reasons: z.unknown().optional(),
  errorCode: wireText,
  errorMessage: wireText,
});

/** Of what was sent, the keys. */
export const TaskPayload = z.object({
  payload: z.object({ skus: z.array(z.object({ stockCode: z.string() })) }),
});

const TaskItem = z.looseObject({
  itemCode: wireText,
  status: wireText,
  reasons: z.unknown().optional(),
  sku: z
    .looseObject({
      stockCode: wireText,
      salePrice: wireAmountE4,
      listPrice: wireAmountE4,
      stock: wireInteger,
      quantity: wireInteger,
    })
    .nullish()
    .catch(null),
});
export type TaskItem = z.infer<typeof TaskItem>;

export const TaskDetails = z.looseObject({
  taskId: wireId,
  status: wireText,
  reasons: z.unknown().optional(),
  skus: z
    .looseObject({
      content: wireList(TaskItem),
      totalElements: wireInteger,
      totalPages: wireInteger,
      last: wireFlag,
    })
    .nullish()
    .catch(null),
});
export type TaskDetails = z.infer<typeof TaskDetails>;

/** One node of the tree; taken apart by hand, level by level, because it nests itself. */
export const WireCategory = z.looseObject({
  id: wireId,
  parentId: wireId,
  name: wireText,
  subCategories: z.array(z.unknown()).nullish().catch(null),
});

/** An object with `categories` on production, a bare list in older samples. */
export const CategoryTree = z.preprocess(
  (value) => (Array.isArray(value) ? { categories: value as readonly unknown[] } : value),
  z.looseObject({ categories: z.array(z.unknown()) }),
);

const WireAttribute = z.looseObject({
  attributeId: wireId,
  attributeName: wireText,
  isMandatory: wireFlag,
  isVariant: wireFlag,
  isSlicer: wireFlag,
  isCustomValue: wireFlag,
  attributeOrder: wireInteger,
  attributeValues: wireList(z.looseObject({ id: wireId, value: wireText })),
});
export type WireAttribute = z.infer<typeof WireAttribute>;

export const CategoryAttributes = z.looseObject({ id: wireId, categoryAttributes: wireList(WireAttribute) });

/** Answers of order writes: one row for each line. An answer without rows says nothing against any of them. */
export const LineResults = z.preprocess(
  (value) => {
    if (Array.isArray(value)) return { content: value as readonly unknown[] };
    return typeof value === 'object' && value !== null ? value : {};
  },
  z.looseObject({
    content: wireList(z.looseObject({ lineId: wireId, status: wireText, reasons: z.unknown().optional() })),
  }),
);

/** Rows that are no objects at all fall away; how many is logged by who reads them. */
export function parseRows<T extends z.ZodType>(row: T, rows: readonly unknown[]): readonly z.output<T>[] {
  return rows.flatMap((entry) => {
    const parsed = row.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}
