import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#contract/problem.ts';
import panel from './detail-panel.module.css';
import { ProblemNotice } from './problem-notice.tsx';
import { StateDot } from './state-dot.tsx';

/**
 * Something was sent and got no answer, and the marketplace does not show whether it arrived: nothing is sent again until
 * the merchant has looked in the marketplace's panel and says it.
 */
export function UnsettledNotice({
  what,
  pending,
  problem,
  onSay,
}: {
  /** What was sent, in the words of its button. */
  readonly what: string;
  readonly pending: boolean;
  readonly problem: Problem | null;
  readonly onSay: (arrived: boolean) => void;
}): React.ReactNode {
  const { t } = useTranslation();
  return (
    <section className={panel['section']} aria-label={t('unsettled.title')}>
      <h3 className={panel['heading']}>
        <StateDot tone="waiting" label={t('unsettled.title')} />
      </h3>
      <p className={panel['muted']}>{t('unsettled.text', { what })}</p>
      <div style={{ display: 'flex', gap: 8 }}>
        <Button size="compact-sm" variant="default" disabled={pending} onClick={() => onSay(true)}>
          {t('unsettled.arrived')}
        </Button>
        <Button size="compact-sm" variant="default" disabled={pending} onClick={() => onSay(false)}>
          {t('unsettled.notArrived')}
        </Button>
      </div>
      {problem === null ? null : <ProblemNotice problem={problem} />}
    </section>
  );
}
