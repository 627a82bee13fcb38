import type { Database } from 'better-sqlite3';
import { judgeGtin } from '#common/gtin.ts';
import type { CodeSource, StoreReport } from '#contract/shop.ts';
import { SHOP_OFFSET_MINUTES } from './sample-time.ts';

/** The sample shop's one customer group, as a fresh OpenCart numbers its own. */
export const SAMPLE_CUSTOMER_GROUP = '1';

/** Looks at the shop's own rows and says what is there. */
export function reportOnSampleShop(database: Database): StoreReport {
  const settings = new Map(
    database.prepare('SELECT key, value FROM setting').raw().all() as [string, string][], // STRICT columns.
  );
  const setting = (key: string): string => settings.get(key) ?? '';
  const count = (sql: string): number => Number(database.prepare(sql).pluck().get());
  const products = count('SELECT count(*) FROM product');
  const codeSources = (['model', 'sku', 'ean'] as const).map((source) => measure(database, source));
  return {
    kind: 'sample',
    serverVersion: `SQLite ${String(database.prepare('SELECT sqlite_version()').pluck().get())}`,
    // A file on this computer: nothing travels that could be read on the way, and nothing is encrypted either.
    encrypted: false,
    prefix: '',
    candidates: [
      { prefix: '', shopName: setting('shop_name'), products, newestOrderAt: newestOrder(database) },
    ],
    generation: 'sample',
    transactional: true,
    tables: [],
    engines: {
      SQLite: count("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"),
    },
    shopName: setting('shop_name'),
    currency: setting('currency'),
    language: setting('language'),
    languages: [setting('language')],
    timeZoneOffsetMinutes: SHOP_OFFSET_MINUTES,
    products,
    pricesIncludeTax: false,
    codeSources: [...codeSources],
    proposedBarcodeSource: best(codeSources, (source) => source.validGtin)?.source ?? null,
    proposedStockCodeSource:
      best(
        codeSources.filter((source) => source.validGtin === 0),
        (source) => source.distinct,
      )?.source ?? null,
    optionValues: count('SELECT count(*) FROM product_option_value'),
    // Option values carry their codes under the products' names: one choice serves both.
    proposedOptionBarcodeSource: null,
    proposedOptionStockCodeSource: null,
    stores: [
      {
        storeId: '0',
        name: setting('shop_name'),
        url: null,
        currency: setting('currency'),
        customerGroupId: SAMPLE_CUSTOMER_GROUP,
      },
    ],
    customerGroups: [{ customerGroupId: SAMPLE_CUSTOMER_GROUP, name: 'Perakende' }],
    currencies: [{ currency: setting('currency'), value: '1.00000000' }],
    orderStatuses: orderStatuses(database),
    shopApi: null,
    customFields: [],
    proposedTaxNumberFieldId: null,
    proposedTaxOfficeFieldId: null,
    grantStatements: [],
    missingRights: [],
    excessRights: [],
    rights: [],
    warnings: [],
  };
}

/** Over products and, where an option value has a code of its own, over those too. */
function measure(database: Database, source: 'model' | 'sku' | 'ean'): CodeSource {
  const column = { model: 'model', sku: 'sku', ean: 'ean' }[source];
  const ownCodes = source === 'model' ? '' : `UNION ALL SELECT ${column} FROM product_option_value`;
  const codes = database
    .prepare(`SELECT ${column} AS code FROM product ${ownCodes}`)
    .pluck()
    .all()
    .map(String)
    .filter((code) => code.trim() !== '');
  return {
    source,
    filled: codes.length,
    distinct: new Set(codes).size,
    validGtin: codes.filter((code) => judgeGtin(code) === 'valid').length,
  };
}

function best(sources: readonly CodeSource[], worth: (source: CodeSource) => number): CodeSource | null {
  const ranked = sources.filter((source) => worth(source) > 0).sort((a, b) => worth(b) - worth(a));
  return ranked[0] ?? null;
}

function orderStatuses(database: Database): StoreReport['orderStatuses'] {
  const rows = database
    .prepare('SELECT status_id, name, holds_stock FROM order_status ORDER BY status_id')
    .raw()
    .all() as [number, string, number][]; // STRICT columns.
  return rows.map(([statusId, name, holds]) => ({
    statusId: String(statusId),
    name,
    holdsStock: holds === 1,
  }));
}

function newestOrder(database: Database): string | null {
  const newest = database.prepare('SELECT max(date_added) FROM shop_order').pluck().get();
  return typeof newest === 'string' ? newest : null;
}
