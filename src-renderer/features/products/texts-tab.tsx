import { SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditingFacts } from '#contract/products.ts';
import { HtmlPreview } from '../../ui/html-preview.tsx';
import classes from './editor.module.css';
import { FieldFrame } from './field-frame.tsx';
import { TextField } from './simple-inputs.tsx';
import { useEditing } from './use-editing.ts';

/** Name and description, language by language; the description beside how it reads in the shop. */
export function TextsTab(): React.ReactNode {
  const { t } = useTranslation('products');
  const { facts, valueOf } = useEditing();
  const languages = facts.languages.filter(
    ({ code }) => valueOf(`name:${code}`) !== undefined || valueOf(`description:${code}`) !== undefined,
  );
  const [chosen, setChosen] = useState(() => firstLanguage(facts, languages));
  if (languages.length === 0) return <p className={classes['muted']}>{t('texts.none')}</p>;
  return (
    <div className={classes['stack']}>
      {languages.length > 1 ? (
        <LanguageChoice languages={languages} value={chosen} onChange={setChosen} />
      ) : null}
      <TextField name={`name:${chosen}`} label={t('fields.name')} />
      <Description key={chosen} language={chosen} />
    </div>
  );
}

function firstLanguage(facts: EditingFacts, shown: EditingFacts['languages']): string {
  return (shown.find(({ code }) => code === facts.language) ?? shown[0])?.code ?? facts.language;
}

/** The languages of the shop, those that its pages do not offer marked as such. */
export function LanguageChoice({
  languages,
  value,
  onChange,
}: {
  readonly languages: EditingFacts['languages'];
  readonly value: string;
  readonly onChange: (code: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  return (
    <SegmentedControl
      className={classes['languages'] ?? ''}
      aria-label={t('texts.language')}
      size="xs"
      data={languages.map(({ code, name, enabled }) => ({
        value: code,
        label: enabled ? name : t('texts.languageOff', { name }),
      }))}
      value={value}
      onChange={onChange}
    />
  );
}

function Description({ language }: { readonly language: string }): React.ReactNode {
  const { t } = useTranslation('products');
  const { valueOf, put, check, facts } = useEditing();
  const name = `description:${language}` as const;
  const value = valueOf(name);
  if (typeof value !== 'string') return null;
  return (
    <FieldFrame name={name}>
      <div className={classes['description']}>
        <Textarea
          label={t('fields.description')}
          description={t('help.description')}
          value={value}
          rows={14}
          spellCheck={false}
          classNames={{ input: classes['source'] ?? '' }}
          onChange={(event) => put(name, event.currentTarget.value)}
          onBlur={check}
        />
        <div className={classes['previewSide']}>
          <span className={classes['previewTitle']}>{t('texts.preview')}</span>
          <HtmlPreview
            className={classes['preview']}
            title={t('texts.previewOf', { language })}
            html={value}
            imageBaseUrl={facts.imageBaseUrl}
          />
        </div>
      </div>
    </FieldFrame>
  );
}
