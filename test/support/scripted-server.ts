import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** What the other side does with one request. */
export type Scripted =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly json?: unknown;
      /** As it stands, instead of `json`. */
      readonly body?: string | Buffer;
    }
  /** Reads the request, acts as far as the script is concerned, and drops the connection without a word. */
  | 'drop'
  /** Reads the request and never answers. */
  | 'hang'
  /** Sends headers and half a body, then drops the connection. */
  | 'half';

export type ScriptedServer = {
  readonly baseUrl: string;
  readonly requests: SeenRequest[];
  /** Set by who wants each body as it came. */
  onBody: ((bytes: Buffer) => void) | null;
  readonly close: () => Promise<void>;
};

/** A server on this computer that answers by a script: real sockets, real bytes. */
export async function startScriptedServer(
  answer: (request: SeenRequest, index: number) => Scripted | Promise<Scripted>,
): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
      const seen: SeenRequest = {
        method: incoming.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(seen);
      scripted.onBody?.(Buffer.concat(chunks));
      void Promise.resolve(answer(seen, requests.length - 1)).then((script) => play(response, script));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const scripted: ScriptedServer = {
    baseUrl: `http://127.0.0.1:${port}/trendyol`,
    requests,
    onBody: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return scripted;
}

function play(response: ServerResponse, script: Scripted): void {
  if (script === 'hang') return;
  if (script === 'drop') {
    response.socket?.destroy();
    return;
  }
  if (script === 'half') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"content":[');
    response.socket?.end();
    return;
  }
  const body = script.body ?? (script.json === undefined ? '' : JSON.stringify(script.json));
  response.writeHead(script.status ?? 200, {
    'content-type': 'application/json; charset=utf-8',
    ...script.headers,
  });
  response.end(body);
}
