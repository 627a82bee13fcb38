import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldValue, OptionPrice } from '#contract/product-value.ts';
import type { ProductOptionValue } from '#contract/products.ts';
import { useLanguage } from '../../i18n/use-format.ts';
import { amountText, readAmountText } from './amount-text.ts';
import { CodesSection } from './codes-section.tsx';
import classes from './editor.module.css';
import { FieldFrame } from './field-frame.tsx';
import { WholeInput } from './simple-inputs.tsx';
import { useEditing } from './use-editing.ts';

/** Every option value with its own stock and what it adds to the price. */
export function OptionsTab(): React.ReactNode {
  const { t } = useTranslation('products');
  const { detail, facts } = useEditing();
  if (detail.options.length === 0) return <p className={classes['muted']}>{t('options.none')}</p>;
  return (
    <div className={classes['stack']}>
      <p className={classes['muted']}>{t('options.help')}</p>
      <table className={classes['options']} aria-label={t('tabs.options')}>
        <thead>
          <tr>
            <th scope="col">{t('options.value')}</th>
            <th scope="col">{t('fields.quantity')}</th>
            <th scope="col">{t('options.price', { currency: facts.currency })}</th>
          </tr>
        </thead>
        {[...Map.groupBy(detail.options, ({ option }) => option)].map(([name, values]) => (
          <tbody key={name}>
            <tr>
              <th scope="rowgroup" colSpan={3} className={classes['optionName']}>
                {name}
              </th>
            </tr>
            {values.map((option) => (
              <OptionRow key={option.optionValueId} option={option} />
            ))}
          </tbody>
        ))}
      </table>
      <CodesSection />
    </div>
  );
}

function OptionRow({ option }: { readonly option: ProductOptionValue }): React.ReactNode {
  const { t } = useTranslation('products');
  const named = `${option.option}: ${option.value}`;
  const quantity = `option:${option.optionValueId}:quantity` as const;
  return (
    <tr>
      <th scope="row">
        <span className="ms-visually-hidden">{option.option}: </span>
        {option.value}
        {option.subtracts ? null : <span className={classes['note']}>{t('options.notSubtracted')}</span>}
      </th>
      <td>
        <FieldFrame name={quantity}>
          <WholeInput name={quantity} label={t('options.quantityOf', { option: named })} hideLabel />
        </FieldFrame>
      </td>
      <td>
        <OptionPriceField option={option} named={named} />
      </td>
    </tr>
  );
}

function OptionPriceField({
  option,
  named,
}: {
  readonly option: ProductOptionValue;
  readonly named: string;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const language = useLanguage();
  const { valueOf, put, check, draft } = useEditing();
  const name = `option:${option.optionValueId}:price` as const;
  const price = asOptionPrice(valueOf(name));
  if (price === null) return null;
  const text = draft[name]?.text ?? amountText(price.priceE4, language);
  const change = (typed: string, prefix: string): void => {
    const priceE4 = readAmountText(typed, language) ?? undefined;
    put(name, priceE4 === undefined ? undefined : { priceE4, prefix }, typed);
  };
  return (
    <FieldFrame name={name}>
      <div className={classes['optionPrice']}>
        <Select
          aria-label={t('options.prefixOf', { option: named })}
          data={prefixes(price.prefix)}
          value={price.prefix}
          w={64}
          onChange={(prefix) => change(text, prefix ?? price.prefix)}
          onBlur={check}
        />
        <TextInput
          aria-label={t('options.priceOf', { option: named })}
          value={text}
          inputMode="decimal"
          autoComplete="off"
          maxLength={30}
          onChange={(event) => change(event.currentTarget.value, price.prefix)}
          onBlur={check}
        />
      </div>
    </FieldFrame>
  );
}

/** OpenCart knows plus and minus; a prefix of an extension stays as long as nobody chooses another. */
function prefixes(present: string): { readonly value: string; readonly label: string }[] {
  const known = [
    { value: '+', label: '+' },
    { value: '-', label: '−' },
  ];
  return present === '+' || present === '-' ? known : [{ value: present, label: present || '·' }, ...known];
}

function asOptionPrice(value: FieldValue | undefined): OptionPrice | null {
  return typeof value === 'object' && value !== null && 'prefix' in value ? value : null;
}
