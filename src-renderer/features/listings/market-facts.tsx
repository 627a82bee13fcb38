import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListingRow } from '#contract/listings.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DateTime, Money } from '../../ui/figures.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { useManifest } from '../publishing/listing-actions.ts';

/**
 * Who holds the first place for the listing's product, and the marketplace's share of it, where its API tells. Asked when
 * the merchant wants to know: every question costs the marketplace's limits, and the answer is of that moment alone.
 */
export function MarketFacts({ row }: { readonly row: ListingRow }): React.ReactNode {
  const { t } = useTranslation('actions');
  const [asked, setAsked] = useState(false);
  const manifest = useManifest(row.channelId);
  const works = (...names: readonly string[]): boolean =>
    manifest?.capabilities.some(({ capability, state }) => names.includes(capability) && state === 'works') ??
    false;
  const place = works('buybox');
  const share = works('commission-read', 'commissions-read');
  if (!place && !share) return null;
  return (
    <section className={panel['section']} aria-label={t('market.title')}>
      <h3 className={panel['heading']}>{t('market.title')}</h3>
      {asked ? (
        <>
          {place ? <Place row={row} /> : null}
          {share ? <Share row={row} /> : null}
        </>
      ) : (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setAsked(true)}>
            {t('market.ask')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** How old an answer may be before the same panel asks again. */
const FRESH_MS = 60_000;

function Place({ row: { channelId, externalId } }: { readonly row: ListingRow }): React.ReactNode {
  const { t } = useTranslation('actions');
  const format = useFormat();
  const query = useQuery({
    ...useApi().market.buyBox.queryOptions({ input: { channelId, codes: [externalId] } }),
    staleTime: FRESH_MS,
    retry: false,
  });
  return (
    <QueryView query={query} skeleton={<p className={panel['muted']}>{t('market.asking')}</p>}>
      {(rows) => {
        const found = rows.find((one) => one.externalId === externalId) ?? rows[0];
        if (found === undefined) return <p className={panel['muted']}>{t('market.noPlace')}</p>;
        const mine = found.mine ?? (found.rank === null ? null : found.rank === 1);
        return (
          <>
            {mine === null ? null : (
              <StateDot tone={mine ? 'ok' : 'waiting'} label={t(mine ? 'market.mine' : 'market.theirs')} />
            )}
            <dl className={panel['facts']}>
              {found.rank === null ? null : (
                <>
                  <dt>{t('market.rank')}</dt>
                  <dd>
                    {found.sellers === null
                      ? format.number(found.rank)
                      : t('market.rankOf', {
                          rank: format.number(found.rank),
                          sellers: format.number(found.sellers),
                        })}
                  </dd>
                </>
              )}
              <dt>{t('market.winning')}</dt>
              <dd>
                <Money amountE4={found.winningPriceE4} currency={found.currency} />
              </dd>
              <dt>{t('market.own')}</dt>
              <dd>
                <Money amountE4={found.priceE4} currency={found.currency} />
              </dd>
              <dt>{t('market.at')}</dt>
              <dd>
                <DateTime at={found.at} />
              </dd>
            </dl>
          </>
        );
      }}
    </QueryView>
  );
}

function Share({ row: { channelId, externalId } }: { readonly row: ListingRow }): React.ReactNode {
  const { t } = useTranslation('actions');
  const format = useFormat();
  const query = useQuery({
    ...useApi().market.commissions.queryOptions({ input: { channelId, codes: [externalId] } }),
    staleTime: FRESH_MS,
    retry: false,
  });
  return (
    <QueryView query={query} skeleton={<p className={panel['muted']}>{t('market.asking')}</p>}>
      {(rows) => {
        const found = rows.find((one) => one.externalId === externalId) ?? rows[0];
        return (
          <dl className={panel['facts']}>
            <dt>{t('market.commission')}</dt>
            <dd>{found === undefined ? t('market.notTold') : format.percent(found.percent)}</dd>
          </dl>
        );
      }}
    </QueryView>
  );
}
