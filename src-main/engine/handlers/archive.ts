import { importArchive, shownSale } from '../archive/import-archive.ts';
import { moveListings } from '../archive/move-listings.ts';
import { findArchivedListings } from '../cache/tables/archive-listing.ts';
import { findArchivedSales } from '../cache/tables/archive-sale.ts';
import { once, os } from './implement.ts';

export const archiveHandlers = {
  import: os.archive.import.handler(({ input: { requestId, ...file }, context }) =>
    once(context, 'archive.import', requestId, () => importArchive(context, file)),
  ),
  listings: os.archive.listings.handler(({ input, context }) => {
    const { rows, total } = findArchivedListings(context.database, input);
    return { rows: [...rows], total };
  }),
  sales: os.archive.sales.handler(({ input, context }) => {
    const { rows, total } = findArchivedSales(context.database, input);
    return { rows: rows.map(shownSale), total };
  }),
  move: os.archive.move.handler(({ input, context }) => moveListings(context, input)),
};
