import { judgeGtin } from '#common/gtin.ts';
import type { DraftFault, ListingDraft, MarketplaceAttribute } from '../kit/catalogue.ts';
import { gittigidiyorListingFields } from './listing-fields.ts';
import { gittigidiyorLimits } from './limits.ts';

type Add = (field: string, tr: string, en: string, severity?: DraftFault['severity']) => void;

/** Everything that is wrong with a draft by the documented rules (sheet §6.2, §6.3) and the category's specs. Pure. */
export function checkDraft(
  draft: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
): readonly DraftFault[] {
  const faults: DraftFault[] = [];
  const add: Add = (field, tr, en, severity = 'error') =>
    void faults.push({ field, message: { tr, en }, severity });
  checkTexts(draft, add);
  checkFigures(draft, add);
  checkFields(draft, add);
  checkAttributes(draft, attributes, add);
  return faults;
}

function checkTexts(draft: ListingDraft, add: Add): void {
  const wanted = [
    ['stockCode', 'Stok kodu boş.', 'The stock code is empty.'],
    ['title', 'Başlık boş.', 'The title is empty.'],
    ['description', 'Açıklama boş.', 'The description is empty.'],
    ['categoryId', 'Kategori seçilmemiş.', 'No category is chosen.'],
  ] as const;
  for (const [field, tr, en] of wanted) if (draft[field].trim() === '') add(field, tr, en);
  if (draft.title.length > gittigidiyorLimits.maxTitleLength)
    add(
      'title',
      `Başlık ${gittigidiyorLimits.maxTitleLength} karakterden uzun; GittiGidiyor’un sınırı bilinmiyor.`,
      `The title is longer than ${gittigidiyorLimits.maxTitleLength} characters; GittiGidiyor’s limit is not known.`,
      'warning',
    );
  const verdict = judgeGtin(draft.barcode);
  if (verdict === 'bad-check-digit' || verdict === 'not-a-gtin')
    add('barcode', 'Barkod geçerli bir GTIN değil.', 'The barcode is no valid GTIN.');
  if (draft.images.length === 0) add('images', 'Görsel yok.', 'There is no image.');
  if (draft.images.some((address) => !/^https?:\/\//i.test(address)))
    add('images', 'Görseller internetten erişilen adresler olmalı.', 'Images must be public web addresses.');
}

function checkFigures(draft: ListingDraft, add: Add): void {
  const { salePriceE4, listPriceE4, quantity, currency } = draft;
  if (!Number.isSafeInteger(salePriceE4) || salePriceE4 <= 0 || salePriceE4 % 100 !== 0)
    add(
      'salePrice',
      'Fiyat sıfırdan büyük ve tam kuruş olmalı.',
      'The price must be above zero and whole kuruş.',
    );
  if (listPriceE4 !== 0 && (listPriceE4 < salePriceE4 || listPriceE4 % 100 !== 0))
    add(
      'listPrice',
      'Piyasa fiyatı satış fiyatından küçük olamaz ve tam kuruş olmalı.',
      'The list price may not be below the price and must be whole kuruş.',
    );
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > gittigidiyorLimits.maxQuantity)
    add(
      'quantity',
      'Stok en az 1 olmalı: GittiGidiyor 0 ile açılan ürünü 1 adetle satışa koyar.',
      'The stock must be 1 or more: GittiGidiyor puts a product that is created with 0 on sale with 1.',
    );
  if (currency !== 'TRY')
    add('currency', 'GittiGidiyor yalnız TL fiyat alır.', 'GittiGidiyor takes prices in TRY only.');
}

function checkFields(draft: ListingDraft, add: Add): void {
  for (const { key, label, required, kind, values } of gittigidiyorListingFields) {
    const text = Object.hasOwn(draft.fields, key) ? draft.fields[key]!.trim() : '';
    const field = `fields.${key}`;
    if (text === '') {
      if (required) add(field, `Zorunlu alan boş: ${label.tr}.`, `A required field is empty: ${label.en}.`);
    } else if (kind === 'number' && !/^\d{1,4}$/.test(text))
      add(field, `${label.tr} tam sayı olmalı.`, `${label.en} must be a whole number.`);
    else if (kind === 'choice' && !values.some(({ value }) => value === text))
      add(field, `${label.tr}: bilinmeyen değer.`, `${label.en}: a value that is not known.`);
  }
  const before = draft.fields['beforeTime']?.trim() ?? '';
  if (before !== '' && !/^([01]\d|2[0-3])[:.][0-5]\d$/.test(before))
    add('fields.beforeTime', 'Saat 10:30 biçiminde olmalı.', 'The hour must look like 10:30.');
}

function checkAttributes(draft: ListingDraft, attributes: readonly MarketplaceAttribute[], add: Add): void {
  const given = new Map(draft.attributes.map((each) => [each.attributeId, each]));
  for (const { attributeId, name, required, values, custom } of attributes) {
    const each = given.get(attributeId);
    const text = (each?.text ?? each?.valueId ?? '').trim();
    const field = `attributes.${attributeId}`;
    if (required && text === '')
      add(field, `Zorunlu özellik eksik: ${name}.`, `A required attribute is missing: ${name}.`);
    const listed = values.some(
      (value) => value.valueId === each?.valueId || (each?.valueId === null && value.name === text),
    );
    if (text !== '' && !custom && values.length > 0 && !listed)
      add(
        field,
        `${name}: “${text}” değer listesinde yok.`,
        `${name}: “${text}” is not on the list of values.`,
      );
  }
}
