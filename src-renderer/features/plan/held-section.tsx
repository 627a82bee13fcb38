import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeHold } from '#contract/guard-texts.ts';
import type { PlanChange } from '#contract/plan.ts';
import { useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { fullName } from '../../ui/full-name.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { ApproveHeldDialog } from './approve-held-dialog.tsx';
import { ChangeDiff, ChangeStateDot } from './change-cells.tsx';
import classes from './plan.module.css';
import type { Approving } from './use-approving.ts';

/** Few at first, so that what merely waits is in sight below; then by the page. */
const AT_FIRST = 5;
const AT_A_TIME = 20;

/** What a guard holds, first on the screen: the sentence of the guard, old → new, and a look before each approval. */
export function HeldSection({
  channelId,
  search,
  approving,
  onOpen,
}: {
  readonly channelId: string | null;
  readonly search: string;
  readonly approving: Approving;
  readonly onOpen: (change: PlanChange) => void;
}): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const [looking, setLooking] = useState<PlanChange | null>(null);
  const held = useInfiniteQuery(
    useApi().plan.page.infiniteOptions({
      input: (offset: number) => ({
        channelId,
        reason: null,
        held: true,
        search,
        offset,
        limit: offset === 0 ? AT_FIRST : AT_A_TIME,
      }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const read = pages.reduce((sum, page) => sum + page.rows.length, 0);
        return last.rows.length > 0 && read < last.total ? read : undefined;
      },
    }),
  );
  if (held.isError && held.data === undefined) return <ProblemNotice problem={problemOf(held.error)} />;
  const changes = held.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = held.data?.pages.at(-1)?.total ?? 0;
  if (changes.length === 0) return null;
  const more = Math.min(AT_A_TIME, total - changes.length);
  return (
    <section className={`ms-card ${classes['section']}`} aria-label={t('heldTitle')}>
      <header className={classes['sectionHead']}>
        <h2 className={classes['sectionTitle']}>
          <StateShape tone="held" />
          {t('held', { count: total, number: format.number(total) })}
        </h2>
        <p className={classes['muted']}>{t('heldText')}</p>
      </header>
      <ul className={classes['list']}>
        {changes.map((change) => (
          <HeldChange
            key={change.changeId}
            change={change}
            onLook={() => setLooking(change)}
            onOpen={() => onOpen(change)}
          />
        ))}
      </ul>
      {more > 0 ? (
        <div className={classes['groupBody']}>
          <Button
            variant="default"
            loading={held.isFetchingNextPage}
            onClick={() => void held.fetchNextPage()}
          >
            {t('heldMore', { count: more, number: format.number(more) })}
          </Button>
        </div>
      ) : null}
      {looking === null ? null : (
        <ApproveHeldDialog
          change={looking}
          sendNow={approving.sendNow}
          pending={approving.pending}
          problem={approving.problem}
          onApprove={() =>
            approving.approve({ kind: 'some', changeIds: [looking.changeId] }, () => setLooking(null))
          }
          onCancel={() => setLooking(null)}
        />
      )}
    </section>
  );
}

function HeldChange({
  change,
  onLook,
  onOpen,
}: {
  readonly change: PlanChange;
  readonly onLook: () => void;
  readonly onOpen: () => void;
}): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const title = fullName(change);
  return (
    <li className={classes['held']}>
      <div className={classes['heldText']}>
        <span className={classes['heldName']}>{title}</span>
        <span className={classes['muted']}>
          {[change.channelName, change.barcode, change.stockCode].filter(Boolean).join(' · ')}
        </span>
      </div>
      <div className={classes['heldText']}>
        <ChangeDiff change={change} />
        {change.holds.map((hold) => (
          <span key={hold.guard} className={classes['guard']}>
            <StateShape tone="held" />
            {describeHold(hold, format.language)}
          </span>
        ))}
      </div>
      <div className={classes['heldAct']}>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onOpen}>
          {t('why')}
        </Button>
        {change.state !== 'held' ? (
          <ChangeStateDot state={change.state} />
        ) : change.approvable ? (
          <Button size="compact-sm" variant="default" aria-label={t('lookNamed', { title })} onClick={onLook}>
            {t('look')}
          </Button>
        ) : (
          <span className={classes['muted']}>{t('notLiftable')}</span>
        )}
      </div>
    </li>
  );
}
