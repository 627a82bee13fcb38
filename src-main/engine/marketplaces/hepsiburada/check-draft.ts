import { gtinCheckDigit } from '#common/gtin.ts';
import type { DraftFault, ListingDraft, MarketplaceAttribute } from '../kit/catalogue.ts';
import { attributeText, MOST_IMAGES } from './import-body.ts';
import { hepsiburadaLimits } from './limits.ts';

type Add = (field: string, tr: string, en: string, severity?: DraftFault['severity']) => void;

/** Everything that is wrong with a draft by the documented rules (sheet §2.3) and the category's attributes. Pure. */
export function checkDraft(
  draft: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
): readonly DraftFault[] {
  const faults: DraftFault[] = [];
  const add: Add = (field, tr, en, severity = 'error') =>
    void faults.push({ field, message: { tr, en }, severity });
  checkCodes(draft, add);
  checkFigures(draft, add);
  checkShipping(draft, add);
  // Under a product of their catalogue only code, price, stock and name are sent.
  if (draft.catalogueId === null) {
    checkContent(draft, add);
    checkImages(draft, add);
    checkAttributes(draft, attributes, add);
  } else if (draft.title.trim() === '') {
    add('title', 'Ürün adı boş.', 'The title is empty.');
  }
  return faults;
}

function checkCodes(draft: ListingDraft, add: Add): void {
  const { stockCode, barcode } = draft;
  if (stockCode === '') add('stockCode', 'Stok kodu boş.', 'The stock code is empty.');
  if (/\s/.test(stockCode))
    add('stockCode', 'Stok kodunda boşluk olamaz.', 'The stock code may not hold blanks.');
  if (stockCode !== stockCode.toUpperCase())
    add(
      'stockCode',
      `Hepsiburada stok kodunu büyük harfe çevirir: ${stockCode.toUpperCase()}.`,
      `Hepsiburada turns the stock code into capital letters: ${stockCode.toUpperCase()}.`,
      'warning',
    );
  if (barcode === '' && draft.catalogueId === null)
    add(
      'barcode',
      'Barkod boş; Hepsiburada geçerli ve tek bir barkod ister.',
      'The barcode is empty; Hepsiburada wants a valid, unique one.',
    );
  if (barcode !== '' && !isGtin(barcode))
    add('barcode', 'Barkod geçerli bir EAN/GTIN değil.', 'The barcode is no valid EAN/GTIN.');
}

function isGtin(barcode: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(barcode)) return false;
  return barcode.endsWith(String(gtinCheckDigit(barcode.slice(0, -1))));
}

function checkFigures(draft: ListingDraft, add: Add): void {
  const { salePriceE4, quantity, currency } = draft;
  if (!Number.isSafeInteger(salePriceE4) || salePriceE4 <= 0 || salePriceE4 % 100 !== 0)
    add(
      'salePrice',
      'Fiyat sıfırdan büyük ve tam kuruş olmalı.',
      'The price must be above zero and whole kuruş.',
    );
  if (!Number.isSafeInteger(quantity) || quantity < 0 || quantity > hepsiburadaLimits.maxQuantity)
    add(
      'quantity',
      'Stok sıfır ya da daha büyük bir tam sayı olmalı.',
      'The stock must be a whole number, zero or more.',
    );
  if (currency !== 'TRY')
    add('currency', 'Hepsiburada yalnız TL fiyat alır.', 'Hepsiburada takes prices in TRY only.');
}

function checkContent(draft: ListingDraft, add: Add): void {
  const empty: readonly (readonly ['title' | 'description' | 'brandName' | 'groupId', string, string])[] = [
    ['title', 'Ürün adı boş.', 'The title is empty.'],
    ['description', 'Açıklama boş.', 'The description is empty.'],
    ['brandName', 'Marka boş.', 'The brand is empty.'],
    ['groupId', 'Varyant grup kodu boş.', 'The variant group is empty.'],
  ];
  for (const [field, tr, en] of empty) if (draft[field].trim() === '') add(field, tr, en);
  if (draft.title.length > hepsiburadaLimits.maxTitleLength)
    add(
      'title',
      `Ürün adı ${hepsiburadaLimits.maxTitleLength} karakterden uzun.`,
      `The title is longer than ${hepsiburadaLimits.maxTitleLength} characters.`,
      'warning',
    );
  if (!/^\d+$/.test(draft.categoryId) || !Number.isSafeInteger(Number(draft.categoryId)))
    add('categoryId', 'Kategori seçilmemiş.', 'No category is chosen.');
  if (!Number.isInteger(draft.vatRate) || draft.vatRate < 0 || draft.vatRate > 100)
    add('vatRate', 'KDV oranı yüzde olarak bir tam sayı olmalı.', 'The VAT rate must be a whole percentage.');
  if (draft.desi === null || !(draft.desi > 0))
    add('desi', 'Desi belirtilmemiş.', 'The volumetric weight (desi) is missing.');
  const warranty = draft.fields['warrantyMonths'] ?? '';
  if (!/^\d{1,3}$/.test(warranty))
    add(
      'fields.warrantyMonths',
      'Garanti süresi (ay) tam sayı olmalı.',
      'The warranty must be a whole number of months.',
    );
}

const LONGEST_DISPATCH_DAYS = 90;

/** Goes out with a change of what is on sale alone; wrong it would be refused there (`InvalidDispatchTime`). */
function checkShipping({ fields }: ListingDraft, add: Add): void {
  const days = (fields['dispatchDays'] ?? '').trim();
  if (days !== '' && !(/^\d{1,2}$/.test(days) && Number(days) <= LONGEST_DISPATCH_DAYS))
    add(
      'fields.dispatchDays',
      'Kargoya veriliş süresi tam gün olarak yazılmalı.',
      'The days until it is handed to cargo must be a whole number.',
    );
}

function checkImages(draft: ListingDraft, add: Add): void {
  if (draft.images.length === 0) add('images', 'Görsel yok.', 'There is no image.');
  if (draft.images.length > MOST_IMAGES)
    add(
      'images',
      `Yalnız ilk ${MOST_IMAGES} görsel gönderilir.`,
      `Only the first ${MOST_IMAGES} images are sent.`,
      'warning',
    );
  if (draft.images.some((address) => !/^https?:\/\//i.test(address)))
    add('images', 'Görseller internetten erişilen adresler olmalı.', 'Images must be public web addresses.');
  if (draft.images.some((address) => !/\.(?:png|jpe?g)(?:[?#]|$)/i.test(address)))
    add(
      'images',
      'Hepsiburada PNG ve JPG ister; bir görselin adresi öyle bitmiyor.',
      'Hepsiburada wants PNG or JPG; an image’s address does not end so.',
      'warning',
    );
}

function checkAttributes(draft: ListingDraft, attributes: readonly MarketplaceAttribute[], add: Add): void {
  const given = new Map(draft.attributes.map((each) => [each.attributeId, attributeText(each)]));
  for (const each of draft.attributes) {
    const { attributeId, name, valueId } = each;
    if (valueId !== null && attributeText(each) === '')
      add(
        `attributes.${attributeId}`,
        `${name}: seçilen değerin adı bilinmiyor. Kategorinin değerlerini yeniden okuyup seçin.`,
        `${name}: the chosen value’s name is not known. Read the category’s values again and choose it.`,
      );
    if (attributeText(each) === given.get(attributeId)) continue;
    add(
      `attributes.${attributeId}`,
      `${name}: Hepsiburada bir özelliğe tek değer alır; birini seçin.`,
      `${name}: Hepsiburada takes one value for an attribute; choose one.`,
    );
  }
  for (const attribute of attributes) {
    const { attributeId, name, required, kind, values, valuesComplete } = attribute;
    const text = given.get(attributeId) ?? '';
    const field = `attributes.${attributeId}`;
    if (required && text === '')
      add(field, `Zorunlu özellik eksik: ${name}.`, `A required attribute is missing: ${name}.`);
    if (text === '') continue;
    if (kind === 'number' && !/^-?\d+$/.test(text))
      add(field, `${name} tam sayı olmalı.`, `${name} must be a whole number.`);
    if (
      kind === 'choice' &&
      valuesComplete &&
      values.length > 0 &&
      !values.some((each) => each.name === text)
    )
      add(
        field,
        `${name}: “${text}” değer listesinde yok.`,
        `${name}: “${text}” is not on the list of values.`,
      );
  }
  const known = new Set(attributes.map(({ attributeId }) => attributeId));
  for (const [attributeId] of given)
    if (attributes.length > 0 && !known.has(attributeId))
      add(
        `attributes.${attributeId}`,
        `Bu kategoride olmayan bir özellik: ${attributeId}.`,
        `An attribute that this category does not have: ${attributeId}.`,
        'warning',
      );
}
