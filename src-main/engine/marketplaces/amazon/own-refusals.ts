import type { ExplanationRow } from '../kit/explain.ts';

/** What is refused here before anything is sent, each by its sign. */
export const OWN_REFUSALS: readonly ExplanationRow[] = [
  {
    sign: /^meschain:not-there$/,
    tr: [
      'Amazon hesabınızda bu stok koduyla (SKU) bir listeleme yok.',
      'Stoku ve fiyatı yazılamadı; yeni bir listeleme de açılmadı.',
      'Stok kodunun Amazon’daki SKU ile aynı olduğunu denetleyin; listelemeleri yeniden okuyun.',
    ],
    en: [
      'Your Amazon account has no listing with this stock code (SKU).',
      'Its stock and price could not be written, and no new listing was made.',
      'Check that the stock code equals the SKU on Amazon; read the listings again.',
    ],
  },
  {
    sign: /^meschain:amazon-fulfils$/,
    tr: [
      'Bu listelemenin stokunu Amazon kendi deposunda tutuyor (FBA).',
      'Stok bu programdan yazılamaz; yazılsaydı gönderim size geçerdi. Hiçbir şey değişmedi.',
      'Listelemeyi dondurun ya da Seller Central’da “satıcı gönderir”e çevirin.',
    ],
    en: [
      'Amazon keeps this listing’s stock in its own warehouse (FBA).',
      'Stock can’t be written from here; writing it would make you the shipper. Nothing changed.',
      'Freeze the listing, or change it to “fulfilled by merchant” in Seller Central.',
    ],
  },
  {
    sign: /^meschain:other-currency$/,
    code: 'channel/not-offered',
    tr: [
      'Bu Amazon mağazası Türk lirasıyla satmıyor.',
      'Fiyat gönderilmedi; stok gönderilebilir.',
      'Fiyatı Seller Central’dan verin ya da amazon.com.tr kanalını kullanın.',
    ],
    en: [
      'This Amazon shop does not sell in Turkish lira.',
      'No price was sent; stock can be.',
      'Set the price in Seller Central, or use the amazon.com.tr channel.',
    ],
  },
  {
    sign: /^meschain:already-there$/,
    tr: [
      'Bu stok koduyla bir listelemeniz Amazon’da zaten var.',
      'İkinci bir ürün açılmadı; var olan değişmedi.',
      'Var olan listelemeyi eşleştirip güncelleyin.',
    ],
    en: [
      'A listing of yours with this stock code exists on Amazon already.',
      'No second product was created; the existing one is unchanged.',
      'Link the existing listing and update it.',
    ],
  },
  {
    sign: /^meschain:no-tracking-number$/,
    code: 'input/invalid',
    tr: [
      'Kargo takip numarası boş.',
      'Amazon takip numarası olmadan kargo bildirimi almaz; hiçbir şey gönderilmedi.',
      'Kargo firmasının verdiği takip numarasını girip yeniden bildirin.',
    ],
    en: [
      'The tracking number is empty.',
      'Amazon takes no shipment without one; nothing was sent.',
      'Enter the number that the carrier gave you, and report the shipment again.',
    ],
  },
  {
    sign: /^meschain:no-carrier$/,
    code: 'input/invalid',
    tr: [
      'Kargo firmasının adı boş.',
      'Amazon, listesinde olmayan bir firmayı ancak adıyla kabul eder; hiçbir şey gönderilmedi.',
      'Kargo firmasının adını (ör. Yurtiçi Kargo) ya da code: ile Amazon’daki kodunu girin.',
    ],
    en: [
      'The carrier’s name is empty.',
      'Amazon takes a carrier that is not on its list by its name alone; nothing was sent.',
      'Enter the carrier’s name (e.g. Yurtiçi Kargo), or its code on Amazon after “code:”.',
    ],
  },
];
