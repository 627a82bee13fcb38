import type { DraftFault, ListingDraft, MarketplaceAttribute } from '../kit/catalogue.ts';
import { codeOf } from './draft-body.ts';
import { pazaramaLimits } from './limits.ts';

const LONGEST_CODE = 100;
const LONGEST_ADDRESS = 500;
const VAT_RATES = new Set([0, 1, 10, 20]);
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Everything that is wrong with a draft by the documented rules (portal, 2026) and the category's attributes. */
export function checkDraft(
  draft: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
): readonly DraftFault[] {
  return [
    ...checkTexts(draft),
    ...checkCodes(draft),
    ...checkFigures(draft),
    ...checkImages(draft),
    ...checkAttributes(draft, attributes),
  ];
}

function checkTexts(draft: ListingDraft): readonly DraftFault[] {
  const title = draft.title.trim().length;
  const most = pazaramaLimits.maxTitleLength;
  return [
    ...when(title === 0, 'title', { tr: 'Ürün adı boş.', en: 'The title is empty.' }),
    ...warnWhen(title > most, 'title', {
      tr: `Ürün adı ${most} karakterden uzun; ilk ${most} karakteri ad, tamamı (en çok 250) görünen ad olur.`,
      en: `The title is longer than ${most} characters; the first ${most} become the name, all of it (at most 250) what is shown.`,
    }),
    ...when(draft.description.trim() === '', 'description', {
      tr: 'Ürün açıklaması boş.',
      en: 'The description is empty.',
    }),
    ...when(!GUID.test(draft.categoryId), 'categoryId', {
      tr: 'Pazarama kategorisi seçilmedi.',
      en: 'No Pazarama category is chosen.',
    }),
    ...when(draft.brandId === null || !GUID.test(draft.brandId), 'brandId', {
      tr: 'Pazarama’nın listesinden bir marka seçilmedi.',
      en: 'No brand from Pazarama’s list is chosen.',
    }),
  ];
}

function checkCodes(draft: ListingDraft): readonly DraftFault[] {
  const code = codeOf(draft);
  return [
    ...when(code === '' || code.length > LONGEST_CODE, 'barcode', {
      tr: `Barkod gerekli ve en çok ${LONGEST_CODE} karakter olabilir.`,
      en: `A barcode is needed, of at most ${LONGEST_CODE} characters.`,
    }),
    ...warnWhen(code !== '' && draft.barcode.trim() === '', 'barcode', {
      tr: 'Barkod yok; yerine stok kodu gönderilecek ve ürün Pazarama’da onunla tanınacak.',
      en: 'There is no barcode; the stock code is sent in its place and names the product on Pazarama.',
    }),
    ...when(draft.stockCode.trim() === '' || draft.stockCode.length > LONGEST_CODE, 'stockCode', {
      tr: `Stok kodu gerekli ve en çok ${LONGEST_CODE} karakter olabilir.`,
      en: `A stock code is needed, of at most ${LONGEST_CODE} characters.`,
    }),
    ...when(draft.groupId.trim() === '', 'groupId', {
      tr: 'Varyantları birleştiren grup kodu (model) boş.',
      en: 'The group code (model) that joins variants is empty.',
    }),
  ];
}

function checkFigures(draft: ListingDraft): readonly DraftFault[] {
  const { quantity, salePriceE4, listPriceE4, desi } = draft;
  const { maxQuantity } = pazaramaLimits;
  return [
    ...when(!(Number.isInteger(quantity) && quantity >= 0 && quantity <= maxQuantity), 'quantity', {
      tr: `Stok 0 ile ${maxQuantity} arasında tam sayı olmalı.`,
      en: `Stock must be a whole number from 0 to ${maxQuantity}.`,
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
    ...when(desi === null || !(desi > 0), 'desi', {
      tr: 'Desi gerekli; Pazarama tam sayı ister, küsurat yukarı yuvarlanır.',
      en: 'The desi is needed; Pazarama wants a whole number, fractions are rounded up.',
    }),
  ];
}

function checkImages({ images }: ListingDraft): readonly DraftFault[] {
  const bad = images.some((url) => !/^https:\/\/\S+$/i.test(url) || url.length > LONGEST_ADDRESS);
  return [
    ...when(images.length === 0, 'images', {
      tr: 'En az bir görsel gerekli.',
      en: 'At least one picture is needed.',
    }),
    ...when(bad, 'images', {
      tr: `Görsel adresleri https:// ile başlamalı, internetten açılmalı ve en çok ${LONGEST_ADDRESS} karakter olmalı.`,
      en: `Picture addresses must begin with https://, be public, and have at most ${LONGEST_ADDRESS} characters.`,
    }),
  ];
}

function checkAttributes(
  draft: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
): readonly DraftFault[] {
  const given = draft.attributes.filter(
    ({ valueId, text }) => valueId !== null || (text ?? '').trim() !== '',
  );
  const missing = attributes.filter(
    ({ attributeId, required }) => required && !given.some((each) => each.attributeId === attributeId),
  );
  return [
    ...missing.map(({ attributeId, name }) =>
      fault(`attributes.${attributeId}`, {
        tr: `Zorunlu özellik boş: ${name}.`,
        en: `A required attribute is empty: ${name}.`,
      }),
    ),
    ...given.flatMap((each) => checkValue(each, attributes)),
  ];
}

function checkValue(
  given: ListingDraft['attributes'][number],
  attributes: readonly MarketplaceAttribute[],
): readonly DraftFault[] {
  const key = `attributes.${given.attributeId}`;
  const known = attributes.find(({ attributeId }) => attributeId === given.attributeId);
  const name = known?.name ?? given.name;
  if (given.valueId === null)
    return [
      fault(key, {
        tr: `“${name}” yalnız listeden seçilebilir.`,
        en: `“${name}” can only be chosen from the list.`,
      }),
    ];
  if (attributes.length === 0) return [];
  return [
    ...when(known === undefined, key, {
      tr: `Bu kategoride “${name}” özelliği yok.`,
      en: `This category has no attribute “${name}”.`,
    }),
    ...when(known?.values.every(({ valueId }) => valueId !== given.valueId) ?? false, key, {
      tr: `“${name}” için seçilen değer bu kategorinin listesinde yok.`,
      en: `The value chosen for “${name}” is not on this category’s list.`,
    }),
  ];
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
