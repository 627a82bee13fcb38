import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldValue, Special } from '#contract/product-value.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { amountText, readAmountText } from './amount-text.ts';
import classes from './editor.module.css';
import { FieldFrame } from './field-frame.tsx';
import { useEditing } from './use-editing.ts';

/** A lower price for a while: its amount and its first and last day, either of them open. */
export function SpecialField(): React.ReactNode {
  const { t } = useTranslation('products');
  const { valueOf, put, draft } = useEditing();
  // The days stay while the amount is being typed and has no meaning yet.
  const [days, setDays] = useState<Pick<Special, 'dateStart' | 'dateEnd'> | null>(null);
  const value = valueOf('special');
  if (value === undefined) return null;
  const known = asSpecial(value);
  const typing = draft.special !== undefined && draft.special.mine === undefined;
  const special = typing ? { priceE4: 0, ...(days ?? { dateStart: null, dateEnd: null }) } : known;

  function start(): void {
    const price = valueOf('price');
    put('special', { priceE4: typeof price === 'number' ? price : 0, dateStart: null, dateEnd: null });
  }

  return (
    <FieldFrame name="special">
      <fieldset className={classes['group']}>
        <legend>{t('fields.special')}</legend>
        <p className={classes['muted']}>{t('help.special')}</p>
        {special === null ? (
          <Button variant="default" size="compact-sm" className={classes['start'] ?? ''} onClick={start}>
            {t('special.add')}
          </Button>
        ) : (
          <>
            <SpecialInputs special={special} onDays={setDays} />
            <Button
              variant="default"
              size="compact-sm"
              className={classes['start'] ?? ''}
              onClick={() => put('special', null)}
            >
              {t('special.remove')}
            </Button>
          </>
        )}
      </fieldset>
    </FieldFrame>
  );
}

function SpecialInputs({
  special,
  onDays,
}: {
  readonly special: Special;
  readonly onDays: (days: Pick<Special, 'dateStart' | 'dateEnd'>) => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const { language } = format;
  const { put, check, draft, facts } = useEditing();
  const text = draft.special?.text ?? amountText(special.priceE4, language);

  function change(typed: string, days: Pick<Special, 'dateStart' | 'dateEnd'>): void {
    onDays(days);
    const priceE4 = readAmountText(typed, language) ?? undefined;
    put('special', priceE4 === undefined ? undefined : { priceE4, ...days }, typed);
  }

  const { dateStart, dateEnd } = special;
  return (
    <div className={classes['specialRow']}>
      <TextInput
        label={t('special.price', { currency: facts.currency })}
        value={text}
        inputMode="decimal"
        autoComplete="off"
        maxLength={30}
        onChange={(event) => change(event.currentTarget.value, { dateStart, dateEnd })}
        onBlur={check}
      />
      <TextInput
        type="date"
        label={t('special.from')}
        value={dateStart ?? ''}
        description={dateStart === null ? null : format.day(dateStart)}
        onChange={(event) => change(text, { dateStart: event.currentTarget.value || null, dateEnd })}
        onBlur={check}
      />
      <TextInput
        type="date"
        label={t('special.until')}
        value={dateEnd ?? ''}
        description={dateEnd === null ? null : format.day(dateEnd)}
        onChange={(event) => change(text, { dateStart, dateEnd: event.currentTarget.value || null })}
        onBlur={check}
      />
    </div>
  );
}

function asSpecial(value: FieldValue): Special | null {
  return typeof value === 'object' && value !== null && 'dateStart' in value ? value : null;
}
