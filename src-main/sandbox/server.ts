import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock, Logger } from '#engine/host.ts';
import type { CallLog } from './call-log.ts';
import { answerControl, CONTROL_PREFIX, type ControlParts } from './control.ts';
import { send, sendAfter, sendInstead } from './deliver.ts';
import { jsonAnswer, type SandboxAnswer, type SandboxRequest } from './exchange.ts';
import { AFTER_FAULTS, BEFORE_FAULTS, type Fault } from './faults.ts';
import type { SandboxMarketplace } from './marketplace.ts';

const BODY_TOP = 20 * 1_024 * 1_024;

export type ServerParts = ControlParts & { readonly hostClock: Clock; readonly logger: Logger };

/** The HTTP server in front of the marketplaces; not listening yet. */
export function createSandboxServer(parts: ServerParts): Server {
  const server = createServer((message, response) => {
    answerMessage(parts, message, response).catch((error: unknown) => {
      parts.logger.error('sandbox-request-failed', {
        error: error instanceof Error ? error.message : 'unknown',
        stack: error instanceof Error ? (error.stack ?? '') : '',
      });
      if (response.headersSent) response.destroy();
      else send(response, jsonAnswer(500, { statusCode: 500, message: 'Internal server error' }));
    });
  });
  // A client that goes away in the middle of a request is everyday life here.
  server.on('clientError', (_error, socket) => socket.destroy());
  return server;
}

async function answerMessage(
  parts: ServerParts,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(message);
  if (body === null) {
    send(response, jsonAnswer(413, { statusCode: 413, message: 'Payload Too Large' }));
    return;
  }
  const url = new URL(message.url ?? '/', 'http://sandbox');
  const [, first = ''] = url.pathname.split('/');
  const request: SandboxRequest = {
    method: message.method ?? 'GET',
    path: url.pathname.slice(first.length + 1) || '/',
    query: url.searchParams,
    headers: message.headers,
    body,
  };
  if (`/${first}` === CONTROL_PREFIX) {
    send(response, answerControl(parts, request));
    return;
  }
  const marketplace = parts.marketplaces.get(first);
  if (marketplace) await answerAsMarketplace(parts, marketplace, { request, response });
  else send(response, jsonAnswer(404, { statusCode: 404, message: 'Not Found' }));
}

/** Null when it is longer than anybody may send. */
async function readBody(message: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= BODY_TOP) chunks.push(chunk);
  }
  return length > BODY_TOP ? null : Buffer.concat(chunks);
}

async function answerAsMarketplace(
  parts: ServerParts,
  marketplace: SandboxMarketplace,
  { request, response }: { readonly request: SandboxRequest; readonly response: ServerResponse },
): Promise<void> {
  const endpoint = marketplace.endpointOf(request);
  const hungUp = new AbortController();
  response.on('close', () => hungUp.abort());
  const line = { response, clock: parts.hostClock, closed: hungUp.signal };
  const note = noteIn(parts.calls, { parts, marketplace, request, endpoint });
  const before = parts.faults.strike(BEFORE_FAULTS, endpoint);
  if (isOf(BEFORE_FAULTS, before)) {
    note({ status: statusOf(before), fault: before.kind, acted: false });
    await sendInstead(line, before, ownWords(marketplace, before, request));
    return;
  }
  const answer: SandboxAnswer = marketplace.handle(request);
  parts.changed();
  const after = parts.faults.strike(AFTER_FAULTS, endpoint);
  if (isOf(AFTER_FAULTS, after)) {
    note({
      status: after.kind === 'lost-answer' || after.kind === 'timeout-after' ? null : answer.status,
      fault: after.kind,
      acted: true,
    });
    await sendAfter(line, answer, after);
    return;
  }
  note({ status: answer.status, fault: null, acted: true });
  send(response, answer);
}

/** Where a marketplace refuses in a form of its own (SOAP, XML). */
function ownWords(
  { faultAnswer }: SandboxMarketplace,
  { kind, status }: Fault,
  request: SandboxRequest,
): SandboxAnswer | null {
  if (!faultAnswer || (kind !== 'rate-limit' && kind !== 'server-error')) return null;
  return faultAnswer({ kind, status: kind === 'rate-limit' ? 429 : (status ?? 500) }, request);
}

function statusOf(fault: Fault): number | null {
  if (fault.kind === 'rate-limit') return 429;
  if (fault.kind === 'server-error') return fault.status ?? 500;
  return fault.kind === 'html' ? (fault.status ?? 502) : null;
}

function isOf<K extends Fault['kind']>(
  kinds: readonly K[],
  fault: Fault | null,
): fault is Omit<Fault, 'kind'> & { readonly kind: K } {
  return fault !== null && (kinds as readonly string[]).includes(fault.kind); // Widened to ask, not to claim.
}

/** Written down before the answer leaves: whoever has the answer finds the call in the log. */
function noteIn(
  calls: CallLog,
  call: {
    readonly parts: ServerParts;
    readonly marketplace: SandboxMarketplace;
    readonly request: SandboxRequest;
    readonly endpoint: string | null;
  },
): (outcome: {
  readonly status: number | null;
  readonly fault: string | null;
  readonly acted: boolean;
}) => void {
  return (outcome) =>
    calls.add({
      at: call.parts.clock.now(),
      marketplace: call.marketplace.marketplace,
      endpoint: call.endpoint,
      method: call.request.method,
      path: call.request.path,
      query: call.request.query.toString(),
      bodyText: call.request.body.length > 0 ? call.request.body.toString('utf8') : null,
      ...outcome,
    });
}
