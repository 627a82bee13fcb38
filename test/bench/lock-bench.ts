import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { MysqlConnection } from '#contract/shop.ts';
import { readStore } from '#engine/jobs/read-store.ts';
import type { MariadbFacts } from '../support/mariadb-server.ts';
import { openBenchEngine } from './bench-engine.ts';
import { median, percentile, timed, type Absolute } from './measure.ts';

/** How long the floor is measured. */
const FLOOR_MS = 5_000;
/** What a buyer at the checkout does not notice. */
const AIM_MS = 50;

/** Milliseconds of each sale: what the server says that it waited for locks, and how long its client waited in all. */
type Sales = { readonly locks: readonly number[]; readonly waits: readonly number[] };

/**
 * How long a sale in the shop waits while it is connected, while every product is read into an empty cache, and in a
 * cycle after which nothing has changed. On MyISAM a SELECT locks its table against writers, and the writer that waits
 * locks it against all page views (opencart.md §7). The server's own Lock_time is judged: on a busy computer a client
 * waits for its turn as well; and a reader that gets none while it holds a lock keeps all others waiting, which is why the
 * same sales beside SELECTs of a single row, one after the other, are told with them.
 */
export async function lockBench(
  server: MariadbFacts,
  connection: MysqlConnection,
  products: number,
): Promise<readonly Absolute[]> {
  const root = await createConnection({ host: server.host, port: server.port, user: server.user });
  const salesWhile = async (work: () => Promise<void>): Promise<Sales> => salesDuring(root, connection, work);
  try {
    await root.query("SET GLOBAL log_output = 'TABLE', GLOBAL slow_query_log = 1");
    const floor = await salesWhile(async () => readSingly(root, connection.database));
    const connected = await salesWhile(async () => (await openBenchEngine(connection)).close());
    const engine = await openBenchEngine(connection);
    try {
      const read = async (): Promise<void> => {
        const { products: found } = await readStore(engine.context);
        if (found < products) throw new Error(`only ${found} products were read`);
      };
      let took = 0;
      const full = await salesWhile(async () => {
        took = await timed(read);
      });
      const steady = await salesWhile(read);
      const shop = `${products} MyISAM products`;
      return [
        { ...line(`a sale's longest wait while ${shop} are read`, full, floor), aim: AIM_MS },
        { ...line('  the same in a steady cycle', steady, floor), aim: AIM_MS },
        { ...line('  the same while the shop is connected', connected, floor), aim: AIM_MS },
        { name: '  the full read beside those sales', aim: null, value: took, unit: 'ms', note: '' },
      ];
    } finally {
      await engine.close();
    }
  } finally {
    await root.query('SET GLOBAL slow_query_log = 0');
    await root.end();
  }
}

/** One product after the other: shorter than so no reader can hold a lock. */
async function readSingly(root: Connection, database: string): Promise<void> {
  const until = performance.now() + FLOOR_MS;
  while (performance.now() < until) {
    await root.query(`SELECT quantity FROM ${database}.oc_product WHERE product_id = 1000`);
  }
}

function line(name: string, sales: Sales, floor: Sales): Omit<Absolute, 'aim'> {
  const over = sales.locks.filter((locked) => locked > AIM_MS);
  return {
    name,
    value: Math.max(...sales.locks),
    unit: 'ms',
    note:
      `${sales.locks.length} sales, ${over.length} over ${AIM_MS} ms; Lock_time ${spread(sales.locks)}, its client ${spread(sales.waits)}; ` +
      `beside SELECTs of one row ${spread(floor.locks)}, ${spread(floor.waits)} (median/99 of 100/longest)`,
  };
}

function spread(values: readonly number[]): string {
  return [median(values), percentile(values, 0.99), Math.max(...values)]
    .map((value) => value.toFixed(1))
    .join('/');
}

/** Sales of another session, one after the other, until the work is done. */
async function salesDuring(
  root: Connection,
  { host, port, user, password, database }: MysqlConnection,
  work: () => Promise<void>,
): Promise<Sales> {
  await root.query('TRUNCATE mysql.slow_log');
  const checkout = new Worker(new URL('./sales-worker.ts', import.meta.url), {
    workerData: { host, port, user, password, database },
  });
  await once(checkout, 'message');
  await work();
  checkout.postMessage('stop');
  const [waits] = (await once(checkout, 'message')) as [readonly number[]]; // what sales-worker.ts ends with
  const [rows] = await root.query<RowDataPacket[]>(
    `SELECT TIME_TO_SEC(lock_time) * 1000 AS locked
     FROM mysql.slow_log WHERE sql_text LIKE 'UPDATE oc\\_product%'`,
  );
  if (rows.length !== waits.length) throw new Error(`${rows.length} of ${waits.length} sales are in the log`);
  return { locks: rows.map((row) => Number(row.locked)), waits };
}
