import { judgeGtin } from '#common/gtin.ts';
import type { DraftFault, ListingDraft } from '../kit/catalogue.ts';
import type { MarketplaceAttribute } from '../kit/catalogue.ts';
import { checkAttributes, type Say } from './check-attributes.ts';
import { cleanBarcode, field } from './draft-body.ts';
import { trendyolLimits } from './limits.ts';

const BARCODE_TOP = 40;
const STOCK_CODE_TOP = 100;
const GROUP_TOP = 40;
const DESCRIPTION_TOP = 30_000;
const LOT_TOP = 100;
const MOST_IMAGES = 8;
const VAT_RATES = [0, 1, 10, 20];

/** Everything that is wrong with a draft by the create page (sheet §2.4) and the category's attributes. Pure. */
export function checkDraft(
  draft: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
): readonly DraftFault[] {
  const faults: DraftFault[] = [];
  const say: Say = (name, tr, en, severity = 'error') =>
    void faults.push({ field: name, message: { tr, en }, severity });
  checkCodes(draft, say);
  checkTexts(draft, say);
  checkFigures(draft, say);
  checkImages(draft, say);
  checkFields(draft, say);
  checkAttributes(draft, attributes, say);
  return faults;
}

function checkCodes(draft: ListingDraft, say: Say): void {
  const { barcode, stockCode, groupId } = draft;
  const clean = cleanBarcode(barcode);
  if (clean === '')
    say(
      'barcode',
      'Barkod boş; Trendyol her varyant için ister.',
      'The barcode is empty; Trendyol wants one for every variant.',
    );
  else if (!/^[\p{L}\d._-]+$/u.test(clean))
    say(
      'barcode',
      'Barkodda yalnız harf, rakam, nokta, tire ve alt çizgi olabilir.',
      'A barcode may hold letters, digits, dot, dash and underscore only.',
    );
  if (clean.length > BARCODE_TOP)
    say(
      'barcode',
      `Barkod en çok ${BARCODE_TOP} karakter olabilir.`,
      `A barcode has at most ${BARCODE_TOP} characters.`,
    );
  if (clean !== barcode && clean !== '')
    say(
      'barcode',
      `Trendyol barkoddaki boşlukları siler: ${clean}.`,
      `Trendyol removes the blanks in the barcode: ${clean}.`,
      'warning',
    );
  if (judgeGtin(clean) === 'bad-check-digit')
    say(
      'barcode',
      'Barkodun denetim basamağı yanlış; yazım hatası olabilir.',
      'The barcode’s check digit is wrong; it may be mistyped.',
      'warning',
    );
  if (stockCode.trim() === '') say('stockCode', 'Stok kodu boş.', 'The stock code is empty.');
  if (stockCode.length > STOCK_CODE_TOP)
    say(
      'stockCode',
      `Stok kodu en çok ${STOCK_CODE_TOP} karakter olabilir.`,
      `A stock code has at most ${STOCK_CODE_TOP} characters.`,
    );
  if (groupId.trim() === '')
    say('groupId', 'Model kodu (varyant grubu) boş.', 'The model code (variant group) is empty.');
  if (groupId.length > GROUP_TOP)
    say(
      'groupId',
      `Model kodu en çok ${GROUP_TOP} karakter olabilir.`,
      `A model code has at most ${GROUP_TOP} characters.`,
    );
  if (draft.brandId === null || !/^\d+$/.test(draft.brandId))
    say(
      'brandId',
      'Trendyol’un marka listesinden bir marka seçilmemiş.',
      'No brand of Trendyol’s list is chosen.',
    );
  if (!/^\d+$/.test(draft.categoryId)) say('categoryId', 'Kategori seçilmemiş.', 'No category is chosen.');
}

function checkTexts(draft: ListingDraft, say: Say): void {
  const top = trendyolLimits.maxTitleLength;
  if (draft.title.trim() === '') say('title', 'Başlık boş.', 'The title is empty.');
  if (draft.title.length > top)
    say(
      'title',
      `Başlık en çok ${top} karakter olabilir; şimdi ${draft.title.length}.`,
      `A title has at most ${top} characters; it has ${draft.title.length}.`,
    );
  if (draft.description.replace(/<[^>]*>|&nbsp;/g, ' ').trim() === '')
    say('description', 'Açıklama boş.', 'The description is empty.');
  if (draft.description.length > DESCRIPTION_TOP)
    say(
      'description',
      `Açıklama en çok ${DESCRIPTION_TOP} karakter olabilir.`,
      `A description has at most ${DESCRIPTION_TOP} characters.`,
    );
  if (/<\s*(?:script|style|iframe)\b/i.test(draft.description))
    say(
      'description',
      'Açıklamada script, style ve iframe olamaz.',
      'A description may not hold script, style or iframe.',
    );
}

function checkFigures(draft: ListingDraft, say: Say): void {
  const { salePriceE4, listPriceE4, quantity, vatRate } = draft;
  const price = (amountE4: number): boolean =>
    Number.isSafeInteger(amountE4) && amountE4 > 0 && amountE4 % 100 === 0;
  if (!price(salePriceE4))
    say(
      'salePrice',
      'Satış fiyatı sıfırdan büyük ve tam kuruş olmalı.',
      'The sale price must be above zero and whole kuruş.',
    );
  if (!price(listPriceE4))
    say(
      'listPrice',
      'Liste fiyatı sıfırdan büyük ve tam kuruş olmalı.',
      'The list price must be above zero and whole kuruş.',
    );
  if (listPriceE4 < salePriceE4)
    say(
      'listPrice',
      'Liste fiyatı satış fiyatından küçük olamaz.',
      'The list price may not be below the sale price.',
    );
  if (draft.currency !== 'TRY')
    say('currency', 'Trendyol yalnız TL fiyat alır.', 'Trendyol takes prices in TRY only.');
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > trendyolLimits.maxQuantity)
    say(
      'quantity',
      `Stok 0 ile ${trendyolLimits.maxQuantity} arasında bir tam sayı olmalı.`,
      `The stock must be a whole number from 0 to ${trendyolLimits.maxQuantity}.`,
    );
  if (!VAT_RATES.includes(vatRate))
    say(
      'vatRate',
      `KDV oranı ${VAT_RATES.join(', ')} olabilir; şimdi ${vatRate}.`,
      `The VAT rate may be ${VAT_RATES.join(', ')}; it is ${vatRate}.`,
    );
  if (draft.desi === null || !(draft.desi > 0))
    say('desi', 'Desi belirtilmemiş.', 'The volumetric weight (desi) is missing.');
}

function checkImages({ images }: ListingDraft, say: Say): void {
  if (images.length === 0) say('images', 'Görsel yok.', 'There is no image.');
  if (images.length > MOST_IMAGES)
    say(
      'images',
      `En çok ${MOST_IMAGES} görsel gönderilebilir; şimdi ${images.length}.`,
      `At most ${MOST_IMAGES} images can be sent; there are ${images.length}.`,
    );
  if (images.some((address) => !/^https:\/\/[^\s]+$/i.test(address)))
    say(
      'images',
      'Görsellerin adresi https ile başlamalı ve internetten açılabilmeli.',
      'Images need public addresses that begin with https.',
    );
}

function checkFields(draft: ListingDraft, say: Say): void {
  const origin = field(draft, 'origin');
  if (origin !== '' && !/^[A-Z]{2}$/.test(origin))
    say(
      'fields.origin',
      'Menşe iki büyük harfli ülke kodu olmalı (TR).',
      'The origin must be a country code of two capitals (TR).',
    );
  const lot = field(draft, 'lotNumber');
  if (lot.length > LOT_TOP || !/^[A-Za-z0-9,\-.:/]*$/.test(lot))
    say(
      'fields.lotNumber',
      `Parti numarası en çok ${LOT_TOP} harf, rakam ve , - . : / olabilir.`,
      `A lot number has at most ${LOT_TOP} letters, digits and , - . : /.`,
    );
  const duration = field(draft, 'deliveryDuration');
  if (duration !== '' && !/^\d{1,2}$/.test(duration))
    say(
      'fields.deliveryDuration',
      'Kargoya veriliş süresi gün olarak bir sayı olmalı (0 bugün, 1 yarın).',
      'The handling time must be a number of days (0 today, 1 tomorrow).',
    );
  for (const key of ['shipmentAddressId', 'returningAddressId'] as const)
    if (!/^\d*$/.test(field(draft, key)))
      say(`fields.${key}`, 'Adres listeden seçilmeli.', 'The address must be chosen from the list.');
}
