import type { ExplanationRow } from '../kit/explain.ts';

const NOTHING = { tr: 'Hiçbir şey değişmedi.', en: 'Nothing changed.' } as const;

/** Messages of order management, claims, questions and finance (sheet §4 to §6). */
export const ORDER_ROWS: readonly ExplanationRow[] = [
  {
    sign: /ongoing change address/,
    tr: [
      'Müşteri bu siparişin adresini değiştiriyor.',
      'Sipariş şimdilik paketlenemez.',
      'Bir süre sonra yeniden deneyin.',
    ],
    en: [
      'The customer is changing the address of this order.',
      'It can’t be packed for now.',
      'Try again in a while.',
    ],
  },
  {
    sign: /mutual barcode|^package label 10[12]$|\b10[12]\b.*(label|etiket|barcode)/,
    tr: [
      'Bu kargo firmasının ortak etiketi yok.',
      'Etiket Hepsiburada’dan alınamaz; paket etkilenmez.',
      'Paketin barkoduyla kendi etiketinizi yazdırın.',
    ],
    en: [
      'This cargo company has no common label.',
      'The label can’t be taken from Hepsiburada; the package is not affected.',
      'Print a label of your own with the package’s barcode.',
    ],
  },
  {
    sign: /gunluk limit/,
    tr: [
      'Bugünkü satıcı iptali sınırına (100) ulaşıldı.',
      'Kalem iptal edilmedi.',
      'Yarın yeniden deneyin ya da panelden destek isteyin.',
    ],
    en: [
      'Today’s limit of cancellations by the seller (100) is reached.',
      'The line was not cancelled.',
      'Try again tomorrow, or ask for help in the panel.',
    ],
  },
  {
    sign: /limit and offset|limitcannotbeempty|offset.*required/,
    code: 'channel/request-refused',
    tr: ['Hepsiburada istekte sayfa bilgisi bulamadı.', NOTHING.tr, 'Ayrıntıyı destekle paylaşın.'],
    en: ['Hepsiburada found no paging in the request.', NOTHING.en, 'Share the details with support.'],
  },
  {
    sign: /wrongdateformat/,
    code: 'channel/request-refused',
    tr: [
      'Hepsiburada tarih aralığını kabul etmedi.',
      'Liste tarihsiz okunur; eksik kalmaz.',
      'Bir şey yapmanız gerekmez.',
    ],
    en: [
      'Hepsiburada did not accept the range of dates.',
      'The list is read without dates; nothing is missing.',
      'Nothing to do.',
    ],
  },
  {
    sign: /wrong claim status/,
    code: 'channel/request-refused',
    tr: ['Hepsiburada talep durumunu tanımadı.', NOTHING.tr, 'Ayrıntıyı destekle paylaşın.'],
    en: ['Hepsiburada did not know the claim’s state.', NOTHING.en, 'Share the details with support.'],
  },
  {
    sign: /morethanonecurrenc/,
    code: 'channel/request-refused',
    tr: [
      'Bu aralıkta birden çok para birimi var.',
      'Muhasebe kayıtları bu aralık için okunamadı.',
      'Satıcı panelinden bakın.',
    ],
    en: [
      'This span holds more than one currency.',
      'The accounting records of this span could not be read.',
      'Look in the seller panel.',
    ],
  },
  {
    sign: /skulist cannot be empty/,
    code: 'channel/request-refused',
    tr: ['Hepsiburada istekte ürün kodu bulamadı.', NOTHING.tr, 'Ayrıntıyı destekle paylaşın.'],
    en: ['Hepsiburada found no product code in the request.', NOTHING.en, 'Share the details with support.'],
  },
  {
    sign: /\b(url|invoicelink|pdf)\b.*(application\/pdf|text\/html|content ?type)/,
    tr: [
      'Fatura adresi bir PDF ya da web sayfası vermiyor.',
      'Fatura Hepsiburada’ya iletilmedi.',
      'Adresin internetten, oturum açmadan açıldığını denetleyin.',
    ],
    en: [
      'The invoice’s address gives neither a PDF nor a web page.',
      'The invoice did not reach Hepsiburada.',
      'Check that the address opens from the internet without signing in.',
    ],
  },
];
