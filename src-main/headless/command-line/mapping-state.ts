import type { AcceptedGuesses } from '#contract/publishing.ts';
import { allRows } from './all-rows.ts';
import { writeSource, type MappingFile } from './mapping-file.ts';
import type { EngineClient } from './profile.ts';

/** Something that publishing waits for. */
export type Missing = Omit<AcceptedGuesses['unsure'][number], 'kind'> & {
  readonly kind: AcceptedGuesses['unsure'][number]['kind'] | 'field';
};

export type MappingState = {
  readonly coverage: Awaited<ReturnType<EngineClient['mapping']['coverage']>>;
  readonly missing: readonly Missing[];
  /** What is decided, as `mapping set --file` takes it. */
  readonly mapping: MappingFile;
};

type At = { readonly client: EngineClient; readonly channelId: string };

/** All of a channel's mapping as it stands, and what is missing. Reads what the mapped categories ask for where not kept. */
export async function readMapping(at: At): Promise<MappingState> {
  const { client, channelId } = at;
  const categories = await categoriesOf(at);
  const brands = await brandsOf(at);
  const attributes = await attributesOf(at, categories.targets);
  const defaults = await client.publishing.defaults({ channelId });
  const form = await client.publishing.form({ channelId });
  const fields = form
    .filter(({ key, required }) => required && (defaults.fields[key] ?? '') === '')
    .map(({ key, choices }): Missing => ({
      kind: 'field',
      what: key,
      categoryId: null,
      attributeId: null,
      products: 0,
      candidates: choices.map(({ value, label }) => ({ id: value, name: label.tr, score: 0, why: label })),
    }));
  return {
    coverage: await client.mapping.coverage({ channelId }),
    missing: [...categories.missing, ...brands.missing, ...attributes.missing, ...fields],
    mapping: {
      defaults,
      categories: categories.mapped,
      brands: brands.mapped,
      attributes: attributes.sources,
      values: attributes.values,
    },
  };
}

async function categoriesOf({ client, channelId }: At) {
  const { rows } = await allRows((window) =>
    client.mapping.categories({ ...window, channelId, search: '', filter: 'all' }),
  );
  const mapped: Record<string, string> = {};
  const targets = new Set<string>();
  const missing: Missing[] = [];
  for (const { path, products, category, guesses } of rows) {
    if (category !== null) {
      mapped[path] = category.categoryId;
      if (category.usable) targets.add(category.categoryId);
    }
    if (category?.usable || products === 0) continue;
    missing.push({
      kind: 'category',
      what: path,
      categoryId: category?.categoryId ?? null,
      attributeId: null,
      products,
      candidates: guesses.map(({ categoryId: id, path: name, score, why }) => ({ id, name, score, why })),
    });
  }
  return { mapped, targets, missing };
}

async function brandsOf({ client, channelId }: At) {
  const { offers } = await client.catalogue.state({ channelId });
  const { rows } = await allRows((window) =>
    client.mapping.brands({ ...window, channelId, search: '', filter: 'all' }),
  );
  const mapped: NonNullable<MappingFile['brands']> = {};
  const missing: Missing[] = [];
  for (const { manufacturer, products, brand, guesses } of rows) {
    if (brand !== null) mapped[manufacturer] = brand;
    else if (offers.brands)
      missing.push({
        kind: 'brand',
        what: manufacturer,
        categoryId: null,
        attributeId: null,
        products,
        candidates: guesses.map(({ brandId: id, name, score, why }) => ({ id, name, score, why })),
      });
  }
  return { mapped, missing };
}

async function attributesOf({ client, channelId }: At, targets: ReadonlySet<string>) {
  const sources: NonNullable<MappingFile['attributes']> = {};
  const values: NonNullable<MappingFile['values']> = {};
  const missing: Missing[] = [];
  for (const categoryId of targets) {
    const { rows } = await client.mapping.attributes({ channelId, categoryId });
    for (const { attribute, source, guesses, values: found } of rows) {
      const { attributeId, required, custom, kind } = attribute;
      if (source !== null) (sources[categoryId] ??= {})[attributeId] = writeSource(source);
      else if (required)
        missing.push({
          kind: 'attribute',
          what: attribute.name,
          categoryId,
          attributeId,
          products: 0,
          candidates: guesses.map(({ source: from, sourceName: name, score, why }) => ({
            id: writeSource(from),
            name,
            score,
            why,
          })),
        });
      const isText = custom || kind === 'text' || kind === 'number';
      for (const { shopValue, products, valueId, guesses: like } of found) {
        if (valueId !== null) ((values[categoryId] ??= {})[attributeId] ??= {})[shopValue] = valueId;
        else if (required && !isText)
          missing.push({
            kind: 'value',
            what: shopValue,
            categoryId,
            attributeId,
            products,
            candidates: like.map(({ valueId: id, name, score, why }) => ({ id, name, score, why })),
          });
      }
    }
  }
  return { sources, values, missing };
}
