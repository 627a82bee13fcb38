import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import {
  carriedToItsEnd,
  clientOf,
  create,
  shirts,
  SHIRTS,
  window,
  write,
  type Client,
} from '../support/publishing-bench.ts';

let harness: Harness;
let client: Client;
let channelId: string;

beforeEach(async () => {
  harness = await openHarness({ seed: 'publishing/pazarama', speed: 2_000 });
  client = clientOf(harness);
  channelId = harness.addChannel('Pazarama', { marketplace: 'pazarama', mode: 'automatic' });
  await harness.sync({ what: 'pull', channelId });
});
afterEach(() => harness.stop());

const hand = () => harness.sandbox.marketplaces.pazarama;
const creations = () => harness.sandbox.calls().filter(({ endpoint }) => endpoint === 'product-create');

/** Shirts go to the category of T-shirts, with the first brand and their own sizes. */
async function mapShirts(): Promise<void> {
  for (const what of ['categories', 'brands'] as const)
    await client.catalogue.refresh({ ...write(), channelId, what });
  const of = { ...window, channelId, search: '' };
  const leaves = await client.catalogue.categories({ ...of, search: 'tişört', leavesOnly: true });
  const { categoryId } = leaves.rows[0]!;
  const shop = await client.mapping.categories({ ...of, filter: 'all' });
  const own = shop.rows.find(({ path }) => path === SHIRTS.category)!;
  await client.mapping.setCategories({
    ...write(),
    channelId,
    categoryId,
    shopCategoryIds: [own.shopCategoryId],
  });
  const brand = (await client.catalogue.brands(of)).rows[0]!;
  await client.mapping.setBrand({ ...write(), channelId, manufacturer: SHIRTS.manufacturer, brand });
  const { rows } = await client.mapping.attributes({ channelId, categoryId });
  const { attributeId } = rows.find(({ attribute }) => attribute.name === 'Beden')!.attribute;
  const source = { kind: 'option' as const, option: 'Beden' };
  await client.mapping.setAttribute({ ...write(), channelId, categoryId, attributeId, source });
  const defaults = { vatRate: null, desi: 1, fields: {} };
  await client.publishing.setDefaults({ ...write(), channelId, defaults });
}

describe('publishing on Pazarama', () => {
  it('sends the bytes that were previewed, lists each variant once, under one group code, and links it', async () => {
    await mapShirts();
    const wanted = (await shirts(client, channelId)).slice(0, 2);
    expect(wanted.map(({ readiness, faults }) => ({ readiness, faults }))).toEqual(
      wanted.map(() => ({ readiness: 'ready', faults: [] })),
    );
    const ids = wanted.map(({ variantId }) => variantId);
    const preview = await client.publishing.preview(create(channelId, ids));
    expect(creations()).toEqual([]);
    const { runId } = await client.publishing.start({ ...write(), ...create(channelId, ids) });
    const run = await carriedToItsEnd(harness, client, runId);
    expect(run.counts).toMatchObject({ done: 2, failed: 0, held: 0, unknown: 0 });
    expect(creations().map(({ bodyText }) => bodyText)).toEqual(
      preview.requests.map(({ bodyText }) => bodyText),
    );
    const there = wanted.map(({ barcode }) => hand().listing(barcode)!);
    expect(there.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect(new Set(there.map(({ groupCode }) => groupCode)).size).toBe(1);
    expect((await shirts(client, channelId)).slice(0, 2).map(({ readiness }) => readiness)).toEqual([
      'listed',
      'listed',
    ]);
    const again = await client.publishing.preview(create(channelId, ids));
    expect(again).toMatchObject({ ready: 0, held: 2, requests: [] });
  });

  it('finds a product whose creation was never answered, and does not send it again', async () => {
    await mapShirts();
    const [wanted] = await shirts(client, channelId);
    harness.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'product-create', count: 1 });
    const { runId } = await client.publishing.start({
      ...write(),
      ...create(channelId, [wanted!.variantId]),
    });
    const run = await carriedToItsEnd(harness, client, runId);
    expect(run.counts).toMatchObject({ done: 1, failed: 0, unknown: 0 });
    expect(creations()).toHaveLength(1);
    expect(hand().listing(wanted!.barcode)).not.toBeNull();
  });
});
