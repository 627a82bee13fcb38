import { Anchor, Collapse, PasswordInput, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { CredentialField } from '#contract/channels.ts';
import { useFormat } from '../../i18n/use-format.ts';

export type CredentialValues = Readonly<Record<string, string>>;
export type FieldVerdict = 'fine' | 'missing' | 'invalid';

/** Judges one credential as typed, by the pattern of the marketplace's manifest. Outer blanks do not count. */
export function judgeCredential(field: CredentialField, value: string | undefined): FieldVerdict {
  const text = (value ?? '').trim();
  if (text === '') return 'missing';
  return new RegExp(field.pattern, 'u').test(text) ? 'fine' : 'invalid';
}

/** Values without the outer blanks that copying brings along. */
export function trimmedCredentials(values: CredentialValues): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.trim()]));
}

/** The credentials form as the marketplace's manifest draws it, each field with its "where do I find this?". */
export function CredentialFields({
  fields,
  values,
  judged,
  optional = false,
  onChange,
}: {
  readonly fields: readonly CredentialField[];
  readonly values: CredentialValues;
  /** Show what is wrong with the fields: only after the first try, so that nobody is told off while typing. */
  readonly judged: boolean;
  readonly optional?: boolean;
  readonly onChange: (values: CredentialValues) => void;
}): React.ReactNode {
  return fields.map((field) => (
    <OneField
      key={field.key}
      field={field}
      value={values[field.key] ?? ''}
      verdict={judged ? verdictOf(field, values[field.key], optional) : 'fine'}
      required={!optional}
      onChange={(value) => onChange({ ...values, [field.key]: value })}
    />
  ));
}

function verdictOf(field: CredentialField, value: string | undefined, optional: boolean): FieldVerdict {
  const verdict = judgeCredential(field, value);
  return optional && verdict === 'missing' ? 'fine' : verdict;
}

function OneField({
  field,
  value,
  verdict,
  required,
  onChange,
}: {
  readonly field: CredentialField;
  readonly value: string;
  readonly verdict: FieldVerdict;
  readonly required: boolean;
  readonly onChange: (value: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const [helpOpened, { toggle }] = useDisclosure(false);
  const Input = field.secret ? PasswordInput : TextInput;
  const error = { fine: null, missing: t('form.fieldMissing'), invalid: t('form.fieldInvalid') }[verdict];
  return (
    <Input
      label={format.pick(field.label)}
      name={`credential-${field.key}`}
      autoComplete="off"
      spellCheck={false}
      maxLength={2_000}
      required={required}
      withAsterisk={false}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      descriptionProps={{ component: 'div' }}
      description={
        <>
          <Anchor component="button" type="button" size="xs" aria-expanded={helpOpened} onClick={toggle}>
            {t('form.whereFind')}
          </Anchor>
          <Collapse expanded={helpOpened} transitionDuration={80}>
            {format.pick(field.help)}
          </Collapse>
        </>
      }
    />
  );
}
