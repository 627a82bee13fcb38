import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resolution } from '#contract/edits.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './edits.module.css';

/** Has the choices carried out: those made one by one, or one for all conflicts after a question. */
export function ResolveBar({
  resolutions,
  total,
  onResolved,
}: {
  readonly resolutions: readonly Resolution[];
  /** Of all conflicts, on every page. */
  readonly total: number;
  readonly onResolved: () => void;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const { client } = useEngine();
  const [asking, setAsking] = useState<Resolution['choose'] | null>(null);
  const resolve = useWrite(client.edits.resolve, {
    onDone: () => {
      setAsking(null);
      onResolved();
    },
  });
  const ask = (choice: Resolution['choose']): void => {
    resolve.reset();
    setAsking(choice);
  };
  return (
    <>
      {resolve.data === undefined ? null : (
        <output className={classes['said']}>
          <StateShape tone="ok" />
          {t('conflicts.resolved', { count: resolve.data.resolved })}
          {resolve.data.left > 0 ? ` ${t('conflicts.left', { count: resolve.data.left })}` : null}
        </output>
      )}
      {resolve.problem === null || asking !== null ? null : <ProblemNotice problem={resolve.problem} />}
      {total === 0 ? null : (
        <>
          <Button variant="default" size="compact-sm" onClick={() => ask('mine')}>
            {t('conflicts.allMine')}
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => ask('theirs')}>
            {t('conflicts.allTheirs')}
          </Button>
          <Button
            size="compact-sm"
            disabled={resolutions.length === 0}
            loading={resolve.pending && asking === null}
            onClick={() => resolve.run({ resolutions: [...resolutions] })}
          >
            {resolutions.length === 0
              ? t('conflicts.applyNone')
              : t('conflicts.apply', { count: resolutions.length })}
          </Button>
        </>
      )}
      <ConfirmDialog
        opened={asking !== null}
        title={t(asking === 'theirs' ? 'conflicts.allTheirsTitle' : 'conflicts.allMineTitle')}
        confirmLabel={t(asking === 'theirs' ? 'conflicts.allTheirs' : 'conflicts.allMine')}
        tone={asking === 'theirs' ? 'danger' : 'normal'}
        pending={resolve.pending}
        onConfirm={() => asking !== null && resolve.run({ resolutions: { all: asking } })}
        onCancel={() => setAsking(null)}
      >
        {t(asking === 'theirs' ? 'conflicts.allTheirsText' : 'conflicts.allMineText', { count: total })}
        {asking === 'mine' ? <p>{t('conflicts.allMineUnsure')}</p> : null}
        {resolve.problem === null ? null : <ProblemNotice problem={resolve.problem} />}
      </ConfirmDialog>
    </>
  );
}
