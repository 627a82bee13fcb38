import { Button, FileButton, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskAction, DeskChoices, DeskWish, PackageDesk } from '#contract/order-desk.ts';
import { useApi } from '../../client/engine-context.ts';
import panel from '../../ui/detail-panel.module.css';
import { QueryView } from '../../ui/query-view.tsx';
import { readFile } from '../../ui/read-files.ts';
import { Figure, LineFields, type FieldProps } from './desk-fields.tsx';
import { EMPTY_DESK_DRAFT, wishOf, type DeskMissing } from './desk-draft.ts';
import classes from './orders.module.css';

type Action = Exclude<DeskAction, 'label'>;

/** What one action needs, and the button that tells the marketplace. */
export function DeskForm({
  action,
  parcel,
  orderId,
  pending,
  onWish,
  onCancel,
}: {
  readonly action: Action;
  readonly parcel: PackageDesk;
  readonly orderId: string;
  readonly pending: boolean;
  readonly onWish: (wish: DeskWish) => void;
  readonly onCancel: () => void;
}): React.ReactNode {
  const { t } = useTranslation('desk');
  const [draft, setDraft] = useState(EMPTY_DESK_DRAFT);
  const [missing, setMissing] = useState<DeskMissing | null>(null);
  return (
    <form
      className={classes['package']}
      aria-label={t(`actions.${action}`)}
      onSubmit={(event) => {
        event.preventDefault();
        const judged = wishOf(action, draft, new Date().toISOString());
        setMissing('missing' in judged ? judged.missing : null);
        if ('wish' in judged) onWish(judged.wish);
      }}
    >
      <Fields
        action={action}
        draft={draft}
        parcel={parcel}
        orderId={orderId}
        change={(changes) => setDraft({ ...draft, ...changes })}
      />
      {missing === null ? null : (
        <p role="alert" style={{ margin: 0, color: 'var(--ms-failing)', fontSize: 13 }}>
          {t(`missing.${missing}`)}
        </p>
      )}
      <div className={classes['actions']}>
        <Button
          type="submit"
          size="compact-sm"
          loading={pending}
          {...(action === 'cancel' ? { color: 'red.9' } : {})}
        >
          {t('confirm')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

function Fields({ action, ...props }: FieldProps & { readonly action: Action }): React.ReactNode {
  const { t } = useTranslation('desk');
  const { draft, change } = props;
  switch (action) {
    case 'pick':
      return null;
    case 'unpack':
    case 'delete-invoice':
      return <p className={panel['muted']}>{t(`sure.${action}`)}</p>;
    case 'invoice':
      return <NumberField {...props} />;
    case 'send-invoice':
      return <InvoiceFields {...props} />;
    case 'pack':
      return <LineFields {...props} />;
    case 'split':
      return (
        <>
          <p className={panel['muted']}>{t('fields.splitText')}</p>
          <LineFields {...props} />
        </>
      );
    case 'ship':
      return <ShipFields {...props} />;
    case 'deliver':
      return <DeliverFields {...props} />;
    case 'cancel':
      return (
        <>
          <p className={panel['muted']}>{t('fields.cancelWarning')}</p>
          <LineFields {...props} />
          <Chosen {...props}>
            {({ cancelReasons }) => (
              <Select
                label={t('fields.reason')}
                searchable
                value={draft.reasonId}
                onChange={(reasonId) => change({ reasonId })}
                data={cancelReasons.map(({ reasonId, text }) => ({ value: reasonId, label: text }))}
              />
            )}
          </Chosen>
        </>
      );
    case 'change-cargo':
      return (
        <Chosen {...props}>
          {({ cargoCompanies }) => (
            <Select
              label={t('fields.cargo')}
              searchable
              value={draft.cargo}
              onChange={(cargo) => change({ cargo })}
              data={cargoCompanies.map(({ cargoCompanyId, name }) => ({
                value: cargoCompanyId,
                label: name,
              }))}
            />
          )}
        </Chosen>
      );
    case 'boxes':
      return (
        <>
          <Figure
            label={t('fields.boxes')}
            most={1_000}
            least={1}
            figure={draft.boxes}
            onFigure={(boxes) => change({ boxes })}
          />
          <Figure
            label={t('fields.desi')}
            most={10_000}
            least={0}
            decimals
            figure={draft.desi}
            onFigure={(desi) => change({ desi })}
          />
        </>
      );
    case 'extend':
      return (
        <Figure
          label={t('fields.days')}
          most={30}
          least={1}
          figure={draft.days}
          onFigure={(days) => change({ days })}
        />
      );
    case 'labour-cost':
      return (
        <Figure
          label={t('fields.amount')}
          most={1_000_000}
          least={0}
          decimals
          figure={draft.amountE4 === null ? null : draft.amountE4 / 10_000}
          onFigure={(amount) => change({ amountE4: amount === null ? null : Math.round(amount * 10_000) })}
        />
      );
  }
}

/** What the marketplace lets one choose from, asked at this moment. */
function Chosen({
  orderId,
  parcel,
  children,
}: FieldProps & { readonly children: (choices: DeskChoices) => React.ReactNode }): React.ReactNode {
  const query = useQuery(
    useApi().orders.choices.queryOptions({ input: { orderId, packageId: parcel.packageId } }),
  );
  return (
    <QueryView query={query} skeleton={<div style={{ height: 60 }} />}>
      {children}
    </QueryView>
  );
}

function NumberField({ draft, change }: FieldProps): React.ReactNode {
  const { t } = useTranslation('desk');
  return (
    <TextInput
      label={t('fields.number')}
      autoComplete="off"
      maxLength={40}
      value={draft.number}
      onChange={(event) => change({ number: event.currentTarget.value })}
    />
  );
}

function InvoiceFields(props: FieldProps): React.ReactNode {
  const { t } = useTranslation('desk');
  const { draft, change } = props;
  const [bad, setBad] = useState<string | null>(null);
  const choose = async (file: File): Promise<void> => {
    const read = await readFile(file);
    setBad(read.kind === 'file' ? null : t(read.kind, { file: read.name }));
    change({ file: read.kind === 'file' ? read.file : null });
  };
  return (
    <>
      <NumberField {...props} />
      <TextInput
        label={t('fields.link')}
        description={t('fields.linkHelp')}
        disabled={draft.file !== null}
        value={draft.link}
        onChange={(event) => change({ link: event.currentTarget.value })}
      />
      <div className={classes['actions']}>
        <FileButton
          accept="application/pdf"
          onChange={(file) => (file === null ? undefined : void choose(file))}
        >
          {(button) => (
            <Button {...button} size="compact-sm" variant="default">
              {t('fields.file')}
            </Button>
          )}
        </FileButton>
        {draft.file === null ? null : <strong>{draft.file.name}</strong>}
      </div>
      {bad === null ? null : <p role="alert">{bad}</p>}
    </>
  );
}

function ShipFields({ draft, change }: FieldProps): React.ReactNode {
  const { t } = useTranslation('desk');
  return (
    <>
      <TextInput
        label={t('fields.carrier')}
        maxLength={100}
        value={draft.carrier}
        onChange={(event) => change({ carrier: event.currentTarget.value })}
      />
      <TextInput
        label={t('fields.tracking')}
        maxLength={100}
        value={draft.tracking}
        onChange={(event) => change({ tracking: event.currentTarget.value })}
      />
      <TextInput
        label={t('fields.trackingLink')}
        value={draft.trackingLink}
        onChange={(event) => change({ trackingLink: event.currentTarget.value })}
      />
    </>
  );
}

function DeliverFields({ draft, change }: FieldProps): React.ReactNode {
  const { t } = useTranslation('desk');
  return (
    <>
      <Select
        label={t('fields.outcome')}
        allowDeselect={false}
        value={draft.outcome}
        onChange={(outcome) => change({ outcome: outcome === 'undelivered' ? 'undelivered' : 'delivered' })}
        data={(['delivered', 'undelivered'] as const).map((value) => ({
          value,
          label: t(`fields.${value}`),
        }))}
      />
      <TextInput
        label={t('fields.reason')}
        maxLength={500}
        value={draft.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
    </>
  );
}
