import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PublishAction, PublishCandidate, PublishDraft } from '#contract/publishing.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { Money } from '../../ui/figures.tsx';
import { fullName } from '../../ui/full-name.ts';
import { FaultList } from './fault-list.tsx';
import classes from './publishing.module.css';
import { ListingActions } from './listing-actions-section.tsx';
import { WishesForm } from './wishes-form.tsx';

/** One variant on its way to a channel: what is missing, what would be sent, and where to put it right. */
export function CandidatePanel({
  channelId,
  candidate,
  chosenProducts,
  onLook,
  onClose,
}: {
  readonly channelId: string;
  readonly candidate: PublishCandidate;
  /** Products chosen in the list, that what is put right here can be copied to. */
  readonly chosenProducts: readonly string[];
  /** Looks at what an action would send for this variant alone. */
  readonly onLook: (action: PublishAction) => void;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const { readiness, faults, listing, draft } = candidate;
  return (
    <DetailPanel label={t('panel.label')} closeLabel={t('panel.close')} onClose={onClose}>
      <section className={panel['section']}>
        <h2 className={classes['title']}>{fullName(candidate)}</h2>
        <p className={panel['muted']}>{candidate.shopCategories.join(' · ')}</p>
        {readiness === 'sending' ? <p>{t('panel.sending')}</p> : null}
        {listing === null ? null : <p>{t('panel.listed', { id: listing.externalId })}</p>}
        {faults.length > 0 ? (
          <>
            <h3 className={panel['heading']}>{t('panel.faults')}</h3>
            <FaultList faults={faults} />
          </>
        ) : readiness === 'ready' ? (
          <p className={panel['muted']}>{t('panel.noFaults')}</p>
        ) : null}
        {readiness === 'ready' ? (
          <div>
            <Button size="compact-sm" onClick={() => onLook('create')}>
              {t('products.previewChosen', { count: 1, number: format.number(1) })}
            </Button>
          </div>
        ) : null}
      </section>
      {listing === null || listing.state === 'gone' ? null : (
        <ListingActions channelId={channelId} state={listing.state} onLook={onLook} />
      )}
      <WishesForm channelId={channelId} candidate={candidate} chosenProducts={chosenProducts} />
      {draft === null ? null : <Draft draft={draft} />}
    </DetailPanel>
  );
}

function Draft({ draft }: { readonly draft: PublishDraft }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('panel.title'), draft.title],
    [t('panel.category'), draft.categoryPath],
    [t('panel.brand'), draft.brandName],
    [t('panel.facts.stockCode'), draft.stockCode],
    [t('panel.facts.barcode'), draft.barcode],
    [t('panel.facts.group'), draft.groupId],
    [t('panel.facts.price'), <Money key="sale" amountE4={draft.salePriceE4} currency={draft.currency} />],
    [t('panel.facts.listPrice'), <Money key="list" amountE4={draft.listPriceE4} currency={draft.currency} />],
    [t('panel.facts.quantity'), format.number(draft.quantity)],
    [t('panel.vat'), format.number(draft.vatRate)],
    [t('panel.desi'), draft.desi === null ? '' : format.number(draft.desi)],
    [t('panel.facts.images'), format.number(draft.images.length)],
    ...draft.attributes.map(({ name, text, valueId }) => [name, text ?? valueId ?? ''] as const),
  ];
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('panel.draft')}</h3>
      <dl className={panel['facts']}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
      </dl>
    </section>
  );
}
