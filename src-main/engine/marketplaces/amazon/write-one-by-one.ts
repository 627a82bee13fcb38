import { isProblemError, ProblemError, type Problem } from '#contract/problem.ts';
import type { WriteOptions } from '../kit/catalogue.ts';
import type { SubmitResult } from '../kit/port.ts';
import type { AmazonRequest } from './api.ts';
import { nameBatch, type Batch, type SentItem } from './batch-id.ts';
import { isSuccess, understand, type AmazonClient } from './client.ts';
import { isError, refusalProblem } from './errors.ts';
import { shareIntent } from './shared-intent.ts';
import { Submission } from './wire.ts';

/** One listing's own request, and what shall be seen there afterwards. */
export type OneWrite = { readonly request: AmazonRequest; readonly item: SentItem };

/**
 * Sends listing after listing under one intent. HTTP 200 stands for INVALID, too: each answer's own `status` counts (sheet §6).
 * The first request that fails for a reason of the account's fails all. A lost answer makes the whole group unknown: absolute
 * values, so reading back tells.
 */
export async function writeOneByOne(
  client: AmazonClient,
  kind: Exclude<Batch['kind'], 'feed'>,
  { writes, held }: { readonly writes: readonly OneWrite[]; readonly held: readonly SentItem[] },
  { intent, priority, signal }: WriteOptions,
): Promise<SubmitResult> {
  const bodies = writes.map(({ request, item }) => ({ sku: item.sku, body: request.body ?? null }));
  const shared = shareIntent(intent, (first) => ({
    ...first,
    bodyText: writes.length === 1 ? first.bodyText : JSON.stringify(bodies),
  }));
  const items: SentItem[] = [...held];
  for (const [index, { request, item }] of writes.entries()) {
    try {
      const response = await client.write(request, { intent: shared.forRequest, priority, signal });
      if (!isSuccess(response)) {
        const problem = refusalProblem(response, { endpoint: request.endpoint, sellerId: client.sellerId });
        if (concernsAccount(problem)) {
          if (index === 0) {
            intent.afterAnswer({ status: response.status, text: response.text });
            return { kind: 'refused', problem };
          }
          // No fault of this listing's, nor of those after it: they go again once the account is in order.
          items.push(...writes.slice(index).map((rest) => ({ ...rest.item, held: problem.code })));
          break;
        }
        items.push({ ...item, refused: [[`HTTP ${response.status}`, problem.detail ?? '']] });
        continue;
      }
      const { status, issues } = understand(request.endpoint, response, Submission);
      items.push(status.toUpperCase() === 'INVALID' ? { ...item, refused: wordsOf(issues) } : item);
    } catch (error) {
      const end = endOf(error, shared.lastEnd());
      if (end === 'unknown' || end === 'answered') {
        // Answered in a way that nobody understands is as good as not answered.
        intent.outcomeUnknown(isProblemError(error) ? error.problem.code : 'failed');
        throw asUnknown(error);
      }
      if (index === 0) {
        intent.notSent(isProblemError(error) ? error.problem.code : 'failed');
        throw error;
      }
      if (!isProblemError(error)) {
        // Broken off in the middle: what went before may have been done.
        intent.outcomeUnknown('broken off');
        throw error;
      }
      // What comes after was not sent; what went before was, and is looked after by the batch.
      items.push(...writes.slice(index).map((rest) => ({ ...rest.item, held: error.problem.code })));
      break;
    }
  }
  intent.afterAnswer({ status: 200, text: JSON.stringify({ listings: items.length }) });
  return { kind: 'accepted', batchId: nameBatch({ kind, at: client.context.clock.now(), items }) };
}

function endOf(error: unknown, end: 'none' | 'answered' | 'unknown' | 'not-sent'): typeof end {
  if (isProblemError(error) && error.problem.code === 'channel/outcome-unknown') return 'unknown';
  return end;
}

function asUnknown(error: unknown): unknown {
  if (!isProblemError(error) || error.problem.code === 'channel/outcome-unknown') return error;
  return new ProblemError({ ...error.problem, code: 'channel/outcome-unknown' });
}

/** What would meet every other listing as well. */
function concernsAccount({ code }: Problem): boolean {
  return code === 'channel/wrong-key' || code === 'channel/forbidden' || code === 'channel/retired-endpoint';
}

export function wordsOf(
  issues: readonly { readonly code: string; readonly message: string; readonly severity: string }[],
): readonly (readonly [string, string])[] {
  const errors = issues.filter((issue) => isError(issue as Parameters<typeof isError>[0]));
  const told = errors.length > 0 ? errors : issues;
  return told.length === 0
    ? [['INVALID', '']]
    : told.slice(0, 2).map(({ code, message }) => [code, message] as const);
}
