import type { Database } from 'better-sqlite3';
import type { ListingDetail } from '#contract/listings.ts';
import { prepared } from '../prepared.ts';

/**
 * The title and description of a variant's product in the language asked for (null: the shop's own). Where the shop has
 * no title in it, what the shop shows by itself, marked as that. Null for a product that was not read.
 */
export function findShopText(
  database: Database,
  variantId: string,
  language: string | null,
): ListingDetail['shopText'] {
  const rows = prepared<[string], { title: string; language: string; name: string; html: string }>(
    database,
    `SELECT p.title, d.language, d.name, d.html FROM variant v JOIN product p ON p.product_id = v.product_id
     JOIN product_description d ON d.product_id = v.product_id WHERE v.variant_id = ? ORDER BY d.rowid`,
  ).all(variantId);
  const wanted = language === null ? undefined : rows.find((row) => row.language === language);
  if (wanted !== undefined && wanted.name.trim() !== '') {
    return { language: wanted.language, title: wanted.name, html: wanted.html, fallback: false };
  }
  // The shop's own language is the one whose name is the product's title; written first when it was read.
  const own = rows.find((row) => row.name === row.title) ?? rows[0];
  if (own === undefined) return null;
  return { language: own.language, title: own.title, html: own.html, fallback: language !== null };
}
