import type { ListingDraft } from '../kit/catalogue.ts';
import type { XmlContent } from '../kit/xml.ts';
import { lira } from './api.ts';
import { AXIS, SPEC } from './catalogue.ts';

/** Figures that a product shows; `null` leaves the element out. */
export type ProductFigures = {
  readonly buyNowPrice: number;
  readonly marketPrice: number | null;
  /** Counts what is sold. */
  readonly productCount: number;
};

/**
 * ProductType in its schema order (sheet §6.3, from a template that was made out of the WSDL). One draft is a plain
 * product; several are the variants of one.
 */
export function productBody(drafts: readonly ListingDraft[], figures: ProductFigures): XmlContent {
  const [first] = drafts as readonly [ListingDraft, ...ListingDraft[]];
  const field = (key: string): string => (Object.hasOwn(first.fields, key) ? first.fields[key]!.trim() : '');
  return {
    categoryCode: first.categoryId,
    storeCategoryId: 0,
    title: first.title,
    subtitle: first.subtitle === '' ? undefined : first.subtitle,
    specs: specsOf(first),
    photos: photosOf(first.images),
    pageTemplate: field('pageTemplate'),
    description: first.description,
    newCatalogId: first.catalogueId ?? undefined,
    format: 'S',
    buyNowPrice: lira(figures.buyNowPrice),
    listingDays: field('listingDays'),
    productCount: figures.productCount,
    cargoDetail: cargoOf(first, field),
    boldOption: false,
    catalogOption: false,
    vitrineOption: false,
    variantGroups: drafts.length === 1 ? undefined : variantGroupsOf(drafts),
    marketPrice:
      figures.marketPrice === null || figures.marketPrice <= figures.buyNowPrice
        ? undefined
        : lira(figures.marketPrice),
    globalTradeItemNo: drafts.length === 1 && first.barcode !== '' ? first.barcode : undefined,
  };
}

function specsOf(draft: ListingDraft): XmlContent {
  const spec = draft.attributes
    .filter(({ attributeId }) => attributeId.startsWith(SPEC))
    .map(({ attributeId, valueId, text }) => ({
      '@name': attributeId.slice(SPEC.length),
      '@value': text ?? valueId ?? '',
      // The only value of a type that a source shows.
      '@type': 'Combo',
    }));
  return spec.length === 0 ? undefined : { spec };
}

function photosOf(images: readonly string[]): XmlContent {
  return { photo: images.map((url, index) => ({ '@photoId': index, url })) };
}

function cargoOf(draft: ListingDraft, field: (key: string) => string): XmlContent {
  const company = field('cargoCompany');
  const beforeTime = field('beforeTime');
  return {
    city: field('city'),
    shippingPayment: field('shippingPayment'),
    shippingWhere: field('shippingWhere'),
    cargoCompanyDetails: {
      cargoCompanyDetail: { name: company, value: company, cityPrice: 0, countryPrice: 0 },
    },
    shippingTime: { days: field('shippingDays'), beforeTime: beforeTime === '' ? undefined : beforeTime },
    productPackageSize: draft.desi === null ? undefined : { desi: draft.desi },
  };
}

type Axis = {
  readonly nameId: string;
  readonly name: string;
  readonly valueId: string;
  readonly value: string;
};

export function axesOf(draft: ListingDraft): readonly Axis[] {
  return draft.attributes
    .filter(({ attributeId, valueId }) => attributeId.startsWith(AXIS) && valueId !== null)
    .map(({ attributeId, name, valueId, text }) => ({
      nameId: attributeId.slice(AXIS.length),
      name,
      valueId: valueId!,
      value: text ?? '',
    }));
}

/** Groups by the first axis ("group axis × variantSpecs", sheet §9); the other axes tell the variants of a group apart. */
function variantGroupsOf(drafts: readonly ListingDraft[]): XmlContent {
  const groups = Map.groupBy(drafts, (draft) => axesOf(draft)[0]?.valueId ?? '');
  return {
    variantGroup: [...groups.values()].map((members) => {
      const [base] = axesOf(members[0]!);
      return {
        '@nameId': base?.nameId,
        '@valueId': base?.valueId,
        '@alias': base === undefined ? undefined : `${base.name}:${base.value}`,
        variants: { variant: members.map(variantOf) },
        photos: photosOf(members[0]!.images),
      };
    }),
  };
}

function variantOf(draft: ListingDraft): XmlContent {
  const axes = axesOf(draft);
  const told = axes.length > 1 ? axes.slice(1) : axes;
  return {
    variantSpecs: {
      variantSpec: told.map(({ nameId, name, valueId, value }, index) => ({
        '@nameId': nameId,
        '@name': name,
        '@valueId': valueId,
        '@value': value,
        '@orderNumber': index,
      })),
    },
    quantity: draft.quantity,
    stockCode: draft.stockCode,
  };
}
