import { problem, ProblemError } from '#contract/problem.ts';
import type { WriteOptions } from '../kit/catalogue.ts';
import type { BatchReportItem, SubmitResult } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { Patch } from './api.ts';
import {
  createFeed,
  createFeedDocument,
  FEED_CONTENT_TYPE,
  getFeed,
  getFeedDocument,
} from './api-documents.ts';
import { nameBatch, type SentItem } from './batch-id.ts';
import { broken, isSuccess, understand, type AmazonClient, type ReadOptions } from './client.ts';
import { isError, issueProblem, NAME, refusalProblem } from './errors.ts';
import { shareIntent } from './shared-intent.ts';
import { skuOfMessage, type FeedMemory, type FeedReport } from './remember-feed.ts';
import { unzip } from './unzip.ts';
import { Feed, NewDocument, NewFeed, ProcessingReport, StoredDocument, type WireIssue } from './wire.ts';

export type FeedMessage = {
  readonly messageId: number;
  readonly sku: string;
  readonly operationType: 'PATCH';
  readonly productType: string;
  readonly patches: readonly Patch[];
};

/**
 * One JSON_LISTINGS_FEED: a place for the document, the document, the feed. Until the last of the three nothing happens over
 * there; the document carries the figures, and so it is what the last gate judges and the intent records.
 */
export async function sendFeed(
  client: AmazonClient,
  { messages, held }: { readonly messages: readonly FeedMessage[]; readonly held: readonly SentItem[] },
  { intent, priority, signal }: WriteOptions,
): Promise<SubmitResult> {
  const options = { priority, signal };
  const place = await client.read(createFeedDocument(), NewDocument, options);
  const shared = shareIntent(intent);
  try {
    const uploaded = await client.context.gateway.send({
      endpoint: 'document-upload',
      method: 'PUT',
      path: '/',
      documentUrl: place.url,
      content: { kind: 'text', contentType: FEED_CONTENT_TYPE, text: feedText(client, messages) },
      // Not an answer to rely on: storage answers with XML or nothing.
      answer: 'text',
      intent: shared.forRequest,
      priority,
      ...(signal ? { signal } : {}),
    });
    if (!isSuccess(uploaded)) {
      intent.afterAnswer({ status: uploaded.status, text: uploaded.text });
      const context = { endpoint: 'document-upload', sellerId: client.sellerId };
      return { kind: 'refused', problem: refusalProblem(uploaded, context) };
    }
  } catch (error) {
    // Whether or not the document arrived: without a feed that names it, nothing was done.
    intent.notSent('the document did not arrive');
    throw notDone(error);
  }
  const document = { documentId: place.feedDocumentId, held };
  return submit(client, document, { intent, priority, ...(signal ? { signal } : {}) });
}

async function submit(
  client: AmazonClient,
  { documentId, held }: { readonly documentId: string; readonly held: readonly SentItem[] },
  { intent, priority, signal }: WriteOptions,
): Promise<SubmitResult> {
  const request = createFeed(client, documentId);
  // The intent stands already; only the ends of this last request are its own.
  const last = { ...intent, beforeSend: () => undefined };
  const response = await client.write(request, { intent: last, priority, signal });
  if (!isSuccess(response)) {
    const context = { endpoint: request.endpoint, sellerId: client.sellerId };
    return { kind: 'refused', problem: refusalProblem(response, context) };
  }
  const { feedId } = NewFeed.safeParse(response.json).data ?? { feedId: null };
  if (feedId !== null) return { kind: 'accepted', batchId: nameBatch({ kind: 'feed', feedId, held }) };
  intent.outcomeUnknown('no feedId');
  const params = { marketplace: NAME, endpoint: request.endpoint, status: response.status };
  throw new ProblemError(problem('channel/outcome-unknown', params, 'no feedId in the answer'));
}

/** A lost upload is an upload that is made again: its outcome is known to be harmless. */
function notDone(error: unknown): unknown {
  if (!(error instanceof ProblemError) || error.problem.code !== 'channel/outcome-unknown') return error;
  return new ProblemError({ ...error.problem, code: 'channel/timeout' });
}

function feedText({ sellerId, site }: AmazonClient, messages: readonly FeedMessage[]): string {
  return JSON.stringify({ header: { sellerId, version: '2.0', issueLocale: site.locale }, messages });
}

/**
 * What a feed's own report says; null while it is being worked on. `DONE` does not mean that every message was accepted, `FATAL`
 * may come with a report, and an accepted message is not named and not yet applied.
 */
export async function readFeedReport(
  client: AmazonClient,
  { feedId, memory }: { readonly feedId: string; readonly memory: FeedMemory | null },
  signal?: AbortSignal,
): Promise<FeedReport | null> {
  const options: ReadOptions = { priority: PRIORITY.batch, signal, notFound: 'channel/batch-lost' };
  const feed = await client.read(getFeed(feedId), Feed, options);
  const state = feed.processingStatus.toUpperCase();
  if (state !== 'DONE' && state !== 'FATAL' && state !== 'CANCELLED') return null;
  const done = state === 'DONE';
  if (feed.resultFeedDocumentId === null) return { done, refused: [] };
  const document = await client.read(getFeedDocument(feed.resultFeedDocumentId), StoredDocument, options);
  const { bytes } = await client.download(document.url, options);
  const text = Buffer.from(unzip(bytes, document.compressionAlgorithm)).toString('utf8');
  const report = understand('feed-result', { status: 200, json: parse(text) }, ProcessingReport);
  const { refused, nameless } = refusals(report.issues, memory);
  if (nameless > 0)
    client.context.logger.warn('feed-issues-without-listing', { marketplace: 'amazon', rows: nameless });
  return { done, refused };
}

/**
 * By listing. An issue may name its message alone, as one whose SKU could not be read does
 * (amzn/selling-partner-api-models, issue 4554).
 */
function refusals(
  issues: readonly (WireIssue & { readonly sku: string | null; readonly messageId: number | null })[],
  memory: FeedMemory | null,
): { readonly refused: readonly BatchReportItem[]; readonly nameless: number } {
  const bySku = new Map<string, WireIssue[]>();
  let nameless = 0;
  for (const { sku: named, messageId, ...issue } of issues) {
    if (!isError(issue)) continue;
    const sku = named ?? (memory === null ? null : skuOfMessage(memory, messageId));
    if (sku === null) {
      nameless += 1;
      continue;
    }
    const attribute = issue.attributeName === '' ? [] : [issue.attributeName];
    const told = { ...issue, attributeNames: [...issue.attributeNames, ...attribute] };
    bySku.set(sku, [...(bySku.get(sku) ?? []), told]);
  }
  const refused = [...bySku].map(([externalId, told]) => ({
    externalId,
    state: 'failed' as const,
    quantity: null,
    salePriceE4: null,
    listPriceE4: null,
    problem: issueProblem(told),
  }));
  return { refused, nameless };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw broken('feed-result', 'the processing report is no JSON');
  }
}
