import type { ExplanationRow } from '../kit/explain.ts';

/** What product tasks refuse with (sheet §9, state of 24 Nov 2026). */
export const PRODUCT_ROWS: readonly ExplanationRow[] = [
  {
    sign: /seller stock code.*kullanilmaktadir|stok kodu.*kullanilmaktadir/,
    tr: {
      happened: 'Bu stok koduyla bir ürününüz N11’de zaten var.',
      means: 'İkinci bir ürün açılmadı.',
      action: 'Var olan listelemeyi eşleştirip güncelleyin.',
    },
    en: {
      happened: 'A product of yours with this stock code exists on N11 already.',
      means: 'No second product was created.',
      action: 'Link the existing listing and update it.',
    },
  },
  {
    sign: /urun listenizde mevcut|nolu katalog id/,
    tr: {
      happened: 'Bu katalog ürününü N11’de zaten satıyorsunuz.',
      means: 'İkinci bir ürün açılmadı.',
      action: 'Var olan listelemenin stok ve fiyatını güncelleyin.',
    },
    en: {
      happened: 'You already sell this catalogue product on N11.',
      means: 'No second product was created.',
      action: 'Update stock and price of the existing listing.',
    },
  },
  {
    sign: /marka bilgisi girilmelidir/,
    tr: {
      happened: 'Ürünün markası eksik.',
      means: 'Ürün N11’de açılmadı.',
      action: '“Marka” özelliğini doldurun, sonra yeniden deneyin.',
    },
    en: {
      happened: 'The product’s brand is missing.',
      means: 'The product was not created on N11.',
      action: 'Fill in the attribute “Marka”, then try again.',
    },
  },
  {
    sign: /marka ve kategori id/,
    tr: {
      happened: 'Seçilen marka bu kategorinin listesinde yok.',
      means: 'Ürün N11’de açılmadı.',
      action: 'Kategorinin marka listesini yenileyip markayı oradan seçin.',
    },
    en: {
      happened: 'The chosen brand is not on this category’s list.',
      means: 'The product was not created on N11.',
      action: 'Refresh the category’s brands and choose from them.',
    },
  },
  {
    sign: /ozellik degeri.*kategorisinde bulunmamaktadir/,
    tr: {
      happened: 'Bir özellik değeri bu kategoriye ait değil.',
      means: 'Ürün N11’de açılmadı ya da güncellenmedi.',
      action: 'Kategorinin özelliklerini yenileyip değeri oradan seçin.',
    },
    en: {
      happened: 'An attribute’s value does not belong to this category.',
      means: 'The product was not created or updated on N11.',
      action: 'Refresh the category’s attributes and choose from them.',
    },
  },
  {
    sign: /vatrate alani/,
    tr: {
      happened: 'KDV oranı eksik ya da geçersiz.',
      means: 'Ürün N11’de açılmadı ya da güncellenmedi.',
      action: 'KDV oranını 0, 1, 10 ya da 20 yapın.',
    },
    en: {
      happened: 'The VAT rate is missing or invalid.',
      means: 'The product was not created or updated on N11.',
      action: 'Set the VAT rate to 0, 1, 10 or 20.',
    },
  },
  {
    sign: /listprice.*saleprice.*kucuk|saleprice.*listprice.*buyuk|liste fiyat.*satis fiyat.*kucuk/,
    tr: {
      happened: 'Liste fiyatı satış fiyatından küçük olduğu için N11 kabul etmedi.',
      means: 'Ürün N11’de eski fiyatıyla satılmaya devam ediyor.',
      action: 'Liste fiyatını satış fiyatına eşitleyin ya da yükseltin, sonra yeniden deneyin.',
    },
    en: {
      happened: 'N11 refused the price because the list price is below the sale price.',
      means: 'The product stays on sale on N11 at its old price.',
      action: 'Make the list price equal to or higher than the sale price, then try again.',
    },
  },
  {
    sign: /shipmenttemplate alani/,
    tr: {
      happened: 'Teslimat şablonunun adı N11’de tanınmadı.',
      means: 'Ürün N11’de açılmadı ya da güncellenmedi.',
      action: 'Şablonu Satıcı Ofisi’ndeki adıyla, harfi harfine yazın.',
    },
    en: {
      happened: 'N11 does not know a shipment template of this name.',
      means: 'The product was not created or updated on N11.',
      action: 'Write the template’s name exactly as it stands in Satıcı Ofisi.',
    },
  },
  {
    sign: /category alani gecersiz|kategori bulunamadi/,
    tr: {
      happened: 'Seçilen kategori geçersiz ya da en alt düzeyde değil.',
      means: 'Ürün N11’de açılmadı.',
      action: 'Kategori ağacını yenileyip en alt düzeyden bir kategori seçin.',
    },
    en: {
      happened: 'The chosen category is invalid or not at the lowest level.',
      means: 'The product was not created on N11.',
      action: 'Refresh the category tree and choose one at the lowest level.',
    },
  },
  {
    sign: /15 karakter altinda/,
    tr: {
      happened: 'Ürün adı 15 karakterden kısa.',
      means: 'Ürün N11’de açılmadı.',
      action: 'Ürün adını en az 15 karakter yapın.',
    },
    en: {
      happened: 'The product’s title is shorter than 15 characters.',
      means: 'The product was not created on N11.',
      action: 'Make the title at least 15 characters long.',
    },
  },
  {
    sign: /mainid girisi zorunlu/,
    tr: {
      happened: 'Bu kategoride ürün grubu kodu zorunlu.',
      means: 'Ürün N11’de açılmadı.',
      action: 'Ürünün grup kodunu (model) doldurun.',
    },
    en: {
      happened: 'This category asks for a product group code.',
      means: 'The product was not created on N11.',
      action: 'Fill in the product’s group code (model).',
    },
  },
  {
    sign: /mainid girilmemelidir/,
    tr: {
      happened: 'Bu kategoride ürün grubu kodu kabul edilmiyor.',
      means: 'Ürün N11’de açılmadı.',
      action: 'Grup kodu olmadan yeniden gönderin ya da kategoriyi değiştirin.',
    },
    en: {
      happened: 'This category takes no product group code.',
      means: 'The product was not created on N11.',
      action: 'Send it without a group code, or choose another category.',
    },
  },
  {
    sign: /urun grubu bilgisiyle uyumlu degil/,
    tr: {
      happened: 'Varyantlar aynı grup kodunda ama kategori, marka ya da değerleri uyuşmuyor.',
      means: 'Ürün N11’de açılmadı.',
      action: 'Gruptaki varyantların kategori ve markasını eşitleyin; her değeri bir kez kullanın.',
    },
    en: {
      happened: 'Variants share a group code but differ in category or brand, or repeat a value.',
      means: 'The product was not created on N11.',
      action: 'Give all variants of the group one category and brand, and use each value once.',
    },
  },
  {
    sign: /integrator bos olamaz/,
    tr: {
      happened: 'İstekte gönderen programın adı yoktu.',
      means: 'Bu istekten hiçbir şey uygulanmadı.',
      action: 'Programı güncelleyin; sürerse günlükle birlikte bildirin.',
    },
    en: {
      happened: 'The request did not name the sending program.',
      means: 'Nothing of this request was applied.',
      action: 'Update the program; if it persists, report it with the log.',
    },
  },
  {
    sign: /task_err_001/,
    tr: {
      happened: 'Bir özellik hem listeden hem serbest metinle verilmiş.',
      means: 'Ürün N11’de açılmadı.',
      action: 'Özellik için ya listeden bir değer ya da serbest metin seçin.',
    },
    en: {
      happened: 'An attribute was given both from the list and as free text.',
      means: 'The product was not created on N11.',
      action: 'Use either a value from the list or free text for the attribute.',
    },
  },
  {
    sign: /fahis|asiri fiyat|fiyat.*(araligi|araliginda|alt sinir|ust sinir|minimum|maksimum)/,
    tr: {
      happened: 'N11 bu fiyatı izin verilen aralığın dışında buldu.',
      means: 'Ürün N11’de eski fiyatıyla satılmaya devam ediyor.',
      action: 'Fiyatı denetleyin; doğruysa N11 satıcı desteğine başvurun.',
    },
    en: {
      happened: 'N11 found this price outside the allowed range.',
      means: 'The product stays on sale on N11 at its old price.',
      action: 'Check the price; if it is right, ask N11’s seller support.',
    },
  },
  {
    sign: /tedarik|yasakli kelime|sakincali/,
    tr: {
      happened: 'N11 bu ürün için içerik değişikliği ya da tedarik belgesi istiyor.',
      means: 'Ürün N11’de açılmadı ya da güncellenmedi.',
      action: 'Ayrıntıdaki metne göre içeriği düzeltin ya da belgeyi Satıcı Ofisi’nden yükleyin.',
    },
    en: {
      happened: 'N11 asks for other content or a supply document for this product.',
      means: 'The product was not created or updated on N11.',
      action: 'Mend the content as the details say, or upload the document in Satıcı Ofisi.',
    },
  },
  {
    sign: /stockcode.*bulunamadi|urun bulunamadi|stok kodu.*bulunamadi/,
    tr: {
      happened: 'N11’de bu stok koduyla bir ürün yok.',
      means: 'Bu ürünün stoku ve fiyatı N11’e yazılamadı.',
      action: 'Stok kodunun aynı yazıldığını denetleyin; listelemeleri yeniden okuyun.',
    },
    en: {
      happened: 'N11 has no product with this stock code.',
      means: 'Stock and price of this product could not be written to N11.',
      action: 'Check that the stock code is spelled the same; read the listings again.',
    },
  },
  {
    sign: /60 saniye guncellenemez/,
    code: 'channel/rate-limited',
    tr: {
      happened: 'Aynı ürün bir dakika içinde ikinci kez gönderildi.',
      means: 'Son değişiklik uygulanmadı.',
      action: 'Bir dakika sonra yeniden deneyin.',
    },
    en: {
      happened: 'The same product was sent twice within a minute.',
      means: 'The last change was not applied.',
      action: 'Try again in a minute.',
    },
  },
];
