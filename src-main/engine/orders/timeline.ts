import type { Bilingual, Language } from '#contract/basics.ts';

/**
 * What an order's timeline can say. Rows keep the step's name, so that an old order reads right in either language;
 * `detail` beside it carries the figure or name that belongs to it and never anything personal.
 */
export const TIMELINE_TEXTS = {
  received: { tr: 'Sipariş alındı, stok ayrıldı', en: 'Order received, stock reserved' },
  'kept-as-history': {
    tr: 'Bağlanmadan önce gönderilmiş ya da kapanmış; mağazaya yazılmadı',
    en: 'Sent or closed before connecting; not written to the shop',
  },
  'status-changed': { tr: 'Pazaryerindeki durum değişti', en: 'Status at the marketplace changed' },
  'lines-changed': { tr: 'Siparişin adetleri değişti', en: 'Quantities of the order changed' },
  quarantined: { tr: 'Anlaşılmayan paket ayrıldı', en: 'A package that was not understood was put aside' },
  'written-to-shop': { tr: 'Mağazaya yazıldı', en: 'Written to the shop' },
  'shop-lines-changed': { tr: 'Mağazadaki adetler düzeltildi', en: 'Quantities in the shop corrected' },
  'shop-order-cancelled': { tr: 'Mağazadaki sipariş iptal edildi', en: 'Order in the shop cancelled' },
  'shop-write-failed': { tr: 'Mağazaya yazılamadı', en: 'Could not be written to the shop' },
  'shop-order-not-holding': {
    tr: 'Mağazadaki sipariş stok tutmayan bir durumda',
    en: 'The order in the shop has a status that holds no stock',
  },
  'shop-status-set': {
    tr: 'Mağazadaki durum pazaryerine göre değiştirildi',
    en: 'Status in the shop changed to follow the marketplace',
  },
  'shop-status-left': {
    tr: 'Mağazadaki durum satıcının kendi seçimi, değiştirilmedi',
    en: 'Status in the shop is the merchant’s own choice and stays',
  },
  'shop-status-failed': {
    tr: 'Mağazadaki durum değiştirilemedi, yeniden denenecek',
    en: 'Status in the shop could not be changed, it is tried again',
  },
  'shop-api-asked': { tr: 'Durum mağazanın API’sinden istendi', en: 'Status asked of the shop’s API' },
  'shop-api-answered': { tr: 'Mağazanın API’si yanıt verdi', en: 'The shop’s API answered' },
  'invoice-number-missing': {
    tr: 'Mağazada fatura numarası yok; faturalandı bildirimi numarayı bekliyor',
    en: 'The shop has no invoice number yet; reporting the invoice waits for it',
  },
  'retry-asked': { tr: 'Yeniden yazılması istendi', en: 'Asked to be written again' },
  'picking-reported': { tr: 'Hazırlanıyor olarak bildirildi', en: 'Reported as being picked' },
  'invoice-reported': { tr: 'Faturalandı olarak bildirildi', en: 'Reported as invoiced' },
  'outcome-unknown': {
    tr: 'Bildirimin sonucu bilinmiyor, yeniden okunacak',
    en: 'Outcome of the report is unknown, it is read back',
  },
  'outcome-open': {
    tr: 'Yanıtı gelmedi, pazaryeri de göstermiyor: panelden bakıp ulaştı mı söyleyin',
    en: 'Got no answer, and the marketplace does not show it: look in the panel and say whether it arrived',
  },
  'found-arrived': { tr: 'Yanıtı gelmemişti, ulaşmış', en: 'Its answer was lost; it has arrived' },
  'found-not-arrived': {
    tr: 'Yanıtı gelmemişti, ulaşmamış; gerekiyorsa yeniden yapın',
    en: 'Its answer was lost; it has not arrived, do it again if needed',
  },
  'buyer-forgotten': {
    tr: 'Biten siparişin alıcı bilgileri süresi dolduğu için bu programdan silindi',
    en: 'The order ended long ago: its buyer’s data were erased from this program',
  },
  'desk-done': { tr: 'Pazaryerine iletildi', en: 'Told the marketplace' },
  'report-refused': { tr: 'Pazaryeri bildirimi kabul etmedi', en: 'The marketplace refused the report' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type TimelineStep = keyof typeof TIMELINE_TEXTS;

/** The step in the merchant's language; a step that this version does not know is shown as it was kept. */
export function timelineText(step: string, language: Language): string {
  return Object.hasOwn(TIMELINE_TEXTS, step) ? TIMELINE_TEXTS[step as TimelineStep][language] : step;
}
