import { Button, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanSummary } from '#contract/plan.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { StateDot } from '../../ui/state-dot.tsx';
import { PlanAges } from './plan-ages.tsx';
import classes from './plan.module.css';
import type { Approving } from './use-approving.ts';

/** The plan in figures, what sending it would take, how old its data are, and the one button for all that waits. */
export function PlanSummaryBar({
  summary,
  channelId,
  approving,
}: {
  readonly summary: PlanSummary;
  readonly channelId: string | null;
  readonly approving: Approving;
}): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const count = (value: number): { count: number; number: string } => ({
    count: value,
    number: format.number(value),
  });
  return (
    <div className={`ms-card ${classes['summary']}`}>
      <div className={classes['figures']}>
        <div className={classes['counts']}>
          {summary.held > 0 ? <StateDot tone="held" label={t('held', count(summary.held))} /> : null}
          {summary.waiting > 0 ? (
            <StateDot tone="waiting" label={t('waiting', count(summary.waiting))} />
          ) : null}
          {summary.approved > 0 ? (
            <StateDot tone="info" label={t('approved', count(summary.approved))} />
          ) : null}
          {summary.inFlight > 0 ? (
            <StateDot tone="busy" label={t('inFlight', count(summary.inFlight))} />
          ) : null}
        </div>
        <div className={classes['ages']}>
          {summary.requests > 0
            ? `${t('estimate', { ...count(summary.requests), duration: format.duration(summary.estimatedSeconds * 1_000) })} · `
            : ''}
          <PlanAges summary={summary} />
        </div>
      </div>
      {summary.waiting > 0 ? (
        <div className={classes['send']}>
          <Checkbox
            label={t('sendNow')}
            title={t('sendLater')}
            checked={approving.sendNow}
            onChange={(event) => approving.setSendNow(event.currentTarget.checked)}
          />
          <Button loading={approving.pending} onClick={() => approving.approve({ kind: 'all', channelId })}>
            {t(approving.sendNow ? 'approveAllAndSend' : 'approveAll', count(summary.waiting))}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
