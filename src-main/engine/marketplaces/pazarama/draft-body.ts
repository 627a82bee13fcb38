import { createHash } from 'node:crypto';
import { toMarketplaceNumber } from '#common/money.ts';
import type { ListingDraft } from '../kit/catalogue.ts';

const LONGEST_GROUP_CODE = 10;
const LONGEST_NAME = 250;

/** A draft as `product/create` takes it (portal, 2026). Each variant is a product of its own; `groupCode` ties them. */
export function productOf(draft: ListingDraft): Readonly<Record<string, unknown>> {
  if (draft.currency.toUpperCase() !== 'TRY') throw new RangeError('a draft that is not in lira');
  const title = draft.title.trim();
  return {
    name: title.slice(0, 100),
    displayName: title.slice(0, LONGEST_NAME),
    description: draft.description,
    brandId: draft.brandId,
    // A whole number there, and carriers round up.
    desi: Math.ceil(draft.desi ?? 0),
    code: codeOf(draft),
    groupCode: groupCodeOf(draft.groupId),
    stockCode: draft.stockCode,
    stockCount: draft.quantity,
    listPrice: toMarketplaceNumber(draft.listPriceE4),
    salePrice: toMarketplaceNumber(draft.salePriceE4),
    vatRate: draft.vatRate,
    currencyType: 'TRY',
    categoryId: draft.categoryId,
    attributes: draft.attributes.flatMap(({ attributeId, valueId }) =>
      valueId === null ? [] : [{ attributeId, attributeValueId: valueId }],
    ),
    // With a small u in every example, whatever the table of fields says.
    images: draft.images.map((url) => ({ imageurl: url })),
  };
}

/** The key by which all else is written: the barcode, or where a product has none the shop's own code. */
export function codeOf({ barcode, stockCode }: Pick<ListingDraft, 'barcode' | 'stockCode'>): string {
  return barcode.trim() || stockCode.trim();
}

/** At most ten characters: what is longer is replaced by a name of that length, the same one every time. */
export function groupCodeOf(groupId: string): string {
  const own = groupId.trim();
  if (own.length <= LONGEST_GROUP_CODE) return own;
  return createHash('sha256').update(own).digest('hex').slice(0, LONGEST_GROUP_CODE).toUpperCase();
}
