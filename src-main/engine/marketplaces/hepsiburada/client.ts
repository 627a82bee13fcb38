import { ProblemError } from '#contract/problem.ts';
import type { z } from 'zod';
import type { GatewayResponse, IntentRecorder } from '../../gateway/port.ts';
import type { AdapterContext, MarketplacePackage, OfferUpdate } from '../kit/port.ts';
import { understandAs } from '../kit/understand.ts';
import { asRecord } from '../kit/record.ts';
import { refusalProblem, type RefusalMeaning } from './errors.ts';
import { recentMap, type RecentMap } from './recent-map.ts';
import type { HepsiburadaRequest } from './request.ts';

export type ReadOptions = RefusalMeaning & {
  readonly priority: number;
  readonly signal?: AbortSignal | undefined;
};

export type SendOptions = ReadOptions & {
  readonly intent: IntentRecorder;
  readonly refusesInWords?: (text: string) => boolean;
};

/** One account's way to its services. */
export type HepsiburadaClient = {
  readonly merchantId: string;
  readonly context: AdapterContext;
  /**
   * What was uploaded in this run, by its upload: results name only what failed. After a restart nothing is known here,
   * and what a result does not name is read back.
   */
  readonly uploads: RecentMap<string, readonly OfferUpdate[]>;
  /** Packages as they were last seen in this run: one that dissolves is not told with its order number. */
  readonly packages: RecentMap<string, MarketplacePackage>;
  /** Orders that waited for their payment: one that is never paid disappears without a word. */
  readonly awaiting: RecentMap<string, MarketplacePackage>;
  /** Those of them that the last reading did not find: paid a moment ago, or given up. */
  readonly missed: RecentMap<string, true>;
  /** A read whose answer is known to be good and of this shape; every other outcome rejects with a `ProblemError`. */
  readonly read: <T extends z.ZodType>(
    request: HepsiburadaRequest,
    shape: T,
    options: ReadOptions,
  ) => Promise<z.output<T>>;
  /** The answer of a read as it came, when it is a good one. */
  readonly ask: (request: HepsiburadaRequest, options: ReadOptions) => Promise<GatewayResponse>;
  /** A write that was accepted; what the marketplace refused rejects with a `ProblemError`. */
  readonly send: (request: HepsiburadaRequest, options: SendOptions) => Promise<GatewayResponse>;
};

const UPLOADS_KEPT = 200;
const PACKAGES_KEPT = 5_000;

export function createClient(context: AdapterContext): HepsiburadaClient {
  const merchantId = (
    Object.hasOwn(context.credentials, 'merchantId') ? context.credentials['merchantId']! : ''
  ).trim();

  const ask: HepsiburadaClient['ask'] = async (request, { priority, signal, ...meaning }) => {
    const response = await context.gateway.send({ ...request, priority, ...(signal ? { signal } : {}) });
    if (!isSuccess(response)) throw new ProblemError(refusalProblem(request, response, meaning));
    return response;
  };
  const send: HepsiburadaClient['send'] = async (request, options) => {
    const { priority, signal, intent, refusesInWords, ...meaning } = options;
    const response = await context.gateway.send({
      ...request,
      priority,
      intent,
      ...(refusesInWords ? { refusesInWords } : {}),
      ...(signal ? { signal } : {}),
    });
    const inWords = refusesInWords?.(response.text) ?? false;
    if (!isSuccess(response) || inWords || saysNo(response.json))
      throw new ProblemError(refusalProblem(request, response, meaning));
    return response;
  };
  return {
    merchantId,
    context,
    uploads: recentMap(UPLOADS_KEPT),
    packages: recentMap(PACKAGES_KEPT),
    awaiting: recentMap(PACKAGES_KEPT),
    missed: recentMap(PACKAGES_KEPT),
    ask,
    send,
    read: async (request, shape, options) => {
      const response = await ask(request, options);
      if (saysNo(response.json)) throw new ProblemError(refusalProblem(request, response, options));
      return understand(request, response, shape);
    },
  };
}

export function isSuccess(response: Pick<GatewayResponse, 'status'>): boolean {
  return response.status >= 200 && response.status < 300;
}

/** Catalogue services refuse inside a 200 (sheet §1.3). */
export function saysNo(json: unknown): boolean {
  const body = asRecord(json);
  return body?.['success'] === false || body?.['error'] === true;
}

/** The answer in its expected shape, or `channel/not-understood` naming the field that is not. */
export function understand<T extends z.ZodType>(
  request: Pick<HepsiburadaRequest, 'endpoint'>,
  response: Pick<GatewayResponse, 'json' | 'status'>,
  shape: T,
): z.output<T> {
  return understandAs({ marketplace: 'Hepsiburada', endpoint: request.endpoint }, response, shape);
}
