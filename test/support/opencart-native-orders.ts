import type { DumpedVersion, OpencartVersion } from './opencart-generations/versions.ts';
import { nativeOrderStatements, type OpencartShop } from './opencart-shop.ts';

/** The version of whose storefront the order is, of which the rows are known, that comes nearest to a version's own. */
const NEAREST: Readonly<Record<OpencartVersion, DumpedVersion>> = {
  '2.3.0.2': '3.0.4.1',
  '3.0.3.8': '3.0.4.1',
  '3.0.4.1': '3.0.4.1',
  '3.0.5.1': '3.0.4.1',
  // Its orders are those of 3.0 without the fax.
  '4.0.0.0': '3.0.4.1',
  '4.0.2.3': '4.1.0.4',
  '4.1.0.0': '4.1.0.4',
  '4.1.0.1': '4.1.0.4',
  '4.1.0.3': '4.1.0.4',
  '4.1.0.4': '4.1.0.4',
};

export function nearestNative(version: OpencartVersion): DumpedVersion {
  return NEAREST[version];
}

/** Puts the one real order into the shop, as its own storefront would have written it; its id is 1. */
export async function placeNativeOrder(shop: OpencartShop): Promise<void> {
  // 4.0 takes no NULL: IGNORE makes empty texts of them, as its PHP does.
  const statements = (await nativeOrderStatements(NEAREST[shop.version])).replaceAll(
    /^INSERT INTO/gm,
    'INSERT IGNORE INTO',
  );
  if (shop.version !== '4.0.0.0') return shop.run(statements);
  await shop.run("ALTER TABLE oc_order ADD fax VARCHAR(32) NOT NULL DEFAULT ''");
  await shop.run(statements);
  await shop.run('ALTER TABLE oc_order DROP fax');
  await shop.run(
    "UPDATE oc_order SET currency_id = (SELECT currency_id FROM oc_currency WHERE code = 'TRY')",
  );
  await shop.run("UPDATE oc_order_total SET extension = 'opencart'");
}
