import { createInstance, type FormatterModule, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { formatNumber } from '#common/localised-figures.ts';
import type { Language } from '#contract/basics.ts';
import { actions as actionsEn } from './en/actions.ts';
import { activity as activityEn } from './en/activity.ts';
import { archive as archiveEn } from './en/archive.ts';
import { capabilities as capabilitiesEn } from './en/capabilities.ts';
import { catalogue as catalogueEn } from './en/catalogue.ts';
import { channels as channelsEn } from './en/channels.ts';
import { common as commonEn } from './en/common.ts';
import { edits as editsEn } from './en/edits.ts';
import { listings as listingsEn } from './en/listings.ts';
import { onboarding as onboardingEn } from './en/onboarding.ts';
import { orders as ordersEn } from './en/orders.ts';
import { overview as overviewEn } from './en/overview.ts';
import { plan as planEn } from './en/plan.ts';
import { products as productsEn } from './en/products.ts';
import { publishing as publishingEn } from './en/publishing.ts';
import { questions as questionsEn } from './en/questions.ts';
import { returns as returnsEn } from './en/returns.ts';
import { settlements as settlementsEn } from './en/settlements.ts';
import { desk as deskEn } from './en/desk.ts';
import { settings as settingsEn } from './en/settings.ts';
import { actions } from './tr/actions.ts';
import { activity } from './tr/activity.ts';
import { archive } from './tr/archive.ts';
import { capabilities } from './tr/capabilities.ts';
import { catalogue } from './tr/catalogue.ts';
import { channels } from './tr/channels.ts';
import { common } from './tr/common.ts';
import { edits } from './tr/edits.ts';
import { listings } from './tr/listings.ts';
import { onboarding } from './tr/onboarding.ts';
import { orders } from './tr/orders.ts';
import { overview } from './tr/overview.ts';
import { plan } from './tr/plan.ts';
import { products } from './tr/products.ts';
import { publishing } from './tr/publishing.ts';
import { questions } from './tr/questions.ts';
import { returns } from './tr/returns.ts';
import { settlements } from './tr/settlements.ts';
import { desk } from './tr/desk.ts';
import { settings } from './tr/settings.ts';

/** The source language: its keys are the types of all others. */
export const turkish = {
  common,
  onboarding,
  overview,
  listings,
  plan,
  orders,
  activity,
  channels,
  settings,
  edits,
  products,
  archive,
  publishing,
  actions,
  catalogue,
  questions,
  returns,
  settlements,
  desk,
  capabilities,
};

export const english = {
  common: commonEn,
  onboarding: onboardingEn,
  overview: overviewEn,
  listings: listingsEn,
  plan: planEn,
  orders: ordersEn,
  activity: activityEn,
  channels: channelsEn,
  settings: settingsEn,
  edits: editsEn,
  products: productsEn,
  archive: archiveEn,
  publishing: publishingEn,
  actions: actionsEn,
  catalogue: catalogueEn,
  questions: questionsEn,
  returns: returnsEn,
  settlements: settlementsEn,
  desk: deskEn,
  capabilities: capabilitiesEn,
};

declare module 'i18next' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- i18next is told its keys by merging this interface
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof turkish;
    returnNull: false;
  }
}

/** Numbers inside sentences are written as everywhere else on the page: `12.480 ürün`. */
const numbers: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language) =>
    typeof value === 'number' ? formatNumber(value, language === 'en' ? 'en' : 'tr') : String(value),
};

/** The page's texts in both languages, ready at once (nothing is fetched). React escapes, so i18next must not. */
export function createTranslations(language: Language): i18n {
  const instance = createInstance();
  void instance
    .use(numbers)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      defaultNS: 'common',
      ns: Object.keys(turkish),
      resources: { tr: turkish, en: english },
      interpolation: { escapeValue: false, alwaysFormat: true },
      initAsync: false,
    });
  return instance;
}
