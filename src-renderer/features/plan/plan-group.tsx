import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanChange, PlanGroup, PlanPage } from '#contract/plan.ts';
import { useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { LazyGrid, type LazyColumn } from '../../ui/lazy-grid.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useRowSelection } from '../../ui/row-selection.ts';
import { TwoLines } from '../../ui/two-lines.tsx';
import { useLazyRows, WINDOW_SIZE } from '../../ui/use-lazy-rows.ts';
import { ChangeDiff, ChangeStateDot, ChangeStep } from './change-cells.tsx';
import { stepText } from './change-values.ts';
import classes from './plan.module.css';
import type { Approving } from './use-approving.ts';

const MOST_HEIGHT = 36 * 13;
const rowId = (change: PlanChange): string => change.changeId;
const rowName = (change: PlanChange): string => change.title;

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
              : ` · ${t('group.largestStep', { percent: stepText(group.largestStepPercent, format) })}`}
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
  const api = useApi();
  const selection = useRowSelection();
  const [failure, setFailure] = useState<unknown>(null);
  const question = JSON.stringify([group.channelId, group.reason, search]);
  const rows = useLazyRows<PlanChange, PlanPage>({
    question,
    windowOptions: (offset) =>
      api.plan.page.queryOptions({
        input: {
          channelId: group.channelId,
          reason: group.reason,
          held: false,
          search,
          offset,
          limit: WINDOW_SIZE,
        },
      }),
  });
  const columns = useColumns(group);
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const problem = rows.error ?? failure;
  return (
    <>
      {problem === null ? null : <ProblemNotice problem={problemOf(problem)} />}
      {selection.ids.size === 0 ? null : (
        <div className={classes['bar']}>
          <Button
            size="compact-sm"
            disabled={approving.pending}
            onClick={() =>
              approving.approve({ kind: 'some', changeIds: [...selection.ids] }, selection.clear)
            }
          >
            {t('approveSelected', { count: selection.ids.size, number: format.number(selection.ids.size) })}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={selection.clear}>
            {t('clearSelection')}
          </Button>
        </div>
      )}
      <LazyGrid
        label={t('group.grid', { channel: group.channelName, reason: t(`reason.${group.reason}`) })}
        question={question}
        rows={rows}
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        words={words}
        openId={openId}
        onOpen={onOpen}
        selection={selection}
        onFailed={setFailure}
        mostHeight={MOST_HEIGHT}
      />
    </>
  );
}

function useColumns(group: PlanGroup): readonly LazyColumn<PlanChange>[] {
  const { t } = useTranslation('plan');
  const stepped = group.largestStepPercent !== null;
  return useMemo(() => {
    const columns: LazyColumn<PlanChange>[] = [
      {
        key: 'product',
        name: t('columns.product'),
        width: 'minmax(200px, 2fr)',
        minWidth: 140,
        frozen: true,
        render: (change) => <TwoLines first={change.title} second={change.optionText} />,
        copy: (change) => change.title,
      },
      {
        key: 'change',
        name: t('columns.change'),
        width: 'minmax(220px, 2fr)',
        render: (change) => <ChangeDiff change={change} />,
      },
      {
        key: 'state',
        name: t('columns.state'),
        width: 'minmax(150px, 1fr)',
        render: (change) => <ChangeStateDot state={change.state} />,
      },
      {
        key: 'barcode',
        name: t('columns.barcode'),
        width: 130,
        render: ({ barcode }) => barcode,
        copy: ({ barcode }) => barcode,
      },
      {
        key: 'stockCode',
        name: t('columns.stockCode'),
        width: 110,
        render: ({ stockCode }) => stockCode,
        copy: ({ stockCode }) => stockCode,
      },
    ];
    if (stepped) {
      columns.splice(2, 0, {
        key: 'step',
        name: t('columns.step'),
        width: 100,
        numeric: true,
        render: (change) => <ChangeStep change={change} />,
      });
    }
    return columns;
  }, [t, stepped]);
}
