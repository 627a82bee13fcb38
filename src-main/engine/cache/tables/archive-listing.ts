import type { Database } from 'better-sqlite3';
import type { ArchivedListing, ArchiveQuery, ArchiveSource } from '#contract/archive.ts';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';
import { foldKey } from '#common/turkish-text.ts';

export type ArchiveListingRow = Omit<ArchivedListing, 'newest'>;

type Raw = Omit<ArchivedListing, 'attributes' | 'images' | 'newest' | 'ownCodeMade'> & {
  readonly attributes: string;
  readonly images: string;
  readonly newest: 0 | 1;
  readonly ownCodeMade: 0 | 1;
};

const COLUMNS = `
  source, external_id AS externalId, own_code AS ownCode, own_code_made AS ownCodeMade, group_id AS groupId, title,
  subtitle, description, category, brand, barcode, mpn, attributes, images, price_e4 AS priceE4,
  list_price_e4 AS listPriceE4, currency, quantity_then AS quantityThen, desi, status_then AS statusThen, newest`;

function parsed(raw: Raw): ArchivedListing {
  return {
    ...raw,
    // Both were written below from this very shape.
    attributes: JSON.parse(raw.attributes) as ArchivedListing['attributes'],
    images: JSON.parse(raw.images) as ArchivedListing['images'],
    newest: raw.newest === 1,
    ownCodeMade: raw.ownCodeMade === 1,
  };
}

export function findArchivedListing(
  database: Database,
  source: ArchiveSource,
  externalId: string,
): ArchivedListing | null {
  const raw = prepared<[string, string], Raw>(
    database,
    `SELECT ${COLUMNS} FROM archive_listing WHERE source = ? AND external_id = ?`,
  ).get(source, externalId);
  return raw ? parsed(raw) : null;
}

export function writeArchivedListing(
  database: Database,
  row: ArchiveListingRow & { readonly importId: string },
): void {
  prepared(
    database,
    `INSERT INTO archive_listing (source, external_id, own_code, own_code_made, group_id, title, subtitle, description,
         category, brand, barcode, mpn, attributes, images, price_e4, list_price_e4, currency, quantity_then, desi,
         status_then, search, import_id)
       VALUES (@source, @externalId, @ownCode, @ownCodeMade, @groupId, @title, @subtitle, @description, @category, @brand,
         @barcode, @mpn, @attributes, @images, @priceE4, @listPriceE4, @currency, @quantityThen, @desi, @statusThen,
         @search, @importId)
       ON CONFLICT (source, external_id) DO UPDATE SET own_code = excluded.own_code,
         own_code_made = excluded.own_code_made, group_id = excluded.group_id, title = excluded.title,
         subtitle = excluded.subtitle, description = excluded.description, category = excluded.category,
         brand = excluded.brand, barcode = excluded.barcode, mpn = excluded.mpn, attributes = excluded.attributes,
         images = excluded.images, price_e4 = excluded.price_e4, list_price_e4 = excluded.list_price_e4,
         quantity_then = excluded.quantity_then, desi = excluded.desi, status_then = excluded.status_then,
         search = excluded.search`,
  ).run({
    ...row,
    ownCodeMade: row.ownCodeMade ? 1 : 0,
    attributes: JSON.stringify(row.attributes),
    images: JSON.stringify(row.images),
    search: foldKey([row.title, row.ownCode, row.externalId, row.barcode, row.brand].join(' ')),
  });
}

/**
 * Of listings with one code, those of the highest product number are the newest: numbers only grew. Codes that were made
 * here stand for one product anyway.
 */
export function markNewest(database: Database, source: ArchiveSource, ownCode: string): void {
  prepared<[string, string]>(
    database,
    `WITH numbered AS (
       SELECT row, CASE instr(external_id, '/') WHEN 0 THEN external_id
         ELSE substr(external_id, 1, instr(external_id, '/') - 1) END AS product
       FROM archive_listing WHERE source = ? AND own_code = ?),
     last AS (SELECT product FROM numbered ORDER BY length(product) DESC, product DESC LIMIT 1)
     UPDATE archive_listing SET newest = (SELECT numbered.product = last.product FROM last)
       FROM numbered WHERE archive_listing.row = numbered.row`,
  ).run(source, ownCode);
}

/** Rows of the page and how many there are; every word must occur in title, codes or brand. */
export function findArchivedListings(
  database: Database,
  { search, newestOnly, offset, limit }: ArchiveQuery,
): { readonly rows: readonly ArchivedListing[]; readonly total: number } {
  const where = `(@newestOnly = 0 OR newest = 1)
    AND NOT EXISTS (SELECT 1 FROM json_each(@terms) AS term WHERE instr(archive_listing.search, term.value) = 0)`;
  const given = { newestOnly: newestOnly ? 1 : 0, terms: JSON.stringify(searchTerms(search)) };
  const total = prepared<[typeof given], { total: number }>(
    database,
    `SELECT count(*) AS total FROM archive_listing WHERE ${where}`,
  ).get(given)!.total;
  const rows = prepared<[typeof given & { offset: number; limit: number }], Raw>(
    database,
    `SELECT ${COLUMNS} FROM archive_listing WHERE ${where} ORDER BY row LIMIT @limit OFFSET @offset`,
  ).all({ ...given, offset, limit });
  return { rows: rows.map(parsed), total };
}
