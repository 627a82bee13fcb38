import type { ExplanationRow } from '../kit/explain.ts';

const NOT_MADE = {
  tr: 'Ürün Hepsiburada’da açılmadı.',
  en: 'The product was not created on Hepsiburada.',
} as const;

/** Messages and codes of the catalogue services (sheet §1.3, §2, §6). */
export const PRODUCT_ROWS: readonly ExplanationRow[] = [
  {
    sign: /barcode must be unique|barkod.*(benzersiz|kullanil)/,
    tr: [
      'Bu barkod Hepsiburada’da başka bir stok kodunda kullanılıyor.',
      NOT_MADE.tr,
      'Barkodu denetleyin; aynı ürünse var olan listelemeyi eşleştirin.',
    ],
    en: [
      'This barcode is used by another stock code on Hepsiburada.',
      NOT_MADE.en,
      'Check the barcode; if it is the same product, link the existing listing.',
    ],
  },
  {
    sign: /deger uygun formatta degildir/,
    tr: [
      'Hepsiburada fiyatı ya da stoku okuyamadı.',
      'Listeleme 0 fiyat ve 0 stokla açıldı; satışta değil.',
      'Listelemeleri okuyup stok ve fiyatı yeniden gönderin.',
    ],
    en: [
      'Hepsiburada could not read price or stock.',
      'The listing was opened with price 0 and stock 0; it is not on sale.',
      'Read the listings and send stock and price again.',
    ],
  },
  {
    sign: /can ?not update product in matched|catalog progress status/,
    tr: [
      'Ürün eşleşmiş ya da incelemede; bu yolla güncellenemez.',
      'Ürünün bilgileri değişmedi.',
      'İçerik güncelleme ile gönderin ya da incelemenin bitmesini bekleyin.',
    ],
    en: [
      'The product is matched or under review and can’t be updated this way.',
      'Its details did not change.',
      'Send it as a content update, or wait for the review to end.',
    ],
  },
  {
    sign: /missing_?info|eksik bilgi/,
    tr: [
      'Ürünün zorunlu bir bilgisi eksik.',
      'Ürün satışa hazır değil.',
      'Ayrıntıda adı geçen özelliği doldurup ürünü yeniden gönderin.',
    ],
    en: [
      'A required detail of the product is missing.',
      'The product is not ready for sale.',
      'Fill in the attribute that the details name, and send the product again.',
    ],
  },
  {
    sign: /^blocked|^rejected|reddedil/,
    tr: [
      'Hepsiburada ürünü reddetti.',
      'Ürün satışa çıkmadı.',
      'Ayrıntıdaki nedeni düzeltip ürünü yeniden gönderin.',
    ],
    en: [
      'Hepsiburada rejected the product.',
      'The product did not go on sale.',
      'Correct what the details name and send the product again.',
    ],
  },
  {
    sign: /^300[123]$|file (content|type)|missing file/,
    tr: ['Hepsiburada gönderilen ürün dosyasını okuyamadı.', NOT_MADE.tr, 'Ayrıntıyı destekle paylaşın.'],
    en: ['Hepsiburada could not read the file of products.', NOT_MADE.en, 'Share the details with support.'],
  },
  {
    sign: /^100[1-6]$|category (is )?not|kategori.*(bulunamadi|gecersiz)/,
    tr: [
      'Kategori Hepsiburada’da bulunamadı ya da ürün açmaya kapalı.',
      NOT_MADE.tr,
      'Kategorileri yeniden okuyup ürüne açık bir kategori seçin.',
    ],
    en: [
      'The category was not found on Hepsiburada or is closed to new products.',
      NOT_MADE.en,
      'Read the categories again and choose an open one.',
    ],
  },
  {
    sign: /^200[12]$|attribute (is )?not|ozellik.*(bulunamadi|gecersiz)/,
    tr: [
      'Bir özellik bu kategoride yok ya da değer listesi yok.',
      'Özellik gönderilemedi.',
      'Kategorinin özelliklerini yeniden okuyun.',
    ],
    en: [
      'An attribute is not in this category, or has no list of values.',
      'The attribute could not be sent.',
      'Read the category’s attributes again.',
    ],
  },
  {
    sign: /^4000$|tracking ?id/,
    code: 'channel/batch-lost',
    tr: [
      'Hepsiburada bu gönderimin sonucunu bulamadı.',
      'Sonuç, listelemeler geri okunarak kesinleştirilir.',
      'Bir şey yapmanız gerekmez.',
    ],
    en: [
      'Hepsiburada did not find the result of this upload.',
      'The outcome is settled by reading the listings back.',
      'Nothing to do.',
    ],
  },
];
