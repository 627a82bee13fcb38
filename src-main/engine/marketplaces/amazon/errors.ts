import { problem, type Problem, type ProblemCode } from '#contract/problem.ts';
import { redactText } from '#common/redact-text.ts';
import type { GatewayResponse } from '../../gateway/port.ts';
import { explain } from './explanations.ts';
import type { WireIssue } from './wire.ts';

export const NAME = 'Amazon';
const DETAIL_LIMIT = 1_000;

export type RefusalContext = {
  readonly endpoint: string;
  readonly sellerId: string;
  readonly notFound?: ProblemCode;
};

type Words = { readonly codes: readonly string[]; readonly messages: readonly string[] };

/**
 * Names a 3xx or 4xx answer. Amazon's error list has open codes ("BAD_REQUEST", "400" and "InvalidInput" mean the same), so
 * the HTTP status decides and the words explain (sheet §2).
 */
export function refusalProblem(
  response: Pick<GatewayResponse, 'status' | 'json' | 'text' | 'headers'>,
  context: RefusalContext,
): Problem {
  const words = readErrorWords(response.json, response.text);
  const { status } = response;
  const requestId = response.headers['x-amzn-requestid'] ?? '';
  const params = {
    marketplace: NAME,
    endpoint: context.endpoint,
    sellerId: context.sellerId,
    status,
    // Amazon's support asks for it; it is about no person.
    ...(/^[\w.-]{4,80}$/.test(requestId) ? { requestId } : {}),
  };
  const raw = [...words.codes, ...words.messages].join(' · ');
  const detail = clean(`HTTP ${status}${raw === '' ? '' : `: ${raw}`}`);
  const known = explain([...words.codes, ...words.messages]);
  return problem(known?.code ?? codeOf(status, words, context), { ...params, ...known?.texts }, detail);
}

function codeOf(status: number, words: Words, context: RefusalContext): ProblemCode {
  const said = [...words.codes, ...words.messages].join(' ').toLowerCase();
  // Login with Amazon: the keys, or the seller's permission, are no longer good (RFC 6749 §5.2).
  if (/invalid_(?:grant|client)|unauthorized_client/.test(said)) return 'channel/wrong-key';
  if (context.endpoint === 'token' && status < 500) return 'channel/wrong-key';
  if (status === 401) return 'channel/wrong-key';
  if (status === 403) return 'channel/forbidden';
  if (status === 404) return context.notFound ?? 'channel/not-found';
  if (status === 410) return 'channel/retired-endpoint';
  if (status >= 300 && status < 400) return 'channel/not-understood';
  return 'channel/request-refused';
}

function readErrorWords(json: unknown, text: string): Words {
  const codes: string[] = [];
  const messages: string[] = [];
  const take = (value: unknown, into: string[]): void => {
    if (typeof value === 'string' && value.trim() !== '') into.push(value.trim());
  };
  const body = recordOf(json);
  const errors = Array.isArray(body?.['errors']) ? (body['errors'] as readonly unknown[]) : [];
  for (const entry of errors) {
    const error = recordOf(entry);
    take(error?.['code'], codes);
    take(error?.['message'], messages);
    take(error?.['details'], messages);
  }
  // Login with Amazon's own form.
  take(body?.['error'], codes);
  take(body?.['error_description'], messages);
  take(body?.['message'], messages);
  if (codes.length === 0 && messages.length === 0) {
    const plain = text
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .slice(0, 300);
    take(plain, messages);
  }
  return { codes, messages };
}

/** Why one listing was refused, from its issues; unknown ones keep Amazon's own words (asked for in the shop's language). */
export function issueProblem(issues: readonly WireIssue[]): Problem {
  const errors = issues.filter(isError);
  const told = errors.length > 0 ? errors : issues;
  const words = told.map(({ code, message }) => `${code}: ${message}`);
  const detail = words.length === 0 ? null : clean(words.join(' · '));
  const known = explain(told.flatMap(({ code, categories, message }) => [code, ...categories, message]));
  const fields = [...new Set(told.flatMap(({ attributeNames }) => attributeNames))].slice(0, 10).join(', ');
  const params = { marketplace: NAME, ...(fields === '' ? {} : { fields }), ...known?.texts };
  return problem(known?.code ?? 'channel/item-refused', params, detail);
}

export function isError(issue: WireIssue): boolean {
  return issue.severity.toUpperCase() === 'ERROR';
}

/** A refusal of our own for one listing: nothing of it was sent. */
export function ownRefusal(
  sign:
    | 'not-there'
    | 'amazon-fulfils'
    | 'other-currency'
    | 'already-there'
    | 'restricted'
    | 'no-tracking-number'
    | 'no-carrier',
  detail: string | null = null,
): Problem {
  const known = explain([`meschain:${sign}`]);
  return problem(known?.code ?? 'channel/item-refused', { marketplace: NAME, ...known?.texts }, detail);
}

export function clean(text: string): string {
  return maskTokens(redactText(text)).slice(0, DETAIL_LIMIT);
}

/** Amazon's tokens and secrets by their beginnings (sheet §17.6), should one ever be echoed. */
function maskTokens(text: string): string {
  return text.replace(/(Atz[ar]\||Atz\.sprdt\||amzn1\.oa2-cs\.)[^\s"',]*/g, '$1[…]');
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>) // Its fields are looked at one by one, each as unknown.
    : null;
}
