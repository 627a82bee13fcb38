import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { Address } from '../../ui/use-address.ts';
import classes from './publishing.module.css';
import { RunCounts } from './run-counts.tsx';
import { RunPanel } from './run-panel.tsx';

const MOST_RUNS = 100;

type Props = { readonly channelId: string; readonly address: Address };

/** What was sent to the channel, newest first, each with the result of every variant. */
export function RunsView({ channelId, address }: Props): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const query = useQuery(
    useApi().publishing.runs.queryOptions({ input: { channelId, offset: 0, limit: MOST_RUNS } }),
  );
  const openId = address.get('run');
  return (
    <div className={panel['split']}>
      <div className={panel['list']}>
        <QueryView query={query} skeleton={<div style={{ height: 240 }} />}>
          {({ rows }) =>
            rows.length === 0 ? (
              <EmptyState title={t('runs.empty')} text={t('runs.emptyText')} />
            ) : (
              <div className={classes['scroll']}>
                <PlainTable
                  label={t('runs.table')}
                  columns={[
                    { key: 'startedAt', label: t('runs.startedAt'), width: '180px' },
                    { key: 'action', label: t('runs.action') },
                    { key: 'outcome', label: t('runs.outcome') },
                  ]}
                  rows={rows.map((run) => ({
                    key: run.runId,
                    cells: {
                      startedAt: (
                        <Button
                          size="compact-sm"
                          variant={run.runId === openId ? 'light' : 'subtle'}
                          aria-label={t('runs.open', { at: format.dateTime(run.startedAt) })}
                          onClick={() => address.set({ run: run.runId })}
                        >
                          {format.dateTime(run.startedAt)}
                        </Button>
                      ),
                      action: t(`runs.actions.${run.action}`),
                      outcome: <RunCounts run={run} />,
                    },
                  }))}
                />
              </div>
            )
          }
        </QueryView>
      </div>
      {openId === '' ? null : (
        <RunPanel
          key={openId}
          runId={openId}
          onOpen={(run) => address.set({ run })}
          onClose={() => address.set({ run: '' })}
        />
      )}
    </div>
  );
}
