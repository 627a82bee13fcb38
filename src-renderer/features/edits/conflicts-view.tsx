import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EditPage, Resolution } from '#contract/edits.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import type { Address } from '../../ui/use-address.ts';
import { ConflictCard } from './conflict-card.tsx';
import { byProduct, EDITS_A_PAGE, useEditPage } from './edit-pages.ts';
import { placeId } from './edit-places.ts';
import classes from './edits.module.css';
import { useEditingFacts } from './field-words.ts';
import { Pager, pageStart } from './pager.tsx';
import { ResolveBar } from './resolve-bar.tsx';

export type Choice = Resolution['choose'];

/** Fields that changed on both sides: what each side says, and a choice for each, made one by one or for all alike. */
export function ConflictsView({
  address,
  counts,
}: {
  readonly address: Address;
  readonly counts: EditPage['counts'] | null;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const facts = useEditingFacts();
  const search = address.get('find');
  const start = pageStart(address, EDITS_A_PAGE);
  const page = useEditPage('conflict', { search, start });
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  // Only what is on the screen is decided: a conflict that went away meanwhile, or is on another page, is not.
  const resolutions = (page.data?.rows ?? []).flatMap((edit): Resolution[] => {
    const choose = choices.get(placeId(edit));
    return choose ? [{ productId: edit.productId, field: edit.field, choose, seen: edit.theirs }] : [];
  });
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
        <ResolveBar
          resolutions={resolutions}
          total={counts?.conflict ?? 0}
          onResolved={() => setChoices(new Map())}
        />
      </div>
      <QueryView query={page} skeleton={<div style={{ height: 240 }} className="ms-card" />}>
        {({ rows, total }) =>
          total === 0 ? (
            <NoConflicts filtered={search !== ''} />
          ) : (
            <div className={classes['scroll']}>
              <p className={panel['muted']}>{t('conflicts.text')}</p>
              {byProduct(rows).map((product) => (
                <section key={product.productId} className={`ms-card ${classes['card']}`}>
                  <h2 className={classes['cardTitle']}>
                    <Link href={`/products/${encodeURIComponent(product.productId)}`}>{product.title}</Link>
                  </h2>
                  {product.edits.map((edit) => (
                    <ConflictCard
                      key={placeId(edit)}
                      edit={edit}
                      facts={facts}
                      choice={choices.get(placeId(edit)) ?? null}
                      onChoose={(choice) => setChoices(new Map(choices).set(placeId(edit), choice))}
                    />
                  ))}
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

function NoConflicts({ filtered }: { readonly filtered: boolean }): React.ReactNode {
  const { t } = useTranslation('edits');
  if (filtered) return <EmptyState title={t('conflicts.nothingFound')} />;
  return (
    <EmptyState
      icon={<StateShape tone="ok" />}
      title={t('conflicts.emptyTitle')}
      text={t('conflicts.emptyText')}
    />
  );
}
