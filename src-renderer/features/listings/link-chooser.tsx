import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkProposal, ListingRow } from '#contract/listings.ts';
import type { StoreVariant } from '#contract/shop.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SafeImage } from '../../ui/safe-image.tsx';
import { StateBadge } from '../../ui/state-dot.tsx';
import classes from './listings.module.css';
import { useProposal } from './use-proposal.ts';

/** Ties a listing to one of the shop's variants: the proposals with their grounds first, then a search. */
export function LinkChooser({ row }: { readonly row: ListingRow }): React.ReactNode {
  const { t } = useTranslation('listings');
  const engine = useEngine();
  const link = useWrite(engine.client.links.confirm);
  const ignore = useWrite(engine.client.links.setIgnored);
  const proposal = useProposal(row);
  const choose = (variantId: string): void =>
    link.run({ channelId: row.channelId, links: [{ listingId: row.listingId, variantId }] });
  const problem = link.problem ?? ignore.problem;
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('linking.title')}</h3>
      <p className={panel['muted']}>{t('linking.text')}</p>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <Proposals proposal={proposal} pending={link.pending} onChoose={choose} />
      <VariantSearch pending={link.pending} onChoose={choose} />
      <Group>
        <Button
          variant="subtle"
          color="gray"
          loading={ignore.pending}
          onClick={() => ignore.run({ listingIds: [row.listingId], ignored: true })}
        >
          {t('linking.ignore')}
        </Button>
      </Group>
    </section>
  );
}

type Choose = { readonly pending: boolean; readonly onChoose: (variantId: string) => void };

function Proposals({
  proposal,
  ...choose
}: Choose & { readonly proposal: LinkProposal | null }): React.ReactNode {
  const { t } = useTranslation('listings');
  if (proposal === null || proposal.candidates.length === 0) {
    return <p className={panel['muted']}>{t('linking.noProposals')}</p>;
  }
  return (
    <div>
      {proposal.candidates.map(({ variant, grounds, certain }) => (
        <Candidate key={variant.variantId} variant={variant} {...choose}>
          <span>
            {certain ? <StateBadge tone="ok" label={t('linking.certain')} /> : null}{' '}
            {grounds.map((ground) => t(`linking.grounds.${ground}`)).join(', ')}
          </span>
        </Candidate>
      ))}
    </div>
  );
}

function VariantSearch(choose: Choose): React.ReactNode {
  const { t } = useTranslation('listings');
  const api = useApi();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 120);
  const found = useQuery(
    api.shop.searchVariants.queryOptions({
      input: { search, limit: 20 },
      enabled: search.length > 0,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <>
      <TextInput
        aria-label={t('linking.search')}
        placeholder={t('linking.search')}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {found.isError ? <ProblemNotice problem={problemOf(found.error)} /> : null}
      {search === '' || found.data === undefined ? null : found.data.length === 0 ? (
        <p className={panel['muted']}>{t('linking.noResults', { search })}</p>
      ) : (
        <div>
          {found.data.map((variant) => (
            <Candidate key={variant.variantId} variant={variant} {...choose} />
          ))}
        </div>
      )}
    </>
  );
}

function Candidate({
  variant,
  pending,
  onChoose,
  children,
}: Choose & { readonly variant: StoreVariant; readonly children?: React.ReactNode }): React.ReactNode {
  const { t } = useTranslation('listings');
  const format = useFormat();
  const name = [variant.title, variant.optionText].filter(Boolean).join(' · ');
  const codes = [variant.barcode, variant.stockCode, variant.model].filter(Boolean).join(' · ');
  const price =
    variant.priceE4 === null ? t('linking.noPrice') : format.money(variant.priceE4, variant.currency);
  const warnings = [
    ...(variant.enabled ? [] : [t('linking.disabled')]),
    ...variant.dirt.map((dirt) => t(`linking.dirt.${dirt}`)),
  ];
  return (
    <div className={classes['candidate']}>
      <SafeImage url={variant.imageUrl} size={36} />
      <div className={classes['candidateText']}>
        <span>{name}</span>
        <span className={panel['muted']}>
          {codes} · {price} · {t('linking.stock', { number: format.number(variant.quantity) })}
        </span>
        {children}
        {warnings.length === 0 ? null : <span className={classes['warning']}>▲ {warnings.join(', ')}</span>}
      </div>
      <Button
        size="compact-sm"
        variant="default"
        disabled={pending}
        aria-label={t('linking.chooseNamed', { title: name })}
        onClick={() => onChoose(variant.variantId)}
      >
        {t('linking.choose')}
      </Button>
    </div>
  );
}
