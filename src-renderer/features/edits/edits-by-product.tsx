import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EditPage } from '#contract/edits.ts';
import type { PendingEditRow } from '#contract/products.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import type { Address } from '../../ui/use-address.ts';
import { byProduct, EDITS_A_PAGE, type ProductEdits } from './edit-pages.ts';
import classes from './edits.module.css';
import { Pager } from './pager.tsx';
import { VariantNote } from './variant-note.tsx';

/** The frame of a view that shows edits in full: search and actions above, a card for each product, pages below. */
export function EditsByProduct({
  kind,
  address,
  start,
  page,
  actions,
  head,
  edit,
}: {
  readonly kind: 'conflicts' | 'refused';
  readonly address: Address;
  /** The place of the page's first edit among all of them. */
  readonly start: number;
  readonly page: UseQueryResult<EditPage>;
  /** At the right end of the toolbar. */
  readonly actions: React.ReactNode;
  /** The head of a product's card. */
  readonly head: (product: ProductEdits) => React.ReactNode;
  readonly edit: (edit: PendingEditRow) => React.ReactNode;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const search = address.get('find');
  return (
    <>
      <div className={panel['toolbar']}>
        <SearchField
          value={search}
          onChange={(find) => address.set({ find, from: '' })}
          placeholder={t('search')}
          width={300}
        />
        <span className={panel['grow']} />
        {actions}
      </div>
      <QueryView query={page} skeleton={<div style={{ height: 240 }} className="ms-card" />}>
        {({ rows, total }) =>
          total === 0 ? (
            <Nothing kind={kind} filtered={search !== ''} />
          ) : (
            <div className={classes['scroll']}>
              <p className={panel['muted']}>{t(`${kind}.text`)}</p>
              {byProduct(rows).map((product) => (
                <section key={product.productId} className={`ms-card ${classes['card']}`}>
                  {head(product)}
                  <VariantNote masterId={product.masterId} />
                  {product.edits.map(edit)}
                </section>
              ))}
              <Pager address={address} start={start} size={EDITS_A_PAGE} total={total} />
            </div>
          )
        }
      </QueryView>
    </>
  );
}

function Nothing({
  kind,
  filtered,
}: {
  readonly kind: 'conflicts' | 'refused';
  readonly filtered: boolean;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  if (filtered) return <EmptyState title={t(`${kind}.nothingFound`)} />;
  return (
    <EmptyState
      icon={<StateShape tone="ok" />}
      title={t(`${kind}.emptyTitle`)}
      text={t(`${kind}.emptyText`)}
    />
  );
}
