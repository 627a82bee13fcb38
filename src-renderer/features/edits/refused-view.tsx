import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EditPage } from '#contract/edits.ts';
import type { EditingFacts, PendingEditRow } from '#contract/products.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemLine } from '../../ui/problem-line.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import type { Address } from '../../ui/use-address.ts';
import { useDiscarding, type Discarding } from './discarding.tsx';
import { byProduct, EDITS_A_PAGE, useEditPage, type ProductEdits } from './edit-pages.ts';
import { nameOfProduct, placeId } from './edit-places.ts';
import classes from './edits.module.css';
import { FieldChange } from './field-value.tsx';
import { useEditingFacts, useFieldWords } from './field-words.ts';
import { Pager, pageStart } from './pager.tsx';

/** Edits that the shop did not take: each with the reason, the way to change it, and the way to drop it. */
export function RefusedView({
  address,
  counts,
}: {
  readonly address: Address;
  readonly counts: EditPage['counts'] | null;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const facts = useEditingFacts();
  const discarding = useDiscarding();
  const search = address.get('find');
  const start = pageStart(address, EDITS_A_PAGE);
  const page = useEditPage('refused', { search, start });
  const count = counts?.refused ?? 0;
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
        {discarding.view}
        {count === 0 ? null : (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            onClick={() => discarding.ask({ kind: 'refused', count })}
          >
            {t('discard.refused')}
          </Button>
        )}
      </div>
      <QueryView query={page} skeleton={<div style={{ height: 240 }} className="ms-card" />}>
        {({ rows, total }) =>
          total === 0 ? (
            <NothingRefused filtered={search !== ''} />
          ) : (
            <div className={classes['scroll']}>
              <p className={panel['muted']}>{t('refused.text')}</p>
              {byProduct(rows).map((product) => (
                <RefusedProduct
                  key={product.productId}
                  product={product}
                  facts={facts}
                  discarding={discarding}
                />
              ))}
              <Pager address={address} start={start} size={EDITS_A_PAGE} total={total} />
            </div>
          )
        }
      </QueryView>
    </>
  );
}

function RefusedProduct({
  product,
  facts,
  discarding,
}: {
  readonly product: ProductEdits;
  readonly facts: EditingFacts | null;
  readonly discarding: Discarding;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  return (
    <section className={`ms-card ${classes['card']}`}>
      <header className={classes['cardHead']}>
        <h2 className={classes['cardTitle']}>{product.title}</h2>
        <Button
          component={Link}
          href={`/products/${encodeURIComponent(product.productId)}`}
          variant="default"
          size="compact-sm"
          aria-label={t('refused.editNamed', { title: product.title })}
        >
          {t('refused.edit')}
        </Button>
      </header>
      {product.edits.map((edit) => (
        <RefusedEdit key={placeId(edit)} edit={edit} facts={facts} discarding={discarding} />
      ))}
    </section>
  );
}

function RefusedEdit({
  edit,
  facts,
  discarding,
}: {
  readonly edit: PendingEditRow;
  readonly facts: EditingFacts | null;
  readonly discarding: Discarding;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const name = useFieldWords(facts).name(edit.field, edit.fieldText);
  return (
    <div className={classes['refused']}>
      <h3 className={panel['heading']}>{name}</h3>
      <div className={classes['refusedWhat']}>
        <FieldChange field={edit.field} before={edit.base} after={edit.mine} facts={facts} mode={edit.mode} />
        {edit.problem === null ? null : <ProblemLine problem={edit.problem} />}
      </div>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        aria-label={t('discard.oneNamed', { title: nameOfProduct(edit), field: name })}
        onClick={() =>
          discarding.ask({ kind: 'some', places: [{ productId: edit.productId, field: edit.field }] })
        }
      >
        {t('discard.one')}
      </Button>
    </div>
  );
}

function NothingRefused({ filtered }: { readonly filtered: boolean }): React.ReactNode {
  const { t } = useTranslation('edits');
  if (filtered) return <EmptyState title={t('refused.nothingFound')} />;
  return (
    <EmptyState
      icon={<StateShape tone="ok" />}
      title={t('refused.emptyTitle')}
      text={t('refused.emptyText')}
    />
  );
}
