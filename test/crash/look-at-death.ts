import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { OpencartShop } from '../support/opencart-shop.ts';

/** How a killed program left its work, as its own files and the shop tell. */
export type Death = {
  /** A product's write was begun: the mark does not stand yet, or it stands and nobody noted it. */
  readonly edit: 'none' | 'begun' | 'come to its end, not noted';
  /** An order's write was begun: nothing of it is in the shop, half of it, or all of it and nobody noted it. */
  readonly order: 'none' | 'begun' | 'at status 0' | 'come to its end, not noted';
  readonly pendingEdits: number;
};

export async function lookAtDeath(shop: OpencartShop, dataFolder: string): Promise<Death> {
  const database = new SqliteDatabase(join(dataFolder, 'cache.sqlite'));
  try {
    const [begun] = database
      .prepare<[], { id: string; mark: string }>(
        "SELECT product_id AS id, mark FROM shop_write WHERE state = 'begun'",
      )
      .all();
    const trying = database
      .prepare<[], string>(
        'SELECT order_number FROM sales_order WHERE import_attempts > 0 AND store_order_id IS NULL',
      )
      .pluck()
      .all();
    const pendingEdits = database.prepare<[], number>('SELECT count(*) FROM pending_edit').pluck().get() ?? 0;
    return {
      edit: begun === undefined ? 'none' : await editAtDeath(shop, begun),
      order: await orderAtDeath(shop, trying),
      pendingEdits,
    };
  } finally {
    database.close();
  }
}

async function editAtDeath(
  shop: OpencartShop,
  { id, mark }: { readonly id: string; readonly mark: string },
): Promise<Death['edit']> {
  const [row] = await shop.rows('SELECT date_modified AS at FROM oc_product WHERE product_id = ?', [id]);
  return row?.at === mark ? 'come to its end, not noted' : 'begun';
}

async function orderAtDeath(shop: OpencartShop, trying: readonly string[]): Promise<Death['order']> {
  if (trying.length === 0) return 'none';
  const rows = await shop.rows('SELECT user_agent AS mark, order_status_id AS status FROM oc_order');
  const found = rows.find(({ mark }) => trying.some((number) => String(mark).includes(` ${number} `)));
  if (found === undefined) return 'begun';
  return Number(found.status) === 0 ? 'at status 0' : 'come to its end, not noted';
}
