import type { FieldPlace } from './field-place.ts';
import { writeCategories, writeFurtherImages } from './write-lists.ts';
import { writeOptionPrice, writeSpecial } from './write-prices.ts';
import type { SetChange, WriteStep } from './write-step.ts';
import { writeAttribute, writeCodeRow, writeDescription } from './write-texts.ts';

/** Writes what of a field lives outside the product's own row; nothing for fields that live in it alone. */
export async function writeChildren(step: WriteStep, place: FieldPlace, change: SetChange): Promise<void> {
  switch (place.kind) {
    case 'description':
      return writeDescription(step, place, change);
    case 'code-row':
      return writeCodeRow(step, place, change);
    case 'categories':
      return writeCategories(step, change);
    case 'images':
      return writeFurtherImages(step, change);
    case 'special':
      return writeSpecial(step, place.table, change);
    case 'attribute':
      return writeAttribute(step, place, change);
    case 'option-price':
      return writeOptionPrice(step, place.optionValueId, change);
    case 'product-text':
    case 'product-value':
    case 'option-quantity':
      return undefined;
    default:
      return place satisfies never;
  }
}
