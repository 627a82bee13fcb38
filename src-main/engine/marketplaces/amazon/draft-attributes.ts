import { toMarketplaceNumber } from '#common/money.ts';
import type { DraftAttribute, ListingDraft } from '../kit/catalogue.ts';
import type { ListingBody, Patch } from './api.ts';
import { offerEntry, OWN_CHANNEL } from './attributes.ts';
import type { Schema } from './product-type-schema.ts';
import type { AmazonSite } from './sites.ts';
import { listPriceShapeOf, shapeOf, withoutUnknownSelectors, type AttributeShape } from './type-shapes.ts';

/** What the common fields of a draft, and the listing fields, fill in: never asked for a second time in the type's own form. */
export const FILLED_BY_DRAFT: ReadonlySet<string> = new Set([
  'item_name',
  'brand',
  'product_description',
  'externally_assigned_product_identifier',
  'supplier_declared_has_product_identifier_exemption',
  'merchant_suggested_asin',
  'condition_type',
  'country_of_origin',
  'list_price',
  'purchasable_offer',
  'fulfillment_availability',
  'main_product_image_locator',
  'main_offer_image_locator',
  'parentage_level',
  'child_parent_sku_relationship',
  'variation_theme',
  'skip_offer',
]);

type Attributes = Record<string, readonly Readonly<Record<string, unknown>>[]>;

/** What is written, where, and how its type wants it; `schema` is null where Amazon did not tell the type. */
export type DraftTarget = {
  readonly site: AmazonSite;
  readonly draft: ListingDraft;
  readonly schema: Schema | null;
};

/** An offer on a page of Amazon's catalogue, or a product of one's own with everything that belongs to it. */
export function listingBody(target: DraftTarget): ListingBody {
  const { site, draft } = target;
  if (draft.catalogueId !== null) {
    return {
      productType: draft.categoryId || 'PRODUCT',
      requirements: 'LISTING_OFFER_ONLY',
      attributes: {
        merchant_suggested_asin: [{ value: draft.catalogueId, marketplace_id: site.marketplaceId }],
        ...offerAttributes(site, draft),
      },
    };
  }
  return {
    productType: draft.categoryId,
    requirements: 'LISTING',
    attributes: {
      ...contentAttributes(target),
      ...identityAttributes(site, draft),
      ...variationAttributes(site, draft),
      ...offerAttributes(site, draft),
      ...listPrice(target),
    },
  };
}

/** The parent of a family: a page without an offer, under the code that the merchant gave. */
export function parentBody(target: DraftTarget): ListingBody {
  const { site, draft } = target;
  const marketplace_id = site.marketplaceId;
  const { item_name, brand, product_description, ...rest } = contentAttributes(target);
  return {
    productType: draft.categoryId,
    requirements: 'LISTING_PRODUCT_ONLY',
    attributes: {
      ...rest,
      ...(item_name ? { item_name } : {}),
      ...(brand ? { brand } : {}),
      ...(product_description ? { product_description } : {}),
      ...identityOf(draft, marketplace_id).country,
      parentage_level: [{ value: 'parent', marketplace_id }],
      variation_theme: [{ name: draft.fields['variationTheme'] ?? '', marketplace_id }],
      child_parent_sku_relationship: [{ child_relationship_type: 'variation', marketplace_id }],
    },
  };
}

/** Texts, pictures and the type's own fields, each replaced whole. Stock and price are not among them. */
export function contentPatches(target: DraftTarget): readonly Patch[] {
  return Object.entries(contentAttributes(target)).map(([name, value]) => ({
    op: 'replace',
    path: `/attributes/${name}`,
    value,
  }));
}

function contentAttributes({ site, draft, schema }: DraftTarget): Attributes {
  const marketplace_id = site.marketplaceId;
  const text = (value: string) => [{ value, language_tag: site.locale, marketplace_id }];
  const [main, ...others] = draft.images;
  const attributes: Attributes = {
    item_name: text(draft.title),
    brand: text(draft.brandName),
    product_description: text(plainText(draft.description)),
  };
  if (main !== undefined)
    attributes['main_product_image_locator'] = [{ media_location: main, marketplace_id }];
  for (const [index, media_location] of others.slice(0, 8).entries())
    attributes[`other_product_image_locator_${index + 1}`] = [{ media_location, marketplace_id }];
  for (const attribute of draft.attributes) place(attributes, attribute, { site, schema });
  if (schema !== null)
    for (const [name, elements] of Object.entries(attributes))
      attributes[name] = withoutUnknownSelectors(schema, name, elements);
  return attributes;
}

/** The price before discounts, where the type has one: asked for, or higher than what is asked of buyers. */
function listPrice({ site, draft, schema }: DraftTarget): Attributes {
  const shape = schema === null ? null : listPriceShapeOf(schema);
  if (shape === null || (!shape.required && draft.listPriceE4 <= draft.salePriceE4)) return {};
  const amount = toMarketplaceNumber(draft.listPriceE4);
  return {
    list_price: [{ [shape.field]: amount, currency: site.currency, marketplace_id: site.marketplaceId }],
  };
}

function identityAttributes(site: AmazonSite, draft: ListingDraft): Attributes {
  const { barcode, country } = identityOf(draft, site.marketplaceId);
  return { ...barcode, ...country };
}

function identityOf(
  draft: ListingDraft,
  marketplace_id: string,
): { barcode: Attributes; country: Attributes } {
  const code = draft.barcode.trim();
  const origin = (draft.fields['countryOfOrigin'] ?? '').trim().toUpperCase();
  const exempt = isSet(draft.fields['noBarcode']);
  return {
    barcode:
      code !== ''
        ? {
            externally_assigned_product_identifier: [{ type: kindOfCode(code), value: code, marketplace_id }],
          }
        : exempt
          ? { supplier_declared_has_product_identifier_exemption: [{ value: true, marketplace_id }] }
          : {},
    country: origin === '' ? {} : { country_of_origin: [{ value: origin, marketplace_id }] },
  };
}

function kindOfCode(code: string): 'ean' | 'upc' | 'gtin' {
  if (code.length === 12) return 'upc';
  return code.length === 14 ? 'gtin' : 'ean';
}

function variationAttributes(site: AmazonSite, draft: ListingDraft): Attributes {
  const parent_sku = (draft.fields['parentSku'] ?? '').trim();
  const theme = (draft.fields['variationTheme'] ?? '').trim();
  if (parent_sku === '' || theme === '') return {};
  const marketplace_id = site.marketplaceId;
  return {
    parentage_level: [{ value: 'child', marketplace_id }],
    child_parent_sku_relationship: [{ child_relationship_type: 'variation', parent_sku, marketplace_id }],
    variation_theme: [{ name: theme, marketplace_id }],
  };
}

function offerAttributes(site: AmazonSite, draft: ListingDraft): Attributes {
  const days = (draft.fields['leadDays'] ?? '').trim();
  return {
    condition_type: [{ value: draft.fields['condition'] ?? '', marketplace_id: site.marketplaceId }],
    purchasable_offer: [offerEntry(site, draft.salePriceE4)],
    fulfillment_availability: [
      {
        fulfillment_channel_code: OWN_CHANNEL,
        quantity: draft.quantity,
        ...(/^\d{1,3}$/.test(days) ? { lead_time_to_ship_max_days: Number(days) } : {}),
      },
    ],
  };
}

/** Puts a value where its id says: `size`, or `item_dimensions[]/length/value` with lists marked. */
function place(
  attributes: Attributes,
  attribute: DraftAttribute,
  { site, schema }: Pick<DraftTarget, 'site' | 'schema'>,
): void {
  const shape = schema === null ? null : shapeOf(schema, attribute.attributeId);
  const text = (attribute.valueId ?? attribute.text ?? '').trim();
  if (text === '') return;
  const value = shape === null ? guessed(text) : typed(text, shape.type);
  const [head = '', ...rest] = attribute.attributeId.split('/');
  const name = head.replace(/\[\]$/, '');
  const words = rest.length === 0 && attribute.valueId === null && typeof value === 'string';
  const guess = new Set(words ? ['marketplace_id', 'language_tag'] : ['marketplace_id']);
  const [own = guess, ...deeper] = shape?.levels ?? [];
  if (rest.length === 0) {
    const element = {
      value,
      ...selectorsIn(own, site),
      ...(attribute.unit ? { unit: attribute.unit } : {}),
    };
    // A second value of the same field is one of several.
    attributes[name] = [...(attributes[name] ?? []), element];
    return;
  }
  const root: Record<string, unknown> = { ...attributes[name]?.[0], ...selectorsIn(own, site) };
  const levels = deeper.map((level) => selectorsIn(level, site));
  deepen(root, rest, { value, unit: attribute.unit, levels });
  attributes[name] = [root];
}

function selectorsIn(level: ReadonlySet<string>, site: AmazonSite): Readonly<Record<string, string>> {
  return {
    ...(level.has('language_tag') ? { language_tag: site.locale } : {}),
    ...(level.has('marketplace_id') ? { marketplace_id: site.marketplaceId } : {}),
  };
}

type Placed = {
  readonly value: string | number | boolean;
  readonly unit: string | null;
  /** Selectors of the elements still ahead. */
  readonly levels: readonly Readonly<Record<string, string>>[];
};

function deepen(target: Record<string, unknown>, way: readonly string[], placed: Placed): void {
  const [step = '', ...rest] = way;
  const key = step.replace(/\[\]$/, '');
  const { value, unit, levels } = placed;
  if (rest.length === 0) {
    target[key] = value;
    if (unit && key === 'value') target['unit'] ??= unit;
    return;
  }
  const standing = step.endsWith('[]') ? (target[key] as unknown[] | undefined)?.[0] : target[key];
  const [selectors = {}, ...ahead] = levels;
  const child: Record<string, unknown> = { ...(typeof standing === 'object' ? standing : {}), ...selectors };
  deepen(child, rest, { value, unit, levels: ahead });
  target[key] = step.endsWith('[]') ? [child] : child;
}

/** As the type's schema wants it; what can't be written that way is sent as it stands, for Amazon to say what is wrong. */
function typed(text: string, type: AttributeShape['type']): string | number | boolean {
  if (type === 'text') return text;
  return typeof guessed(text) === (type === 'flag' ? 'boolean' : 'number') ? guessed(text) : text;
}

/** Without a schema: what looks like a flag or an exact number, and has no leading zeros, travels as such. */
function guessed(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(text) ? Number(text) : text;
}

/** Amazon takes no HTML in descriptions: blocks become lines, what stands within a line loses its marks. */
export function plainText(html: string): string {
  return html
    .replace(/<\s*\/?\s*(?:br|p|li|ul|ol|div|tr|table|h\d)\b[^>]*>/gi, '\n')
    .replace(/<\s*\/?\s*t[dh]\b[^>]*>/gi, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&#0?39;|&apos;/gi, '’')
    .replace(/&amp;/gi, '&')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

export function isSet(flag: string | undefined): boolean {
  return flag === 'true' || flag === '1' || flag === 'yes';
}
