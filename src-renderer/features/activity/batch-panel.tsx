import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchDetail, BatchItem } from '#contract/activity.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { ProblemLine } from '../../ui/problem-line.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import classes from './activity.module.css';
import { BATCH_TONES } from './batch-tones.ts';

const ITEM_TONES: Readonly<Record<BatchItem['state'], Tone>> = {
  open: 'busy',
  done: 'ok',
  failed: 'failing',
  unknown: 'waiting',
};
const AT_A_TIME = 100;

/** One batch: its changes with their reasons, refused ones first, and behind one click what went over the wire. */
export function BatchPanel({
  attemptId,
  onClose,
}: {
  readonly attemptId: string;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('activity');
  const detail = useQuery(useApi().activity.batch.queryOptions({ input: { attemptId } }));
  return (
    <DetailPanel label={t('batches.panel')} closeLabel={t('batches.close')} onClose={onClose}>
      <QueryView query={detail} skeleton={<div style={{ height: 240 }} />}>
        {(loaded) => (
          <>
            <Head detail={loaded} />
            <Items items={loaded.items} />
            <Raw detail={loaded} />
          </>
        )}
      </QueryView>
    </DetailPanel>
  );
}

function Head({ detail: { batch } }: { readonly detail: BatchDetail }): React.ReactNode {
  const { t } = useTranslation('activity');
  const format = useFormat();
  return (
    <section className={panel['section']}>
      <h2 className={classes['title']}>{t('batches.heading', { channel: batch.channelName })}</h2>
      <StateDot tone={BATCH_TONES[batch.state]} label={t(`batches.state.${batch.state}`)} />
      <p className={panel['muted']}>
        {format.dateTime(batch.startedAt)}
        {batch.polls === 0
          ? ''
          : ` · ${t('batches.polls', { count: batch.polls, number: format.number(batch.polls) })}`}
        {batch.batchId === null ? '' : ` · ${batch.batchId}`}
      </p>
      {batch.problem === null ? null : <ProblemNotice problem={batch.problem} />}
    </section>
  );
}

const URGENCY: Readonly<Record<BatchItem['state'], number>> = { failed: 0, unknown: 1, open: 2, done: 3 };

function Items({ items }: { readonly items: readonly BatchItem[] }): React.ReactNode {
  const { t } = useTranslation('activity');
  const [shown, setShown] = useState(AT_A_TIME);
  const sorted = items.toSorted((a, b) => URGENCY[a.state] - URGENCY[b.state]);
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('batches.items')}</h3>
      <ul className={classes['items']}>
        {sorted.slice(0, shown).map((item) => (
          <li key={item.outboxId} className={classes['item']}>
            <div className={classes['itemHead']}>
              <strong>{item.title}</strong>
              <StateDot tone={ITEM_TONES[item.state]} label={t(`item.state.${item.state}`)} />
            </div>
            <span>
              {t(`item.group.${item.group}`)}: <span className="ms-numeric">{item.text}</span>
            </span>
            <span className={classes['muted']}>{item.barcode}</span>
            {item.problem === null ? null : <ProblemLine problem={item.problem} />}
          </li>
        ))}
      </ul>
      {items.length > shown ? (
        <Button variant="default" size="compact-sm" onClick={() => setShown(shown + AT_A_TIME)}>
          {t('batches.more')}
        </Button>
      ) : null}
    </section>
  );
}

function Raw({ detail }: { readonly detail: BatchDetail }): React.ReactNode {
  const { t } = useTranslation('activity');
  const [opened, setOpened] = useState(false);
  return (
    <section className={panel['section']}>
      <div>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {t(opened ? 'batches.hideRaw' : 'batches.showRaw')}
        </Button>
      </div>
      {opened ? (
        <>
          <p className={panel['muted']}>{t('batches.rawHelp')}</p>
          {(
            [
              ['batches.request', detail.request],
              ['batches.response', detail.response],
            ] as const
          ).map(([name, text]) => (
            <div key={name}>
              <h3 className={panel['heading']}>{t(name)}</h3>
              {/* The text of the other side, as text: it is never interpreted. */}
              {/* It scrolls, so the keyboard has to reach it. */}
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
              <pre className={classes['raw']} tabIndex={0} aria-label={t(name)}>
                {text ?? t('batches.noRaw')}
              </pre>
            </div>
          ))}
        </>
      ) : null}
    </section>
  );
}
