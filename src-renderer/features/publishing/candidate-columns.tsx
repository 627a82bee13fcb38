import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublishCandidate } from '#contract/publishing.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { fullName } from '../../ui/full-name.ts';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';

const TONES: Readonly<Record<PublishCandidate['readiness'], Tone>> = {
  ready: 'ok',
  held: 'held',
  listed: 'info',
  sending: 'busy',
};

export function useCandidateColumns(): readonly LazyColumn<PublishCandidate>[] {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'product',
        name: t('products.columns.product'),
        width: 240,
        grow: 2,
        render: (row) => <TwoLines first={fullName(row)} second={row.shopCategories[0] ?? ''} />,
        copy: fullName,
      },
      {
        key: 'code',
        name: t('products.columns.code'),
        width: 140,
        render: (row) => <TwoLines first={row.stockCode || '—'} second={row.barcode} />,
        copy: (row) => row.stockCode,
      },
      {
        key: 'readiness',
        name: t('products.columns.readiness'),
        width: 120,
        render: (row) => (
          <StateDot tone={TONES[row.readiness]} label={t(`products.readiness.${row.readiness}`)} />
        ),
      },
      {
        key: 'category',
        name: t('products.columns.category'),
        width: 200,
        grow: 1.2,
        render: (row) => <TwoLines first={row.categoryPath ?? '—'} second="" />,
      },
      {
        key: 'faults',
        name: t('products.columns.faults'),
        width: 240,
        grow: 2,
        render: ({ faults }) => (
          <TwoLines
            first={faults[0] === undefined ? '—' : format.pick(faults[0].message)}
            second={
              faults.length > 1
                ? t('products.moreFaults', {
                    count: faults.length - 1,
                    number: format.number(faults.length - 1),
                  })
                : ''
            }
          />
        ),
      },
    ],
    [t, format],
  );
}
