import { problem, type Problem, type ProblemCode } from '#contract/problem.ts';
import { redactText } from '#common/redact-text.ts';
import { foldKey } from '#common/turkish-text.ts';
import type { GatewayResponse } from '../../gateway/port.ts';
import { readErrorWords as wordsOfBody, wordsOf, type WordOptions } from '../kit/error-words.ts';
import { asRecord } from '../kit/record.ts';
import { explain } from './explanations.ts';

export const NAME = 'N11';
const DETAIL_LIMIT = 1_000;

/** Where an error body may carry its words: each path family has a form of its own (sheet §4). */
const WORD_FIELDS = [
  'errorCode',
  'errorMessage',
  'name',
  'message',
  'description',
  'reasons',
  'reason',
  'errors',
  'error',
];
const WORDS: WordOptions = { fields: WORD_FIELDS, numbers: false };

/** All words of an error body, in the order of their importance. */
export function readErrorWords(json: unknown, text: string): readonly string[] {
  return wordsOfBody(json, text, WORDS);
}

const REFUSALS =
  /ConstraintViolationException|IllegalArgumentException|MissingRequestHeader|SellerApiUserUnauthorized|authenticationFailed|TASK_ERR_\d/;

/**
 * Whether an answer of any status is the service's own no. `/ms` answers refused input with 500 and one of these names
 * (seen on production, 10 Oct 2026): nothing was done, and asking again does not help.
 */
export function saysNoInWords(text: string): boolean {
  return /^\s*\{/.test(text) && REFUSALS.test(text);
}

/** `/rest` refuses with `status: "failure"`; whether always with 400 is not written. */
export function isFailure(json: unknown): boolean {
  const body = asRecord(json);
  if (body === null) return false;
  const { status, errorCode } = body;
  if (typeof status === 'string' && /^\s*failure\s*$/i.test(status)) return true;
  return typeof errorCode === 'string' && errorCode.trim() !== '';
}

/** The same content is still queued (TASK_ERR_010, portal 2026). Nothing was done; the first task goes on. */
export function isStillQueued(words: readonly string[]): boolean {
  return words.some((word) => /TASK_ERR_010/.test(word) || foldKey(word).includes('ayni talep icerigi'));
}

export type RefusalMeaning = {
  /** For answers that mean something special where they came from. */
  readonly notFound?: ProblemCode | undefined;
  readonly refused?: ProblemCode | undefined;
};

/** Names a refusal: a 3xx, a 4xx, or the service's own no with whatever status. */
export function refusalProblem(
  endpoint: string,
  response: Pick<GatewayResponse, 'status' | 'json' | 'text'>,
  meaning: RefusalMeaning = {},
): Problem {
  const words = readErrorWords(response.json, response.text);
  const { status } = response;
  const params = { marketplace: NAME, endpoint, status };
  const detail = clean(`HTTP ${status}${words.length === 0 ? '' : `: ${words.join(' · ')}`}`);
  const code = codeOf(status, words, meaning);
  if (code === 'channel/wrong-key') return problem(code, params, detail);
  const known = explain(words);
  return problem(known?.code ?? code, { ...params, ...known?.texts }, detail);
}

function codeOf(status: number, words: readonly string[], meaning: RefusalMeaning): ProblemCode {
  if (status === 401 || status === 403 || words.some(isWrongKey)) return 'channel/wrong-key';
  if (status === 410 || status === 426) return 'channel/retired-endpoint';
  if (status >= 300 && status < 400) return 'channel/not-understood';
  if (status === 404) return meaning.notFound ?? 'channel/not-found';
  return meaning.refused ?? 'channel/request-refused';
}

function isWrongKey(word: string): boolean {
  return (
    /authenticationFailed|SellerApiUserUnauthorized|MissingRequestHeader|^authentication /i.test(word) ||
    foldKey(word).includes('dogrulama islemi basarisiz')
  );
}

/** Names what a SOAP service refused with (`result`, HTTP 200). */
export function soapProblem(
  endpoint: string,
  words: { readonly code: string; readonly message: string },
  meaning: RefusalMeaning = {},
): Problem {
  const said = [words.code, words.message].filter((word) => word !== '');
  const detail = said.length === 0 ? null : clean(said.join(' · '));
  const params = { marketplace: NAME, endpoint };
  if (said.some(isWrongKey)) return problem('channel/wrong-key', params, detail);
  const known = explain(said);
  const code = known?.code ?? meaning.refused ?? 'channel/request-refused';
  return problem(code, { ...params, ...known?.texts }, detail);
}

/** Names why one row was refused. Unknown texts stay readable: the raw words are the detail. */
export function itemProblem(reasons: unknown): Problem {
  const words = readReasons(reasons);
  const detail = words.length === 0 ? null : clean(words.join(' · '));
  if (isStillQueued(words)) return problem('channel/same-request-repeated', { marketplace: NAME }, detail);
  const known = explain(words);
  return problem(known?.code ?? 'channel/item-refused', { marketplace: NAME, ...known?.texts }, detail);
}

/** Reasons are a list of texts; a single text and objects with a message are taken too. */
export function readReasons(reasons: unknown): readonly string[] {
  return wordsOf(reasons, WORDS);
}

export function clean(text: string): string {
  return redactText(text).slice(0, DETAIL_LIMIT);
}
