import { Button, Checkbox, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublishAction, PublishPreview, PublishRun, PublishSelection } from '#contract/publishing.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { PreviewParts } from './preview-parts.tsx';
import classes from './publishing.module.css';

/**
 * Exactly what would leave this computer, request by request, before the button that sends it. What cannot be taken back
 * wants a word of its own beside the button.
 */
export function PreviewDialog({
  channelId,
  action = 'create',
  selection,
  onClose,
  onSent,
}: {
  readonly channelId: string;
  readonly action?: PublishAction;
  readonly selection: PublishSelection;
  readonly onClose: () => void;
  readonly onSent: (run: PublishRun) => void;
}): React.ReactNode {
  const { t } = useTranslation('actions');
  const { t: common } = useTranslation();
  const wish = { channelId, action, selection };
  const start = useWrite(useEngine().client.publishing.start, { onDone: onSent });
  const query = useQuery({
    ...useApi().publishing.preview.queryOptions({ input: wish }),
    // Prices and stock of this moment, never of an earlier look.
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`titles.${action}`)}
      size={900}
      centered
      closeButtonProps={{ 'aria-label': common('action.close') }}
    >
      <div className={classes['dialog']}>
        <p>{t(`means.${action}`)}</p>
        <QueryView query={query} skeleton={<Reading />}>
          {(preview) => (
            <>
              <Counts preview={preview} />
              <PreviewParts preview={preview} />
              {start.problem === null ? null : <ProblemNotice problem={start.problem} />}
              <Sending
                action={action}
                disabled={preview.ready === 0 || query.isFetching}
                pending={start.pending}
                onSend={() => start.run(wish)}
                onClose={onClose}
              />
            </>
          )}
        </QueryView>
      </div>
    </Modal>
  );
}

function Reading(): React.ReactNode {
  const { t } = useTranslation('publishing');
  return <p>{t('preview.reading')}</p>;
}

function Counts({ preview }: { readonly preview: PublishPreview }): React.ReactNode {
  const { t } = useTranslation('actions');
  const { t: publishing } = useTranslation('publishing');
  const format = useFormat();
  const { ready, held, items, action } = preview;
  if (items.length === 0) return <p>{t('nothingFits')}</p>;
  if (ready === 0) return <p>{action === 'create' ? publishing('preview.nothing') : t('nothing')}</p>;
  return (
    <p>
      <strong>{t(`counts.${action}`, { count: ready, number: format.number(ready) })}</strong>{' '}
      {held === 0 ? null : t('held', { count: held, number: format.number(held) })}
    </p>
  );
}

function Sending({
  action,
  disabled,
  pending,
  onSend,
  onClose,
}: {
  readonly action: PublishAction;
  readonly disabled: boolean;
  readonly pending: boolean;
  readonly onSend: () => void;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('actions');
  const { t: publishing } = useTranslation('publishing');
  const [certain, setCertain] = useState(false);
  const final = action === 'delete';
  return (
    <div className={classes['sending']}>
      {final ? (
        <Checkbox
          label={t('certain')}
          checked={certain}
          disabled={disabled}
          onChange={(event) => setCertain(event.currentTarget.checked)}
        />
      ) : null}
      <Button variant="default" onClick={onClose} data-autofocus>
        {publishing('preview.cancel')}
      </Button>
      <Button
        {...(final ? { color: 'red.9' } : {})}
        disabled={disabled || (final && !certain)}
        loading={pending}
        onClick={onSend}
      >
        {t(`send.${action}`)}
      </Button>
    </div>
  );
}
