import { randomBytes } from 'node:crypto';
import { gtinCheckDigit } from '#common/gtin.ts';
import type { MysqlConnection } from '#contract/shop.ts';
import type { Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { createOpencartShop, type OpencartShop } from './opencart-shop.ts';
import type { MariadbFacts } from './mariadb-server.ts';

/** Demo goods without options: their stock is one number. */
export const STOCKED = [28, 29, 32, 33, 34, 36, 40, 41, 43, 44, 45, 46, 47, 48, 49] as const;

export function barcodeOf(productId: number): string {
  const body = `2000000${String(productId).padStart(5, '0')}`;
  return `${body}${gtinCheckDigit(body)}`;
}

/** A real OpenCart 4.1.0.4 shop with barcodes, and a database user of its own for this program. */
export type StockedShop = {
  readonly shop: OpencartShop;
  readonly connection: MysqlConnection;
  readonly stockOf: (productId: number) => Promise<number>;
  /** The database lets this program in no more, and ends what it had open. */
  readonly lockOut: () => Promise<void>;
  readonly letIn: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

const START_STOCK = 40;
const NET_PRICE = 100;

export async function openStockedShop(mariadb: MariadbFacts): Promise<StockedShop> {
  const shop = await createOpencartShop(mariadb, '4.1.0.4');
  await stockShelves(shop);
  const { database } = shop.connection;
  const user = `meschain_${randomBytes(4).toString('hex')}`;
  const password = `Gizli-${randomBytes(6).toString('hex')}`;
  await shop.run(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
  await shop.run(`GRANT SELECT, INSERT, UPDATE, DELETE ON \`${database}\`.* TO '${user}'@'%'`);
  return {
    shop,
    connection: { ...shop.connection, user, password },
    stockOf: async (productId) => {
      const [row] = await shop.rows('SELECT quantity FROM oc_product WHERE product_id = ?', [productId]);
      return Number(row?.['quantity']);
    },
    lockOut: async () => {
      await shop.run(`ALTER USER '${user}'@'%' ACCOUNT LOCK`);
      for (const { id } of await shop.rows('SELECT id FROM information_schema.processlist WHERE user = ?', [
        user,
      ])) {
        await shop.run('KILL ?', [Number(id)]).catch(ignoreGone);
      }
    },
    letIn: () => shop.run(`ALTER USER '${user}'@'%' ACCOUNT UNLOCK`),
    remove: async () => {
      await shop.run(`DROP USER '${user}'@'%'`);
      await shop.remove();
    },
  };
}

/** The connection may have ended by itself between looking and killing. */
function ignoreGone(error: { readonly code?: string }): void {
  if (error.code !== 'ER_NO_SUCH_THREAD') throw error;
}

async function stockShelves(shop: OpencartShop): Promise<void> {
  await shop.run('DELETE FROM oc_product_discount');
  for (const id of STOCKED) {
    await shop.run(
      `UPDATE oc_product SET quantity = ?, price = ?, subtract = 1, status = 1, tax_class_id = 9
         WHERE product_id = ?`,
      [START_STOCK, NET_PRICE, id],
    );
    await shop.run("INSERT INTO oc_product_code SET product_id = ?, code = 'EAN', value = ?", [
      id,
      barcodeOf(id),
    ]);
  }
}

/**
 * The same goods on the marketplace. The shop sells at 120 lira (100 and 20 % KDV) with 40 pieces of each; two listings
 * show another stock, one a slightly other price, and one ten times the price.
 */
export function listStocked(sandbox: Sandbox): void {
  const odd: Readonly<Record<number, { quantity?: number; salePrice?: number }>> = {
    28: { quantity: 55 },
    29: { quantity: 3 },
    32: { salePrice: 115 },
    33: { salePrice: 1_200 },
  };
  sandbox.trendyol.seedListings(
    STOCKED.map((id) => {
      const { quantity = START_STOCK, salePrice = 120 } = odd[id] ?? {};
      return {
        barcode: barcodeOf(id),
        stockCode: `P${id}`,
        title: `Ürün ${id}`,
        quantity,
        salePrice,
        listPrice: salePrice,
        approved: true,
      };
    }),
  );
}
