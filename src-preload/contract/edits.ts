import { z } from 'zod';
import { Identifier, Instant, PageRequest } from './basics.ts';
import { AnyFieldValue } from './product-value.ts';
import { EditMode, PendingEditRow, ProductField, ProductSelection } from './products.ts';

/**
 * `base` is the shop's value that the merchant saw; the shop's value of now is compared with it when it is written.
 * `seen` is what the field showed with the edit over it that waited then; it is left out where none did. Without it
 * `mine` stands for all that is to wait, with it for what is to be changed besides: what waited may be written by now.
 */
export const NewEdit = z.object({
  productId: Identifier,
  field: ProductField,
  base: AnyFieldValue,
  mine: AnyFieldValue,
  mode: EditMode,
  seen: AnyFieldValue.optional(),
});
export type NewEdit = z.infer<typeof NewEdit>;

/** What is wrong (`error`: not kept) or doubtful (`warning`: kept) with a value. */
export const EditRemark = z.object({
  productId: Identifier,
  /** The product's name in the merchant's language; empty where this program knows no such product. */
  title: z.string(),
  field: z.string(),
  kind: z.enum(['error', 'warning']),
  code: z.enum([
    'wrong-kind',
    'empty',
    'too-long',
    'out-of-range',
    'zero-price',
    'no-date',
    'dates-crossed',
    'no-id',
    'twice',
    'unknown-prefix',
    /** The shop has no such field for this product: no such language, option value, identifier. */
    'no-such-field',
    'no-such-product',
    /** An id of a category, manufacturer or attribute that the shop does not have. */
    'not-in-shop',
    /** A price of which a bulk change would make nothing or less. */
    'price-below-nothing',
    /** More than so many percent up or down: often a slip of the comma. */
    'price-jump',
    /** In conflict with the shop, or not known whether it was written: a bulk change leaves it alone until it is decided. */
    'in-conflict',
    /** A variant product of OpenCart 4: its master's next save in OpenCart may overwrite the value. */
    'variant-product',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type EditRemark = z.infer<typeof EditRemark>;

export const KeptEdits = z.object({
  /** Null when nothing was kept: an error anywhere keeps the whole batch from being kept. */
  batchId: Identifier.nullable(),
  /** Fields that wait, or wait otherwise, because of it. */
  changed: z.int(),
  remarks: z.array(EditRemark),
});
export type KeptEdits = z.infer<typeof KeptEdits>;

/** One change for many products. Percent in 1/100 (12.5 % = 1250). */
export const BulkChange = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('price'),
    how: z.enum(['set', 'add', 'percent']),
    /** Money in 1/10000, or percent in 1/100. */
    amount: z.int(),
    /** Rounds to whole units, to …,90 or …,99 below, or to the kuruş. */
    rounding: z.enum(['kurus', 'whole', 'ninety', 'ninety-nine']),
  }),
  z.object({ what: z.literal('cost'), how: z.enum(['set', 'percent']), amount: z.int() }),
  z.object({
    what: z.literal('quantity'),
    how: z.enum(['set', 'add']),
    amount: z.int(),
    /** Of products with options: the product's own stock, or that of each option value too. */
    optionsToo: z.boolean(),
  }),
  z.object({ what: z.literal('enabled'), enabled: z.boolean() }),
  z.object({ what: z.literal('manufacturer'), manufacturerId: Identifier.nullable() }),
  z.object({
    what: z.literal('categories'),
    how: z.enum(['add', 'remove', 'replace']),
    categoryIds: z.array(Identifier).max(200),
  }),
  z.object({
    what: z.literal('special'),
    /** Percent off the price, in 1/100; null ends the special. */
    percentOff: z.int().min(1).max(9_900).nullable(),
    dateStart: z.string().max(10).nullable(),
    dateEnd: z.string().max(10).nullable(),
  }),
  z.object({
    what: z.literal('text'),
    field: z.enum(['name', 'description']),
    language: z.string().min(1).max(10),
    find: z.string().min(1).max(500),
    replace: z.string().max(500),
  }),
]);
export type BulkChange = z.infer<typeof BulkChange>;

export const BulkSelection = z.union([
  z.object({ productIds: z.array(Identifier).min(1).max(5_000) }),
  z.object({ query: ProductSelection }),
]);
export type BulkSelection = z.infer<typeof BulkSelection>;

/**
 * What a bulk change comes to; kept only when `apply` was asked for and no remark is an error. Of the remarks the first
 * 200, errors before warnings.
 */
export const BulkOutcome = KeptEdits.extend({
  products: z.int(),
  /** Fields that would change. */
  fields: z.int(),
  /** The first 200 of them, as they would be. */
  preview: z.array(
    z.object({
      productId: Identifier,
      title: z.string(),
      field: ProductField,
      before: AnyFieldValue,
      after: AnyFieldValue,
    }),
  ),
});
export type BulkOutcome = z.infer<typeof BulkOutcome>;

export const EditQuery = PageRequest.extend({
  state: z.enum(['pending', 'conflict', 'refused']).nullable(),
  search: z.string().max(200),
});
export type EditQuery = z.infer<typeof EditQuery>;

export const EditPage = z.object({
  rows: z.array(PendingEditRow),
  total: z.int(),
  counts: z.object({ pending: z.int(), conflict: z.int(), refused: z.int(), products: z.int() }),
});
export type EditPage = z.infer<typeof EditPage>;

export const EditPlace = z.object({ productId: Identifier, field: ProductField });
export type EditPlace = z.infer<typeof EditPlace>;

/** Edits made in one go. */
export const EditBatchRow = z.object({
  batchId: Identifier,
  at: Instant,
  by: z.string(),
  title: z.string(),
  fields: z.int(),
  /** `written`: at least one of its edits reached the shop; taken back there by undoing the write. */
  state: z.enum(['open', 'undone', 'written']),
});
export type EditBatchRow = z.infer<typeof EditBatchRow>;

/**
 * The merchant's word on a conflict. `theirs`: the edit is dropped. `mine`: it is written over what the shop holds now
 * (stock: the difference is counted from there).
 */
export const Resolution = z.object({
  productId: Identifier,
  field: ProductField,
  choose: z.enum(['mine', 'theirs']),
  /** The shop's value that the merchant looked at: where another stands there by now, the conflict is left alone. */
  seen: AnyFieldValue.optional(),
});
export type Resolution = z.infer<typeof Resolution>;

/** One run of writing edits into the shop. */
export const ShopWriteRow = z.object({
  runId: Identifier,
  at: Instant,
  by: z.string(),
  products: z.int(),
  fields: z.int(),
  /** When its values were asked back. */
  undoneAt: Instant.nullable(),
});
export type ShopWriteRow = z.infer<typeof ShopWriteRow>;

/** One field that a run wrote, and what taking it back would do now. */
export const ShopWriteChange = z.object({
  productId: Identifier,
  title: z.string(),
  field: ProductField,
  fieldText: z.string(),
  before: AnyFieldValue,
  after: AnyFieldValue,
  mode: EditMode,
  /** What the shop was last seen to hold; null (as a value) where the field is gone. */
  now: AnyFieldValue,
  /** `back`: would be put back; `same`: it is as before already; `conflict`: changed again since; `gone`. */
  undo: z.enum(['back', 'same', 'conflict', 'gone']),
});
export type ShopWriteChange = z.infer<typeof ShopWriteChange>;

/** How many fields of a run each answer goes for. */
export const WriteUndoCounts = z.object({ back: z.int(), same: z.int(), conflict: z.int(), gone: z.int() });
export type WriteUndoCounts = z.infer<typeof WriteUndoCounts>;

/** How much a price may move at once before it is remarked on, in percent. */
export const PRICE_JUMP_PERCENT = 50;
