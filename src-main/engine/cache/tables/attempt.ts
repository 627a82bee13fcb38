import type { Database } from 'better-sqlite3';
import type { Problem } from '#contract/problem.ts';
import { prepared } from '../prepared.ts';

/** Every write request, durable before its first byte. */
export type AttemptState = 'intent' | 'not-sent' | 'open' | 'final' | 'refused' | 'unknown' | 'lost';
export type AttemptKind =
  'offers' | 'acknowledge' | 'invoice' | 'listings' | 'order-action' | 'return-answer' | 'question-answer';

export type AttemptRow = {
  readonly attemptId: string;
  readonly channelId: string;
  readonly kind: AttemptKind;
  readonly endpoint: string;
  readonly bodyHash: string;
  readonly items: number;
  readonly state: AttemptState;
  readonly batchId: string | null;
  readonly httpStatus: number | null;
  readonly nextPollAt: number | null;
  readonly polls: number;
  readonly problem: Problem | null;
  readonly subjectOrderId: string | null;
  readonly subjectPackageId: string | null;
  readonly subjectValue: string | null;
  readonly requestExcerpt: string | null;
  readonly responseExcerpt: string | null;
  readonly startedAt: number;
  readonly finishedAt: number | null;
};

const COLUMNS = `
  a.attempt_id AS attemptId, a.channel_id AS channelId, a.kind, a.endpoint, a.body_hash AS bodyHash, a.items, a.state,
  a.batch_id AS batchId, a.http_status AS httpStatus, a.next_poll_at AS nextPollAt, a.polls, a.problem,
  a.subject_order_id AS subjectOrderId, a.subject_package_id AS subjectPackageId, a.subject_value AS subjectValue,
  a.request_excerpt AS requestExcerpt, a.response_excerpt AS responseExcerpt, a.started_at AS startedAt,
  a.finished_at AS finishedAt`;

type Raw = Omit<AttemptRow, 'problem'> & { readonly problem: string | null };

function parsed(raw: Raw): AttemptRow {
  return { ...raw, problem: raw.problem === null ? null : (JSON.parse(raw.problem) as Problem) };
}

export type NewAttempt = {
  readonly attemptId: string;
  readonly channelId: string;
  readonly kind: AttemptKind;
  readonly endpoint: string;
  readonly bodyHash: string;
  readonly items: number;
  readonly subjectOrderId: string | null;
  readonly subjectPackageId: string | null;
  readonly subjectValue: string | null;
  readonly requestExcerpt: string | null;
  readonly at: number;
};

/** The intent. The attempt's own id is its idempotency key. */
export function insertAttempt(database: Database, attempt: NewAttempt): void {
  prepared(
    database,
    `INSERT INTO attempt (attempt_id, channel_id, kind, endpoint, idempotency_key, body_hash, items, state,
         subject_order_id, subject_package_id, subject_value, request_excerpt, started_at)
       VALUES (@attemptId, @channelId, @kind, @endpoint, @attemptId, @bodyHash, @items, 'intent',
         @subjectOrderId, @subjectPackageId, @subjectValue, @requestExcerpt, @at)`,
  ).run(attempt);
}

export function recordAnswer(
  database: Database,
  answer: { readonly attemptId: string; readonly status: number; readonly excerpt: string },
): void {
  prepared(
    database,
    'UPDATE attempt SET http_status = @status, response_excerpt = @excerpt WHERE attempt_id = @attemptId',
  ).run(answer);
}

/** The request was taken and its results must be asked for. */
export function openAttempt(
  database: Database,
  open: { readonly attemptId: string; readonly batchId: string; readonly nextPollAt: number },
): void {
  prepared(
    database,
    `UPDATE attempt SET state = 'open', batch_id = @batchId, next_poll_at = @nextPollAt WHERE attempt_id = @attemptId`,
  ).run(open);
}

export function recordPoll(
  database: Database,
  poll: { readonly attemptId: string; readonly nextPollAt: number; readonly excerpt: string | null },
): void {
  prepared(
    database,
    `UPDATE attempt SET polls = polls + 1, next_poll_at = @nextPollAt,
         response_excerpt = coalesce(@excerpt, response_excerpt) WHERE attempt_id = @attemptId`,
  ).run(poll);
}

export function finishAttempt(
  database: Database,
  end: {
    readonly attemptId: string;
    readonly state: Exclude<AttemptState, 'intent' | 'open'>;
    readonly problem: Problem | null;
    readonly at: number;
  },
): void {
  prepared(
    database,
    `UPDATE attempt SET state = @state, problem = @problem, next_poll_at = NULL, finished_at = @at
       WHERE attempt_id = @attemptId`,
  ).run({ ...end, problem: end.problem ? JSON.stringify(end.problem) : null });
}

export function findAttempt(database: Database, attemptId: string): AttemptRow | null {
  const raw = prepared<[string], Raw>(
    database,
    `SELECT ${COLUMNS} FROM attempt a WHERE a.attempt_id = ?`,
  ).get(attemptId);
  return raw ? parsed(raw) : null;
}

export function attemptsInState(
  database: Database,
  query: { readonly channelId: string | null; readonly state: AttemptState },
): readonly AttemptRow[] {
  return prepared<[typeof query], Raw>(
    database,
    `SELECT ${COLUMNS} FROM attempt a
       WHERE (@channelId IS NULL OR a.channel_id = @channelId) AND a.state = @state ORDER BY a.started_at`,
  )
    .all(query)
    .map(parsed);
}

/**
 * When a body with this hash last reached the marketplace, or may have. Null when it did not within the window: what
 * was certainly not sent does not count.
 */
export function lastSentWithBody(
  database: Database,
  query: {
    readonly channelId: string;
    readonly bodyHash: string;
    readonly since: number;
    readonly exceptAttemptId: string;
  },
): number | null {
  const row = prepared<[typeof query], { at: number | null }>(
    database,
    `SELECT max(started_at) AS at FROM attempt
       WHERE channel_id = @channelId AND body_hash = @bodyHash AND started_at >= @since
         AND attempt_id <> @exceptAttemptId AND state <> 'not-sent'`,
  ).get(query);
  return row?.at ?? null;
}

export type BatchRecord = AttemptRow & {
  readonly channelName: string;
  readonly done: number;
  readonly failed: number;
  readonly unknown: number;
};

// Counted in listings, as `items` is: stock and price of one listing travel as one item and share its outcome.
const BATCH = `${COLUMNS}, c.name AS channelName,
  (SELECT count(DISTINCT o.listing_id) FROM outbox o WHERE o.attempt_id = a.attempt_id AND o.state = 'done') AS done,
  (SELECT count(DISTINCT o.listing_id) FROM outbox o
     WHERE o.attempt_id = a.attempt_id AND o.state IN ('dead', 'failed')) AS failed,
  (SELECT count(DISTINCT o.listing_id) FROM outbox o
     WHERE o.attempt_id = a.attempt_id AND o.state = 'unknown') AS unknown`;

export function findBatch(database: Database, attemptId: string): BatchRecord | null {
  const raw = prepared<[string], Raw & Pick<BatchRecord, 'channelName' | 'done' | 'failed' | 'unknown'>>(
    database,
    `SELECT ${BATCH} FROM attempt a JOIN channel c ON c.channel_id = a.channel_id WHERE a.attempt_id = ?`,
  ).get(attemptId);
  return raw ? { ...raw, ...parsed(raw) } : null;
}

export function batchPage(
  database: Database,
  query: { readonly channelId: string | null; readonly offset: number; readonly limit: number },
): { readonly rows: readonly BatchRecord[]; readonly total: number } {
  const where = `a.kind = 'offers' AND a.state <> 'not-sent' AND (@channelId IS NULL OR a.channel_id = @channelId)`;
  const rows = prepared<
    [typeof query],
    Raw & Pick<BatchRecord, 'channelName' | 'done' | 'failed' | 'unknown'>
  >(
    database,
    `SELECT ${BATCH} FROM attempt a JOIN channel c ON c.channel_id = a.channel_id
       WHERE ${where} ORDER BY a.started_at DESC, a.attempt_id LIMIT @limit OFFSET @offset`,
  )
    .all(query)
    .map((raw) => ({ ...raw, ...parsed(raw) }));
  const count = prepared<[{ channelId: string | null }], { total: number }>(
    database,
    `SELECT count(*) AS total FROM attempt a WHERE ${where}`,
  ).get({ channelId: query.channelId });
  return { rows, total: count?.total ?? 0 };
}
