import { isProblemError, type Problem } from '#contract/problem.ts';
import { foldKey } from '#common/turkish-text.ts';
import { readCursor, writeCursor, type AfterSalesPart } from '../cache/tables/after-sales-cursor.ts';
import { oldestWaiting, writeQuestion } from '../cache/tables/market-question.ts';
import { oldestOpenReturn, writeReturn } from '../cache/tables/market-return.ts';
import { writeSettlement } from '../cache/tables/settlement.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import type {
  MarketplaceQuestion,
  MarketplaceReturn,
  SettlementEntry,
  TimeWindow,
} from '../marketplaces/kit/after-sales.ts';
import { notOffered } from '../marketplaces/kit/not-offered.ts';
import { sealQuestion, sealReturn } from './personal.ts';
import { oldestUnsettled, settleAnswers } from './settle-answers.ts';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Per part: how far back a first reading goes; how much every later one reads again, because a return's window may go by
 * its creation and an account books late; and how long a scheduled sync leaves it alone.
 */
const PARTS: Readonly<
  Record<AfterSalesPart, { readonly firstMs: number; readonly overlapMs: number; readonly restMs: number }>
> = {
  returns: { firstMs: 30 * DAY_MS, overlapMs: 14 * DAY_MS, restMs: 15 * 60_000 },
  questions: { firstMs: 14 * DAY_MS, overlapMs: 2 * DAY_MS, restMs: 10 * 60_000 },
  settlements: { firstMs: 30 * DAY_MS, overlapMs: 7 * DAY_MS, restMs: 6 * HOUR_MS },
};

/**
 * Reads returns, questions and the account of a channel, as far as the marketplace offers them. One part's failure does not
 * stop the next; the last one is returned.
 */
export async function readAfterSales(
  context: EngineContext,
  channelId: string,
  options: {
    readonly signal: AbortSignal;
    readonly when: 'now' | 'if-due';
    readonly parts: readonly AfterSalesPart[];
  },
): Promise<Problem | null> {
  let failure: Problem | null = null;
  for (const part of options.parts) {
    options.signal.throwIfAborted();
    if (!offersPart(context, channelId, part)) continue;
    const cursor = readCursor(context.database, channelId, part);
    const restMs = options.when === 'now' ? slowestPaceMs(context, channelId, part) : PARTS[part].restMs;
    const rested = cursor === null || context.host.clock.now() - cursor.readAt >= restMs;
    // An answer of unknown outcome is not left unknown.
    const due = rested || oldestUnsettled(context, channelId, part) !== null;
    if (!due) continue;
    try {
      await readPart(context, channelId, { part, signal: options.signal });
    } catch (error) {
      if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
      // A service that this account has no right to is told where somebody asks for it, and fails nobody's sync.
      if (error.problem.code === 'channel/forbidden')
        context.host.logger.warn('after-sales-not-open', { channelId, part });
      else failure = error.problem;
    }
  }
  return failure;
}

/**
 * How long a marketplace makes one wait between two lists of a part, where it takes one at a time (N11: one list of
 * questions a minute). Nobody's sync stands still for that when the list was read a moment ago.
 */
function slowestPaceMs(context: EngineContext, channelId: string, part: AfterSalesPart): number {
  const { endpoints } = context.channels.open(channelId).manifest;
  const limits = Object.hasOwn(endpoints, part) ? endpoints[part]!.limits : [];
  return Math.max(0, ...limits.filter(({ requests }) => requests === 1).map(({ perMs }) => perMs));
}

/** By which word of the manifest's a part is offered or not. */
export const PART_CAPABILITY: Readonly<Record<AfterSalesPart, string>> = {
  returns: 'claims-read',
  questions: 'questions-read',
  settlements: 'settlements-read',
};

/** Returns how many were read. Rejects with `channel/not-offered` where the marketplace has no such part. */
export async function readPart(
  context: EngineContext,
  channelId: string,
  of: { readonly part: AfterSalesPart; readonly signal?: AbortSignal },
): Promise<number> {
  const { database, host } = context;
  const { part, signal } = of;
  const begun = host.clock.now();
  const pages = pagesOf(context, channelId, { part, window: windowOf(context, channelId, part), signal });
  if (pages === null) throw notOffered(context.channels.open(channelId).manifest, PART_CAPABILITY[part]);
  let count = 0;
  for await (const write of pages) count += transact(database, write);
  // Only after every page up to it is in.
  transact(database, () => {
    writeCursor(database, { channelId, part, untilMs: begun, readAt: host.clock.now() });
    settleAnswers(context, channelId, { part, since: begun });
  });
  context.events.changed(part);
  return count;
}

/**
 * Reads what one answer was about, by itself where the marketplace tells a single question, else with all of its part; what
 * became of lost answers is judged by it.
 */
export async function readSubject(
  context: EngineContext,
  channelId: string,
  of: { readonly part: 'returns' | 'questions'; readonly subjectId: string },
): Promise<void> {
  const { part, subjectId } = of;
  const { connection } = context.channels.open(channelId);
  if (part === 'questions' && connection.readQuestion !== undefined) {
    const since = context.host.clock.now();
    const question = await connection.readQuestion(subjectId);
    if (question !== null) {
      transact(context.database, () => {
        takeQuestion(context, channelId, question);
        settleAnswers(context, channelId, { part, since });
      });
      context.events.changed(part);
      return;
    }
  }
  await readPart(context, channelId, { part });
}

/** Whether a channel's marketplace has this part at all. */
export function offersPart(context: EngineContext, channelId: string, part: AfterSalesPart): boolean {
  const { connection } = context.channels.open(channelId);
  const read = {
    returns: connection.readReturns,
    questions: connection.readQuestions,
    settlements: connection.readSettlements,
  }[part];
  return read !== undefined;
}

function windowOf(context: EngineContext, channelId: string, part: AfterSalesPart): TimeWindow {
  const { database, host } = context;
  const now = host.clock.now();
  const { firstMs, overlapMs } = PARTS[part];
  const cursor = readCursor(database, channelId, part);
  const from = cursor === null ? now - firstMs : Math.min(cursor.untilMs, now) - overlapMs;
  // What is still open is read again until it is not, within what a first reading would go back.
  const open =
    part === 'questions'
      ? oldestWaiting(database, channelId)
      : part === 'returns'
        ? oldestOpenReturn(database, channelId)
        : null;
  const openFrom = open === null ? from : Math.max(now - firstMs, open);
  // What an answer of unknown outcome is about is met whatever its age.
  const unsettled = oldestUnsettled(context, channelId, part) ?? from;
  const fromMs = Math.min(from, openFrom, unsettled);
  return { fromMs, toMs: now };
}

/** Each page as the write that takes it in; null where the part is not offered. */
function pagesOf(
  context: EngineContext,
  channelId: string,
  of: {
    readonly part: AfterSalesPart;
    readonly window: TimeWindow;
    readonly signal: AbortSignal | undefined;
  },
): AsyncIterable<() => number> | null {
  const { connection } = context.channels.open(channelId);
  const { window, signal } = of;
  if (of.part === 'returns') {
    return connection.readReturns
      ? each(connection.readReturns(window, signal), (row) => takeReturn(context, channelId, row))
      : null;
  }
  if (of.part === 'questions') {
    return connection.readQuestions
      ? each(connection.readQuestions(window, signal), (row) => takeQuestion(context, channelId, row))
      : null;
  }
  return connection.readSettlements
    ? each(connection.readSettlements(window, signal), (row) => takeSettlement(context, channelId, row))
    : null;
}

async function* each<T>(
  pages: AsyncIterable<readonly T[]>,
  take: (row: T) => void,
): AsyncGenerator<() => number> {
  for await (const page of pages)
    yield () => {
      for (const row of page) take(row);
      return page.length;
    };
}

export function takeReturn(context: EngineContext, channelId: string, received: MarketplaceReturn): void {
  const { database, host, vault } = context;
  const { lines, cargo } = received;
  writeReturn(database, {
    channelId,
    returnId: received.returnId,
    orderNumber: received.orderNumber,
    packageId: received.packageId,
    status: received.status,
    rawStatus: received.rawStatus,
    createdAt: received.createdAtMs,
    modifiedMs: received.lastModifiedMs,
    answerBy: received.answerByMs,
    cargoProvider: cargo.provider,
    trackingNumber: cargo.trackingNumber,
    personalSealed: sealReturn(vault, channelId, received),
    actions: received.actions,
    lines: lines.map(({ customerNote: _personal, ...line }) => line),
    searchKey: foldKey(
      [
        received.returnId,
        received.orderNumber,
        ...lines.flatMap(({ barcode, stockCode, title }) => [barcode, stockCode, title]),
      ].join(' '),
    ),
    at: host.clock.now(),
  });
}

export function takeQuestion(context: EngineContext, channelId: string, received: MarketplaceQuestion): void {
  const { database, host, vault } = context;
  const { productTitle, stockCode, barcode, orderNumber } = received;
  writeQuestion(database, {
    channelId,
    questionId: received.questionId,
    state: received.state,
    rawState: received.rawState,
    askedAt: received.askedAtMs,
    answerBy: received.answerByMs,
    answeredAt: received.answeredAtMs,
    productTitle,
    productUrl: received.productUrl,
    stockCode,
    barcode,
    orderNumber,
    isPublic: received.public === null ? null : Number(received.public),
    personalSealed: sealQuestion(vault, channelId, received),
    searchKey: foldKey([received.questionId, productTitle, stockCode, barcode, orderNumber ?? ''].join(' ')),
    at: host.clock.now(),
  });
}

function takeSettlement({ database, host }: EngineContext, channelId: string, entry: SettlementEntry): void {
  writeSettlement(database, {
    channelId,
    entryId: entry.entryId,
    kind: entry.kind,
    rawKind: entry.rawKind,
    orderNumber: entry.orderNumber,
    packageId: entry.packageId,
    barcode: entry.barcode,
    description: entry.description,
    amountE4: entry.amountE4,
    commissionPercent: entry.commissionPercent,
    currency: entry.currency,
    bookedAtMs: entry.bookedAtMs,
    paymentAtMs: entry.paymentAtMs,
    paymentId: entry.paymentId,
    at: host.clock.now(),
  });
}
