import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isList } from '#contract/product-value.ts';
import { CategoryPicker } from './category-picker.tsx';
import { FieldFrame } from './field-frame.tsx';
import { useEditing } from './use-editing.ts';

/** Where the shop shows the product: the chosen ones on top, all of them below as a tree that can be searched. */
export function CategoriesTab(): React.ReactNode {
  const { t } = useTranslation('products');
  const { valueOf, put, check, facts } = useEditing();
  const value = valueOf('categories');
  const chosen = useMemo(() => (value !== undefined && isList(value) ? value : []), [value]);
  if (value === undefined) return null;
  return (
    <FieldFrame name="categories">
      <CategoryPicker
        categories={facts.categories}
        chosen={chosen}
        label={t('tabs.categories')}
        nothingChosen={t('categories.none')}
        onChange={(ids) => {
          put('categories', ids);
          check();
        }}
      />
    </FieldFrame>
  );
}
