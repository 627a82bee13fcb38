import type { Database } from 'better-sqlite3';
import { removePercentE4 } from '#common/money.ts';
import { isFieldName } from '#common/product-field.ts';
import type { ProductSheet } from '../../editing/sheet.ts';
import type { Clock, Random } from '../../host.ts';
import { putField } from './sample-field-write.ts';
import { moveStock } from './sample-order-rows.ts';
import { changeStatusInShop } from './sample-orders.ts';
import { shopTime } from './sample-time.ts';

/** What happens in the shop itself: customers buy, the merchant edits. Every method is one transaction. */
export type SampleShopFloor = {
  /** A sale on the shop's own pages. Takes stock and, as in OpenCart, leaves the date of the last edit alone. */
  readonly simulateSale: (variantId: string, quantity: number) => void;
  /** `count` sales of one piece each, of products that have stock; answers with what was sold. */
  readonly simulateSales: (count: number) => readonly string[];
  /** Sets the shelf so that `variantId` shows exactly `quantity` (of a variant: its option values and the product). */
  readonly setQuantity: (variantId: string, quantity: number) => void;
  /** `priceE4` is what a buyer pays, tax included, without options; the open special, if any, goes. */
  readonly setPrice: (productId: string, priceE4: number) => void;
  readonly setSpecial: (
    productId: string,
    special: { readonly priceE4: number; readonly start: string; readonly end: string } | null,
  ) => void;
  readonly setEnabled: (productId: string, state: 'on' | 'off') => void;
  readonly setTitle: (productId: string, title: string) => void;
  /** The product's form in the shop's admin, saved: fields as given, and the date of the last edit. */
  readonly saveInAdmin: (productId: string, values: ProductSheet) => void;
  readonly deleteProduct: (productId: string) => void;
  readonly deleteOptionValue: (optionValueId: string) => void;
  /** What can be sold of it: the least of the product's own stock and its option values'. */
  readonly quantityOf: (variantId: string) => number;
  /** An option value's own stock. */
  readonly optionQuantityOf: (optionValueId: string) => number;
  readonly changeOrderStatus: (storeOrderId: string, statusId: string) => void;
  /** The order tables as they stand. */
  readonly orders: () => readonly SampleOrderRow[];
};

export type SampleOrderRow = {
  readonly storeOrderId: string;
  readonly marketplace: string;
  readonly channelId: string;
  readonly orderNumber: string;
  readonly statusId: string;
  readonly totalE4: number;
  readonly dateAdded: string;
  readonly taxNumber: string;
  readonly lines: readonly {
    readonly productId: string | null;
    readonly quantity: number;
    readonly priceE4: number;
    readonly taxE4: number;
  }[];
  readonly totals: Readonly<Record<string, number>>;
  readonly history: readonly { readonly statusId: string; readonly comment: string }[];
};

export function shopFloor(
  database: Database,
  host: { readonly clock: Clock; readonly random: Random },
): SampleShopFloor {
  const edit = (productId: string, sql: string, ...values: (string | number)[]): void => {
    const result = database
      .prepare(`UPDATE product SET ${sql}, date_modified = ? WHERE product_id = ?`)
      .run(...values, shopTime(host.clock.now()), productId);
    if (result.changes === 0) throw new RangeError(`no product ${productId}`);
  };
  const sell = (variantId: string, quantity: number): void =>
    database.transaction(() => moveStock(database, rowOf(variantId), -quantity)).immediate();
  return {
    simulateSale: sell,
    simulateSales: (count) => {
      const onSale = database
        .prepare(
          'SELECT product_id FROM product p WHERE quantity > 0 AND status = 1 AND NOT EXISTS (SELECT 1 FROM product_option o WHERE o.product_id = p.product_id) ORDER BY product_id',
        )
        .pluck()
        .all();
      const sold = Array.from(
        { length: count },
        () => `p${String(onSale[Math.floor(host.random.fraction() * onSale.length)])}`,
      );
      for (const variantId of sold) sell(variantId, 1);
      return sold;
    },
    setQuantity: (variantId, quantity) =>
      database.transaction(() => setShelf(database, variantId, quantity)).immediate(),
    setPrice: (productId, priceE4) => {
      database.transaction(() => {
        edit(productId, 'price_e4 = ?', removePercentE4(priceE4, rateOf(database, productId)));
        database.prepare('DELETE FROM product_special WHERE product_id = ?').run(productId);
      })();
    },
    setSpecial: (productId, special) => {
      database.transaction(() => {
        edit(productId, 'status = status');
        database.prepare('DELETE FROM product_special WHERE product_id = ?').run(productId);
        if (!special) return;
        const netE4 = removePercentE4(special.priceE4, rateOf(database, productId));
        database
          .prepare(
            'INSERT INTO product_special (product_id, price_e4, date_start, date_end) VALUES (?, ?, ?, ?)',
          )
          .run(productId, netE4, special.start, special.end);
      })();
    },
    setEnabled: (productId, state) => edit(productId, 'status = ?', state === 'on' ? 1 : 0),
    setTitle: (productId, title) => edit(productId, 'title = ?', title),
    saveInAdmin: (productId, values) => {
      database
        .transaction(() => {
          edit(productId, 'status = status');
          for (const [field, value] of Object.entries(values)) {
            if (!isFieldName(field)) throw new RangeError(`no field ${field}`);
            if (value !== undefined) putField(database, { productId: Number(productId), field }, value);
          }
        })
        .immediate();
    },
    deleteOptionValue: (optionValueId) => {
      database.prepare('DELETE FROM product_option_value WHERE option_value_id = ?').run(optionValueId);
    },
    deleteProduct: (productId) => {
      database.transaction(() => {
        database.prepare('DELETE FROM product_option_value WHERE product_id = ?').run(productId);
        database.prepare('DELETE FROM product WHERE product_id = ?').run(productId);
      })();
    },
    quantityOf: (variantId) => shelfOf(database, variantId),
    optionQuantityOf: (optionValueId) =>
      Number(
        database
          .prepare('SELECT quantity FROM product_option_value WHERE option_value_id = ?')
          .pluck()
          .get(optionValueId),
      ),
    changeOrderStatus: (storeOrderId, statusId) =>
      changeStatusInShop(database, { storeOrderId, statusId, nowMs: host.clock.now() }),
    orders: () => readOrders(database),
  };
}

function rowOf(variantId: string): { readonly product_id: number; readonly option_value_ids: string } {
  const match = /^p(\d+)(?::([\d+]+))?$/.exec(variantId);
  if (!match) throw new RangeError(`no variant id: ${variantId}`);
  return { product_id: Number(match[1]), option_value_ids: JSON.stringify(match[2]?.split('+') ?? []) };
}

function setShelf(database: Database, variantId: string, quantity: number): void {
  const row = rowOf(variantId);
  const chosen = JSON.parse(row.option_value_ids) as string[]; // Made by rowOf.
  const before = shelfOf(database, variantId);
  database
    .prepare(
      'UPDATE product_option_value SET quantity = ? WHERE product_id = ? AND option_value_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))',
    )
    .run(quantity, row.product_id, row.option_value_ids);
  // The product's own stock is its values' sum in this shop: it moves by the same difference, but never hides the value.
  const sql =
    chosen.length === 0
      ? 'quantity = @quantity'
      : 'quantity = max(quantity + @quantity - @before, @quantity)';
  const result = database
    .prepare(`UPDATE product SET ${sql} WHERE product_id = @productId`)
    .run(
      chosen.length === 0
        ? { quantity, productId: row.product_id }
        : { quantity, before, productId: row.product_id },
    );
  if (result.changes === 0) throw new RangeError(`no product of ${variantId}`);
}

function shelfOf(database: Database, variantId: string): number {
  const row = rowOf(variantId);
  const quantity = database
    .prepare(
      `SELECT min(quantity) FROM (
         SELECT quantity FROM product WHERE product_id = @product_id
         UNION ALL SELECT quantity FROM product_option_value WHERE product_id = @product_id AND subtract = 1
           AND option_value_id IN (SELECT CAST(value AS INTEGER) FROM json_each(@option_value_ids)))`,
    )
    .pluck()
    .get(row);
  if (typeof quantity !== 'number') throw new RangeError(`no variant ${variantId}`);
  return quantity;
}

function rateOf(database: Database, productId: string): number {
  const rate = database
    .prepare('SELECT t.rate_e4 FROM product p JOIN tax_class t USING (tax_class_id) WHERE p.product_id = ?')
    .pluck()
    .get(productId);
  if (typeof rate !== 'number') throw new RangeError(`no product ${productId}`);
  return rate;
}

type OrderRow = {
  readonly order_id: number;
  readonly marketplace: string;
  readonly channel_id: string;
  readonly order_number: string;
  readonly status_id: number;
  readonly total_e4: number;
  readonly date_added: string;
  readonly tax_number: string;
};

function readOrders(database: Database): readonly SampleOrderRow[] {
  const orders = database.prepare('SELECT * FROM shop_order ORDER BY order_id').all() as OrderRow[]; // STRICT columns.
  const lines = database
    .prepare(
      'SELECT product_id, quantity, price_e4, tax_e4 FROM order_line WHERE order_id = ? ORDER BY line_id',
    )
    .raw();
  const totals = database.prepare('SELECT code, value_e4 FROM order_total WHERE order_id = ?').raw();
  const history = database
    .prepare('SELECT status_id, comment FROM order_history WHERE order_id = ? ORDER BY history_id')
    .raw();
  return orders.map((order) => ({
    storeOrderId: String(order.order_id),
    marketplace: order.marketplace,
    channelId: order.channel_id,
    orderNumber: order.order_number,
    statusId: String(order.status_id),
    totalE4: order.total_e4,
    dateAdded: order.date_added,
    taxNumber: order.tax_number,
    lines: (lines.all(order.order_id) as [number | null, number, number, number][]).map(
      ([productId, quantity, priceE4, taxE4]) => ({
        productId: productId === null ? null : String(productId),
        quantity,
        priceE4,
        taxE4,
      }),
    ),
    totals: Object.fromEntries(totals.all(order.order_id) as [string, number][]),
    history: (history.all(order.order_id) as [number, string][]).map(([statusId, comment]) => ({
      statusId: String(statusId),
      comment,
    })),
  }));
}
