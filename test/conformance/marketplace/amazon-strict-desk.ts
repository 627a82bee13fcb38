import { gzipSync } from 'node:zlib';
import { TURKEY } from '../../support/amazon-wire.ts';
import {
  pageOf,
  refuse,
  TWO_MINUTES_MS,
  type Answer,
  type Call,
  type StrictState,
} from './amazon-strict-state.ts';

/** Orders, shipments, documents, reports, money and the pieces in Amazon's warehouse. */
export function strictDesk({
  world,
  documents,
  feeds,
  orders,
  reports,
  tokens,
  now,
  bad,
  number,
  keep,
  linkTo,
}: StrictState) {
  const searchOrders = ({ query }: Call): Answer => {
    if (query.has('createdAfter') === query.has('lastUpdatedAfter')) return bad('exactly one lower bound');
    const [after, before] = [query.get('lastUpdatedAfter') ?? '', query.get('lastUpdatedBefore')];
    if (before !== null && Date.parse(before) > now() - TWO_MINUTES_MS)
      return bad('lastUpdatedBefore is too young');
    const { pageToken, rest } = pageOf(query, 'paginationToken');
    const page = tokens.get(pageToken ?? '');
    const dead = page === undefined || page.rest !== rest || now() - page.givenAt > 86_400_000;
    if (pageToken !== null && dead) return bad('paginationToken');
    const by = query.get('fulfilledBy')?.split(',');
    const all = [...orders.values()].filter(({ lastUpdatedTime, fulfillment }) => {
      const { fulfilledBy } = fulfillment as { fulfilledBy: string };
      const at = Date.parse(String(lastUpdatedTime));
      const until = before === null ? Number.POSITIVE_INFINITY : Date.parse(before);
      return at >= Date.parse(after) && at <= until && (!by || by.includes(fulfilledBy));
    });
    // Pages are smaller than asked for.
    const from = pageToken === null ? 0 : Number(pageToken.split('~')[1]);
    const next = from + 2 < all.length ? `o/+=~${from + 2}` : null;
    if (next !== null) tokens.set(next, { givenAt: now(), rest });
    return {
      status: 200,
      json: {
        orders: all.slice(from, from + 2),
        ...(next === null ? {} : { pagination: { nextToken: next } }),
        lastUpdatedBefore: new Date(now() - TWO_MINUTES_MS).toISOString(),
      },
    };
  };

  const ship = ({ parts, json }: Call): Answer => {
    const order = orders.get(parts[3]!);
    const body = json as { marketplaceId?: string; packageDetail?: Record<string, unknown> };
    const detail = body.packageDetail ?? {};
    if (!order || body.marketplaceId !== TURKEY) return bad('no such order');
    const { packageReferenceId, carrierCode, carrierName, trackingNumber, shipDate, orderItems } = detail;
    if (!/^[1-9]\d*$/.test(String(packageReferenceId))) return bad('packageReferenceId');
    for (const [name, value] of Object.entries({ carrierCode, trackingNumber }))
      if (typeof value !== 'string' || value.trim() === '') return bad(name);
    if (carrierCode === 'Other' && !carrierName) return bad('carrierName');
    if (!(Date.parse(String(shipDate)) <= now())) return bad(`shipDate ${String(shipDate)}`);
    if (!Array.isArray(orderItems) || orderItems.length === 0) return bad('orderItems');
    if (world.forgetsShipments) return { status: 204 };
    const kept = (order['packages'] ?? []) as Record<string, unknown>[];
    const others = kept.filter((each) => each['packageReferenceId'] !== packageReferenceId);
    const carrier = carrierName ?? carrierCode;
    const parcel = { packageReferenceId, carrier, trackingNumber, packageItems: orderItems };
    orders.set(parts[3]!, { ...order, packages: [...others, parcel] });
    return { status: 204 };
  };

  const transactions = (query: URLSearchParams): Answer => {
    const [from, to] = [
      Date.parse(query.get('postedAfter') ?? ''),
      Date.parse(query.get('postedBefore') ?? ''),
    ];
    if (!(to > from) || to > now() - TWO_MINUTES_MS || to - from > 180 * 86_400_000)
      return bad('posted bounds');
    const at = Number(query.get('nextToken')?.split('~')[1] ?? 0);
    const more = at + 1 < world.transactions.length;
    return {
      status: 200,
      json: {
        payload: {
          transactions: world.transactions[at] ?? [],
          ...(more ? { nextToken: `f/+=~${at + 1}` } : {}),
        },
      },
    };
  };

  const getFeed = (feedId: string): Answer => {
    const feed = feeds.get(feedId);
    if (!feed) return refuse(404, 'NotFound', 'feed');
    feed.polls += 1;
    const { feedWaits } = world;
    const working = feed.polls <= feedWaits ? 'IN_QUEUE' : 'IN_PROGRESS';
    const processingStatus = feed.polls <= feedWaits + 1 ? working : feed.status;
    const done = processingStatus === feed.status;
    return {
      status: 200,
      json: {
        feedId,
        feedType: 'JSON_LISTINGS_FEED',
        createdTime: '',
        processingStatus,
        ...(done ? { resultFeedDocumentId: feed.result } : {}),
      },
    };
  };

  const createReport = (reportType: string): Answer => {
    const file = world.files.get(reportType);
    const document = file ? keep('report', file.contentType, gzipSync(file.bytes)) : '';
    const reportId = `50${number()}`;
    reports.set(reportId, { polls: 0, document });
    return { status: 202, json: { reportId } };
  };

  const getReport = (reportId: string): Answer => {
    const report = reports.get(reportId);
    if (!report) return refuse(404, 'NotFound', 'report');
    report.polls += 1;
    if (report.polls < 2) return { status: 200, json: { reportId, processingStatus: 'IN_QUEUE' } };
    if (report.document === '') return { status: 200, json: { reportId, processingStatus: 'CANCELLED' } };
    return {
      status: 200,
      json: { reportId, processingStatus: 'DONE', reportDocumentId: report.document },
    };
  };

  /** A page holds one; its token dies after half a minute. */
  const inventoryPage = (query: URLSearchParams): Answer => {
    const { pageToken, rest } = pageOf(query, 'nextToken');
    const page = tokens.get(pageToken ?? '');
    if (pageToken !== null && (page?.rest !== rest || now() - page.givenAt > 30_000)) return bad('nextToken');
    const skus = (query.get('sellerSkus') ?? '').split(',').filter((sku) => world.inventory.has(sku));
    const at = pageToken === null ? 0 : Number(pageToken.split('~')[1]);
    const next = at + 1 < skus.length ? `i/+=~${at + 1}` : null;
    if (next !== null) tokens.set(next, { givenAt: now(), rest });
    const inventorySummaries = skus.slice(at, at + 1).map((sellerSku) => ({
      sellerSku,
      totalQuantity: 99,
      inventoryDetails: { fulfillableQuantity: world.inventory.get(sellerSku) },
    }));
    return {
      status: 200,
      json: {
        payload: { inventorySummaries },
        ...(next === null ? {} : { pagination: { nextToken: next } }),
      },
    };
  };

  const documentOf = ({ operation, parts, json, origin }: Call): Answer => {
    if (operation === 'createFeedDocument') {
      const { contentType } = json as { contentType?: string };
      if (!contentType) return bad('contentType');
      const id = keep('input', contentType, null);
      return { status: 201, json: { feedDocumentId: id, url: linkTo(id, origin) } };
    }
    const id = parts[3]!;
    if (!documents.get(id)?.bytes) return refuse(404, 'NotFound', 'document');
    const name = operation === 'getFeedDocument' ? 'feedDocumentId' : 'reportDocumentId';
    return { status: 200, json: { [name]: id, url: linkTo(id, origin), compressionAlgorithm: 'GZIP' } };
  };

  return { searchOrders, ship, transactions, getFeed, createReport, getReport, inventoryPage, documentOf };
}
