import { useTranslation } from 'react-i18next';
import type { ChangeState, PlanChange } from '#contract/plan.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Diff } from '../../ui/diff.tsx';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import { stepText, valuesOf } from './change-values.ts';
import classes from './plan.module.css';

const TONES: Readonly<Record<ChangeState, Tone>> = {
  waiting: 'waiting',
  held: 'held',
  approved: 'busy',
  queued: 'busy',
  sending: 'busy',
  sent: 'busy',
  confirmed: 'ok',
  failed: 'failing',
  unknown: 'waiting',
};

export function ChangeStateDot({ state }: { readonly state: ChangeState }): React.ReactNode {
  const { t } = useTranslation('plan');
  return <StateDot tone={TONES[state]} label={t(`state.${state}`)} />;
}

/** Old → new, with the list price behind it where that moves as well. */
export function ChangeDiff({ change }: { readonly change: PlanChange }): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  return (
    <span className={classes['values']}>
      {valuesOf(change, format).map((value) => (
        <span key={value.field} className={classes['value']}>
          {value.field === 'listPrice' ? <span className={classes['field']}>{t('listPrice')}</span> : null}
          <Diff from={value.from ?? '—'} to={value.to} direction={value.direction} />
        </span>
      ))}
    </span>
  );
}

export function ChangeStep({ change }: { readonly change: PlanChange }): React.ReactNode {
  const format = useFormat();
  const percent = valuesOf(change, format)[0]?.stepPercent ?? null;
  return percent === null ? null : <span className="ms-numeric">{stepText(percent, format)}</span>;
}
