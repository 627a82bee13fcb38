import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldOf, isFieldName, type FieldName } from '#common/product-field.ts';
import type { EditingFacts } from '#contract/products.ts';
import classes from './editor.module.css';
import { FieldFrame } from './field-frame.tsx';
import { matchesWords } from './select-filter.ts';
import { LanguageChoice } from './texts-tab.tsx';
import { useEditing } from './use-editing.ts';

/** The shop's attributes of this product, language by language. An attribute that is removed goes in all of them. */
export function AttributesTab(): React.ReactNode {
  const { t } = useTranslation('products');
  const { facts, put, check } = useEditing();
  const [language, setLanguage] = useState(facts.language);
  const shown = useShownAttributes();
  const nameOf = (id: string): string => attributeName(facts, id) ?? t('unknownId', { id });
  const set = (id: string, text: string | null): void => {
    for (const { code } of facts.languages) put(`attribute:${id}:${code}`, text);
    check();
  };
  return (
    <div className={classes['stack']}>
      {facts.languages.length > 1 ? (
        <LanguageChoice languages={facts.languages} value={language} onChange={setLanguage} />
      ) : null}
      {shown.length === 0 ? <p className={classes['muted']}>{t('attributes.none')}</p> : null}
      {shown.map((id) => (
        <AttributeRow
          key={id}
          name={`attribute:${id}:${language}`}
          label={nameOf(id)}
          onRemove={() => set(id, null)}
        />
      ))}
      <AddAttribute shown={shown} onAdd={(id) => set(id, '')} />
    </div>
  );
}

function AttributeRow({
  name,
  label,
  onRemove,
}: {
  readonly name: FieldName;
  readonly label: string;
  readonly onRemove: () => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const { valueOf, put, check } = useEditing();
  const value = valueOf(name);
  const gone = value === null || value === undefined;
  return (
    <FieldFrame name={name}>
      <div className={classes['attribute']}>
        <Textarea
          label={label}
          value={typeof value === 'string' ? value : ''}
          placeholder={gone ? t('attributes.gone') : ''}
          rows={2}
          resize="vertical"
          onChange={(event) => put(name, event.currentTarget.value)}
          onBlur={check}
        />
        <Button variant="subtle" color="gray" size="compact-sm" disabled={gone} onClick={onRemove}>
          {t('attributes.remove')}
          <span className="ms-visually-hidden">: {label}</span>
        </Button>
      </div>
    </FieldFrame>
  );
}

function AddAttribute({
  shown,
  onAdd,
}: {
  readonly shown: readonly string[];
  readonly onAdd: (attributeId: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const { facts } = useEditing();
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const { attributeId, group, name } of facts.attributes) {
    if (shown.includes(attributeId)) continue;
    groups.set(group, [...(groups.get(group) ?? []), { value: attributeId, label: name }]);
  }
  if (groups.size === 0) return null;
  return (
    <Select
      label={t('attributes.add')}
      placeholder={t('attributes.choose')}
      data={[...groups].map(([group, items]) => ({ group, items }))}
      value={null}
      searchable
      filter={matchesWords}
      limit={100}
      nothingFoundMessage={t('nothingFound')}
      onChange={(id) => id !== null && onAdd(id)}
      maw={360}
    />
  );
}

/** Attributes that the product has, had before an edit, or is being given. */
function useShownAttributes(): readonly string[] {
  const { detail, draft } = useEditing();
  const names = [
    ...Object.keys(detail.sheet ?? {}),
    ...Object.keys(detail.seen ?? {}),
    ...Object.keys(draft),
    ...detail.edits.map(({ field }) => field),
  ].filter(isFieldName);
  const ids = names.flatMap((name) => {
    const field = fieldOf(name);
    return field.kind === 'attribute' ? [field.attributeId] : [];
  });
  return [...new Set(ids)];
}

function attributeName(facts: EditingFacts, id: string): string | null {
  const known = facts.attributes.find(({ attributeId }) => attributeId === id);
  if (known === undefined) return null;
  return known.group === '' ? known.name : `${known.group} · ${known.name}`;
}
