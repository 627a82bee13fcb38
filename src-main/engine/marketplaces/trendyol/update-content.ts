import { isProblemError } from '#contract/problem.ts';
import type { DraftAttribute, ListingDraft, MarketplaceAttribute, WriteOptions } from '../kit/catalogue.ts';
import type { SubmitResult } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { postProducts, type ProductWrite } from './api-catalogue.ts';
import { nameBatch, type BatchPart, type Codes } from './batch-name.ts';
import { readAttributes } from './catalogue.ts';
import type { TrendyolClient } from './client.ts';
import { cleanBarcode, contentItem, deliveryItem, unapprovedItem, variantItem } from './draft-body.ts';
import { codesByBarcode, flawOf, namesOf } from './publish.ts';
import { readApprovedRows, type ApprovedRow } from './read-listings.ts';
import { submit } from './submit.ts';
import type { ApprovedContent } from './wire.ts';

type Found = { readonly draft: ListingDraft; readonly row: ApprovedRow };

/**
 * Texts, images, attributes and what belongs to a variant; stock and prices are left alone. Trendyol has four services for
 * that: one for products that wait for approval, and three for approved ones (what all variants share, the variant, its
 * delivery). They are asked one after another; what one of them refuses stands in the report beside what the others took.
 */
export async function updateContent(
  client: TrendyolClient,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  const flaw = flawOf(drafts);
  if (flaw) return flaw;
  const { signal } = options;
  const nameOf = namesOf(drafts);
  const barcodes = drafts.map(({ barcode }) => cleanBarcode(barcode));
  const rows = await readApprovedRows(client, barcodes, { priority: PRIORITY.content, signal });
  const approved = drafts.flatMap((draft): readonly Found[] => {
    const row = rows.get(cleanBarcode(draft.barcode));
    return row && row.content.contentId !== null ? [{ draft, row }] : [];
  });
  const waiting = drafts.filter((draft) => !approved.some((found) => found.draft === draft));
  const writes = [
    ...(waiting.length > 0 ? [unapprovedWrite(waiting, nameOf)] : []),
    ...(approved.length > 0
      ? [await contentWrite(client, approved, { nameOf, signal }), variantWrite(approved, nameOf)]
      : []),
    ...deliveryWrite(approved, nameOf),
  ];
  return submitAll(client, writes, options);
}

type NameOf = (draft: ListingDraft) => string;

type Write = {
  readonly endpoint: ProductWrite;
  readonly items: readonly unknown[];
  readonly part:
    | { readonly kind: 'products'; readonly codes: Codes }
    | {
        readonly kind: 'contents';
        readonly codes: Codes;
        readonly barcodes: Readonly<Record<string, string>>;
      };
};

const products = (codes: Codes): Write['part'] => ({ kind: 'products', codes });

function unapprovedWrite(drafts: readonly ListingDraft[], nameOf: NameOf): Write {
  const codes = codesByBarcode(drafts, nameOf);
  return { endpoint: 'unapproved-update', items: drafts.map(unapprovedItem), part: products(codes) };
}

/** One item per content: what its variants share comes from the first of them. */
async function contentWrite(
  client: TrendyolClient,
  approved: readonly Found[],
  { nameOf, signal }: { readonly nameOf: NameOf; readonly signal: AbortSignal | undefined },
): Promise<Write> {
  const categories = new Map<string, readonly MarketplaceAttribute[]>();
  const byContent = Map.groupBy(approved, ({ row }) => row.content.contentId!);
  const items: unknown[] = [];
  for (const [contentId, [first]] of byContent) {
    const { draft, row } = first!;
    const categoryId = row.content.category?.id ?? draft.categoryId;
    const known = categories.get(categoryId) ?? (await attributesOf(client, categoryId, signal));
    categories.set(categoryId, known);
    items.push(contentItem(contentId, draft, sharedAttributes(draft, row.content, known)));
  }
  const codes = Object.fromEntries(
    [...byContent].map(([contentId, same]) => [contentId, same.map(({ draft }) => nameOf(draft))]),
  );
  const barcodes = Object.fromEntries(
    approved.map(({ draft, row }) => [cleanBarcode(draft.barcode), row.content.contentId!]),
  );
  return { endpoint: 'content-update', items, part: { kind: 'contents', codes, barcodes } };
}

async function attributesOf(
  client: TrendyolClient,
  categoryId: string,
  signal: AbortSignal | undefined,
): Promise<readonly MarketplaceAttribute[]> {
  try {
    return await readAttributes(client, categoryId, signal);
  } catch (error) {
    // A category that is no more: the product keeps its own attributes, and the draft's are added.
    if (isProblemError(error) && error.problem.code === 'channel/not-found') return [];
    throw error;
  }
}

/**
 * "All or nothing": what is there and the draft does not name stays. Values that tell variants apart and those with a
 * page of their own are frozen after approval: the first belong to the variant and are left out, the second stay.
 */
function sharedAttributes(
  draft: ListingDraft,
  content: ApprovedContent,
  known: readonly MarketplaceAttribute[],
): readonly DraftAttribute[] {
  const there = content.attributes.flatMap((each): readonly DraftAttribute[] => {
    const text = each.attributeValue || each.attributeValueName;
    if (each.attributeId === null || (each.attributeValueId === null && text === '')) return [];
    const { attributeId, attributeName: name, attributeValueId: valueId } = each;
    return [{ attributeId, name, valueId, text: valueId === null ? text : null, unit: null }];
  });
  const variant = new Set(known.filter((each) => each.variant).map(({ attributeId }) => attributeId));
  for (const each of content.variants.flatMap(({ attributes }) => attributes))
    if (each.attributeId !== null) variant.add(each.attributeId);
  const present = new Set(there.map(({ attributeId }) => attributeId));
  const frozen = new Set(
    known
      .filter((each) => each.slicer && present.has(each.attributeId))
      .map(({ attributeId }) => attributeId),
  );
  const wanted = draft.attributes.filter(
    ({ attributeId }) => !variant.has(attributeId) && !frozen.has(attributeId),
  );
  const named = new Set(wanted.map(({ attributeId }) => attributeId));
  const kept = there.filter(({ attributeId }) => !named.has(attributeId) && !variant.has(attributeId));
  return [...wanted, ...kept];
}

function variantWrite(approved: readonly Found[], nameOf: NameOf): Write {
  const items = approved.map(({ draft, row }) => variantItem(draft, row.variant));
  const codes = codesByBarcode(
    approved.map(({ draft }) => draft),
    nameOf,
  );
  return { endpoint: 'variant-update', items, part: products(codes) };
}

function deliveryWrite(approved: readonly Found[], nameOf: NameOf): readonly Write[] {
  const told = approved.flatMap(({ draft }) => {
    const item = deliveryItem(draft);
    return item === null ? [] : [{ draft, item }];
  });
  if (told.length === 0) return [];
  const codes = codesByBarcode(
    told.map(({ draft }) => draft),
    nameOf,
  );
  return [{ endpoint: 'delivery-update', items: told.map(({ item }) => item), part: products(codes) }];
}

/** When the first is refused and nothing was accepted, that is the answer; else the report tells it item by item. */
async function submitAll(
  client: TrendyolClient,
  writes: readonly Write[],
  options: WriteOptions,
): Promise<SubmitResult> {
  const parts: BatchPart[] = [];
  let refusal: SubmitResult | null = null;
  for (const { endpoint, items, part } of writes) {
    const result = await submitOne(client, { endpoint, items, accepted: parts.length > 0 }, options);
    if (result.kind === 'accepted') parts.push({ ...part, id: result.batchId });
    else if (result.kind === 'refused') {
      parts.push({ kind: 'refused', problem: result.problem, codes: part.codes });
    }
    // The same body within a quarter of an hour: it is under way or done already.
    if (result.kind !== 'accepted') refusal ??= result;
  }
  const accepted = parts.some(({ kind }) => kind !== 'refused');
  if (accepted || refusal === null) return { kind: 'accepted', batchId: nameBatch(parts) };
  return refusal;
}

/** A request that could not be made any more after another was accepted is told with that other's report. */
async function submitOne(
  client: TrendyolClient,
  of: { readonly endpoint: ProductWrite; readonly items: readonly unknown[]; readonly accepted: boolean },
  options: WriteOptions,
): Promise<SubmitResult> {
  try {
    return await submit(client, postProducts(client.sellerId, of.endpoint, of.items), options);
  } catch (error) {
    const hides = of.accepted && isProblemError(error) && error.problem.code !== 'channel/outcome-unknown';
    if (!hides) throw error;
    return { kind: 'refused', problem: error.problem };
  }
}
