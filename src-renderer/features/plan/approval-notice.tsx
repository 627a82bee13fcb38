import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './plan.module.css';
import type { Approving } from './use-approving.ts';

/** What became of an approval, plainly: approved, changed meanwhile and therefore not approved, not approvable. */
export function ApprovalNotice({ approving }: { readonly approving: Approving }): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  if (approving.result === null) return null;
  const outcome = approving.result;
  const count = (value: number): { count: number; number: string } => ({
    count: value,
    number: format.number(value),
  });
  const changed = outcome.changedSince.length;
  const closed = outcome.notApprovable.length;
  return (
    <div className={`ms-card ${classes['result']}`}>
      <output className={classes['resultText']}>
        <span>
          <StateShape tone={outcome.approved > 0 ? 'ok' : 'info'} />
          {outcome.approved > 0 ? t('result.approved', count(outcome.approved)) : t('result.nothing')}{' '}
          {outcome.approved > 0 ? t(`result.sending.${outcome.sending}`) : ''}
        </span>
        {changed === 0 ? null : (
          <span>
            <StateShape tone="waiting" />
            {t('result.changedSince', count(changed))}
          </span>
        )}
        {closed === 0 ? null : (
          <span>
            <StateShape tone="held" />
            {t('result.notApprovable', count(closed))}
          </span>
        )}
      </output>
      <CloseButton aria-label={t('result.close')} onClick={approving.dismiss} />
    </div>
  );
}
