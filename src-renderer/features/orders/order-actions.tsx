import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '#contract/orders.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import panel from '../../ui/detail-panel.module.css';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './orders.module.css';

/** What may be done with the order now, per package, and what stands in its way. */
export function OrderActions({ detail }: { readonly detail: OrderDetail }): React.ReactNode {
  const { t } = useTranslation('orders');
  const engine = useEngine();
  const { row, actions } = detail;
  const retry = useWrite(engine.client.orders.retryImport);
  const stuck = row.importState === 'failed' || row.importState === 'quarantined';
  const retryButton = stuck ? (
    <Button
      size="compact-sm"
      variant="default"
      loading={retry.pending}
      onClick={() => retry.run({ orderId: row.orderId })}
    >
      {t('actions.retry')}
    </Button>
  ) : null;
  const offered = useOffered(row.orderId, actions);
  const packages = [...new Set(offered.map((action) => action.packageId))];
  if (
    packages.length === 0 &&
    !stuck &&
    row.problem === null &&
    retry.problem === null &&
    retry.data === undefined
  )
    return null;
  return (
    <section className={panel['section']} aria-label={t('actions.label')}>
      {row.problem === null ? retryButton : <ProblemNotice problem={row.problem} action={retryButton} />}
      {retry.problem === null ? null : <ProblemNotice problem={retry.problem} />}
      {retry.data === undefined || retry.data.row.problem !== null ? null : (
        <Done text={t('actions.retryDone')} />
      )}
      {packages.map((packageId) => (
        <PackageActions
          key={packageId}
          detail={{ ...detail, actions: offered }}
          packageId={packageId}
          named={packages.length > 1}
        />
      ))}
    </section>
  );
}

/** What the order's state allows, as far as its marketplace has it: a status says nothing of what an API offers. */
function useOffered(orderId: string, actions: OrderDetail['actions']): OrderDetail['actions'] {
  const desk = useQuery(useApi().orders.desk.queryOptions({ input: { orderId } }));
  if (desk.isPending) return [];
  if (desk.data === undefined) return actions;
  const refused = new Set(
    desk.data.flatMap(({ packageId, actions: told }) =>
      told.filter(({ possible }) => !possible).map(({ action }) => JSON.stringify([packageId, action])),
    ),
  );
  return actions.filter(({ packageId, action }) => !refused.has(JSON.stringify([packageId, action])));
}

function PackageActions({
  detail,
  packageId,
  named,
}: {
  readonly detail: OrderDetail;
  readonly packageId: string;
  readonly named: boolean;
}): React.ReactNode {
  const { t } = useTranslation('orders');
  const engine = useEngine();
  const [asking, setAsking] = useState(false);
  const pick = useWrite(engine.client.orders.pick);
  const invoice = useWrite(engine.client.orders.invoice, { onDone: () => setAsking(false) });
  const { orderId } = detail.row;
  const may = (action: 'pick' | 'invoice'): boolean =>
    detail.actions.some((offered) => offered.packageId === packageId && offered.action === action);
  const problem = pick.problem ?? invoice.problem;
  return (
    <div className={classes['package']}>
      {named ? <span className={panel['muted']}>{t('panel.package', { id: packageId })}</span> : null}
      <div className={classes['actions']}>
        {may('pick') ? (
          <Button size="compact-sm" loading={pick.pending} onClick={() => pick.run({ orderId, packageId })}>
            {t('actions.pick')}
          </Button>
        ) : null}
        {may('invoice') && !asking ? (
          <Button
            size="compact-sm"
            variant={may('pick') ? 'default' : 'filled'}
            onClick={() => setAsking(true)}
          >
            {t('actions.invoice')}
          </Button>
        ) : null}
      </div>
      {may('invoice') && asking ? (
        <InvoiceForm
          pending={invoice.pending}
          onSubmit={(invoiceNumber) => invoice.run({ orderId, packageId, invoiceNumber })}
          onCancel={() => setAsking(false)}
        />
      ) : null}
      {problem === null ? null : <ProblemNotice problem={problem} />}
      {invoice.data !== undefined ? (
        <Done text={t('actions.invoiceDone')} />
      ) : pick.data !== undefined ? (
        <Done text={t('actions.pickDone')} />
      ) : null}
    </div>
  );
}

function InvoiceForm({
  pending,
  onSubmit,
  onCancel,
}: {
  readonly pending: boolean;
  readonly onSubmit: (invoiceNumber: string) => void;
  readonly onCancel: () => void;
}): React.ReactNode {
  const { t } = useTranslation('orders');
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const invoiceNumber = text.trim();
  return (
    <form
      className={classes['package']}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (invoiceNumber !== '') onSubmit(invoiceNumber);
      }}
    >
      <TextInput
        label={t('actions.invoiceNumber')}
        description={t('actions.invoiceHelp')}
        value={text}
        maxLength={40}
        autoComplete="off"
        data-autofocus
        error={tried && invoiceNumber === '' ? t('actions.invoiceMissing') : null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes['actions']}>
        <Button type="submit" size="compact-sm" loading={pending}>
          {t('actions.confirmInvoice')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}

function Done({ text }: { readonly text: string }): React.ReactNode {
  return (
    <output className={classes['done']}>
      <StateShape tone="ok" /> {text}
    </output>
  );
}
