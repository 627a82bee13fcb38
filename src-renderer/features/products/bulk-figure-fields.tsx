import { Checkbox, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { Amount, Ways, type BulkParts } from './bulk-inputs.tsx';
import classes from './products.module.css';

export function PriceFields(parts: BulkParts): React.ReactNode {
  const { t } = useTranslation('products');
  const { draft, facts, onChange } = parts;
  const how = draft.priceHow;
  return (
    <>
      <Ways
        label={t('bulk.how')}
        ways={(['percent', 'add', 'set'] as const).map((value) => ({
          value,
          label: t(`bulk.price.${value}`),
        }))}
        value={how}
        onChange={(priceHow) => onChange({ priceHow })}
      />
      <div className={classes['pair']}>
        <Amount
          {...parts}
          label={how === 'percent' ? t('bulk.percent') : t('bulk.money', { currency: facts.currency })}
          help={t(`bulk.price.${how}Help`)}
        />
        <Select
          label={t('bulk.rounding')}
          data={(['kurus', 'whole', 'ninety', 'ninety-nine'] as const).map((value) => ({
            value,
            label: t(`bulk.roundings.${value}`),
          }))}
          value={draft.rounding}
          onChange={(rounding) => rounding !== null && onChange({ rounding })}
        />
      </div>
    </>
  );
}

export function CostFields(parts: BulkParts): React.ReactNode {
  const { t } = useTranslation('products');
  const { draft, facts, onChange } = parts;
  return (
    <>
      <Ways
        label={t('bulk.how')}
        ways={[
          { value: 'set', label: t('bulk.price.set') },
          { value: 'percent', label: t('bulk.price.percent') },
        ]}
        value={draft.costHow}
        onChange={(costHow) => onChange({ costHow })}
      />
      <Amount
        {...parts}
        label={
          draft.costHow === 'percent' ? t('bulk.percent') : t('bulk.money', { currency: facts.currency })
        }
        help={t('help.cost')}
      />
    </>
  );
}

export function QuantityFields(parts: BulkParts): React.ReactNode {
  const { t } = useTranslation('products');
  const { draft, onChange } = parts;
  return (
    <>
      <Ways
        label={t('bulk.how')}
        ways={(['add', 'set'] as const).map((value) => ({ value, label: t(`bulk.quantity.${value}`) }))}
        value={draft.quantityHow}
        onChange={(quantityHow) => onChange({ quantityHow })}
      />
      <Amount {...parts} label={t('bulk.pieces')} help={t(`bulk.quantity.${draft.quantityHow}Help`)} />
      <Checkbox
        label={t('bulk.quantity.optionsToo')}
        description={t('bulk.quantity.optionsTooHelp')}
        checked={draft.optionsToo}
        onChange={(event) => onChange({ optionsToo: event.currentTarget.checked })}
      />
    </>
  );
}

export function SpecialFields(parts: BulkParts): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const { draft, onChange } = parts;
  const date = (name: 'dateStart' | 'dateEnd', label: string): React.ReactNode => (
    <TextInput
      type="date"
      label={label}
      value={draft[name]}
      description={draft[name] === '' ? null : format.day(draft[name])}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <Ways
        label={t('bulk.how')}
        ways={(['start', 'end'] as const).map((value) => ({ value, label: t(`bulk.special.${value}`) }))}
        value={draft.special}
        onChange={(special) => onChange({ special })}
      />
      {draft.special === 'end' ? (
        <p className={classes['help']}>{t('bulk.special.endHelp')}</p>
      ) : (
        <div className={classes['pair']}>
          <Amount {...parts} label={t('bulk.special.percentOff')} help={t('bulk.special.percentOffHelp')} />
          {date('dateStart', t('special.from'))}
          {date('dateEnd', t('special.until'))}
        </div>
      )}
    </>
  );
}
