import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { orderReadRefusal } from './answers.ts';
import { listOf, queryNumber } from './body-fields.ts';
import { packageJson } from './package-json.ts';
import { cutPage, filtersOf } from './paging.ts';
import { PACKAGE_STATUSES, type TrendyolPackage } from './state.ts';
import type { Call } from './world.ts';

const DAY_MS = 86_400_000;
const TWO_WEEKS_MS = 14 * DAY_MS;
const MAX_SIZE = 200;
const DEFAULT_SIZE = 50;
const WINDOW_TOP = 10_000;

type Span = { readonly fromMs: number; readonly toMs: number };

/** GET …/v2/orders: targeted reads, page by page. */
export function getOrders(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const size = sizeOf(call);
  const page = queryNumber(call.query, 'page', 0);
  if (page === null) throw bad('page 0 veya daha büyük olmalıdır');
  // "The request is refused (429)" beyond the window of 10,000 packages.
  if ((page + 1) * size > WINDOW_TOP)
    throw orderReadRefusal(429, 'too.many.requests', `En fazla ${WINDOW_TOP} paket okunabilir`);
  const byCreation = orderField(call) === 'CreatedDate';
  const at = (one: TrendyolPackage): number => (byCreation ? one.orderedMs : one.lastModifiedMs);
  const span = spanOf(call, nowMs);
  const statuses = statusesOf(call);
  const ids = listOf(call.query, 'shipmentPackageIds');
  if (ids && ids.length > 50) throw bad('shipmentPackageIds en fazla 50 olabilir');
  const orderNumber = call.query.get('orderNumber');
  const rows = [...call.world.state.packages.values()].filter(
    (one) =>
      at(one) >= span.fromMs &&
      at(one) <= span.toMs &&
      (!statuses || statuses.includes(one.status)) &&
      (!ids || ids.includes(String(one.packageId))) &&
      (!orderNumber || one.orderNumber === orderNumber),
  );
  const sign = call.query.get('orderByDirection') === 'ASC' ? 1 : -1;
  rows.sort((a, b) => sign * (at(a) - at(b) || a.packageId - b.packageId));
  const cut = cutPage(call, rows, { page, size, offset: page * size });
  return jsonAnswer(200, {
    page,
    size,
    totalPages: cut.totalPages,
    totalElements: cut.totalElements,
    content: cut.content.map((one) => wordsOf(call, one)),
  });
}

type Cursor = { readonly atMs: number; readonly packageId: number; readonly filters: string };

/** GET …/orders/stream: newest change first, a cursor in place of pages. */
export function getOrderStream(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const size = sizeOf(call);
  const span = streamSpan(call, nowMs);
  const cursor = cursorOf(call);
  const itemStatuses = listOf(call.query, 'packageItemStatuses');
  const rows = [...call.world.state.packages.values()]
    .filter(
      (one) =>
        one.lastModifiedMs >= span.fromMs &&
        one.lastModifiedMs <= span.toMs &&
        (!itemStatuses || one.lines.some((line) => itemStatuses.includes(line.status))),
    )
    .sort((a, b) => b.lastModifiedMs - a.lastModifiedMs || b.packageId - a.packageId);
  const after = cursor ? rows.findIndex((one) => isBehind(one, cursor)) : 0;
  const offset = after === -1 ? rows.length : after;
  const cut = cutPage(call, rows, { page: 0, size, offset });
  const last = rows[offset + size - 1];
  const hasMore = cut.nextOffset !== null;
  const stuck = hasMore && call.world.faults.strike(['repeated-cursor'], call.endpoint) !== null;
  const next = stuck ? (rows[Math.max(0, offset - 1)] ?? last) : last;
  return jsonAnswer(200, {
    content: cut.content.map((one) => wordsOf(call, one)),
    size,
    hasMore,
    nextCursor: hasMore && next ? makeCursor(call, next) : null,
  });
}

function isBehind(one: TrendyolPackage, cursor: Cursor): boolean {
  return (
    one.lastModifiedMs < cursor.atMs ||
    (one.lastModifiedMs === cursor.atMs && one.packageId < cursor.packageId)
  );
}

function makeCursor(call: Call, last: TrendyolPackage): string {
  const cursor: Cursor = { atMs: last.lastModifiedMs, packageId: last.packageId, filters: filtersOf(call) };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** A cursor with other filters than those it was given for is refused (400). */
function cursorOf(call: Call): Cursor | null {
  const text = call.query.get('nextCursor');
  if (!text) return null;
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw bad('nextCursor geçersiz');
    throw error;
  }
  if (
    typeof read !== 'object' ||
    read === null ||
    !('atMs' in read) ||
    !('packageId' in read) ||
    !('filters' in read)
  ) {
    throw bad('nextCursor geçersiz');
  }
  const { atMs, packageId, filters } = read;
  if (typeof atMs !== 'number' || typeof packageId !== 'number' || filters !== filtersOf(call)) {
    throw bad('nextCursor bu filtrelere ait değil');
  }
  return { atMs, packageId, filters };
}

/** Last week when no date is given; never more than two weeks at once, never older than a month (since 5 Mar 2026). */
function spanOf(call: Call, nowMs: number): Span {
  const given = datesOf(call, 'startDate', 'endDate');
  const oldest = nowMs - 31 * DAY_MS;
  const named = call.query.get('orderNumber') !== null || call.query.get('shipmentPackageIds') !== null;
  if (!given.from && !given.to) {
    const whole = named && call.world.rules().orderNumberWithoutDates === 'whole-history';
    return { fromMs: whole ? oldest : nowMs - 7 * DAY_MS, toMs: nowMs + DAY_MS };
  }
  const toMs = given.to ?? (given.from ?? nowMs) + TWO_WEEKS_MS;
  const fromMs = given.from ?? toMs - 7 * DAY_MS;
  requireSpan({ fromMs, toMs });
  return { fromMs: Math.max(fromMs, oldest), toMs };
}

/** Fourteen days when no date is given, and at most; three months of history. */
function streamSpan(call: Call, nowMs: number): Span {
  const given = datesOf(call, 'lastModifiedStartDate', 'lastModifiedEndDate');
  const toMs = given.to ?? (given.from === null ? nowMs : given.from + TWO_WEEKS_MS);
  const fromMs = given.from ?? toMs - TWO_WEEKS_MS;
  requireSpan({ fromMs, toMs });
  return { fromMs: Math.max(fromMs, nowMs - 92 * DAY_MS), toMs };
}

function datesOf(
  call: Call,
  from: string,
  to: string,
): { readonly from: number | null; readonly to: number | null } {
  const read = (name: string): number | null => {
    const text = call.query.get(name);
    if (text === null || text === '') return null;
    if (!/^\d{12,14}$/.test(text)) throw bad(`${name} epoch milisaniye olmalıdır`);
    return Number(text);
  };
  return { from: read(from), to: read(to) };
}

function requireSpan(span: Span): void {
  if (span.toMs < span.fromMs) throw bad('Bitiş tarihi başlangıçtan önce olamaz');
  if (span.toMs - span.fromMs > TWO_WEEKS_MS) throw bad('Tarih aralığı en fazla 2 hafta olabilir');
}

function sizeOf(call: Call): number {
  const size = queryNumber(call.query, 'size', DEFAULT_SIZE);
  if (size === null || size < 1 || size > MAX_SIZE) throw bad(`size 1 ile ${MAX_SIZE} arasında olmalıdır`);
  return size;
}

function orderField(call: Call): 'PackageLastModifiedDate' | 'CreatedDate' {
  const field = call.query.get('orderByField');
  if (field === null || field === '' || field === 'PackageLastModifiedDate') return 'PackageLastModifiedDate';
  if (field === 'CreatedDate') return 'CreatedDate';
  throw bad('orderByField geçersiz');
}

function statusesOf(call: Call): readonly string[] | null {
  const statuses = listOf(call.query, 'status');
  const known: readonly string[] = [...PACKAGE_STATUSES, 'Verified'];
  if (statuses?.some((status) => !known.includes(status))) throw bad('status geçersiz');
  return statuses;
}

/** The faults of drift: a word that nobody knows yet, a field that is gone. */
function wordsOf(call: Call, one: TrendyolPackage): unknown {
  const json = packageJson(call.world, one);
  const { faults } = call.world;
  if (faults.strike(['unknown-word'], call.endpoint)) {
    return {
      ...json,
      status: 'ReadyForDrone',
      shipmentPackageStatus: 'ReadyForDrone',
      brandNewField: { nested: [1] },
    };
  }
  if (faults.strike(['missing-field'], call.endpoint)) {
    const { lines: _lines, ...rest } = json;
    return rest;
  }
  return json;
}

function bad(message: string): ReturnType<typeof orderReadRefusal> {
  return orderReadRefusal(400, 'Bad Request', message);
}
