import { Button, Modal, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { ArchiveMove as Wish } from '#contract/archive.ts';
import { useApi } from '../../client/engine-context.ts';
import { QueryView } from '../../ui/query-view.tsx';
import { PreviewDialog } from '../publishing/preview-dialog.tsx';
import { MovedParts } from './archive-moved.tsx';
import classes from './archive.module.css';

/** The engine looks at so many archived listings in one call. */
const AT_ONCE = 500;

/**
 * Takes archived listings to a channel that lives: what of them the shop still sells is published with today's price and
 * stock, through the same look as everything else; what it does not sell says what is missing.
 */
export function ArchiveMove({
  listings,
  onClose,
}: {
  /** Numbers of archived listings, or all that were not listed again later. */
  readonly listings: Wish['listings'];
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('archive');
  const { t: common } = useTranslation();
  const api = useApi();
  const [, go] = useLocation();
  const [asked, setAsked] = useState<string | null>(null);
  const [looked, setLooked] = useState<string[] | null>(null);
  const channels = useQuery(api.channels.list.queryOptions());
  const marketplaces = useQuery(api.channels.marketplaces.queryOptions());
  const closed = new Set(
    (marketplaces.data ?? []).flatMap((one) => (one.closed === undefined ? [] : [one.marketplace])),
  );
  const open = (channels.data ?? []).filter(({ marketplace }) => !closed.has(marketplace));
  const channelId = asked ?? (open.length === 1 ? (open[0]?.channelId ?? null) : null);
  if (looked !== null && channelId !== null) {
    return (
      <PreviewDialog
        channelId={channelId}
        selection={{ by: 'variants', variantIds: looked }}
        onClose={() => setLooked(null)}
        onSent={({ runId }) =>
          go(`/publishing?tab=runs&channel=${encodeURIComponent(channelId)}&run=${encodeURIComponent(runId)}`)
        }
      />
    );
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('move.title')}
      size={820}
      centered
      closeButtonProps={{ 'aria-label': common('action.close') }}
    >
      <div className={classes['dialog']}>
        <p>{t('move.text')}</p>
        {channels.data !== undefined && open.length === 0 ? (
          <>
            <p>{t('move.noChannel')}</p>
            <div>
              <Button component={Link} href="/channels/new" size="compact-sm">
                {t('move.addChannel')}
              </Button>
            </div>
          </>
        ) : (
          <Select
            label={t('move.channel')}
            placeholder={t('move.choose')}
            w={300}
            value={channelId}
            onChange={setAsked}
            data={open.map((channel) => ({ value: channel.channelId, label: channel.name }))}
          />
        )}
        {channelId === null ? null : (
          <Moved key={channelId} channelId={channelId} listings={listings} onLook={setLooked} />
        )}
      </div>
    </Modal>
  );
}

function Moved({
  channelId,
  listings,
  onLook,
}: {
  readonly channelId: string;
  readonly listings: Wish['listings'];
  readonly onLook: (variantIds: string[]) => void;
}): React.ReactNode {
  const { t } = useTranslation('archive');
  const [offset, setOffset] = useState(0);
  const query = useQuery({
    ...useApi().archive.move.queryOptions({ input: { channelId, listings, offset, limit: AT_ONCE } }),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryView query={query} skeleton={<p>{t('move.reading')}</p>}>
      {(moved) => (
        <MovedParts
          moved={moved}
          offset={offset}
          atOnce={AT_ONCE}
          busy={query.isFetching}
          onOffset={setOffset}
          onLook={onLook}
        />
      )}
    </QueryView>
  );
}
