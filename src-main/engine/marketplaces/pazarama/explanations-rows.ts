import type { ExplanationRow } from '../kit/explain.ts';

const SAME_TR = 'Pazarama’da bir şey değişmedi.';
const SAME_EN = 'Nothing changed on Pazarama.';

/** The old price goes on until the new one is approved (status 5 of a result; portal, 2026: at discounts of 70 %). */
export const WAITS_FOR_APPROVAL: Pick<ExplanationRow, 'tr' | 'en'> = {
  tr: {
    happened: 'Pazarama yeni fiyatı onaya gönderdi (indirim %70 ya da daha fazla).',
    means: 'Onaylanana kadar eski fiyat geçerli.',
    action: 'Fiyat doğruysa onayı bekleyin; değilse fiyatı düzeltip yeniden gönderin.',
  },
  en: {
    happened: 'Pazarama sent the new price for approval (a discount of 70 % or more).',
    means: 'The old price stays until it is approved.',
    action: 'If the price is right, wait for the approval; else correct it and send again.',
  },
};

/**
 * Pazarama's messages in words a merchant can act on. There is no official list: the texts are those of the portal's
 * examples (2026) and their like, matched by their telling part; what matches nothing keeps its raw words.
 */
export const ROWS: readonly ExplanationRow[] = [
  {
    sign: /onaya gonderildi/,
    ...WAITS_FOR_APPROVAL,
  },
  {
    sign: /urun bulunamadi/,
    tr: {
      happened: 'Pazarama bu barkodla bir ürün bulamadı.',
      means: SAME_TR,
      action: 'Ürün Pazarama’da açık mı ve barkodu aynı mı bakın; sonra listeyi yeniden okutun.',
    },
    en: {
      happened: 'Pazarama found no product with this barcode.',
      means: SAME_EN,
      action: 'See whether the product is on Pazarama under the same barcode, then read the listings again.',
    },
  },
  {
    sign: /satis fiyati liste fiyatindan buyuk|saleprice.*listprice|listprice.*saleprice/,
    tr: {
      happened: 'Satış fiyatı liste fiyatından büyük.',
      means: 'Fiyat değişmedi.',
      action: 'Liste fiyatını satış fiyatına eşit ya da ondan büyük yapın.',
    },
    en: {
      happened: 'The sale price is above the list price.',
      means: 'The price did not change.',
      action: 'Set the list price to the sale price or higher.',
    },
  },
  {
    sign: /satis fiyati bos olmamali|fiyat.*(gecersiz|sifir)/,
    tr: {
      happened: 'Pazarama fiyatı kabul etmedi: boş ya da geçersiz.',
      means: SAME_TR,
      action: 'Mağazadaki satış fiyatını denetleyin.',
    },
    en: {
      happened: 'Pazarama did not take the price: it is empty or invalid.',
      means: SAME_EN,
      action: 'Check the sale price in the shop.',
    },
  },
  {
    sign: /attribute bulunamadi|ozellik.*(zorunlu|bulunamadi)/,
    tr: {
      happened: 'Kategorinin istediği bir özellik eksik ya da bilinmiyor.',
      means: 'Ürün açılmadı.',
      action: 'Kategorinin özelliklerini yeniden okutun ve eksik olanı eşleyin.',
    },
    en: {
      happened: 'An attribute that the category asks for is missing or not known.',
      means: 'The product was not created.',
      action: 'Read the category’s attributes again and map the missing one.',
    },
  },
  {
    sign: /(barkod|urun).*(zaten|mevcut|kullanil)|already exists/,
    tr: {
      happened: 'Bu barkodla bir ürün Pazarama’da zaten var.',
      means: 'İkinci bir ürün açılmadı.',
      action: 'Listeyi yeniden okutun ve var olan ürünü bağlayın.',
    },
    en: {
      happened: 'There is a product with this barcode on Pazarama already.',
      means: 'No second product was created.',
      action: 'Read the listings again and link the one that is there.',
    },
  },
  {
    sign: /kategori.*(gecersiz|bulunamadi|yaprak|leaf)/,
    tr: {
      happened: 'Pazarama kategoriyi tanımadı ya da altına ürün açtırmıyor.',
      means: 'Ürün açılmadı.',
      action: 'Kategori ağacını yeniden okutun ve en alt kategoriyi seçin.',
    },
    en: {
      happened: 'Pazarama does not know the category, or takes no products under it.',
      means: 'The product was not created.',
      action: 'Read the category tree again and choose a lowest category.',
    },
  },
  {
    sign: /marka.*(gecersiz|bulunamadi)/,
    tr: {
      happened: 'Pazarama markayı tanımadı.',
      means: 'Ürün açılmadı.',
      action: 'Markayı Pazarama’nın listesinden seçin; yoksa panelden isteyin.',
    },
    en: {
      happened: 'Pazarama does not know the brand.',
      means: 'The product was not created.',
      action: 'Choose the brand from Pazarama’s list; where it is missing, ask for it in the panel.',
    },
  },
  {
    sign: /(statu|durum).*(guncellenemez|uygun degil|gecersiz)/,
    code: 'order/wrong-state',
    tr: {
      happened: 'Sipariş kalemi bu işlemin yapılabileceği durumda değil.',
      means: SAME_TR,
      action: 'Siparişleri yeniden okuyup kalemin durumuna bakın.',
    },
    en: {
      happened: 'The order line is not in a state in which this can be done.',
      means: SAME_EN,
      action: 'Read the orders again and look at the line’s state.',
    },
  },
  {
    sign: /1 ay(i|dan)/,
    tr: {
      happened: 'Pazarama bir aydan uzun tarih aralığını kabul etmedi.',
      means: 'Siparişler okunmadı.',
      action: 'Program aralığı kendi böler; bu tekrarlanıyorsa günlükleri gönderin.',
    },
    en: {
      happened: 'Pazarama did not take a span of more than a month.',
      means: 'The orders were not read.',
      action: 'The program cuts spans by itself; where this comes again, send the log.',
    },
  },
];
