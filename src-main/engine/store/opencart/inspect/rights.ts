import type { StoreRights } from '#contract/shop.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { countsCombinations } from '../read/related-options.ts';
import type { Reader } from '../session/queryable.ts';
import { grantStatements, needsOf, RIGHTS_FEATURES, unionOfNeeds } from './needed-rights.ts';
import type { Need } from './needed-rights.ts';

/** What the account needs, lacks and has too much of: for everything together, and what is lacking by feature. */
export type Rights = {
  readonly statements: readonly string[];
  readonly missing: readonly string[];
  readonly excess: readonly string[];
  readonly byFeature: StoreRights[];
};

type Grant = {
  /** `*` for all databases or tables. */
  readonly database: string;
  readonly table: string;
  readonly privileges: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly grantOption: boolean;
};

/** Compares what SHOW GRANTS tells with what is needed. `account` is CURRENT_USER(). */
export async function compareRights(reader: Reader, schema: ShopSchema, account: string): Promise<Rights> {
  const rows = await reader.arrays('SHOW GRANTS');
  const grants = rows.flatMap((row) => parseGrant(String(row[0])) ?? []);
  const applicable = grants.filter((grant) => matchesDatabase(grant.database, schema.database));
  const missing = (needs: readonly Need[]): string[] =>
    needs.flatMap((need) => lacking(need, applicable, schema));
  const facts = { schema, countsCombinations: await countsCombinations(reader, schema) };
  const all = unionOfNeeds(facts);
  return {
    statements: grantStatements(schema, account, all),
    missing: missing(all),
    excess: excessOf(applicable, schema, [...all, ...needsOf(facts, 'customers')]),
    byFeature: RIGHTS_FEATURES.map((feature) => {
      const needs = needsOf(facts, feature);
      return { feature, statements: [...grantStatements(schema, account, needs)], missing: missing(needs) };
    }),
  };
}

function lacking(need: Need, grants: readonly Grant[], schema: ShopSchema): readonly string[] {
  const table = schema.prefix + need.table;
  const rights = grants
    .filter((grant) => grant.table === '*' || grant.table.toLowerCase() === table.toLowerCase())
    .flatMap((grant) => grant.privileges)
    .filter((right) => right.name === need.privilege || right.name === 'ALL PRIVILEGES');
  if (rights.some((right) => right.columns.length === 0)) return [];
  if (need.columns.length === 0) return [`${need.privilege} ${table}`];
  const granted = new Set(rights.flatMap((right) => right.columns));
  const columns = need.columns.filter((column) => !granted.has(column));
  return columns.length === 0 ? [] : [`${need.privilege} (${columns.join(', ')}) ${table}`];
}

function excessOf(grants: readonly Grant[], schema: ShopSchema, needs: readonly Need[]): readonly string[] {
  const nameOf = (need: Need): string => `${need.privilege} ${schema.prefix}${need.table}`;
  const needed = new Set(needs.map(nameOf));
  // Reading a whole table of which only columns are needed shows what stands beside them.
  const byColumn = new Set(
    needs.filter((need) => need.privilege === 'SELECT' && need.columns.length > 0).map(nameOf),
  );
  return grants.flatMap((grant) => {
    const place = `${grant.database}.${grant.table}`;
    const names = grant.privileges
      .filter(({ name }) => name !== 'USAGE')
      .filter(({ name, columns }) => {
        const right = `${name} ${grant.table}`;
        return grant.table === '*' || !needed.has(right) || (byColumn.has(right) && columns.length === 0);
      })
      .map(({ name }) => `${name} ${place}`);
    return grant.grantOption ? [...names, `GRANT OPTION ${place}`] : names;
  });
}

/** `GRANT SELECT, UPDATE (`a`, `b`) ON `db`.`table` TO …`; null for proxies, roles and what else is no such grant. */
export function parseGrant(text: string): Grant | null {
  const match = /^GRANT (.+?) ON (?:TABLE )?(\*|`(?:[^`]|``)+`|[\w$]+)\.(\*|`(?:[^`]|``)+`|[\w$]+) TO /i.exec(
    text,
  );
  if (!match) return null;
  const [, privileges = '', database = '', table = ''] = match;
  return {
    database: unquote(database),
    table: unquote(table),
    privileges: [...privileges.matchAll(/([A-Za-z][A-Za-z_ ]*[A-Za-z])\s*(?:\(([^)]*)\))?/g)].map(
      ([, name = '', columns]) => ({
        name: name.toUpperCase() === 'ALL' ? 'ALL PRIVILEGES' : name.toUpperCase(),
        columns: columns === undefined ? [] : columns.split(',').map((column) => unquote(column.trim())),
      }),
    ),
    grantOption: /WITH .*GRANT OPTION/i.test(text),
  };
}

function unquote(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
}

/** A grant names databases by a LIKE pattern: `shop\_%`. */
function matchesDatabase(pattern: string, database: string): boolean {
  if (pattern === '*') return true;
  const source = pattern.replace(/\\([_%])|([_%])|([^\w])/g, (whole, escaped?: string, wild?: string) => {
    if (escaped !== undefined) return escaped;
    if (wild !== undefined) return wild === '_' ? '.' : '.*';
    return `\\${whole}`;
  });
  return new RegExp(`^${source}$`, 'i').test(database);
}
