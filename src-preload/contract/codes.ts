import { z } from 'zod';
import { Identifier, PageRequest } from './basics.ts';
import { StoreVariant } from './shop.ts';

/** A barcode or stock code as somebody gives it: 64 characters are OpenCart's widest column for one. */
export const Code = z.string().trim().min(1).max(64);

/** What the merchant said a variant's codes are, whatever the shop says; null leaves the shop's. */
export const OwnCodes = z.object({ barcode: Code.nullable(), stockCode: Code.nullable() });
export type OwnCodes = z.infer<typeof OwnCodes>;

export const CodeFilter = z.enum(['all', 'own', 'no-barcode', 'duplicate-barcode']);
export type CodeFilter = z.infer<typeof CodeFilter>;

export const CodeQuery = PageRequest.extend({
  search: z.string().max(200),
  filter: CodeFilter,
  /** Only this product's variants; null for everybody's. */
  productId: Identifier.nullable().default(null),
});
export type CodeQuery = z.infer<typeof CodeQuery>;

/** A variant with its codes as they count (in `variant`), as the merchant gave them, and as the shop has them. */
export const CodeRow = z.object({
  variant: StoreVariant,
  own: z.object({ barcode: z.string().nullable(), stockCode: z.string().nullable() }),
  shop: z.object({ barcode: z.string(), stockCode: z.string() }),
  /** The columns that the shop's codes stand in, named as in `CodeSource`; null where it has none. */
  sources: z.object({ barcode: z.string().nullable(), stockCode: z.string().nullable() }),
});
export type CodeRow = z.infer<typeof CodeRow>;

export const CodePage = z.object({ rows: z.array(CodeRow), total: z.int() });
export type CodePage = z.infer<typeof CodePage>;

/** As many lines as one import takes: barcodes are compared within it. */
export const MOST_CODE_ROWS = 20_000;

/** One line of an import: which variant, and its codes. A null code stays as it is. */
export const CodeImportRow = z.object({
  /** Where it stood, to be named in the outcome. */
  line: z.int().min(0),
  by: z.enum(['variant', 'product', 'model', 'stock-code']),
  /** The variant's or product's id, its model, or the stock code it has now. */
  code: z.string().trim().min(1).max(200),
  /** Which of the product's variants: its option values in words (`Kırmızı / XL`, in any order) or their ids. */
  option: z
    .union([
      z.object({ text: z.string().max(500) }),
      z.object({ optionValueIds: z.array(Identifier).max(20) }),
    ])
    .nullable(),
  barcode: Code.nullable(),
  stockCode: Code.nullable(),
});
export type CodeImportRow = z.infer<typeof CodeImportRow>;

/**
 * `set`: kept. `same`: it was so already. Nothing was kept for the others: no or several variants fit; another line names
 * the same variant with other codes; another variant has the barcode; a code is only a word for "none".
 */
export const CodeOutcome = z.enum([
  'set',
  'same',
  'not-found',
  'several',
  'named-twice',
  'duplicate',
  'not-a-code',
]);
export type CodeOutcome = z.infer<typeof CodeOutcome>;

/** A variant in words, for whoever does not know it by its id. */
export const VariantName = z.object({ title: z.string(), optionText: z.string() });
export type VariantName = z.infer<typeof VariantName>;

export const CodeResult = z.object({
  line: z.int(),
  outcome: CodeOutcome,
  /** The one variant that fits. */
  variantId: Identifier.nullable(),
  /** What that variant is called. */
  name: VariantName.nullable(),
  /** How many fit. */
  fitting: z.int(),
  /** The barcode is written like a GTIN and its check digit is wrong. A warning: it is kept all the same. */
  badCheckDigit: z.boolean(),
  /** For `duplicate`: the variant that has this barcode. */
  sharedWith: Identifier.nullable(),
  sharedName: VariantName.nullable(),
});
export type CodeResult = z.infer<typeof CodeResult>;

export const CodeImport = z.object({
  rows: z.array(CodeResult),
  /** How many variants got codes, or would get them. */
  set: z.int(),
});
export type CodeImport = z.infer<typeof CodeImport>;
