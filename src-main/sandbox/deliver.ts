import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { assertNever } from '#common/assert-never.ts';
import type { Clock } from '#engine/host.ts';
import { jsonAnswer, type SandboxAnswer } from './exchange.ts';
import type { AFTER_FAULTS, BEFORE_FAULTS, Fault } from './faults.ts';

type Line = { readonly response: ServerResponse; readonly clock: Clock; readonly closed: AbortSignal };
type Struck<K> = Omit<Fault, 'kind'> & { readonly kind: K };

const WORTH_ZIPPING = 1_024;
const TOO_MANY = jsonAnswer(429, {
  errors: [{ key: 'too.many.requests', message: 'Too many requests', errorCode: '429' }],
});

/** Sends the whole answer, zipped when it is long and the other side takes it so. */
export function send(response: ServerResponse, answer: SandboxAnswer): number {
  const plain = bytesOf(answer);
  const zips = plain.length >= WORTH_ZIPPING && takesGzip(response);
  const bytes = zips ? gzipSync(plain) : plain;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(zips ? { 'content-encoding': 'gzip' } : {}),
    'content-length': String(bytes.length),
  });
  response.end(bytes);
  return answer.status;
}

function bytesOf({ body }: SandboxAnswer): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : body;
}

function textOf({ body }: SandboxAnswer): string {
  return typeof body === 'string' ? body : body.toString('utf8');
}

/** The beginning of the answer, made unreadable in the way of its kind. */
function garbled(answer: SandboxAnswer): string {
  const text = textOf(answer);
  return text.startsWith('<')
    ? `${text.slice(0, 60)}<unclosed & "`
    : `﻿{"content":[{"barcode":NaN,${text.slice(1, 40)}`;
}

function takesGzip(response: ServerResponse): boolean {
  return /\bgzip\b/.test(response.req.headers['accept-encoding'] ?? '');
}

/** In place of an answer; the marketplace has not acted. Returns the status that was sent, null for none. */
export async function sendInstead(
  line: Line,
  fault: Struck<(typeof BEFORE_FAULTS)[number]>,
  own: SandboxAnswer | null,
): Promise<number | null> {
  switch (fault.kind) {
    case 'rate-limit':
      return send(line.response, {
        ...(own ?? TOO_MANY),
        headers: {
          ...(own ?? TOO_MANY).headers,
          ...(fault.retryAfterSeconds === undefined
            ? {}
            : { 'retry-after': String(fault.retryAfterSeconds) }),
        },
      });
    case 'server-error':
      return send(
        line.response,
        own ??
          jsonAnswer(fault.status ?? 500, {
            statusCode: fault.status ?? 500,
            message: 'Internal server error',
          }),
      );
    case 'html':
      return send(line.response, {
        status: fault.status ?? 502,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
      });
    case 'timeout-before':
      return hold(line, fault.delayMs);
    case 'reset-before':
      line.response.socket?.resetAndDestroy();
      return null;
    default:
      return assertNever(fault.kind, 'fault');
  }
}

/** What becomes of the answer of a marketplace that has acted. */
export async function sendAfter(
  line: Line,
  answer: SandboxAnswer,
  fault: Struck<(typeof AFTER_FAULTS)[number]>,
): Promise<number | null> {
  switch (fault.kind) {
    case 'lost-answer':
      line.response.socket?.resetAndDestroy();
      return null;
    case 'timeout-after':
      return hold(line, fault.delayMs);
    case 'garbage-json':
      return send(line.response, { ...answer, body: garbled(answer) });
    case 'huge-number':
      return send(line.response, {
        ...answer,
        body: textOf(answer).replace(/([:>])\d{13,16}\b/, `$1${'9'.repeat(300)}`),
      });
    case 'truncated-body':
      return truncate(line, answer);
    case 'truncated-gzip':
      return sendBrokenGzip(line, answer);
    case 'slow-body':
      return drip(line, answer, fault.delayMs);
    default:
      return assertNever(fault.kind, 'fault');
  }
}

/** Keeps the line open without a word, then cuts it. */
async function hold(line: Line, delayMs: number): Promise<null> {
  await waited(line, delayMs);
  line.response.socket?.destroy();
  return null;
}

/** Half of what Content-Length promised, then the line is cut. */
function truncate(line: Line, answer: SandboxAnswer): null {
  const bytes = bytesOf(answer);
  line.response.writeHead(answer.status, { ...answer.headers, 'content-length': String(bytes.length + 1) });
  line.response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => line.response.socket?.destroy());
  return null;
}

/** Says gzip and, by its length, that this is all, but half of it is missing. Sent whether or not gzip was asked for. */
function sendBrokenGzip(line: Line, answer: SandboxAnswer): number {
  const zipped = gzipSync(answer.body);
  const bytes = zipped.subarray(0, Math.ceil(zipped.length / 2));
  line.response.writeHead(answer.status, {
    ...answer.headers,
    'content-encoding': 'gzip',
    'content-length': String(bytes.length),
  });
  line.response.end(bytes);
  return answer.status;
}

/** The whole answer, byte by byte or nearly so, over `delayMs`. */
async function drip(line: Line, answer: SandboxAnswer, delayMs: number): Promise<number | null> {
  const bytes = bytesOf(answer);
  const drops = Math.max(1, Math.min(bytes.length, Math.floor(delayMs / 20)));
  line.response.writeHead(answer.status, { ...answer.headers, 'content-length': String(bytes.length) });
  line.response.flushHeaders();
  for (let drop = 0; drop < drops; drop += 1) {
    if (!(await waited(line, delayMs / drops))) return null;
    const from = Math.floor((bytes.length * drop) / drops);
    line.response.write(bytes.subarray(from, Math.floor((bytes.length * (drop + 1)) / drops)));
  }
  line.response.end();
  return answer.status;
}

/** False when the other side hung up (or the sandbox stops) in the meantime. */
async function waited(line: Line, milliseconds: number): Promise<boolean> {
  try {
    await line.clock.sleep(milliseconds, line.closed);
    return true;
  } catch (error) {
    if (line.closed.aborted) return false;
    throw error;
  }
}
