import { Select, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StoreReport, StoreSettings } from '#contract/shop.ts';
import { useFormat } from '../../i18n/use-format.ts';

const NONE = '';

/** How the shop's rows are read: which column is what, and whether prices hold the tax. */
export function StoreSettingsFields({
  report,
  value,
  onChange,
}: {
  readonly report: StoreReport;
  readonly value: Pick<StoreSettings, 'barcodeSource' | 'stockCodeSource' | 'pricesIncludeTax'>;
  readonly onChange: (
    change: Partial<Pick<StoreSettings, 'barcodeSource' | 'stockCodeSource' | 'pricesIncludeTax'>>,
  ) => void;
}): React.ReactNode {
  const { t } = useTranslation('settings');
  const options = useSourceOptions(report);
  return (
    <Stack gap="sm">
      <Select
        label={t('store.barcodeSource')}
        data={options}
        value={value.barcodeSource ?? NONE}
        onChange={(source) => onChange({ barcodeSource: source === NONE ? null : source })}
      />
      <Select
        label={t('store.stockCodeSource')}
        data={options}
        value={value.stockCodeSource ?? NONE}
        onChange={(source) => onChange({ stockCodeSource: source === NONE ? null : source })}
      />
      <Switch
        label={t('store.pricesIncludeTax')}
        description={t('store.pricesIncludeTaxText')}
        checked={value.pricesIncludeTax}
        onChange={(event) => onChange({ pricesIncludeTax: event.currentTarget.checked })}
      />
    </Stack>
  );
}

function useSourceOptions(report: StoreReport): { value: string; label: string }[] {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const options = report.codeSources.map(({ source, filled, validGtin }) => ({
    value: source,
    label:
      validGtin > 0
        ? t('store.sourceGtin', { source, filled: format.number(filled), valid: format.number(validGtin) })
        : t('store.source', { source, filled: format.number(filled) }),
  }));
  return [{ value: NONE, label: t('store.none') }, ...options];
}
