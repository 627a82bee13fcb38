import type { Dispatcher } from 'undici';
import type { Deadlines } from './deadlines.ts';
import { decodeText, unpackBody } from './decode-body.ts';
import type { GatewayRequest } from './port.ts';
import type { BuiltRequest } from './seal-request.ts';

/** More than the largest page of any marketplace, and little enough for the memory of a small computer. */
export const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

export type Exchange = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where bytes were asked for and came. */
  readonly text: string;
  /** Unpacked; empty unless bytes were asked for and came. */
  readonly bytes: Uint8Array;
  readonly bytesIn: number;
};

const NO_BYTES = new Uint8Array(0);

/** How an exchange failed. `sent` is false only where it is certain that no byte of the request left. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly kind: 'unreachable' | 'timeout' | 'too-large' | 'unreadable' | 'cancelled';
  readonly sent: boolean;
  /** Known when the headers had come. */
  readonly status: number | null;

  constructor(
    facts: { readonly kind: ExchangeError['kind']; readonly sent: boolean; readonly status: number | null },
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.kind = facts.kind;
    this.sent = facts.sent;
    this.status = facts.status;
  }
}

export type ExchangeOptions = {
  readonly dispatcher: Dispatcher;
  readonly deadlines: Deadlines;
  /** For the whole exchange, from connecting to the last byte. */
  readonly timeoutMs: number;
  readonly method: GatewayRequest['method'];
  /** Text when left out. A refusal (4xx) comes as text all the same. */
  readonly wantsBytes?: boolean;
  readonly signal?: AbortSignal | undefined;
};

/** What goes onto the wire of it. */
type SentRequest = Pick<BuiltRequest, 'origin' | 'target' | 'headers' | 'body'>;

type Received = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/**
 * One request and its answer, whatever its status. Redirects are not followed: they are answers. Uses the dispatcher's
 * own callbacks, because they alone tell whether a request had been put onto a connection when it failed.
 */
export async function exchange(request: SentRequest, options: ExchangeOptions): Promise<Exchange> {
  const { status, headers, body } = await receive(request, options);
  try {
    const packing = headers['content-encoding'] ?? '';
    const unpacked = packing === '' ? body : await unpackBody(body, packing, MAX_ANSWER_BYTES);
    const bytesIn = body.length;
    if (options.wantsBytes === true && status < 400)
      return { status, headers, text: '', bytes: unpacked, bytesIn };
    const text = decodeText(unpacked, headers['content-type'] ?? '');
    return { status, headers, text, bytes: NO_BYTES, bytesIn };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'unreadable';
    throw new ExchangeError({ kind: 'unreadable', sent: true, status }, message, { cause: error });
  }
}

function receive(request: SentRequest, options: ExchangeOptions): Promise<Received> {
  const { dispatcher, deadlines, timeoutMs, signal } = options;
  return new Promise<Received>((resolve, reject) => {
    let finished = false;
    let controller: Dispatcher.DispatchController | null = null;
    let failure: ExchangeError | null = null;
    let status: number | null = null;
    let headers: Readonly<Record<string, string>> = {};
    let size = 0;
    const chunks: Buffer[] = [];

    const fail = (kind: ExchangeError['kind'], message: string, cause?: unknown): void => {
      if (finished) return;
      failure = new ExchangeError({ kind, sent: controller !== null, status }, message, { cause });
      end();
      reject(failure);
      controller?.abort(failure);
    };
    let stopWatch: (() => void) | null = null;
    const onAbort = (): void => fail('cancelled', 'cancelled', signal?.reason);
    const end = (): void => {
      finished = true;
      stopWatch?.();
      signal?.removeEventListener('abort', onAbort);
    };

    if (signal?.aborted) return fail('cancelled', 'cancelled', signal.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    stopWatch = deadlines.watch(timeoutMs, () =>
      fail('timeout', `no complete answer within ${timeoutMs} ms`),
    );

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (given) => {
        // Given up while it was still connecting: not a byte leaves.
        if (failure !== null) return given.abort(failure);
        controller = given;
      },
      onResponseStart: (_controller, statusCode, raw) => {
        if (statusCode < 200) return;
        status = statusCode;
        headers = plainHeaders(raw);
      },
      onResponseData: (_controller, chunk) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) fail('too-large', `the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
        else chunks.push(chunk);
      },
      onResponseEnd: () => {
        if (failure !== null) return;
        end();
        resolve({
          status: status ?? 0,
          headers,
          body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks),
        });
      },
      onResponseError: (_controller, error) => fail(...describeFailure(error)),
    };
    try {
      dispatcher.dispatch(
        {
          origin: request.origin,
          path: request.target,
          method: options.method,
          headers: request.headers,
          body: request.body,
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
        },
        handler,
      );
    } catch (error) {
      fail(...describeFailure(error));
    }
  });
}

function describeFailure(error: unknown): readonly [ExchangeError['kind'], string, unknown] {
  const code = errorCode(error);
  const timedOut =
    code === 'UND_ERR_HEADERS_TIMEOUT' ||
    code === 'UND_ERR_BODY_TIMEOUT' ||
    code === 'UND_ERR_CONNECT_TIMEOUT';
  const name = error instanceof Error ? error.name : 'failure';
  return [timedOut ? 'timeout' : 'unreachable', code ?? name, error];
}

/** The operating system's or the library's name for it; never the message, which holds addresses. */
function errorCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === undefined || inner === error ? null : errorCode(inner);
}

function plainHeaders(
  raw: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}
