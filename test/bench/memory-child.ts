import { existsSync, readFileSync } from 'node:fs';
import { MysqlConnection } from '#contract/shop.ts';
import { makePlan } from '#engine/jobs/make-plan.ts';
import { readStore } from '#engine/jobs/read-store.ts';
import { keepHeapSmall } from '../../src-main/node-host/small-heap.ts';
import { openBenchEngine } from './bench-engine.ts';
import { listGoods } from './list-goods.ts';

/**
 * One process that does the largest thing there is, a full read and a plan over everything, and tells the most memory
 * it ever held. Its input is a line of JSON on stdin: the shop's connection and the number of listings.
 */
const { connection, listings } = JSON.parse(readFileSync(0, 'utf8')) as {
  readonly connection: unknown;
  readonly listings: number;
};
// As every host does.
keepHeapSmall();
const engine = await openBenchEngine(MysqlConnection.parse(connection));
const read = await readStore(engine.context);
const afterReadKb = peakKb();
const channelId = listGoods(engine.context, listings);
const plan = await makePlan(engine.context, channelId);
const peakOfAllKb = peakKb();
await engine.close();
console.log(JSON.stringify({ ...read, planned: plan.listings, afterReadKb, peakKb: peakOfAllKb }));

/**
 * The most memory this program held. Linux's `maxRSS` counts the process that started it as well, up to the moment at
 * which this program took its place; the kernel's high-water mark does not.
 */
function peakKb(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const highWater = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return highWater === undefined ? process.resourceUsage().maxRSS : Number(highWater);
}
