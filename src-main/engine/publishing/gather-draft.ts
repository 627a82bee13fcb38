import { foldKey } from '#common/turkish-text.ts';
import type { PublishFault, PublishDraft } from '#contract/publishing.ts';
import { categoryPath, findCategory } from '../cache/tables/catalogue.ts';
import { findAttributeSet, listValues } from '../cache/tables/catalogue-attributes.ts';
import { perVersion } from '../cache/per-version.ts';
import { findChannel, type ChannelRow } from '../cache/tables/channel.ts';
import { readKeptEditingFacts } from '../cache/tables/editing-facts.ts';
import { attributeSources, mappedBrands, mappedCategories, mappedValues } from '../cache/tables/mapping.ts';
import { gatherUnlisted } from '../cache/tables/planning-facts.ts';
import { findSheet, optionsOfProduct } from '../cache/tables/product-sheet.ts';
import { readPublishingDefaults, readWishes } from '../cache/tables/publishing-wish.ts';
import {
  countStockCode,
  findProductGoods,
  listedGroup,
  livingStockCodes,
  optionValueIdsOf,
  variantIdsOfProducts,
} from '../cache/tables/shop-goods.ts';
import { findShopText } from '../cache/tables/shop-text.ts';
import { findVariant } from '../cache/tables/variant.ts';
import type { ChannelSession, EngineContext } from '../context.ts';
import type { ListingDraft } from '../marketplaces/kit/catalogue.ts';
import type { ChannelFacts } from '../planner/facts.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { buildDraft, type BuiltDraft, type DraftParts } from './build-draft.ts';
import { chooseCategory } from './chosen-category.ts';
import type { ShopValues } from './draft-attributes.ts';
import { DRAFT_FAULTS } from './draft-faults.ts';
import { codeKey } from './own-keys.ts';

/** What is the same for all drafts of a channel, read once. */
export type Drafting = {
  readonly context: EngineContext;
  readonly session: ChannelSession;
  readonly row: ChannelRow;
  readonly channel: ChannelFacts;
  readonly categories: ReadonlyMap<string, string>;
  readonly brands: ReturnType<typeof mappedBrands>;
  readonly pathOf: ReadonlyMap<string, string>;
  readonly language: string | null;
};

/** Rejects with `channel/not-known`. */
export function beginDrafting(context: EngineContext, channelId: string): Drafting {
  const { database } = context;
  const row = findChannel(database, channelId);
  if (row === null) throw new ProblemError(problem('channel/not-known', { channelId }));
  const session = context.channels.open(channelId);
  const { limits, currency } = session.manifest;
  const facts = readKeptEditingFacts(database)?.facts;
  return {
    context,
    session,
    row,
    channel: {
      channelId,
      currency,
      rules: row.rules,
      maxQuantity: limits.maxQuantity,
      itemsPerRequest: limits.itemsPerRequest,
      // The brake looks at whole plans: a listing that is not there yet moves no price.
      linkedListings: 0,
      braked: new Set(),
    },
    categories: mappedCategories(database, channelId),
    brands: mappedBrands(database, channelId),
    pathOf: new Map((facts?.categories ?? []).map(({ categoryId, path }) => [categoryId, path])),
    language: row.shopView.language ?? facts?.language ?? null,
  };
}

/** A variant as a listing of the channel, checked by the program's and the marketplace's own rules. */
export function gatherDraft(
  drafting: Drafting,
  variantId: string,
  purpose: 'create' | 'content' = 'create',
): BuiltDraft {
  const parts = gatherParts(drafting, variantId);
  if (parts === null) return { draft: null, faults: [DRAFT_FAULTS.notRead()] };
  const built = buildDraft(parts);
  if (built.draft === null) return built;
  const { checkDraft } = drafting.session.connection;
  const checked = checkDraft?.(built.draft, parts.attributes ?? [], purpose) ?? [];
  return { draft: built.draft, faults: merge(built.faults, checked) };
}

/** One sentence for one field is enough: the program's own says where the merchant mends it. */
function merge(own: readonly PublishFault[], theirs: readonly PublishFault[]): readonly PublishFault[] {
  const told = new Set(own.filter(({ severity }) => severity === 'error').map(({ field }) => field));
  return [...own, ...theirs.filter(({ field, severity }) => severity === 'warning' || !told.has(field))];
}

/** Whether nothing holds it back. */
export function isReady(built: BuiltDraft): built is BuiltDraft & { readonly draft: ListingDraft } {
  return built.draft !== null && built.faults.every(({ severity }) => severity !== 'error');
}

function gatherParts(drafting: Drafting, variantId: string): DraftParts | null {
  const { context, row, session } = drafting;
  const { database } = context;
  const variant = findVariant(database, variantId);
  const goods = variant && findProductGoods(database, variant.productId);
  const sheet = variant && findSheet(database, variant.productId);
  const { channelId } = row;
  const externalId = variant?.barcode || variant?.stockCode || variantId;
  const facts = gatherUnlisted(database, { channelId, variantId, externalId });
  if (!variant || !goods || !sheet || !facts) return null;
  const wishes = readWishes(database, channelId, variant.productId);
  const shopCategories = Array.isArray(sheet.sheet.categories) ? (sheet.sheet.categories as string[]) : [];
  const chosen = categoryOf(drafting, wishes.categoryId, shopCategories);
  const text = findShopText(database, variantId, row.shopView.language);
  return {
    variantId,
    productId: variant.productId,
    title: titleOf(text?.title ?? variant.title),
    html: text?.html ?? '',
    stockCode: variant.stockCode,
    barcode: variant.barcode,
    groupId: groupOf(drafting, goods),
    images: goods.images,
    manufacturer: goods.manufacturer,
    categoryId: chosen.categoryId,
    categoryFaults: chosen.faults,
    attributes:
      chosen.categoryId === null
        ? null
        : session.connection.readAttributes === undefined
          ? []
          : (findAttributeSet(database, { channelId, categoryId: chosen.categoryId })?.attributes ?? null),
    mapping: mappingOf(drafting, chosen.categoryId),
    shop: shopValues(drafting, { variantId, goods, sheet: sheet.sheet }),
    brand: drafting.brands.get(foldKey(goods.manufacturer)) ?? null,
    brandsAreListed: session.connection.readBrands !== undefined,
    variantsOfProduct: variantIdsOfProducts(database, [variant.productId]).length,
    stockCodeIsShared: carriers(drafting, variant.stockCode) > 1,
    facts,
    channel: drafting.channel,
    wishes,
    defaults: readPublishingDefaults(database, channelId),
  };
}

/** How many living variants carry the code, as the marketplace tells codes apart. */
function carriers({ context, session }: Drafting, stockCode: string): number {
  const { database } = context;
  if (session.manifest.stockCodesAnyCase !== true) return countStockCode(database, stockCode);
  const counts = perVersion(database, 'stock-codes-without-case', () => {
    const found = new Map<string, number>();
    for (const code of livingStockCodes(database)) {
      const key = codeKey(session.manifest, code);
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    return found;
  });
  return counts.get(codeKey(session.manifest, stockCode)) ?? 0;
}

function titleOf(title: string): string {
  return title.replace(/\s+/g, ' ').trim();
}

/** Where other variants of the product are listed already, theirs; else the model, where it is the product's alone. */
function groupOf(
  { context, row }: Drafting,
  goods: { readonly productId: string; readonly model: string; readonly sameModel: number },
): string {
  const listed = listedGroup(context.database, row.channelId, goods.productId);
  if (listed !== null) return listed;
  return goods.model !== '' && goods.sameModel === 1 ? goods.model : `p${goods.productId}`;
}

function categoryOf(
  { context, row, categories, pathOf }: Drafting,
  wished: string | null,
  shopCategories: readonly string[],
): { readonly categoryId: string | null; readonly faults: readonly PublishFault[] } {
  const { channelId } = row;
  const chosen =
    wished === null
      ? chooseCategory(shopCategories, pathOf, categories)
      : ({ kind: 'one', categoryId: wished } as const);
  if (chosen.kind === 'none') return { categoryId: null, faults: [DRAFT_FAULTS.noCategory()] };
  if (chosen.kind === 'several') {
    const paths = chosen.categoryIds.map((id) => categoryPath(context.database, channelId, id)).join(' / ');
    return { categoryId: null, faults: [DRAFT_FAULTS.severalCategories(paths)] };
  }
  const known = findCategory(context.database, channelId, chosen.categoryId);
  if (known?.leaf && known.open) return { categoryId: chosen.categoryId, faults: [] };
  const path = categoryPath(context.database, channelId, chosen.categoryId);
  return { categoryId: null, faults: [DRAFT_FAULTS.categoryUnusable(path)] };
}

function mappingOf({ context, row }: Drafting, categoryId: string | null): DraftParts['mapping'] {
  const { database } = context;
  const { channelId } = row;
  if (categoryId === null) return { sources: new Map(), values: new Map(), listOf: () => [] };
  return {
    sources: attributeSources(database, channelId, categoryId),
    values: mappedValues(database, channelId, categoryId),
    listOf: ({ attributeId, values, valuesComplete }) =>
      valuesComplete ? values : listValues(database, { channelId, categoryId, attributeId }),
  };
}

/** The product's attributes in the channel's language, and the variant's own option values. */
function shopValues(
  { context, language }: Drafting,
  of: {
    readonly variantId: string;
    readonly goods: { readonly productId: string; readonly manufacturer: string };
    readonly sheet: Readonly<Record<string, unknown>>;
  },
): ShopValues {
  const attributes = new Map<string, string>();
  for (const [field, value] of Object.entries(of.sheet)) {
    const [kind, attributeId, inLanguage] = field.split(':');
    if (kind !== 'attribute' || attributeId === undefined || typeof value !== 'string') continue;
    if (inLanguage === language || !attributes.has(attributeId)) attributes.set(attributeId, value);
  }
  const ids = new Set(optionValueIdsOf(context.database, of.variantId));
  const options = new Map(
    optionsOfProduct(context.database, of.goods.productId)
      .filter(({ optionValueId }) => ids.has(optionValueId))
      .map(({ option, value }) => [foldKey(option), value]),
  );
  return { attributes, options, manufacturer: of.goods.manufacturer };
}

/** A draft as the page shows it. */
export function showDraft({ context, row }: Drafting, draft: ListingDraft): PublishDraft {
  const { catalogueId: _own, attributes, images, fields, ...rest } = draft;
  return {
    ...rest,
    categoryPath: categoryPath(context.database, row.channelId, draft.categoryId),
    attributes: attributes.map(({ attributeId, name, valueId, text }) => ({
      attributeId,
      name,
      valueId,
      text,
    })),
    images: [...images],
    fields: { ...fields },
  };
}
