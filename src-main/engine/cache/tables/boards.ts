import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import { ListingBoard } from './listing-board.ts';
import { LISTING_CHANGE, startTouching, takeTouched } from './touched-rows.ts';
import { VariantBoard } from './variant-board.ts';

export type Boards = { readonly listings: ListingBoard; readonly variants: VariantBoard };
type Kept = Boards & { version: number; isWarmed: boolean };

const kept = new WeakMap<Database, Kept>();

/**
 * The boards of this cache, true to its rows as they are now. The first call reads every listing's standing; a program
 * that shows nothing to nobody (a sync from the command line) never pays for it.
 */
export function boardsOf(database: Database): Boards {
  const known = kept.get(database);
  const boards = known ?? begin(database);
  if (known && versionOf(database) !== known.version) bringUpToDate(database, boards);
  boards.version = versionOf(database);
  return boards;
}

/**
 * Gathers the words of listings and goods before anybody searches, a few milliseconds at a time with a `pause` between;
 * a search that comes earlier gathers the rest itself. Does nothing the second time.
 */
export async function warmBoards(database: Database, pause: () => Promise<void>): Promise<void> {
  boardsOf(database);
  const boards = kept.get(database);
  if (!boards || boards.isWarmed) return;
  boards.isWarmed = true;
  for (const { words } of [boards.listings, boards.variants]) {
    // The program may end meanwhile.
    while (database.open && !words.step()) await pause();
  }
}

function begin(database: Database): Kept {
  startTouching(database);
  const made = { listings: new ListingBoard(database), variants: new VariantBoard(database) };
  const boards = { ...made, version: 0, isWarmed: false };
  kept.set(database, boards);
  return boards;
}

function bringUpToDate(database: Database, { listings, variants }: Boards): void {
  const touched = takeTouched(database);
  listings.take(touched.listing);
  variants.take(
    touched.variant,
    touched.listing.some(([, what]) => (what & LISTING_CHANGE.link) !== 0),
  );
}

/** The cache has a single writer, this connection: its own count of changed rows tells whether anything was written. */
function versionOf(database: Database): number {
  return prepared<[], number>(database, 'SELECT total_changes()').pluck().get() ?? 0;
}
