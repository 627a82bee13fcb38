import { problem } from '#contract/problem.ts';
import type { Problem } from '#contract/problem.ts';
import type { MysqlConnection, ShopCandidate, StoreReport } from '#contract/shop.ts';
import type { PrefixSearch } from '../dialect/find-shop.ts';
import { generationOf } from '../dialect/generation.ts';
import { quoteName } from '../dialect/identifiers.ts';
import { incomplete } from '../dialect/required-tables.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { ShopSettings } from '../read/shop-settings.ts';
import { readShopTaxes } from '../read/tax-rates.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import { WRITTEN_TABLES } from '../write/write-order.ts';
import { measureCodeSources, proposeBarcodeSource, proposeStockCodeSource } from './code-sources.ts';
import { compareRights, grantStatements } from './rights.ts';
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
  const codeSources = await measureCodeSources(reader, schema);
  signal?.throwIfAborted();
  const barcodeSource = proposeBarcodeSource(codeSources);
  const rights = await compareRights(reader, schema);
  return {
    kind: 'mysql',
    serverVersion: textOf(server ?? {}, 'version'),
    encrypted: facts.transport.encrypted,
    prefix: schema.prefix,
    candidates: [...candidates],
    generation: generationOf(schema),
    transactional: schema.transactional(...WRITTEN_TABLES),
    engines: countEngines(schema),
    shopName: shop.name,
    currency: shop.currency,
    language: shop.language.code,
    languages: shop.languages.map((language) => language.code),
    timeZoneOffsetMinutes: shop.offsetMinutes,
    products,
    pricesIncludeTax: await pricesIncludeTax(reader, schema, taxes),
    codeSources: [...codeSources],
    proposedBarcodeSource: barcodeSource,
    proposedStockCodeSource: proposeStockCodeSource(codeSources, { products, barcodeSource }),
    orderStatuses: await readOrderStatuses(facts),
    grantStatements: [...grantStatements(schema, textOf(server ?? {}, 'account'))],
    missingRights: [...rights.missing],
    excessRights: [...rights.excess],
    warnings: warningsOf(facts, rights.missing),
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
  const [row] = await reader.rows(`SELECT COUNT(*) AS products FROM ${schema.sql('product')}`);
  return numberOf(row ?? {}, 'products');
}

async function readOrderStatuses({
  reader,
  schema,
  shop,
}: InspectFacts): Promise<StoreReport['orderStatuses']> {
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
  return [...names].map(([statusId, name]) => ({
    statusId,
    name,
    holdsStock: shop.holdingStatusIds.has(statusId),
  }));
}

function countEngines(schema: ShopSchema): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const table of schema.tables().values()) counts[table.engine] = (counts[table.engine] ?? 0) + 1;
  return counts;
}

function warningsOf(facts: InspectFacts, missing: readonly string[]): Problem[] {
  const warnings: Problem[] = [];
  if (missing.length > 0) warnings.push(problem('store/too-few-rights', { missing: missing.join(', ') }));
  if (facts.transport.encrypted && !facts.transport.verified && facts.connection.acceptPlaintext) {
    warnings.push(problem('store/tls-failed', { host: facts.connection.host }));
  }
  return warnings;
}
