import { gzipSync } from 'node:zlib';
import { AMAZON_CREDENTIALS, TURKEY } from '../../support/amazon-wire.ts';
import { schemaFaults } from './amazon-strict-schema.ts';
import {
  pageOf,
  refuse,
  type Answer,
  type Attributes,
  type Call,
  type StrictListing,
  type StrictState,
} from './amazon-strict-state.ts';

const SUBMITTED = { submissionId: 'f1dc2914-75dd-11ea-bc55-0242ac130003' };

/** Listings and the feeds that change them. A change is accepted first and applied minutes later. */
export function strictListings({
  world,
  listings,
  documents,
  feeds,
  tokens,
  now,
  bad,
  number,
  keep,
}: StrictState) {
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
          itemName: asked['item_name']?.[0]?.['value'] ?? '',
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

  const getItem = (sku: string, query: URLSearchParams): Answer => {
    apply();
    return listings.has(sku)
      ? { status: 200, json: show(sku, query.get('includedData') ?? 'summaries') }
      : refuse(404, 'NOT_FOUND', 'SKU not found');
  };

  const patchItem = (sku: string, body: Readonly<Record<string, unknown>>): Answer =>
    listings.has(sku) ? submission(sku, patch(sku, body), 'ACCEPTED') : refuse(404, 'NOT_FOUND', 'SKU');

  const putItem = (sku: string, query: URLSearchParams, body: Readonly<Record<string, unknown>>): Answer => {
    const preview = query.get('mode') === 'VALIDATION_PREVIEW';
    const attributes = body['attributes'] as Attributes;
    const whole = body['requirements'] === 'LISTING';
    const faults = whole ? schemaFaults(attributes, true) : offerFaults(attributes);
    if (faults.length === 0 && !preview) change(sku, attributes);
    return submission(sku, faults, preview ? 'VALID' : 'ACCEPTED');
  };

  const deleteItem = (sku: string): Answer => {
    listings.delete(sku);
    return submission(sku, [], 'ACCEPTED');
  };

  return { search, getItem, patchItem, putItem, deleteItem, runFeed };
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
