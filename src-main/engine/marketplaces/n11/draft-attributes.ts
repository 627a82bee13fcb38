import type { DraftAttribute, ListingDraft } from '../kit/catalogue.ts';
import { BRAND_ATTRIBUTE } from './catalogue.ts';

/** A draft's attributes with the brand among them: n11 takes it as the value of an attribute. Empty ones fall away. */
export function draftAttributes(draft: ListingDraft): readonly DraftAttribute[] {
  const given = draft.attributes.filter(
    ({ valueId, text }) => valueId !== null || (text !== null && text.trim() !== ''),
  );
  if (given.some(({ attributeId }) => attributeId === BRAND_ATTRIBUTE)) return given;
  const brandName = draft.brandName.trim();
  if (draft.brandId === null && brandName === '') return given;
  const brand: DraftAttribute = {
    attributeId: BRAND_ATTRIBUTE,
    name: 'Marka',
    valueId: draft.brandId,
    text: draft.brandId === null ? brandName : null,
    unit: null,
  };
  return [brand, ...given];
}
