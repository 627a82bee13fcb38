import { problem, type Problem, type ProblemCode } from '#contract/problem.ts';
import { redactText } from '#common/redact-text.ts';
import { foldKey } from '#common/turkish-text.ts';
import type { GatewayResponse } from '../../gateway/port.ts';
import { asRecord } from '../kit/record.ts';
import type { Explanation } from '../kit/explain.ts';
import { explain } from './explanations.ts';

const NAME = 'Trendyol';
const DETAIL_LIMIT = 1_000;

/** What an error body says: Trendyol's services have four shapes for it (sheet §1.3), and proxies have their own. */
export type ErrorWords = { readonly keys: readonly string[]; readonly messages: readonly string[] };

export function readErrorWords(json: unknown, text: string): ErrorWords {
  const keys: string[] = [];
  const messages: string[] = [];
  const take = (value: unknown, into: string[]): void => {
    if (typeof value === 'string' && value.trim() !== '') into.push(value.trim());
  };
  const body = asRecord(json);
  take(body?.['exception'], keys);
  take(body?.['error'], keys);
  take(body?.['message'], messages);
  for (const entry of asList(body?.['errors'])) {
    const error = asRecord(entry);
    take(error?.['key'], keys);
    take(error?.['message'] ?? entry, messages);
  }
  if (keys.length === 0 && messages.length === 0) {
    take(
      typeof json === 'string'
        ? json
        : text
            .replace(/<[^>]*>/g, ' ')
            .replace(/\s+/g, ' ')
            .slice(0, 300),
      messages,
    );
  }
  return { keys, messages };
}

/**
 * The refusal of a body that was sent within the last 15 minutes. Where it appears is not documented (status, body or
 * batch item), so it is looked for everywhere, by its words alone,
 * plain or with its letters written as JSON escapes.
 */
export function isRepeatedRequest(text: string): boolean {
  const folded = foldKey(unescaped(text));
  return (
    folded.includes('15 dakika boyunca ayni iste') ||
    (folded.includes('15 dakika') && folded.includes('tekrarli olarak'))
  );
}

/** "… tekrarlı ürün oluşturma isteği atılamaz": the first one is under way (seen May 2026). */
export function isRepeatedCreation(text: string): boolean {
  return foldKey(unescaped(text)).includes('tekrarli urun olusturma istegi');
}

function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_escape, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

export type RefusalContext = {
  readonly endpoint: string;
  readonly sellerId: string;
  /** For answers that mean something special where they came from. */
  readonly notFound?: ProblemCode;
  readonly conflict?: ProblemCode;
};

/** Names a 3xx or 4xx answer. */
export function refusalProblem(response: GatewayResponse, context: RefusalContext): Problem {
  const words = readErrorWords(response.json, response.text);
  const { status } = response;
  const params = { marketplace: NAME, endpoint: context.endpoint, sellerId: context.sellerId, status };
  const raw = [...words.keys, ...words.messages].join(' · ');
  const detail = clean(`HTTP ${status}${raw === '' ? '' : `: ${raw}`}`);
  const known = explain(words.messages) ?? explain(words.keys);
  if (known && status !== 401 && status !== 403)
    return problem(known.code ?? 'channel/request-refused', { ...params, ...known.texts }, detail);
  return problem(codeOf(status, words, context), params, detail);
}

function codeOf(status: number, words: ErrorWords, context: RefusalContext): ProblemCode {
  const said = [...words.keys, ...words.messages].join(' ').toLowerCase();
  // 404 with these names: the seller number itself is unknown to this environment (seen live, 2026).
  if (/apidomainnotfound/.test(said)) return 'channel/other-seller';
  if (status === 401) return 'channel/wrong-key';
  if (status === 403) return 'channel/forbidden';
  if (status === 404) return context.notFound ?? 'channel/not-found';
  if (status === 409) return context.conflict ?? 'channel/request-refused';
  // The old generation's services answer 426 in their brown-outs (2026); 410 is how services end elsewhere.
  if (status === 426 || status === 410 || /brown-?out/.test(said)) return 'channel/retired-endpoint';
  if (status >= 300 && status < 400) return 'channel/not-understood';
  return 'channel/request-refused';
}

/** Names why one item of a batch was refused. Unknown texts stay readable: the raw words are the detail. */
export function itemProblem(failureReasons: unknown): Problem {
  const messages = asList(failureReasons).flatMap(reasonTexts);
  const detail = messages.length === 0 ? null : clean(messages.join(' · '));
  if (messages.some(isRepeatedRequest))
    return problem('channel/same-request-repeated', { marketplace: NAME }, detail);
  const known: Explanation | null = explain(messages);
  return problem(known?.code ?? 'channel/item-refused', { marketplace: NAME, ...known?.texts }, detail);
}

/** Reasons are plain texts in every sample; objects with a message are taken too. */
function reasonTexts(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return entry.trim() === '' ? [] : [entry.trim()];
  const record = asRecord(entry);
  const text = record?.['message'] ?? record?.['reason'] ?? record?.['failureReason'];
  if (typeof text === 'string') return [text];
  return entry === null || entry === undefined ? [] : [JSON.stringify(entry)];
}

function clean(text: string): string {
  return redactText(text).slice(0, DETAIL_LIMIT);
}

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === null || value === undefined ? [] : [value];
}
