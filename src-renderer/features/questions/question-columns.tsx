import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionRow, QuestionState } from '#contract/questions.ts';
import { useSeveralChannels } from '../../ui/channel-select.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { ChannelCell } from '../listings/listing-cells.tsx';
import { AnswerClock } from '../returns/answer-clock.tsx';

const TONES: Readonly<Record<QuestionState, Tone>> = {
  waiting: 'waiting',
  answered: 'ok',
  rejected: 'failing',
  expired: 'paused',
  other: 'info',
};

export function QuestionStateDot({ row }: { readonly row: QuestionRow }): React.ReactNode {
  const { t } = useTranslation('questions');
  return <StateDot tone={TONES[row.state]} label={t(`state.${row.state}`, { raw: row.rawState })} />;
}

export function useQuestionColumns(): readonly LazyColumn<QuestionRow>[] {
  const { t } = useTranslation('questions');
  const several = useSeveralChannels();
  return useMemo(() => {
    const columns: readonly LazyColumn<QuestionRow>[] = [
      {
        key: 'clock',
        name: t('columns.clock'),
        width: 138,
        frozen: true,
        render: (row) => (
          <AnswerClock answerBy={row.answerBy} late={row.late} waits={row.state === 'waiting'} />
        ),
      },
      {
        key: 'question',
        name: t('columns.question'),
        width: 240,
        grow: 2,
        render: (row) => <TwoLines first={row.text} second="" />,
        copy: (row) => row.text,
      },
      {
        key: 'product',
        name: t('columns.product'),
        width: 180,
        grow: 1.4,
        render: (row) => <TwoLines first={row.productTitle || '—'} second={row.stockCode} />,
      },
      {
        key: 'state',
        name: t('columns.state'),
        width: 150,
        grow: 0.5,
        render: (row) => <QuestionStateDot row={row} />,
      },
      {
        key: 'customer',
        name: t('columns.customer'),
        width: 110,
        grow: 0.6,
        render: (row) => <TwoLines first={row.customer || '—'} second="" />,
      },
      {
        key: 'channel',
        name: t('columns.channel'),
        width: 110,
        grow: 0.5,
        render: (row) => <ChannelCell name={row.channelName} sandbox={row.sandbox} />,
      },
      {
        key: 'askedAt',
        name: t('columns.askedAt'),
        width: 96,
        numeric: true,
        render: (row) => <RelativeTime at={row.askedAt} />,
      },
    ];
    return columns.filter(({ key }) => several || key !== 'channel');
  }, [t, several]);
}
