import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#engine/host.ts';
import { AMAZON_CREDENTIALS } from '../../support/amazon-wire.ts';
import { faultsOf, OPERATIONS, strictBuckets, type Captured, type Operation } from './amazon-strict-rules.ts';
import { refuse, type Answer } from './amazon-strict-state.ts';
import { strictWorld, type StrictWorld } from './amazon-strict-world.ts';

/** What happens to a request in place of an answer: an answer of its own, or the line goes dead after it was carried out. */
export type Fault = Answer | 'lost';

export type StrictAmazon = StrictWorld & {
  readonly baseUrl: string;
  readonly captured: (Captured & { readonly operation: string })[];
  /** How many tokens were given out. */
  readonly tokens: () => number;
  /** No token given so far is good any more. */
  readonly revokeTokens: () => void;
  /** Asked before every request that may be answered; null lets it pass. */
  fault: (operation: string, index: number) => Fault | null;
  /** What the token host says in place of a token. */
  refuseToken: Answer | null;
  tokenLivesS: number;
  readonly close: () => Promise<void>;
};

/** A second reading of the fact sheet, made to refuse whatever it does not allow. Nothing of the program's sandbox is in it. */
export async function startStrictAmazon(clock: Clock): Promise<StrictAmazon> {
  const strict = strictWorld(clock);
  const { world } = strict;
  const take = strictBuckets(clock);
  const good = new Map<string, number>();
  let given = 0;
  let requests = 0;

  const giveToken = ({ headers, body }: Captured): Answer => {
    const form = new URLSearchParams(body.toString('utf8'));
    if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      world.offences.push('token: not a form');
    if (server.refuseToken !== null) return server.refuseToken;
    const { clientId, clientSecret, refreshToken } = AMAZON_CREDENTIALS;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return {
        status: 401,
        json: { error: 'invalid_client', error_description: 'Client authentication failed' },
      };
    if (form.get('grant_type') !== 'refresh_token' || form.get('refresh_token') !== refreshToken)
      return {
        status: 400,
        json: { error: 'invalid_grant', error_description: 'The request has an invalid grant' },
      };
    given += 1;
    const token = `Atza|not-a-real-strict-${given}`;
    good.set(token, clock.now() + server.tokenLivesS * 1_000);
    return {
      status: 200,
      json: {
        access_token: token,
        token_type: 'bearer',
        expires_in: server.tokenLivesS,
        refresh_token: refreshToken,
      },
    };
  };

  const store = (seen: Captured): Answer => {
    const id = decodeURIComponent(/^\/store\/([^?]+)\?X-Amz-Signature=/.exec(seen.target)?.[1] ?? '');
    const document = strict.documents.get(id);
    if (!document) return { status: 403 };
    if (Object.keys(seen.headers).some((name) => name.startsWith('x-amz')))
      world.offences.push('a key in the store');
    if (seen.method === 'GET')
      return { status: 200, bytes: document.bytes ?? Buffer.alloc(0), contentType: document.contentType };
    // The very content type that the place was made for (sheet §7).
    if (seen.headers['content-type'] !== document.contentType) {
      world.offences.push(`content type ${seen.headers['content-type']}`);
      return { status: 403 };
    }
    document.bytes = seen.body;
    return { status: 200 };
  };

  const answer = (seen: Captured, operation: Operation): Answer | 'lost' => {
    const token = seen.headers['x-amz-access-token'] ?? '';
    const until = good.get(token);
    if (until === undefined) return refuse(403, 'Unauthorized', 'Access to requested resource is denied.');
    if (until <= clock.now())
      return {
        status: 403,
        json: {
          errors: [
            {
              code: 'Unauthorized',
              message: 'Access to requested resource is denied.',
              details: 'The access token you provided has expired.',
            },
          ],
        },
      };
    if (!take(operation)) {
      world.offences.push(`too many ${operation.name}`);
      return refuse(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');
    }
    const faults = faultsOf(operation, seen);
    world.offences.push(...faults.map((fault) => `${operation.name}: ${fault}`));
    if (faults.length > 0) return refuse(400, 'InvalidInput', faults.join('; '));
    const fault = server.fault(operation.name, (requests += 1));
    if (fault !== null && fault !== 'lost') return fault;
    const [path = '', search = ''] = seen.target.split('?');
    const told = strict.handle({
      operation: operation.name,
      parts: path.split('/').slice(1),
      query: new URLSearchParams(search),
      json: seen.body.length === 0 ? undefined : JSON.parse(seen.body.toString('utf8')),
      origin: server.baseUrl,
    });
    return fault === 'lost' ? 'lost' : told;
  };

  const route = (seen: Captured): Answer | 'lost' => {
    const path = seen.target.split('?')[0]!;
    if (path === '/auth/o2/token') return giveToken(seen);
    if (path.startsWith('/store/')) return store(seen);
    const operation = OPERATIONS.find((each) => each.method === seen.method && each.path.test(path));
    if (!operation) {
      world.offences.push(`unknown: ${seen.method} ${path}`);
      return refuse(404, 'NotFound', path);
    }
    server.captured.push({ ...seen, operation: operation.name });
    return answer(seen, operation);
  };

  const http = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      );
      const told = route({
        method: incoming.method ?? '',
        target: incoming.url ?? '',
        headers,
        body: Buffer.concat(chunks),
      });
      if (told === 'lost') return void response.socket?.destroy();
      const { status, json, bytes, contentType } = told;
      response.writeHead(status, {
        'x-amzn-RequestId': 'r-1',
        ...(contentType
          ? { 'content-type': contentType }
          : json === undefined
            ? {}
            : { 'content-type': 'application/json' }),
      });
      response.end(bytes ?? (json === undefined ? undefined : JSON.stringify(json)));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: StrictAmazon = {
    ...strict,
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    captured: [],
    tokens: () => given,
    revokeTokens: () => good.clear(),
    fault: () => null,
    refuseToken: null,
    tokenLivesS: 3_600,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}
