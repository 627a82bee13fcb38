import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';
import type { StorePort } from '#engine/store/port.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import type { MariadbFacts } from '../support/mariadb-server.ts';
import {
  createOpencartShop,
  sellInShop,
  type OpencartShop,
  type OpencartVersion,
} from '../support/opencart-shop.ts';
import { openStoreOn } from '../support/opencart-under-test.ts';
import { barcodeOf, connect, listThem, PRODUCTS, silent, stockTheShelves } from './crash-world.ts';
import { hurriedClock } from './hurried-clock.ts';
import { runEditChild, type ChildEnd, type Moment } from './kill-child.ts';
import { findKilledFaults } from './killed-faults.ts';
import { CAMERA, KilledModel } from './killed-model.ts';
import { lookAtDeath, type Death } from './look-at-death.ts';

/** Enough for thousands of sales, and less than a marketplace takes. */
const PIECES = 15_000;
/**
 * Slow enough that a product which was saved this very second is waited for as it is in life: the shop's own clock does
 * not hurry.
 */
const SPEED = 4;

export type KilledWorld = {
  /** Edits, orders, sales, and a kill in the middle; null when the program was quicker than the kill. */
  readonly killOnce: () => Promise<Death | null>;
  /** One more run that nobody disturbs. */
  readonly runInPeace: () => Promise<ChildEnd>;
  /** What is wrong now, in words; empty when every account balances. */
  readonly faults: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** A real shop of one engine, a marketplace with its own truth, and a profile whose program is killed at random. */
export async function openKilledWorld(
  mariadb: MariadbFacts,
  { version, engine, seed }: { version: OpencartVersion; engine: 'MyISAM' | 'InnoDB'; seed: number },
): Promise<KilledWorld> {
  const random = seededRandom(seed);
  const shop = await createOpencartShop(mariadb, version, { engine });
  const time = { speed: SPEED, since: Date.now() };
  const sandbox = await startSandbox({
    clock: hurriedClock(time),
    random: systemRandom,
    logger: silent,
    rules: { trendyol: { rateLimits: 'off', batchOpenPolls: 0, batchDelayMs: 0 } },
  });
  const dataFolder = mkdtempSync(join(tmpdir(), 'meschain-killed-'));
  const model = new KilledModel(random);
  await stockTheShelves(shop, model, PIECES);
  await stockTheCamera(shop);
  listThem(sandbox, PIECES);
  await connect(shop, sandbox, dataFolder);
  const parts: Parts = { shop, store: openStoreOn(shop), sandbox, model, random, dataFolder, time };
  const pace: Pace = { writingMs: 400, cancellable: [] };
  return {
    killOnce: () => killOnce(parts, pace),
    runInPeace: () => runInPeace(parts, pace),
    faults: () => findKilledFaults({ shop, store: parts.store, sandbox, model, dataFolder, pieces: PIECES }),
    close: async () => {
      await parts.store.close();
      await sandbox.stop();
      await shop.remove();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

type Parts = {
  readonly shop: OpencartShop;
  readonly store: StorePort;
  readonly sandbox: Sandbox;
  readonly model: KilledModel;
  readonly random: SeededRandom;
  readonly dataFolder: string;
  readonly time: { readonly speed: number; readonly since: number };
};

/** What was learnt from earlier runs. */
type Pace = {
  /** How long the program writes into the shop. */
  writingMs: number;
  /** Orders that are in the shop for certain: cancelling one is something to write. */
  cancellable: string[];
};

async function stockTheCamera(shop: OpencartShop): Promise<void> {
  await shop.run('UPDATE oc_product SET quantity = ?, subtract = 1 WHERE product_id = ?', [PIECES, CAMERA]);
  await shop.run(
    'UPDATE oc_product_option_value SET quantity = ?, subtract = 1 WHERE product_option_value_id IN (15, 16)',
    [PIECES],
  );
}

async function killOnce(parts: Parts, pace: Pace): Promise<Death | null> {
  const { model, random, dataFolder, time } = parts;
  if (pace.cancellable.length > 0 && random.fraction() < 0.5) cancelOne(parts, pace);
  for (let bought = random.between(1, 3); bought > 0; bought -= 1) buy(parts);
  // Mostly while it writes into the shop, from its first statement on; else anywhere from the start of the sync.
  const moment: Moment =
    random.fraction() < 0.8
      ? { after: 'writing', delayMs: random.fraction() * pace.writingMs }
      : { after: 'kept', delayMs: random.fraction() * 3 * pace.writingMs };
  const end = await runEditChild({ dataFolder, time, wishes: model.wishes() }, moment, () => sell(parts));
  if (end.killed) return lookAtDeath(parts.shop, dataFolder);
  if (end.ended === null) throw new Error(`the program fell by itself: ${end.errors}`);
  learn(pace, end);
  return null;
}

async function runInPeace(parts: Parts, pace: Pace): Promise<ChildEnd> {
  const { dataFolder, time } = parts;
  const end = await runEditChild({ dataFolder, time, wishes: [] }, null, () => Promise.resolve());
  learn(pace, end);
  pace.cancellable = [...parts.model.orders]
    .filter(([, order]) => !order.cancelled)
    .map(([number]) => number);
  return end;
}

function learn(pace: Pace, { writingMs }: ChildEnd): void {
  if (writingMs !== null) pace.writingMs = Math.max(150, writingMs);
}

function buy({ sandbox, model, random }: Parts): void {
  const [productId, quantity] = [random.pick(PRODUCTS), random.between(1, 3)];
  const lines = [{ barcode: barcodeOf(productId), quantity }];
  model.order(sandbox.trendyol.buy({ lines, oversell: 'allowed' }).orderNumber, { productId, quantity });
}

function cancelOne({ sandbox, model, random }: Parts, pace: Pace): void {
  const orderNumber = random.pick(pace.cancellable);
  pace.cancellable = pace.cancellable.filter((other) => other !== orderNumber);
  const parcel = sandbox.trendyol.packages().find((each) => each.orderNumber === orderNumber)!;
  sandbox.trendyol.cancel(parcel.packageId);
  model.cancel(orderNumber);
}

async function sell({ shop, model }: Parts): Promise<void> {
  const { productId, optionValueId, pieces } = model.anySale();
  await sellInShop(shop, {
    productId: String(productId),
    optionValueIds: optionValueId === null ? [] : [String(optionValueId)],
    quantity: pieces,
  });
  model.sell(productId, optionValueId, pieces);
}
