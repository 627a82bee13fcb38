import { judgeGtin } from '#common/gtin.ts';
import type { DraftFault, ListingDraft, MarketplaceAttribute } from '../kit/catalogue.ts';
import { isSet, plainText } from './draft-attributes.ts';
import { amazonManifest } from './manifest.ts';
import { CHANNEL_CURRENCY } from './sites.ts';

/** Amazon's own bound for texts without one in the type's schema (Seller Central, product detail page rules). */
const DESCRIPTION_TOP = 2_000;
const SKU_TOP = 40;

type Say = (field: string, tr: string, en: string, severity?: DraftFault['severity']) => void;

/** Everything that is wrong with a draft by the documented rules and the type's fields, at once. Nothing is asked of Amazon. */
export function checkDraft(
  draft: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
): readonly DraftFault[] {
  const faults: DraftFault[] = [];
  const say: Say = (field, tr, en, severity = 'error') =>
    void faults.push({ field, message: { tr, en }, severity });
  checkOffer(draft, say);
  if (draft.catalogueId === null) {
    checkContent(draft, say);
    checkPictures(draft, say);
    checkAttributes(draft, attributes, say);
    checkVariation(draft, attributes, say);
  } else if (!/^[A-Z0-9]{10}$/.test(draft.catalogueId)) {
    say('catalogueId', 'ASIN on harf ve rakamdan oluşur.', 'An ASIN has ten letters and digits.');
  }
  return faults;
}

function checkOffer(draft: ListingDraft, say: Say): void {
  const sku = draft.stockCode;
  if (sku.trim() === '')
    say(
      'stockCode',
      'Stok kodu boş; Amazon’da SKU olur.',
      'The stock code is empty; it becomes the SKU on Amazon.',
    );
  if (sku.length > SKU_TOP)
    say(
      'stockCode',
      `Stok kodu en çok ${SKU_TOP} karakter olabilir.`,
      `A stock code has at most ${SKU_TOP} characters.`,
    );
  if (sku !== sku.trim())
    say(
      'stockCode',
      'Stok kodunun başında ya da sonunda boşluk var.',
      'The stock code begins or ends with a blank.',
    );
  if ((draft.fields['condition'] ?? '') === '')
    say('condition', 'Ürünün durumu seçilmedi.', 'The condition is not chosen.');
  if (draft.currency !== CHANNEL_CURRENCY)
    say('currency', 'Fiyat Türk lirası olmalı.', 'The price must be in Turkish lira.');
  if (draft.salePriceE4 <= 0)
    say('salePrice', 'Satış fiyatı sıfırdan büyük olmalı.', 'The price must be above zero.');
  else if (draft.salePriceE4 % 100 !== 0)
    say('salePrice', 'Fiyat tam kuruş olmalı.', 'The price must be whole kuruş.');
  const { maxQuantity } = amazonManifest.limits;
  if (!Number.isInteger(draft.quantity) || draft.quantity < 0 || draft.quantity > maxQuantity)
    say(
      'quantity',
      `Stok 0 ile ${maxQuantity} arasında bir tam sayı olmalı.`,
      `Stock must be a whole number from 0 to ${maxQuantity}.`,
    );
  const days = (draft.fields['leadDays'] ?? '').trim();
  if (days !== '' && !/^\d{1,2}$/.test(days))
    say('leadDays', 'Hazırlama süresi gün sayısı olmalı.', 'The handling time must be a number of days.');
}

function checkContent(draft: ListingDraft, say: Say): void {
  if (draft.categoryId.trim() === '') say('category', 'Ürün türü seçilmedi.', 'No product type is chosen.');
  if (draft.categoryId === 'PRODUCT')
    say(
      'category',
      'PRODUCT genel türüyle yeni ürün açılamaz; ürünün kendi türünü seçin.',
      'A new product can’t have the generic type PRODUCT; choose its own type.',
    );
  const { maxTitleLength } = amazonManifest.limits;
  if (draft.title.trim() === '') say('title', 'Başlık boş.', 'The title is empty.');
  if (draft.title.length > maxTitleLength)
    say(
      'title',
      `Başlık en çok ${maxTitleLength} karakter olabilir.`,
      `A title has at most ${maxTitleLength} characters.`,
    );
  if (draft.brandName.trim() === '')
    say(
      'brand',
      'Marka boş; markasız ürünlerde Amazon’un istediği yazılışı siz seçin.',
      'The brand is empty; for unbranded goods choose the wording that Amazon asks for.',
    );
  const text = plainText(draft.description);
  if (text === '') say('description', 'Açıklama boş.', 'The description is empty.', 'warning');
  if (text.length > DESCRIPTION_TOP)
    say(
      'description',
      `Açıklama ${DESCRIPTION_TOP} karakteri aşıyor; Amazon reddedebilir.`,
      `The description is longer than ${DESCRIPTION_TOP} characters; Amazon may refuse it.`,
      'warning',
    );
  const origin = (draft.fields['countryOfOrigin'] ?? '').trim();
  if (origin === '')
    say(
      'countryOfOrigin',
      'Menşe ülke çoğu ürün türünde zorunludur.',
      'Most product types ask for the country of origin.',
      'warning',
    );
  else if (!/^[A-Za-z]{2}$/.test(origin))
    say(
      'countryOfOrigin',
      'Menşe ülke iki harfle yazılır, ör. TR.',
      'The country of origin has two letters, e.g. TR.',
    );
  checkBarcode(draft, say);
}

function checkBarcode({ barcode, fields }: ListingDraft, say: Say): void {
  const verdict = judgeGtin(barcode);
  if (verdict === 'empty' && !isSet(fields['noBarcode']))
    say(
      'barcode',
      'Barkod yok. Barkod uydurulamaz; muafiyetiniz varsa işaretleyin.',
      'There is no barcode, and none may be made up; tick the exemption if you have one.',
    );
  if (verdict === 'bad-check-digit')
    say('barcode', 'Barkodun kontrol basamağı yanlış.', 'The barcode’s check digit is wrong.');
  if (verdict === 'not-a-gtin')
    say(
      'barcode',
      'Barkod bir GTIN değil (8, 12, 13 ya da 14 rakam).',
      'The barcode is no GTIN (8, 12, 13 or 14 digits).',
    );
}

function checkPictures({ images }: ListingDraft, say: Say): void {
  if (images.length === 0)
    say(
      'images',
      'Görsel yok; Amazon ana görselsiz ürünü aramada göstermez.',
      'There is no picture; Amazon hides products without one.',
    );
  if (images.length > 9)
    say(
      'images',
      'Amazon en çok 9 görsel alır; kalanlar gönderilmez.',
      'Amazon takes 9 pictures; the rest are not sent.',
      'warning',
    );
  for (const image of images)
    if (!/^https:\/\/[^\s/]+\/\S+$/.test(image)) {
      say(
        'images',
        `Görsel adresi herkese açık bir https adresi olmalı: ${image.slice(0, 120)}`,
        `A picture’s address must be public https: ${image.slice(0, 120)}`,
      );
      return;
    }
}

function checkAttributes(
  { attributes: given }: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
  say: Say,
): void {
  for (const asked of attributes) {
    const values = given.filter(({ attributeId }) => attributeId === asked.attributeId);
    const texts = values
      .map(({ valueId, text }) => (valueId ?? text ?? '').trim())
      .filter((text) => text !== '');
    if (asked.required && texts.length === 0) {
      say(
        asked.attributeId,
        `“${asked.name}” bu ürün türünde zorunlu.`,
        `“${asked.name}” is required for this product type.`,
      );
      continue;
    }
    if (!asked.multiple && texts.length > 1)
      say(asked.attributeId, `“${asked.name}” tek değer alır.`, `“${asked.name}” takes one value.`);
    for (const text of texts) {
      const known = asked.values.some(({ valueId }) => valueId === text);
      if (!asked.custom && !known)
        say(
          asked.attributeId,
          `“${asked.name}” için listede olmayan bir değer: ${text.slice(0, 80)}`,
          `Not on the list of “${asked.name}”: ${text.slice(0, 80)}`,
        );
      if (asked.maxLength !== null && text.length > asked.maxLength)
        say(
          asked.attributeId,
          `“${asked.name}” en çok ${asked.maxLength} karakter olabilir.`,
          `“${asked.name}” has at most ${asked.maxLength} characters.`,
        );
      if (asked.kind === 'number' && !/^-?\d+(?:\.\d+)?$/.test(text))
        say(asked.attributeId, `“${asked.name}” bir sayı olmalı.`, `“${asked.name}” must be a number.`);
    }
  }
}

function checkVariation(
  { fields, stockCode, attributes: given }: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
  say: Say,
): void {
  const parent = (fields['parentSku'] ?? '').trim();
  const theme = (fields['variationTheme'] ?? '').trim();
  if (parent !== '' && theme === '')
    say(
      'variationTheme',
      'Ana ürün kodu verildi, varyant teması seçilmedi.',
      'A parent is given, but no variation theme.',
    );
  if (parent === '' && theme !== '')
    say(
      'parentSku',
      'Varyant teması seçildi, ana ürünün kodu verilmedi.',
      'A variation theme is chosen, but no parent is given.',
    );
  if (parent !== '' && parent === stockCode)
    say(
      'parentSku',
      'Ana ürünün kodu varyantınkiyle aynı olamaz.',
      'The parent’s code can’t be the variant’s own.',
    );
  if (theme === '') return;
  const parts = theme.toLowerCase().split('/');
  for (const asked of attributes.filter(
    ({ variant, attributeId }) => variant && parts.includes(attributeId.replace(/\[\].*/, '')),
  ))
    if (
      !given.some(
        ({ attributeId, valueId, text }) =>
          attributeId === asked.attributeId && (valueId ?? text ?? '') !== '',
      )
    )
      say(
        asked.attributeId,
        `“${asked.name}” varyantı ayırt eder ve boş.`,
        `“${asked.name}” tells the variants apart and is empty.`,
      );
}
