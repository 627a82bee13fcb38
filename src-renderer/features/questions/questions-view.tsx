import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  QuestionFilter,
  type QuestionPage,
  type QuestionQuery,
  type QuestionRow,
} from '#contract/questions.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { AfterSalesEmpty, useAfterSalesAge } from '../../ui/after-sales-empty.tsx';
import panel from '../../ui/detail-panel.module.css';
import { RelativeTime } from '../../ui/figures.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListWithPanel } from '../../ui/list-with-panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ReadAgain } from '../../ui/read-again.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import { useLazyRows, WINDOW_SIZE } from '../../ui/use-lazy-rows.ts';
import { useQuestionColumns } from './question-columns.tsx';
import { QuestionPanel } from './question-panel.tsx';

type View = Omit<QuestionQuery, 'offset' | 'limit'>;

/** A question's number is the marketplace's: two channels may use the same one. */
const rowId = (row: QuestionRow): string => JSON.stringify([row.channelId, row.questionId]);
const rowName = (row: QuestionRow): string => row.questionId;

/** Questions of every channel, those that must be answered soonest first. */
export function QuestionsView({ channelId }: { readonly channelId: string | null }): React.ReactNode {
  const { t } = useTranslation('questions');
  const engine = useEngine();
  const api = useApi();
  const address = useAddress();
  const view: View = {
    channelId,
    filter: oneOf(address.get('filter'), QuestionFilter.options, 'waiting'),
    search: address.get('findQuestion'),
  };
  const question = JSON.stringify(view);
  const rows = useLazyRows<QuestionRow, QuestionPage>({
    question,
    windowOptions: (offset) =>
      api.questions.page.queryOptions({ input: { ...view, offset, limit: WINDOW_SIZE } }),
  });
  const refresh = useWrite(engine.client.questions.refresh);
  const columns = useQuestionColumns();
  const words = useMemo(() => ({ select: t('select'), selectAll: t('selectAll') }), [t]);
  const openId = address.get('question') || null;
  const opened = rows.slots.find(({ row }) => row !== null && rowId(row) === openId)?.row ?? null;
  const open = useCallback((row: QuestionRow) => address.set({ question: rowId(row) }), [address]);
  const { readAt } = useAfterSalesAge('questions', channelId);
  const again = <ReadAgain write={refresh} channelId={channelId} label={t('refresh')} />;
  return (
    <ListWithPanel
      label={t('grid')}
      question={question}
      rows={rows}
      columns={columns}
      rowId={rowId}
      rowName={rowName}
      words={words}
      openId={openId}
      onOpen={open}
      toolbar={
        <>
          <SearchField
            value={view.search}
            onChange={(findQuestion) => address.set({ findQuestion })}
            placeholder={t('search')}
            width={300}
          />
          <FilterChips
            label={t('filter')}
            chips={QuestionFilter.options.map((filter) => ({
              value: filter,
              label: t(`filters.${filter}`),
              count: rows.newest?.counts[filter],
            }))}
            value={view.filter}
            onChange={(filter) => address.set({ filter: filter === 'waiting' ? '' : filter, question: '' })}
          />
          {readAt === null ? null : (
            <>
              {again}
              <span className={panel['muted']}>
                <RelativeTime at={readAt} words={(age) => t('readAt', { age })} />
              </span>
            </>
          )}
        </>
      }
      notices={refresh.problem === null ? null : <ProblemNotice problem={refresh.problem} />}
      empty={
        <AfterSalesEmpty
          part="questions"
          channelId={channelId}
          words={t('empty', { returnObjects: true })}
          refresh={again}
          noneAtAll={view.search === '' && rows.newest?.counts.all === 0}
          onClear={() => address.set({ findQuestion: '', filter: 'all' })}
        />
      }
      panel={
        opened === null ? null : (
          <QuestionPanel key={openId} row={opened} onClose={() => address.set({ question: '' })} />
        )
      }
    />
  );
}
