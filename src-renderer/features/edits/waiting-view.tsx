import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EditPage } from '#contract/edits.ts';
import type { PendingEditRow } from '#contract/products.ts';
import { useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LazyGrid } from '../../ui/lazy-grid.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useRowSelection } from '../../ui/row-selection.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import type { Address } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE } from '../../ui/use-lazy-rows.ts';
import { useDiscarding, type Discarding } from './discarding.tsx';
import { nameOfProduct, placeId, placeOf } from './edit-places.ts';
import classes from './edits.module.css';
import { useEditingFacts } from './field-words.ts';
import { ProductEditsPanel } from './product-edits-panel.tsx';
import { useWaitingColumns } from './waiting-columns.tsx';

/** What waits to be written into the shop, in one list however long; a row opens its whole product. */
export function WaitingView({
  address,
  counts,
}: {
  readonly address: Address;
  readonly counts: EditPage['counts'] | null;
}): React.ReactNode {
  const { t } = useTranslation(['edits', 'common']);
  const api = useApi();
  const facts = useEditingFacts();
  const discarding = useDiscarding();
  const [failure, setFailure] = useState<unknown>(null);
  const [opened, setOpened] = useState<PendingEditRow | null>(null);
  const search = address.get('find');
  const question = JSON.stringify(['waiting', search]);
  const selection = useRowSelection(question);
  const rows = useLazyRows<PendingEditRow, EditPage>({
    question,
    windowOptions: (offset) =>
      api.edits.page.queryOptions({ input: { state: 'pending', search, offset, limit: WINDOW_SIZE } }),
  });
  const columns = useWaitingColumns(facts);
  const words = useMemo(() => ({ select: t('waiting.select'), selectAll: t('waiting.selectAll') }), [t]);
  const empty = rows.newest !== null && rows.total === 0 && !rows.behind;
  if (empty && search === '') return <NothingWaits discarding={discarding} />;
  const problem = rows.error ?? failure;
  if (rows.newest === null && rows.error !== null) {
    const again = (
      <Button size="compact-sm" variant="default" onClick={rows.retry}>
        {t('common:action.retry')}
      </Button>
    );
    return <ProblemNotice problem={problemOf(rows.error)} action={again} />;
  }
  return (
    <>
      <div className={panel['toolbar']}>
        <SearchField
          value={search}
          onChange={(find) => address.set({ find })}
          placeholder={t('search')}
          width={300}
        />
        <span className={panel['grow']} />
        {discarding.view}
        {selection.ids.size === 0 ? (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            disabled={counts === null}
            onClick={() => counts !== null && discarding.ask({ kind: 'all', counts })}
          >
            {t('discard.all')}
          </Button>
        ) : (
          <>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() =>
                discarding.ask({
                  kind: 'some',
                  places: [...selection.ids].map(placeOf),
                  after: selection.clear,
                })
              }
            >
              {t('discard.selected', { count: selection.ids.size })}
            </Button>
            <Button variant="subtle" color="gray" size="compact-sm" onClick={selection.clear}>
              {t('discard.clear')}
            </Button>
          </>
        )}
      </div>
      {problem === null ? null : <ProblemNotice problem={problemOf(problem)} />}
      {empty || rows.newest === null ? null : (
        <p className={`${panel['muted']} ${classes['above']}`}>
          <strong>{t('write.pending', { count: rows.total })}.</strong> {t('waiting.summary')}
        </p>
      )}
      {empty ? (
        <EmptyState title={t('waiting.nothingFound')} />
      ) : (
        <div className={panel['split']}>
          <div className={panel['list']}>
            <LazyGrid
              label={t('waiting.grid')}
              question={question}
              rows={rows}
              columns={columns}
              rowId={placeId}
              rowName={nameOfProduct}
              words={words}
              selection={selection}
              openId={opened === null ? null : placeId(opened)}
              onOpen={setOpened}
              onFailed={setFailure}
            />
          </div>
          {opened === null ? null : (
            <ProductEditsPanel
              key={opened.productId}
              opened={opened}
              facts={facts}
              discarding={discarding}
              onClose={() => setOpened(null)}
            />
          )}
        </div>
      )}
    </>
  );
}

function NothingWaits({ discarding }: { readonly discarding: Discarding }): React.ReactNode {
  const { t } = useTranslation('edits');
  return (
    <>
      <div className={classes['lone']}>{discarding.view}</div>
      <EmptyState
        icon={<StateShape tone="ok" />}
        title={t('waiting.emptyTitle')}
        text={t('waiting.emptyText')}
        action={
          <Button component={Link} href="/products" variant="default">
            {t('waiting.openProducts')}
          </Button>
        }
      />
    </>
  );
}
