import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { readStore } from '#engine/jobs/read-store.ts';
import { startMariadb, type RunningMariadb } from '../support/mariadb-server.ts';
import { createOpencartShop } from '../support/opencart-shop.ts';
import { openBenchEngine } from './bench-engine.ts';
import { gatewayBench } from './gateway-bench.ts';
import { growShop } from './grow-shop.ts';
import { hostileBench } from './hostile-bench.ts';
import { listGoods } from './list-goods.ts';
import { lockBench } from './lock-bench.ts';
import { isMet, printLine, type Line } from './measure.ts';
import { memoryBench } from './memory-bench.ts';
import { planBench } from './plan-bench.ts';
import { fullReadBench, steadyCycleBench } from './read-bench.ts';
import { priceBench } from './price-bench.ts';
import { searchBench } from './search-bench.ts';

/** `npm run bench`: every figure beside its floor, in one run. `--quick` leaves the largest shop out, `--only-waits` all but a sale's wait,
 * `--only-prices` all but the 50,000 price changes. */
const { values: wanted } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    'only-waits': { type: 'boolean', default: false },
    'only-prices': { type: 'boolean', default: false },
    'only-gateway': { type: 'boolean', default: false },
    prices: { type: 'string', default: '50000' },
    on: { type: 'string' },
    json: { type: 'string' },
  },
});
const SIZES = wanted.quick ? [1_000, 10_000] : [1_000, 10_000, 100_000];
const SEED = 1;

const lines: Line[] = [];

async function main(): Promise<void> {
  console.log(machine());
  const { 'only-waits': waits, 'only-prices': prices, 'only-gateway': gateway } = wanted;
  const all = !waits && !prices && !gateway;
  for (const ratio of all || gateway ? await gatewayBench() : []) note({ kind: 'ratio', ...ratio });
  for (const absolute of all || gateway ? await hostileBench() : []) note({ kind: 'absolute', ...absolute });
  if (all || prices) await benchPrices();
  if (all || waits) await benchShops(all ? SIZES : []);
  const verdicts = lines.map(isMet).filter((met) => met !== null);
  console.log(`${verdicts.filter(Boolean).length} of ${verdicts.length} aims met`);
  if (wanted.json !== undefined) {
    writeFileSync(wanted.json, `${JSON.stringify({ machine: machine(), seed: SEED, lines }, null, 2)}\n`);
  }
}

async function benchPrices(): Promise<void> {
  const changes = Number(wanted.prices);
  console.log(
    'Least time: ceil(changes / items a request) requests as early as every limit of their endpoint lets them,',
  );
  console.log('each asked about its result as early as that endpoint lets it (test/bench/price-ideal.ts).');
  for (const absolute of await priceBench(changes, wanted.on?.split(',')))
    note({ kind: 'absolute', ...absolute });
}

async function benchShops(sizes: readonly number[]): Promise<void> {
  const mariadb = await startMariadb(['--innodb-buffer-pool-size=512M']);
  try {
    for (const products of sizes) await benchShop(mariadb, products);
    await benchLocks(mariadb, SIZES.at(-1) ?? 0);
  } finally {
    await mariadb.stop();
  }
}

async function benchShop(mariadb: RunningMariadb, products: number): Promise<void> {
  const shop = await createOpencartShop(mariadb, '4.1.0.4');
  const { connection } = shop;
  await growShop({ connection, database: connection.database, products, seed: SEED });
  note({ kind: 'ratio', ...(await fullReadBench(shop, products)) });
  note({ kind: 'ratio', ...(await steadyCycleBench(shop, products)) });
  const engine = await openBenchEngine(connection);
  try {
    await readStore(engine.context);
    const facts = { channelId: listGoods(engine.context, products), listings: products };
    note({ kind: 'ratio', ...(await planBench(engine.context, facts)) });
    for (const absolute of await searchBench(engine.context, facts)) note({ kind: 'absolute', ...absolute });
  } finally {
    await engine.close();
  }
  note({ kind: 'absolute', ...(await memoryBench(connection, products)) });
  await shop.remove();
}

/** The same goods in the engine that locks whole tables. */
async function benchLocks(mariadb: RunningMariadb, products: number): Promise<void> {
  const shop = await createOpencartShop(mariadb, '4.1.0.4', { engine: 'MyISAM' });
  const { connection } = shop;
  await growShop({ connection, database: connection.database, products, seed: SEED });
  for (const line of await lockBench(mariadb, connection, products)) note({ kind: 'absolute', ...line });
  await shop.remove();
}

function note(line: Line): void {
  lines.push(line);
  printLine(line);
}

function machine(): string {
  const [first] = cpus();
  return `Node ${process.version} on ${process.platform}, ${cpus().length} × ${first?.model.trim() ?? 'unknown'}`;
}

await main();
