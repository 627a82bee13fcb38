import type { FieldName } from '#common/product-field.ts';
import type { EditMode } from '#contract/products.ts';
import type { FieldValue } from '#contract/product-value.ts';

/** How a file names a product. A model or barcode must be one product's alone. */
export const IDENTIFIERS = ['productId', 'model', 'barcode'] as const;
export type Identified = { readonly by: (typeof IDENTIFIERS)[number]; readonly code: string };

/** One value that a file asks for, and where it stands there. */
export type FileEdit = {
  readonly line: number;
  /** The column's title or the JSON key of the value. */
  readonly column: string;
  readonly product: Identified;
  readonly field: FieldName;
  readonly value: FieldValue;
  /** Null: as is usual for the field. */
  readonly mode: EditMode | null;
  /** What the merchant saw, where the file says so; undefined: the shop's value as last read. */
  readonly base: FieldValue | undefined;
};
