import { explainBy, type Explanation, type ExplanationRow } from '../kit/explain.ts';
import { SERVICE_ROWS } from './explanations-services.ts';

/**
 * Trendyol's messages in words a merchant can act on (sheet §5, state of 24 Nov 2026). There is no official list and
 * no code: texts are matched by their telling part, and what matches nothing keeps its raw words.
 */
export const ROWS: readonly ExplanationRow[] = [
  {
    sign: /tsf\s*psf|satis fiyat.*(piyasa|liste) fiyat.*buyuk|saleprice.*listprice|(piyasa|liste) fiyat.*satis fiyat.*(kucuk|dusuk)/,
    tr: {
      happened: 'Satış fiyatı piyasa (liste) fiyatından büyük olduğu için Trendyol kabul etmedi.',
      means: 'Ürün Trendyol’da eski fiyatıyla satılmaya devam ediyor.',
      action: 'Liste fiyatını satış fiyatına eşitleyin ya da yükseltin, sonra yeniden deneyin.',
    },
    en: {
      happened: 'Trendyol refused the price because the sale price is above the list price.',
      means: 'The product stays on sale on Trendyol at its old price.',
      action: 'Make the list price equal to or higher than the sale price, then try again.',
    },
  },
  {
    sign: /barkodlu urun bulunamadi|urun bulunamadi|product\.not\.found/,
    tr: {
      happened: 'Trendyol’da bu barkodla onaylı bir ürün yok.',
      means: 'Bu ürünün stoku ve fiyatı Trendyol’a yazılamadı.',
      action:
        'Ürünün onaylandığını ve barkodun boşluksuz, aynı yazıldığını denetleyin; listelemeleri yeniden okuyun.',
    },
    en: {
      happened: 'Trendyol has no approved product with this barcode.',
      means: 'Stock and price of this product could not be written to Trendyol.',
      action:
        'Check that the product is approved and the barcode is the same, without blanks; read the listings again.',
    },
  },
  {
    sign: /invalid\.barcode|barkod alani hatali|barkod format/,
    tr: {
      happened: 'Trendyol barkodu geçersiz buldu.',
      means: 'Bu ürün için gönderilen değişiklik uygulanmadı.',
      action: 'Barkodda yalnız harf, rakam, nokta, tire ve alt çizgi olmalı; en çok 40 karakter.',
    },
    en: {
      happened: 'Trendyol found the barcode invalid.',
      means: 'The change for this product was not applied.',
      action: 'A barcode may hold letters, digits, dot, dash and underscore only; at most 40 characters.',
    },
  },
  {
    sign: /zorunlu kategori ozellik/,
    tr: {
      happened: 'Kategorinin zorunlu bir özelliği eksik.',
      means: 'Ürün Trendyol’da açılmadı ya da güncellenmedi.',
      action: 'Ayrıntıda adı geçen özelliği doldurun, sonra yeniden deneyin.',
    },
    en: {
      happened: 'A required attribute of the category is missing.',
      means: 'The product was not created or updated on Trendyol.',
      action: 'Fill in the attribute that the details name, then try again.',
    },
  },
  {
    sign: /kategori ozellik degeri gecerli degildir/,
    tr: {
      happened: 'Bir özellik değeri Trendyol’un listesinde yok.',
      means: 'Ürün Trendyol’da açılmadı ya da güncellenmedi.',
      action: 'Değeri Trendyol’un değer listesinden seçin; sonda boşluk kalmasın.',
    },
    en: {
      happened: 'An attribute’s value is not on Trendyol’s list.',
      means: 'The product was not created or updated on Trendyol.',
      action: 'Choose a value from Trendyol’s list, without a trailing blank.',
    },
  },
  {
    sign: /ayni barkodlu bir urununuz/,
    tr: {
      happened: 'Bu barkodla bir ürününüz Trendyol’da zaten var.',
      means: 'İkinci bir ürün açılmadı.',
      action: 'Var olan listelemeyi eşleştirip güncelleyin.',
    },
    en: {
      happened: 'A product of yours with this barcode exists on Trendyol already.',
      means: 'No second product was created.',
      action: 'Link the existing listing and update it.',
    },
  },
  {
    sign: /tekrarli urun olusturma istegi/,
    tr: {
      happened: 'Aynı ürün açma isteği kısa süre içinde yinelendi.',
      means: 'İlk istek geçerli; ikincisi işlenmedi.',
      action: 'İlk isteğin sonucunu bekleyin.',
    },
    en: {
      happened: 'The same product was asked to be created twice within a short time.',
      means: 'The first request stands; the second was not processed.',
      action: 'Wait for the first request’s result.',
    },
  },
  {
    sign: /marka .*sistemde kayitli degil|marka alani bos/,
    tr: {
      happened: 'Trendyol markayı tanımadı ya da marka boş.',
      means: 'Ürün Trendyol’da açılmadı.',
      action: 'Markayı Trendyol’un marka listesinden adıyla seçin.',
    },
    en: {
      happened: 'Trendyol does not know the brand, or none was given.',
      means: 'The product was not created on Trendyol.',
      action: 'Choose the brand by its name from Trendyol’s list.',
    },
  },
  {
    sign: /aciklama alani bos/,
    tr: {
      happened: 'Ürünün açıklaması boş.',
      means: 'Ürün Trendyol’da açılmadı ya da güncellenmedi.',
      action: 'Mağazada ürüne bir açıklama yazın, sonra yeniden deneyin.',
    },
    en: {
      happened: 'The product has no description.',
      means: 'The product was not created or updated on Trendyol.',
      action: 'Write a description in the shop, then try again.',
    },
  },
  {
    sign: /items bilgisi bos/,
    code: 'channel/request-refused',
    tr: {
      happened: 'Trendyol boş bir istek aldığını bildirdi.',
      means: 'Hiçbir şey değişmedi.',
      action: 'Ayrıntıyı destekle paylaşın.',
    },
    en: {
      happened: 'Trendyol reports that it received an empty request.',
      means: 'Nothing changed.',
      action: 'Share the details with support.',
    },
  },
  {
    // The limit is documented (14 Sep 2026), its wording is not: known by the figure beside "price" and "minute".
    sign: /^(?=.*(?:dakika|minute))(?=.*(?:fiyat|price))(?=.*\b30\b)/,
    tr: {
      happened: 'Bu ürünün fiyatı bir dakika içinde çok sık değiştirildi (sınır: 30).',
      means: 'Son fiyat uygulanmadı; ürün eski fiyatıyla satılıyor.',
      action: 'Birkaç dakika sonra yeniden deneyin.',
    },
    en: {
      happened: 'This product’s price was changed too often within one minute (limit: 30).',
      means: 'The last price was not applied; the product sells at its old price.',
      action: 'Try again in a few minutes.',
    },
  },
  {
    sign: /shipment update edilebilir bir durumda degil/,
    code: 'order/wrong-state',
    tr: {
      happened: 'Paket artık bu değişikliğin yapılabileceği bir durumda değil.',
      means: 'Paket kargolanmış, teslim edilmiş ya da iptal edilmiş olabilir; bir şey değişmedi.',
      action: 'Siparişleri yeniden okuyup paketin durumuna bakın.',
    },
    en: {
      happened: 'The package is no longer in a state in which this can be changed.',
      means: 'It may be shipped, delivered or cancelled; nothing changed.',
      action: 'Read the orders again and look at the package’s state.',
    },
  },
  {
    sign: /^order\.not\.found$/,
    code: 'channel/not-found',
    tr: {
      happened: 'Trendyol bu paketi bulamadı.',
      means: 'Paket bölünmüş ya da yenisiyle değiştirilmiş olabilir; bir şey değişmedi.',
      action: 'Siparişleri yeniden okuyun.',
    },
    en: {
      happened: 'Trendyol did not find this package.',
      means: 'It may have been split or replaced; nothing changed.',
      action: 'Read the orders again.',
    },
  },
];

/** The first row that one of the texts matches, as params that `describeProblem` prefers over the general text. */
export function explain(texts: readonly string[]): Explanation | null {
  return explainBy([...ROWS, ...SERVICE_ROWS], texts);
}
