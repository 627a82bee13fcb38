import { z } from 'zod';

/**
 * Every expected failure has one of these codes. The list is closed: a new code needs a text in both languages
 * (`problem-texts.ts`, checked by the compiler) and a line in {@link PROBLEM_TRAITS}.
 */
export const PROBLEM_CODES = [
  'store/not-connected',
  'store/unreachable',
  'store/wrong-password',
  'store/host-not-allowed',
  'store/no-such-database',
  'store/wrong-prefix',
  'store/not-opencart',
  'store/several-shops',
  'store/too-few-rights',
  'store/plaintext-refused',
  'store/tls-failed',
  'store/unknown-generation',
  'store/connection-lost',
  'store/busy',
  'store/read-only',
  'store/table-damaged',
  'store/statuses-in-doubt',
  'store/refused-value',
  'store/failed',
  'store/edits-wait',
  'store/tunnel-unreachable',
  'store/tunnel-login-refused',
  'store/tunnel-key-changed',
  'store/tunnel-key-unreadable',
  'store/tunnel-forward-refused',
  'store/api-unreachable',
  'store/api-refused',
  'store/api-outcome-unknown',
  'channel/not-known',
  'channel/name-taken',
  'channel/account-taken',
  'channel/wrong-key',
  'channel/other-seller',
  'channel/forbidden',
  'channel/unreachable',
  'channel/timeout',
  'channel/not-understood',
  'channel/rate-limited',
  'channel/server-error',
  'channel/request-refused',
  'channel/same-request-repeated',
  'channel/not-found',
  'channel/outcome-unknown',
  'channel/creation-not-shown',
  'channel/answer-not-arrived',
  'channel/answer-open',
  'channel/no-answer-wanted',
  'channel/breaker-open',
  'channel/paused',
  'channel/not-offered',
  'channel/item-refused',
  'channel/batch-lost',
  'channel/retired-endpoint',
  'channel/closed',
  'guard/stopped-request',
  'vault/locked',
  'vault/wrong-passphrase',
  'vault/key-missing',
  'vault/key-changed',
  'vault/tampered',
  'vault/unprotected-file',
  'cache/in-use',
  'cache/from-the-future',
  'cache/damaged',
  'cache/full',
  'cache/migration-failed',
  'order/not-understood',
  'order/total-differs',
  'order/store-write-failed',
  'order/not-known',
  'order/wrong-state',
  'order/not-arrived',
  'order/outcome-open',
  'order/several-packages',
  'question/not-known',
  'return/not-known',
  'return/not-back-yet',
  'return/put-back-decided',
  'return/stock-given-back',
  'plan/changed-since',
  'plan/nothing-to-approve',
  'product/not-known',
  'product/not-read',
  'edit/gone',
  'edit/unsure',
  'edit/restored',
  'edit/refused-by-shop',
  'edit/batch-not-known',
  'edit/batch-undone',
  'edit/batch-written',
  'edit/touched-later',
  'edit/run-not-known',
  'edit/run-undone',
  'edit/file-not-understood',
  'listing/not-known',
  'listing/variant-not-known',
  'sync/already-running',
  'sync/cancelled',
  'job/not-known',
  'input/invalid',
  'engine/restarted',
  'engine/bug',
] as const;

export const ProblemCode = z.enum(PROBLEM_CODES);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** Who has to act before this can work. */
export const Actor = z.enum(['merchant', 'hosting', 'marketplace', 'program', 'nobody']);
export type Actor = z.infer<typeof Actor>;

/**
 * An expected failure as a value. `params` fill the sentence's blanks; `detail` is the raw text of the other side,
 * redacted, for the page's "details" and never the message itself.
 */
export const Problem = z.object({
  code: ProblemCode,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  detail: z.string().max(4_000).nullable(),
});
export type Problem = z.infer<typeof Problem>;

export type ProblemTraits = {
  /** May the same thing be tried again without anybody doing anything first? */
  readonly retryable: boolean;
  readonly actor: Actor;
};

const again = (actor: Actor): ProblemTraits => ({ retryable: true, actor });
const stop = (actor: Actor): ProblemTraits => ({ retryable: false, actor });

export const PROBLEM_TRAITS: Readonly<Record<ProblemCode, ProblemTraits>> = {
  'store/not-connected': stop('merchant'),
  'store/unreachable': again('hosting'),
  'store/wrong-password': stop('merchant'),
  'store/host-not-allowed': stop('hosting'),
  'store/no-such-database': stop('merchant'),
  'store/wrong-prefix': stop('merchant'),
  'store/not-opencart': stop('merchant'),
  'store/several-shops': stop('merchant'),
  'store/too-few-rights': stop('hosting'),
  'store/plaintext-refused': stop('merchant'),
  'store/tls-failed': stop('hosting'),
  'store/unknown-generation': stop('program'),
  'store/connection-lost': again('nobody'),
  'store/busy': again('nobody'),
  'store/read-only': again('hosting'),
  'store/table-damaged': again('hosting'),
  'store/statuses-in-doubt': stop('merchant'),
  'store/refused-value': stop('program'),
  'store/failed': again('program'),
  'store/edits-wait': stop('merchant'),
  'store/tunnel-unreachable': again('hosting'),
  'store/tunnel-login-refused': stop('merchant'),
  'store/tunnel-key-changed': stop('hosting'),
  'store/tunnel-key-unreadable': stop('merchant'),
  'store/tunnel-forward-refused': stop('hosting'),
  'store/api-unreachable': again('hosting'),
  'store/api-refused': again('merchant'),
  'store/api-outcome-unknown': again('program'),
  'channel/not-known': stop('merchant'),
  'channel/name-taken': stop('merchant'),
  'channel/account-taken': stop('merchant'),
  'channel/wrong-key': stop('merchant'),
  'channel/other-seller': stop('merchant'),
  'channel/forbidden': stop('merchant'),
  'channel/unreachable': again('nobody'),
  'channel/timeout': again('nobody'),
  'channel/not-understood': again('marketplace'),
  'channel/rate-limited': again('nobody'),
  'channel/server-error': again('marketplace'),
  'channel/request-refused': stop('program'),
  'channel/same-request-repeated': stop('nobody'),
  'channel/not-found': stop('merchant'),
  'channel/outcome-unknown': again('nobody'),
  'channel/creation-not-shown': again('merchant'),
  'channel/answer-not-arrived': again('merchant'),
  'channel/answer-open': stop('merchant'),
  'channel/no-answer-wanted': stop('merchant'),
  'channel/breaker-open': again('nobody'),
  'channel/paused': stop('merchant'),
  'channel/not-offered': stop('nobody'),
  'channel/item-refused': stop('merchant'),
  'channel/batch-lost': again('nobody'),
  'channel/retired-endpoint': stop('program'),
  'channel/closed': stop('merchant'),
  'guard/stopped-request': stop('merchant'),
  'vault/locked': stop('merchant'),
  'vault/wrong-passphrase': stop('merchant'),
  'vault/key-missing': stop('merchant'),
  'vault/key-changed': stop('merchant'),
  'vault/tampered': stop('merchant'),
  'vault/unprotected-file': stop('merchant'),
  'cache/in-use': stop('merchant'),
  'cache/from-the-future': stop('merchant'),
  'cache/damaged': stop('merchant'),
  'cache/full': stop('merchant'),
  'cache/migration-failed': stop('program'),
  'order/not-understood': stop('program'),
  'order/total-differs': stop('program'),
  'order/store-write-failed': again('nobody'),
  'order/not-known': stop('merchant'),
  'order/wrong-state': stop('merchant'),
  'order/not-arrived': again('merchant'),
  'order/outcome-open': stop('merchant'),
  'order/several-packages': stop('merchant'),
  'question/not-known': stop('merchant'),
  'return/not-known': stop('merchant'),
  'return/not-back-yet': stop('merchant'),
  'return/put-back-decided': stop('nobody'),
  'return/stock-given-back': stop('nobody'),
  'plan/changed-since': stop('merchant'),
  'plan/nothing-to-approve': stop('merchant'),
  'product/not-known': stop('merchant'),
  'product/not-read': again('nobody'),
  'edit/gone': stop('merchant'),
  'edit/unsure': stop('merchant'),
  'edit/restored': stop('merchant'),
  'edit/refused-by-shop': stop('merchant'),
  'edit/batch-not-known': stop('merchant'),
  'edit/batch-undone': stop('nobody'),
  'edit/batch-written': stop('merchant'),
  'edit/touched-later': stop('merchant'),
  'edit/run-not-known': stop('merchant'),
  'edit/run-undone': stop('nobody'),
  'edit/file-not-understood': stop('merchant'),
  'listing/not-known': stop('merchant'),
  'listing/variant-not-known': stop('merchant'),
  'sync/already-running': stop('nobody'),
  'sync/cancelled': stop('nobody'),
  'job/not-known': stop('merchant'),
  'input/invalid': stop('merchant'),
  'engine/restarted': again('nobody'),
  'engine/bug': stop('program'),
};

/** Makes a problem value. */
export function problem(
  code: ProblemCode,
  params: Problem['params'] = {},
  detail: string | null = null,
): Problem {
  return { code, params, detail: detail === null ? null : detail.slice(0, 4_000) };
}

/** Carries a {@link Problem} through code that throws; caught at the handlers' door and sent as a value. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(value: Problem, options?: ErrorOptions) {
    super(value.code, options);
    this.name = 'ProblemError';
    this.problem = value;
  }
}

export function isProblemError(error: unknown): error is ProblemError {
  return error instanceof ProblemError;
}
