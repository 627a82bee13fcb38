import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { MysqlConnection } from '#contract/shop.ts';
import { readStore } from '#engine/jobs/read-store.ts';
import { openBenchEngine } from './bench-engine.ts';
import { percentile, type Absolute } from './measure.ts';

/** What a buyer at the checkout does not notice. */
const AIM_MS = 50;

/**
 * The longest that a sale in the shop waits while every product is read into an empty cache. On MyISAM a SELECT locks
 * its table against writers, and the writer that waits locks it against all page views (opencart.md §7).
 */
export async function lockBench(connection: MysqlConnection, products: number): Promise<Absolute> {
  const idle = await salesDuring(connection, () => sleep(3_000));
  const engine = await openBenchEngine(connection);
  try {
    const busy = await salesDuring(connection, async () => {
      const read = await readStore(engine.context);
      if (read.products < products) throw new Error(`only ${read.products} products were read`);
    });
    const longest = Math.max(...idle).toFixed(1);
    return {
      name: `longest wait of a sale while ${products} MyISAM products are read`,
      aim: AIM_MS,
      value: Math.max(...busy),
      unit: 'ms',
      note: `${busy.length} sales, 99 of 100 within ${percentile(busy, 0.99).toFixed(1)} ms; without a reading ${longest} ms`,
    };
  } finally {
    await engine.close();
  }
}

/** How long each UPDATE of another session took, one after the other, until the work is done. Milliseconds. */
async function salesDuring(
  { host, port, user, password, database }: MysqlConnection,
  work: () => Promise<void>,
): Promise<readonly number[]> {
  const checkout = new Worker(new URL('./sales-worker.ts', import.meta.url), {
    workerData: { host, port, user, password, database },
  });
  await once(checkout, 'message');
  await work();
  checkout.postMessage('stop');
  const [waits] = (await once(checkout, 'message')) as [readonly number[]]; // what sales-worker.ts ends with
  return waits;
}
