import { expect } from 'vitest';
import { parseDecimalE4 } from '#common/money.ts';
import type { NewStoreOrder, StorePort, WriteOptions } from '#engine/store/port.ts';
import type { SeededRandom } from '#engine/store/sample/seeded-random.ts';
import { changeStatusInAdmin } from './opencart-admin.ts';
import { hasMasters } from './opencart-generations/versions.ts';
import { sellInShop, type OpencartShop } from './opencart-shop.ts';
import { HOLDING, type ModelLine, type ModelOrder, type StockModel } from './opencart-stock-model.ts';
import { OPENCART_SETTINGS } from './opencart-under-test.ts';
import { sampleOrder } from './sample-order.ts';

/** Thrown where the program would have died. */
class Death extends Error {}

type Parts = {
  readonly shop: OpencartShop;
  readonly stores: readonly [StorePort, StorePort];
  readonly model: StockModel;
  readonly random: SeededRandom;
};

/** One thing after another that may happen to a shop and its orders, beside a model of what must come of it. */
export class Trial {
  readonly model: StockModel;
  readonly #parts: Parts;
  /** By number: as the marketplace sends them, and the shop's ids once they are known. */
  readonly #sent = new Map<string, NewStoreOrder>();
  readonly #ids = new Map<string, string>();
  /** By number: statuses that the program itself brought the order to. */
  readonly #brought = new Map<string, Set<string>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.model = parts.model;
  }

  /** Does one thing that may happen, and says what it was. */
  async step(): Promise<string> {
    const { random } = this.#parts;
    const actions = [
      () => this.#importNew(),
      () => this.#importNew(),
      () => this.#importByTwo(),
      () => this.#dieWhileImporting(),
      () => this.#sellInStorefront(),
      () => this.#typeStock(),
      ...(this.#ids.size === 0
        ? []
        : [
            () => this.#importAgain(),
            () => this.#setLines(),
            () => this.#setLines(),
            () => this.#dieWhileSettingLines(),
            () => this.#cancel(),
            () => this.#dieWhileCancelling(),
            () => this.#setStatus(),
            () => this.#setStatus(),
            () => this.#dieWhileSettingStatus(),
            () => this.#changeInAdmin(),
            () => this.#changeInAdmin(),
          ]),
    ];
    return random.pick(actions)();
  }

  async #importNew(): Promise<string> {
    const order = this.#newOrder();
    const written = await this.#store().writeOrder(order, this.#writing());
    this.#imported(order, written.storeOrderId);
    return `import ${order.mark.orderNumber}`;
  }

  async #importByTwo(): Promise<string> {
    const order = this.#newOrder();
    const [one, two] = await Promise.all(
      this.#parts.stores.map((store) => store.writeOrder(order, this.#writing())),
    );
    expect(one?.storeOrderId).toBe(two?.storeOrderId);
    this.#imported(order, one?.storeOrderId ?? '');
    return `import-by-two ${order.mark.orderNumber}`;
  }

  async #dieWhileImporting(): Promise<string> {
    const order = this.#newOrder();
    const at = await this.#dying((writing) => this.#store().writeOrder(order, writing));
    const written = await this.#store().writeOrder(order, this.#writing());
    this.#imported(order, written.storeOrderId);
    return `import-after-death ${order.mark.orderNumber} at point ${at}`;
  }

  /** The marketplace sends it again, perhaps with other lines: what stands in the shop stays. */
  async #importAgain(): Promise<string> {
    const [number, order] = this.#known();
    const changed = this.#parts.random.pick([order, this.#withLines(order.mark.orderNumber)]);
    const written = await this.#store().writeOrder(changed, this.#writing());
    expect(written.storeOrderId).toBe(this.#ids.get(number));
    return `import-again ${number}`;
  }

  async #setLines(): Promise<string> {
    const [number] = this.#known();
    const wish = await this.#lineWish(number);
    await this.#store().setOrderLines(wish.storeOrderId, wish.lines, {
      ...this.#writing(),
      comment: wish.comment,
    });
    if (this.#parts.random.between(0, 2) === 0) {
      await this.#store().setOrderLines(wish.storeOrderId, wish.lines, {
        ...this.#writing(),
        comment: wish.comment,
      });
    }
    this.#linesSet(number, wish.quantities);
    return `set-lines ${number} ${JSON.stringify([...wish.quantities])}`;
  }

  async #dieWhileSettingLines(): Promise<string> {
    const [number] = this.#known();
    const wish = await this.#lineWish(number);
    const at = await this.#dying((writing) =>
      this.#store().setOrderLines(wish.storeOrderId, wish.lines, { ...writing, comment: wish.comment }),
    );
    await this.#store().setOrderLines(wish.storeOrderId, wish.lines, {
      ...this.#writing(),
      comment: wish.comment,
    });
    this.#linesSet(number, wish.quantities);
    return `set-lines-after-death ${number} at point ${at}`;
  }

  async #cancel(): Promise<string> {
    const [number] = this.#known();
    const change = { ...this.#writing(), comment: 'iptal' };
    const cancelled = await this.#store().cancelOrder(this.#ids.get(number) ?? '', change);
    if (this.#parts.random.between(0, 1) === 0) {
      await this.#store().cancelOrder(this.#ids.get(number) ?? '', change);
    }
    this.#cancelled(number);
    expect(cancelled.statusId).toBe(this.#order(number).statusId);
    return `cancel ${number}`;
  }

  async #dieWhileCancelling(): Promise<string> {
    const [number] = this.#known();
    const id = this.#ids.get(number) ?? '';
    const at = await this.#dying((writing) =>
      this.#store().cancelOrder(id, { ...writing, comment: 'iptal' }),
    );
    await this.#store().cancelOrder(id, { ...this.#writing(), comment: 'iptal' });
    this.#cancelled(number);
    return `cancel-after-death ${number} at point ${at}`;
  }

  async #setStatus(): Promise<string> {
    const [number] = this.#known();
    const wish = this.#statusWish();
    const set = async (): Promise<string> =>
      (
        await this.#store().setOrderStatus(this.#ids.get(number) ?? '', wish.statusId, {
          ...this.#writing(),
          ...wish,
        })
      ).statusId;
    const statusId = await set();
    if (this.#parts.random.between(0, 1) === 0) await set();
    this.#statusSet(number, wish);
    expect(statusId).toBe(this.#order(number).statusId);
    return `set-status ${number} to ${wish.statusId} from ${wish.expectedFrom.join('/')}`;
  }

  async #dieWhileSettingStatus(): Promise<string> {
    const [number] = this.#known();
    const wish = this.#statusWish();
    const id = this.#ids.get(number) ?? '';
    const at = await this.#dying((writing) =>
      this.#store().setOrderStatus(id, wish.statusId, { ...writing, ...wish }),
    );
    await this.#store().setOrderStatus(id, wish.statusId, { ...this.#writing(), ...wish });
    this.#statusSet(number, wish);
    return `set-status-after-death ${number} to ${wish.statusId} at point ${at}`;
  }

  #statusWish() {
    const { random } = this.#parts;
    const all = ['0', '1', '2', '3', '5', '7', '11'];
    const expectedFrom = all.filter(() => random.between(0, 2) > 0);
    return { statusId: random.pick(['2', '3', '5', '11']), expectedFrom, comment: 'pazaryeri' };
  }

  /** Out of an expected status, never out of 0, and to each status once. */
  #statusSet(number: string, wish: { statusId: string; expectedFrom: readonly string[] }): void {
    const order = this.#order(number);
    const brought = this.#brought.get(number) ?? new Set();
    this.#brought.set(number, brought);
    if (order.statusId === wish.statusId || order.statusId === '0') return;
    if (brought.has(wish.statusId) || !wish.expectedFrom.includes(order.statusId)) return;
    brought.add(wish.statusId);
    order.statusId = wish.statusId;
  }

  /** Any status by hand, also the 0 of an edit that goes on for a while: OpenCart moves the stock by its own rule. */
  async #changeInAdmin(): Promise<string> {
    const [number] = this.#known();
    const order = this.#order(number);
    const statusId = this.#parts.random.pick(['1', '2', '3', '5', '7', '11', '0', '16']);
    await changeStatusInAdmin(this.#parts.shop, this.#ids.get(number) ?? '', {
      from: order.statusId,
      statusId,
    });
    order.statusId = statusId;
    return `admin ${number} to ${statusId}`;
  }

  async #sellInStorefront(): Promise<string> {
    const { shop, random } = this.#parts;
    const { productId, optionValueIds } = random.pick(this.#goods());
    // A variant's sale also lowers its master; the storefront's own part of the tests knows no variants.
    if (productId === '500') return 'sell nothing';
    const quantity = random.between(1, 3);
    await sellInShop(shop, { productId, optionValueIds, quantity });
    this.model.sell(productId, optionValueIds, quantity);
    return `sell ${quantity} of ${productId}`;
  }

  async #typeStock(): Promise<string> {
    const { shop, random } = this.#parts;
    const { productId } = random.pick(this.#goods());
    const quantity = random.between(-1, 40);
    await shop.run('UPDATE oc_product SET quantity = ? WHERE product_id = ?', [quantity, productId]);
    this.model.set(productId, quantity);
    return `type-stock ${productId}`;
  }

  async stocks(): Promise<unknown> {
    const { shop } = this.#parts;
    const by = async (sql: string): Promise<Record<string, number>> =>
      Object.fromEntries((await shop.rows(sql)).map((row) => [String(row.id), Number(row.quantity)]));
    return {
      products: await by('SELECT product_id AS id, quantity FROM oc_product'),
      values: await by('SELECT product_option_value_id AS id, quantity FROM oc_product_option_value'),
    };
  }

  /** By number: every row that counts, with its lines and money. An attempt that was left behind counts for nothing. */
  async ordersInShop(): Promise<unknown> {
    const { shop } = this.#parts;
    const rows = await shop.rows(
      `SELECT o.order_id, o.user_agent, o.order_status_id, o.total,
              (SELECT SUM(value) FROM oc_order_total t WHERE t.order_id = o.order_id AND t.code <> 'total') AS parts,
              (SELECT GROUP_CONCAT(CONCAT_WS('x', product_id, quantity) ORDER BY order_product_id)
               FROM oc_order_product p WHERE p.order_id = o.order_id) AS order_lines
       FROM oc_order o WHERE o.order_status_id > 0
         OR EXISTS (SELECT 1 FROM oc_order_history h WHERE h.order_id = o.order_id) ORDER BY o.order_id`,
    );
    return rows.map((row) => ({
      number: String(row.user_agent).split(' ')[2],
      statusId: String(row.order_status_id),
      totalE4: parseDecimalE4(String(row.total)),
      partsE4: parseDecimalE4(String(row.parts)),
      lines: row.order_lines,
    }));
  }

  ordersExpected(): unknown {
    const byId = [...this.#ids].sort(([, a], [, b]) => Number(a) - Number(b));
    return byId.map(([number]) => {
      const { lines, statusId } = this.#order(number);
      const totalE4 = lines.reduce((sum, line) => sum + line.unitPriceE4 * line.quantity, 0);
      const texts = lines.map((line) => `${line.productId ?? 0}x${line.quantity}`);
      return { number, statusId, totalE4, partsE4: totalE4, lines: texts.join(',') };
    });
  }

  #goods(): readonly { readonly productId: string; readonly optionValueIds: readonly string[] }[] {
    const plain = ['28', '40', '41', '43'].map((productId) => ({ productId, optionValueIds: [] }));
    const chosen = [
      { productId: '30', optionValueIds: ['16'] },
      { productId: '30', optionValueIds: ['15'] },
      { productId: '35', optionValueIds: ['13'] },
      { productId: '35', optionValueIds: ['14'] },
      { productId: '42', optionValueIds: ['3', '8'] },
    ];
    const variant = hasMasters(this.#parts.shop.version)
      ? [{ productId: '500', optionValueIds: ['14'] }]
      : [];
    return [...plain, ...chosen, ...variant];
  }

  #newOrder(): NewStoreOrder {
    return this.#withLines(`S${this.#sent.size + 1}`);
  }

  #withLines(number: string): NewStoreOrder {
    const { random } = this.#parts;
    const count = random.between(1, 4);
    const order = sampleOrder({
      number,
      lines: Array.from({ length: count }, (_, index) => {
        const unknown = random.between(0, 9) === 0;
        const { productId, optionValueIds } = random.pick(this.#goods());
        return {
          lineKey: `k${index}`,
          productId: unknown ? null : productId,
          optionValueIds: unknown ? [] : optionValueIds,
          title: 'Ürün <b>&"\'',
          model: 'M',
          quantity: random.between(1, 3),
          unitPriceE4: random.between(1, 2_000_00) * 100,
          vatRateE4: random.pick([0, 10_000, 100_000, 200_000, null]),
        };
      }),
    });
    if (!this.#sent.has(number)) this.#sent.set(number, order);
    return order;
  }

  #imported(order: NewStoreOrder, storeOrderId: string): void {
    this.#ids.set(order.mark.orderNumber, storeOrderId);
    const lines = order.lines.map((line): ModelLine => ({ ...line }));
    this.model.orders.set(order.mark.orderNumber, { lines, statusId: OPENCART_SETTINGS.newOrderStatusId });
  }

  #cancelled(number: string): void {
    const order = this.#order(number);
    if (HOLDING.has(order.statusId) || order.statusId === '0') order.statusId = '7';
  }

  async #lineWish(number: string) {
    const { random } = this.#parts;
    const order = this.#order(number);
    const quantities = new Map<number, number>();
    order.lines.forEach((_, index) => {
      if (random.between(0, 2) > 0) quantities.set(index, random.between(0, 5));
    });
    const storeOrderId = this.#ids.get(number) ?? '';
    const rows = await this.#parts.shop.rows(
      'SELECT order_product_id AS id FROM oc_order_product WHERE order_id = ? ORDER BY order_product_id',
      [storeOrderId],
    );
    const lines = [...quantities].map(([index, quantity]) => ({
      storeLineId: String(rows[index]?.id),
      quantity,
    }));
    return { storeOrderId, lines, quantities, comment: `değişti ${random.between(0, 1_000_000)}` };
  }

  #linesSet(number: string, quantities: ReadonlyMap<number, number>): void {
    this.#order(number).lines.forEach((line, index) => {
      line.quantity = quantities.get(index) ?? line.quantity;
    });
  }

  #order(number: string): ModelOrder {
    const order = this.model.orders.get(number);
    if (order === undefined) throw new Error(`the model has no order ${number}`);
    return order;
  }

  #known(): readonly [string, NewStoreOrder] {
    const number = this.#parts.random.pick([...this.#ids.keys()]);
    const order = this.#sent.get(number);
    if (order === undefined) throw new Error(`order ${number} was never sent`);
    return [number, order];
  }

  #store(): StorePort {
    return this.#parts.random.pick(this.#parts.stores);
  }

  #writing(): WriteOptions {
    return { settings: OPENCART_SETTINGS, reach: () => undefined };
  }

  /** Runs something that dies at one of its points, or gets to its end; gives back where. */
  async #dying(work: (writing: WriteOptions) => Promise<unknown>): Promise<number | 'the end'> {
    const last = this.#parts.random.between(1, 12);
    let points = 0;
    const reach = (): undefined => {
      points += 1;
      if (points === last) throw new Death();
    };
    try {
      await work({ settings: OPENCART_SETTINGS, reach });
      return 'the end';
    } catch (error) {
      if (error instanceof Death) return last;
      throw error;
    }
  }
}
