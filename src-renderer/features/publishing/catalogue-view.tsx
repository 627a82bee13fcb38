import { Button, Checkbox } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CatalogueChange, CatalogueState } from '#contract/marketplace-catalogue.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DateTime, RelativeTime } from '../../ui/figures.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import type { Address } from '../../ui/use-address.ts';
import classes from './publishing.module.css';

const MOST_CHANGES = 200;

/** What is kept of the marketplace's own catalogue, how old it is, and what changed there since. */
export function CatalogueView({
  channelId,
  address,
}: {
  readonly channelId: string;
  readonly address: Address;
}): React.ReactNode {
  const state = useQuery(useApi().catalogue.state.queryOptions({ input: { channelId } }));
  return (
    <div className={classes['scroll']}>
      <QueryView query={state} skeleton={<div style={{ height: 200 }} />}>
        {(kept) => <Kept state={kept} />}
      </QueryView>
      <Changes channelId={channelId} address={address} />
    </div>
  );
}

const PARTS = ['categories', 'brands', 'choices'] as const;

/** One row per part that the API offers: how much is kept, how old it is, and another reading. */
function Kept({ state }: { readonly state: CatalogueState }): React.ReactNode {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const refresh = useWrite(useEngine().client.catalogue.refresh);
  const { channelId, offers } = state;
  const read = (what: (typeof PARTS)[number] | 'attributes' | 'everything'): void =>
    refresh.run({ channelId, what, categoryId: null });
  const again = (what: Parameters<typeof read>[0], name: string): React.ReactNode => (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={t('readPart', { part: name })}
      disabled={refresh.pending}
      onClick={() => read(what)}
    >
      {t('read')}
    </Button>
  );
  const rows = [
    ...PARTS.filter((part) => offers[part]).map((part) => ({
      key: part,
      cells: {
        part: t(`parts.${part}`),
        count: format.number(state[part].count),
        age: <RelativeTime at={state[part].readAt} never={t(part === 'brands' ? 'brandAge' : 'never')} />,
        again: again(part, t(`parts.${part}`)),
      },
    })),
    ...(offers.attributes
      ? [
          {
            key: 'attributes',
            cells: {
              part: t('parts.attributes'),
              count: format.number(state.attributeSets),
              age: t('attributeAge'),
              again: again('attributes', t('parts.attributes')),
            },
          },
        ]
      : []),
  ];
  return (
    <section className={panel['section']} aria-label={t('kept')}>
      <div className={classes['heading']}>
        <h2 className={panel['heading']}>{t('kept')}</h2>
        <Button
          size="compact-sm"
          variant="default"
          loading={refresh.pending}
          leftSection={<IconRefresh size={14} aria-hidden="true" />}
          onClick={() => read('everything')}
        >
          {t('readAll')}
        </Button>
      </div>
      {rows.length === 0 ? (
        <p className={panel['muted']}>{t('nothingOffered')}</p>
      ) : (
        <PlainTable
          label={t('kept')}
          columns={[
            { key: 'part', label: t('part') },
            { key: 'count', label: t('count'), align: 'end', width: '110px' },
            { key: 'age', label: t('age'), width: '240px' },
            { key: 'again', label: t('again'), align: 'end', width: '110px' },
          ]}
          rows={rows}
        />
      )}
      {refresh.problem === null ? null : <ProblemNotice problem={refresh.problem} />}
      {refresh.data === undefined ? null : (
        <output className={classes['done']}>
          {t('found', {
            count: refresh.data.changes.length,
            number: format.number(refresh.data.changes.length),
          })}
        </output>
      )}
    </section>
  );
}

/** What differs from the reading before, what it means for the shop's products, and where to put it right. */
function Changes({
  channelId,
  address,
}: {
  readonly channelId: string;
  readonly address: Address;
}): React.ReactNode {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const unseenOnly = address.get('seen') === '';
  const query = useQuery({
    ...useApi().catalogue.changes.queryOptions({
      input: { channelId, unseenOnly, offset: 0, limit: MOST_CHANGES },
    }),
    placeholderData: keepPreviousData,
  });
  const mark = useWrite(useEngine().client.catalogue.markSeen);
  const unseen = (query.data?.rows ?? []).filter(({ seen }) => !seen).map(({ changeId }) => changeId);
  return (
    <section className={`${panel['section']} ${classes['below']}`} aria-label={t('changes')}>
      <div className={classes['heading']}>
        <h2 className={panel['heading']}>{t('changes')}</h2>
        <Checkbox
          label={t('seenToo')}
          checked={!unseenOnly}
          onChange={(event) => address.set({ seen: event.currentTarget.checked ? 'too' : '' })}
        />
        {unseen.length === 0 ? null : (
          <Button
            size="compact-sm"
            variant="default"
            loading={mark.pending}
            onClick={() => mark.run({ changeIds: unseen })}
          >
            {t('markAll')}
          </Button>
        )}
      </div>
      {mark.problem === null ? null : <ProblemNotice problem={mark.problem} />}
      <QueryView query={query} skeleton={<div style={{ height: 160 }} />}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <EmptyState title={t(unseenOnly ? 'noUnseen' : 'noChanges')} text={t('noChangesText')} />
          ) : (
            <>
              <ul className={classes['changes']}>
                {rows.map((change) => (
                  <Change
                    key={change.changeId}
                    change={change}
                    address={address}
                    onSeen={() => mark.run({ changeIds: [change.changeId] })}
                  />
                ))}
              </ul>
              {total > rows.length ? (
                <p className={panel['muted']}>{t('first', { number: format.number(rows.length) })}</p>
              ) : null}
            </>
          )
        }
      </QueryView>
    </section>
  );
}

function Change({
  change,
  address,
  onSeen,
}: {
  readonly change: CatalogueChange;
  readonly address: Address;
  readonly onSeen: () => void;
}): React.ReactNode {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const { categoryId, categoryPath, names, count, affectedProducts, seen, text, at, kind } = change;
  const ofCategory = categoryId !== null && kind !== 'categories-removed' && kind !== 'categories-closed';
  return (
    <li>
      <StateDot
        tone={affectedProducts > 0 && !seen ? 'waiting' : 'info'}
        label={t(affectedProducts > 0 ? 'affects' : 'affectsNone', {
          count: affectedProducts,
          number: format.number(affectedProducts),
        })}
      />
      <div className={classes['changeText']}>
        <strong>{format.pick(text)}</strong>
        <div className={classes['muted']}>
          {[categoryPath, names.join(', ')].filter(Boolean).join(': ')}
          {count > names.length ? ` ${t('more', { number: format.number(count - names.length) })}` : ''}
        </div>
        <div className={classes['muted']}>
          <DateTime at={at} />
        </div>
      </div>
      <div className={classes['row']}>
        {affectedProducts > 0 ? (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => address.set({ tab: 'mapping', category: ofCategory ? categoryId : '', seen: '' })}
          >
            {t('putRight')}
          </Button>
        ) : null}
        {seen ? null : (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onSeen}>
            {t('markSeen')}
          </Button>
        )}
      </div>
    </li>
  );
}
