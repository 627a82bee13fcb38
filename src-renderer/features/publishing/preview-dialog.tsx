import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PublishPreview, PublishRun, PublishSelection } from '#contract/publishing.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { ProblemLine } from '../../ui/problem-line.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { FaultList } from './fault-list.tsx';
import classes from './publishing.module.css';

const SHOWN_HELD = 20;

/** Exactly what would leave this computer, request by request, before the button that sends it. */
export function PreviewDialog({
  channelId,
  selection,
  onClose,
  onSent,
}: {
  readonly channelId: string;
  readonly selection: PublishSelection;
  readonly onClose: () => void;
  readonly onSent: (run: PublishRun) => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const { t: common } = useTranslation();
  const wish = { channelId, action: 'create', selection } as const;
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
      title={t('preview.title')}
      size={900}
      centered
      closeButtonProps={{ 'aria-label': common('action.close') }}
    >
      <div className={classes['dialog']}>
        <QueryView query={query} skeleton={<p>{t('preview.reading')}</p>}>
          {(preview) => (
            <>
              <Shown preview={preview} />
              {start.problem === null ? null : <ProblemNotice problem={start.problem} />}
              <div className={classes['row']} style={{ justifyContent: 'flex-end' }}>
                <Button variant="default" onClick={onClose} data-autofocus>
                  {t('preview.cancel')}
                </Button>
                <Button
                  disabled={preview.ready === 0 || query.isFetching}
                  loading={start.pending}
                  onClick={() => start.run(wish)}
                >
                  {t('preview.send')}
                </Button>
              </div>
            </>
          )}
        </QueryView>
      </div>
    </Modal>
  );
}

function Shown({ preview }: { readonly preview: PublishPreview }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const held = preview.items.filter(({ ready }) => !ready);
  return (
    <>
      <p>
        {preview.ready === 0
          ? t('preview.nothing')
          : t('preview.counts', { ready: format.number(preview.ready), held: format.number(preview.held) })}
      </p>
      {preview.requests.length === 0 ? null : (
        <section className={panel['section']} aria-label={t('preview.requests')}>
          <h3 className={panel['heading']}>{t('preview.requests')}</h3>
          {preview.requests.map((request) => (
            <div key={request.bodyHash}>
              <code>
                {request.method} {request.url}
              </code>
              <div className={classes['muted']}>
                {t('preview.request', { count: request.items, number: format.number(request.items) })}
              </div>
              {request.stopped === null ? null : <ProblemLine problem={request.stopped} />}
              {request.bodyText === null ? null : (
                <details>
                  <summary>{t('preview.body')}</summary>
                  <pre className={classes['body']}>{request.bodyText}</pre>
                  <div className={classes['muted']}>{t('preview.hash', { hash: request.bodyHash })}</div>
                </details>
              )}
            </div>
          ))}
        </section>
      )}
      {held.length === 0 ? null : (
        <section className={panel['section']} aria-label={t('preview.held')}>
          <h3 className={panel['heading']}>{t('preview.held')}</h3>
          {held.slice(0, SHOWN_HELD).map((item) => (
            <div key={item.variantId ?? item.listingId ?? item.stockCode}>
              <strong>{item.title}</strong>{' '}
              <span className={classes['muted']}>{item.stockCode || item.barcode}</span>
              <FaultList faults={item.faults} />
              {item.verdict?.accepted === false ? <div>{t('preview.verdictNo')}</div> : null}
              {item.verdict?.problem ? <ProblemLine problem={item.verdict.problem} /> : null}
            </div>
          ))}
          {held.length > SHOWN_HELD ? (
            <p className={panel['muted']}>
              {t('preview.moreHeld', { number: format.number(held.length - SHOWN_HELD) })}
            </p>
          ) : null}
        </section>
      )}
    </>
  );
}
