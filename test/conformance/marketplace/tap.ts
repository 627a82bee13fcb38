import { createServer, request as ask, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#engine/host.ts';

/** What a request is for: writing offers, creating listings, reading one of the lists, a batch's result, a session's token. */
export type CallKind = 'offers' | 'creation' | 'orders' | 'listings' | 'batch' | 'token' | 'other';

export type TappedRequest = {
  readonly method: string;
  /** Below the base URL, without the query. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly call: CallKind;
  /** Monotonic milliseconds of the world's clock. */
  readonly at: number;
};

export type RawAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};
/** `drop`: the line is cut without a word. `half`: it is cut in the middle of the body. `hang`: no answer, ever. */
export type Outcome = RawAnswer | 'drop' | 'half' | 'hang';

export type Meddling = {
  /** Which requests; left out: all but those for tokens. */
  readonly on?: CallKind | readonly CallKind[];
  /** How often; left out: always. */
  readonly count?: number;
  /** In place of the marketplace, which never hears of it. */
  readonly instead?: (request: TappedRequest) => Outcome;
  /** After it has acted. */
  readonly after?: (answer: RawAnswer, request: TappedRequest) => Outcome;
};

/** A line between the program and a marketplace: all that passes is seen, and can be meddled with. */
export type Tap = {
  readonly baseUrl: string;
  readonly seen: readonly TappedRequest[];
  readonly of: (call: CallKind) => readonly TappedRequest[];
  /** From now on, before whatever was asked for earlier. */
  readonly meddle: (wish: Meddling) => { readonly struck: () => number; readonly stop: () => void };
  readonly close: () => Promise<void>;
};

type Rule = { readonly wish: Meddling; struck: number };

export async function startTap(
  target: string,
  parts: {
    readonly clock: Clock;
    readonly callOf: (request: Pick<TappedRequest, 'method' | 'path' | 'body'>) => CallKind;
  },
): Promise<Tap> {
  const base = new URL(target);
  const seen: TappedRequest[] = [];
  let rules: Rule[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const url = new URL(incoming.url ?? '/', base.origin);
      const facts = {
        method: incoming.method ?? '',
        path: url.pathname.slice(base.pathname.replace(/\/$/, '').length),
        body: bytes.toString('utf8'),
      };
      const request: TappedRequest = {
        ...facts,
        query: url.search,
        headers: incoming.headers,
        call: parts.callOf(facts),
        at: parts.clock.monotonic(),
      };
      seen.push(request);
      void pass(request, bytes, response);
    });
  });
  const pass = async (request: TappedRequest, bytes: Buffer, response: ServerResponse): Promise<void> => {
    const rule = rules.find(({ wish, struck }) => meant(wish, request) && struck < (wish.count ?? Infinity));
    if (rule) rule.struck += 1;
    if (rule?.wish.instead) return play(response, rule.wish.instead(request));
    try {
      const answer = await forward(base, request, bytes);
      const own = ownAddresses(answer);
      play(response, rule?.wish.after ? rule.wish.after(own, request) : own);
    } catch {
      // The marketplace hung up: so does the line.
      response.socket?.destroy();
    }
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  /** Addresses that the marketplace hands out lead through the tap as well. */
  const ownAddresses = (answer: RawAnswer): RawAnswer =>
    Buffer.isBuffer(answer.body) && answer.body.includes(base.origin)
      ? { ...answer, body: answer.body.toString('utf8').replaceAll(base.origin, origin) }
      : answer;
  return {
    baseUrl: origin + base.pathname,
    seen,
    of: (call) => seen.filter((request) => request.call === call),
    meddle: (wish) => {
      const rule: Rule = { wish, struck: 0 };
      rules = [rule, ...rules];
      return {
        struck: () => rule.struck,
        stop: () => {
          rules = rules.filter((other) => other !== rule);
        },
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function meant({ on }: Meddling, { call }: TappedRequest): boolean {
  if (on === undefined) return call !== 'token';
  return typeof on === 'string' ? on === call : on.includes(call);
}

function forward(base: URL, request: TappedRequest, bytes: Buffer): Promise<RawAnswer> {
  const path = base.pathname.replace(/\/$/, '') + request.path + request.query;
  const { 'accept-encoding': _packed, ...headers } = request.headers;
  return new Promise((resolve, reject) => {
    const outgoing = ask(
      {
        host: base.hostname,
        port: base.port,
        method: request.method,
        path,
        headers: { ...headers, host: base.host },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          if (!answer.complete) return reject(new Error('cut off'));
          const { 'content-length': _length, 'transfer-encoding': _chunked, ...told } = answer.headers;
          const plain = Object.fromEntries(
            Object.entries(told).map(([name, value]) => [name, String(value)]),
          );
          resolve({ status: answer.statusCode ?? 0, headers: plain, body: Buffer.concat(chunks) });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

function play(response: ServerResponse, outcome: Outcome): void {
  if (outcome === 'hang') return;
  if (outcome === 'drop') {
    response.socket?.destroy();
    return;
  }
  if (outcome === 'half') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"content":[', () => response.socket?.destroy());
    return;
  }
  const bytes = Buffer.isBuffer(outcome.body) ? outcome.body : Buffer.from(outcome.body);
  const { connection: _connection, 'keep-alive': _alive, ...headers } = outcome.headers;
  response.writeHead(outcome.status, { ...headers, 'content-length': String(bytes.length) });
  response.end(bytes);
}
