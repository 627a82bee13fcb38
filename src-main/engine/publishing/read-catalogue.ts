import type { CatalogueRefresh } from '#contract/marketplace-catalogue.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { newId } from '../cache/new-id.ts';
import {
  listCategories,
  notePartRead,
  partAge,
  writeBrands,
  writeCategory,
  writeCategoryGone,
  writeChoices,
  listChoices,
  type CategoryRecord,
} from '../cache/tables/catalogue.ts';
import {
  findAttributeSet,
  insertCatalogueChange,
  listValues,
  writeAttributeSet,
  writeValues,
  type AttributeSet,
  type ChangeRecord,
} from '../cache/tables/catalogue-attributes.ts';
import { attributeSources, mappedCategories } from '../cache/tables/mapping.ts';
import { productsByCategory } from '../cache/tables/shop-goods.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import type { AttributeValue, MarketplaceCategory } from '../marketplaces/kit/catalogue.ts';
import { readKeptLists } from './kept-lists.ts';
import {
  attributeDifferences,
  categoryDifferences,
  isSameCategory,
  lostFromList,
  type Difference,
} from './catalogue-differences.ts';

const NAMES_KEPT = 20;

/** Reads parts of a channel's catalogue anew and keeps what differs. What the API does not offer is passed over. */
export async function refreshCatalogue(
  context: EngineContext,
  { channelId, what, categoryId }: CatalogueRefresh,
  signal?: AbortSignal,
): Promise<readonly ChangeRecord[]> {
  const all = what === 'everything';
  const changes: ChangeRecord[] = [];
  if (all || what === 'categories') changes.push(...(await readCategories(context, channelId, signal)));
  if (all || what === 'attributes') {
    const wanted =
      categoryId === null ? new Set(mappedCategories(context.database, channelId).values()) : [categoryId];
    for (const each of wanted) changes.push(...(await readAttributes(context, channelId, each, signal)));
  }
  if (all || what === 'choices') await readChoices(context, channelId, signal);
  // Hundreds of thousands of them where an API gives all: only when they alone are asked for.
  if (what === 'brands') await readBrands(context, { channelId, search: '' }, signal);
  context.events.changed('catalogue');
  return changes;
}

/** The whole tree; a first reading differs in nothing, an empty one is not believed. */
async function readCategories(
  context: EngineContext,
  channelId: string,
  signal?: AbortSignal,
): Promise<readonly ChangeRecord[]> {
  const { database, host } = context;
  const { connection, manifest } = context.channels.open(channelId);
  if (!connection.readCategories) return [];
  const received = new Map<string, MarketplaceCategory>();
  for await (const page of connection.readCategories(signal))
    for (const category of page) received.set(category.categoryId, category);
  if (received.size === 0) {
    throw new ProblemError(
      problem('channel/not-understood', { marketplace: manifest.name, endpoint: 'categories' }),
    );
  }
  const after = withPaths(received);
  return transact(database, () => {
    const before = listCategories(database, channelId);
    const known = new Map(before.map((category) => [category.categoryId, category]));
    const at = host.clock.now();
    let differs = before.length === 0;
    for (const category of after) {
      const earlier = known.get(category.categoryId);
      if (earlier !== undefined && isSameCategory(earlier, category)) continue;
      writeCategory(database, { channelId, category });
      differs = true;
    }
    for (const { categoryId } of before) {
      if (received.has(categoryId)) continue;
      writeCategoryGone(database, { channelId, categoryId, at });
      differs = true;
    }
    notePartRead(database, { channelId, part: 'categories', differs, at });
    return categoryDifferences(before, after).map((difference) =>
      keepChange(context, { channelId, categoryId: null, difference, targets: difference.ids }),
    );
  });
}

function withPaths(nodes: ReadonlyMap<string, MarketplaceCategory>): readonly CategoryRecord[] {
  const paths = new Map<string, string>();
  const pathOf = (node: MarketplaceCategory, depth: number): string => {
    const known = paths.get(node.categoryId);
    if (known !== undefined) return known;
    const parent = node.parentId === null || depth > 50 ? undefined : nodes.get(node.parentId);
    const path = parent === undefined ? node.name : `${pathOf(parent, depth + 1)} > ${node.name}`;
    paths.set(node.categoryId, path);
    return path;
  };
  return [...nodes.values()].map((node) => ({ ...node, path: pathOf(node, 0) }));
}

function keepChange(
  context: EngineContext,
  change: {
    readonly channelId: string;
    readonly categoryId: string | null;
    readonly difference: Difference;
    /** Categories whose products are affected. */
    readonly targets: readonly string[];
  },
): ChangeRecord {
  const { database, host } = context;
  const { channelId, categoryId, difference } = change;
  const record: ChangeRecord = {
    changeId: newId(host.random),
    channelId,
    at: host.clock.now(),
    kind: difference.kind,
    categoryId,
    names: difference.names.slice(0, NAMES_KEPT),
    count: difference.ids.length,
    affectedProducts: countAffected(context, channelId, new Set(change.targets)),
    seenAt: null,
  };
  insertCatalogueChange(database, record);
  return record;
}

/** Living products whose categories are mapped to one of these. */
function countAffected({ database }: EngineContext, channelId: string, targets: ReadonlySet<string>): number {
  const shopCategories = [...mappedCategories(database, channelId)].filter(([, target]) =>
    targets.has(target),
  );
  if (shopCategories.length === 0) return 0;
  const products = productsByCategory(database);
  return new Set(shopCategories.flatMap(([id]) => products.get(id) ?? [])).size;
}

async function readAttributes(
  context: EngineContext,
  channelId: string,
  categoryId: string,
  signal?: AbortSignal,
): Promise<readonly ChangeRecord[]> {
  const { database, host } = context;
  const { connection } = context.channels.open(channelId);
  if (!connection.readAttributes) return [];
  const attributes = await connection.readAttributes(categoryId, signal);
  const lists = await readKeptLists(context, { channelId, categoryId, attributes }, signal);
  return transact(database, () => {
    const before = findAttributeSet(database, { channelId, categoryId });
    const differences = [
      ...(before === null ? [] : attributeDifferences(before.attributes, attributes)),
      ...lists.flatMap(({ attribute, values }) => {
        const place = { channelId, categoryId, attributeId: attribute.attributeId };
        const lost = lostFromList(attribute.name, listValues(database, place), values);
        writeValues(database, place, values);
        return lost;
      }),
    ];
    const version = (before?.version ?? 0) + (before === null || differences.length > 0 ? 1 : 0);
    writeAttributeSet(database, { channelId, categoryId, attributes, version, at: host.clock.now() });
    return differences.map((difference) =>
      keepChange(context, { channelId, categoryId, difference, targets: [categoryId] }),
    );
  });
}

/** What a category asks for; read from the marketplace first where it is not kept. Rejects with what reading ended in. */
export async function ensureAttributes(
  context: EngineContext,
  channelId: string,
  categoryId: string,
): Promise<AttributeSet | null> {
  const place = { channelId, categoryId };
  const kept = findAttributeSet(context.database, place);
  if (kept !== null) return kept;
  await readAttributes(context, channelId, categoryId);
  return findAttributeSet(context.database, place);
}

/** An attribute's whole list of values; read from the marketplace first where it is not kept. */
export async function ensureValues(
  context: EngineContext,
  of: { readonly channelId: string; readonly categoryId: string; readonly attributeId: string },
): Promise<readonly AttributeValue[]> {
  const { database } = context;
  const set = await ensureAttributes(context, of.channelId, of.categoryId);
  const attribute = set?.attributes.find(({ attributeId }) => attributeId === of.attributeId);
  if (attribute?.valuesComplete) return attribute.values;
  const kept = listValues(database, of);
  const { connection } = context.channels.open(of.channelId);
  if (kept.length > 0 || !connection.readAttributeValues)
    return kept.length > 0 ? kept : (attribute?.values ?? []);
  const values: AttributeValue[] = [];
  for await (const page of connection.readAttributeValues({
    categoryId: of.categoryId,
    attributeId: of.attributeId,
  }))
    values.push(...page);
  transact(database, () => writeValues(database, of, values));
  return values;
}

/**
 * What a category asks for, with the lists of values that its mapping chooses from: a shop's value becomes one of the list
 * by its name, and some marketplaces take the value's name.
 */
export async function ensureMappedLists(
  context: EngineContext,
  channelId: string,
  categoryId: string,
): Promise<void> {
  const set = await ensureAttributes(context, channelId, categoryId);
  const sources = attributeSources(context.database, channelId, categoryId);
  for (const { attributeId, valuesComplete, custom } of set?.attributes ?? []) {
    const source = sources.get(attributeId);
    if (source === undefined || valuesComplete) continue;
    const isChosen = source.kind === 'fixed' && source.valueId !== null;
    if (isChosen || (source.kind !== 'fixed' && !custom))
      await ensureValues(context, { channelId, categoryId, attributeId });
  }
}

/** Asks for brands like `search` (all for an empty one) and keeps them. Returns how many came. */
export async function readBrands(
  context: EngineContext,
  of: { readonly channelId: string; readonly search: string },
  signal?: AbortSignal,
): Promise<number> {
  const { database, host } = context;
  const { connection } = context.channels.open(of.channelId);
  if (!connection.readBrands) return 0;
  let count = 0;
  let changed = 0;
  for await (const page of connection.readBrands(of.search, signal)) {
    transact(database, () => {
      changed += writeBrands(database, of.channelId, page);
    });
    count += page.length;
  }
  notePartRead(database, {
    channelId: of.channelId,
    part: 'brands',
    differs: changed > 0,
    at: host.clock.now(),
  });
  return count;
}

async function readChoices(context: EngineContext, channelId: string, signal?: AbortSignal): Promise<void> {
  const { database, host } = context;
  const { connection, manifest } = context.channels.open(channelId);
  if (!connection.readAccountChoices) return;
  const age = partAge(database, channelId, 'choices');
  // Kept over a restart, so that the marketplace's own limit is kept over it too.
  if (age !== null && host.clock.now() - age.readAt < (manifest.limits.choicesPauseMs ?? 0)) return;
  const choices = await connection.readAccountChoices(signal);
  transact(database, () => {
    const before = JSON.stringify(listChoices(database, channelId));
    writeChoices(database, channelId, choices);
    const differs = JSON.stringify(listChoices(database, channelId)) !== before;
    notePartRead(database, { channelId, part: 'choices', differs, at: host.clock.now() });
  });
}

/** The account's choices; read first where they never were. */
export async function ensureChoices(
  context: EngineContext,
  channelId: string,
): Promise<ReturnType<typeof listChoices>> {
  if (partAge(context.database, channelId, 'choices') === null) await readChoices(context, channelId);
  return listChoices(context.database, channelId);
}
