import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDecimalE4 } from '#common/money.ts';
import type { ProductQuery, ProductRow } from '#contract/products.ts';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { Count } from '../../ui/figures.tsx';
import { SafeImage } from '../../ui/safe-image.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { AmountCell, StateCell } from './product-cells.tsx';

const PRODUCT_COLUMNS = [
  'image',
  'product',
  'state',
  'quantity',
  'price',
  'cost',
  'category',
  'model',
  'barcode',
] as const;
type ProductColumn = (typeof PRODUCT_COLUMNS)[number];

type Shape = Omit<LazyColumn<ProductRow>, 'key' | 'name'>;

/** Sortable is what the engine has an order for. */
const SHAPES: Readonly<Record<ProductColumn, Shape>> = {
  image: {
    width: 46,
    minWidth: 46,
    hideName: true,
    frozen: true,
    render: (row) => <SafeImage url={row.imageUrl} size={28} />,
  },
  product: {
    width: 220,
    grow: 3,
    minWidth: 160,
    frozen: true,
    sortable: true,
    render: (row) => <TwoLines first={row.title} second={row.manufacturer} />,
    copy: (row) => row.title,
  },
  state: { width: 136, render: (row) => <StateCell row={row} /> },
  quantity: {
    width: 72,
    minWidth: 64,
    numeric: true,
    sortable: true,
    render: (row) => <Count value={row.quantity} />,
    copy: (row) => (row.quantity === null ? '' : String(row.quantity)),
  },
  price: {
    width: 96,
    minWidth: 76,
    numeric: true,
    sortable: true,
    render: (row) => <AmountCell amountE4={row.storedPriceE4} currency={row.currency} />,
    copy: (row) => formatDecimalE4(row.storedPriceE4),
  },
  cost: {
    width: 88,
    minWidth: 76,
    numeric: true,
    render: (row) => <AmountCell amountE4={row.costE4} currency={row.currency} />,
    copy: (row) => (row.costE4 === null ? '' : formatDecimalE4(row.costE4)),
  },
  category: { width: 120, grow: 2, render: (row) => <CategoryCell path={row.category} /> },
  model: {
    width: 104,
    grow: 1,
    sortable: true,
    render: (row) => <span title={row.model}>{row.model || '—'}</span>,
    copy: (row) => row.model,
  },
  barcode: {
    width: 124,
    render: (row) => <span className="ms-numeric">{row.barcode || '—'}</span>,
    copy: (row) => row.barcode,
  },
};

/** The last step of the breadcrumb is what tells categories apart. */
function CategoryCell({ path }: { readonly path: string }): React.ReactNode {
  const steps = path.split(' > ');
  return <TwoLines first={steps.at(-1) || '—'} second={steps.slice(0, -1).join(' > ')} />;
}

/** Amounts carry their unit in the header; a shop whose currency is not the lira writes it out in the cells. */
export function useProductColumns(): readonly LazyColumn<ProductRow>[] {
  const { t } = useTranslation('products');
  return useMemo(
    () => PRODUCT_COLUMNS.map((key) => ({ key, name: t(`columns.${key}`), ...SHAPES[key] })),
    [t],
  );
}

/** Which of the engine's orders a header stands for. */
export const SORT_BY_COLUMN = {
  product: 'title',
  model: 'model',
  quantity: 'quantity',
  price: 'price',
} as const satisfies Partial<Record<ProductColumn, ProductQuery['sort']>>;
