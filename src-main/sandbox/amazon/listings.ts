import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { judgeChange, queueChange, shelfOf, textIn } from './listing-changes.ts';
import type { Attributes, Change, Issue, Listing, Patch } from './state.ts';
import {
  invalid,
  iso,
  isRecord,
  listOf,
  nextNumber,
  pageOf,
  refuse,
  requireShop,
  timeOf,
  type AmazonWorld,
  type Call,
} from './world.ts';

const DATA = [
  'summaries',
  'attributes',
  'issues',
  'offers',
  'fulfillmentAvailability',
  'procurement',
  'relationships',
  'productTypes',
];
const REACH = 1_000;

function requireSeller({ world, params }: Call): void {
  if (params['sellerId'] !== world.state.credentials.sellerId)
    throw refuse(403, 'Unauthorized', 'Access to requested resource is denied.');
}

function included(call: Call): readonly string[] {
  const wanted = listOf(call.query, 'includedData', 10);
  const strange = wanted.find((word) => !DATA.includes(word));
  if (strange !== undefined) throw invalid(`includedData: ${strange}`);
  return wanted.length === 0 ? ['summaries'] : wanted;
}

export function getItem(call: Call): SandboxAnswer {
  requireSeller(call);
  requireShop(call);
  const listing = call.world.state.listings[call.params['sku']!];
  if (!listing) throw refuse(404, 'NOT_FOUND', `SKU '${call.params['sku']}' not found in marketplace`);
  return jsonAnswer(200, itemJson(call.world, listing, included(call)));
}

export function searchItems(call: Call): SandboxAnswer {
  requireSeller(call);
  requireShop(call);
  const { world, query } = call;
  const named = listOf(query, 'identifiers', 20);
  if (named.length > 0 && query.get('identifiersType') === null)
    throw invalid('identifiersType is required with identifiers');
  const size = Number(query.get('pageSize') ?? 10);
  if (!Number.isInteger(size) || size < 1 || size > 20) throw invalid('pageSize: 1 to 20');
  const [after, before] = [timeOf(query, 'createdAfter'), timeOf(query, 'createdBefore')];
  const found = Object.values(world.state.listings)
    .filter(({ sku, createdAt }) => {
      const isNamed = named.length === 0 || named.includes(sku);
      return isNamed && (after === null || createdAt >= after) && (before === null || createdAt <= before);
    })
    .sort((one, other) => (one.sku < other.sku ? -1 : 1));
  const wanted = included(call);
  const page = pageOf(call, found.slice(0, REACH), { size, tokenName: 'pageToken' });
  const counted = world.faults.strike(['wrong-total'], call.endpoint) ? found.length + 7 : found.length;
  return jsonAnswer(200, {
    numberOfResults: counted,
    ...(page.next === null ? {} : { pagination: { nextToken: page.next } }),
    items: page.rows.map((listing) => itemJson(world, listing, wanted)),
  });
}

function itemJson(world: AmazonWorld, listing: Listing, wanted: readonly string[]): Record<string, unknown> {
  const { marketplaceId } = world.state.credentials;
  const { quantity, priceKurus, own } = shelfOf(listing);
  const blocked = listing.issues.some(({ suppresses }) => suppresses === true);
  const status =
    blocked || listing.asin === ''
      ? []
      : quantity > 0 && priceKurus > 0
        ? ['BUYABLE', 'DISCOVERABLE']
        : ['DISCOVERABLE'];
  const parent = listing.attributes['child_parent_sku_relationship']?.[0]?.['parent_sku'];
  const all: Record<string, unknown> = {
    summaries: [
      {
        marketplaceId,
        ...(listing.asin === '' ? {} : { asin: listing.asin }),
        productType: listing.productType,
        conditionType: textIn(listing.attributes, 'condition_type') || 'new_new',
        status,
        itemName: textIn(listing.attributes, 'item_name'),
        createdDate: iso(listing.createdAt),
        lastUpdatedDate: iso(listing.updatedAt),
      },
    ],
    attributes: listing.attributes,
    issues: listing.issues.map((each) => issueJson(each, marketplaceId)),
    offers:
      priceKurus === 0
        ? []
        : [
            {
              marketplaceId,
              offerType: 'B2C',
              price: { currencyCode: 'TRY', amount: (priceKurus / 100).toFixed(2) },
              audience: { value: 'ALL', displayName: 'Sell on Amazon' },
            },
          ],
    fulfillmentAvailability: [
      own ? { fulfillmentChannelCode: 'DEFAULT', quantity } : { fulfillmentChannelCode: 'AMAZON_EU' },
    ],
    relationships:
      typeof parent === 'string'
        ? [{ marketplaceId, relationships: [{ parentSkus: [parent], type: 'VARIATION' }] }]
        : [],
    productTypes: [{ marketplaceId, productType: listing.productType }],
    procurement: [],
  };
  return { sku: listing.sku, ...Object.fromEntries(wanted.map((name) => [name, all[name]])) };
}

export function issueJson({ suppresses, ...issue }: Issue, marketplaceId: string): Record<string, unknown> {
  return {
    ...issue,
    ...(suppresses === true
      ? { enforcements: { actions: [{ action: 'LISTING_SUPPRESSED' }], exemption: { status: 'NOT_EXEMPT' } } }
      : {}),
    marketplaceIds: [marketplaceId],
  };
}

export function patchItem(call: Call): SandboxAnswer {
  const { productType, patches } = bodyOf(call);
  if (typeof productType !== 'string' || productType === '') throw invalid('productType is required');
  if (!Array.isArray(patches) || patches.length === 0) throw invalid('patches is required');
  const sku = call.params['sku']!;
  if (!call.world.state.listings[sku])
    throw refuse(404, 'NOT_FOUND', `SKU '${sku}' not found in marketplace`);
  return submit(call, { kind: 'patch', patches: patches.map(readPatch) });
}

function readPatch(value: unknown): Patch {
  const patch = isRecord(value) ? value : {};
  const { op, path, value: list } = patch;
  if (typeof op !== 'string' || typeof path !== 'string') throw invalid('a patch has op and path');
  if (list !== undefined && !Array.isArray(list)) throw invalid('value is an array');
  return { op, path, value: (list ?? []).filter(isRecord) };
}

export function putItem(call: Call): SandboxAnswer {
  const { productType, attributes } = bodyOf(call);
  if (typeof productType !== 'string' || productType === '') throw invalid('productType is required');
  if (!isRecord(attributes)) throw invalid('attributes is required');
  return submit(call, { kind: 'put', productType, attributes: readAttributes(attributes) });
}

export function readAttributes(attributes: Readonly<Record<string, unknown>>): Attributes {
  for (const [name, list] of Object.entries(attributes))
    if (!Array.isArray(list) || !list.every(isRecord))
      throw invalid(`attribute ${name} is not an array of objects`);
  return attributes as Attributes; // Just looked at.
}

export function deleteItem(call: Call): SandboxAnswer {
  const sku = call.params['sku']!;
  if (!call.world.state.listings[sku])
    throw refuse(404, 'NOT_FOUND', `SKU '${sku}' not found in marketplace`);
  return submit(call, { kind: 'delete' });
}

function submit(call: Call, change: Change): SandboxAnswer {
  requireSeller(call);
  requireShop(call);
  const { world } = call;
  const sku = call.params['sku']!;
  const preview = call.query.get('mode') === 'VALIDATION_PREVIEW';
  const strike = preview ? null : world.faults.strike(['partial-rejection'], call.endpoint);
  const issues = strike
    ? [
        {
          code: '90000900',
          message: strike.text ?? 'The attributes are invalid.',
          severity: 'ERROR',
          attributeNames: [],
          categories: [],
        } as const,
      ]
    : judgeChange(world, sku, change);
  const good = issues.length === 0;
  if (good && !preview) queueChange(world, sku, change);
  return jsonAnswer(200, {
    sku,
    status: good ? (preview ? 'VALID' : 'ACCEPTED') : 'INVALID',
    submissionId: `sub-${nextNumber(world)}`,
    issues: issues.map((each) => issueJson(each, world.state.credentials.marketplaceId)),
  });
}

function bodyOf({ body }: Call): Readonly<Record<string, unknown>> {
  if (!isRecord(body)) throw invalid('Request body is required');
  return body;
}
