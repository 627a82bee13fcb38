import type { ExplanationRow } from '../kit/explain.ts';

/** What order and SOAP services refuse with (sheet §9, state of 24 Nov 2026). */
export const ORDER_ROWS: readonly ExplanationRow[] = [
  {
    sign: /on kosullar saglanamadi/,
    code: 'order/wrong-state',
    tr: {
      happened: 'Sipariş kalemi artık bu işlemin yapılabileceği durumda değil.',
      means: 'N11’de bir şey değişmedi.',
      action: 'Siparişleri yeniden okuyup kalemin durumuna bakın.',
    },
    en: {
      happened: 'The order line is no longer in a state in which this can be done.',
      means: 'Nothing changed on N11.',
      action: 'Read the orders again and look at the line’s state.',
    },
  },
  {
    sign: /maxcalllimit\.reached|istek sayisi en fazla/,
    code: 'channel/rate-limited',
    tr: {
      happened: 'N11’in bu servis için günlük istek sınırı doldu.',
      means: 'Bugün yanıt alınamaz.',
      action: 'Yarın yeniden deneyin.',
    },
    en: {
      happened: 'N11’s daily limit for this service is used up.',
      means: 'There will be no answer today.',
      action: 'Try again tomorrow.',
    },
  },
  {
    sign: /(sehir|ilce) bulunamadi/,
    tr: {
      happened: 'N11 adresin ilini ya da ilçesini tanımadı.',
      means: 'İşlem yapılmadı.',
      action: 'Adresi N11’in listesinden seçin.',
    },
    en: {
      happened: 'N11 does not know the city or district of the address.',
      means: 'Nothing was done.',
      action: 'Choose the address from N11’s list.',
    },
  },
  {
    sign: /application is not available/,
    code: 'channel/server-error',
    tr: {
      happened: 'N11 şu anda çalışmıyor ya da bakımda.',
      means: 'İstek işlenmedi.',
      action: 'Beklemek yeter; program yeniden dener.',
    },
    en: {
      happened: 'N11 is down or under maintenance.',
      means: 'The request was not processed.',
      action: 'Waiting is enough; the program tries again.',
    },
  },
];
