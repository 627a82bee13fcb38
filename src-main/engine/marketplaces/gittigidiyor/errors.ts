import { problem, type Problem, type ProblemCode } from '#contract/problem.ts';
import { redactText } from '#common/redact-text.ts';
import type { GatewayResponse } from '../../gateway/port.ts';
import { isSoapFault, readSoap, type SoapAnswer } from '../kit/soap.ts';
import type { XmlNode } from '../kit/xml.ts';
import type { GittiGidiyorEndpoint } from './endpoints.ts';
import { explain } from './explanations.ts';
import { nodeAt, textAt } from './xml-fields.ts';

export const NAME = 'GittiGidiyor';
const DETAIL_LIMIT = 1_000;

/** An answer looked at: good, refused in words (`ackCode` failure or a SOAP fault), or none of theirs. */
export type Reading =
  | { readonly kind: 'good'; readonly result: XmlNode }
  | { readonly kind: 'refused'; readonly words: readonly string[] }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Looks for `<operation>Response/return`, whatever the prefixes are, and at its `ackCode` (sheet §4). */
export function readEnvelope(text: string, operation: string): Reading {
  let answer: SoapAnswer;
  try {
    answer = readSoap(text, { attributes: true });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: 'unreadable', why: error.message };
  }
  if (answer.kind === 'fault') return { kind: 'refused', words: [answer.text, answer.code] };
  const result = nodeAt(answer.body, `${operation}Response`, 'return');
  if (result === undefined) return { kind: 'unreadable', why: `no ${operation}Response` };
  const acknowledged = textAt(result, 'ackCode').toLowerCase();
  if (acknowledged === 'failure') return { kind: 'refused', words: failureWords(result) };
  if (acknowledged !== 'success')
    return { kind: 'unreadable', why: `ackCode: ${acknowledged.slice(0, 40) || 'none'}` };
  return { kind: 'good', result };
}

/** For people first; one client of the time spells it `ciewMessage` (sheet §4). */
function failureWords(result: XmlNode): readonly string[] {
  const error = nodeAt(result, 'error');
  const told = ['viewMessage', 'ciewMessage', 'message'].map((name) => textAt(error, name));
  const words = [...told, textAt(result, 'result')].filter((word) => word !== '');
  return words.length > 0 ? words : [textAt(error, 'errorCode') || 'failure'];
}

/**
 * Whether an answer says in words that nothing was done, whatever its status. For `refusesInWords`. To a read a SOAP fault is
 * as good as silence: it is asked again.
 */
export function refusesInWords(operation: string, effect: 'read' | 'write'): (text: string) => boolean {
  return (text) => {
    if (effect === 'read' && isSoapFault(text)) return false;
    return readEnvelope(text, operation).kind === 'refused';
  };
}

/** Names a refusal by its words; without any, by its status. */
export function refusalProblem(
  endpoint: GittiGidiyorEndpoint,
  response: Pick<GatewayResponse, 'status'>,
  words: readonly string[],
): Problem {
  const { status } = response;
  const params = { marketplace: NAME, endpoint, status };
  const raw = words.join(' · ');
  const detail = clean(`HTTP ${status}${raw === '' ? '' : `: ${raw}`}`);
  if (status === 401) return problem('channel/wrong-key', params, detail);
  const known = explain(words);
  return problem(known?.code ?? codeOf(status), { ...params, ...known?.texts }, detail);
}

function codeOf(status: number): ProblemCode {
  if (status === 403) return 'channel/forbidden';
  if (status === 404) return 'channel/not-found';
  if (status === 410 || status === 426) return 'channel/retired-endpoint';
  if (status >= 300 && status < 400) return 'channel/not-understood';
  return 'channel/request-refused';
}

/** Names why one item was refused. Unknown texts stay readable: the raw words are the detail. */
export function itemProblem(words: readonly string[]): Problem {
  const known = explain(words);
  const raw = words.join(' · ');
  return problem(
    known?.code ?? 'channel/item-refused',
    { marketplace: NAME, ...known?.texts },
    raw === '' ? null : clean(raw),
  );
}

export function notUnderstood(endpoint: GittiGidiyorEndpoint, detail: string): Problem {
  return problem('channel/not-understood', { marketplace: NAME, endpoint }, detail);
}

function clean(text: string): string {
  return redactText(text).slice(0, DETAIL_LIMIT);
}
