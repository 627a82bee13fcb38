import { ProblemError } from '#contract/problem.ts';
import type { z } from 'zod';
import type { GatewayResponse, IntentRecorder } from '../../gateway/port.ts';
import type { AccountChoice } from '../kit/catalogue.ts';
import type { AdapterContext } from '../kit/port.ts';
import { understandAs } from '../kit/understand.ts';
import { refusalProblem, type RefusalContext } from './errors.ts';
import { createPricePace, type PricePace } from './price-pace.ts';
import type { TrendyolRequest } from './request.ts';

export { PRIORITY } from '../kit/priority.ts';

/** One account's way to its services. */
export type TrendyolClient = {
  readonly sellerId: string;
  readonly context: AdapterContext;
  /** A read whose answer is known to be good and of this shape; every other outcome rejects with a `ProblemError`. */
  readonly read: <T extends z.ZodType>(
    request: TrendyolRequest,
    shape: T,
    options: ReadOptions,
  ) => Promise<z.output<T>>;
  /** A write that was accepted; what the marketplace refused rejects with a `ProblemError`. */
  readonly send: (request: TrendyolRequest, options: SendOptions) => Promise<GatewayResponse>;
  /** How often a barcode's price may be written. */
  readonly prices: PricePace;
  /** The account's addresses as they were last read: their service may be throttled to once an hour (before Sep 2026). */
  readonly addresses: { kept: { readonly atMs: number; readonly choices: readonly AccountChoice[] } | null };
};

type Meaning = Pick<RefusalContext, 'notFound' | 'conflict'>;

export type ReadOptions = Meaning & {
  readonly priority: number;
  readonly signal?: AbortSignal | undefined;
};

export type SendOptions = ReadOptions & { readonly intent: IntentRecorder };

export function createClient(context: AdapterContext): TrendyolClient {
  const sellerId = (
    Object.hasOwn(context.credentials, 'sellerId') ? context.credentials['sellerId']! : ''
  ).trim();

  const settle = (request: TrendyolRequest, response: GatewayResponse, meaning: Meaning): GatewayResponse => {
    if (isSuccess(response)) return response;
    throw new ProblemError(refusalProblem(response, { endpoint: request.endpoint, sellerId, ...meaning }));
  };
  const read: TrendyolClient['read'] = async (request, shape, { priority, signal, ...meaning }) => {
    const response = await context.gateway.send({ ...request, priority, ...(signal ? { signal } : {}) });
    return understand(request.endpoint, settle(request, response, meaning), shape);
  };
  const send: TrendyolClient['send'] = async (request, { priority, signal, intent, ...meaning }) => {
    const response = await context.gateway.send({
      ...request,
      priority,
      intent,
      ...(signal ? { signal } : {}),
    });
    return settle(request, response, meaning);
  };
  return { sellerId, context, addresses: { kept: null }, prices: createPricePace(context.clock), read, send };
}

export function isSuccess(response: GatewayResponse): boolean {
  return response.status >= 200 && response.status < 300;
}

/** The answer in its expected shape, or `channel/not-understood` naming the field that is not. */
export function understand<T extends z.ZodType>(
  endpoint: string,
  response: GatewayResponse,
  shape: T,
): z.output<T> {
  return understandAs({ marketplace: 'Trendyol', endpoint }, response, shape);
}
