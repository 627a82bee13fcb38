import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListingFieldForm } from '#contract/publishing.ts';
import { useFormat } from '../../i18n/use-format.ts';

/** One field that the marketplace wants beside the common ones, drawn from its manifest. */
export function MarketplaceField({
  field,
  value,
  onChange,
}: {
  readonly field: ListingFieldForm;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const label = field.required
    ? t('panel.required', { name: format.pick(field.label) })
    : format.pick(field.label);
  const description = format.pick(field.help);
  if (field.kind === 'choice' || field.kind === 'flag') {
    const choices =
      field.kind === 'flag'
        ? [
            { value: 'true', label: t('panel.yes') },
            { value: 'false', label: t('panel.no') },
          ]
        : field.choices.map((choice) => ({ value: choice.value, label: format.pick(choice.label) }));
    return (
      <Select
        label={label}
        description={description}
        placeholder={t('panel.unset')}
        searchable={field.kind === 'choice'}
        clearable
        value={value || null}
        onChange={(next) => onChange(next ?? '')}
        data={choices}
      />
    );
  }
  return (
    <TextInput
      label={label}
      description={description}
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      value={value}
      maxLength={4_000}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
