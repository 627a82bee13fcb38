import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { QuestionRow } from '#contract/questions.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { DateTime } from '../../ui/figures.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { UnsettledNotice } from '../../ui/unsettled-notice.tsx';
import { ChannelName } from '../listings/listing-cells.tsx';
import { AnswerClock } from '../returns/answer-clock.tsx';
import classes from '../returns/returns.module.css';
import { QuestionStateDot } from './question-columns.tsx';

const LONGEST = 2_000;

/** One question, who asked it about what, until when, and the answer or the field for it. */
export function QuestionPanel({
  row,
  onClose,
}: {
  readonly row: QuestionRow;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('questions');
  const format = useFormat();
  return (
    <DetailPanel label={t('panel.label')} closeLabel={t('panel.close')} onClose={onClose}>
      <section className={panel['section']}>
        <h2 className={classes['title']}>{row.productTitle || t('panel.label')}</h2>
        <ChannelName name={row.channelName} sandbox={row.sandbox} />
        <div className={classes['states']}>
          <AnswerClock answerBy={row.answerBy} late={row.late} waits={row.state === 'waiting'} />
          <QuestionStateDot row={row} />
        </div>
        <blockquote className={classes['quote']}>{row.text}</blockquote>
        {row.answerBy === null || row.state !== 'waiting' ? null : (
          <p className={panel['muted']}>{t('panel.answerBy', { at: format.dateTime(row.answerBy) })}</p>
        )}
      </section>
      <Answering row={row} />
      <Facts row={row} />
    </DetailPanel>
  );
}

function Answering({ row }: { readonly row: QuestionRow }): React.ReactNode {
  const { t } = useTranslation('questions');
  const format = useFormat();
  const engine = useEngine();
  const answer = useWrite(engine.client.questions.answer);
  const settle = useWrite(engine.client.questions.settle);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const { channelId, questionId } = row;
  const empty = text.trim() === '';
  return (
    <section className={panel['section']}>
      {row.problem === null ? null : <ProblemNotice problem={row.problem} />}
      {row.answer === null ? null : (
        <>
          <h3 className={panel['heading']}>{t('panel.given')}</h3>
          <blockquote className={classes['quote']}>{row.answer}</blockquote>
          {row.answeredAt === null ? null : (
            <p className={panel['muted']}>
              <DateTime at={row.answeredAt} />
            </p>
          )}
        </>
      )}
      {row.unsettled === true ? (
        <UnsettledNotice
          what={t('panel.answer')}
          pending={settle.pending}
          problem={settle.problem}
          onSay={(arrived) => settle.run({ channelId, questionId, arrived })}
        />
      ) : null}
      {row.canAnswer ? (
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (!empty) answer.run({ channelId, questionId, text });
          }}
        >
          <Textarea
            label={t('panel.answer')}
            description={t('panel.answerHelp', { left: format.number(LONGEST - text.length) })}
            rows={4}
            maxLength={LONGEST}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={tried && empty ? t('panel.answerMissing') : null}
          />
          {row.public === null ? null : (
            <p className={panel['muted']}>{t(row.public ? 'panel.public' : 'panel.private')}</p>
          )}
          <div>
            <Button type="submit" size="compact-sm" loading={answer.pending}>
              {t('panel.send')}
            </Button>
          </div>
        </form>
      ) : row.answer === null && answer.data === undefined && row.unsettled !== true ? (
        <p className={panel['muted']}>{t('panel.cannot')}</p>
      ) : null}
      {answer.problem === null ? null : <ProblemNotice problem={answer.problem} />}
      {answer.data !== undefined && answer.data.problem === null ? (
        <output className={classes['done']}>
          <StateShape tone="ok" /> {t('panel.sent')}
        </output>
      ) : null}
    </section>
  );
}

function Facts({ row }: { readonly row: QuestionRow }): React.ReactNode {
  const { t } = useTranslation('questions');
  const codes = [row.barcode, row.stockCode].filter(Boolean).join(' · ');
  const facts = [
    [t('panel.customer'), row.customer],
    [t('panel.codes'), codes],
    [t('panel.order'), row.orderNumber ?? ''],
  ] as const;
  const code = row.barcode || row.stockCode;
  return (
    <section className={panel['section']}>
      <dl className={panel['facts']}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
        <dt>{t('panel.askedAt')}</dt>
        <dd>
          <DateTime at={row.askedAt} />
        </dd>
      </dl>
      <div className={classes['actions']}>
        {code === '' ? null : (
          <Button
            component={Link}
            href={`/listings?find=${encodeURIComponent(code)}`}
            size="compact-sm"
            variant="default"
          >
            {t('panel.openListing')}
          </Button>
        )}
        {/* The address comes from outside: only a plain https one becomes a link, and it learns nothing of this page. */}
        {row.productUrl === null || URL.parse(row.productUrl)?.protocol !== 'https:' ? null : (
          <a
            href={row.productUrl}
            target="_blank"
            rel="noopener noreferrer"
            style={{ fontSize: 13, color: 'var(--ms-accent-text)' }}
          >
            {t('panel.seeProduct')}
          </a>
        )}
      </div>
    </section>
  );
}
