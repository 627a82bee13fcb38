import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, it } from 'vitest';
import { createOpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { orderOf } from '../../support/sample-order.ts';
import type { OpencartShop } from '../../support/opencart-shop.ts';

const KILLS = 24;
const CHILD = new URL('../../support/order-writer-child.ts', import.meta.url);

/** Writes the orders in another process and kills it at some moment. True when it was not done yet. */
async function killWhileWriting(
  shop: OpencartShop,
  numbers: readonly string[],
  delayMs: number,
): Promise<boolean> {
  const child = fork(CHILD, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let told = 0;
  child.on('message', () => {
    told += 1;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<void>((resolve) => child.once('message', () => resolve()));
  child.send({ connection: shop.connection, settings: OPENCART_SETTINGS, numbers });
  await ready;
  // The moment is the point: anywhere between the first statement and the last.
  await sleep(delayMs);
  child.kill('SIGKILL');
  await ended;
  // One message says that it is ready, one follows each order.
  return told < numbers.length + 1;
}

describe.each(['3.0.4.1', '4.1.0.4'] as const)(
  'a process killed while writing into OpenCart %s',
  (version) => {
    it(
      `leaves each order once and its stock taken once, ${KILLS} times over`,
      { timeout: 180_000 },
      async () => {
        const shop = await createOpencartShop(inject('mariadb'), version);
        const store = openStoreOn(shop);
        const delays: number[] = [];
        const written: string[] = [];
        let interrupted = 0;
        await shop.run('UPDATE oc_product SET quantity = 100000 WHERE product_id IN (30, 40)');
        await shop.run(
          'UPDATE oc_product_option_value SET quantity = 100000 WHERE product_option_value_id = 16',
        );
        for (let kill = 0; kill < KILLS; kill += 1) {
          const numbers = Array.from({ length: 12 }, (_, index) => `kill-${kill}-${index}`);
          const delayMs = randomInt(5, 80);
          delays.push(delayMs);
          if (await killWhileWriting(shop, numbers, delayMs)) interrupted += 1;
          for (const number of numbers) {
            await store.writeOrder(orderOf(number), { settings: OPENCART_SETTINGS, reach: () => undefined });
          }
          written.push(...numbers);
          const told = `kill ${kill}, delays ${delays.join(' ')}`;
          const [row] = await shop.rows(`SELECT
        (SELECT quantity FROM oc_product WHERE product_id = 30) AS camera,
        (SELECT quantity FROM oc_product WHERE product_id = 40) AS phone,
        (SELECT quantity FROM oc_product_option_value WHERE product_option_value_id = 16) AS blue,
        CAST((SELECT COUNT(*) FROM oc_order WHERE order_status_id > 0) AS CHAR) AS orders,
        CAST((SELECT COUNT(DISTINCT user_agent) FROM oc_order WHERE order_status_id > 0) AS CHAR) AS marks`);
          expect(row, told).toEqual({
            camera: 100_000 - written.length,
            phone: 100_000 - 2 * written.length,
            blue: 100_000 - written.length,
            orders: String(written.length),
            marks: String(written.length),
          });
        }
        expect(interrupted, 'kills that came before the end').toBeGreaterThan(0);
        const unfinished = await shop.rows(`SELECT parent.order_id FROM oc_order parent
      LEFT JOIN oc_order_history history ON history.order_id = parent.order_id
      WHERE parent.order_status_id > 0 GROUP BY parent.order_id HAVING COUNT(history.order_history_id) <> 1`);
        expect(unfinished).toEqual([]);
        await store.close();
        await shop.remove();
      },
    );
  },
);
