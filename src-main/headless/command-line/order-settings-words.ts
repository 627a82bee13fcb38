import type { Language } from '#contract/basics.ts';

/** What a person reads about the settings for orders. */
export type OrderSettingsWords = {
  readonly titles: readonly [setting: string, now: string, choices: string];
  readonly none: string;
  readonly saved: string;
  readonly connectFirst: string;
  readonly apiKey: string;
  readonly keyMissing: string;
};

const tr: OrderSettingsWords = {
  titles: ['Ayar', 'Şimdi', 'Seçilebilenler'],
  none: 'yok',
  saved: 'Sipariş ayarları kaydedildi.',
  connectFirst: 'Önce mağaza bağlanmalı.',
  apiKey: 'Mağazanın API anahtarı',
  keyMissing:
    'API anahtarı verilmedi: MESCHAIN_SHOP_API_KEY ortam değişkenine yazın ya da komutu bir terminalde çalıştırın.',
};

const en: OrderSettingsWords = {
  titles: ['Setting', 'Now', 'What can be chosen'],
  none: 'none',
  saved: 'The settings for orders were kept.',
  connectFirst: 'A shop has to be connected first.',
  apiKey: 'The shop’s API key',
  keyMissing: 'No API key was given: set MESCHAIN_SHOP_API_KEY or run the command in a terminal.',
};

export function orderSettingsWords(language: Language): OrderSettingsWords {
  return language === 'tr' ? tr : en;
}
