import type { Database } from 'better-sqlite3';
import type { QuestionFilter, QuestionState } from '#contract/questions.ts';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';

/** A question as it is kept; what buyer and seller said stands in `personalSealed`. */
export type QuestionRecord = {
  readonly channelId: string;
  readonly questionId: string;
  readonly state: QuestionState;
  readonly rawState: string;
  readonly askedAt: number;
  readonly answerBy: number | null;
  readonly answeredAt: number | null;
  readonly productTitle: string;
  readonly productUrl: string | null;
  readonly stockCode: string;
  readonly barcode: string;
  readonly orderNumber: string | null;
  readonly isPublic: number | null;
  readonly personalSealed: string;
};

const COLUMNS = `channel_id AS channelId, question_id AS questionId, state, raw_state AS rawState, asked_at AS askedAt,
  answer_by AS answerBy, answered_at AS answeredAt, product_title AS productTitle, product_url AS productUrl,
  stock_code AS stockCode, barcode, order_number AS orderNumber, is_public AS isPublic,
  personal_sealed AS personalSealed`;

export function writeQuestion(
  database: Database,
  entry: QuestionRecord & { readonly searchKey: string; readonly at: number },
): void {
  prepared<[typeof entry]>(
    database,
    `INSERT INTO market_question (channel_id, question_id, state, raw_state, asked_at, answer_by, answered_at,
       product_title, product_url, stock_code, barcode, order_number, is_public, personal_sealed, search_key, read_at)
     VALUES (@channelId, @questionId, @state, @rawState, @askedAt, @answerBy, @answeredAt, @productTitle, @productUrl,
       @stockCode, @barcode, @orderNumber, @isPublic, @personalSealed, @searchKey, @at)
     ON CONFLICT (channel_id, question_id) DO UPDATE SET state = excluded.state, raw_state = excluded.raw_state,
       answer_by = excluded.answer_by, answered_at = excluded.answered_at, product_title = excluded.product_title,
       product_url = excluded.product_url, stock_code = excluded.stock_code, barcode = excluded.barcode,
       order_number = excluded.order_number, is_public = excluded.is_public,
       personal_sealed = excluded.personal_sealed, search_key = excluded.search_key, read_at = excluded.read_at`,
  ).run(entry);
}

export function findQuestion(
  database: Database,
  channelId: string,
  questionId: string,
): QuestionRecord | null {
  return (
    prepared<[string, string], QuestionRecord>(
      database,
      `SELECT ${COLUMNS} FROM market_question WHERE channel_id = ? AND question_id = ?`,
    ).get(channelId, questionId) ?? null
  );
}

/** When a question was asked, and when it was last read here; epoch milliseconds. Null where it is not known. */
export function questionTimes(
  database: Database,
  channelId: string,
  questionId: string,
): { readonly createdAt: number; readonly readAt: number } | null {
  return (
    prepared<[string, string], { createdAt: number; readAt: number }>(
      database,
      'SELECT asked_at AS createdAt, read_at AS readAt FROM market_question WHERE channel_id = ? AND question_id = ?',
    ).get(channelId, questionId) ?? null
  );
}

/** The oldest question that still waits, so that its answer elsewhere is not missed; null without one. */
export function oldestWaiting(database: Database, channelId: string): number | null {
  return (
    prepared<[string], number | null>(
      database,
      "SELECT min(asked_at) FROM market_question WHERE channel_id = ? AND state = 'waiting'",
    )
      .pluck()
      .get(channelId) ?? null
  );
}

const WHERE: Readonly<Record<QuestionFilter, string>> = {
  waiting: "state = 'waiting'",
  answered: "state = 'answered'",
  all: 'TRUE',
};

export function questionWindow(
  database: Database,
  query: {
    readonly channelId: string | null;
    readonly filter: QuestionFilter;
    readonly search: string;
    readonly offset: number;
    readonly limit: number;
  },
): {
  readonly rows: readonly QuestionRecord[];
  readonly total: number;
  readonly counts: Record<QuestionFilter, number>;
} {
  const values = { channelId: query.channelId, terms: JSON.stringify(searchTerms(query.search)) };
  const within = `(@channelId IS NULL OR channel_id = @channelId)
    AND NOT EXISTS (SELECT 1 FROM json_each(@terms) t WHERE instr(search_key, t.value) = 0)`;
  const count = (filter: QuestionFilter): number =>
    prepared<[typeof values], number>(
      database,
      `SELECT count(*) FROM market_question WHERE ${within} AND ${WHERE[filter]}`,
    )
      .pluck()
      .get(values) ?? 0;
  const counts = { waiting: count('waiting'), answered: count('answered'), all: count('all') };
  const rows = prepared<[typeof values & { offset: number; limit: number }], QuestionRecord>(
    database,
    `SELECT ${COLUMNS} FROM market_question WHERE ${within} AND ${WHERE[query.filter]}
     ORDER BY state <> 'waiting', answer_by IS NULL, answer_by, asked_at DESC, question_id LIMIT @limit OFFSET @offset`,
  ).all({ ...values, offset: query.offset, limit: query.limit });
  return { rows, total: counts[query.filter], counts };
}
