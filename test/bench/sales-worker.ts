import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createConnection, type ConnectionOptions } from 'mysql2/promise';
import { timed } from './measure.ts';

/** Between two sales of the busiest shop. Without a pause MyISAM, which lets writers go first, would not read at all. */
const PAUSE_MS = 10;

/** As OpenCart sells a piece, by primary keys (catalog/model/checkout/order.php, `addHistory`; read 2026-11). */
const SALES = [
  'UPDATE oc_product SET quantity = (quantity - 1) WHERE product_id = 1000 AND subtract = 1',
  'UPDATE oc_product_option_value SET quantity = (quantity - 1) WHERE product_option_value_id = 104000 AND subtract = 1',
];

/**
 * A checkout on a thread of its own, so that a busy reader delays none of its clocks; sells until it is told to stop. The
 * server notes every statement of it in its slow log, where that is on.
 */
async function sell(port: NonNullable<typeof parentPort>): Promise<void> {
  const checkout = await createConnection(workerData as ConnectionOptions); // given by salesDuring
  await checkout.query('SET SESSION long_query_time = 0');
  const waits: number[] = [];
  const state = { done: false };
  port.once('message', () => {
    state.done = true;
  });
  port.postMessage('open');
  while (!state.done) {
    for (const sale of SALES) waits.push(await timed(async () => void (await checkout.query(sale))));
    await sleep(PAUSE_MS);
  }
  await checkout.end();
  port.postMessage(waits);
}

if (parentPort === null) throw new Error('a checkout runs beside a reader, not by itself');
await sell(parentPort);
