import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SyncResult } from '#contract/sync.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';

const FIGURES = [
  'ordersSeen',
  'ordersImported',
  'planned',
  'sent',
  'confirmed',
  'failed',
  'held',
  'waiting',
  'unknown',
] as const;

const EDITS = [
  ['written', 'editsWritten'],
  ['pending', 'editsPending'],
  ['conflicts', 'editsConflicts'],
  ['refused', 'editsRefused'],
] as const;

/** The figures of a run once it ended: each is counted from rows that this run touched. */
export function JobFigures({ jobId }: { readonly jobId: string }): React.ReactNode {
  const job = useQuery(useApi().sync.job.queryOptions({ input: { jobId } }));
  const result = job.data?.result ?? null;
  return result === null ? null : <Figures result={result} />;
}

function Figures({ result }: { readonly result: SyncResult }): React.ReactNode {
  const { t } = useTranslation('activity');
  const format = useFormat();
  const edits = EDITS.filter(([name]) => result.edits[name] > 0)
    .map(([name, words]) => `${t(`figures.${words}`)} ${format.number(result.edits[name])}`)
    .join(' · ');
  return (
    <>
      <dt>{t('figures.store')}</dt>
      <dd>
        {t('figures.storeText', {
          products: format.number(result.store.products),
          variants: format.number(result.store.variants),
          changed: format.number(result.store.changed),
        })}
      </dd>
      {edits === '' ? null : (
        <>
          <dt>{t('figures.edits')}</dt>
          <dd>{edits}</dd>
        </>
      )}
      {Object.entries(result.channels).map(([channelName, figures]) => [
        <dt key={channelName}>{channelName}</dt>,
        <dd key={`${channelName} figures`}>
          {FIGURES.filter((name) => figures[name] > 0)
            .map((name) => `${t(`figures.${name}`)} ${format.number(figures[name])}`)
            .join(' · ') || t('figures.nothing')}
        </dd>,
      ])}
    </>
  );
}
