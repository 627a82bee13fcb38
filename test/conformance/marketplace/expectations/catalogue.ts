import { expect } from 'vitest';
import type {
  ListingDraft,
  MarketplaceAttribute,
  MarketplaceCategory,
} from '#engine/marketplaces/kit/catalogue.ts';
import type { MarketplaceConnection } from '#engine/marketplaces/kit/port.ts';
import { rehearseWrites } from '#engine/sessions/rehearse-writes.ts';
import { collect, problemOf, recordIntent } from '../../../support/gateway-under-test.ts';
import { settled, type Expectation, type Stage, type Tapped } from '../stage.ts';
import type { Meddling } from '../tap.ts';

const CATEGORIES = {
  methods: ['readCategories', 'readAttributes'],
  capability: /categories-read|attributes-read/,
} as const;
const CREATION = { methods: ['createListings', 'checkDraft'], capability: /listing-create/ } as const;

async function categoriesOf(connection: MarketplaceConnection): Promise<readonly MarketplaceCategory[]> {
  return collect(connection.readCategories!());
}

/** The first leaf that a seller may list in, with what it asks for. */
async function openLeaf(
  connection: MarketplaceConnection,
): Promise<{ readonly leaf: MarketplaceCategory; readonly attributes: readonly MarketplaceAttribute[] }> {
  const leaf = (await categoriesOf(connection)).find((category) => category.leaf && category.open);
  if (leaf === undefined) throw new Error('there is no leaf to list in');
  return { leaf, attributes: await connection.readAttributes!(leaf.categoryId) };
}

/** Writes and never answers: what it is for shows in the manifest's endpoints. */
function isWrite({ world }: Stage, { meters }: Tapped): readonly string[] {
  const { endpoints } = world.adapter.manifest;
  return meters.map(({ endpoint }) => endpoint).filter((endpoint) => endpoints[endpoint]?.effect !== 'read');
}

/** One new listing, sent while something happens to every write on its way. */
async function create(stage: Stage, meddling: Meddling) {
  const { world, traits, tapped } = stage;
  const draft: ListingDraft = await traits.draft!(world);
  const line = await tapped();
  const { intent, steps } = recordIntent();
  const faults = line.connection.checkDraft!(draft, await line.connection.readAttributes!(draft.categoryId));
  expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
  line.tap.meddle({ on: 'creation', ...meddling });
  const sent = line.connection.createListings!([draft], { intent, priority: 1 });
  const ended = await sent.then(
    (answer) => answer,
    async () => problemOf(sent),
  );
  return { line, draft, ended, steps: steps.map(({ step }) => step), sent: line.tap.of('creation').length };
}

function nothing(): void {
  // A rehearsal is looked at, not its log.
}

/** The marketplace's catalogue, and new listings in it. */
export const CATALOGUE: readonly Expectation[] = [
  {
    sentence: 'reads the category tree whole: every parent is there, and leaves have none below them',
    offers: CATEGORIES,
    run: async ({ world }) => {
      const categories = await categoriesOf(world.connection);
      expect(categories.length).toBeGreaterThan(1);
      const ids = new Set(categories.map(({ categoryId }) => categoryId));
      expect(ids.size).toBe(categories.length);
      const parents = new Set(categories.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])));
      for (const parent of parents) expect(ids.has(parent)).toBe(true);
      for (const { categoryId, leaf, name } of categories) {
        expect(name.trim()).not.toBe('');
        if (leaf) expect(parents.has(categoryId)).toBe(false);
      }
      expect(categories.some(({ leaf, open }) => leaf && open)).toBe(true);
    },
  },
  {
    sentence: 'tells what a category asks for: each attribute once, with its values or where they are',
    offers: CATEGORIES,
    run: async ({ world }) => {
      const { leaf, attributes } = await openLeaf(world.connection);
      expect(attributes.length).toBeGreaterThan(0);
      expect(new Set(attributes.map(({ attributeId }) => attributeId)).size).toBe(attributes.length);
      expect(attributes.some(({ required }) => required)).toBe(true);
      for (const { attributeId, name, kind, values, valuesComplete, custom } of attributes) {
        expect(name.trim()).not.toBe('');
        if (kind !== 'choice' || custom) continue;
        const all =
          valuesComplete || !world.connection.readAttributeValues
            ? values
            : await collect(
                world.connection.readAttributeValues({ categoryId: leaf.categoryId, attributeId }),
              );
        expect(all.length, name).toBeGreaterThan(0);
        expect(new Set(all.map(({ valueId }) => valueId)).size, name).toBe(all.length);
      }
    },
  },
  {
    sentence: 'names every fault of an empty draft at once, in both languages, and asks nobody',
    offers: CREATION,
    run: async ({ traits, world, tapped }) => {
      const { connection, meters } = await tapped();
      const whole = await traits.draft!(world);
      const empty: ListingDraft = {
        ...whole,
        stockCode: '',
        title: '',
        images: [],
        salePriceE4: 0,
        fields: {},
      };
      const faults = connection.checkDraft!(empty, []);
      const errors = faults.filter(({ severity }) => severity === 'error');
      expect(new Set(errors.map(({ field }) => field)).size).toBeGreaterThanOrEqual(3);
      for (const { message } of faults) {
        expect(message.tr.trim()).not.toBe('');
        expect(message.en.trim()).not.toBe('');
      }
      expect(meters).toEqual([]);
    },
  },
  {
    sentence: 'ends the rehearsal of a new listing at the last byte, and shows no key with it',
    offers: CREATION,
    run: async ({ world, traits, tapped }) => {
      const draft = await traits.draft!(world);
      const { gateway, tap } = await tapped();
      const { adapter, credentials, clock } = world;
      const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
      const { intent, steps } = recordIntent();
      const rehearsed = await rehearseWrites(gateway, adapter.manifest, (rehearsing) =>
        adapter.connect({ credentials, gateway: rehearsing, clock, logger }).createListings!([draft], {
          intent,
          priority: 1,
        }),
      );
      expect(rehearsed).toHaveLength(1);
      const { url, bodyText } = rehearsed[0]!.sealed;
      expect(`${decodeURIComponent(url)} ${bodyText}`).toContain(draft.stockCode);
      for (const { key, secret } of adapter.manifest.credentialFields)
        if (secret) expect(`${url} ${bodyText}`).not.toContain(credentials[key]);
      expect(tap.of('creation')).toEqual([]);
      expect(steps.filter(({ step }) => step === 'before-send')).toEqual([]);
    },
  },
  {
    sentence: 'creates a listing once, and tells what became of it by its stock code',
    offers: CREATION,
    run: async (stage) => {
      const { draft, ended, line, steps } = await create(stage, {});
      expect(steps[0]).toBe('before-send');
      if (!('kind' in ended) || ended.kind !== 'accepted') throw new Error(JSON.stringify(ended));
      const report = await settled(stage.world, ended.batchId, line.connection);
      expect(report.items.map(({ state, problem }) => [state, problem])).toEqual([['done', null]]);
      expect([draft.stockCode, draft.barcode]).toContain(report.items[0]!.externalId);
      expect(isWrite(stage, line).length).toBeGreaterThan(0);
    },
  },
  {
    sentence: 'does not repeat a creation whose answer was lost',
    offers: CREATION,
    run: async (stage) => {
      const { ended, steps, sent } = await create(stage, { after: () => 'drop' });
      expect(ended).toMatchObject({ code: 'channel/outcome-unknown' });
      expect(steps).toEqual(['before-send', 'outcome-unknown']);
      expect(sent).toBe(1);
    },
  },
  ...[500, 502, 503].map((status) => ({
    sentence: `does not repeat a creation that is answered with ${status}`,
    offers: CREATION,
    run: async (stage: Stage) => {
      const answer = {
        status,
        headers: { 'content-type': 'text/html' },
        body: '<html><body>…</body></html>',
      };
      const { ended, steps, sent } = await create(stage, { instead: () => answer });
      expect(ended).toMatchObject({ code: 'channel/outcome-unknown' });
      expect(steps).toEqual(['before-send', 'outcome-unknown']);
      expect(sent).toBe(1);
    },
  })),
  {
    sentence: 'knows that a creation refused with “too many” did nothing',
    offers: CREATION,
    run: async (stage) => {
      const busy = { status: 429, headers: { 'retry-after': '2' }, body: '' };
      const { ended, steps, sent } = await create(stage, { instead: () => busy });
      expect(ended).toMatchObject({ code: 'channel/rate-limited' });
      expect(steps.at(-1)).toBe('not-sent');
      expect(sent).toBe(1);
    },
  },
];
