import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditPage, EditPlace } from '#contract/edits.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './edits.module.css';

/** What is about to be dropped: some places, or everything of a state. */
type Asked =
  | { readonly kind: 'some'; readonly places: readonly EditPlace[]; readonly after?: () => void }
  | { readonly kind: 'all'; readonly counts: EditPage['counts'] }
  | { readonly kind: 'refused'; readonly count: number };

export type Discarding = {
  readonly ask: (asked: Asked) => void;
  /** The question, and afterwards how many were dropped; to be drawn by whoever asks. */
  readonly view: React.ReactNode;
};

/** Dropping edits, after a question that says how many: what is dropped here cannot be brought back. */
export function useDiscarding(): Discarding {
  const { t } = useTranslation('edits');
  const { client } = useEngine();
  const [asked, setAsked] = useState<Asked | null>(null);
  const discard = useWrite(client.edits.discard);
  const confirm = (): void => {
    if (asked === null) return;
    const places = asked.kind === 'some' ? [...asked.places] : asked.kind;
    const after = asked.kind === 'some' ? asked.after : undefined;
    discard.runAsync({ places }).then(
      () => {
        setAsked(null);
        after?.();
      },
      () => undefined, // The failure is in `discard.problem`, shown in the dialog.
    );
  };
  const view = (
    <>
      {discard.data === undefined ? null : (
        <output className={classes['said']}>
          <StateShape tone="ok" />
          {t('discard.done', { count: discard.data.discarded })}
        </output>
      )}
      <ConfirmDialog
        opened={asked !== null}
        title={t('discard.title')}
        confirmLabel={t('discard.confirm')}
        tone="danger"
        pending={discard.pending}
        onConfirm={confirm}
        onCancel={() => setAsked(null)}
      >
        {asked === null ? null : <Question asked={asked} />}
        {discard.problem === null ? null : <ProblemNotice problem={discard.problem} />}
      </ConfirmDialog>
    </>
  );
  return {
    ask: (next) => {
      discard.reset();
      setAsked(next);
    },
    view,
  };
}

function Question({ asked }: { readonly asked: Asked }): React.ReactNode {
  const { t } = useTranslation('edits');
  if (asked.kind === 'all') {
    const { pending, conflict, refused } = asked.counts;
    return t('discard.allText', { pending, conflict, refused });
  }
  return t('discard.text', { count: asked.kind === 'some' ? asked.places.length : asked.count });
}
