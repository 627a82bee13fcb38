import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { roundToKurusE4 } from '#common/money.ts';
import type { ListingRow } from '#contract/listings.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Diff, directionOf } from '../../ui/diff.tsx';
import { SandboxMark } from '../../ui/sandbox-mark.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { standingOf } from './listing-state.ts';
import classes from './listings.module.css';

const UNKNOWN = '—';

/** The unit stands in the header, which says lira; any other currency is written out in the cell. */
export function Amount({
  amountE4,
  currency,
}: {
  readonly amountE4: number | null;
  readonly currency: string;
}) {
  const format = useFormat();
  return <span className="ms-numeric">{amountText(amountE4, currency, format)}</span>;
}

/** The shop's price as its own pages show it, in whole kuruş: the database holds net prices with more decimals. */
export function ShopAmount({
  amountE4,
  currency,
}: {
  readonly amountE4: number | null;
  readonly currency: string;
}) {
  return <Amount amountE4={amountE4 === null ? null : roundToKurusE4(amountE4)} currency={currency} />;
}

function amountText(
  amountE4: number | null,
  currency: string,
  format: {
    readonly amount: (e4: number) => string;
    readonly money: (e4: number, currency: string) => string;
  },
): string {
  if (amountE4 === null) return UNKNOWN;
  // The true minus, as amounts with their currency have it: it is as wide as a digit and does not break off.
  return currency === 'TRY' ? format.amount(amountE4).replace('-', '−') : format.money(amountE4, currency);
}

export function Quantity({ value }: { readonly value: number | null }) {
  const format = useFormat();
  return <span className="ms-numeric">{value === null ? UNKNOWN : format.number(value)}</span>;
}

export function ChannelCell({ name, sandbox }: { readonly name: string; readonly sandbox: boolean }) {
  return <TwoLines first={name} second={sandbox ? <SandboxMark /> : null} />;
}

/** The channel's name in running text: the sandbox mark stands beside it. */
export function ChannelName({ name, sandbox }: { readonly name: string; readonly sandbox: boolean }) {
  return (
    <span className={classes['inline']}>
      {name}
      {sandbox ? <SandboxMark /> : null}
    </span>
  );
}

/** What the channel shows; when that is not what it should be, old → new. */
export function ConfirmedQuantity({ row }: { readonly row: ListingRow }) {
  const format = useFormat();
  const shown = row.confirmed?.quantity ?? null;
  const wanted = row.desired?.quantity ?? null;
  if (!row.quantityDiffers || wanted === null) return <Quantity value={shown} />;
  return (
    <Diff
      from={shown === null ? UNKNOWN : format.number(shown)}
      to={format.number(wanted)}
      direction={directionOf(shown, wanted)}
    />
  );
}

export function ConfirmedPrice({ row }: { readonly row: ListingRow }) {
  const format = useFormat();
  const shown = row.confirmed?.priceE4 ?? null;
  const wanted = row.desired?.priceE4 ?? null;
  if (!row.priceDiffers || wanted === null || wanted === shown) {
    return <Amount amountE4={shown} currency={row.currency} />;
  }
  return (
    <Diff
      from={amountText(shown, row.currency, format)}
      to={amountText(wanted, row.currency, format)}
      direction={directionOf(shown, wanted)}
    />
  );
}

export function StandingCell({ row }: { readonly row: ListingRow }) {
  const { t } = useTranslation('listings');
  const { tone, word } = standingOf(row);
  return <StateDot tone={tone} label={t(word)} />;
}

export function Code({ text }: { readonly text: string }) {
  return text === '' ? (
    <Text span c="dimmed">
      {UNKNOWN}
    </Text>
  ) : (
    <span className="ms-numeric">{text}</span>
  );
}
