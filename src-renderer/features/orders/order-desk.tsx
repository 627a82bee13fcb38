import { Button, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LabelFormat, type DeskAction, type PackageDesk } from '#contract/order-desk.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { UnsettledNotice } from '../../ui/unsettled-notice.tsx';
import { DeskForm } from './desk-form.tsx';
import { downloadBase64 } from './download-base64.ts';
import classes from './orders.module.css';

/** Everything that the marketplace offers for the order's packages; what can't be done now says why. */
export function OrderDesk({ orderId }: { readonly orderId: string }): React.ReactNode {
  const { t } = useTranslation('desk');
  const query = useQuery(useApi().orders.desk.queryOptions({ input: { orderId } }));
  return (
    <QueryView query={query} skeleton={<div style={{ height: 64 }} />}>
      {(packages) =>
        packages.length === 0 ? null : (
          <section className={panel['section']} aria-label={t('heading')}>
            <h3 className={panel['heading']}>{t('heading')}</h3>
            {packages.map((parcel) => (
              <Parcel key={parcel.packageId} orderId={orderId} parcel={parcel} named={packages.length > 1} />
            ))}
          </section>
        )
      }
    </QueryView>
  );
}

function Parcel({
  orderId,
  parcel,
  named,
}: {
  readonly orderId: string;
  readonly parcel: PackageDesk;
  readonly named: boolean;
}): React.ReactNode {
  const { t } = useTranslation('desk');
  const engine = useEngine();
  const [asking, setAsking] = useState<DeskAction | null>(null);
  const [told, setTold] = useState<DeskAction | null>(null);
  const settle = useWrite(engine.client.orders.settle);
  const act = useWrite(engine.client.orders.act, { onDone: () => setAsking(null) });
  const { packageId } = parcel;
  // What can be done to the marking as picked or invoiced stands above, with the order's own buttons.
  const possible = parcel.actions.filter(
    (offer) => offer.possible && offer.action !== 'pick' && offer.action !== 'invoice',
  );
  return (
    <div className={classes['package']}>
      {named ? <span className={panel['muted']}>{t('package', { id: packageId })}</span> : null}
      {(parcel.unsettled ?? []).length === 0 ? null : (
        <UnsettledNotice
          what={(parcel.unsettled ?? []).map((action) => t(`actions.${action}`)).join(', ')}
          pending={settle.pending}
          problem={settle.problem}
          onSay={(arrived) => settle.run({ orderId, packageId, arrived })}
        />
      )}
      <div className={classes['actions']}>
        {possible.map(({ action }) => (
          <Button
            key={action}
            size="compact-sm"
            variant={asking === action ? 'light' : 'default'}
            aria-expanded={asking === action}
            onClick={() => {
              act.reset();
              setTold(null);
              setAsking(asking === action ? null : action);
            }}
          >
            {t(`actions.${action}`)}
          </Button>
        ))}
      </div>
      {asking === 'label' ? <Label orderId={orderId} packageId={packageId} /> : null}
      {asking === null || asking === 'label' ? null : (
        <DeskForm
          key={asking}
          action={asking}
          parcel={parcel}
          orderId={orderId}
          pending={act.pending}
          onCancel={() => setAsking(null)}
          onWish={(wish) => {
            setTold(wish.action);
            act.run({ orderId, packageId, wish });
          }}
        />
      )}
      <NotNow offers={parcel.actions.filter((offer) => !offer.possible)} />
      {act.problem === null ? null : <ProblemNotice problem={act.problem} />}
      {act.data === undefined || told === null ? null : (
        <output className={classes['done']}>
          <StateShape tone="ok" /> {t('done', { action: t(`actions.${told}`) })}
        </output>
      )}
    </div>
  );
}

/** What the package cannot have done to it now, each with its reason; out of the way until somebody asks. */
function NotNow({ offers }: { readonly offers: PackageDesk['actions'] }): React.ReactNode {
  const { t } = useTranslation('desk');
  const format = useFormat();
  if (offers.length === 0) return null;
  return (
    <details className={classes['notNow']}>
      <summary>{t('notNow', { count: offers.length, number: format.number(offers.length) })}</summary>
      <dl className={panel['facts']}>
        {offers.map(({ action, reason }) => [
          <dt key={action}>{t(`actions.${action}`)}</dt>,
          <dd key={`${action} reason`}>{reason === null ? t('noReason') : format.pick(reason)}</dd>,
        ])}
      </dl>
    </details>
  );
}

function Label({
  orderId,
  packageId,
}: {
  readonly orderId: string;
  readonly packageId: string;
}): React.ReactNode {
  const { t } = useTranslation('desk');
  const engine = useEngine();
  const [format, setFormat] = useState<LabelFormat>('pdf');
  const label = useMutation({
    mutationFn: () => engine.client.orders.label({ orderId, packageId, format }),
    onSuccess: ({ fileName, base64 }) => downloadBase64(fileName, base64),
  });
  return (
    <div className={classes['package']}>
      <div className={classes['actions']}>
        <Select
          aria-label={t('fields.format')}
          w={110}
          size="xs"
          allowDeselect={false}
          value={format}
          onChange={(next) => setFormat(LabelFormat.options.find((known) => known === next) ?? 'pdf')}
          data={LabelFormat.options.map((value) => ({ value, label: value.toUpperCase() }))}
        />
        <Button size="compact-sm" loading={label.isPending} onClick={() => label.mutate()}>
          {t('label.download')}
        </Button>
      </div>
      {label.isError ? <ProblemNotice problem={problemOf(label.error)} /> : null}
      {label.data === undefined ? null : (
        <output className={classes['done']}>
          <StateShape tone="ok" /> {t('label.downloaded', { file: label.data.fileName })}
        </output>
      )}
    </div>
  );
}
