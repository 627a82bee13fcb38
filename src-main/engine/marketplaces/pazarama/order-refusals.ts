import { problem, ProblemError } from '#contract/problem.ts';
import { NAME } from './errors.ts';
import { explanationTexts, type ExplanationRow } from '../kit/explain.ts';

const SAME_TR = 'Pazarama’da bir şey değişmedi.';
const SAME_EN = 'Nothing changed on Pazarama.';

/** What can't be done with an order, said before Pazarama is asked. */
const WHY = {
  'nothing-to-accept': {
    tr: {
      happened: 'Bu siparişte hazırlamaya alınacak bir kalem yok; kalemler iptal edilmiş ya da bekletiliyor.',
      means: SAME_TR,
      action: 'Siparişi yeniden okuyup durumuna bakın.',
    },
    en: {
      happened: 'No line of this order can be accepted; its lines were cancelled or are held.',
      means: SAME_EN,
      action: 'Read the order again and look at its state.',
    },
  },
  'nothing-to-ship': {
    tr: {
      happened: 'Bu siparişte kargoya verilecek bir kalem yok.',
      means: SAME_TR,
      action: 'İptal talebi varsa önce onu yanıtlayın; sonra siparişi yeniden okuyun.',
    },
    en: {
      happened: 'No line of this order can be shipped.',
      means: SAME_EN,
      action: 'Where the customer asked to cancel, answer that first; then read the order again.',
    },
  },
  'not-open': {
    tr: {
      happened: 'Kalem “alındı” ya da “hazırlanıyor” durumunda değil; artık iptal edilemez.',
      means: SAME_TR,
      action: 'Siparişi yeniden okuyup durumuna bakın.',
    },
    en: {
      happened: 'The line is neither received nor being prepared; it can’t be cancelled any more.',
      means: SAME_EN,
      action: 'Read the order again and look at its state.',
    },
  },
  'part-of-a-line': {
    tr: {
      happened: 'Pazarama’da bir kalemin bütün adetleri aynı durumdadır; bir kısmı ayrılamaz.',
      means: SAME_TR,
      action: 'Kalemin tamamını seçin ya da işi Pazarama panelinde yapın.',
    },
    en: {
      happened: 'On Pazarama all pieces of a line have one state; part of them can’t be told apart.',
      means: SAME_EN,
      action: 'Choose the whole line, or do it in Pazarama’s panel.',
    },
  },
} as const satisfies Readonly<Record<string, Pick<ExplanationRow, 'tr' | 'en'>>>;

/** `order/wrong-state` in words of its own; nothing was sent. */
export function cannot(why: keyof typeof WHY, packageId: string): ProblemError {
  const params = { marketplace: NAME, packageId, ...explanationTexts(WHY[why]) };
  return new ProblemError(problem('order/wrong-state', params));
}

export function orderNotFound(packageId: string): ProblemError {
  return new ProblemError(problem('channel/not-found', { marketplace: NAME, packageId }));
}

/** Nothing was sent: a shipment is reported with the id of a carrier of the seller's own settings. */
export function carrierNotKnown(carrier: string, known: readonly string[]): ProblemError {
  const list = known.length === 0 ? '–' : known.join(', ');
  const texts = explanationTexts({
    tr: {
      happened: `“${carrier}” Pazarama’daki teslimat ayarlarınızda yok.`,
      means: 'Kargo bildirilmedi.',
      action: `Şunlardan birini seçin: ${list}; ya da firmayı Pazarama panelinde ekleyin.`,
    },
    en: {
      happened: `“${carrier}” is not in your delivery settings on Pazarama.`,
      means: 'The shipment was not reported.',
      action: `Choose one of these: ${list}; or add the carrier in Pazarama’s panel.`,
    },
  });
  return new ProblemError(problem('input/invalid', { field: 'carrier', marketplace: NAME, ...texts }));
}
