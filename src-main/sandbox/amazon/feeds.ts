import { gzipSync } from 'node:zlib';
import { emptyAnswer, jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { judgeChange, queueChange } from './listing-changes.ts';
import { readAttributes } from './listings.ts';
import type { Change, Issue, Patch, StoredFeed } from './state.ts';
import { invalid, iso, isRecord, nextNumber, refuse, type AmazonWorld, type Call } from './world.ts';

/** "25 000 items a feed", "about 10 MiB" (sheet §7). */
const MOST_MESSAGES = 25_000;
const MOST_BYTES = 10 * 1_024 * 1_024;

export function postDocument(call: Call): SandboxAnswer {
  const contentType = isRecord(call.body) ? call.body['contentType'] : null;
  if (typeof contentType !== 'string') throw invalid('contentType is required');
  const documentId = `amzn1.doc.${nextNumber(call.world)}`;
  call.world.state.documents[documentId] = { contentType, body: null, gzip: false };
  return jsonAnswer(201, { feedDocumentId: documentId, url: addressOf(call.world, documentId) });
}

export function addressOf(world: AmazonWorld, documentId: string): string {
  return `${world.baseUrl()}/documents/${encodeURIComponent(documentId)}?X-Amz-Signature=sandbox`;
}

/** The storage's own door: no token, the very content type, no multipart. */
export function putDocument({ world, params, bytes, contentType }: Call): SandboxAnswer {
  const document = world.state.documents[params['documentId']!];
  if (!document || document.contentType !== contentType || bytes.length > MOST_BYTES)
    return {
      status: 403,
      headers: { 'content-type': 'application/xml' },
      body: '<Error><Code>SignatureDoesNotMatch</Code></Error>',
    };
  document.body = bytes.toString('base64');
  return emptyAnswer(200);
}

export function getDocumentBody({ world, params }: Call): SandboxAnswer {
  const document = world.state.documents[params['documentId']!];
  if (!document || document.body === null)
    return {
      status: 404,
      headers: { 'content-type': 'application/xml' },
      body: '<Error><Code>NoSuchKey</Code></Error>',
    };
  const body = Buffer.from(document.body, 'base64');
  return { status: 200, headers: { 'content-type': document.contentType }, body };
}

/** Keeps a document that this side wrote. */
export function storeDocument(world: AmazonWorld, text: string | Buffer, contentType: string): string {
  const documentId = `amzn1.doc.${nextNumber(world)}`;
  const gzip = world.rules().zipsResults;
  const bytes = gzip ? gzipSync(text) : Buffer.from(text);
  world.state.documents[documentId] = { contentType, body: bytes.toString('base64'), gzip };
  return documentId;
}

export function postFeed(call: Call): SandboxAnswer {
  const { world, body } = call;
  const { feedType, marketplaceIds, inputFeedDocumentId } = isRecord(body) ? body : {};
  if (feedType !== 'JSON_LISTINGS_FEED') throw invalid(`Unsupported feed type: ${String(feedType)}`);
  if (!Array.isArray(marketplaceIds) || marketplaceIds[0] !== world.state.credentials.marketplaceId)
    throw invalid('marketplaceIds');
  const document =
    typeof inputFeedDocumentId === 'string' ? world.state.documents[inputFeedDocumentId] : undefined;
  if (!document || document.body === null) throw invalid('The feed document does not exist');
  const feedId = String(50_000_000_000 + nextNumber(world));
  world.state.feeds[feedId] = {
    feedId,
    documentId: inputFeedDocumentId as string, // It named a document.
    createdAt: world.now(),
    status: 'IN_QUEUE',
    resultId: null,
  };
  return jsonAnswer(202, { feedId });
}

/** Works on what is due: a feed is done as a whole. */
export function workOnFeeds(world: AmazonWorld): void {
  for (const feed of Object.values(world.state.feeds)) {
    if (feed.status !== 'IN_QUEUE' || world.now() - feed.createdAt < world.rules().workDelayMs) continue;
    if (world.faults.strike(['batch-stuck'], 'get-feed')) continue;
    work(world, feed);
  }
}

type Told = Issue & { readonly messageId: number; readonly sku: string };

function work(world: AmazonWorld, feed: StoredFeed): void {
  const text = Buffer.from(world.state.documents[feed.documentId]?.body ?? '', 'base64').toString('utf8');
  const issues: Told[] = [];
  let messages: readonly unknown[] = [];
  try {
    const body: unknown = JSON.parse(text);
    const header = isRecord(body) ? body['header'] : null;
    const list = isRecord(body) ? body['messages'] : null;
    const good =
      isRecord(header) &&
      header['version'] === '2.0' &&
      header['sellerId'] === world.state.credentials.sellerId;
    if (good && Array.isArray(list) && list.length <= MOST_MESSAGES) messages = list;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  feed.status = messages.length === 0 ? 'FATAL' : 'DONE';
  for (const message of messages) issues.push(...workOn(world, message));
  const invalidOnes = new Set(issues.map(({ messageId }) => messageId)).size;
  const report = {
    header: { sellerId: world.state.credentials.sellerId, version: '2.0', feedId: feed.feedId },
    issues: issues.map(({ messageId, sku, code, severity, message, attributeNames }) => ({
      messageId,
      sku,
      code,
      severity,
      message,
      ...(attributeNames[0] === undefined ? {} : { attributeName: attributeNames[0] }),
    })),
    summary: {
      errors: issues.length,
      warnings: 0,
      messagesProcessed: messages.length,
      messagesAccepted: messages.length - invalidOnes,
      messagesInvalid: invalidOnes,
    },
  };
  feed.resultId = storeDocument(world, JSON.stringify(report), 'application/json; charset=UTF-8');
}

function workOn(world: AmazonWorld, message: unknown): readonly Told[] {
  const { messageId, sku, operationType, patches, attributes, productType } = isRecord(message)
    ? message
    : {};
  if (typeof messageId !== 'number' || typeof sku !== 'string') return [];
  const change = readChange({ operationType, patches, attributes, productType });
  const strike = world.faults.strike(['partial-rejection'], 'create-feed');
  const unlucky = strike !== null && world.random.fraction() < strike.share;
  const issues: readonly Issue[] = unlucky
    ? [
        {
          code: '90000900',
          message: strike.text ?? 'The attributes are invalid.',
          severity: 'ERROR',
          attributeNames: [],
          categories: [],
        },
      ]
    : change === null
      ? [
          {
            code: '4000004',
            message: 'Unknown operationType.',
            severity: 'ERROR',
            attributeNames: [],
            categories: [],
          },
        ]
      : judgeChange(world, sku, change);
  if (issues.length === 0 && change !== null) queueChange(world, sku, change);
  return issues.map((issue) => ({ ...issue, messageId, sku }));
}

function readChange(message: Readonly<Record<string, unknown>>): Change | null {
  const { operationType, patches, attributes, productType } = message;
  if (operationType === 'DELETE') return { kind: 'delete' };
  // What is in a feed is looked at message by message; a wrong shape is told by `judgeChange`.
  if (operationType === 'PATCH' && Array.isArray(patches))
    return { kind: 'patch', patches: patches as Patch[] };
  if (!isRecord(attributes)) return null;
  if (operationType === 'PARTIAL_UPDATE')
    return {
      kind: 'patch',
      patches: Object.entries(readAttributes(attributes)).map(([name, value]) => ({
        op: 'replace',
        path: `/attributes/${name}`,
        value,
      })),
    };
  if (operationType !== 'UPDATE') return null;
  return { kind: 'put', productType: String(productType), attributes: readAttributes(attributes) };
}

export function getFeed({ world, params }: Call): SandboxAnswer {
  const feed = world.state.feeds[params['feedId']!];
  const lost = world.faults.strike(['batch-lost'], 'get-feed');
  if (!feed || lost) throw refuse(404, 'NotFound', 'The feed does not exist');
  return jsonAnswer(200, {
    feedId: feed.feedId,
    feedType: 'JSON_LISTINGS_FEED',
    marketplaceIds: [world.state.credentials.marketplaceId],
    createdTime: iso(feed.createdAt),
    processingStatus: feed.status,
    ...(feed.resultId === null ? {} : { resultFeedDocumentId: feed.resultId }),
  });
}

export function getStored(
  { world, params }: Call,
  idName: 'feedDocumentId' | 'reportDocumentId',
): SandboxAnswer {
  const documentId = params['documentId']!;
  const document = world.state.documents[documentId];
  if (!document) throw refuse(404, 'NotFound', 'The document does not exist');
  return jsonAnswer(200, {
    [idName]: documentId,
    url: addressOf(world, documentId),
    ...(document.gzip ? { compressionAlgorithm: 'GZIP' } : {}),
  });
}
