import { Tabs } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { EditingFacts, ProductDetail } from '#contract/products.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import { AttributesTab } from './attributes-tab.tsx';
import { CategoriesTab } from './categories-tab.tsx';
import { useTypedOf } from './codes-typed.ts';
import { fieldsOf } from './draft.ts';
import { useWarnOnClosing } from './drafts-notice.tsx';
import classes from './editor.module.css';
import { EDITOR_TABS, standingOf, tabOf, type EditorTab } from './editor-tabs.ts';
import { GeneralTab } from './general-tab.tsx';
import { ImagesTab } from './images-tab.tsx';
import { KeepBar } from './keep-bar.tsx';
import { KeptNotice } from './kept-notice.tsx';
import { OptionsTab } from './options-tab.tsx';
import { PriceTab } from './price-tab.tsx';
import { ProductHead } from './product-head.tsx';
import { TextsTab } from './texts-tab.tsx';
import { useKeeping } from './use-keeping.ts';
import { EditingContext, useProductEditing } from './use-editing.ts';

const PAGES: Readonly<Record<EditorTab, React.ComponentType>> = {
  price: PriceTab,
  texts: TextsTab,
  general: GeneralTab,
  options: OptionsTab,
  categories: CategoriesTab,
  images: ImagesTab,
  attributes: AttributesTab,
};

/** A product in its tabs; what is typed is kept here until it is saved, and saved in one go. */
export function ProductEditor({
  detail,
  facts,
}: {
  readonly detail: ProductDetail;
  readonly facts: EditingFacts;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const address = useAddress();
  const editing = useProductEditing(detail, facts);
  const keeping = useKeeping(detail, editing.draft);
  useWarnOnClosing();
  useHotkeys([['mod+S', keeping.save]], []);
  const tabs = EDITOR_TABS.filter((tab) => tab !== 'options' || detail.options.length > 0);
  const codesTab = detail.options.length > 0 ? 'options' : 'general';
  const codesTyped = Object.keys(useTypedOf(detail.row.productId)).length > 0;
  const tab = oneOf(address.get('tab'), tabs, 'price');
  return (
    <EditingContext value={editing}>
      <ProductHead detail={detail} />
      <Tabs
        value={tab}
        onChange={(next) => address.set({ tab: next === 'price' || next === null ? '' : next })}
        keepMounted={false}
        className={classes['tabs'] ?? ''}
      >
        <Tabs.List>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`tabs.${each}`)}
              <TabMark
                tab={each}
                detail={detail}
                typed={
                  fieldsOf(editing.draft).some((name) => tabOf(name) === each) ||
                  (codesTyped && each === codesTab)
                }
              />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((each) => {
          const Page = PAGES[each];
          return (
            <Tabs.Panel key={each} value={each} className={classes['panel'] ?? ''}>
              <Page />
            </Tabs.Panel>
          );
        })}
      </Tabs>
      {keeping.kept === null ? null : <KeptNotice waits={keeping.waits} onDismiss={keeping.dismiss} />}
      <KeepBar
        keeping={keeping}
        onShow={(name) => address.set({ tab: tabOf(name) === 'price' ? '' : tabOf(name) })}
      />
    </EditingContext>
  );
}

/** The worst of what a tab holds, as a shape with its word for those who listen. */
function TabMark({
  tab,
  detail,
  typed,
}: {
  readonly tab: EditorTab;
  readonly detail: ProductDetail;
  readonly typed: boolean;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const standing = standingOf(tab, detail, typed);
  if (standing === null) return null;
  const tone = ({ conflict: 'held', refused: 'failing', typed: 'info', waiting: 'waiting' } as const)[
    standing
  ];
  return (
    <span className={classes['tabMark']} title={t(`tabMark.${standing}`)}>
      <StateShape tone={tone} />
      <span className="ms-visually-hidden">{t(`tabMark.${standing}`)}</span>
    </span>
  );
}
