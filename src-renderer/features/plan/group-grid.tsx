import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanChange, PlanGroup, PlanPage } from '#contract/plan.ts';
import { useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { LazyGrid } from '../../ui/lazy-grid.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { RowSelection } from '../../ui/row-selection.ts';
import { TwoLines } from '../../ui/two-lines.tsx';
import { useLazyRows, WINDOW_SIZE, type LazyRows } from '../../ui/use-lazy-rows.ts';
import { ChangeDiff, ChangeStateDot, ChangeStep } from './change-cells.tsx';

const MOST_HEIGHT = 36 * 13;
const rowId = (change: PlanChange): string => change.changeId;
const rowName = (change: PlanChange): string => change.title;

type GroupRowsRead = { readonly rows: LazyRows<PlanChange, PlanPage>; readonly question: string };

/** The rows of a group, read in windows. */
export function useGroupRows({ channelId, reason }: PlanGroup, search: string): GroupRowsRead {
  const api = useApi();
  const question = JSON.stringify([channelId, reason, search]);
  const rows = useLazyRows<PlanChange, PlanPage>({
    question,
    windowOptions: (offset) =>
      api.plan.page.queryOptions({
        input: { channelId, reason, held: false, search, offset, limit: WINDOW_SIZE },
      }),
  });
  return { rows, question };
}

/** The changes of a group, old → new, each with its state. */
export function GroupGrid({
  group,
  rows,
  question,
  selection,
  openId,
  onOpen,
}: GroupRowsRead & {
  readonly group: PlanGroup;
  readonly selection: RowSelection | null;
  readonly openId: string | null;
  readonly onOpen: (change: PlanChange) => void;
}): React.ReactNode {
  const { t } = useTranslation('plan');
  const [failure, setFailure] = useState<unknown>(null);
  const columns = useColumns(group);
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const problem = rows.error ?? failure;
  return (
    <>
      {problem === null ? null : <ProblemNotice problem={problemOf(problem)} />}
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
        width: 200,
        grow: 2,
        minWidth: 140,
        frozen: true,
        render: (change) => <TwoLines first={change.title} second={change.optionText} />,
        copy: (change) => change.title,
      },
      {
        key: 'change',
        name: t('columns.change'),
        width: 220,
        grow: 2,
        render: (change) => <ChangeDiff change={change} />,
      },
      {
        key: 'state',
        name: t('columns.state'),
        width: 150,
        grow: 1,
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
