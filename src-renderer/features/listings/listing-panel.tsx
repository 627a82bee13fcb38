import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { describeHold } from '#contract/guard-texts.ts';
import type { ListingDetail, ListingRow } from '#contract/listings.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useLanguage } from '../../i18n/use-format.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { fullName } from '../../ui/full-name.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SafeImage } from '../../ui/safe-image.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import type { ListingAction } from '../publishing/listing-actions.ts';
import { ListingActions } from '../publishing/listing-actions-section.tsx';
import { PreviewDialog } from '../publishing/preview-dialog.tsx';
import { HistoryList } from './history-list.tsx';
import { LinkChooser } from './link-chooser.tsx';
import { ChannelName, StandingCell } from './listing-cells.tsx';
import classes from './listings.module.css';
import { MarketFacts } from './market-facts.tsx';
import { useFollowRun } from './marketplace-actions.tsx';
import { OfferTable } from './offer-table.tsx';
import { OverrideForm } from './override-form.tsx';
import { TraceList } from './trace-list.tsx';

/** Everything about one listing: the four views, the reasons, the holds, the merchant's own word, the past. */
export function ListingPanel({
  listingId,
  onClose,
}: {
  readonly listingId: string;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('listings');
  const detail = useQuery(useApi().listings.detail.queryOptions({ input: { listingId } }));
  return (
    <DetailPanel label={t('panel.label')} closeLabel={t('panel.close')} onClose={onClose}>
      <QueryView query={detail} skeleton={<div style={{ height: 320 }} />}>
        {(loaded) => <Detail detail={loaded} />}
      </QueryView>
    </DetailPanel>
  );
}

/** A product of the shop that the channel does not have: there is nothing to read about it but what the list tells. */
export function NotListedPanel({
  row,
  onClose,
}: {
  readonly row: ListingRow;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('listings');
  const { t: actions } = useTranslation('actions');
  const title =
    row.channelName === ''
      ? t('panel.notListedAnywhere')
      : t('panel.notListedTitle', { channel: row.channelName });
  return (
    <DetailPanel label={t('panel.label')} closeLabel={t('panel.close')} onClose={onClose}>
      <Head row={row} />
      <section className={panel['section']}>
        <h3 className={panel['heading']}>{title}</h3>
        <p className={panel['muted']}>{t('panel.notListedText')}</p>
        <div>
          <Button component={Link} href={publishingOf(row)} size="compact-sm">
            {actions('publish')}
          </Button>
        </div>
      </section>
      <OfferTable row={row} />
    </DetailPanel>
  );
}

/** Where the product is made ready for its channel; the first channel where the list shows all of them. */
function publishingOf({ channelName, channelId, variantId }: ListingRow): string {
  const channel = channelName === '' ? '' : `channel=${encodeURIComponent(channelId)}&`;
  return `/publishing?${channel}variant=${encodeURIComponent(variantId ?? '')}`;
}

function Detail({ detail }: { readonly detail: ListingDetail }): React.ReactNode {
  const { t } = useTranslation('listings');
  const { row } = detail;
  return (
    <>
      <Head row={row} />
      <Holds row={row} />
      <OfferTable row={row} />
      {row.linkState === 'linked' ? <Linked detail={detail} /> : <LinkChooser row={row} />}
      <OnMarketplace row={row} />
      <MarketFacts row={row} />
      <section className={panel['section']}>
        <h3 className={panel['heading']}>{t('panel.history')}</h3>
        <HistoryList history={detail.history} currency={row.currency} />
      </section>
      {row.linkState === 'linked' ? <Unlink row={row} /> : null}
    </>
  );
}

/** What can be done with the listing where it stands; a listing of no product of the shop is left alone. */
function OnMarketplace({ row }: { readonly row: ListingRow }): React.ReactNode {
  const [action, setAction] = useState<ListingAction | null>(null);
  const follow = useFollowRun();
  const { channelId, variantId, state } = row;
  if (variantId === null || row.linkState !== 'linked') return null;
  return (
    <>
      <ListingActions channelId={channelId} state={state} onLook={setAction} />
      {action === null ? null : (
        <PreviewDialog
          channelId={channelId}
          action={action}
          selection={{ by: 'variants', variantIds: [variantId] }}
          onClose={() => setAction(null)}
          onSent={follow}
        />
      )}
    </>
  );
}

function Head({ row }: { readonly row: ListingRow }): React.ReactNode {
  const { t } = useTranslation('listings');
  return (
    <div className={classes['head']}>
      <SafeImage url={row.imageUrl} size={56} />
      <div className={classes['headText']}>
        <h2 className={classes['panelTitle']}>{fullName(row)}</h2>
        <ChannelName name={row.channelName} sandbox={row.sandbox} />
        <StandingCell row={row} />
        <span className={panel['muted']}>
          {[row.barcode, row.stockCode].filter(Boolean).join(' · ')}
          {row.externalId === '' ? '' : ` · ${t('panel.externalId')}: ${row.externalId}`}
        </span>
      </div>
    </div>
  );
}

function Holds({ row }: { readonly row: ListingRow }): React.ReactNode {
  const { t } = useTranslation('listings');
  const language = useLanguage();
  if (row.holds.length === 0) return null;
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('panel.holds')}</h3>
      {row.holds.map((hold) => (
        <p key={hold.guard} className={classes['hold']} style={{ margin: 0 }}>
          <StateShape tone="held" />
          <span>{describeHold(hold, language)}</span>
        </p>
      ))}
      <p className={panel['muted']}>{t('panel.holdsHelp')}</p>
      <Group>
        <Button
          component={Link}
          href={`/plan?held=1&find=${encodeURIComponent(row.barcode)}`}
          size="compact-sm"
          variant="default"
        >
          {t('panel.openPlan')}
        </Button>
      </Group>
    </section>
  );
}

function Linked({ detail }: { readonly detail: ListingDetail }): React.ReactNode {
  const { t } = useTranslation('listings');
  return (
    <>
      <ShopText text={detail.shopText} />
      <section className={panel['section']}>
        <h3 className={panel['heading']}>{t('panel.whyPrice')}</h3>
        <TraceList steps={detail.priceTrace} unit={{ kind: 'price', currency: detail.row.currency }} />
      </section>
      <section className={panel['section']}>
        <h3 className={panel['heading']}>{t('panel.whyStock')}</h3>
        <TraceList steps={detail.stockTrace} unit={{ kind: 'stock' }} />
      </section>
      <section className={panel['section']}>
        <h3 className={panel['heading']}>{t('panel.overrides')}</h3>
        <OverrideForm row={detail.row} />
      </section>
    </>
  );
}

/** What the shop calls it in the channel's language, marked where it has no text in that language. */
function ShopText({ text }: { readonly text: ListingDetail['shopText'] }): React.ReactNode {
  const { t } = useTranslation('listings');
  if (text === null) return null;
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('panel.shopText', { language: text.language })}</h3>
      <p style={{ margin: 0 }}>{text.title}</p>
      {text.fallback ? <p className={panel['muted']}>{t('panel.shopTextFallback')}</p> : null}
    </section>
  );
}

function Unlink({ row }: { readonly row: ListingRow }): React.ReactNode {
  const { t } = useTranslation('listings');
  const engine = useEngine();
  const [asking, setAsking] = useState(false);
  const unlink = useWrite(engine.client.links.unlink, { onDone: () => setAsking(false) });
  return (
    <section className={panel['section']}>
      {unlink.problem === null ? null : <ProblemNotice problem={unlink.problem} />}
      <Group>
        <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
          {t('panel.unlink')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        title={t('panel.unlinkTitle')}
        confirmLabel={t('panel.unlinkConfirm')}
        tone="danger"
        pending={unlink.pending}
        onConfirm={() => unlink.run({ listingId: row.listingId })}
        onCancel={() => setAsking(false)}
      >
        {t('panel.unlinkText', { title: row.title })}
      </ConfirmDialog>
    </section>
  );
}
