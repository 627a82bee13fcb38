import { gzipSync } from 'node:zlib';
import type { Clock } from '#engine/host.ts';
import { AMAZON_CREDENTIALS, TURKEY } from '../../support/amazon-wire.ts';
import { schemaFaults, SHIRT_SCHEMA } from './amazon-strict-schema.ts';

export type Attributes = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
type Issue = {
  code: string;
  message: string;
  severity: string;
  attributeNames?: string[];
  categories: string[];
};
/** What was asked for, and what holds: a change is applied some minutes after it was accepted. */
export type StrictListing = {
  asked: Attributes;
  holds: { quantity: number | null; price: string | null; channel: string };
  due: { at: number } | null;
  asin: string | null;
  issues: Issue[];
  readonly createdAt: string;
};
export type Answer = {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly contentType?: string;
};
export type Call = {
  readonly operation: string;
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly json: unknown;
  readonly origin: string;
};

const MINUTES_2 = 120_000;
const SUBMITTED = { submissionId: 'f1dc2914-75dd-11ea-bc55-0242ac130003' };

/** An Amazon that keeps to the words of its models. What a caller does wrong is refused, and remembered in `offences`. */
export function strictWorld(clock: Clock) {
  const listings = new Map<string, StrictListing>();
  const documents = new Map<string, { contentType: string; bytes: Buffer | null }>();
  const feeds = new Map<string, { polls: number; result: string; status: string }>();
  const orders = new Map<string, Record<string, unknown>>();
  const reports = new Map<string, { polls: number; document: string }>();
  const tokens = new Map<string, { givenAt: number; rest: string }>();
  const offences: string[] = [];
  const world = {
    clock,
    listings,
    orders,
    offences,
    inventory: new Map<string, number>(),
    /** What a report of the type holds, as bytes with their content type; none: nothing to report. */
    files: new Map<string, { bytes: Buffer; contentType: string }>(),
    transactions: [] as Record<string, unknown>[][],
    /** A change is applied so long after it was accepted. */
    appliedAfterMs: 4 * 60_000,
    /** So many questions a feed stays in line before it is worked on. */
    feedWaits: 1,
    /** The shipment is answered 204 and forgotten. */
    forgetsShipments: false,
    /** Issues that turn up on a listing only after its change was accepted and applied. */
    lateIssues: [] as Issue[],
    feedIssues: (_messages: readonly Record<string, unknown>[]): Record<string, unknown>[] => [],
  };
  const now = (): number => clock.now();
  const bad = (what: string): Answer => {
    offences.push(what);
    return refuse(400, 'InvalidInput', what);
  };
  const number = (): string => String(documents.size + feeds.size + reports.size + 1);
  const keep = (prefix: string, contentType: string, bytes: Buffer | null): string => {
    const id = `amzn1.tortuga.4.eu.${prefix}-${number()}`;
    documents.set(id, { contentType, bytes });
    return id;
  };
  const linkTo = (id: string, origin: string): string => `${origin}/store/${id}?X-Amz-Signature=abc%2Fdef%3D`;

  const apply = (): void => {
    for (const listing of listings.values()) {
      if (listing.due === null || listing.due.at > now()) continue;
      listing.due = null;
      listing.asin ??= `B0STRICT${String(listings.size).padStart(2, '0')}`;
      listing.issues = [...world.lateIssues];
      const own = listing.asked['fulfillment_availability']?.find(
        (entry) => entry['fulfillment_channel_code'] === 'DEFAULT',
      );
      if (own) listing.holds.quantity = Number(own['quantity']);
      const price = priceIn(listing.asked);
      if (price !== null && world.lateIssues.length === 0) listing.holds.price = price.toFixed(2);
    }
  };

  const show = (sku: string, wanted: string): object => {
    const { asked, holds, asin, issues, createdAt } = listings.get(sku)!;
    const all: Record<string, unknown> = {
      summaries: [
        {
          marketplaceId: TURKEY,
          ...(asin === null ? {} : { asin }),
          productType: 'SHIRT',
          status: holds.price === null || asin === null ? [] : ['BUYABLE', 'DISCOVERABLE'],
          itemName: String(asked['item_name']?.[0]?.['value'] ?? ''),
          createdDate: createdAt,
          lastUpdatedDate: createdAt,
        },
      ],
      attributes: asked,
      issues,
      offers:
        holds.price === null
          ? []
          : [
              {
                marketplaceId: TURKEY,
                offerType: 'B2C',
                price: { currencyCode: 'TRY', amount: holds.price },
              },
            ],
      fulfillmentAvailability:
        holds.channel === 'DEFAULT'
          ? [{ fulfillmentChannelCode: 'DEFAULT', quantity: holds.quantity ?? 0 }]
          : [{ fulfillmentChannelCode: holds.channel }],
    };
    return {
      sku,
      ...Object.fromEntries(wanted.split(',').flatMap((name) => (name in all ? [[name, all[name]]] : []))),
    };
  };

  const change = (sku: string, asked: Attributes): void => {
    const standing = listings.get(sku);
    const fresh: StrictListing = {
      asked,
      holds: standing?.holds ?? { quantity: null, price: null, channel: 'DEFAULT' },
      due: { at: now() + world.appliedAfterMs },
      asin: standing?.asin ?? null,
      issues: standing?.issues ?? [],
      createdAt: standing?.createdAt ?? new Date(now()).toISOString(),
    };
    listings.set(sku, fresh);
  };

  /** `purchasable_offer` and `fulfillment_availability` are replaced whole (sheet §6.2). */
  const patch = (sku: string, body: Readonly<Record<string, unknown>>): readonly string[] => {
    const standing = listings.get(sku);
    if (!standing) return ['SKU not in catalogue'];
    const patches = Array.isArray(body['patches']) ? (body['patches'] as Record<string, unknown>[]) : [];
    if (patches.length === 0) return ['patches: empty'];
    const asked: Record<string, Attributes[string]> = { ...standing.asked };
    for (const { op, path, value } of patches) {
      const name = /^\/attributes\/([a-z0-9_]+)$/.exec(String(path))?.[1];
      if (op !== 'replace' || name === undefined || !Array.isArray(value))
        return [`Invalid path provided in patch: ${String(op)} ${String(path)}`];
      asked[name] = value as Attributes[string];
    }
    const wrong = offerFaults(asked);
    if (wrong.length === 0) change(sku, asked);
    return wrong;
  };

  const submission = (sku: string, faults: readonly string[], good: string): Answer => ({
    status: 200,
    json: {
      sku,
      status: faults.length === 0 ? good : 'INVALID',
      ...SUBMITTED,
      issues: faults.map((message) => ({
        code: '90220',
        message,
        severity: 'ERROR',
        attributeNames: [message.split(/[.:]/)[0]!],
        categories: [],
      })),
    },
  });

  const search = ({ query }: Call): Answer => {
    apply();
    if (query.has('identifiers') !== query.has('identifiersType')) return bad('identifiers need their type');
    const { pageToken, rest } = pageOf(query, 'pageToken');
    const page = tokens.get(pageToken ?? '');
    if (pageToken !== null && page?.rest !== rest) return bad('a page token with other parameters');
    const named = query.get('identifiers')?.split(',');
    const all = [...listings.keys()].filter((sku) => !named || named.includes(sku)).sort();
    const size = Number(query.get('pageSize') ?? 10);
    const from = pageToken === null ? 0 : Number(pageToken.split('~')[1]);
    const wanted = query.get('includedData') ?? 'summaries';
    const next = from + size < Math.min(all.length, 1_000) ? `t/+=~${from + size}` : null;
    if (next !== null) tokens.set(next, { givenAt: now(), rest });
    return {
      status: 200,
      json: {
        numberOfResults: all.length,
        pagination: next === null ? {} : { nextToken: next },
        items: all.slice(from, from + size).map((sku) => show(sku, wanted)),
      },
    };
  };

  const searchOrders = ({ query }: Call): Answer => {
    if (query.has('createdAfter') === query.has('lastUpdatedAfter')) return bad('exactly one lower bound');
    const [after, before] = [query.get('lastUpdatedAfter') ?? '', query.get('lastUpdatedBefore')];
    if (before !== null && Date.parse(before) > now() - MINUTES_2)
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
        lastUpdatedBefore: new Date(now() - MINUTES_2).toISOString(),
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

  const runFeed = (documentId: string): Answer => {
    const document = documents.get(documentId);
    if (!document?.bytes) return bad('a feed of a document that was not uploaded');
    const { header, messages } = JSON.parse(document.bytes.toString('utf8')) as {
      header: Record<string, unknown>;
      messages: Record<string, unknown>[];
    };
    if (header['sellerId'] !== AMAZON_CREDENTIALS.sellerId || header['version'] !== '2.0')
      return bad('header');
    const ids = messages.map(({ messageId }) => messageId);
    if (new Set(ids).size !== ids.length || !ids.every((id) => Number.isInteger(id) && Number(id) >= 1))
      return bad('messageId');
    const forced = world.feedIssues(messages);
    const refused = new Set(
      forced.filter(({ severity }) => severity === 'ERROR').map(({ messageId }) => messageId),
    );
    const issues = messages.flatMap((message) => {
      if (refused.has(message['messageId'])) return [];
      const { messageId, sku, operationType } = message;
      const wrong = operationType === 'PATCH' ? patch(String(sku), message) : [`${String(operationType)}`];
      return wrong.map((text) => ({ messageId, sku, code: '90220', severity: 'ERROR', message: text }));
    });
    const report = { header: { ...header, feedId: number() }, issues: [...forced, ...issues], summary: {} };
    const result = keep('result', 'application/octet-stream', gzipSync(JSON.stringify(report)));
    const feedId = `90${number()}`;
    feeds.set(feedId, { polls: 0, result, status: 'DONE' });
    return { status: 202, json: { feedId } };
  };

  const handle = (call: Call): Answer => {
    const { operation, parts, query, json, origin } = call;
    const body = (json ?? {}) as Record<string, unknown>;
    const sku = decodeURIComponent(parts[4] ?? '');
    switch (operation) {
      case 'getMarketplaceParticipations':
        return {
          status: 200,
          json: {
            payload: [
              { marketplace: { id: TURKEY }, participation: { isParticipating: true }, storeName: 'Ö' },
            ],
          },
        };
      case 'searchListingsItems':
        return search(call);
      case 'getListingsItem':
        apply();
        return listings.has(sku)
          ? { status: 200, json: show(sku, query.get('includedData') ?? 'summaries') }
          : refuse(404, 'NOT_FOUND', 'SKU not found');
      case 'patchListingsItem':
        return listings.has(sku)
          ? submission(sku, patch(sku, body), 'ACCEPTED')
          : refuse(404, 'NOT_FOUND', 'SKU');
      case 'putListingsItem': {
        const preview = query.get('mode') === 'VALIDATION_PREVIEW';
        const attributes = body['attributes'] as Attributes;
        const faults =
          body['requirements'] === 'LISTING' ? schemaFaults(attributes, true) : offerFaults(attributes);
        if (faults.length === 0 && !preview) change(sku, attributes);
        return submission(sku, faults, preview ? 'VALID' : 'ACCEPTED');
      }
      case 'deleteListingsItem':
        listings.delete(sku);
        return submission(sku, [], 'ACCEPTED');
      case 'getListingsRestrictions':
        return { status: 200, json: { restrictions: [] } };
      case 'searchDefinitionsProductTypes':
        return {
          status: 200,
          json: { productTypes: [{ name: 'SHIRT', displayName: 'Gömlek', marketplaceIds: [TURKEY] }] },
        };
      case 'getDefinitionsProductType': {
        const id = keep('schema', 'application/json', Buffer.from(JSON.stringify(SHIRT_SCHEMA)));
        return {
          status: 200,
          json: { schema: { link: { resource: linkTo(id, origin), verb: 'GET' }, checksum: 'x' } },
        };
      }
      case 'searchCatalogItems':
        return {
          status: 200,
          json: { numberOfResults: 1, items: [{ asin: 'B0EXAMPLE1', summaries: [], identifiers: [] }] },
        };
      case 'getInventorySummaries':
        return inventoryPage(query);
      case 'getCompetitiveSummary':
        return { status: 200, json: { responses: [] } };
      case 'getMyFeesEstimates':
        return { status: 200, json: [] };
      case 'createFeedDocument':
      case 'getFeedDocument':
      case 'getReportDocument':
        return documentOf(call);
      case 'createFeed':
        if (body['feedType'] !== 'JSON_LISTINGS_FEED') return bad('feedType');
        return runFeed(String(body['inputFeedDocumentId']));
      case 'getFeed': {
        const feed = feeds.get(parts[3]!);
        if (!feed) return refuse(404, 'NotFound', 'feed');
        feed.polls += 1;
        const { feedWaits } = world;
        const working = feed.polls <= feedWaits ? 'IN_QUEUE' : 'IN_PROGRESS';
        const processingStatus = feed.polls <= feedWaits + 1 ? working : feed.status;
        const done = processingStatus === feed.status;
        return {
          status: 200,
          json: {
            feedId: parts[3],
            feedType: 'JSON_LISTINGS_FEED',
            createdTime: '',
            processingStatus,
            ...(done ? { resultFeedDocumentId: feed.result } : {}),
          },
        };
      }
      case 'createReport': {
        const file = world.files.get(String(body['reportType']));
        const document = file ? keep('report', file.contentType, gzipSync(file.bytes)) : '';
        const reportId = `50${number()}`;
        reports.set(reportId, { polls: 0, document });
        return { status: 202, json: { reportId } };
      }
      case 'getReport': {
        const report = reports.get(parts[3]!);
        if (!report) return refuse(404, 'NotFound', 'report');
        report.polls += 1;
        if (report.polls < 2)
          return { status: 200, json: { reportId: parts[3], processingStatus: 'IN_QUEUE' } };
        if (report.document === '')
          return { status: 200, json: { reportId: parts[3], processingStatus: 'CANCELLED' } };
        return {
          status: 200,
          json: { reportId: parts[3], processingStatus: 'DONE', reportDocumentId: report.document },
        };
      }
      case 'searchOrders':
        return searchOrders(call);
      case 'getOrder': {
        const order = orders.get(parts[3]!);
        return order ? { status: 200, json: { order } } : refuse(404, 'NotFound', 'order');
      }
      case 'confirmShipment':
        return ship(call);
      case 'listTransactions': {
        const [from, to] = [
          Date.parse(query.get('postedAfter') ?? ''),
          Date.parse(query.get('postedBefore') ?? ''),
        ];
        if (!(to > from) || to > now() - MINUTES_2 || to - from > 180 * 86_400_000)
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
      }
      default:
        return refuse(404, 'NotFound', operation);
    }
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

  return { world, handle, documents };
}

export type StrictWorld = ReturnType<typeof strictWorld>;

export function refuse(status: number, code: string, message: string): Answer {
  return { status, json: { errors: [{ code, message, details: '' }] } };
}

function priceIn(asked: Attributes): number | null {
  const [entry] = asked['purchasable_offer'] ?? [];
  const [price] = (entry?.['our_price'] ?? []) as { schedule: { value_with_tax: number }[] }[];
  return price?.schedule[0]?.value_with_tax ?? null;
}

function offerFaults(asked: Attributes): readonly string[] {
  const own = (asked['fulfillment_availability'] ?? []).filter((each) => 'quantity' in each);
  return [
    ...own
      .filter(({ quantity }) => !Number.isInteger(quantity))
      .map(() => 'fulfillment_availability: quantity'),
    ...(asked['purchasable_offer'] ?? [])
      .filter((each) => each['marketplace_id'] !== TURKEY || each['currency'] !== 'TRY')
      .map(() => 'purchasable_offer: selectors'),
  ];
}

/** The token, and all other parameters as they were when it was given. */
function pageOf(query: URLSearchParams, name: string): { pageToken: string | null; rest: string } {
  const others = new URLSearchParams([...query].filter(([key]) => key !== name));
  others.sort();
  return { pageToken: query.get(name), rest: others.toString() };
}
