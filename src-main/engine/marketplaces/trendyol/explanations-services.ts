import type { ExplanationRow } from '../kit/explain.ts';

/** Messages of the services beside stock, prices and orders (sheet §3.6–4.4, §5; state of 24 Nov 2026). */
export const SERVICE_ROWS: readonly ExplanationRow[] = [
  {
    sign: /description.*(?:bos|empty)|aciklama alani bos/,
    tr: {
      happened: 'Ürünün açıklaması boş olduğu için Trendyol kabul etmedi.',
      means: 'Ürün Trendyol’da açılmadı ya da güncellenmedi.',
      action: 'Açıklamayı yazın, sonra yeniden gönderin.',
    },
    en: {
      happened: 'Trendyol refused the product because its description is empty.',
      means: 'The product was not created or updated on Trendyol.',
      action: 'Write a description, then send it again.',
    },
  },
  {
    sign: /banned_word|yasakli kelime/,
    tr: {
      happened: 'Metinde Trendyol’un yasakladığı bir kelime var.',
      means: 'Değişiklik kalite kontrolünden geçmedi; ürün eski içeriğiyle duruyor.',
      action: 'Ayrıntıda adı geçen alanı düzeltip yeniden gönderin.',
    },
    en: {
      happened: 'The text holds a word that Trendyol bans.',
      means: 'The change did not pass quality control; the product keeps its old content.',
      action: 'Mend the field that the details name, then send it again.',
    },
  },
  {
    sign: /fatura daha once gonderil|invoice.*already|already.*invoice/,
    code: 'order/wrong-state',
    tr: {
      happened:
        'Bu paketin faturası Trendyol’a daha önce gönderilmiş ya da bağlantı başka bir pakette kullanılmış.',
      means: 'Yeni fatura kaydedilmedi; Trendyol’daki eskisi geçerli.',
      action: 'Değiştirmek için önce gönderilmiş faturayı silin, sonra yenisini gönderin.',
    },
    en: {
      happened:
        'An invoice for this package was sent to Trendyol before, or the link stands with another package.',
      means: 'The new invoice was not kept; the earlier one stands.',
      action: 'To replace it, delete the invoice that was sent, then send the new one.',
    },
  },
  {
    sign: /size degeri 500 ya da 1000/,
    tr: {
      happened: 'Trendyol’un finans servisi sayfa boyutunu kabul etmedi.',
      means: 'Cari hesap hareketleri okunamadı; bir şey değişmedi.',
      action: 'Programı güncelleyin; sürerse günlüğü geliştiriciye iletin.',
    },
    en: {
      happened: 'Trendyol’s finance service refused the size of the page.',
      means: 'Settlements could not be read; nothing changed.',
      action: 'Update the program; if it persists, send the log to its developer.',
    },
  },
  {
    sign: /question\.already\.answered|daha once cevaplan|already answered/,
    code: 'order/wrong-state',
    tr: {
      happened: 'Bu soru daha önce yanıtlanmış.',
      means: 'İkinci yanıt kaydedilmedi.',
      action: 'Soruları yeniden okuyup gönderilmiş yanıta bakın.',
    },
    en: {
      happened: 'This question was answered before.',
      means: 'The second answer was not kept.',
      action: 'Read the questions again and look at the answer that was sent.',
    },
  },
  {
    sign: /cevaplama suresi|time limit/,
    code: 'order/wrong-state',
    tr: {
      happened: 'Soruyu yanıtlama süresi (üç iş günü) dolmuş.',
      means: 'Soru yanıtsız kapandı.',
      action: 'Yapılacak bir şey yok; sıradaki sorulara bakın.',
    },
    en: {
      happened: 'The time for answering this question (three business days) is over.',
      means: 'The question was closed without an answer.',
      action: 'Nothing can be done; look at the next questions.',
    },
  },
  {
    sign: /banned word limit|yasakli.*siniri/,
    tr: {
      happened: 'Bu soruda yasaklı kelime sınırı aşıldı.',
      means: 'Trendyol bu soru için başka yanıt almıyor.',
      action: 'Satıcı panelinden destek isteyin.',
    },
    en: {
      happened: 'The limit of banned words was passed for this question.',
      means: 'Trendyol takes no further answer to it.',
      action: 'Ask for support in the seller panel.',
    },
  },
  {
    sign: /claim\.issue\.reason|ret nedeni bulunamadi|\b(?:251|1701|1751|2001|2151|2201)\b.*(?:reason|neden)/,
    tr: {
      happened: 'Trendyol bu iade ret nedenini artık tanımıyor.',
      means: 'İade reddedilmedi; yanıt süresi işlemeye devam ediyor.',
      action: 'Ret nedenlerini yeniden okuyup listeden bir neden seçin.',
    },
    en: {
      happened: 'Trendyol does not know this reason for rejecting a return any more.',
      means: 'The return was not rejected; the time to answer goes on.',
      action: 'Read the reasons again and choose one of the list.',
    },
  },
  {
    sign: /digital\.good\.business\.unit/,
    tr: {
      happened: 'Trendyol bu teslimat biçimini bu ürün türü için kabul etmedi.',
      means: 'Paketin durumu değişmedi.',
      action:
        'Fiziksel ürünlerde takip bağlantısı ya da telefon bildirin; dijital kodlar satıcı panelinden gönderilir.',
    },
    en: {
      happened: 'Trendyol does not take this kind of delivery for this kind of goods.',
      means: 'The package’s state did not change.',
      action:
        'Report a tracking link or a telephone for physical goods; digital codes are sent in the seller panel.',
    },
  },
];
