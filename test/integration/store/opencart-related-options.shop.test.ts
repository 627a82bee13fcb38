import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import type { NewStoreOrder, StoreOrder, StorePort } from '#engine/store/port.ts';
import { cancelInAdmin, createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';
import { combinationStock, countCombinations } from '../../support/related-options.ts';
import { orderOf, sampleOrder } from '../../support/sample-order.ts';

const WRITING = { settings: OPENCART_SETTINGS, reach: () => undefined };
const BLUE_SMALL = ['16', '901'];
const BLUE_LARGE = ['16', '902'];

/** Cameras in the named option values; each line so many pieces. */
function cameras(number: string, lines: readonly (readonly [readonly string[], number])[]): NewStoreOrder {
  return sampleOrder({
    number,
    lines: lines.map(([optionValueIds, quantity], index) => ({
      lineKey: `line-${index}`,
      productId: '30',
      optionValueIds,
      quantity,
      title: 'Kamera',
      model: 'K',
      unitPriceE4: 1_200_000,
      vatRateE4: 200_000,
    })),
  });
}

describe.each([
  ['3.0.4.1', 'MyISAM'],
  ['3.0.4.1', 'InnoDB'],
  ['4.1.0.4', 'InnoDB'],
  ['4.1.0.4', 'MyISAM'],
] as const)('an OpenCart %s whose Related Options count on %s', (version, engine) => {
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version);
    await countCombinations(shop, engine);
    store = openStoreOn(shop);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  /** By how much each combination changed; the cap of a combination is what may still be offered of it. */
  const change = async (work: () => Promise<unknown>): Promise<readonly number[]> => {
    const before = await combinationStock(shop);
    await work();
    return (await combinationStock(shop)).map((quantity, index) => quantity - (before[index] ?? 0));
  };
  const write = async (order: NewStoreOrder): Promise<StoreOrder> => store.writeOrder(order, WRITING);
  const cancel = async (order: StoreOrder): Promise<StoreOrder> =>
    store.cancelOrder(order.storeOrderId, { ...WRITING, comment: 'iptal' });

  it('an order takes of its combination and of no other one, however often it is written', async () => {
    const order = cameras('once', [[BLUE_SMALL, 3]]);
    expect(await change(() => write(order))).toEqual([0, 0, -3, 0, -3, 0]);
    expect(await change(() => write(order))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('two lines of one combination take of it together', async () => {
    const lines = [
      [BLUE_SMALL, 2],
      [BLUE_SMALL, 3],
      [BLUE_LARGE, 1],
    ] as const;
    expect(await change(() => write(cameras('two-lines', lines)))).toEqual([0, 0, -5, -1, -6, 0]);
  });

  it('a cancelled order gives its combinations back once', async () => {
    const order = await write(cameras('cancelled', [[BLUE_SMALL, 2]]));
    expect(await change(() => cancel(order))).toEqual([0, 0, 2, 0, 2, 0]);
    expect(await change(() => cancel(order))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('an order that the merchant cancelled in the shop gives nothing back a second time', async () => {
    const order = await write(cameras('in-admin', [[BLUE_SMALL, 2]]));
    await cancelInAdmin(shop, order.storeOrderId, '7');
    expect(await change(() => cancel(order))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('a changed line moves the difference of its own combination, once', async () => {
    const order = await write(
      cameras('line', [
        [BLUE_SMALL, 5],
        [BLUE_LARGE, 5],
      ]),
    );
    const to = async (quantity: number): Promise<StoreOrder> =>
      store.setOrderLines(
        order.storeOrderId,
        [{ storeLineId: order.lines[0]?.storeLineId ?? '', quantity }],
        {
          ...WRITING,
          comment: `${quantity} adet`,
        },
      );
    expect(await change(() => to(2))).toEqual([0, 0, 3, 0, 3, 0]);
    expect(await change(() => to(2))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await change(() => to(4))).toEqual([0, 0, -2, 0, -2, 0]);
    expect(await change(() => cancel(order))).toEqual([0, 0, 4, 5, 9, 0]);
  });

  it('a status that holds no stock gives the combination back, and one that holds it takes it again', async () => {
    const order = await write(cameras('status', [[BLUE_LARGE, 2]]));
    const set = async (statusId: string, from: string): Promise<StoreOrder> =>
      store.setOrderStatus(order.storeOrderId, statusId, { ...WRITING, comment: '', expectedFrom: [from] });
    expect(await change(() => set('2', '1'))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await change(() => set('11', '2'))).toEqual([0, 0, 0, 2, 2, 0]);
    expect(await change(() => set('5', '11'))).toEqual([0, 0, 0, -2, -2, 0]);
  });

  const offered = async (optionValueIds: readonly string[]): Promise<number> => {
    const [product] = await store.readProducts(['30'], { settings: OPENCART_SETTINGS });
    const variant = product?.variants.find((each) => each.optionValueIds.join() === optionValueIds.join());
    return variant?.quantity ?? Number.NaN;
  };

  it('what is left of a combination is what a marketplace is offered', async () => {
    const redLarge = ['15', '902'];
    const before = await offered(redLarge);
    expect(before).toBe((await combinationStock(shop))[1]);
    await write(cameras('offered', [[redLarge, 7]]));
    expect(await offered(redLarge)).toBe(before - 7);
  });

  it('nothing is offered beyond a combination of fewer options than the product demands', async () => {
    await shop.run('UPDATE oc_relatedoptions SET quantity = 3 WHERE relatedoptions_id = 5');
    expect(await offered(BLUE_SMALL)).toBe(3);
    await write(cameras('colour-alone', [[BLUE_SMALL, 1]]));
    expect(await offered(BLUE_LARGE)).toBe(2);
    await shop.run('UPDATE oc_relatedoptions SET quantity = 100 WHERE relatedoptions_id = 5');
  });

  it('nothing is offered of a combination that the merchant disabled, but for another row of it', async () => {
    await shop.run('ALTER TABLE oc_relatedoptions ADD disabled tinyint(1) NOT NULL DEFAULT 0');
    await store.close();
    store = openStoreOn(shop);
    const [large, small] = [await offered(BLUE_LARGE), await offered(BLUE_SMALL)];
    await shop.run('UPDATE oc_relatedoptions SET disabled = 1 WHERE relatedoptions_id = 4');
    expect([await offered(BLUE_LARGE), await offered(BLUE_SMALL)]).toEqual([0, small]);
    await shop.run(`INSERT INTO oc_relatedoptions SELECT 3000, relatedoptions_variant_product_id, product_id, 2, model, sku,
      upc, ean, location, 0 FROM oc_relatedoptions WHERE relatedoptions_id = 4`);
    await shop.run(`INSERT INTO oc_relatedoptions_option SELECT 3000, product_id, option_id, option_value_id
      FROM oc_relatedoptions_option WHERE relatedoptions_id = 4`);
    expect(await offered(BLUE_LARGE)).toBe(2);
    await shop.run('DELETE FROM oc_relatedoptions WHERE relatedoptions_id = 3000');
    await shop.run('DELETE FROM oc_relatedoptions_option WHERE relatedoptions_id = 3000');
    await shop.run('UPDATE oc_relatedoptions SET disabled = 0');
    expect(await offered(BLUE_LARGE)).toBe(large);
  });

  it('takes nothing of combinations whose product counts no stock, as the extension does', async () => {
    await shop.run('UPDATE oc_product SET subtract = 0 WHERE product_id = 30');
    expect(await change(() => write(cameras('uncounted', [[BLUE_SMALL, 1]])))).toEqual([0, 0, 0, 0, 0, 0]);
    await shop.run('UPDATE oc_product SET subtract = 1 WHERE product_id = 30');
  });

  it('an order whose writing broke off takes of its combination once, wherever that was', async () => {
    let died = true;
    for (let point = 0; died; point += 1) {
      const order = cameras(`broken-${point}`, [[BLUE_SMALL, 2]]);
      let left = point;
      const reach = (): void => {
        left -= 1;
        if (left < 0) throw new Error('broken off here');
      };
      const moved = await change(async () => {
        died = await store.writeOrder(order, { ...WRITING, reach }).then(
          () => false,
          () => true,
        );
        const written = await write(order);
        expect(written.lines).toHaveLength(1);
      });
      expect(moved, `broken off at point ${point}`).toEqual([0, 0, -2, 0, -2, 0]);
    }
  });

  it('a cancelling that broke off gives the combination back once, wherever that was', async () => {
    let died = true;
    for (let point = 0; died; point += 1) {
      const order = await write(cameras(`broken-cancel-${point}`, [[BLUE_LARGE, 1]]));
      let left = point;
      const reach = (): void => {
        left -= 1;
        if (left < 0) throw new Error('broken off here');
      };
      const moved = await change(async () => {
        const cancelling = store.cancelOrder(order.storeOrderId, { ...WRITING, comment: 'iptal', reach });
        died = await cancelling.then(
          () => false,
          () => true,
        );
        await cancel(order);
      });
      expect(moved, `broken off at point ${point}`).toEqual([0, 0, 0, 1, 1, 0]);
    }
  });

  it('an extension that was removed leaves rows that nobody counts, and orders leave them alone', async () => {
    await shop.run("DELETE FROM oc_extension WHERE code = 'related_options'");
    expect(await change(() => write(cameras('removed', [[BLUE_SMALL, 1]])))).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('an account that may not lower the stock of combinations', () => {
  let shop: OpencartShop;
  let store: StorePort;
  let user: string;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), '3.0.4.1');
    await countCombinations(shop, 'MyISAM');
    user = `r_${shop.connection.database.slice(-8)}`;
    const owner = openStoreOn(shop);
    const { grantStatements } = await owner.inspect();
    await owner.close();
    await shop.run(`CREATE USER '${user}'@'%' IDENTIFIED BY 'x'`);
    for (const statement of grantStatements)
      await shop.run(statement.replace(/ TO .*$/, ` TO '${user}'@'%'`));
    await shop.run(`REVOKE UPDATE (quantity) ON oc_relatedoptions FROM '${user}'@'%'`);
  });
  beforeEach(() => {
    const connection = { ...shop.connection, user, password: 'x' };
    store = openOpencartStore({ connection, clock: systemClock, logger: silentLogger });
  });
  afterEach(async () => store.close());
  afterAll(async () => {
    await shop.run(`DROP USER '${user}'@'%'`);
    await shop.remove();
  });

  it('is told the right that orders lack and the statement that gives it', async () => {
    const { missingRights, rights } = await store.inspect();
    expect(missingRights).toEqual(['UPDATE (quantity) oc_relatedoptions']);
    const orders = rights.find(({ feature }) => feature === 'orders');
    expect(orders?.missing).toEqual(['UPDATE (quantity) oc_relatedoptions']);
    expect(orders?.statements.join()).toContain('GRANT UPDATE (`quantity`) ON');
  });

  it('has no order begun, and the missing right is named', async () => {
    const everything = async (): Promise<unknown> => [
      await combinationStock(shop),
      await shop.rows('SELECT product_id, quantity FROM oc_product'),
      await shop.rows('SELECT order_id FROM oc_order'),
    ];
    const before = await everything();
    const writing = store.writeOrder(cameras('no-right', [[BLUE_SMALL, 1]]), WRITING);
    await expect(writing).rejects.toMatchObject({
      problem: { code: 'store/too-few-rights', params: { missing: 'UPDATE (quantity) oc_relatedoptions' } },
    });
    expect(await everything()).toEqual(before);
  });

  it('needs no such right where the extension was removed and only its tables are left', async () => {
    await shop.run("DELETE FROM oc_extension WHERE code = 'related_options'");
    expect((await store.inspect()).missingRights).toEqual([]);
    expect((await store.writeOrder(cameras('left-over', [[BLUE_SMALL, 1]]), WRITING)).holdsStock).toBe(true);
  });
});

const KILLS = 10;
const CHILD = new URL('../../support/order-writer-child.ts', import.meta.url);

describe.each([
  ['3.0.4.1', 'MyISAM'],
  ['4.1.0.4', 'InnoDB'],
  ['4.1.0.4', 'MyISAM'],
] as const)(
  'a process killed while writing into OpenCart %s with Related Options on %s',
  (version, engine) => {
    it(`takes of each order's combination once, ${KILLS} times over`, { timeout: 120_000 }, async () => {
      const shop = await createOpencartShop(inject('mariadb'), version);
      await countCombinations(shop, engine);
      await shop.run('UPDATE oc_relatedoptions SET quantity = 100000');
      const store = openStoreOn(shop);
      const delays: number[] = [];
      let written = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const numbers = Array.from({ length: 12 }, (_, index) => `kill-${kill}-${index}`);
        delays.push(randomInt(5, 80));
        const child = fork(CHILD, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
        const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
        const ready = new Promise<void>((resolve) => child.once('message', () => resolve()));
        child.send({ connection: shop.connection, settings: OPENCART_SETTINGS, numbers });
        await ready;
        // The moment is the point: anywhere between the first statement and the last.
        await pass(delays.at(-1));
        child.kill('SIGKILL');
        await ended;
        for (const number of numbers) await store.writeOrder(orderOf(number), WRITING);
        written += numbers.length;
        const stock = await combinationStock(shop);
        const told = `kill ${kill}, delays ${delays.join(' ')}`;
        expect(stock, told).toEqual([100_000, 100_000, 100_000, 100_000, 100_000 - written, 100_000]);
      }
      await store.close();
      await shop.remove();
    });
  },
);
