import type { Database } from 'better-sqlite3';
import type { Hold } from '#contract/guards.ts';
import type { TraceStep } from '#contract/listings.ts';
import type { ChangeState, PlanChange, PlanGroup, PlanPage, PlanQuery, PlanSummary } from '#contract/plan.ts';
import type { Problem } from '#contract/problem.ts';
import { perVersion } from '../per-version.ts';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';
import { boardsOf } from './boards.ts';
import type { OutboxState } from './outbox.ts';
import { IN_LINE } from './plan-standing.ts';
import { listPlans } from './plan.ts';

type Raw = {
  changeId: string;
  channelId: string;
  channelName: string;
  marketplace: string;
  listingId: string;
  title: string;
  optionText: string | null;
  barcode: string;
  stockCode: string;
  group: PlanChange['group'];
  fromQuantity: number | null;
  toQuantity: number | null;
  fromPriceE4: number | null;
  toPriceE4: number | null;
  fromListPriceE4: number | null;
  toListPriceE4: number | null;
  reason: PlanChange['reason'];
  trace: string;
  holds: string;
  held: number;
  approvable: number;
  approved: number;
};

const COLUMNS = `c.change_id AS changeId, c.channel_id AS channelId, ch.name AS channelName, ch.marketplace,
  c.listing_id AS listingId, listing.title, v.option_text AS optionText, listing.barcode,
  listing.stock_code AS stockCode, c.field_group AS "group", c.from_quantity AS fromQuantity,
  c.to_quantity AS toQuantity, c.from_price_e4 AS fromPriceE4, c.to_price_e4 AS toPriceE4,
  c.from_list_price_e4 AS fromListPriceE4, c.to_list_price_e4 AS toListPriceE4, c.reason, c.trace, c.holds, c.held,
  c.approvable, a.change_id IS NOT NULL AS approved`;

const JOINS = `plan_change c JOIN channel ch ON ch.channel_id = c.channel_id
  JOIN listing ON listing.listing_id = c.listing_id LEFT JOIN variant v ON v.variant_id = listing.variant_id
  LEFT JOIN approval a ON a.change_id = c.change_id`;

/** A window into the plan: held ones first, then by channel and reason, the largest step first. */
export function readPlanPage(
  database: Database,
  query: PlanQuery,
  currencyOf: (marketplace: string) => string,
): PlanPage {
  const terms = searchTerms(query.search);
  const found = terms.length === 0 ? windowOfGroups(database, query) : searchPlan(database, query, terms);
  return { rows: found.rows.map((raw) => toPlanChange(database, raw, currencyOf)), total: found.total };
}

type Found = { readonly rows: readonly Raw[]; readonly total: number };
type GroupCount = Pick<KeptGroup, 'channelId' | 'held' | 'reason' | 'count'>;

/** Walks the index group by group: however long the plan is, only the window's own rows are fetched. */
function windowOfGroups(database: Database, query: PlanQuery): Found {
  const groups = countGroups(database, query.channelId).filter(
    ({ held, reason }) =>
      (query.held === null || held === Number(query.held)) &&
      (query.reason === null || reason === query.reason),
  );
  type Window = Pick<GroupCount, 'channelId' | 'held' | 'reason'> & { limit: number; offset: number };
  const statement = prepared<[Window], Raw>(
    database,
    `SELECT ${COLUMNS} FROM ${JOINS} WHERE c.row IN (SELECT row FROM plan_row INDEXED BY plan_row_by_group
       WHERE channel_id = @channelId AND held = @held AND reason = @reason
         AND since <= (SELECT generation FROM plan WHERE channel_id = @channelId)
         AND (until IS NULL OR until > (SELECT generation FROM plan WHERE channel_id = @channelId))
       ORDER BY step_rank, row LIMIT @limit OFFSET @offset)
     ORDER BY c.step_rank, c.row`,
  );
  const rows: Raw[] = [];
  let skip = query.offset;
  for (const { channelId, held, reason, count } of groups) {
    const room = query.limit - rows.length;
    if (room > 0 && skip < count)
      rows.push(...statement.all({ channelId, held, reason, limit: room, offset: skip }));
    skip = Math.max(0, skip - count);
  }
  return { rows, total: groups.reduce((sum, group) => sum + group.count, 0) };
}

function countGroups(database: Database, channelId: string | null): readonly GroupCount[] {
  return perVersion(database, `plan-groups:${channelId ?? ''}`, () =>
    prepared<[string | null, string | null], GroupCount>(
      database,
      `SELECT channel_id AS channelId, held, reason, count(*) AS count FROM plan_change
       WHERE ? IS NULL OR channel_id = ? GROUP BY channel_id, held, reason
       ORDER BY held DESC, channel_id, reason`,
    ).all(channelId, channelId),
  );
}

function searchPlan(database: Database, query: PlanQuery, terms: readonly string[]): Found {
  const marks = boardsOf(database).listings.find(terms);
  const found = Array.from(marks.keys()).filter((row) => marks[row] === 1);
  const where = `(? IS NULL OR c.channel_id = ?) AND (? IS NULL OR c.reason = ?) AND (? IS NULL OR c.held = ?)
    AND listing.row IN (SELECT value FROM json_each(?))`;
  const held = query.held === null ? null : Number(query.held);
  const parameters = [
    query.channelId,
    query.channelId,
    query.reason,
    query.reason,
    held,
    held,
    JSON.stringify(found),
  ];
  const total = prepared<unknown[], number>(
    database,
    `SELECT count(*) FROM plan_change c JOIN listing ON listing.listing_id = c.listing_id WHERE ${where}`,
  )
    .pluck()
    .get(...parameters);
  const rows = prepared<unknown[], Raw>(
    database,
    `SELECT ${COLUMNS} FROM ${JOINS} WHERE ${where}
     ORDER BY c.held DESC, c.channel_id, c.reason, c.step_rank, c.row LIMIT ? OFFSET ?`,
  ).all(...parameters, query.limit, query.offset);
  return { rows, total: total ?? 0 };
}

/** How a plan stands: counted from its rows and from what is on its way. */
export function readPlanSummary(database: Database, channelId: string | null): PlanSummary {
  const plans = listPlans(database, channelId);
  const standing = readGroups(database, channelId);
  const count = (wanted: (group: KeptGroup) => boolean): number =>
    standing.reduce((sum, group) => (wanted(group) ? sum + group.count : sum), 0);
  const oldest = Math.min(...plans.map((plan) => plan.computedAt));
  const storeRead = Math.min(...plans.map((plan) => plan.storeReadAt ?? Infinity));
  return {
    computedAt: isoOrNull(oldest),
    storeReadAt: isoOrNull(storeRead),
    waiting: count(({ approved, held }) => approved === 0 && held === 0),
    approved: count(({ approved }) => approved === 1),
    held: count(({ approved, held }) => approved === 0 && held === 1),
    inFlight: countInFlight(database, channelId),
    requests: plans.reduce((sum, plan) => sum + plan.requests, 0),
    // Channels are sent to side by side.
    estimatedSeconds: Math.ceil(Math.max(0, ...plans.map((plan) => plan.estimatedMs)) / 1_000),
    // What a person still has to decide on.
    groups: standing
      .filter(({ approved }) => approved === 0)
      .map(({ approved: _approved, held, ...group }) => ({ ...group, held: held !== 0 })),
  };
}

type KeptGroup = Omit<PlanGroup, 'held'> & { readonly held: number; readonly approved: number };

function readGroups(database: Database, channelId: string | null): readonly KeptGroup[] {
  return perVersion(database, `plan-summary:${channelId ?? ''}`, () =>
    prepared<[string | null, string | null], KeptGroup>(
      database,
      `SELECT c.channel_id AS channelId, ch.name AS channelName, c.reason, c.held, a.change_id IS NOT NULL AS approved,
         count(*) AS count, max(abs(c.step_percent)) AS largestStepPercent
       FROM plan_change c JOIN channel ch ON ch.channel_id = c.channel_id
         LEFT JOIN approval a ON a.change_id = c.change_id
       WHERE (? IS NULL OR c.channel_id = ?) AND NOT ${IN_LINE}
       GROUP BY c.channel_id, c.held, c.reason, approved ORDER BY c.held DESC, ch.name, c.reason`,
    ).all(channelId, channelId),
  );
}

function countInFlight(database: Database, channelId: string | null): number {
  return (
    prepared<[string | null, string | null], number>(
      database,
      `SELECT count(*) FROM outbox WHERE (? IS NULL OR channel_id = ?)
         AND state IN ('waiting', 'leased', 'sent', 'unknown')`,
    )
      .pluck()
      .get(channelId, channelId) ?? 0
  );
}

function toPlanChange(database: Database, raw: Raw, currencyOf: (marketplace: string) => string): PlanChange {
  const { marketplace, optionText, trace, holds, held, approvable, approved, ...same } = raw;
  const sent = readOutbox(database, raw);
  return {
    ...same,
    optionText: optionText ?? '',
    currency: currencyOf(marketplace),
    // Written by this program's own planner and read back as written.
    trace: JSON.parse(trace) as TraceStep[],
    holds: JSON.parse(holds) as Hold[],
    approvable: approvable !== 0,
    state: stateOf({ held: held !== 0, approved: approved !== 0 }, sent?.state ?? null),
    problem: sent?.problem ? (JSON.parse(sent.problem) as Problem) : null,
  };
}

type Sent = { readonly state: OutboxState; readonly problem: string | null };

/** A change that was carried out before this plan was made is due anew. */
function readOutbox(database: Database, raw: Raw): Sent | undefined {
  return prepared<[string, string, string, string], Sent>(
    database,
    `SELECT state, problem FROM outbox WHERE listing_id = ? AND field_group = ? AND change_id = ?
       AND state <> 'superseded'
       AND (state <> 'done' OR updated_at >= (SELECT computed_at FROM plan WHERE channel_id = ?))
     ORDER BY created_at DESC, rowid DESC LIMIT 1`,
  ).get(raw.listingId, raw.group, raw.changeId, raw.channelId);
}

const OUTBOX_STATES: Readonly<Record<Exclude<OutboxState, 'superseded'>, ChangeState>> = {
  waiting: 'queued',
  leased: 'sending',
  sent: 'sent',
  done: 'confirmed',
  failed: 'failed',
  dead: 'failed',
  unknown: 'unknown',
};

function stateOf(
  change: { readonly held: boolean; readonly approved: boolean },
  sent: OutboxState | null,
): ChangeState {
  if (sent !== null && sent !== 'superseded') return OUTBOX_STATES[sent];
  if (change.approved) return 'approved';
  return change.held ? 'held' : 'waiting';
}

function isoOrNull(epochMs: number): string | null {
  return Number.isFinite(epochMs) ? new Date(epochMs).toISOString() : null;
}
