import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { problem, ProblemError } from '#contract/problem.ts';
import type { Clock, Random } from '../../host.ts';
import type { StorePort, WatchedRange } from '../port.ts';
import { dumpSampleProducts } from './sample-dump.ts';
import { readSampleFacts } from './sample-editing-facts.ts';
import { withStoreProblems } from './sample-failures.ts';
import {
  cancelSampleOrder,
  findSampleOrder,
  readSampleStatuses,
  setSampleOrderLines,
  setSampleOrderStatus,
  writeSampleOrder,
} from './sample-orders.ts';
import { markSampleProduct, readUnfinishedSampleWrite, writeSampleProduct } from './sample-product-write.ts';
import { readProductDetails, readWatchedRanges } from './sample-read.ts';
import { reportOnSampleShop } from './sample-report.ts';
import { prepareSampleShop } from './sample-schema.ts';
import { readSampleSheets } from './sample-sheet.ts';
import { shopFloor, type SampleShopFloor } from './sample-shop-floor.ts';

/** How often a product that is being saved again and again is waited for. */
const MARK_TURNS = 5;

export type SampleStore = StorePort & SampleShopFloor;

/**
 * The embedded demo shop in one SQLite file of its own, made and filled when the file is new. Beside the port it has the
 * shop's own doings (sales, edits), for the demo and for tests.
 *
 * Throws `ProblemError`: `store/not-opencart` for a file that is no sample shop, `store/unreachable` where it can't be
 * opened.
 */
export function openSampleStore(options: {
  readonly file: string;
  readonly clock: Clock;
  readonly random: Random;
}): SampleStore {
  const { clock, random } = options;
  const database = withStoreProblems(() => openFile(options.file, random));
  /** One answer, or the reason why not, always through the promise. */
  const answer = async <T>(signal: AbortSignal | undefined, action: () => T): Promise<T> => {
    signal?.throwIfAborted();
    if (!database.open) throw new ProblemError(problem('store/not-connected'));
    return withStoreProblems(action);
  };
  return {
    kind: 'sample',
    inspect: (signal) => answer(signal, () => reportOnSampleShop(database)),
    async *readWatched({ signal, views = [] }): AsyncGenerator<WatchedRange> {
      const ranges = await answer(signal, () => readWatchedRanges(database, clock.now(), views));
      for (const range of ranges) {
        signal?.throwIfAborted();
        yield range;
      }
    },
    readProducts: (productIds, { settings, signal, views = [] }) =>
      answer(signal, () => readProductDetails(database, { productIds, nowMs: clock.now(), settings, views })),
    writeOrder: (order, at) =>
      answer(at.signal, () => writeSampleOrder(database, order, { ...at, nowMs: clock.now() })),
    findOrder: (mark, at) => answer(at.signal, () => findSampleOrder(database, mark)),
    setOrderLines: (storeOrderId, lines, at) =>
      answer(at.signal, () =>
        setSampleOrderLines(
          database,
          { storeOrderId, lines, comment: at.comment },
          { ...at, nowMs: clock.now() },
        ),
      ),
    cancelOrder: (storeOrderId, at) =>
      answer(at.signal, () =>
        cancelSampleOrder(database, { storeOrderId, comment: at.comment }, { ...at, nowMs: clock.now() }),
      ),
    setOrderStatus: (storeOrderId, statusId, at) =>
      answer(at.signal, () =>
        setSampleOrderStatus(
          database,
          { storeOrderId, statusId, expectedFrom: at.expectedFrom, comment: at.comment },
          { ...at, nowMs: clock.now() },
        ),
      ),
    readOrderStatuses: (storeOrderIds, { signal }) =>
      answer(signal, () => readSampleStatuses(database, storeOrderIds)),
    readEditingFacts: ({ settings, signal }) => answer(signal, () => readSampleFacts(database, settings)),
    readSheets: (productIds, { signal }) => answer(signal, () => readSampleSheets(database, productIds)),
    dumpProducts: (productIds, { signal }) => answer(signal, () => dumpSampleProducts(database, productIds)),
    markProductWrite: async (productId, { signal }) => {
      for (let turn = 0; turn < MARK_TURNS; turn += 1) {
        const asked = await answer(signal, () => markSampleProduct(database, productId, clock.now()));
        if (asked.kind === 'mark') return asked.mark;
        await clock.sleep(asked.afterMs, signal);
      }
      throw new ProblemError(problem('store/busy', {}, 'the product is being saved in the shop'));
    },
    writeProduct: (write, at) => answer(at.signal, () => writeSampleProduct(database, write, at)),
    readUnfinishedWrite: (write, { signal }) =>
      answer(signal, () => readUnfinishedSampleWrite(database, write)),
    close: async () => {
      database.close();
    },
    ...shopFloor(database, { clock, random }),
  };
}

function openFile(file: string, random: Random): Database {
  mkdirSync(dirname(file), { recursive: true });
  const database = new BetterSqlite3(file, { timeout: 5_000 });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    prepareSampleShop(database, random);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}
