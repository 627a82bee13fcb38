import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanSummary } from '#contract/plan.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../ui/use-now.ts';

/** The age of what the plan was made from, and of the plan itself; the exact times are in the tooltip. */
export function PlanAges({ summary }: { readonly summary: PlanSummary }): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const now = useNow();
  const { storeReadAt, computedAt } = summary;
  const exact = [storeReadAt, computedAt].filter((at) => at !== null).map((at) => format.dateTime(at));
  return (
    <Tooltip label={exact.join(' · ')} disabled={exact.length === 0}>
      <span>
        {storeReadAt === null ? t('neverRead') : t('readAt', { age: format.age(storeReadAt, now) })}
        {computedAt === null ? '' : ` · ${t('computedAt', { age: format.age(computedAt, now) })}`}
      </span>
    </Tooltip>
  );
}
