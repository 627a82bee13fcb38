import { problem } from '#contract/problem.ts';
import type { DraftVerdict, ListingDraft, WriteOptions } from '../kit/catalogue.ts';
import type { SubmitResult } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { deleteListing, getRestrictions, patchListing, previewListing, putListing } from './api.ts';
import type { SentItem } from './batch-id.ts';
import type { AmazonClient, ReadOptions } from './client.ts';
import { markOf } from './content-mark.ts';
import { issueProblem, NAME, ownRefusal } from './errors.ts';
import { contentPatches, listingBody, parentBody } from './draft-attributes.ts';
import { amazonManifest } from './manifest.ts';
import { heldProblem } from './offers.ts';
import { readItems } from './read-listings.ts';
import { CHANNEL_CURRENCY } from './sites.ts';
import { schemaFor } from './type-shapes.ts';
import { isFulfilledByAmazon } from './stock-holder.ts';
import { Restrictions, Submission } from './wire.ts';
import { writeOneByOne, type OneWrite } from './write-one-by-one.ts';

/**
 * Lists what is not there yet. A put replaces a listing whole, so every SKU is looked for first: what stands there is never
 * overwritten by a creation. A parent that the merchant named goes before its children, once.
 */
export async function createListings(
  client: AmazonClient,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertDrafts(drafts);
  const { site } = client;
  if (site.currency !== CHANNEL_CURRENCY) return { kind: 'refused', problem: ownRefusal('other-currency') };
  const parents = parentsOf(drafts);
  const skus = [...drafts.map(({ stockCode }) => stockCode), ...parents.keys()];
  const reading: ReadOptions = { priority: PRIORITY.content, signal: options.signal };
  const standing = await readItems(client, skus, reading);
  const writes: OneWrite[] = [];
  const held: SentItem[] = [];
  for (const [sku, draft] of parents) {
    if (standing.has(sku)) continue;
    const item = { sku, quantity: null, priceE4: null };
    const schema = await schemaFor(client, draft.categoryId, reading);
    writes.push({ item, request: putListing(client, sku, parentBody({ site, draft, schema })) });
  }
  for (const draft of drafts) {
    const { stockCode: sku, quantity, salePriceE4: priceE4 } = draft;
    const item = { sku, quantity, priceE4 };
    const barred = standing.has(sku) ? ('already-there' as const) : await restriction(client, draft, options);
    if (barred === null) {
      const schema = await schemaOf(client, draft, reading);
      writes.push({ item, request: putListing(client, sku, listingBody({ site, draft, schema })) });
    } else if (barred === 'already-there') held.push({ ...item, held: barred });
    else held.push({ ...item, held: 'restricted', refused: [['restricted', barred]] });
  }
  if (writes.length === 0) return { kind: 'refused', problem: heldProblem(held[0]!) };
  return writeOneByOne(client, 'create', { writes, held }, options);
}

/** An offer on a page of the catalogue has no fields of the type's. */
async function schemaOf(client: AmazonClient, draft: ListingDraft, options: ReadOptions) {
  return draft.catalogueId === null ? schemaFor(client, draft.categoryId, options) : null;
}

function parentsOf(drafts: readonly ListingDraft[]): ReadonlyMap<string, ListingDraft> {
  const parents = new Map<string, ListingDraft>();
  for (const draft of drafts) {
    const sku = (draft.fields['parentSku'] ?? '').trim();
    const wanted = draft.catalogueId === null && sku !== '' && (draft.fields['variationTheme'] ?? '') !== '';
    if (wanted && !parents.has(sku)) parents.set(sku, draft);
  }
  return parents;
}

/** Why the account may not offer on this page, in Amazon's words; null when it may (sheet §5.1). */
async function restriction(
  client: AmazonClient,
  { catalogueId, fields }: ListingDraft,
  { signal }: { readonly signal?: AbortSignal | undefined },
): Promise<string | null> {
  if (catalogueId === null) return null;
  const condition = fields['condition'] ?? '';
  const options: ReadOptions = { priority: PRIORITY.content, signal };
  const { restrictions } = await client.read(
    getRestrictions(client, catalogueId, condition),
    Restrictions,
    options,
  );
  const reasons = restrictions
    .filter(({ conditionType }) => conditionType === '' || conditionType === condition)
    .flatMap((each) => each.reasons);
  if (reasons.length === 0) return null;
  return reasons.map(({ reasonCode, message }) => `${reasonCode}: ${message}`).join(' · ');
}

/** Texts, pictures and the type's fields of what is there. Stock and price are left alone. */
export async function updateContent(
  client: AmazonClient,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertDrafts(drafts);
  const skus = drafts.map(({ stockCode }) => stockCode);
  const reading: ReadOptions = { priority: PRIORITY.content, signal: options.signal };
  const standing = await readItems(client, skus, reading);
  const writes: OneWrite[] = [];
  const held: SentItem[] = [];
  for (const draft of drafts) {
    const { stockCode: sku, categoryId: productType } = draft;
    const schema = await schemaFor(client, productType, reading);
    const patches = contentPatches({ site: client.site, draft, schema });
    const item = { sku, quantity: null, priceE4: null, mark: markOf(patches) };
    if (!standing.has(sku)) held.push({ ...item, held: 'not-there' });
    else writes.push({ item, request: patchListing(client, 'patch-content', { sku, productType, patches }) });
  }
  if (writes.length === 0) return { kind: 'refused', problem: heldProblem(held[0]!) };
  return writeOneByOne(client, 'content', { writes, held }, options);
}

/** Takes listings out of the account. Stock that lies in Amazon's warehouse would lose its listing: those are refused. */
export async function deleteListings(
  client: AmazonClient,
  skus: readonly string[],
  options: WriteOptions,
): Promise<SubmitResult> {
  if (skus.length === 0 || skus.length > draftsAtMost())
    throw new RangeError(`${skus.length} listings in one request`);
  const standing = await readItems(client, skus, { priority: PRIORITY.content, signal: options.signal });
  const writes: OneWrite[] = [];
  const held: SentItem[] = [];
  for (const sku of new Set(skus)) {
    const item = { sku, quantity: null, priceE4: null };
    const there = standing.get(sku);
    if (there === undefined) held.push({ ...item, held: 'not-there' });
    else if (isFulfilledByAmazon(there)) held.push({ ...item, held: 'amazon-fulfils' });
    else writes.push({ item, request: deleteListing(client, sku) });
  }
  if (writes.length === 0) return { kind: 'refused', problem: heldProblem(held[0]!) };
  return writeOneByOne(client, 'delete', { writes, held }, options);
}

/** Amazon's own dry run: judged like the real thing, written nowhere. */
export async function previewListings(
  client: AmazonClient,
  drafts: readonly ListingDraft[],
  signal?: AbortSignal,
): Promise<readonly DraftVerdict[]> {
  const options: ReadOptions = { priority: PRIORITY.content, signal };
  const verdicts: DraftVerdict[] = [];
  for (const draft of drafts) {
    const { stockCode } = draft;
    const barred = await restriction(client, draft, options);
    if (barred !== null) {
      verdicts.push(verdict(stockCode, ownRefusal('restricted', barred)));
      continue;
    }
    const schema = await schemaOf(client, draft, options);
    const request = previewListing(client, stockCode, listingBody({ site: client.site, draft, schema }));
    const { status, issues } = await client.read(request, Submission, options);
    const good = /^(?:VALID|ACCEPTED)$/i.test(status);
    const unknown = !good && issues.length === 0;
    const why = unknown
      ? problem('channel/item-refused', { marketplace: NAME }, status || null)
      : issues.length > 0 && !good
        ? issueProblem(issues)
        : null;
    verdicts.push(verdict(stockCode, why));
  }
  return verdicts;
}

function verdict(stockCode: string, why: ReturnType<typeof problem> | null): DraftVerdict {
  if (why === null) return { stockCode, accepted: true, report: null };
  const nothing = { quantity: null, salePriceE4: null, listPriceE4: null };
  return {
    stockCode,
    accepted: false,
    report: { externalId: stockCode, state: 'failed', ...nothing, problem: why },
  };
}

function draftsAtMost(): number {
  return amazonManifest.limits.draftsPerRequest ?? 0;
}

/** What nobody should have passed on: a faulty draft is for `checkDraft` to tell. */
function assertDrafts(drafts: readonly ListingDraft[]): void {
  if (drafts.length === 0 || drafts.length > draftsAtMost())
    throw new RangeError(`${drafts.length} drafts in one request`);
  if (new Set(drafts.map(({ stockCode }) => stockCode)).size !== drafts.length)
    throw new RangeError('one stock code stands twice');
  if (drafts.some(({ stockCode }) => stockCode.trim() === ''))
    throw new RangeError('a draft without a stock code');
}
