import { isProblemError } from '#contract/problem.ts';
import type { BatchReport, BatchReportItem } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getProductResults } from './api.ts';
import type { BatchPart } from './batch-id.ts';
import type { PazaramaClient } from './client.ts';
import { batchLost, itemProblem } from './errors.ts';
import { RESULTS_KEPT_MS } from './limits.ts';
import { CreationResult } from './wire.ts';

/** `status` of a batch of new products: 1 at work, 2 done, 3 error (portal, 2026). */
const AT_WORK = 1;

/**
 * What became of new products: those that failed are named, each with every reason; the others are counted alone. Where the
 * counts add up, what is not named was created (it waits for approval); else it is read back by whoever asks.
 */
export async function readCreation(
  client: PazaramaClient,
  { id, atMs, codes = [] }: BatchPart,
  signal?: AbortSignal,
): Promise<BatchReport> {
  try {
    const options = {
      priority: PRIORITY.batch,
      signal,
      notFound: 'channel/batch-lost',
      refused: 'channel/batch-lost',
    } as const;
    const { data } = await client.read(getProductResults(id), CreationResult, options);
    if (data.status === AT_WORK || data.status === null) {
      if (client.context.clock.now() - atMs > RESULTS_KEPT_MS) throw batchLost(id);
      return { final: false, items: [] };
    }
    const byCode = Map.groupBy(data.failedProducts, ({ productCode }) => productCode.trim());
    byCode.delete('');
    const named = [...byCode].map(([code, rows]) => failed(code, rows));
    const rest = codes.filter((code) => !byCode.has(code));
    return {
      final: true,
      items: data.successfulCount === rest.length ? [...named, ...rest.map(done)] : named,
    };
  } catch (error) {
    if (isProblemError(error) && error.problem.code === 'channel/batch-lost')
      throw batchLost(id, error.problem.detail);
    throw error;
  }
}

function done(externalId: string): BatchReportItem {
  const nothing = { quantity: null, salePriceE4: null, listPriceE4: null };
  return { externalId, state: 'done', ...nothing, problem: null };
}

/** Named by the barcode, which is the only name that Pazarama tells. */
function failed(externalId: string, rows: readonly { readonly errorReason: string }[]): BatchReportItem {
  const reasons = [...new Set(rows.map(({ errorReason }) => errorReason))];
  const nothing = { quantity: null, salePriceE4: null, listPriceE4: null };
  return { externalId, state: 'failed', ...nothing, problem: itemProblem(reasons) };
}
