import type { CatalogueChange, CatalogueState } from '#contract/marketplace-catalogue.ts';
import {
  brandWindow,
  categoryPath,
  categoryWindow,
  countBrands,
  countCategories,
  findCategory,
  listChoices,
  partAge,
  type CataloguePart,
} from '../cache/tables/catalogue.ts';
import {
  changeWindow,
  countAttributeSets,
  markChangesSeen,
  valueWindow,
  type ChangeRecord,
} from '../cache/tables/catalogue-attributes.ts';
import type { EngineContext } from '../context.ts';
import { findChannel } from '../cache/tables/channel.ts';
import { changeText } from '../publishing/change-text.ts';
import {
  ensureAttributes,
  ensureChoices,
  ensureValues,
  readBrands,
  refreshCatalogue,
} from '../publishing/read-catalogue.ts';
import { once, os } from './implement.ts';

export const catalogueHandlers = {
  state: os.catalogue.state.handler(({ input, context }) => state(context, input.channelId)),
  categories: os.catalogue.categories.handler(({ input, context }) => {
    const { rows, total } = categoryWindow(context.database, { ...input, parentId: input.parentId });
    return { rows: [...rows], total };
  }),
  attributes: os.catalogue.attributes.handler(async ({ input, context }) => {
    const { channelId, categoryId } = input;
    const set = await ensureAttributes(context, channelId, categoryId);
    const category = findCategory(context.database, channelId, categoryId);
    return {
      category: category && { ...category, mappedFrom: 0 },
      attributes: (set?.attributes ?? []).map((attribute) => ({
        ...attribute,
        values: [...attribute.values],
      })),
      readAt: set ? iso(set.readAt) : null,
      version: set?.version ?? 0,
    };
  }),
  values: os.catalogue.values.handler(async ({ input, context }) => {
    const values = await ensureValues(context, input);
    const kept = valueWindow(context.database, input);
    if (kept.total > 0) return { rows: [...kept.rows], total: kept.total };
    const wanted = input.search.trim().toLocaleLowerCase('tr');
    const found = values.filter(({ name }) => name.toLocaleLowerCase('tr').includes(wanted));
    return { rows: found.slice(input.offset, input.offset + input.limit), total: found.length };
  }),
  brands: os.catalogue.brands.handler(async ({ input, context }) => {
    const kept = brandWindow(context.database, input);
    if (kept.total > 0 || input.search.trim() === '') return { rows: [...kept.rows], total: kept.total };
    await readBrands(context, { channelId: input.channelId, search: input.search.trim() });
    const found = brandWindow(context.database, input);
    return { rows: [...found.rows], total: found.total };
  }),
  choices: os.catalogue.choices.handler(async ({ input, context }) => [
    ...(await ensureChoices(context, input.channelId)),
  ]),
  refresh: os.catalogue.refresh.handler(({ input, context }) =>
    once(context, 'catalogue.refresh', input.requestId, async () => {
      const changes = await refreshCatalogue(context, input);
      return {
        state: state(context, input.channelId),
        changes: changes.map((change) => showChange(context, change)),
      };
    }),
  ),
  changes: os.catalogue.changes.handler(({ input, context }) => {
    const { rows, total } = changeWindow(context.database, input);
    return { rows: rows.map((change) => showChange(context, change)), total };
  }),
  markSeen: os.catalogue.markSeen.handler(({ input, context }) =>
    once(context, 'catalogue.markSeen', input.requestId, () => {
      const marked = markChangesSeen(context.database, input.changeIds, context.host.clock.now());
      if (marked > 0) context.events.changed('catalogue');
      return { marked };
    }),
  ),
};

function iso(at: number): string {
  return new Date(at).toISOString();
}

function state(context: EngineContext, channelId: string): CatalogueState {
  const { database } = context;
  const { connection, manifest } = context.channels.open(channelId);
  const age = (part: CataloguePart, count: number) => {
    const known = partAge(database, channelId, part);
    return { readAt: known && iso(known.readAt), version: known?.version ?? 0, count };
  };
  return {
    channelId,
    marketplace: manifest.marketplace,
    offers: {
      categories: connection.readCategories !== undefined,
      attributes: connection.readAttributes !== undefined,
      values: connection.readAttributeValues !== undefined,
      brands: connection.readBrands !== undefined,
      choices: connection.readAccountChoices !== undefined,
    },
    categories: age('categories', countCategories(database, channelId)),
    brands: age('brands', countBrands(database, channelId)),
    choices: age('choices', listChoices(database, channelId).length),
    attributeSets: countAttributeSets(database, channelId),
    unseenChanges: changeWindow(database, { channelId, unseenOnly: true, offset: 0, limit: 1 }).total,
  };
}

function showChange(context: EngineContext, change: ChangeRecord): CatalogueChange {
  const { changeId, channelId, categoryId, count, affectedProducts } = change;
  const row = findChannel(context.database, channelId);
  const kind = change.kind as CatalogueChange['kind']; // Written by this program only.
  const path = categoryId === null ? '' : categoryPath(context.database, channelId, categoryId);
  const marketplace = row === null ? '' : context.channels.manifestOf(row.marketplace).name;
  return {
    changeId,
    channelId,
    at: iso(change.at),
    kind,
    categoryId,
    categoryPath: path,
    names: [...change.names],
    count,
    affectedProducts,
    text: changeText({ kind, marketplace, categoryPath: path, count, affectedProducts }),
    seen: change.seenAt !== null,
  };
}
