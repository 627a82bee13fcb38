import type { DraftFault, ListingDraft, MarketplaceAttribute } from '../kit/catalogue.ts';
import { BRAND_ATTRIBUTE } from './catalogue.ts';
import { draftAttributes } from './draft-attributes.ts';
import { n11Limits } from './limits.ts';

const SHORTEST_TITLE = 15;
const LONGEST_STOCK_CODE = 255;
/** No count is documented; clients send at most so many (2024 to 2026). */
const USUAL_IMAGES = 8;
const VAT_RATES = new Set([0, 1, 10, 20]);

/** What a change does not send: n11 takes it at creation only (sheet §6.4), or it goes by the offers. */
const NOT_CHANGED: ReadonlySet<string> = new Set([
  'title',
  'categoryId',
  'groupId',
  'images',
  'quantity',
  'salePrice',
  'listPrice',
  'currency',
  `attributes.${BRAND_ATTRIBUTE}`,
]);

/** Everything that is wrong with a draft by the documented rules (sheet §6.2) and the category's attributes. */
export function checkDraft(
  draft: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
  purpose: 'create' | 'content' = 'create',
): readonly DraftFault[] {
  const faults = [
    ...checkTexts(draft),
    ...checkFigures(draft),
    ...checkImages(draft),
    ...checkAttributes(draft, attributes),
  ];
  if (purpose === 'create') return faults;
  return [
    ...warnWhen(true, 'title', {
      tr: 'N11 ürün adını, kategoriyi, markayı ve görselleri sonradan API ile değiştirmez; bunlar N11’de olduğu gibi kalır. Açıklama, özellikler, hazırlama süresi ve teslimat şablonu güncellenir. Kalanlar için N11 Satıcı Ofisi’ni kullanın.',
      en: 'N11 does not change title, category, brand and pictures by its API: they stay as they are at N11. Description, attributes, preparing time and shipment template are updated. For the rest use N11’s seller office.',
    }),
    ...faults.filter(({ field }) => !NOT_CHANGED.has(field)),
  ];
}

function checkTexts(draft: ListingDraft): readonly DraftFault[] {
  const title = draft.title.trim().length;
  const most = fieldOf(draft, 'maxPurchaseQuantity');
  return [
    ...when(title < SHORTEST_TITLE, 'title', {
      tr: `Ürün adı en az ${SHORTEST_TITLE} karakter olmalı (şu an ${title}).`,
      en: `The title needs at least ${SHORTEST_TITLE} characters (now ${title}).`,
    }),
    ...warnWhen(title > n11Limits.maxTitleLength, 'title', {
      tr: `Ürün adı ${n11Limits.maxTitleLength} karakterden uzun; N11 reddedebilir ya da kısaltabilir.`,
      en: `The title is longer than ${n11Limits.maxTitleLength} characters; N11 may refuse or shorten it.`,
    }),
    ...when(draft.description.trim() === '', 'description', {
      tr: 'Ürün açıklaması boş.',
      en: 'The description is empty.',
    }),
    ...when(!/^\d{1,19}$/.test(draft.categoryId), 'categoryId', {
      tr: 'N11 kategorisi seçilmedi.',
      en: 'No N11 category is chosen.',
    }),
    ...when(draft.stockCode.trim() === '' || draft.stockCode.length > LONGEST_STOCK_CODE, 'stockCode', {
      tr: `Stok kodu gerekli ve en çok ${LONGEST_STOCK_CODE} karakter olabilir.`,
      en: `A stock code is needed, of at most ${LONGEST_STOCK_CODE} characters.`,
    }),
    ...when(draft.groupId.trim() === '', 'groupId', {
      tr: 'Varyantları birleştiren grup kodu (model) boş.',
      en: 'The group code (model) that joins variants is empty.',
    }),
    ...when(fieldOf(draft, 'shipmentTemplate') === '', 'fields.shipmentTemplate', {
      tr: 'Teslimat şablonu seçilmedi.',
      en: 'No shipment template is chosen.',
    }),
    ...when(!isWhole(fieldOf(draft, 'preparingDay'), 0, 365), 'fields.preparingDay', {
      tr: 'Hazırlama süresi tam gün olarak yazılmalı.',
      en: 'The preparing time must be given in whole days.',
    }),
    ...when(most !== '' && !isWhole(most, 1, n11Limits.maxQuantity), 'fields.maxPurchaseQuantity', {
      tr: 'Bir siparişte en çok adet, 1 ya da daha büyük bir tam sayı olmalı.',
      en: 'Most pieces in one order must be a whole number from 1.',
    }),
  ];
}

function checkFigures(draft: ListingDraft): readonly DraftFault[] {
  const { quantity, salePriceE4, listPriceE4 } = draft;
  const whole = Number.isInteger(quantity) && quantity >= 0 && quantity <= n11Limits.maxQuantity;
  return [
    ...when(!whole, 'quantity', {
      tr: `Stok 0 ile ${n11Limits.maxQuantity} arasında tam sayı olmalı.`,
      en: `Stock must be a whole number from 0 to ${n11Limits.maxQuantity}.`,
    }),
    ...when(salePriceE4 <= 0, 'salePrice', {
      tr: 'Satış fiyatı sıfırdan büyük olmalı.',
      en: 'The sale price must be above zero.',
    }),
    ...when(salePriceE4 % 100 !== 0 || listPriceE4 % 100 !== 0, 'salePrice', {
      tr: 'Fiyatlar tam kuruş olmalı.',
      en: 'Prices must be whole kuruş.',
    }),
    ...when(listPriceE4 < salePriceE4, 'listPrice', {
      tr: 'Liste fiyatı satış fiyatından küçük olamaz.',
      en: 'The list price can’t be below the sale price.',
    }),
    ...when(draft.currency.toUpperCase() !== 'TRY', 'currency', {
      tr: 'Fiyat Türk lirası olmalı.',
      en: 'The price must be in Turkish lira.',
    }),
    ...when(!VAT_RATES.has(draft.vatRate), 'vatRate', {
      tr: 'KDV oranı 0, 1, 10 ya da 20 olmalı.',
      en: 'The VAT rate must be 0, 1, 10 or 20.',
    }),
  ];
}

function checkImages(draft: ListingDraft): readonly DraftFault[] {
  return [
    ...when(draft.images.length === 0 && draft.catalogueId === null, 'images', {
      tr: 'En az bir görsel gerekli (katalogdaki bir ürüne bağlanmıyorsa).',
      en: 'At least one picture is needed (unless the product is offered under a catalogue entry).',
    }),
    ...when(
      draft.images.some((url) => !/^https:\/\/\S+$/i.test(url)),
      'images',
      {
        tr: 'Görsel adresleri https:// ile başlamalı ve internetten açılmalı.',
        en: 'Picture addresses must begin with https:// and be public.',
      },
    ),
    ...warnWhen(draft.images.length > USUAL_IMAGES, 'images', {
      tr: `${USUAL_IMAGES} görselden fazlası var; N11 fazlasını almayabilir.`,
      en: `There are more than ${USUAL_IMAGES} pictures; N11 may not take them all.`,
    }),
  ];
}

function checkAttributes(
  draft: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
): readonly DraftFault[] {
  // Under a catalogue entry the attributes are the entry's own (fast upload, portal 2026).
  const fast = draft.catalogueId !== null;
  const given = draftAttributes(draft);
  const missing = attributes.filter(
    ({ attributeId, required }) =>
      required && !fast && !given.some((each) => each.attributeId === attributeId),
  );
  const faults = missing.map((attribute) =>
    fault(keyOf(attribute.attributeId), {
      tr: `Zorunlu özellik boş: ${attribute.name}.`,
      en: `A required attribute is empty: ${attribute.name}.`,
    }),
  );
  const brandless =
    !fast && attributes.length === 0 && !given.some((each) => each.attributeId === BRAND_ATTRIBUTE);
  return [
    ...faults,
    ...when(brandless, keyOf(BRAND_ATTRIBUTE), { tr: 'Marka boş.', en: 'The brand is empty.' }),
    ...given.flatMap((each) => checkValue(each, attributes)),
  ];
}

function checkValue(
  given: ListingDraft['attributes'][number],
  attributes: readonly MarketplaceAttribute[],
): readonly DraftFault[] {
  const key = keyOf(given.attributeId);
  const known = attributes.find(({ attributeId }) => attributeId === given.attributeId);
  const name = known?.name ?? given.name;
  if (given.valueId !== null && given.text !== null && given.text.trim() !== '')
    return [
      fault(key, {
        tr: `“${name}” için ya listeden değer ya da metin verilmeli.`,
        en: `“${name}” takes either a value from the list or a text.`,
      }),
    ];
  if (!known) {
    return attributes.length === 0
      ? []
      : [
          fault(key, {
            tr: `Bu kategoride “${name}” özelliği yok.`,
            en: `This category has no attribute “${name}”.`,
          }),
        ];
  }
  if (given.valueId === null)
    return when(!known.custom, key, {
      tr: `“${name}” yalnız listeden seçilebilir.`,
      en: `“${name}” can only be chosen from the list.`,
    });
  const listed = known.values.length === 0 || known.values.some(({ valueId }) => valueId === given.valueId);
  return when(!listed, key, {
    tr: `“${name}” için seçilen değer bu kategorinin listesinde yok.`,
    en: `The value chosen for “${name}” is not on this category’s list.`,
  });
}

export function fieldOf({ fields }: ListingDraft, key: string): string {
  return (Object.hasOwn(fields, key) ? fields[key]! : '').trim();
}

function isWhole(text: string, from: number, to: number): boolean {
  return /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to;
}

function keyOf(attributeId: string): string {
  return `attributes.${attributeId}`;
}

function fault(field: string, message: DraftFault['message']): DraftFault {
  return { field, message, severity: 'error' };
}

function when(holds: boolean, field: string, message: DraftFault['message']): readonly DraftFault[] {
  return holds ? [fault(field, message)] : [];
}

function warnWhen(holds: boolean, field: string, message: DraftFault['message']): readonly DraftFault[] {
  return holds ? [{ field, message, severity: 'warning' }] : [];
}
