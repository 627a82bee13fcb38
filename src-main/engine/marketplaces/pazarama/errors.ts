import { problem, ProblemError, type Problem, type ProblemCode } from '#contract/problem.ts';
import { redactText } from '#common/redact-text.ts';
import { foldKey } from '#common/turkish-text.ts';
import type { GatewayResponse } from '../../gateway/port.ts';
import { readErrorWords as wordsOfBody, wordsOf, type WordOptions } from '../kit/error-words.ts';
import { asRecord } from '../kit/record.ts';
import { explain } from './explanations.ts';

export const NAME = 'Pazarama';
const DETAIL_LIMIT = 1_000;

/** Where an error body may carry its words: the envelope's own, then ASP.NET's for what never reached the service. */
const WORDS: WordOptions = {
  fields: ['data', 'error', 'errors', 'messageCode', 'userMessage', 'message', 'error_description', 'title'],
  numbers: false,
};

/** Beside real reasons there is always this sentence (a merchant's program, Sep 2026): it says nothing. */
const EMPTY_PHRASE = 'su anda gerceklestirilemiyor';

/** All words of an error body, in the order of their importance. */
export function readErrorWords(json: unknown, text: string): readonly string[] {
  return withoutPhrase(wordsOfBody(json, text, WORDS));
}

function withoutPhrase(words: readonly string[]): readonly string[] {
  const telling = words.filter((word) => !foldKey(word).includes(EMPTY_PHRASE));
  return telling.length > 0 ? telling : words;
}

export type RefusalMeaning = {
  /** For answers that mean something special where they came from. */
  readonly notFound?: ProblemCode | undefined;
  readonly refused?: ProblemCode | undefined;
};

/** `success: false` comes with HTTP 200 as well (portal, 2026): then nothing was done. */
export function isRefusal({ status, json }: Pick<GatewayResponse, 'status' | 'json'>): boolean {
  return status < 200 || status >= 300 || asRecord(json)?.['success'] === false;
}

/** Names a refusal: a 3xx, a 4xx, or the envelope's own no with whatever status. */
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

/** Wrong keys: 400 with `messageCode: invalid_token` (seen 8 Oct 2026); the names that OAuth has for it are taken, too. */
function isWrongKey(word: string): boolean {
  return /^(invalid_token|invalid_client|invalid_grant|unauthorized_client)$/i.test(word.trim());
}

/** Names why one item was refused. Unknown texts stay readable: the raw words are the detail. */
export function itemProblem(reasons: unknown): Problem {
  const words = withoutPhrase(wordsOf(reasons, WORDS));
  const detail = words.length === 0 ? null : clean(words.join(' · '));
  const known = explain(words);
  return problem(known?.code ?? 'channel/item-refused', { marketplace: NAME, ...known?.texts }, detail);
}

export function clean(text: string): string {
  return redactText(text).slice(0, DETAIL_LIMIT);
}

/** The result of an upload that is no longer kept, or never was. */
export function batchLost(batch: string, detail: string | null = null): ProblemError {
  const params = { marketplace: NAME, endpoint: 'listing-results', batchId: batch };
  return new ProblemError(problem('channel/batch-lost', params, detail));
}
