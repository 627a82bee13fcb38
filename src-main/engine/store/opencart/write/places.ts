import { foldKey } from '#common/turkish-text.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';

export type Place = {
  readonly countryId: string;
  readonly country: string;
  readonly zoneId: string;
  readonly zone: string;
  readonly addressFormat: string;
};

/** Everyday and former names of provinces, by the official one that OpenCart lists (all folded). */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  afyon: 'afyonkarahisar',
  icel: 'mersin',
  antep: 'gaziantep',
  urfa: 'sanliurfa',
  maras: 'kahramanmaras',
  'k.maras': 'kahramanmaras',
  'k. maras': 'kahramanmaras',
  izmit: 'kocaeli',
  adapazari: 'sakarya',
  antakya: 'hatay',
};

/** The shop's own country and province for a marketplace's address; ids are 0 for what the shop does not list. */
export async function findPlace(
  facts: { readonly reader: Reader; readonly schema: ShopSchema; readonly languageId: string },
  wanted: { readonly countryIso2: string; readonly city: string },
): Promise<Place> {
  const country = await findCountry(facts, wanted.countryIso2);
  const zone = country.countryId === '0' ? null : await findZone(facts, country.countryId, wanted.city);
  return { ...country, zoneId: zone?.zoneId ?? '0', zone: zone?.name ?? wanted.city };
}

type PlaceFacts = Parameters<typeof findPlace>[0];

async function findCountry(
  { reader, schema, languageId }: PlaceFacts,
  iso2: string,
): Promise<Pick<Place, 'countryId' | 'country' | 'addressFormat'>> {
  // 4.1.0.1 moved the names of countries and zones into tables by language.
  const described = schema.has('country_description', 'name');
  const format = schema.has('country', 'address_format')
    ? 'country.address_format'
    : schema.has('country', 'address_format_id') && schema.has('address_format', 'address_format')
      ? `(SELECT format.address_format FROM ${schema.sql('address_format')} format
          WHERE format.address_format_id = country.address_format_id)`
      : "''";
  const [row] = await reader.rows(
    `SELECT country.country_id AS country_id, ${described ? 'description.name' : 'country.name'} AS name,
            ${format} AS address_format
     FROM ${schema.sql('country')} country
     ${described ? `LEFT JOIN ${schema.sql('country_description')} description ON description.country_id = country.country_id AND description.language_id = ?` : ''}
     WHERE country.iso_code_2 = ? ORDER BY country.status DESC, country.country_id LIMIT 1`,
    [...(described ? [languageId] : []), iso2.toUpperCase()],
  );
  if (row === undefined) return { countryId: '0', country: iso2, addressFormat: '' };
  return {
    countryId: idOf(row, 'country_id'),
    country: decodeText(textOf(row, 'name')) || iso2,
    addressFormat: textOf(row, 'address_format'),
  };
}

async function findZone(
  { reader, schema, languageId }: PlaceFacts,
  countryId: string,
  city: string,
): Promise<{ readonly zoneId: string; readonly name: string } | null> {
  const described = schema.has('zone_description', 'name');
  const rows = await reader.rows(
    described
      ? `SELECT zone.zone_id AS zone_id, description.name AS name FROM ${schema.sql('zone')} zone
         JOIN ${schema.sql('zone_description')} description
           ON description.zone_id = zone.zone_id AND description.language_id = ?
         WHERE zone.country_id = ?`
      : `SELECT zone_id AS zone_id, name AS name FROM ${schema.sql('zone')} WHERE country_id = ?`,
    described ? [languageId, countryId] : [countryId],
  );
  const folded = foldKey(city);
  const wanted = OTHER_NAMES[folded] ?? folded;
  for (const row of rows) {
    const name = decodeText(textOf(row, 'name'));
    const key = foldKey(name);
    if ((OTHER_NAMES[key] ?? key) === wanted) return { zoneId: idOf(row, 'zone_id'), name };
  }
  return null;
}
