import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListingRow } from '#contract/listings.ts';
import { formatDecimalE4 } from '#common/money.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { RelativeTime } from '../../ui/figures.tsx';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { useChannelOf, useSeveralChannels } from '../../ui/channel-select.tsx';
import { SafeImage } from '../../ui/safe-image.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import {
  Amount,
  ChannelCell,
  Code,
  ConfirmedPrice,
  ConfirmedQuantity,
  Quantity,
  ShopAmount,
  StandingCell,
} from './listing-cells.tsx';

export const LISTING_COLUMNS = [
  'image',
  'product',
  'channel',
  'storeQuantity',
  'confirmedQuantity',
  'storePrice',
  'confirmedPrice',
  'state',
  'confirmedAt',
  'barcode',
  'stockCode',
  'desiredQuantity',
  'desiredPrice',
  'sentQuantity',
  'sentPrice',
] as const;
export type ListingColumn = (typeof LISTING_COLUMNS)[number];

type Shape = Omit<LazyColumn<ListingRow>, 'key' | 'name'>;

const number = (width: number): Pick<Shape, 'width' | 'minWidth' | 'numeric'> => ({
  width,
  minWidth: 64,
  numeric: true,
});
const copyNumber = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);
const copyAmount = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : formatDecimalE4(value);

/** Columns that stand under one header, which also carries their unit. */
const GROUPS = {
  storeQuantity: 'stock',
  confirmedQuantity: 'stock',
  storePrice: 'price',
  confirmedPrice: 'price',
  desiredQuantity: 'desired',
  desiredPrice: 'desired',
  sentQuantity: 'sent',
  sentPrice: 'sent',
} as const satisfies Partial<Record<ListingColumn, string>>;

/** The common header a column stands under, or null. */
export function groupOf(column: ListingColumn): (typeof GROUPS)[keyof typeof GROUPS] | null {
  // `hasOwn` has just shown that the column is one of the keys.
  return Object.hasOwn(GROUPS, column) ? GROUPS[column as keyof typeof GROUPS] : null;
}

/** Sortable is what the engine has an index for: the name, the code, and what the channel shows with its age. */
const SHAPES: Readonly<Record<ListingColumn, Shape>> = {
  image: {
    width: 46,
    minWidth: 46,
    hideName: true,
    frozen: true,
    render: (row) => <SafeImage url={row.imageUrl} size={28} />,
  },
  product: {
    width: 240,
    grow: 3,
    minWidth: 160,
    frozen: true,
    sortable: true,
    render: (row) => <Title row={row} />,
    copy: (row) => row.title,
  },
  channel: {
    width: 112,
    grow: 1,
    render: (row) => <ChannelCell name={row.channelName} sandbox={row.sandbox} />,
    copy: (row) => row.channelName,
  },
  storeQuantity: {
    ...number(74),
    render: (row) => <Quantity value={row.store?.quantity ?? null} />,
    copy: (row) => copyNumber(row.store?.quantity),
  },
  confirmedQuantity: {
    ...number(94),
    sortable: true,
    render: (row) => <ConfirmedQuantity row={row} />,
    copy: (row) => copyNumber(row.confirmed?.quantity),
  },
  storePrice: {
    ...number(84),
    render: (row) => <ShopAmount amountE4={row.store?.priceE4 ?? null} currency={row.currency} />,
    copy: (row) => copyAmount(row.store?.priceE4),
  },
  confirmedPrice: {
    ...number(152),
    sortable: true,
    render: (row) => <ConfirmedPrice row={row} />,
    copy: (row) => copyAmount(row.confirmed?.priceE4),
  },
  confirmedAt: {
    ...number(94),
    sortable: true,
    render: (row) => <RelativeTime at={row.confirmed?.at ?? null} />,
  },
  state: { width: 158, grow: 1, render: (row) => <StandingCell row={row} /> },
  barcode: { width: 130, render: (row) => <Code text={row.barcode} />, copy: (row) => row.barcode },
  stockCode: {
    width: 120,
    sortable: true,
    render: (row) => <Code text={row.stockCode} />,
    copy: (row) => row.stockCode,
  },
  desiredQuantity: {
    ...number(76),
    render: (row) => <Quantity value={row.desired?.quantity ?? null} />,
    copy: (row) => copyNumber(row.desired?.quantity),
  },
  desiredPrice: {
    ...number(96),
    render: (row) => <Amount amountE4={row.desired?.priceE4 ?? null} currency={row.currency} />,
    copy: (row) => copyAmount(row.desired?.priceE4),
  },
  sentQuantity: {
    ...number(76),
    render: (row) => <Quantity value={row.sent?.quantity ?? null} />,
    copy: (row) => copyNumber(row.sent?.quantity),
  },
  sentPrice: {
    ...number(96),
    render: (row) => <Amount amountE4={row.sent?.priceE4 ?? null} currency={row.currency} />,
    copy: (row) => copyAmount(row.sent?.priceE4),
  },
};

/** The title with the language of the shop that the channel takes its texts from: two channels may differ in it. */
function Title({ row }: { readonly row: ListingRow }): React.ReactNode {
  const { t } = useTranslation('listings');
  const format = useFormat();
  const channel = useChannelOf(row.channelId);
  const hint =
    channel === null
      ? {}
      : {
          hint:
            channel.shopView.language === null
              ? t('languageOwn')
              : t('language', { language: format.shopLanguage(channel.shopView.language) }),
        };
  return <TwoLines first={row.title} second={codeLine(row)} {...hint} />;
}

/** What tells one row from its neighbours: the option first, since the title is cut off where it stands in it. */
function codeLine({ optionText, barcode }: ListingRow): string {
  return [optionText, barcode].filter(Boolean).join(' · ');
}

export function useListingColumns(hidden: ReadonlySet<ListingColumn>): readonly LazyColumn<ListingRow>[] {
  const { t } = useTranslation('listings');
  const several = useSeveralChannels();
  return useMemo(
    () =>
      LISTING_COLUMNS.filter((key) => !hidden.has(key) && (several || key !== 'channel')).map((key) => {
        const group = groupOf(key);
        const column = { key, name: t(`columns.${key}`), ...SHAPES[key] };
        return group === null ? column : { ...column, group: t(`groups.${group}`) };
      }),
    [t, hidden, several],
  );
}

/** Which of the engine's orders a header stands for. */
export const SORT_BY_COLUMN = {
  product: 'title',
  stockCode: 'stockCode',
  confirmedQuantity: 'quantity',
  confirmedPrice: 'price',
  confirmedAt: 'confirmedAt',
} as const;
