import { readStore } from '#engine/jobs/read-store.ts';
import type { OpencartShop } from '../support/opencart-shop.ts';
import { openBareShop, timeBareInserts, type BareShop } from './bare-shop.ts';
import { openBenchEngine } from './bench-engine.ts';
import { compare, median, timed, type Ratio } from './measure.ts';

/** A full read into an empty cache against bare reads of the same columns and bare inserts of the same rows. */
export async function fullReadBench(shop: OpencartShop, products: number): Promise<Ratio> {
  const bare = await openBareShop(shop.connection);
  try {
    const ours: number[] = [];
    const floor: number[] = [];
    const rounds = products > 10_000 ? 2 : 4;
    // The first round warms both sides and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const spent = await oneRound(shop, products, bare);
      if (round === 0) continue;
      ours.push(spent.ours);
      floor.push(spent.reads + spent.inserts);
    }
    return {
      name: `full read of ${products} products : bare reads + bare inserts`,
      aim: 1.5,
      ours: median(ours),
      floor: median(floor),
      ratio: median(ours) / median(floor),
      unit: 'ms',
      note: '',
    };
  } finally {
    await bare.end();
  }
}

async function oneRound(
  shop: OpencartShop,
  products: number,
  bare: BareShop,
): Promise<{ readonly ours: number; readonly reads: number; readonly inserts: number }> {
  const reads = await timed(bare.readAll);
  const engine = await openBenchEngine(shop.connection);
  try {
    const ours = await timed(async () => {
      const read = await readStore(engine.context);
      if (read.changed < products) throw new Error(`only ${read.changed} products were read`);
    });
    return { ours, reads, inserts: timeBareInserts(engine.context.database, engine.folder) };
  } finally {
    await engine.close();
  }
}

/** One more cycle after which nothing has changed against one bare read of the watched columns. */
export async function steadyCycleBench(shop: OpencartShop, products: number): Promise<Ratio> {
  const bare = await openBareShop(shop.connection);
  const engine = await openBenchEngine(shop.connection);
  try {
    await readStore(engine.context);
    return await compare({
      name: `steady cycle over ${products} products : bare read`,
      aim: 1.3,
      rounds: products > 10_000 ? 9 : 21,
      ours: async () => {
        const read = await readStore(engine.context);
        if (read.products < products || read.changed !== 0) {
          throw new Error(`${read.products} products were read and ${read.changed} changed`);
        }
      },
      floor: bare.readWatched,
    });
  } finally {
    await engine.close();
    await bare.end();
  }
}
