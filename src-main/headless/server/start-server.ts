import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { problem, ProblemError } from '#contract/problem.ts';
import type { Engine } from '#engine/main.ts';
import type { Logger, Random } from '#engine/host.ts';
import { readPageFile } from '../../node-host/page-files.ts';
import { PAGE_HEADERS } from '../../node-host/page-headers.ts';
import { hasAllowedHost, hasOwnOrigin, readSessionCookie, sessionCookieName } from './request-checks.ts';
import { createSessions, type Sessions } from './sessions.ts';

export type ServerOptions = {
  readonly router: Engine['router'];
  /** The built page: `out/renderer`. */
  readonly pageFolder: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
  readonly random: Random;
  readonly logger: Logger;
  /** Somebody guessed at tokens: no new connection is accepted from now on; open sessions go on. */
  readonly onLocked: () => void;
};

export type RunningServer = {
  readonly port: number;
  /** A fresh address that opens the page once: its token stands in the fragment, which no server ever sees. */
  readonly newAddress: () => string;
  readonly stop: () => Promise<void>;
};

const MAX_SESSION_BODY = 1_024;
const MAX_MESSAGE = 8 * 1024 * 1024;
const SessionRequest = z.object({ token: z.string().max(200) });

type Context = ServerOptions & {
  readonly sessions: Sessions;
  readonly ownPort: () => number;
  readonly lock: () => void;
};

/**
 * Browser mode: the engine behind 127.0.0.1. Every request must call the server by its own name; files are readable
 * without a session (they hold no data), everything else needs one. Rejects with `input/invalid` when the port is taken.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const sessions = createSessions(options.random);
  const server = createServer();
  const context: Context = {
    ...options,
    sessions,
    ownPort: () => (server.address() as AddressInfo | null)?.port ?? 0, // an AddressInfo while it listens on TCP
    lock: () => {
      options.logger.warn('server-locked', { reason: 'wrong-tokens' });
      server.close();
      options.onLocked();
    },
  };
  server.on('request', (request, response) => {
    answer(context, request, response).catch((error: unknown) => {
      options.logger.error('server-request-failed', {
        error: error instanceof Error ? error.name : 'unknown',
      });
      if (!response.headersSent) refuse(response, 500);
      else response.destroy();
    });
  });
  const sockets = acceptSockets(server, context);
  await listen(server, options.port);
  const port = context.ownPort();
  return {
    port,
    newAddress: () => `http://127.0.0.1:${port}/#token=${sessions.issueToken()}`,
    stop: () => stop(server, sockets),
  };
}

async function answer(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
  if (!hasAllowedHost(request, context.ownPort())) return refuse(response, 421);
  const path = (request.url ?? '').split('?', 1)[0]!;
  if (path === '/session') return beginSession(context, request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const file = await readPageFile(context.pageFolder, path);
  if (file === null) return refuse(response, 404);
  response.writeHead(200, {
    'Content-Type': file.contentType,
    'Content-Length': file.body.length,
    'Cache-Control': file.cacheControl,
  });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

/** Exchanges the one-time token for a session. A foreign origin is refused before its token counts as a wrong one. */
async function beginSession(
  context: Context,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  if (request.method !== 'POST') return refuse(response, 405);
  if (!hasOwnOrigin(request)) return refuse(response, 403);
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refuse(response, 415);
  const body = SessionRequest.safeParse(await readJson(request));
  if (!body.success) return refuse(response, 400);
  const verdict = context.sessions.begin(body.data.token);
  if (verdict.kind === 'locked') context.lock();
  if (verdict.kind !== 'session') return refuse(response, 403);
  const name = sessionCookieName(context.ownPort());
  response.setHeader('Set-Cookie', `${name}=${verdict.id}; HttpOnly; SameSite=Strict; Path=/`);
  respond(response, 204);
}

function hasSession(context: Context, request: IncomingMessage): boolean {
  return context.sessions.has(readSessionCookie(request, context.ownPort()));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_SESSION_BODY) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    // The schema refuses it: the caller is answered 400.
    return undefined;
  }
}

function acceptSockets(server: Server, context: Context): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  const handler = new RPCHandler(context.router);
  server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?', 1)[0];
    const allowed =
      path === '/rpc' &&
      hasAllowedHost(request, context.ownPort()) &&
      hasOwnOrigin(request) &&
      hasSession(context, request);
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', (error) => context.logger.warn('server-socket-failed', { error: error.name }));
      void handler.upgrade(client, { context: {} });
    });
  });
  return sockets;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(
        taken
          ? new ProblemError(problem('input/invalid', { field: `--port ${port}` }, error.message))
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function stop(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const client of sockets.clients) client.close(1001);
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  for (const client of sockets.clients) client.terminate();
  await closed;
}

function respond(response: ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${status}\n`);
}
