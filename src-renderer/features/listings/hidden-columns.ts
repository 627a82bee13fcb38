import { create } from 'zustand';
import { LISTING_COLUMNS, type ListingColumn } from './listing-columns.tsx';

const KEY = 'meschain.listings.hiddenColumns';

type HiddenColumns = {
  readonly hidden: ReadonlySet<ListingColumn>;
  readonly toggle: (column: ListingColumn) => void;
};

/** The barcode stands under the title, both codes in the listing's panel. */
const AT_FIRST: readonly ListingColumn[] = ['barcode', 'stockCode'];

function remembered(): ReadonlySet<ListingColumn> {
  const known = window.localStorage.getItem(KEY);
  if (known === null) return new Set(AT_FIRST);
  const words = known.split(',');
  return new Set(LISTING_COLUMNS.filter((column) => words.includes(column)));
}

/** Columns the merchant put away, remembered on this computer. It is a habit of the eye, not data of the shop. */
export const useHiddenColumns = create<HiddenColumns>((set) => ({
  hidden: remembered(),
  toggle: (column) =>
    set(({ hidden }) => {
      const next = new Set(hidden);
      if (!next.delete(column)) next.add(column);
      window.localStorage.setItem(KEY, [...next].join(','));
      return { hidden: next };
    }),
}));
