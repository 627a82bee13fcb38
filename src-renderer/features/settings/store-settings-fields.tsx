import { Select, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CodeSource, StoreReport, StoreSettings } from '#contract/shop.ts';
import { useFormat } from '../../i18n/use-format.ts';

const NONE = '';

/** Those of the settings that say how the shop's rows are read. */
export type ReadingSettings = Pick<
  StoreSettings,
  'barcodeSource' | 'stockCodeSource' | 'optionBarcodeSource' | 'optionStockCodeSource' | 'pricesIncludeTax'
>;

/** How the shop's rows are read: which column is what, and whether prices hold the tax. */
export function StoreSettingsFields({
  report,
  value,
  onChange,
}: {
  readonly report: StoreReport;
  readonly value: ReadingSettings;
  readonly onChange: (change: Partial<ReadingSettings>) => void;
}): React.ReactNode {
  const { t } = useTranslation('settings');
  const { ofProducts, ofOptions } = useSourceOptions(report);
  return (
    <Stack gap="sm">
      <Select
        label={t('store.barcodeSource')}
        data={ofProducts}
        value={value.barcodeSource ?? NONE}
        onChange={(source) => onChange({ barcodeSource: source === NONE ? null : source })}
      />
      <Select
        label={t('store.stockCodeSource')}
        data={ofProducts}
        value={value.stockCodeSource ?? NONE}
        onChange={(source) => onChange({ stockCodeSource: source === NONE ? null : source })}
      />
      {ofOptions.length > 1 ? (
        <>
          <Select
            label={t('store.optionBarcodeSource')}
            description={t('store.optionSourceText')}
            data={ofOptions}
            value={value.optionBarcodeSource ?? NONE}
            onChange={(source) => onChange({ optionBarcodeSource: source === NONE ? null : source })}
          />
          <Select
            label={t('store.optionStockCodeSource')}
            data={ofOptions}
            value={value.optionStockCodeSource ?? NONE}
            onChange={(source) => onChange({ optionStockCodeSource: source === NONE ? null : source })}
          />
        </>
      ) : null}
      <Switch
        label={t('store.pricesIncludeTax')}
        description={t('store.pricesIncludeTaxText')}
        checked={value.pricesIncludeTax}
        onChange={(event) => onChange({ pricesIncludeTax: event.currentTarget.checked })}
      />
    </Stack>
  );
}

type Option = { readonly value: string; readonly label: string };

/** Each source with what was measured of it, products' and option values' apart: one is not the other's code. */
function useSourceOptions(report: StoreReport): {
  readonly ofProducts: readonly Option[];
  readonly ofOptions: readonly Option[];
} {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const option = ({ source, filled, distinct, validGtin }: CodeSource): Option => {
    const words = { source, filled: format.number(filled), valid: format.number(validGtin) };
    const label = validGtin > 0 ? t('store.sourceGtin', words) : t('store.source', words);
    const repeated = filled - distinct;
    const more = repeated > 0 ? t('store.sourceRepeated', { repeated: format.number(repeated) }) : '';
    return { value: source, label: more === '' ? label : `${label}, ${more}` };
  };
  const [products, options] = [
    report.codeSources.filter(({ source }) => !isOfOptions(source)),
    report.codeSources.filter(({ source }) => isOfOptions(source)),
  ];
  return {
    ofProducts: [{ value: NONE, label: t('store.none') }, ...products.map(option)],
    ofOptions: [{ value: NONE, label: t('store.asProducts') }, ...options.map(option)],
  };
}

function isOfOptions(source: string): boolean {
  return source.startsWith('option:') || source.startsWith('related:');
}
