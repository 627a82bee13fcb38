import type { Database } from 'better-sqlite3';
import { perVersion } from '../per-version.ts';
import { prepared } from '../prepared.ts';
import { ProductBoard } from './product-board.ts';
import type { StandingParts } from './product-standing.ts';
import { startTouchingProducts, touchAllProducts } from './touched-products.ts';

type Kept = { readonly board: ProductBoard; readonly parts: StandingParts };

const kept = new WeakMap<Database, Kept>();

/**
 * The board of this cache's products, true to its rows as they are now. What {@link warmProducts} has not read yet is
 * read here at once.
 */
export function productsOf(database: Database): ProductBoard {
  const { board } = begun(database);
  perVersion(database, 'products-board', () => {
    while (!board.step());
    return board;
  });
  return board;
}

/**
 * Reads what changed of the products, and the words that searching needs, some ten milliseconds at a time with a `pause`
 * between. Returns early when the cache is closed meanwhile.
 */
export async function warmProducts(database: Database, pause: () => Promise<void>): Promise<void> {
  while (database.open && !begun(database).board.step()) await pause();
}

/** The same for the words that searching needs. */
export async function warmProductWords(database: Database, pause: () => Promise<void>): Promise<void> {
  while (database.open && !begun(database).board.wordsStep()) await pause();
}

/** Made anew when the titles are in another language, or another code is the barcode. */
function begun(database: Database): Kept {
  const known = kept.get(database);
  const parts = perVersion(database, 'products-parts', () => readParts(database));
  if (known && isSame(known.parts, parts)) return known;
  if (known) touchAllProducts(database);
  else startTouchingProducts(database);
  const made = { board: new ProductBoard(database, parts), parts };
  kept.set(database, made);
  return made;
}

function isSame(one: StandingParts, other: StandingParts): boolean {
  return one.language === other.language && one.barcodeSource === other.barcodeSource;
}

function readParts(database: Database): StandingParts {
  const row = prepared<[], StandingParts>(
    database,
    `SELECT coalesce((SELECT facts ->> '$.language' FROM editing_facts), report ->> '$.language') AS language,
       settings ->> '$.barcodeSource' AS barcodeSource FROM store`,
  ).get();
  return row ?? { language: '', barcodeSource: null };
}
