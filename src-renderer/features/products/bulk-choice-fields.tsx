import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Ways, type BulkParts } from './bulk-inputs.tsx';
import { CategoryPicker } from './category-picker.tsx';
import classes from './products.module.css';
import { matchesWords } from './select-filter.ts';

export function EnabledFields({ draft, onChange }: BulkParts): React.ReactNode {
  const { t } = useTranslation('products');
  return (
    <Ways
      label={t('fields.enabled')}
      ways={[
        { value: 'on', label: t('state.on') },
        { value: 'off', label: t('state.off') },
      ]}
      value={draft.enabled ? 'on' : 'off'}
      onChange={(value) => onChange({ enabled: value === 'on' })}
    />
  );
}

export function ManufacturerFields({ draft, facts, onChange }: BulkParts): React.ReactNode {
  const { t } = useTranslation('products');
  return (
    <Select
      label={t('fields.manufacturer')}
      placeholder={t('none')}
      data={facts.manufacturers.map(({ manufacturerId, name }) => ({ value: manufacturerId, label: name }))}
      value={draft.manufacturerId}
      searchable
      clearable
      filter={matchesWords}
      limit={100}
      nothingFoundMessage={t('nothingFound')}
      onChange={(manufacturerId) => onChange({ manufacturerId })}
    />
  );
}

export function CategoryFields({ draft, facts, onChange }: BulkParts): React.ReactNode {
  const { t } = useTranslation('products');
  return (
    <>
      <Ways
        label={t('bulk.how')}
        ways={(['add', 'remove', 'replace'] as const).map((value) => ({
          value,
          label: t(`bulk.categories.${value}`),
        }))}
        value={draft.categoriesHow}
        onChange={(categoriesHow) => onChange({ categoriesHow })}
      />
      <div className={classes['bulkTree']}>
        <CategoryPicker
          categories={facts.categories}
          chosen={draft.categoryIds}
          label={t('tabs.categories')}
          nothingChosen={t('bulk.categories.none')}
          onChange={(categoryIds) => onChange({ categoryIds })}
        />
      </div>
    </>
  );
}

export function TextFields({ draft, facts, onChange }: BulkParts): React.ReactNode {
  const { t } = useTranslation('products');
  return (
    <>
      <div className={classes['pair']}>
        <Select
          label={t('bulk.text.in')}
          data={[
            { value: 'name', label: t('fields.name') },
            { value: 'description', label: t('fields.description') },
          ]}
          value={draft.textField}
          onChange={(field) => onChange({ textField: field === 'description' ? 'description' : 'name' })}
        />
        <Select
          label={t('texts.language')}
          data={facts.languages.map(({ code, name }) => ({ value: code, label: name }))}
          value={draft.language}
          onChange={(language) => language !== null && onChange({ language })}
        />
      </div>
      <div className={classes['pair']}>
        <TextInput
          label={t('bulk.text.find')}
          description={t('bulk.text.findHelp')}
          value={draft.find}
          maxLength={500}
          spellCheck={false}
          onChange={(event) => onChange({ find: event.currentTarget.value })}
        />
        <TextInput
          label={t('bulk.text.replace')}
          value={draft.replace}
          maxLength={500}
          spellCheck={false}
          onChange={(event) => onChange({ replace: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
