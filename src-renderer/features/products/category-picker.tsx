import { Checkbox, Pill, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditingFacts } from '#contract/products.ts';
import { useFormat, useLanguage } from '../../i18n/use-format.ts';
import { categoryTree, searchTree } from './category-tree.ts';
import classes from './editor.module.css';

/** As many boxes as one looks through; the search narrows the rest down. */
const MOST_SHOWN = 200;

/** Chooses categories by their breadcrumbs. */
export function CategoryPicker({
  categories,
  chosen,
  label,
  nothingChosen,
  onChange,
}: {
  readonly categories: EditingFacts['categories'];
  readonly chosen: readonly string[];
  readonly label: string;
  readonly nothingChosen: string;
  readonly onChange: (ids: readonly string[]) => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const [search, setSearch] = useState('');
  const language = useLanguage();
  const tree = useMemo(() => categoryTree(categories, language), [categories, language]);
  const found = useMemo(() => searchTree(tree, search), [tree, search]);
  const flat = found !== tree;
  const paths = useMemo(() => new Map(categories.map((each) => [each.categoryId, each.path])), [categories]);
  const toggle = (id: string): void =>
    onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <fieldset className={classes['group']} aria-label={label}>
      <div className={classes['pills']}>
        {chosen.length === 0 ? <span className={classes['muted']}>{nothingChosen}</span> : null}
        {chosen.map((id) => {
          const path = paths.get(id) ?? t('unknownId', { id });
          return (
            <Pill
              key={id}
              size="md"
              withRemoveButton
              removeButtonProps={{ 'aria-label': t('categories.remove', { path }), tabIndex: 0 }}
              onRemove={() => toggle(id)}
            >
              {path}
            </Pill>
          );
        })}
      </div>
      <TextInput
        aria-label={t('categories.search')}
        placeholder={t('categories.search')}
        value={search}
        maxLength={100}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ul className={classes['tree']} aria-label={t('categories.all')}>
        {found.slice(0, MOST_SHOWN).map(({ categoryId, path, own, above, depth }) => (
          <li key={categoryId ?? path} style={{ paddingInlineStart: flat ? 0 : depth * 20 }}>
            {categoryId === null ? (
              <span className={classes['heading']}>{own}</span>
            ) : (
              <Checkbox
                size="xs"
                checked={chosen.includes(categoryId)}
                aria-label={path}
                label={
                  <>
                    {own}
                    {flat && above !== '' ? <span className={classes['above']}>{above}</span> : null}
                  </>
                }
                onChange={() => toggle(categoryId)}
              />
            )}
          </li>
        ))}
      </ul>
      <output className={classes['muted']}>
        {found.length > MOST_SHOWN
          ? t('categories.more', { shown: format.number(MOST_SHOWN), number: format.number(found.length) })
          : found.length === 0
            ? t('nothingFound')
            : ''}
      </output>
    </fieldset>
  );
}
