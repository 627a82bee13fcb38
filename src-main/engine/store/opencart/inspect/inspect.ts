import { problem } from '#contract/problem.ts';
import type { Problem } from '#contract/problem.ts';
import type { MysqlConnection, ShopCandidate, StoreReport } from '#contract/shop.ts';
import type { PrefixSearch } from '../dialect/find-shop.ts';
import { generationOf, shopApiProtocol } from '../dialect/generation.ts';
import { quoteName } from '../dialect/identifiers.ts';
import { incomplete } from '../dialect/required-tables.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { lastProductId } from '../read/last-product-id.ts';
import type { ShopSettings } from '../read/shop-settings.ts';
import { readShopTaxes } from '../read/tax-rates.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import { WRITTEN_TABLES } from '../write/write-order.ts';
import { measureCodeSources } from './code-sources.ts';
import { proposeCodeSources } from './propose-sources.ts';
import { proposeTaxFields, readCustomFields } from './custom-fields.ts';
import { readShopChoices } from './shop-choices.ts';
import { compareRights } from './rights.ts';
import { pricesIncludeTax } from './tax-habit.ts';

export type InspectFacts = {
  readonly reader: Reader;
  readonly connection: MysqlConnection;
  readonly schema: ShopSchema;
  readonly shop: ShopSettings;
  readonly search: PrefixSearch;
  readonly transport: { readonly encrypted: boolean; readonly verified: boolean };
};

/** See `StorePort.inspect`. */
export async function inspect(facts: InspectFacts, signal?: AbortSignal): Promise<StoreReport> {
  const { reader, schema, shop } = facts;
  const [server] = await reader.rows('SELECT VERSION() AS version, CURRENT_USER() AS account');
  const candidates = await readCandidates(reader, facts.search.complete);
  signal?.throwIfAborted();
  const taxes = await readShopTaxes(reader, schema, shop);
  const products = await countProducts(reader, schema);
  const { codeSources, optionValues } = await measureCodeSources(reader, schema);
  signal?.throwIfAborted();
  const customFields = await readCustomFields(reader, schema, shop);
  const rights = await compareRights(reader, schema, textOf(server ?? {}, 'account'));
  const statusNames = await readStatusNames(facts);
  return {
    kind: 'mysql',
    serverVersion: textOf(server ?? {}, 'version'),
    encrypted: facts.transport.encrypted,
    prefix: schema.prefix,
    candidates: [...candidates],
    generation: generationOf(schema),
    transactional: schema.transactional(...WRITTEN_TABLES),
    engines: countEngines(schema),
    tables: tablesOf(schema),
    shopName: shop.name,
    currency: shop.currency,
    language: shop.language.code,
    languages: shop.languages.map((language) => language.code),
    timeZoneOffsetMinutes: shop.offsetMinutes,
    products,
    pricesIncludeTax: await pricesIncludeTax(reader, schema, taxes),
    codeSources: [...codeSources],
    optionValues,
    ...proposeCodeSources(codeSources, { products, optionValues }),
    ...(await readShopChoices(reader, schema, shop)),
    orderStatuses: orderStatuses(statusNames, shop),
    shopApi: shopApiProtocol(schema),
    customFields: [...customFields],
    ...proposeTaxFields(customFields),
    grantStatements: [...rights.statements],
    missingRights: [...rights.missing],
    excessRights: [...rights.excess],
    rights: rights.byFeature,
    warnings: warningsOf(facts, { missing: rights.missing, statusNames }),
  };
}

async function readCandidates(
  reader: Reader,
  prefixes: readonly string[],
): Promise<readonly ShopCandidate[]> {
  const candidates: ShopCandidate[] = [];
  for (const prefix of prefixes) {
    const [row] = await reader.rows(
      `SELECT (SELECT value FROM ${quoteName(`${prefix}setting`)} WHERE store_id = 0 AND \`key\` = 'config_name'
               ORDER BY setting_id DESC LIMIT 1) AS name,
              (SELECT COUNT(*) FROM ${quoteName(`${prefix}product`)}) AS products,
              (SELECT date_added FROM ${quoteName(`${prefix}order`)} WHERE order_status_id > 0
               ORDER BY order_id DESC LIMIT 1) AS newest`,
    );
    candidates.push({
      prefix,
      shopName: decodeText(textOf(row ?? {}, 'name')),
      products: numberOf(row ?? {}, 'products'),
      newestOrderAt: textOf(row ?? {}, 'newest') || null,
    });
  }
  return candidates;
}

async function countProducts(reader: Reader, schema: ShopSchema): Promise<number> {
  await lastProductId(reader, schema);
  const [row] = await reader.rows(`SELECT COUNT(*) AS products FROM ${schema.sql('product')}`);
  return numberOf(row ?? {}, 'products');
}

/** Statuses by id with their names in the shop's language, as far as it has them. */
async function readStatusNames({ reader, schema, shop }: InspectFacts): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.rows(
    `SELECT order_status_id AS order_status_id, language_id AS language_id, name AS name
     FROM ${schema.sql('order_status')} ORDER BY order_status_id, language_id`,
  );
  const names = new Map<string, string>();
  for (const row of rows) {
    const statusId = idOf(row, 'order_status_id');
    const own = idOf(row, 'language_id') === shop.language.languageId;
    // A language that was added by hand may have no names of its own; a status is one all the same.
    if (own || !names.has(statusId)) names.set(statusId, decodeText(textOf(row, 'name')));
  }
  if (names.size === 0) throw incomplete([`${schema.prefix}order_status.*`]);
  return names;
}

/** One of which nobody can tell whether it holds stock is left out: it is fit neither for new orders nor for cancelled ones. */
function orderStatuses(names: ReadonlyMap<string, string>, shop: ShopSettings): StoreReport['orderStatuses'] {
  return [...names]
    .filter(([statusId]) => !shop.uncertainStatusIds.has(statusId))
    .map(([statusId, name]) => ({ statusId, name, holdsStock: shop.holdingStatusIds.has(statusId) }));
}

function countEngines(schema: ShopSchema): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const table of schema.tables().values()) counts[table.engine] = (counts[table.engine] ?? 0) + 1;
  return counts;
}

function tablesOf(schema: ShopSchema): StoreReport['tables'] {
  return [...schema.tables().values()]
    .map(({ name, engine, collation, columns }) => ({
      name: schema.prefix + name,
      engine,
      collation,
      charsets: [...new Set([...columns.values()].flatMap(({ charset }) => charset ?? []))].toSorted(),
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function warningsOf(
  facts: InspectFacts,
  { missing, statusNames }: { missing: readonly string[]; statusNames: ReadonlyMap<string, string> },
): Problem[] {
  const warnings: Problem[] = [];
  if (missing.length > 0) warnings.push(problem('store/too-few-rights', { missing: missing.join(', ') }));
  if (facts.shop.uncertainStatusIds.size > 0) {
    const statuses = [...facts.shop.uncertainStatusIds].map((id) => statusNames.get(id) || id).join(', ');
    warnings.push(problem('store/statuses-in-doubt', { statuses }));
  }
  if (facts.transport.encrypted && !facts.transport.verified && facts.connection.acceptPlaintext) {
    warnings.push(problem('store/tls-failed', { host: facts.connection.host }));
  }
  return warnings;
}
