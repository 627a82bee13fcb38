import { readFileSync } from 'node:fs';
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
const afterRead = process.resourceUsage().maxRSS;
const channelId = listGoods(engine.context, listings);
const plan = await makePlan(engine.context, channelId);
const peak = process.resourceUsage().maxRSS;
await engine.close();
// Kilobytes on every system, as libuv gives them.
console.log(JSON.stringify({ ...read, planned: plan.listings, afterReadKb: afterRead, peakKb: peak }));
