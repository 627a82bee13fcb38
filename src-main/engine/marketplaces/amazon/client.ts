import { problem, ProblemError } from '#contract/problem.ts';
import type { z } from 'zod';
import type { GatewayRequest, GatewayResponse, IntentRecorder } from '../../gateway/port.ts';
import type { AdapterContext } from '../kit/port.ts';
import { understandAs } from '../kit/understand.ts';
import type { AmazonRequest } from './api.ts';
import { NAME, refusalProblem, type RefusalContext } from './errors.ts';
import { field } from './manifest.ts';
import { siteOf, type AmazonSite } from './sites.ts';

export type ReadOptions = {
  readonly priority: number;
  readonly signal?: AbortSignal | undefined;
  readonly notFound?: RefusalContext['notFound'];
};

/** One account in one of Amazon's shops. */
export type AmazonClient = {
  readonly sellerId: string;
  readonly site: AmazonSite;
  readonly context: AdapterContext;
  /** A read whose answer is known to be good and of this shape; every other outcome rejects with a `ProblemError`. */
  readonly read: <T extends z.ZodType>(
    request: AmazonRequest,
    shape: T,
    options: ReadOptions,
  ) => Promise<z.output<T>>;
  /** A write and what was answered, good or refused. Rejects with what the gateway says. */
  readonly write: (
    request: AmazonRequest,
    options: {
      readonly intent: IntentRecorder;
      readonly priority: number;
      readonly signal?: AbortSignal | undefined;
    },
  ) => Promise<GatewayResponse>;
  /** A document at an address that Amazon handed out: unpacked bytes and their content type. */
  readonly download: (
    url: string,
    options: ReadOptions,
  ) => Promise<{ readonly bytes: Uint8Array; readonly contentType: string }>;
  readonly refusal: (response: GatewayResponse, context: Omit<RefusalContext, 'sellerId'>) => ProblemError;
};

/** @throws ProblemError `input/invalid` for a shop that is none of Amazon's, or a missing seller's number. */
export function createClient(context: AdapterContext): AmazonClient {
  const sellerId = field(context.credentials, 'sellerId');
  const site = siteOf(field(context.credentials, 'marketplaceId'));
  if (site === null) throw invalid('marketplaceId');
  if (!/^[A-Za-z0-9]{1,40}$/.test(sellerId)) throw invalid('sellerId');
  const { gateway } = context;

  const refusal: AmazonClient['refusal'] = (response, where) =>
    new ProblemError(refusalProblem(response, { ...where, sellerId }));

  const send = (request: AmazonRequest, rest: Partial<GatewayRequest> & { readonly priority: number }) =>
    gateway.send({ host: site.region, ...request, ...rest });

  return {
    sellerId,
    site,
    context,
    refusal,
    read: async (request, shape, { priority, signal, notFound }) => {
      const response = await send(request, { priority, ...(signal ? { signal } : {}) });
      const { endpoint } = request;
      if (!isSuccess(response)) throw refusal(response, { endpoint, ...(notFound ? { notFound } : {}) });
      return understand(endpoint, response, shape);
    },
    write: (request, { intent, priority, signal }) =>
      send(request, { intent, priority, ...(signal ? { signal } : {}) }),
    download: async (url, { priority, signal }) => {
      const response = await gateway.send({
        endpoint: 'document-download',
        method: 'GET',
        path: '/',
        documentUrl: url,
        answer: 'bytes',
        priority,
        ...(signal ? { signal } : {}),
      });
      if (!isSuccess(response)) throw refusal(response, { endpoint: 'document-download' });
      return { bytes: response.bytes, contentType: response.headers['content-type'] ?? '' };
    },
  };
}

export function isSuccess(response: GatewayResponse): boolean {
  return response.status >= 200 && response.status < 300;
}

/** The answer in its expected shape, or `channel/not-understood` naming the field that is not; values are never named. */
export function understand<T extends z.ZodType>(
  endpoint: string,
  response: Pick<GatewayResponse, 'json' | 'status'>,
  shape: T,
): z.output<T> {
  return understandAs({ marketplace: NAME, endpoint }, response, shape);
}

export function broken(endpoint: string, detail: string, status = 200): ProblemError {
  return new ProblemError(problem('channel/not-understood', { marketplace: NAME, endpoint, status }, detail));
}

function invalid(name: string): ProblemError {
  return new ProblemError(problem('input/invalid', { field: name, marketplace: NAME }));
}
