import type { ProductWishes, PublishFault, PublishingDefaults } from '#contract/publishing.ts';
import type { ListingDraft, MarketplaceAttribute } from '../marketplaces/kit/catalogue.ts';
import { desiredFigures } from '../planner/desired.ts';
import type { ChannelFacts, ListingFacts } from '../planner/facts.ts';
import { judgePriceFigure } from '../planner/guards.ts';
import { draftAttributes, type AttributeMapping, type ShopValues } from './draft-attributes.ts';
import { DRAFT_FAULTS } from './draft-faults.ts';

/** Everything that a listing is made of, gathered; what is computed on it here touches nothing. */
export type DraftParts = {
  readonly variantId: string;
  readonly productId: string;
  readonly title: string;
  readonly html: string;
  readonly stockCode: string;
  readonly barcode: string;
  readonly groupId: string;
  readonly images: readonly string[];
  readonly manufacturer: string;
  /** The chosen category, looked at: null where none could be chosen, and then `categoryFaults` say why. */
  readonly categoryId: string | null;
  readonly categoryFaults: readonly PublishFault[];
  /** What the category asks for; null where it was not read. */
  readonly attributes: readonly MarketplaceAttribute[] | null;
  readonly mapping: AttributeMapping;
  readonly shop: ShopValues;
  /** The mapped brand; null where the merchant mapped none. */
  readonly brand: { readonly brandId: string | null; readonly name: string } | null;
  /** Whether the marketplace has brands of its own that must be named by id. */
  readonly brandsAreListed: boolean;
  readonly stockCodeIsShared: boolean;
  /** Living variants of the product, this one among them. */
  readonly variantsOfProduct: number;
  readonly facts: ListingFacts;
  readonly channel: ChannelFacts;
  readonly wishes: ProductWishes;
  readonly defaults: PublishingDefaults;
};

export type BuiltDraft = {
  /** Null where something is missing that a listing can't be put together without. */
  readonly draft: ListingDraft | null;
  readonly faults: readonly PublishFault[];
};

/** Percent in 1/10000, as tax rates are kept. */
const PERCENT_E4 = 10_000;

/** Puts a variant together as a listing, and says every fault at once. Price and stock are the planner's own. */
export function buildDraft(parts: DraftParts): BuiltDraft {
  const { facts, channel, wishes, defaults } = parts;
  const { variant } = facts;
  if (variant === null) return { draft: null, faults: [DRAFT_FAULTS.notRead()] };
  const figures = desiredFigures(facts, variant, channel);
  const vatRate = vatRateOf(parts);
  const attributes = draftAttributes(parts.attributes ?? [], {
    wishes: wishes.attributes,
    mapping: parts.mapping,
    shop: parts.shop,
  });
  const brand = wishes.brand ?? parts.brand ?? byName(parts);
  const images = parts.images.filter((image) => /^https?:\/\//i.test(image));
  const faults = [
    ...goodsFaults(parts),
    ...parts.categoryFaults,
    ...(parts.categoryId !== null && parts.attributes === null ? [DRAFT_FAULTS.attributesNotRead()] : []),
    ...(brand === null ? [DRAFT_FAULTS.noBrand(parts.manufacturer)] : []),
    ...(images.length === 0 ? [DRAFT_FAULTS.noImage()] : []),
    ...(vatRate === null ? [DRAFT_FAULTS.noVatRate()] : []),
    ...priceFaults(parts, figures),
    ...attributes.faults,
    ...variantFaults(parts),
  ];
  const { priceE4, listPriceE4 } = figures;
  if (parts.categoryId === null || priceE4 === null || vatRate === null) return { draft: null, faults };
  const draft: ListingDraft = {
    stockCode: parts.stockCode,
    barcode: parts.barcode,
    groupId: parts.groupId,
    title: wishes.title ?? parts.title,
    subtitle: wishes.subtitle ?? '',
    description: wishes.description ?? parts.html,
    categoryId: parts.categoryId,
    brandId: brand?.brandId ?? null,
    brandName: brand?.name ?? '',
    attributes: attributes.attributes,
    images,
    vatRate,
    // Stock in the marketplace's own warehouse is none of the shop's to give.
    quantity: figures.quantity ?? 0,
    salePriceE4: priceE4,
    listPriceE4: listPriceE4 ?? priceE4,
    currency: channel.currency,
    desi: wishes.desi ?? defaults.desi,
    catalogueId: wishes.catalogueIds[parts.variantId] ?? null,
    fields: { ...defaults.fields, ...wishes.fields },
  };
  return { draft, faults };
}

/** Where the marketplace has no brands of its own, the manufacturer's name is the brand. */
function byName(parts: DraftParts): DraftParts['brand'] {
  return parts.brandsAreListed || parts.manufacturer === ''
    ? null
    : { brandId: null, name: parts.manufacturer };
}

function goodsFaults(parts: DraftParts): readonly PublishFault[] {
  const variant = parts.facts.variant!;
  const faults: PublishFault[] = [];
  if (variant.gone || !variant.enabled) faults.push(DRAFT_FAULTS.disabled());
  if (variant.doubt !== null) faults.push(DRAFT_FAULTS.doubted());
  if (parts.stockCode === '') faults.push(DRAFT_FAULTS.noStockCode());
  else if (parts.stockCodeIsShared) faults.push(DRAFT_FAULTS.sharedStockCode(parts.stockCode));
  if (variant.duplicateBarcode) faults.push(DRAFT_FAULTS.duplicateBarcode(parts.barcode));
  return faults;
}

/** Several variants that the marketplace could not tell apart: told, because some list each as a product of its own. */
function variantFaults({ attributes, mapping, variantsOfProduct }: DraftParts): readonly PublishFault[] {
  if (variantsOfProduct < 2) return [];
  const telling = (attributes ?? []).filter(({ variant }) => variant);
  const isTold = telling.some(({ attributeId }) => mapping.sources.get(attributeId)?.kind === 'option');
  if (telling.length === 0 || isTold) return [];
  return [DRAFT_FAULTS.variantsAlike(telling.map(({ name }) => name).join(', '))];
}

function priceFaults(
  { facts, channel }: DraftParts,
  figures: ReturnType<typeof desiredFigures>,
): readonly PublishFault[] {
  if (figures.priceE4 === null) return [DRAFT_FAULTS.noPrice(figures.priceHold ?? 'price/missing')];
  return judgePriceFigure(figures.priceE4, figures.listPriceE4, facts, channel).map(({ guard }) =>
    DRAFT_FAULTS.priceHeld(guard),
  );
}

/** The merchant's word first; else the shop's own rate, where its prices do not hold the tax already. Never a guess. */
function vatRateOf({ wishes, defaults, facts }: DraftParts): number | null {
  const said = wishes.vatRate ?? null;
  if (said !== null) return said;
  const rate = (facts.variant?.taxRateE4 ?? 0) / PERCENT_E4;
  if (rate > 0 && Number.isInteger(rate)) return rate;
  return defaults.vatRate;
}
