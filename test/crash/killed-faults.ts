import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { isFieldName } from '#common/product-field.ts';
import { isSameValue } from '#contract/product-value.ts';
import type { StorePort } from '#engine/store/port.ts';
import type { Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import type { OpencartShop } from '../support/opencart-shop.ts';
import { OPENCART_SETTINGS } from '../support/opencart-under-test.ts';
import { cacheFaults, orderFaults, stockFaults } from './crash-world.ts';
import { CAMERA, key, type KilledModel } from './killed-model.ts';

export type Judged = {
  readonly shop: OpencartShop;
  readonly store: StorePort;
  readonly sandbox: Sandbox;
  readonly model: KilledModel;
  readonly dataFolder: string;
  /** How many of everything there were at first. */
  readonly pieces: number;
};

/** Where shop, marketplace, ledger and journal differ from the model; empty when all of them are at one. */
export async function findKilledFaults(judged: Judged): Promise<readonly string[]> {
  const { shop, sandbox, model, dataFolder } = judged;
  return [
    ...(await orderFaults(shop, model)),
    ...(await stockFaults(shop, sandbox, model)),
    ...(await cameraFaults(judged)),
    ...(await valueFaults(judged)),
    ...cacheFaults(sandbox, dataFolder),
    ...bookFaults(judged),
  ];
}

async function cameraFaults({ shop, model, pieces }: Judged): Promise<readonly string[]> {
  const rows = await shop.rows(
    `SELECT 'quantity' AS field, quantity FROM oc_product WHERE product_id = ?
     UNION ALL SELECT CONCAT('option:', product_option_value_id, ':quantity'), quantity
       FROM oc_product_option_value WHERE product_id = ?`,
    [CAMERA, CAMERA],
  );
  return rows.flatMap(({ field, quantity }) => {
    const name = key(CAMERA, String(field));
    const wanted = pieces - (model.sold.get(name) ?? 0) + (model.edited.get(name) ?? 0);
    return Number(quantity) === wanted ? [] : [`camera ${field}: ${quantity} in the shop, not ${wanted}`];
  });
}

async function valueFaults({ store, model }: Judged): Promise<readonly string[]> {
  const sheets = await store.readSheets([...model.wanted.keys()], { settings: OPENCART_SETTINGS });
  return [...model.wanted].flatMap(([productId, values]) => {
    const sheet = sheets.find((each) => each.productId === productId)?.sheet ?? {};
    return [...values]
      .filter(([field, wanted]) => !isSameValue(field, sheet[field] ?? null, wanted))
      .map(
        ([field, wanted]) =>
          `product ${productId} ${field}: ${JSON.stringify(sheet[field])} in the shop, not ${JSON.stringify(wanted)}`,
      );
  });
}

/** The program's own books: nothing waits, nothing is of unknown end, and what they say was written is what was wanted. */
function bookFaults({ model, dataFolder }: Judged): readonly string[] {
  const database = new SqliteDatabase(join(dataFolder, 'cache.sqlite'), { readonly: true });
  try {
    const count = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0;
    const faults: string[] = [];
    const none = (what: string, sql: string): void => {
      const found = count(sql);
      if (found > 0) faults.push(`${found} ${what}`);
    };
    none('edits still wait', 'SELECT count(*) FROM pending_edit');
    none('writes are of unknown end', "SELECT count(*) FROM shop_write WHERE state <> 'done'");
    none('ledger lines are not written', 'SELECT count(*) FROM stock_ledger WHERE held <> written');
    const standing = [...model.orders.values()].filter(({ cancelled }) => !cancelled);
    const pieces = standing.reduce((sum, { quantity }) => sum + quantity, 0);
    const booked = count('SELECT coalesce(sum(written), 0) FROM stock_ledger');
    if (booked !== pieces) faults.push(`the ledger holds ${booked} pieces, ${pieces} were bought`);
    return [...faults, ...writtenFaults(database, model)];
  } finally {
    database.close();
  }
}

/** What taking everything back would move is what the merchant's edits came to. */
function writtenFaults(database: SqliteDatabase.Database, model: KilledModel): readonly string[] {
  const rows = database
    .prepare<[], { product_id: string; field: string; moved: number }>(
      `SELECT product_id, field, sum(after - before) AS moved FROM shop_write_change
       WHERE field LIKE '%quantity' GROUP BY product_id, field`,
    )
    .all();
  const booked = new Map(rows.map((row) => [key(row.product_id, row.field), row.moved]));
  return [...model.edited]
    .filter(([name, moved]) => isFieldName(name.split(' ')[1] ?? '') && (booked.get(name) ?? 0) !== moved)
    .map(
      ([name, moved]) => `${name}: ${booked.get(name) ?? 0} pieces noted as written, ${moved} were edited`,
    );
}
