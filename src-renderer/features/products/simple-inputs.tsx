import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldName } from '#common/product-field.ts';
import { useLanguage } from '../../i18n/use-format.ts';
import { amountText, readAmountText, readWhole } from './amount-text.ts';
import { FieldFrame } from './field-frame.tsx';
import { matchesWords } from './select-filter.ts';
import { useEditing } from './use-editing.ts';

type Named = { readonly name: FieldName; readonly label: string; readonly help?: string };

/** One line of text: a model, a code, a name. */
export function TextField({ name, label, help }: Named): React.ReactNode {
  const { valueOf, put, check } = useEditing();
  const value = valueOf(name);
  if (typeof value !== 'string') return null;
  return (
    <FieldFrame name={name}>
      <TextInput
        label={label}
        description={help}
        value={value}
        autoComplete="off"
        onChange={(event) => put(name, event.currentTarget.value)}
        onBlur={check}
      />
    </FieldFrame>
  );
}

/** Money: what is typed stays as typed; it counts once it has one meaning. An empty field is null, where that is allowed. */
export function AmountField({
  name,
  label,
  help,
  emptyAllowed = false,
}: Named & { readonly emptyAllowed?: boolean }): React.ReactNode {
  const { valueOf, put, check, draft } = useEditing();
  const language = useLanguage();
  const value = valueOf(name);
  if (value === undefined) return null;
  const text = draft[name]?.text ?? amountText(typeof value === 'number' ? value : null, language);
  return (
    <FieldFrame name={name}>
      <TextInput
        label={label}
        description={help}
        value={text}
        inputMode="decimal"
        autoComplete="off"
        maxLength={30}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          const read = readAmountText(typed, language);
          put(name, read === null && !emptyAllowed ? undefined : read, typed);
        }}
        onBlur={check}
      />
    </FieldFrame>
  );
}

/** A whole number of pieces. */
export function WholeInput({
  name,
  label,
  hideLabel = false,
}: Named & { readonly hideLabel?: boolean }): React.ReactNode {
  const { valueOf, put, check, draft } = useEditing();
  const language = useLanguage();
  const value = valueOf(name);
  if (typeof value !== 'number') return null;
  return (
    <TextInput
      {...(hideLabel ? { 'aria-label': label } : { label })}
      value={draft[name]?.text ?? String(value)}
      inputMode="numeric"
      autoComplete="off"
      maxLength={14}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        put(name, readWhole(typed, language), typed);
      }}
      onBlur={check}
    />
  );
}

export function EnabledField(): React.ReactNode {
  const { t } = useTranslation('products');
  const { valueOf, put, check } = useEditing();
  return (
    <FieldFrame name="enabled">
      <Switch
        label={t('fields.enabled')}
        description={t('help.enabled')}
        checked={valueOf('enabled') === true}
        onChange={(event) => put('enabled', event.currentTarget.checked)}
        onBlur={check}
      />
    </FieldFrame>
  );
}

export function ManufacturerField(): React.ReactNode {
  const { t } = useTranslation('products');
  const { valueOf, put, check, facts } = useEditing();
  const value = valueOf('manufacturer');
  if (value === undefined) return null;
  const known = facts.manufacturers.map(({ manufacturerId, name }) => ({
    value: manufacturerId,
    label: name,
  }));
  const missing =
    typeof value === 'string' && !known.some((each) => each.value === value)
      ? [{ value, label: t('unknownId', { id: value }) }]
      : [];
  return (
    <FieldFrame name="manufacturer">
      <Select
        label={t('fields.manufacturer')}
        placeholder={t('none')}
        data={[...missing, ...known]}
        value={typeof value === 'string' ? value : null}
        searchable
        clearable
        filter={matchesWords}
        limit={100}
        nothingFoundMessage={t('nothingFound')}
        onChange={(chosen) => put('manufacturer', chosen)}
        onBlur={check}
      />
    </FieldFrame>
  );
}
