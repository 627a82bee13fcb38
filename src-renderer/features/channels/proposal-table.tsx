import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contract/channels.ts';
import type { LinkProposal } from '#contract/listings.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { Money } from '../../ui/figures.tsx';
import { CellNote, PlainTable } from '../../ui/plain-table.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateBadge } from '../../ui/state-dot.tsx';

type Candidate = LinkProposal['candidates'][number];

/** Proposals, one a row: the listing, the product it may be with the grounds, and the two answers. */
export function ProposalTable({
  channel,
  rows,
}: {
  readonly channel: Channel;
  readonly rows: readonly LinkProposal[];
}): React.ReactNode {
  const { t } = useTranslation('channels');
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const engine = useEngine();
  const confirm = useWrite(engine.client.links.confirm);
  const ignore = useWrite(engine.client.links.setIgnored);
  const problem = confirm.problem ?? ignore.problem;
  const cellsOf = (proposal: LinkProposal): Record<string, React.ReactNode> => {
    const candidate =
      proposal.candidates.find(({ variant }) => variant.variantId === chosen[proposal.listingId]) ??
      proposal.candidates[0];
    const link = (variantId: string): void =>
      confirm.run({ channelId: channel.channelId, links: [{ listingId: proposal.listingId, variantId }] });
    return {
      listing: (
        <>
          {proposal.listingTitle}
          <CellNote>
            {proposal.barcode} · {proposal.stockCode}
          </CellNote>
        </>
      ),
      variant: candidate ? (
        <CandidateCell
          proposal={proposal}
          candidate={candidate}
          onChoose={(variantId) => setChosen({ ...chosen, [proposal.listingId]: variantId })}
        />
      ) : (
        t('matching.noCandidate')
      ),
      grounds: candidate ? <Grounds candidate={candidate} /> : null,
      actions: (
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <Button
            size="compact-sm"
            variant="default"
            disabled={!candidate || confirm.pending}
            onClick={() => candidate && link(candidate.variant.variantId)}
          >
            {t('matching.confirm')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={ignore.pending}
            onClick={() => ignore.run({ listingIds: [proposal.listingId], ignored: true })}
          >
            {t('matching.ignore')}
          </Button>
        </Group>
      ),
    };
  };
  return (
    <>
      {problem ? <ProblemNotice problem={problem} /> : null}
      <PlainTable
        label={t('matching.title')}
        columns={[
          { key: 'listing', label: t('matching.listing'), width: '36%' },
          { key: 'variant', label: t('matching.variant'), width: '38%' },
          { key: 'grounds', label: t('matching.grounds') },
          { key: 'actions', label: '', align: 'end' },
        ]}
        rows={rows.map((proposal) => ({ key: proposal.listingId, cells: cellsOf(proposal) }))}
      />
    </>
  );
}

function CandidateCell({
  proposal,
  candidate,
  onChoose,
}: {
  readonly proposal: LinkProposal;
  readonly candidate: Candidate;
  readonly onChoose: (variantId: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('channels');
  const { variant } = candidate;
  return (
    <>
      {proposal.candidates.length > 1 ? (
        <Select
          size="xs"
          aria-label={t('matching.variant')}
          data={optionsOf(proposal)}
          value={variant.variantId}
          onChange={(value) => value !== null && onChoose(value)}
        />
      ) : (
        titleOf(candidate)
      )}
      <CellNote>
        {variant.barcode || '—'} · {variant.stockCode || '—'} ·{' '}
        {t('matching.stock', { count: variant.quantity })} ·{' '}
        <Money amountE4={variant.priceE4} currency={variant.currency} />
      </CellNote>
    </>
  );
}

function Grounds({ candidate }: { readonly candidate: Candidate }): React.ReactNode {
  const { t } = useTranslation('channels');
  const words = candidate.grounds.map((ground) => t(`matching.ground.${ground}`)).join(', ');
  return candidate.certain ? (
    <StateBadge tone="ok" label={`${t('matching.certainMark')}: ${words}`} />
  ) : (
    words
  );
}

function titleOf({ variant }: Candidate): string {
  return variant.optionText === '' ? variant.title : `${variant.title} (${variant.optionText})`;
}

/** Every variant once, under its best grounds (they come best first): a select refuses the same value twice. */
function optionsOf({ candidates }: LinkProposal): { value: string; label: string }[] {
  const options = new Map<string, string>();
  for (const candidate of candidates) {
    const { variantId, barcode, model, stockCode } = candidate.variant;
    if (!options.has(variantId))
      options.set(
        variantId,
        [titleOf(candidate), barcode, stockCode, model].filter((part) => part !== '').join(' · '),
      );
  }
  return Array.from(options, ([value, label]) => ({ value, label }));
}
