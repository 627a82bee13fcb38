import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import { attemptsInState } from '#engine/cache/tables/attempt.ts';
import { itemsInState, openRuns } from '#engine/cache/tables/publish-run.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';

type Client = ContractRouterClient<typeof contract>;

let harness: Harness;
let client: Client;
let channelId: string;

const write = (): { requestId: string } => ({ requestId: crypto.randomUUID() });
const window = { offset: 0, limit: 500 } as const;

function connect(): void {
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
}

beforeEach(async () => {
  harness = await openHarness({ seed: 'publishing', speed: 2_000 });
  connect();
  channelId = harness.addChannel('Trendyol', { mode: 'approval' });
  await harness.sync({ what: 'pull', channelId });
  await client.catalogue.refresh({ ...write(), channelId, what: 'categories' });
});
afterEach(() => harness.stop());

/** Maps the shop's fullest category to the first open leaf, with brand and everything required. Returns its variants. */
async function mapOneCategory(): Promise<readonly string[]> {
  const shop = await client.mapping.categories({ ...window, channelId, search: '', filter: 'all' });
  const fullest = shop.rows.toSorted((one, other) => other.products - one.products)[0]!;
  const leaves = await client.catalogue.categories({ ...window, channelId, search: '', leavesOnly: true });
  const { categoryId } = leaves.rows[0]!;
  await client.mapping.setCategories({
    ...write(),
    channelId,
    shopCategoryIds: [fullest.shopCategoryId],
    categoryId,
  });
  await client.catalogue.brands({ ...window, channelId, search: '' });
  await client.catalogue.refresh({ ...write(), channelId, what: 'brands' });
  const brand = (await client.catalogue.brands({ ...window, channelId, search: '' })).rows[0]!;
  const manufacturers = await client.mapping.brands({ ...window, channelId, search: '', filter: 'all' });
  for (const { manufacturer } of manufacturers.rows)
    await client.mapping.setBrand({ ...write(), channelId, manufacturer, brand });
  for (const { attribute } of (await client.mapping.attributes({ channelId, categoryId })).rows) {
    if (!attribute.required) continue;
    const values = await client.catalogue.values({
      ...window,
      channelId,
      categoryId,
      attributeId: attribute.attributeId,
      search: '',
    });
    const source = {
      kind: 'fixed' as const,
      valueId: values.rows[0]?.valueId ?? null,
      text: values.rows.length > 0 ? null : '1',
    };
    await client.mapping.setAttribute({
      ...write(),
      channelId,
      categoryId,
      attributeId: attribute.attributeId,
      source,
    });
  }
  await client.publishing.setDefaults({
    ...write(),
    channelId,
    defaults: { vatRate: 20, desi: 1, fields: {} },
  });
  const candidates = await client.publishing.candidates({
    ...window,
    channelId,
    search: '',
    filter: 'unlisted',
  });
  return candidates.rows.filter(({ readiness }) => readiness === 'ready').map(({ variantId }) => variantId);
}

const create = (variantIds: readonly string[]) => ({
  channelId,
  action: 'create' as const,
  selection: { by: 'variants' as const, variantIds: [...variantIds] },
});

describe('publishing', () => {
  it('holds back what has no mapped category, and says so', async () => {
    const { rows } = await client.publishing.candidates({
      ...window,
      limit: 5,
      channelId,
      search: '',
      filter: 'unlisted',
    });
    expect(rows.length).toBeGreaterThan(0);
    for (const { readiness, faults, draft } of rows) {
      expect(readiness).toBe('held');
      expect(draft).toBeNull();
      expect(faults.map(({ field }) => field)).toContain('category');
    }
  });

  it('sends exactly the bytes that were previewed, lists them once and links them', async () => {
    const ready = (await mapOneCategory()).slice(0, 3);
    expect(ready.length).toBeGreaterThan(0);
    const preview = await client.publishing.preview(create(ready));
    expect(preview).toMatchObject({ ready: ready.length, held: 0 });
    expect(preview.requests.map(({ stopped }) => stopped)).toEqual([null]);
    let run = await client.publishing.start({ ...write(), ...create(ready) });
    for (let turn = 0; turn < 20 && run.finishedAt === null; turn += 1)
      run = await client.publishing.poll({ runId: run.runId });
    const items = await client.publishing.run({ ...window, runId: run.runId, state: null });
    expect(items.rows.map(({ state, problem }) => ({ state, problem }))).toEqual(
      ready.map(() => ({ state: 'done', problem: null })),
    );
    const sent = attemptsInState(harness.context.database, { channelId, state: 'final' });
    expect(sent.filter(({ kind }) => kind === 'listings').map(({ bodyHash }) => bodyHash)).toEqual(
      preview.requests.map(({ bodyHash }) => bodyHash),
    );
    for (const variantId of ready) {
      const candidate = await client.publishing.candidate({ channelId, variantId });
      expect(candidate.readiness).toBe('listed');
    }
    const again = await client.publishing.preview(create(ready));
    expect(again).toMatchObject({ ready: 0, held: ready.length, requests: [] });
  });

  it('does not list twice what a kill left without an answer', async () => {
    const [variantId] = await mapOneCategory();
    harness.killAt('7-result:before-commit');
    await expect(client.publishing.start({ ...write(), ...create([variantId!]) })).rejects.toThrow();
    harness = await harness.restart();
    connect();
    const [run] = openRuns(harness.context.database, channelId);
    expect(itemsInState(harness.context.database, { runId: run!.runId, state: 'unknown' })).toHaveLength(1);
    let now = await client.publishing.poll({ runId: run!.runId });
    for (let turn = 0; turn < 20 && now.finishedAt === null; turn += 1) {
      await harness.clock.sleep(60_000);
      now = await client.publishing.poll({ runId: run!.runId });
    }
    expect(now.counts).toMatchObject({ done: 1, failed: 0, unknown: 0 });
    const creations = attemptsInState(harness.context.database, { channelId, state: 'final' }).filter(
      ({ kind }) => kind === 'listings',
    );
    expect(creations).toHaveLength(1);
  });
});
