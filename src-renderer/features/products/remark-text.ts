import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditRemark } from '#contract/edits.ts';
import { useFormat } from '../../i18n/use-format.ts';

/** A remark as a sentence in the page's language, its amounts as money and its numbers grouped. */
export function useRemarkText(currency: string): (remark: EditRemark) => string {
  const { t } = useTranslation('products');
  const format = useFormat();
  return useCallback(
    ({ code, params }) => {
      const written = {
        ...NO_PARAMS,
        ...Object.fromEntries(
          Object.entries(params).map(([name, value]) => [
            name,
            name.endsWith('E4') && typeof value === 'number' ? format.money(value, currency) : value,
          ]),
        ),
      };
      if (code === 'out-of-range' && 'leastE4' in params) return t('remarks.amount-out-of-range', written);
      return t(`remarks.${code}`, written);
    },
    [t, format, currency],
  );
}

/** Every blank of every remark: which of them a remark fills is the engine's matter. */
const NO_PARAMS = {
  width: '',
  limit: '',
  least: '',
  greatest: '',
  leastE4: '',
  belowE4: '',
  value: '',
  dateStart: '',
  dateEnd: '',
  path: '',
  prefix: '',
};
