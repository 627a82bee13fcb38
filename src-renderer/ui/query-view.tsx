import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../client/problem-of.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { useDelayed } from './use-delayed.ts';

/**
 * Shows what a query knows. Data that are there stay on the screen while they are read again and when that fails; the
 * skeleton (of the right size) comes only after 150 ms.
 */
export function QueryView<T>({
  query,
  skeleton,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly skeleton: React.ReactNode;
  readonly children: (data: T) => React.ReactNode;
}): React.ReactNode {
  const { t } = useTranslation();
  const showSkeleton = useDelayed(query.isPending);
  const retry = (
    <Button size="compact-sm" variant="default" onClick={() => void query.refetch()}>
      {t('action.retry')}
    </Button>
  );
  if (query.data !== undefined) {
    return (
      <>
        {query.isError ? (
          <ProblemNotice problem={problemOf(query.error)} tone="waiting" action={retry} />
        ) : null}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <ProblemNotice problem={problemOf(query.error)} action={retry} />;
  return showSkeleton ? <div aria-busy="true">{skeleton}</div> : null;
}
