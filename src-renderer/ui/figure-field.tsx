import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';
import { LOCALES } from '#common/localised-figures.ts';
import { useLanguage } from '../i18n/use-format.ts';

/** Both are typed in this country, whatever the language; neither may vanish and make 15 of 1,5. */
const TYPED = ['.', ','];

type Props = Omit<
  NumberInputProps,
  'decimalSeparator' | 'allowedDecimalSeparators' | 'value' | 'defaultValue' | 'onChange'
> & {
  /** Null for an empty field. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
};

/**
 * A number as it is written in the merchant's language, with a comma or a point typed for the decimals. What is half typed
 * (`1,`) stays as it stands.
 */
export function FigureField({ value, onChange, ...others }: Props): React.ReactNode {
  const language = useLanguage();
  const [typed, setTyped] = useState<number | string>(value ?? '');
  return (
    <NumberInput
      {...others}
      decimalSeparator={separatorOf(LOCALES[language])}
      allowedDecimalSeparators={TYPED}
      value={numberOf(typed) === value ? typed : (value ?? '')}
      onChange={(next) => {
        setTyped(next);
        onChange(numberOf(next));
      }}
    />
  );
}

/** Half typed numbers come as texts with a point, whatever is shown. */
function numberOf(typed: number | string): number | null {
  if (typeof typed === 'number') return typed;
  const read = Number(typed);
  return typed.trim() === '' || !Number.isFinite(read) ? null : read;
}

function separatorOf(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}
