import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mulDivRound } from '#common/money.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { countedFrom } from './draft.ts';
import classes from './editor.module.css';
import { FieldFrame } from './field-frame.tsx';
import { AmountField, WholeInput } from './simple-inputs.tsx';
import { SpecialField } from './special-field.tsx';
import { useEditing } from './use-editing.ts';

/** What a product costs, for whom and until when, and how many of it there are. */
export function PriceTab(): React.ReactNode {
  const { t } = useTranslation('products');
  const { facts } = useEditing();
  return (
    <div className={classes['columns']}>
      <div className={classes['stack']}>
        <AmountField
          name="price"
          label={t('fields.priceIn', { currency: facts.currency })}
          help={t(facts.pricesIncludeTax ? 'help.priceWithTax' : 'help.priceWithoutTax')}
        />
        <SpecialField />
      </div>
      <div className={classes['stack']}>
        <QuantityField />
        <AmountField
          name="cost"
          label={t('fields.costIn', { currency: facts.currency })}
          help={t('help.cost')}
          emptyAllowed
        />
        <Margin />
      </div>
    </div>
  );
}

function QuantityField(): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const { valueOf, modeOf, setMode, draft, detail } = useEditing();
  const value = valueOf('quantity');
  const shop = countedFrom(draft, detail, 'quantity');
  if (typeof value !== 'number' || typeof shop !== 'number') return null;
  const difference = value - shop;
  const unreadable = draft.quantity !== undefined && draft.quantity.mine === undefined;
  const signed = `${difference > 0 ? '+' : difference < 0 ? '−' : ''}${format.number(Math.abs(difference))}`;
  return (
    <FieldFrame name="quantity">
      <Stack gap={8}>
        <WholeInput name="quantity" label={t('fields.quantity')} />
        <Radio.Group
          aria-label={t('stock.mode')}
          value={modeOf('quantity')}
          onChange={(mode) => setMode('quantity', mode === 'set' ? 'set' : 'difference')}
        >
          <Stack gap={8}>
            <Radio
              value="difference"
              label={
                difference === 0 || unreadable
                  ? t('stock.difference')
                  : t('stock.differenceOf', { difference: signed })
              }
              description={t('stock.differenceHelp')}
            />
            <Radio value="set" label={t('stock.set')} description={t('stock.setHelp')} />
          </Stack>
        </Radio.Group>
      </Stack>
    </FieldFrame>
  );
}

/** What is left of the price over the cost, as money and in percent of the price. */
function Margin(): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const { valueOf, facts } = useEditing();
  const price = valueOf('price');
  const cost = valueOf('cost');
  if (typeof price !== 'number' || typeof cost !== 'number' || price <= 0) return null;
  const left = price - cost;
  const percent = mulDivRound(left, 1_000, price) / 10;
  return (
    <p className={classes['margin']} data-below={left < 0 || undefined}>
      {t('margin', { money: format.money(left, facts.currency), percent: format.percent(percent) })}
      {left < 0 ? ` · ${t('marginBelow')}` : ''}
    </p>
  );
}
