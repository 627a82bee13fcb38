import type { Exchange } from './exchange.ts';
import { parseJson } from './parse-json.ts';
import type { GatewayRequest, GatewayResponse } from './port.ts';

export type ReadAnswer =
  | { readonly readable: true; readonly response: GatewayResponse }
  /** Not what was asked for; a refusal (4xx) is readable however it comes. */
  | { readonly readable: false; readonly response: GatewayResponse };

/** Takes an answer as the request wants it. */
export function readAnswer(request: GatewayRequest, answer: Exchange, durationMs: number): ReadAnswer {
  const { status, headers, text, bytes } = answer;
  const responseWith = (json: unknown): GatewayResponse => ({
    status,
    headers,
    text,
    json,
    bytes,
    durationMs,
  });
  const isRefusal = status >= 400;
  if ((request.answer ?? 'json') !== 'json' && !isRefusal)
    return { readable: true, response: responseWith(undefined) };
  const json = readJson(text);
  return json.ok
    ? { readable: true, response: responseWith(json.value) }
    : { readable: isRefusal, response: responseWith(undefined) };
}

/** Whether a write may have been done or not: whatever stands in between may have answered in its place. */
export function leavesUnknown(request: GatewayRequest, answer: Exchange, readable: boolean): boolean {
  if (isServerFailure(answer.status)) return true;
  if (answer.status >= 400) return false;
  if ((request.answer ?? 'json') === 'json') {
    // Not JSON is either a plain word (`200 OK`), which the adapter judges, or a cut-off body, or somebody's web page.
    return !readable && /^\s*[<{[]/.test(answer.text);
  }
  if (/^\s*<(!doctype\s+html|html)\b/i.test(answer.text)) return true;
  return /^\s*</.test(answer.text) && !/>\s*$/.test(answer.text);
}

/** 408 comes from proxies that gave up waiting, and means as little as a 504. */
export function isServerFailure(status: number): boolean {
  return status >= 500 || status === 408;
}

function readJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (text.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: parseJson(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false };
    throw error;
  }
}
