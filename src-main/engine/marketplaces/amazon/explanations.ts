import { explanationTexts, type Explanation, type ExplanationRow } from '../kit/explain.ts';
import { OWN_REFUSALS } from './own-refusals.ts';

const NOT_LISTED = [
  'Ürün Amazon’da açılmadı ya da güncellenmedi.',
  'The product was not created or updated on Amazon.',
] as const;

/**
 * Amazon's codes, categories and texts in words a merchant can act on (listing issues and categories: model
 * listingsItems_2021-08-01 of 5 Aug 2026; sheet §6.1, §8.3). Codes are open-ended: categories come after the known codes, and
 * what matches nothing keeps Amazon's own words.
 */
export const ROWS: readonly ExplanationRow[] = [
  ...OWN_REFUSALS,
  {
    sign: /^meschain:restricted$|approval_required|not_eligible|qualification_required/,
    tr: [
      'Amazon bu ürünü satmak için onay istiyor ya da satışına izin vermiyor.',
      NOT_LISTED[0],
      'Seller Central’da ürün için satış onayı isteyin; ayrıntıda Amazon’un gerekçesi var.',
    ],
    en: [
      'Amazon asks for an approval to sell this product, or does not allow it.',
      NOT_LISTED[1],
      'Ask for approval in Seller Central; the details hold Amazon’s reason.',
    ],
  },
  {
    sign: /^18155$|minimum price.*greater/,
    tr: [
      'Amazon’daki en düşük fiyat sınırınız satış fiyatından yüksek.',
      'Yeni fiyat uygulanmadı; listeleme satıştan kalkmış olabilir.',
      'Seller Central’da en düşük fiyatı düzeltin ya da fiyatı yükseltin.',
    ],
    en: [
      'Your minimum price on Amazon is above the sale price.',
      'The new price was not applied; the listing may be suppressed.',
      'Correct the minimum price in Seller Central, or raise the price.',
    ],
  },
  {
    sign: /^18742$|restricted products policy/,
    tr: [
      'Amazon ürünü kısıtlı ürün politikasına aykırı buldu.',
      'Listeleme kaldırıldı ya da kapatıldı.',
      'Seller Central → Hesap Durumu bölümünde itiraz edin.',
    ],
    en: [
      'Amazon found the product against its restricted-products policy.',
      'The listing was removed or closed.',
      'Appeal in Seller Central → Account Health.',
    ],
  },
  {
    sign: /^18027$|^(?:invalid|missing)_image$/,
    tr: [
      'Amazon ürünün görselini kabul etmedi ya da görsel yok.',
      'Listeleme aramada gizlenmiş olabilir.',
      'Beyaz zeminde, yazısız bir ana görsel verin; adresi herkese açık olmalı.',
    ],
    en: [
      'Amazon did not accept the product’s picture, or there is none.',
      'The listing may be hidden from search.',
      'Give a main picture on white without text, at a public address.',
    ],
  },
  {
    sign: /^90220$|^missing_attribute$|required but not supplied/,
    tr: [
      'Amazon’un bu ürün türünde zorunlu tuttuğu bir alan boş.',
      NOT_LISTED[0],
      'Ayrıntıda adı geçen alanı doldurun, sonra yeniden deneyin.',
    ],
    en: [
      'A field that Amazon requires for this product type is empty.',
      NOT_LISTED[1],
      'Fill in the field that the details name, then try again.',
    ],
  },
  {
    sign: /^missing_price$|^invalid_price$/,
    tr: [
      'Amazon fiyatı kabul etmedi ya da fiyat eksik.',
      'Ürün eski fiyatıyla satılıyor ya da satışta değil.',
      'Fiyatı ve Amazon’daki alt–üst fiyat sınırlarını denetleyin.',
    ],
    en: [
      'Amazon did not accept the price, or there is none.',
      'The product sells at its old price, or is not for sale.',
      'Check the price and your price limits on Amazon.',
    ],
  },
  {
    sign: /^duplicate$|duplicate.*asin/,
    tr: [
      'Amazon bu ürünün katalogda zaten bulunduğunu söylüyor.',
      'Yeni bir ürün sayfası açılmadı.',
      'Barkodla katalogda arayıp var olan sayfaya teklif verin.',
    ],
    en: [
      'Amazon says that this product is in its catalogue already.',
      'No new product page was made.',
      'Search the catalogue by barcode and offer on the existing page.',
    ],
  },
  {
    sign: /^8541$|^8542$|identifier.*(?:conflict|match)/,
    tr: [
      'Barkod, Amazon’un kataloğunda başka bir ürüne ait görünüyor.',
      NOT_LISTED[0],
      'Barkodu denetleyin; doğruysa katalogdaki ürüne teklif verin.',
    ],
    en: [
      'The barcode seems to belong to another product in Amazon’s catalogue.',
      NOT_LISTED[1],
      'Check the barcode; if it is right, offer on the catalogue’s product.',
    ],
  },
  {
    sign: /^(?:90000900|99022|4000001|4000004|invalid_attribute)$|invalid path provided in patch/,
    tr: [
      'Amazon bir alanın değerini ya da biçimini kabul etmedi.',
      NOT_LISTED[0],
      'Ayrıntıda adı geçen alanı düzeltin, sonra yeniden deneyin.',
    ],
    en: [
      'Amazon did not accept the value or form of a field.',
      NOT_LISTED[1],
      'Correct the field that the details name, then try again.',
    ],
  },
  {
    sign: /^99300$|detail page rules/,
    tr: [
      'Ürün sayfası Amazon’un sayfa kurallarına uymuyor.',
      'Bazı bilgiler gizlendi ya da değişiklik uygulanmadı.',
      'Başlık, açıklama ve görseli ürünle karşılaştırıp düzeltin.',
    ],
    en: [
      'The product page breaks Amazon’s detail-page rules.',
      'Some of it is hidden, or the change was not applied.',
      'Compare title, description and pictures with the product, and correct them.',
    ],
  },
  {
    sign: /carrier.*(?:not valid|invalid|required)|carriercode|invalid ?carrier/,
    code: 'channel/request-refused',
    tr: [
      'Amazon kargo firmasının adını tanımadı.',
      'Kargo bildirimi kaydedilmedi; sipariş hâlâ gönderilmemiş görünüyor.',
      'Kargo firmasını Seller Central’daki listeden seçin, sonra yeniden bildirin.',
    ],
    en: [
      'Amazon does not know this carrier.',
      'The shipment was not recorded; the order still counts as unshipped.',
      'Choose the carrier as Seller Central’s list spells it, then report again.',
    ],
  },
  {
    sign: /order.*(?:already (?:been )?shipped|is cancell?ed|not.*(?:unshipped|shippable))|invalidorderstate/,
    code: 'order/wrong-state',
    tr: [
      'Sipariş artık kargolanabilecek bir durumda değil.',
      'Sipariş kargolanmış ya da iptal edilmiş olabilir; bir şey değişmedi.',
      'Siparişleri yeniden okuyup duruma bakın.',
    ],
    en: [
      'The order is no longer in a state in which it can be shipped.',
      'It may be shipped or cancelled; nothing changed.',
      'Read the orders again and look at its state.',
    ],
  },
  {
    sign: /^invalid_grant$/,
    code: 'channel/wrong-key',
    tr: [
      'Amazon’da verdiğiniz yetki geçersiz: geri alınmış ya da süresi dolmuş.',
      'Bu hesapla hiçbir şey okunamıyor ve yazılamıyor.',
      'Seller Central’da uygulamayı yeniden yetkilendirip yeni yenileme anahtarını girin.',
    ],
    en: [
      'Your authorisation at Amazon is no longer valid: revoked or expired.',
      'Nothing can be read or written with this account.',
      'Authorise the app again in Seller Central and enter the new refresh token.',
    ],
  },
  {
    sign: /^(?:invalid_client|unauthorized_client)$/,
    code: 'channel/wrong-key',
    tr: [
      'Amazon uygulama kimliğini ya da gizli anahtarını kabul etmedi.',
      'Bu hesapla hiçbir şey okunamıyor ve yazılamıyor.',
      'Client ID ve Client secret’ı denetleyin; gizli anahtar 180 günde bir yenilenir.',
    ],
    en: [
      'Amazon did not accept the app’s client ID or secret.',
      'Nothing can be read or written with this account.',
      'Check client ID and secret; the secret must be renewed every 180 days.',
    ],
  },
];

/** The first row, by its rank, that one of the texts matches, as params that `describeProblem` prefers to the general text. */
export function explain(texts: readonly string[]): Explanation | null {
  const lowered = texts.map((text) => text.trim().toLowerCase());
  const row = ROWS.find(({ sign }) => lowered.some((text) => sign.test(text)));
  return row ? { code: row.code ?? null, texts: explanationTexts(row) } : null;
}
