import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanChange, PlanGroup } from '#contract/plan.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useRowSelection } from '../../ui/row-selection.ts';
import { GroupGrid, useGroupRows } from './group-grid.tsx';
import classes from './plan.module.css';
import type { Approving } from './use-approving.ts';

type Props = {
  readonly group: PlanGroup;
  readonly search: string;
  readonly initiallyOpen: boolean;
  readonly approving: Approving;
  readonly openId: string | null;
  readonly onOpen: (change: PlanChange) => void;
};

/** Changes of one channel for one reason: how many, the largest step, and the rows when opened. */
export function PlanGroupCard({ group, initiallyOpen, approving, ...rest }: Props): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const [open, setOpen] = useState(initiallyOpen);
  const body = useId();
  return (
    <section className={`ms-card ${classes['section']}`}>
      <div className={classes['group']}>
        <button
          type="button"
          className={classes['toggle']}
          aria-expanded={open}
          aria-controls={body}
          title={t(open ? 'group.collapse' : 'group.expand')}
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
          <span className={classes['groupName']}>
            {group.channelName} · {t(`reason.${group.reason}`)}
          </span>
          <span className={classes['groupFacts']}>
            {t('group.count', { count: group.count, number: format.number(group.count) })}
            {group.largestStepPercent === null
              ? ''
              : ` · ${t('group.largestStep', { percent: format.percent(Math.round(Math.abs(group.largestStepPercent) * 10) / 10) })}`}
          </span>
        </button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={approving.pending}
          onClick={() =>
            approving.approve({ kind: 'group', channelId: group.channelId, reason: group.reason })
          }
        >
          {t('approveGroup')}
        </Button>
      </div>
      {open ? (
        <div id={body} className={classes['groupBody']}>
          <GroupRows group={group} approving={approving} {...rest} />
        </div>
      ) : null}
    </section>
  );
}

function GroupRows({
  group,
  search,
  approving,
  openId,
  onOpen,
}: Omit<Props, 'initiallyOpen'>): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const { rows, question } = useGroupRows(group, search);
  const selection = useRowSelection(question);
  if (rows.newest !== null && rows.total === 0 && search !== '') {
    return <p className={classes['muted']}>{t('empty.filteredTitle')}</p>;
  }
  return (
    <>
      {selection.ids.size === 0 ? null : (
        <div className={classes['bar']}>
          <Button
            size="compact-sm"
            disabled={approving.pending}
            onClick={() =>
              approving.approve({ kind: 'some', changeIds: [...selection.ids] }, selection.clear)
            }
          >
            {t('approveSelected', {
              count: selection.ids.size,
              number: format.number(selection.ids.size),
            })}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={selection.clear}>
            {t('clearSelection')}
          </Button>
        </div>
      )}
      <GroupGrid
        group={group}
        rows={rows}
        question={question}
        selection={selection}
        openId={openId}
        onOpen={onOpen}
      />
    </>
  );
}

/** A group that was approved, as the progress of itself: each row tells where it stands. Gone when the plan is made anew. */
export function SentGroupCard({
  group,
  search,
  openId,
  onOpen,
}: Pick<Props, 'group' | 'search' | 'openId' | 'onOpen'>): React.ReactNode {
  const { t } = useTranslation('plan');
  const { rows, question } = useGroupRows(group, search);
  if (rows.total === 0) return null;
  return (
    <section className={`ms-card ${classes['section']}`}>
      <header className={classes['sectionHead']}>
        <h2 className={classes['sectionTitle']}>
          {group.channelName} · {t(`reason.${group.reason}`)}
        </h2>
        <p className={classes['muted']}>{t('group.sent')}</p>
      </header>
      <div className={classes['groupBody']}>
        <GroupGrid
          group={group}
          rows={rows}
          question={question}
          selection={null}
          openId={openId}
          onOpen={onOpen}
        />
      </div>
    </section>
  );
}
