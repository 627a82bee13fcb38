import { isProblemError, ProblemError } from '#contract/problem.ts';
import type { IntentRecorder } from '../../gateway/port.ts';
import type { SubmitResult } from '../kit/port.ts';
import type { WriteOptions } from '../kit/catalogue.ts';
import type { GittiGidiyorCall } from './api.ts';
import { nameBatch, type Outcome } from './batch-id.ts';
import type { GittiGidiyorClient, Sent } from './client.ts';
import { itemProblem } from './errors.ts';

/** Sends one call of the item's; rejects only where the outcome is unknown or the account may not. */
export type SendOne = (call: GittiGidiyorCall) => Promise<Sent>;

type End = 'none' | 'answered' | 'unknown' | 'not-sent';

/**
 * One act of the program as many requests of theirs, under one intent: it becomes durable before the first byte of the
 * first, and its end is told once. A lost answer makes the whole group unknown (absolute values: reading back tells); what
 * stops the account before anything was sent rejects as it is, later it leaves the rest unsent.
 */
export async function writeOneByOne<T>(
  client: GittiGidiyorClient,
  items: readonly T[],
  write: (item: T, send: SendOne) => Promise<readonly Outcome[]>,
  { intent, priority, signal }: WriteOptions,
): Promise<SubmitResult> {
  let recorded = false;
  let end = 'none' as End;
  const shared: IntentRecorder = {
    beforeSend: (request) => {
      if (!recorded) intent.beforeSend(request);
      recorded = true;
    },
    afterAnswer: () => void (end = 'answered'),
    outcomeUnknown: () => void (end = 'unknown'),
    notSent: () => void (end = 'not-sent'),
  };
  let done = 0;
  const send: SendOne = async (call) => {
    end = 'none';
    const sent = await client.send(call, { intent: shared, priority, signal });
    done += 1;
    return sent;
  };
  const outcomes: Outcome[] = [];
  let stopped: ProblemError | null = null;
  for (const item of items) {
    try {
      outcomes.push(...(await write(item, send)));
    } catch (error) {
      const code = isProblemError(error) ? error.problem.code : 'failed';
      if (end === 'not-sent' && isProblemError(error) && code === 'guard/stopped-request') {
        // The gate stopped this one request; what follows is judged by itself.
        stopped = error;
        continue;
      }
      if (end === 'unknown' || (recorded && !isProblemError(error))) {
        intent.outcomeUnknown(code);
        throw error;
      }
      if (done === 0) {
        if (end === 'answered' && isProblemError(error)) {
          intent.afterAnswer({ status: 401, text: code });
          return { kind: 'refused', problem: error.problem };
        }
        intent.notSent(code);
        throw error;
      }
      // Part of it is done: what is not in the report is planned anew.
      if (outcomes.length === 0) {
        intent.outcomeUnknown(code);
        throw isProblemError(error)
          ? new ProblemError({ ...error.problem, code: 'channel/outcome-unknown' })
          : error;
      }
      break;
    }
  }
  if (!recorded && stopped !== null && outcomes.length === 0) {
    intent.notSent(stopped.problem.code);
    throw stopped;
  }
  if (!recorded) {
    // Nothing left this computer, so there is no attempt that a batch could belong to.
    intent.notSent('nothing to send');
    const words = outcomes.find(({ refused }) => refused !== null)?.refused ?? null;
    if (words !== null) return { kind: 'refused', problem: itemProblem(words) };
  } else intent.afterAnswer({ status: 200, text: JSON.stringify({ items: outcomes.length }) });
  return { kind: 'accepted', batchId: nameBatch(client.context.clock.now(), outcomes) };
}
