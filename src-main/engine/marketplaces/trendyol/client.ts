import { problem, ProblemError } from '#contract/problem.ts';
import type { z } from 'zod';
import type { GatewayResponse } from '../../gateway/port.ts';
import type { AdapterContext } from '../kit/port.ts';
import type { TrendyolRequest } from './api.ts';
import { refusalProblem, type RefusalContext } from './errors.ts';

/** Lower goes first where requests of one endpoint must wait. */
export const PRIORITY = { orders: 10, batch: 20, offers: 30, listings: 40, check: 5 } as const;

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
};

export type ReadOptions = {
  readonly priority: number;
  readonly signal?: AbortSignal | undefined;
  readonly notFound?: RefusalContext['notFound'];
};

export function createClient(context: AdapterContext): TrendyolClient {
  const sellerId = (
    Object.hasOwn(context.credentials, 'sellerId') ? context.credentials['sellerId']! : ''
  ).trim();

  const read: TrendyolClient['read'] = async (request, shape, { priority, signal, notFound }) => {
    const response = await context.gateway.send({ ...request, priority, ...(signal ? { signal } : {}) });
    if (!isSuccess(response)) {
      const refusal = { endpoint: request.endpoint, sellerId, ...(notFound ? { notFound } : {}) };
      throw new ProblemError(refusalProblem(response, refusal));
    }
    return understand(request.endpoint, response, shape);
  };
  return { sellerId, context, read };
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
  const parsed = shape.safeParse(response.json);
  if (parsed.success) return parsed.data;
  // Paths and kinds only: the values may be personal.
  const where = parsed.error.issues
    .slice(0, 3)
    .map(({ path, code }) => `${path.join('.') || 'body'}: ${code}`);
  const params = { marketplace: 'Trendyol', endpoint, status: response.status };
  throw new ProblemError(problem('channel/not-understood', params, where.join('; ')));
}
