import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { gtinCheckDigit } from '#common/gtin.ts';
import type { FailPoint } from '#engine/host.ts';
import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { jsonOf, runCommand } from '../support/command-line.ts';
import { createOpencartShop, type OpencartShop, type OpencartVersion } from '../support/opencart-shop.ts';
import type { MariadbFacts } from '../support/mariadb-server.ts';
import { hurriedClock } from './hurried-clock.ts';
import type { ChildTask } from './sync-child.ts';

/** Demo goods without options: their stock is one number. */
export const PRODUCTS = [28, 29, 32, 33, 34, 36, 40, 41, 43, 44, 45, 46, 47, 48, 49];
const START_STOCK = 500;
const SPEED = 40;

export type ChildEnd = {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly told: { readonly state: string; readonly problem: unknown } | null;
  readonly errors: string;
};

export type CrashWorld = {
  readonly stir: (round: number) => Promise<void>;
  readonly sync: (killAt: FailPoint | null, occurrence?: number) => Promise<ChildEnd>;
  /** What is wrong now, in words; empty when every account balances. */
  readonly faults: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

export type Model = {
  /** What the shop's stock of each product must be once everything is in. */
  readonly stock: Map<number, number>;
  readonly orders: Map<string, { readonly productId: number; readonly quantity: number; cancelled: boolean }>;
};

/** A real shop, a marketplace with its own truth, and a profile that connects them. */
export async function openCrashWorld(mariadb: MariadbFacts, version: OpencartVersion): Promise<CrashWorld> {
  const shop = await createOpencartShop(mariadb, version);
  const time = { speed: SPEED, since: Date.now() };
  const sandbox = await startSandbox({
    clock: hurriedClock(time),
    random: systemRandom,
    logger: silent,
    rules: { trendyol: { rateLimits: 'off', batchOpenPolls: 0, batchDelayMs: 0 } },
  });
  const dataFolder = mkdtempSync(join(tmpdir(), 'meschain-crash-'));
  const model: Model = { stock: new Map(), orders: new Map() };
  await stockTheShelves(shop, model);
  listThem(sandbox);
  await connect(shop, sandbox, dataFolder);
  return {
    stir: (round) => stir(shop, sandbox, model, round),
    sync: (killAt, occurrence = 1) => runChild({ dataFolder, killAt, occurrence, time }),
    faults: () => findFaults(shop, sandbox, model, dataFolder),
    close: async () => {
      await sandbox.stop();
      await shop.remove();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export function barcodeOf(productId: number): string {
  const body = `2000000${String(productId).padStart(5, '0')}`;
  return `${body}${gtinCheckDigit(body)}`;
}

export async function stockTheShelves(shop: OpencartShop, model: Model, pieces = START_STOCK): Promise<void> {
  const { version } = shop;
  for (const id of PRODUCTS) {
    await shop.run(
      'UPDATE oc_product SET quantity = ?, subtract = 1, status = 1, tax_class_id = 9 WHERE product_id = ?',
      [pieces, id],
    );
    if (version === '3.0.4.1')
      await shop.run('UPDATE oc_product SET ean = ? WHERE product_id = ?', [barcodeOf(id), id]);
    else {
      await shop.run("INSERT INTO oc_product_code SET product_id = ?, code = 'EAN', value = ?", [
        id,
        barcodeOf(id),
      ]);
    }
    model.stock.set(id, pieces);
  }
  await shop.run(
    version === '3.0.4.1' ? 'DELETE FROM oc_product_special' : 'DELETE FROM oc_product_discount',
  );
}

export function listThem(sandbox: Sandbox, pieces = START_STOCK): void {
  sandbox.trendyol.seedListings(
    PRODUCTS.map((id) => ({
      barcode: barcodeOf(id),
      stockCode: `P${id}`,
      title: `Ürün ${id}`,
      quantity: pieces,
      salePrice: 120,
      listPrice: 120,
      approved: true,
    })),
  );
}

export async function connect(shop: OpencartShop, sandbox: Sandbox, dataFolder: string): Promise<void> {
  const { user, host, port, database } = shop.connection;
  const account = sandbox.accounts.find(({ marketplace }) => marketplace === 'trendyol')!;
  const commands: (readonly [readonly string[], string?])[] = [
    [['--json', 'store', 'connect', '--url', `mysql://${user}@${host}:${port}/${database}`]],
    [
      [
        '--json',
        'channel',
        'add',
        'trendyol',
        '--name',
        'Trendyol',
        '--base-url',
        account.baseUrl,
        '--credentials',
        '-',
        '--mode',
        'automatic',
      ],
      JSON.stringify(account.credentials),
    ],
    [['--json', 'pull']],
    [['--json', 'link', '--channel', 'Trendyol']],
  ];
  for (const [argv, stdin] of commands) {
    const ran = await runCommand(argv, {
      dataFolder,
      env: { MESCHAIN_STORE_PASSWORD: '' },
      ...(stdin === undefined ? {} : { stdin }),
    });
    jsonOf(ran);
    if (ran.code !== 0 && ran.code !== 3)
      throw new Error(`${argv.join(' ')} ended with ${ran.code}: ${ran.out}${ran.err}`);
  }
}

/** Life goes on: two orders, one earlier order cancelled, a sale in the shop and a new price. */
async function stir(shop: OpencartShop, sandbox: Sandbox, model: Model, round: number): Promise<void> {
  const pick = (offset: number): number => PRODUCTS[(round * 3 + offset) % PRODUCTS.length]!;
  const cancelled = [...model.orders].find(([, order]) => !order.cancelled);
  if (cancelled && round % 2 === 1) {
    const [orderNumber, order] = cancelled;
    const parcel = sandbox.trendyol.packages().find((each) => each.orderNumber === orderNumber)!;
    sandbox.trendyol.cancel(parcel.packageId);
    order.cancelled = true;
    model.stock.set(order.productId, model.stock.get(order.productId)! + order.quantity);
  }
  for (const offset of [0, 1]) {
    const [productId, quantity] = [pick(offset), 1 + offset];
    const parcel = sandbox.trendyol.buy({
      lines: [{ barcode: barcodeOf(productId), quantity }],
      oversell: 'allowed',
    });
    model.orders.set(parcel.orderNumber, { productId, quantity, cancelled: false });
    model.stock.set(productId, model.stock.get(productId)! - quantity);
  }
  const sold = pick(2);
  await shop.run('UPDATE oc_product SET quantity = quantity - 3 WHERE product_id = ?', [sold]);
  model.stock.set(sold, model.stock.get(sold)! - 3);
  const price = 100 + (round % 10);
  await shop.run('UPDATE oc_product SET price = ?, date_modified = NOW() WHERE product_id = ?', [
    price,
    pick(3),
  ]);
}

function runChild(task: ChildTask): Promise<ChildEnd> {
  const child = fork(join(import.meta.dirname, 'sync-child.ts'), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let told: ChildEnd['told'] = null;
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.on('message', (message) => (told = message as ChildEnd['told']));
  child.send(task);
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ signal, code, told, errors })),
  );
}

async function findFaults(
  shop: OpencartShop,
  sandbox: Sandbox,
  model: Model,
  dataFolder: string,
): Promise<readonly string[]> {
  return [
    ...(await orderFaults(shop, model)),
    ...(await stockFaults(shop, sandbox, model)),
    ...cacheFaults(sandbox, dataFolder),
  ];
}

export async function orderFaults(shop: OpencartShop, model: Model): Promise<readonly string[]> {
  const rows = await shop.rows(
    `SELECT o.user_agent AS mark, o.order_status_id AS status, o.order_id AS id,
            (SELECT COUNT(*) FROM oc_order_history h WHERE h.order_id = o.order_id) AS histories,
            (SELECT COUNT(*) FROM oc_order_product p WHERE p.order_id = o.order_id) AS product_lines,
            (SELECT COUNT(*) FROM oc_order_total t WHERE t.order_id = o.order_id AND t.code = 'total') AS totals
       FROM oc_order o`,
  );
  const faults: string[] = [];
  for (const orderNumber of model.orders.keys()) {
    const found = rows.filter(({ mark }) => String(mark).includes(` ${orderNumber} `));
    if (found.length !== 1) faults.push(`order ${orderNumber} stands ${found.length} times in the shop`);
    for (const row of found) {
      if (Number(row.status) === 0) faults.push(`order ${orderNumber} was left without a status`);
      if (Number(row.histories) < 1) faults.push(`order ${orderNumber} has no history`);
      if (Number(row.product_lines) !== 1)
        faults.push(`order ${orderNumber} has ${String(row.product_lines)} lines`);
      if (Number(row.totals) !== 1) faults.push(`order ${orderNumber} has ${String(row.totals)} totals`);
    }
  }
  if (rows.length !== model.orders.size)
    faults.push(`${rows.length} orders in the shop, ${model.orders.size} were bought`);
  return faults;
}

export async function stockFaults(
  shop: OpencartShop,
  sandbox: Sandbox,
  model: Model,
): Promise<readonly string[]> {
  const rows = await shop.rows('SELECT product_id AS id, quantity, price FROM oc_product');
  const faults: string[] = [];
  for (const [id, wanted] of model.stock) {
    const row = rows.find((each) => Number(each.id) === id);
    const listing = sandbox.trendyol.listing(barcodeOf(id));
    if (Number(row?.quantity) !== wanted)
      faults.push(`product ${id}: ${String(row?.quantity)} in the shop, not ${wanted}`);
    if (listing?.quantity !== wanted)
      faults.push(`product ${id}: ${listing?.quantity} on the marketplace, not ${wanted}`);
  }
  return faults;
}

/** Every request that carried changes stands as an attempt, and nothing is left half-way. */
export function cacheFaults(sandbox: Sandbox, dataFolder: string): readonly string[] {
  const database = new SqliteDatabase(join(dataFolder, 'cache.sqlite'), { readonly: true });
  try {
    const count = (sql: string): number => Number(database.prepare<[], { n: number }>(sql).get()?.n);
    const requests = sandbox
      .calls()
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/price-and-inventory'));
    const attempts = count("SELECT COUNT(*) AS n FROM attempt WHERE state <> 'not-sent'");
    const faults: string[] = [];
    if (attempts < requests.length)
      faults.push(`${requests.length} requests arrived, ${attempts} were intended`);
    const open = count("SELECT COUNT(*) AS n FROM attempt WHERE state IN ('intent', 'open')");
    if (open > 0) faults.push(`${open} attempts are still open`);
    const waiting = count(
      "SELECT COUNT(*) AS n FROM outbox WHERE state IN ('waiting', 'leased', 'sent', 'unknown')",
    );
    if (waiting > 0) faults.push(`${waiting} changes are still on their way`);
    if (String(database.pragma('quick_check', { simple: true })) !== 'ok')
      faults.push('the cache is damaged');
    return faults;
  } finally {
    database.close();
  }
}
