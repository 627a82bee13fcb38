import type { ExplanationRow } from '../kit/explain.ts';

const OLD_VALUE = {
  tr: 'Ürün Hepsiburada’da eski değeriyle satılmaya devam ediyor.',
  en: 'The product stays on sale on Hepsiburada with its old value.',
} as const;

/** Codes of upload results (sheet §3), each seen alone or inside a longer text. */
export const OFFER_ROWS: readonly ExplanationRow[] = [
  {
    sign: /product\s*not\s*found/,
    tr: [
      'Hepsiburada’da bu stok koduyla bir listeleme yok.',
      'Bu ürünün stoku ve fiyatı yazılamadı.',
      'Ürünün açıldığını ve eşleştiğini denetleyin; listelemeleri yeniden okuyun.',
    ],
    en: [
      'Hepsiburada has no listing with this stock code.',
      'Stock and price of this product could not be written.',
      'Check that the product was created and matched; read the listings again.',
    ],
  },
  {
    sign: /mismatchingskusspecified/,
    tr: [
      'Stok kodu ile Hepsiburada kodu başka başka listelemelere ait.',
      OLD_VALUE.tr,
      'Listelemeleri yeniden okuyun; stok kodu panelde değiştirilmiş olabilir.',
    ],
    en: [
      'Stock code and Hepsiburada code belong to different listings.',
      OLD_VALUE.en,
      'Read the listings again; the stock code may have been changed in the panel.',
    ],
  },
  {
    sign: /duplicate(hepsiburada|merchant)skuspecified/,
    tr: [
      'Aynı ürün bir gönderimde iki kez yer aldı.',
      OLD_VALUE.tr,
      'Aynı stok kodlu iki listeleme varsa birini düzeltin, sonra yeniden deneyin.',
    ],
    en: [
      'The same product stood twice in one upload.',
      OLD_VALUE.en,
      'If two listings share a stock code, correct one of them, then try again.',
    ],
  },
  {
    sign: /invalidprice/,
    tr: ['Hepsiburada fiyatı geçersiz buldu.', OLD_VALUE.tr, 'Fiyatı düzeltip yeniden deneyin.'],
    en: ['Hepsiburada found the price invalid.', OLD_VALUE.en, 'Correct the price and try again.'],
  },
  {
    sign: /invalid(availablestock|maximumpurchasablequantity)/,
    tr: ['Hepsiburada stok adedini geçersiz buldu.', OLD_VALUE.tr, 'Stoğu düzeltip yeniden deneyin.'],
    en: ['Hepsiburada found the stock figure invalid.', OLD_VALUE.en, 'Correct the stock and try again.'],
  },
  {
    sign: /invaliddispatchtime/,
    tr: [
      'Kargoya veriliş süresi geçersiz.',
      'Bu ürünün teslimat bilgisi değişmedi.',
      'Süreyi satıcı panelinden düzeltin.',
    ],
    en: [
      'The dispatch time is invalid.',
      'The delivery details of this product did not change.',
      'Correct the time in the seller panel.',
    ],
  },
  {
    sign: /outofpricerange|\b(min|max)(lock|price)\b|regulativeprice/,
    tr: [
      'Fiyat, Hepsiburada’nın bu ürün için izin verdiği aralığın dışında.',
      'Fiyat uygulanmadı ya da listeleme kilitlendi; ürün yeni fiyatıyla satılmıyor.',
      'Ayrıntıdaki alt ve üst sınıra göre fiyatı düzeltin; fiyat doğruysa panelden itiraz edin.',
    ],
    en: [
      'The price lies outside the range that Hepsiburada allows for this product.',
      'The price was not applied, or the listing was locked; it does not sell at the new price.',
      'Correct the price by the limits in the details; if it is right, object in the panel.',
    ],
  },
  {
    sign: /listingfrozen/,
    tr: [
      'Listeleme Hepsiburada tarafından donduruldu.',
      'Stok ve fiyatı değiştirilemiyor.',
      'Nedenini satıcı panelinde görün ya da Hepsiburada’ya sorun.',
    ],
    en: [
      'The listing was frozen by Hepsiburada.',
      'Its stock and price can’t be changed.',
      'See the reason in the seller panel, or ask Hepsiburada.',
    ],
  },
  {
    sign: /listingdeletedrecently/,
    tr: [
      'Bu listeleme kısa süre önce silindi.',
      'Şimdilik yeniden açılamıyor.',
      'Bir süre bekleyip yeniden deneyin.',
    ],
    en: [
      'This listing was deleted a short while ago.',
      'It can’t be opened again yet.',
      'Wait and try again.',
    ],
  },
  {
    sign: /merchantalreadylistedagainstproduct/,
    tr: [
      'Bu ürün mağazanızda başka bir stok koduyla zaten listeli.',
      'İkinci bir listeleme açılmadı.',
      'Var olan listelemeyi eşleştirip güncelleyin.',
    ],
    en: [
      'Your account lists this product under another stock code already.',
      'No second listing was made.',
      'Link the existing listing and update it.',
    ],
  },
  {
    sign: /discountedlistingpriceincrease/,
    tr: [
      'Ürün süren bir kampanyada; fiyatı yükseltilemez.',
      OLD_VALUE.tr,
      'Kampanya bitince yeniden deneyin ya da ürünü kampanyadan çıkarın.',
    ],
    en: [
      'The product is in a running campaign; its price may not rise.',
      OLD_VALUE.en,
      'Try again when the campaign has ended, or take the product out of it.',
    ],
  },
  {
    sign: /discountedlistingstockdecrease/,
    tr: [
      'Ürün süren bir kampanyada; stoğu düşürülemez.',
      'Hepsiburada mağazada olandan fazlasını gösteriyor olabilir: fazla satış tehlikesi var.',
      'Ürünü hemen kampanyadan çıkarın ya da panelden satışa kapatın.',
    ],
    en: [
      'The product is in a running campaign; its stock may not fall.',
      'Hepsiburada may show more than the shop has: it may be oversold.',
      'Take the product out of the campaign at once, or take it off sale in the panel.',
    ],
  },
  {
    sign: /missingstandar[dt]cargocompany/,
    tr: [
      'Listelemenin standart kargo firması yok.',
      'Ürün satışa çıkmıyor.',
      'Satıcı panelinde ürüne bir kargo firması ya da teslimat profili seçin.',
    ],
    en: [
      'The listing has no standard cargo company.',
      'The product does not go on sale.',
      'Choose a cargo company or shipping profile for it in the seller panel.',
    ],
  },
  {
    sign: /restrictedproductbrand/,
    tr: [
      'Bu markayı satmak için izin gerekiyor.',
      'Ürün satışa çıkmadı.',
      'Satıcı panelinden marka izni isteyin.',
    ],
    en: [
      'Selling this brand needs a permission.',
      'The product did not go on sale.',
      'Ask for the brand’s permission in the seller panel.',
    ],
  },
  {
    sign: /missingheaders/,
    tr: ['Gönderimde eksik bir sütun bildirildi.', OLD_VALUE.tr, 'Ayrıntıyı destekle paylaşın.'],
    en: ['The upload was reported to lack a column.', OLD_VALUE.en, 'Share the details with support.'],
  },
  {
    sign: /exceeds? (his|the|your) inventory upload limit|inventory upload limit/,
    code: 'channel/rate-limited',
    tr: [
      'Hepsiburada’nın günlük gönderim sınırına (listeleme sayısının on katı) ulaşıldı.',
      'Değişiklikler sırada; sınır açılınca gönderilecek. O zamana kadar eski değerler geçerli.',
      'Acil olanları satıcı panelinden değiştirin.',
    ],
    en: [
      'Hepsiburada’s daily limit of uploads (ten times the number of listings) is reached.',
      'The changes wait in line and go when it opens again; until then the old values hold.',
      'Change what is urgent in the seller panel.',
    ],
  },
  {
    sign: /too many ongoing|too many (waiting|concurrent)/,
    code: 'channel/rate-limited',
    tr: [
      'Hepsiburada aynı anda en çok beş gönderimi işler; daha yenisini kabul etmedi.',
      'Değişiklikler sırada; eskileri bitince gönderilecek.',
      'Bir şey yapmanız gerekmez.',
    ],
    en: [
      'Hepsiburada works on five uploads at a time and did not take another one.',
      'The changes wait in line and go when earlier ones are done.',
      'Nothing to do.',
    ],
  },
];
