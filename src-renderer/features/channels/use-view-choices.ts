import { useTranslation } from 'react-i18next';
import type { ShopView } from '#contract/channels.ts';
import type { StoreReport } from '#contract/shop.ts';
import { useFormat } from '../../i18n/use-format.ts';

type Choice = { readonly value: string; readonly label: string };

/**
 * What a channel can choose from, by field, without the shop's own default. What is chosen already and the shop no longer
 * shows stands in the list too, marked as that.
 */
export function useViewChoices(
  report: StoreReport,
  chosen: ShopView,
  currency: string,
): Readonly<Record<keyof ShopView, readonly Choice[]>> {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const withChosen = (choices: readonly Choice[], value: string | null): readonly Choice[] =>
    value === null || choices.some((choice) => choice.value === value)
      ? choices
      : [...choices, { value, label: t('view.gone', { value }) }];
  // Store 0 is the shop itself: its default.
  const stores = report.stores
    .filter(({ storeId }) => storeId !== '0')
    .map(({ storeId, name }) => ({ value: storeId, label: name || storeId }));
  const groups = report.customerGroups.map(({ customerGroupId, name }) => ({
    value: customerGroupId,
    label: name || t('view.unnamedGroup', { id: customerGroupId }),
  }));
  const currencies = report.currencies
    .filter((each) => each.currency === currency && currency !== report.currency)
    .map((each) => ({
      value: each.currency,
      label: t('view.rate', {
        currency: each.currency,
        shop: report.currency,
        rate: format.number(Number(each.value)),
      }),
    }));
  return {
    storeId: withChosen(stores, chosen.storeId),
    customerGroupId: withChosen(groups, chosen.customerGroupId),
    currency: withChosen(currencies, chosen.currency),
    language: withChosen(
      report.languages.map((code) => ({ value: code, label: format.shopLanguage(code) })),
      chosen.language,
    ),
  };
}
