import { problem, ProblemError } from '#contract/problem.ts';
import type { Clock } from '../../../host.ts';
import { mayDropStatuses } from '../dialect/generation.ts';
import { incomplete } from '../dialect/required-tables.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader, SqlRow } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import { zoneOffsetMinutes } from './shop-time.ts';

export type ShopLanguage = { readonly languageId: string; readonly code: string };

/** The shop's own settings, as far as reading and writing depend on them. */
export type ShopSettings = {
  readonly name: string;
  /** ISO 4217, for the world outside. */
  readonly currency: string;
  readonly language: ShopLanguage;
  readonly languages: readonly ShopLanguage[];
  readonly countryId: string;
  readonly zoneId: string;
  readonly customerGroupId: string;
  /** Statuses whose orders hold stock for certain: OpenCart's own rule. */
  readonly holdingStatusIds: ReadonlySet<string>;
  /**
   * Statuses of which the database does not tell whether they hold stock. They count as holding none: a stock that was
   * not given back is a sale missed, one given back twice is a sale too many. For the same reason none of them may be
   * the status of a new order or of a cancelled one.
   */
  readonly uncertainStatusIds: ReadonlySet<string>;
  readonly orderStatusId: string;
  readonly invoicePrefix: string;
  /** By total code. */
  readonly totalSortOrders: Readonly<Record<string, number>>;
  /** Null when the shop names no zone that is known (2.3 has no such setting). */
  readonly timeZone: string | null;
  /** Minutes ahead of UTC, now. */
  readonly offsetMinutes: number;
};

/** Only these: beside them stand mail, payment and encryption keys that are none of this program's business. */
const KEYS = [
  'config_name',
  'config_currency',
  'config_language',
  'config_language_catalog',
  'config_timezone',
  'config_country_id',
  'config_zone_id',
  'config_customer_group_id',
  'config_processing_status',
  'config_complete_status',
  'config_order_status_id',
  'config_invoice_prefix',
  'total_sub_total_sort_order',
  'total_tax_sort_order',
  'total_total_sort_order',
  'sub_total_sort_order',
  'tax_sort_order',
  'total_sort_order',
] as const;

export async function readShopSettings(
  reader: Reader,
  schema: ShopSchema,
  clock: Clock,
): Promise<ShopSettings> {
  const rows = await reader.rows(
    `SELECT \`key\` AS name, value AS value FROM ${schema.sql('setting')}
     WHERE store_id = 0 AND \`key\` IN (?) ORDER BY setting_id`,
    [KEYS],
  );
  // No unique key stands on the table: the later row wins, as in OpenCart.
  const values = new Map(rows.map((row) => [textOf(row, 'name'), textOf(row, 'value')]));
  const of = (key: (typeof KEYS)[number]): string => values.get(key) ?? '';
  const languages = await readLanguages(reader, schema);
  const statuses = statusesOf(schema, of('config_processing_status'), of('config_complete_status'));
  // Without these nobody can tell which orders hold stock, or what the products are called: a half-filled database.
  const missing = [
    ...(languages.length === 0 ? ['language.*'] : []),
    ...(statuses.holdingStatusIds.size === 0 ? ['setting: config_processing_status'] : []),
  ];
  if (missing.length > 0) throw incomplete(missing.map((name) => schema.prefix + name));
  const code = of('config_language_catalog') || of('config_language');
  const offset = await readOffset(reader, of('config_timezone'), clock);
  return {
    name: decodeText(of('config_name')),
    currency: requireCurrency(of('config_currency') || 'TRY'),
    language: languageOf(languages, code),
    languages,
    countryId: of('config_country_id') || '0',
    zoneId: of('config_zone_id') || '0',
    customerGroupId: of('config_customer_group_id') || '1',
    ...statuses,
    orderStatusId: of('config_order_status_id') || '1',
    invoicePrefix: of('config_invoice_prefix'),
    totalSortOrders: {
      sub_total: Number(of('total_sub_total_sort_order') || of('sub_total_sort_order') || 1),
      tax: Number(of('total_tax_sort_order') || of('tax_sort_order') || 5),
      total: Number(of('total_total_sort_order') || of('total_sort_order') || 9),
    },
    ...offset,
  };
}

async function readLanguages(reader: Reader, schema: ShopSchema): Promise<readonly ShopLanguage[]> {
  const rows = await reader.rows(
    `SELECT language_id AS language_id, code AS code, status AS status FROM ${schema.sql('language')}
     ORDER BY sort_order, language_id`,
  );
  // Switched-off ones last, so that they are never the fallback while there is another.
  const [on, off] = [
    rows.filter((row) => numberOf(row, 'status') === 1),
    rows.filter((row) => numberOf(row, 'status') !== 1),
  ];
  return [...on, ...off].map((row: SqlRow) => ({
    languageId: idOf(row, 'language_id'),
    code: textOf(row, 'code'),
  }));
}

/** By its name in the world outside: old Turkish shops call their lira `TL` or `YTL`. Null for what has none. */
export function isoCurrency(code: string): string | null {
  const plain = code.trim().toUpperCase();
  if (plain === 'TL' || plain === 'YTL') return 'TRY';
  return /^[A-Z]{3}$/.test(plain) ? plain : null;
}

/** A price in a currency that nobody can name is no price: refused rather than guessed. */
function requireCurrency(code: string): string {
  const iso = isoCurrency(code);
  if (iso === null) throw new ProblemError(problem('store/refused-value', { column: 'config_currency' }));
  return iso;
}

/** The shop's language; a setting from before an upgrade may say `tr` where the table says `tr-tr` by now. */
function languageOf(languages: readonly ShopLanguage[], code: string): ShopLanguage {
  const wanted = code.toLowerCase();
  const family = wanted.split(/[-_]/)[0] ?? '';
  return (
    languages.find((language) => language.code.toLowerCase() === wanted) ??
    languages.find((language) => language.code.toLowerCase().split(/[-_]/)[0] === family) ??
    languages[0] ?? { languageId: '1', code }
  );
}

function statusesOf(
  schema: ShopSchema,
  processing: string,
  complete: string,
): Pick<ShopSettings, 'holdingStatusIds' | 'uncertainStatusIds'> {
  const first = readList(processing);
  const second = readList(complete);
  const dropped = mayDropStatuses(schema) ? second.slice(0, first.length) : [];
  const holding = new Set([...first, ...second.slice(dropped.length)]);
  return { holdingStatusIds: holding, uncertainStatusIds: new Set(dropped.filter((id) => !holding.has(id))) };
}

/** A serialised list: JSON of strings from 2.1 on, PHP's own form in 2.0. */
function readList(text: string): readonly string[] {
  if (text.startsWith('a:')) {
    return [...text.matchAll(/(?:s:\d+:"(\d+)"|i:\d+;i:(\d+));/g)].flatMap(
      (match) => match[1] ?? match[2] ?? [],
    );
  }
  try {
    const value: unknown = JSON.parse(text === '' ? '[]' : text);
    const items: readonly unknown[] = Array.isArray(value)
      ? value
      : value !== null && typeof value === 'object'
        ? Object.values(value)
        : [];
    return items.map(String).filter((item) => /^\d+$/.test(item) && item !== '0');
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

async function readOffset(
  reader: Reader,
  timeZone: string,
  clock: Clock,
): Promise<Pick<ShopSettings, 'timeZone' | 'offsetMinutes'>> {
  const known = zoneOffsetMinutes(timeZone, clock.now());
  if (known !== null) return { timeZone, offsetMinutes: known };
  // Without a zone of its own OpenCart takes the server's time as it is.
  const [row] = await reader.rows('SELECT TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), NOW()) AS minutes');
  return { timeZone: null, offsetMinutes: Math.round(numberOf(row ?? {}, 'minutes') / 15) * 15 };
}

/** Minutes ahead of UTC at an instant of the past, for what is written in the shop's own time. */
export function offsetAt(settings: ShopSettings, atMs: number): number {
  const offset = settings.timeZone === null ? null : zoneOffsetMinutes(settings.timeZone, atMs);
  return offset ?? settings.offsetMinutes;
}
