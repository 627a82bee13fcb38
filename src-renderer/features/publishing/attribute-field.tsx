import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CatalogueAttribute } from '#contract/marketplace-catalogue.ts';
import { ValueSelect } from './value-select.tsx';

type Value = { readonly valueId: string | null; readonly text: string | null };

/** What one product says for an attribute of its category: one of the marketplace's values, or a text where it takes one. */
export function AttributeField({
  channelId,
  categoryId,
  attribute,
  valueId,
  text,
  onChange,
}: {
  readonly channelId: string;
  readonly categoryId: string;
  readonly attribute: CatalogueAttribute;
  readonly valueId: string | null;
  readonly text: string | null;
  readonly onChange: (value: Value | null) => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const label = attribute.required ? t('panel.required', { name: attribute.name }) : attribute.name;
  const listed = attribute.values.length > 0 || !attribute.valuesComplete;
  const typed = !listed || attribute.custom;
  return (
    <>
      {listed ? (
        <ValueSelect
          channelId={channelId}
          categoryId={categoryId}
          attribute={attribute}
          label={label}
          placeholder={t('panel.unset')}
          value={valueId === null ? null : { id: valueId, name: text ?? nameOf(attribute, valueId) }}
          onChange={(target) => onChange(target && { valueId: target.id, text: null })}
        />
      ) : null}
      {typed ? (
        <TextInput
          {...(listed ? { 'aria-label': t('attributes.ownText', { name: attribute.name }) } : { label })}
          placeholder={listed ? t('attributes.ownTextShort') : (attribute.unit ?? '')}
          value={valueId === null ? (text ?? '') : ''}
          maxLength={attribute.maxLength ?? 2_000}
          onChange={(event) => {
            const next = event.currentTarget.value;
            onChange(next === '' ? null : { valueId: null, text: next });
          }}
        />
      ) : null}
    </>
  );
}

function nameOf({ values }: CatalogueAttribute, valueId: string): string {
  return values.find((value) => value.valueId === valueId)?.name ?? valueId;
}
