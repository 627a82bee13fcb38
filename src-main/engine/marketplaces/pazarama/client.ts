import { problem, ProblemError } from '#contract/problem.ts';
import type { z } from 'zod';
import type { GatewayResponse, IntentRecorder } from '../../gateway/port.ts';
import type { AdapterContext } from '../kit/port.ts';
import { understandAs } from '../kit/understand.ts';
import type { PazaramaRequest } from './api.ts';
import { isRefusal, NAME, refusalProblem, type RefusalMeaning } from './errors.ts';

export type ReadOptions = RefusalMeaning & {
  readonly priority: number;
  readonly signal?: AbortSignal | undefined;
};
export type SendOptions = ReadOptions & { readonly intent: IntentRecorder };

/** `absent`: neither spelling is known there. */
export type ListForm = 'cursor' | 'page' | 'absent';

/** One account's way to its services. */
export type PazaramaClient = {
  readonly context: AdapterContext;
  /** When all orders of the last two months are to be read again, epoch milliseconds; null: at once. */
  readonly sweep: { dueMs: number | null };
  /** Which of the two spellings of the product lists answered; null before the first reading. */
  readonly lists: { approved: ListForm | null; unapproved: ListForm | null };
  /** A read whose answer is known to be good and of this shape; every other outcome rejects with a `ProblemError`. */
  readonly read: <T extends z.ZodType>(
    request: PazaramaRequest,
    shape: T,
    options: ReadOptions,
  ) => Promise<z.output<T>>;
  /** A write that was accepted; what the marketplace refused rejects with a `ProblemError`. */
  readonly send: (request: PazaramaRequest, options: SendOptions) => Promise<GatewayResponse>;
};

export function createClient(context: AdapterContext): PazaramaClient {
  const ask = async (
    request: PazaramaRequest,
    { priority, signal, intent, ...meaning }: ReadOptions & { readonly intent?: IntentRecorder },
  ): Promise<GatewayResponse> => {
    const response = await context.gateway.send({
      ...request,
      priority,
      ...(intent ? { intent } : {}),
      ...(signal ? { signal } : {}),
    });
    if (isRefusal(response)) throw new ProblemError(refusalProblem(request.endpoint, response, meaning));
    return response;
  };
  return {
    context,
    sweep: { dueMs: null },
    lists: { approved: null, unapproved: null },
    read: async (request, shape, options) => {
      const response = await ask(request, options);
      return understandAs({ marketplace: NAME, endpoint: request.endpoint }, response, shape);
    },
    send: ask,
  };
}

/**
 * An accepted write whose answer does not say what came of it.
 *
 * @throws ProblemError `channel/outcome-unknown`, after the intent was told.
 */
export function unclear(endpoint: string, status: number, intent: IntentRecorder, why: string): never {
  intent.outcomeUnknown(why);
  throw new ProblemError(problem('channel/outcome-unknown', { marketplace: NAME, endpoint, status }, why));
}
