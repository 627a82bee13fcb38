import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { describeHold } from '#contract/guard-texts.ts';
import type { PlanChange } from '#contract/plan.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { fullName } from '../../ui/full-name.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import { TraceList } from '../listings/trace-list.tsx';
import { ChangeDiff, ChangeStateDot } from './change-cells.tsx';
import classes from './plan.module.css';

/** One change on demand: why this value, step by step; what holds it; what went wrong. */
export function ChangePanel({
  change,
  onClose,
}: {
  readonly change: PlanChange;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('plan');
  const { language } = useFormat();
  return (
    <DetailPanel label={t('panel.label')} closeLabel={t('panel.close')} onClose={onClose}>
      <section className={panel['section']}>
        <h2 className={panel['heading']} style={{ fontSize: 16, paddingInlineEnd: 32 }}>
          {fullName(change)}
        </h2>
        <p className={panel['muted']}>
          {[change.channelName, change.barcode, change.stockCode].filter(Boolean).join(' · ')}
        </p>
        <ChangeDiff change={change} />
        <ChangeStateDot state={change.state} />
      </section>
      {change.problem === null ? null : <ProblemNotice problem={change.problem} />}
      {change.holds.length === 0 ? null : (
        <section className={panel['section']}>
          <h3 className={panel['heading']}>{t('panel.holds')}</h3>
          {change.holds.map((hold) => (
            <span key={hold.guard} className={classes['guard']}>
              <StateShape tone="held" />
              {describeHold(hold, language)}
            </span>
          ))}
        </section>
      )}
      <section className={panel['section']}>
        <h3 className={panel['heading']}>{t('reasonTitle')}</h3>
        <p className={panel['muted']}>{t(`reason.${change.reason}`)}</p>
      </section>
      <section className={panel['section']}>
        <h3 className={panel['heading']}>{t('panel.why')}</h3>
        <TraceList
          steps={change.trace}
          unit={change.group === 'stock' ? { kind: 'stock' } : { kind: 'price', currency: change.currency }}
        />
      </section>
      <Group>
        <Button
          component={Link}
          href={`/listings?listing=${encodeURIComponent(change.listingId)}`}
          size="compact-sm"
          variant="default"
        >
          {t('openListing')}
        </Button>
      </Group>
    </DetailPanel>
  );
}
