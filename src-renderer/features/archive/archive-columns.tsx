import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArchivedListing, ArchivedSale } from '#contract/archive.ts';
import { DateTime } from '../../ui/figures.tsx';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { Amount, Quantity } from '../listings/listing-cells.tsx';

export function useListingColumns(): readonly LazyColumn<ArchivedListing>[] {
  const { t } = useTranslation('archive');
  return useMemo(
    () => [
      {
        key: 'title',
        name: t('columns.title'),
        width: 230,
        grow: 1.6,
        render: (row) => <TwoLines first={row.title} second={row.subtitle} />,
        copy: (row) => row.title,
      },
      {
        key: 'ownCode',
        name: t('columns.ownCode'),
        width: 150,
        grow: 0.5,
        render: (row) => (
          <TwoLines first={row.ownCode} second={row.ownCodeMade ? t('codeMade') : row.barcode} />
        ),
        copy: (row) => row.ownCode,
      },
      {
        key: 'externalId',
        name: t('columns.externalId'),
        width: 96,
        render: (row) => <span className="ms-numeric">{row.externalId}</span>,
        copy: (row) => row.externalId,
      },
      {
        key: 'category',
        name: t('columns.category'),
        width: 170,
        grow: 1.4,
        render: (row) => <TwoLines first={row.category || '—'} second={row.brand} />,
      },
      {
        key: 'price',
        name: t('columns.price'),
        width: 140,
        numeric: true,
        render: (row) => <Amount amountE4={row.priceE4} currency={row.currency} />,
      },
      {
        key: 'quantity',
        name: t('columns.quantity'),
        width: 110,
        numeric: true,
        render: (row) => <Quantity value={row.quantityThen} />,
      },
      {
        key: 'status',
        name: t('columns.status'),
        width: 120,
        grow: 0.4,
        render: (row) => <TwoLines first={row.statusThen || '—'} second="" />,
      },
    ],
    [t],
  );
}

export function useSaleColumns(): readonly LazyColumn<ArchivedSale>[] {
  const { t } = useTranslation('archive');
  return useMemo(
    () => [
      {
        key: 'saleCode',
        name: t('columns.saleCode'),
        width: 130,
        render: (row) => <span className="ms-numeric">{row.saleCode}</span>,
        copy: (row) => row.saleCode,
      },
      {
        key: 'title',
        name: t('columns.title'),
        width: 260,
        grow: 2,
        render: (row) => <TwoLines first={row.title || '—'} second={row.ownCode} />,
      },
      {
        key: 'status',
        name: t('columns.status'),
        width: 140,
        grow: 0.5,
        render: (row) => <TwoLines first={row.statusThen || '—'} second="" />,
      },
      {
        key: 'amount',
        name: t('columns.amount'),
        width: 70,
        numeric: true,
        render: (row) => <Quantity value={row.amount} />,
      },
      {
        key: 'total',
        name: t('columns.total'),
        width: 120,
        numeric: true,
        render: (row) => <Amount amountE4={row.totalE4} currency={row.currency} />,
      },
      {
        key: 'soldAt',
        name: t('columns.soldAt'),
        width: 160,
        render: (row) => (row.soldAt === null ? '—' : <DateTime at={row.soldAt} />),
      },
    ],
    [t],
  );
}
