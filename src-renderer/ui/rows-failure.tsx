import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../client/problem-of.ts';
import { ProblemNotice } from './problem-notice.tsx';
import type { LazyRows } from './use-lazy-rows.ts';

/** Why rows of a list could not be read, with another try; nothing while they can. */
export function RowsFailure({
  rows,
}: {
  readonly rows: Pick<LazyRows<unknown>, 'error' | 'retry'>;
}): React.ReactNode {
  const { t } = useTranslation('common');
  if (rows.error === null) return null;
  return (
    <ProblemNotice
      problem={problemOf(rows.error)}
      action={
        <Button size="compact-sm" variant="default" onClick={rows.retry}>
          {t('action.retry')}
        </Button>
      }
    />
  );
}
