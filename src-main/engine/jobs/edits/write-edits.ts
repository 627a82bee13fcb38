import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { isProblemError, type Problem } from '#contract/problem.ts';
import { keepDumpPart } from '../../cache/tables/shop-dump.ts';
import { beginShopWrite, forgetShopWrite, hasBegunWrite } from '../../cache/tables/shop-write.ts';
import { keepShopWriteRun } from '../../cache/tables/shop-write-run.ts';
import { editedProducts } from '../../cache/tables/pending-edit.ts';
import { fingerprintOf } from '../../cache/tables/product-sheet.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import type { ProductSheet } from '../../editing/sheet.ts';
import { judgeFailure, openEditShop, writeOptions, type EditShop } from './edit-shop.ts';
import { changesOf, dropIdle } from './product-changes.ts';
import { readChunk } from './read-sheets.ts';
import { seeGone } from './see-sheet.ts';
import { settleProduct } from './settle-product.ts';
import { NOTHING_WRITTEN, type EditsWritten } from './settle-writes.ts';

/** Products that are read, dumped and then written one by one: few, so that what was read is still how it stands. */
const CHUNK = 50;
/** Looked at again this often when the shop moved under what was being written; what is left waits for the next run. */
const MAX_ROUNDS = 3;

const compress = promisify(gzip);

export type WriteScope = {
  /** Whose word it is: kept with the run. */
  readonly by: string;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
};

type Run = {
  readonly context: EngineContext;
  readonly shop: EditShop;
  readonly scope: WriteScope;
  readonly runId: string;
  readonly at: number;
  readonly touched: Set<string>;
  readonly failed: Problem[];
  written: number;
  refused: number;
};

/**
 * Writes what waits into the shop, product by product: read anew, merged, marked, kept in the journal, written, settled.
 * A conflict is noted and written by nobody; one product that fails never stops the others; a shop that can't be reached
 * leaves everything waiting. Writes of unknown end must have been settled before (`settle-writes.ts`).
 */
export async function writeEdits(context: EngineContext, scope: WriteScope): Promise<EditsWritten> {
  const ids = editedProducts(context.database);
  if (ids.length === 0) return NOTHING_WRITTEN;
  const run: Run = {
    context,
    shop: await openEditShop(context),
    scope,
    runId: context.host.random.uuid(),
    at: context.host.clock.now(),
    touched: new Set(),
    failed: [],
    written: 0,
    refused: 0,
  };
  for (let start = 0; start < ids.length; start += CHUNK) {
    scope.signal.throwIfAborted();
    scope.progress(start, ids.length);
    const shopProblem = await writeChunk(run, ids.slice(start, start + CHUNK));
    if (shopProblem) return conclude(run, shopProblem);
  }
  scope.progress(ids.length, ids.length);
  return conclude(run, null);
}

function conclude(run: Run, shopProblem: Problem | null): EditsWritten {
  const { written, refused, failed } = run;
  run.context.host.logger.info('edits-written', {
    done: written,
    failed: failed.length,
    products: run.touched.size,
  });
  return { written, refused, failed, products: [...run.touched], shopProblem };
}

async function writeChunk(run: Run, ids: readonly string[]): Promise<Problem | null> {
  const { context, shop, scope } = run;
  const { database } = context;
  const due = ids.map((productId) => ({ productId, fingerprint: fingerprintOf(database, productId) ?? '' }));
  try {
    const sheets = await readChunk(context, shop, { due, signal: scope.signal });
    // One whose earlier write is of unknown end waits until that is known.
    const free = sheets.filter(({ productId }) => !hasBegunWrite(database, productId));
    dropIdle(context, free);
    const wanted = free.filter(
      ({ productId, sheet }) => changesOf(database, productId, sheet).changes.length > 0,
    );
    if (wanted.length === 0) return null;
    await keepDump(
      run,
      wanted.map(({ productId }) => productId),
    );
    for (const { productId, sheet } of wanted) {
      scope.signal.throwIfAborted();
      const shopProblem = await writeProduct(run, productId, sheet);
      if (shopProblem) return shopProblem;
    }
    return null;
  } catch (error) {
    // Of reading: no product was to blame for it.
    if (!isProblemError(error) || !error.problem.code.startsWith('store/')) throw error;
    return error.problem;
  }
}

/** The shop's rows as they stand are safe before the first of them is touched. */
async function keepDump(run: Run, productIds: readonly string[]): Promise<void> {
  const { context, shop, scope } = run;
  const sql = await shop.store.dumpProducts(productIds, { settings: shop.settings, signal: scope.signal });
  const packed = await compress(sql);
  transact(context.database, () => {
    keepShopWriteRun(context.database, { runId: run.runId, at: run.at, by: scope.by });
    keepDumpPart(context.database, run.runId, packed);
  });
}

async function writeProduct(run: Run, productId: string, first: ProductSheet): Promise<Problem | null> {
  let sheet: ProductSheet | null = first;
  try {
    for (let round = 1; round <= MAX_ROUNDS && sheet; round += 1)
      sheet = await writeRound(run, productId, sheet);
    return null;
  } catch (error) {
    const failure = judgeFailure(run.context, productId, error);
    if (failure.reach === 'shop') return failure.problem;
    run.failed.push(failure.problem);
    return null;
  }
}

/** One write of one product. Answers with the newest sheet where another look is worth it. */
async function writeRound(run: Run, productId: string, sheet: ProductSheet): Promise<ProductSheet | null> {
  const { context, shop } = run;
  const { database, host } = context;
  dropIdle(context, [{ productId, sheet }]);
  if (changesOf(database, productId, sheet).changes.length === 0) return null;
  const options = writeOptions(context, shop);
  const mark = await shop.store.markProductWrite(productId, options);
  if (mark === null) {
    if (seeGone(context, productId)) context.events.changed('edits', 'products');
    return null;
  }
  // Looked at again: an edit may have been made or withdrawn while the shop was asked.
  const { changes, edits } = changesOf(database, productId, sheet);
  if (changes.length === 0) return null;
  const write = beginShopWrite(
    database,
    { runId: run.runId, productId, ...mark, changes, edits },
    host.clock.now(),
  );
  run.touched.add(productId);
  const result = await shop.store
    .writeProduct({ productId, ...mark, changes }, options)
    .catch((error: unknown) => {
      // Without the right to write into a table nothing of the last statement, which carries the mark, was done.
      if (isProblemError(error) && error.problem.code === 'store/too-few-rights')
        forgetShopWrite(database, write.row);
      throw error;
    });
  const settled = settleProduct(context, { write, result, attempt: 'first' });
  run.written += settled.written;
  run.refused += settled.refused;
  return settled.lookAgain && result.kind !== 'gone' ? result.sheet.sheet : null;
}
