import { isFieldName } from '#common/product-field.ts';
import type { EditPlace } from '#contract/edits.ts';

/** One text for one field of one product, to choose rows and answers by. */
export function placeId({ productId, field }: EditPlace): string {
  return JSON.stringify([productId, field]);
}

/** The inverse of {@link placeId}. */
export function placeOf(id: string): EditPlace {
  const [productId, field] = JSON.parse(id) as [string, string];
  if (!isFieldName(field)) throw new TypeError(`no place of an edit: ${id}`);
  return { productId, field };
}

/** What a product is called; one that is no longer known goes by its number in the shop. */
export function nameOfProduct({
  title,
  productId,
}: {
  readonly title: string;
  readonly productId: string;
}): string {
  return title === '' ? `#${productId}` : title;
}
