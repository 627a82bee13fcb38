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
  'k maras': 'kahramanmaras',
  izmit: 'kocaeli',
  adapazari: 'sakarya',
  antakya: 'hatay',
};

export type WantedPlace = {
  readonly countryIso2: string;
  /** The province (il). */
  readonly city: string;
  readonly district: string;
};

/** The shop's own country and province for a marketplace's address; ids are 0 for what the shop does not list. */
export async function findPlace(
  facts: { readonly reader: Reader; readonly schema: ShopSchema; readonly languageId: string },
  wanted: WantedPlace,
): Promise<Place> {
  const country = await findCountry(facts, wanted.countryIso2);
  const zone = country.countryId === '0' ? null : await findZone(facts, country.countryId, wanted);
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

type Zone = { readonly zoneId: string; readonly name: string };

/**
 * The province, however it is spelt; in a shop that lists districts in place of provinces, the district: together with
 * its province, or alone where only one zone is called so (there is a Merkez in every other province).
 */
async function findZone(facts: PlaceFacts, countryId: string, wanted: WantedPlace): Promise<Zone | null> {
  const zones = (await readZones(facts, countryId)).map((zone) => ({ ...zone, key: provinceKey(zone.name) }));
  const city = provinceKey(wanted.city);
  const province = zones.find(({ key }) => key === city);
  if (province !== undefined || wanted.district.trim() === '') return province ?? null;
  const district = plainKey(wanted.district);
  const both = [`${city} ${district}`, `${district} ${city}`];
  const together = zones.find(({ name }) => both.includes(plainKey(name)));
  if (together !== undefined) return together;
  const alone = zones.filter(({ name }) => plainKey(name) === district);
  return new Set(alone.map(({ zoneId }) => zoneId)).size === 1 ? (alone[0] ?? null) : null;
}

/** Switched-on ones first, and names in the shop's language first: a zone may be there twice after a re-import. */
async function readZones(
  { reader, schema, languageId }: PlaceFacts,
  countryId: string,
): Promise<readonly Zone[]> {
  const described = schema.has('zone_description', 'name');
  const status = schema.has('zone', 'status') ? 'zone.status DESC,' : '';
  const rows = await reader.rows(
    described
      ? `SELECT zone.zone_id AS zone_id, description.name AS name FROM ${schema.sql('zone')} zone
         JOIN ${schema.sql('zone_description')} description ON description.zone_id = zone.zone_id
         WHERE zone.country_id = ? ORDER BY ${status} description.language_id = ? DESC, zone.zone_id`
      : `SELECT zone.zone_id AS zone_id, zone.name AS name FROM ${schema.sql('zone')} zone
         WHERE zone.country_id = ? ORDER BY ${status} zone.zone_id`,
    described ? [countryId, languageId] : [countryId],
  );
  return rows.map((row) => ({ zoneId: idOf(row, 'zone_id'), name: decodeText(textOf(row, 'name')) }));
}

/** `Mersin (İçel)`, `İÇEL` and `Mersin` are one province. */
function provinceKey(name: string): string {
  const key = plainKey(name.replace(/\([^)]*\)/g, ' '));
  return OTHER_NAMES[key] ?? key;
}

/** Folded words alone: `K. Maraş` → `k maras`, `İSTANBUL / KADIKÖY` → `istanbul kadikoy`. */
function plainKey(name: string): string {
  return foldKey(foldKey(name).replace(/[^\p{L}\p{N}]+/gu, ' '));
}
