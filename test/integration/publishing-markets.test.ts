import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attemptsInState } from '#engine/cache/tables/attempt.ts';
import { itemsInState, openRuns } from '#engine/cache/tables/publish-run.ts';
import { Killed, openHarness, type Harness } from '../support/engine-harness.ts';
import {
  carriedToItsEnd,
  clientOf,
  create,
  creationsAt,
  mapShirts,
  PUBLISHING_MARKETS,
  shirts,
  window,
  write,
  type Client,
} from '../support/publishing-bench.ts';

let harness: Harness;
let client: Client;
afterEach(() => harness.stop());

describe.each(PUBLISHING_MARKETS)('publishing on $marketplace', (market) => {
  let channelId: string;
  let wanted: Awaited<ReturnType<typeof shirts>>;

  beforeEach(async () => {
    harness = await openHarness({ seed: `publishing/${market.marketplace}`, speed: 2_000 });
    client = clientOf(harness);
    channelId = harness.addChannel('Kanal', { marketplace: market.marketplace, mode: 'automatic' });
    await harness.sync({ what: 'pull', channelId });
    await mapShirts(client, channelId, market);
    wanted = (await shirts(client, channelId)).slice(0, 2);
  });

  async function restart(): Promise<void> {
    harness = await harness.restart();
    client = clientOf(harness);
  }

  const ids = () => wanted.map(({ variantId }) => variantId);
  const itemsOf = async (runId: string) =>
    (await client.publishing.run({ ...window, runId, state: null })).rows;
  const countThere = () => wanted.map((goods) => market.count(harness.sandbox, goods));

  it('previews every request of the send, sends those bytes, reads back and links each variant', async () => {
    expect(wanted.map(({ readiness, faults }) => ({ readiness, faults }))).toEqual(
      wanted.map(() => ({ readiness: 'ready', faults: [] })),
    );
    const preview = await client.publishing.preview(create(channelId, ids()));
    expect(preview.requests.map(({ stopped }) => stopped)).toEqual(preview.requests.map(() => null));
    expect(creationsAt(harness.sandbox, market)).toEqual([]);
    const started = await client.publishing.start({ ...write(), ...create(channelId, ids()) });
    const run = await carriedToItsEnd(harness, client, started.runId);
    expect(run.counts).toMatchObject({ done: 2, failed: 0, held: 0, unknown: 0 });
    const sent = creationsAt(harness.sandbox, market);
    expect(sent.map(({ acted }) => acted)).toEqual(preview.requests.map(() => true));
    // Multipart bodies carry a boundary of their own.
    if (market.marketplace !== 'hepsiburada')
      expect(sent.map(({ bodyText }) => bodyText)).toEqual(preview.requests.map(({ bodyText }) => bodyText));
    expect(countThere()).toEqual([1, 1]);
    const [one, other] = (await shirts(client, channelId)).slice(0, 2);
    expect([one!.readiness, other!.readiness]).toEqual(['listed', 'listed']);
    expect(one!.listing!.externalId).not.toBe(other!.listing!.externalId);
    const again = await client.publishing.preview(create(channelId, ids()));
    expect(again).toMatchObject({ ready: 0, held: 2, requests: [] });
  });

  it('reads by name afterwards, and not the whole shelf', async () => {
    const started = await client.publishing.start({ ...write(), ...create(channelId, ids()) });
    harness.sandbox.clearCalls();
    const run = await carriedToItsEnd(harness, client, started.runId);
    expect(run.counts.done).toBe(2);
    const whole = harness.sandbox
      .calls()
      .filter(
        ({ path, query }) =>
          /\/listings\/merchantid\/[^/]+$|\/product-query$|\/products\/approved$|\/listings\/2021-08-01\/items\/[^/]+$/.test(
            path,
          ) && !/merchantSkuList=|stockCode=|barcodes=|identifiers=/.test(query),
      );
    expect(whole.map(({ path, query }) => `${path}?${query}`)).toEqual([]);
  });

  it('syncs stock and price of what it created, then changes its content and takes it down', async () => {
    const started = await client.publishing.start({ ...write(), ...create(channelId, ids()) });
    await carriedToItsEnd(harness, client, started.runId);
    for (const goods of wanted) market.approve(harness.sandbox, goods);
    await harness.sync({ what: 'pull', channelId });
    const [goods] = wanted;
    const before = (await client.publishing.candidate({ channelId, variantId: goods!.variantId })).listing!;
    expect(before.state).toBe('on-sale');
    harness.shop.simulateSale(goods!.variantId, 1);
    const { result } = await harness.sync({ channelId });
    expect(Object.values(result!.channels)).toMatchObject([{ failed: 0, unknown: 0 }]);
    const { row } = await client.listings.detail({ listingId: before.listingId });
    expect(row.confirmed?.quantity).toBe(harness.shop.quantityOf(goods!.variantId));
    for (const action of ['content', ...market.actions, 'delete'] as const) {
      const asked = {
        channelId,
        action,
        selection: { by: 'variants' as const, variantIds: [goods!.variantId] },
      };
      const preview = await client.publishing.preview(asked);
      expect([action, preview.ready, preview.requests.length > 0]).toEqual([action, 1, true]);
      const { runId } = await client.publishing.start({ ...write(), ...asked });
      const run = await carriedToItsEnd(harness, client, runId);
      const items = await itemsOf(runId);
      if (action === 'delete' && items[0]!.state === 'failed') {
        // Trendyol wants a day in the archive first, and says so in words.
        expect(items[0]!.problem!.detail ?? '').not.toBe('');
        continue;
      }
      expect([action, run.counts.done, items.map(({ problem }) => problem)]).toEqual([action, 1, [null]]);
      const now = await client.publishing.candidate({ channelId, variantId: goods!.variantId });
      if (action === 'archive') expect(now.listing!.state).toMatch(/archived|off-sale/);
      if (action === 'unarchive') expect(now.listing!.state).toBe('on-sale');
      // Hepsiburada takes the listing down and keeps the product in its catalogue.
      if (action === 'delete' && market.marketplace === 'hepsiburada')
        expect(now.listing!.state).toBe('off-sale');
      else if (action === 'delete') expect(now.readiness).not.toBe('listed');
    }
  });

  /** Where a kill meets a creation, and whether the marketplace has had the request by then. */
  const KILLS = [
    ['before anything was kept of the sending', '5-intent:before-commit', 'unsent'],
    ['with the intent kept and nothing sent', '5-intent:after-commit', 'unsent'],
    ['with the answer here and not kept', '7-result:before-commit', 'sent'],
    ['with the batch’s name kept', '7-result:after-commit', 'sent'],
    ['while a result was being taken', 'polling', 'sent'],
    ['before the reading back', 'reading-back', 'sent'],
  ] as const;

  function killWhere(where: (typeof KILLS)[number][1]): void {
    if (where !== 'polling' && where !== 'reading-back') {
      harness.killAt(where);
      return;
    }
    const point = where === 'polling' ? '7-result:before-commit' : '7-result:after-commit';
    const look = (): void => {
      const { database } = harness.context;
      const [run] = openRuns(database, channelId);
      const count = (state: 'sent' | 'done') => itemsInState(database, { runId: run!.runId, state }).length;
      if (count(where === 'polling' ? 'sent' : 'done') === 2) throw new Killed(point);
      harness.whenAt(point, look);
    };
    harness.whenAt(point, look);
  }

  it.each(KILLS)('killed %s, creates nothing twice and claims nothing', async (_where, where, sent) => {
    killWhere(where);
    await expect(
      client.publishing.start({ ...write(), ...create(channelId, ids()) }).then(async ({ runId }) => {
        for (let turn = 0; turn < 30; turn += 1) {
          await harness.clock.sleep(60_000);
          await client.publishing.poll({ runId });
        }
      }),
    ).rejects.toThrow();
    expect(creationsAt(harness.sandbox, market).length > 0).toBe(sent === 'sent');
    await restart();
    const [open] = openRuns(harness.context.database, channelId);
    expect(itemsInState(harness.context.database, { runId: open!.runId, state: 'done' }).length).toBe(
      where === 'reading-back' ? 2 : 0,
    );
    const run = await carriedToItsEnd(harness, client, open!.runId);
    expect(run.finishedAt).not.toBeNull();
    const items = await itemsOf(run.runId);
    const there = countThere();
    if (where === '5-intent:after-commit') {
      // The program can't tell it from a lost answer: it looks, finds nothing, and says that it does not know.
      expect(there).toEqual([0, 0]);
      expect(items.map(({ state, problem }) => [state, problem?.code])).toEqual(
        ids().map(() => ['failed', 'channel/creation-not-shown']),
      );
      const again = await client.publishing.retry({ ...write(), runId: run.runId });
      await carriedToItsEnd(harness, client, again.runId);
    } else {
      expect(items.map(({ state, problem }) => [state, problem])).toEqual(ids().map(() => ['done', null]));
    }
    expect(countThere()).toEqual([1, 1]);
    const made = creationsAt(harness.sandbox, market).filter(({ acted }) => acted);
    expect(made.length).toBe(market.marketplace === 'amazon' ? 2 : 1);
    const now = (await shirts(client, channelId)).slice(0, 2);
    expect(now.map(({ readiness }) => readiness)).toEqual(['listed', 'listed']);
    expect(attemptsInState(harness.context.database, { channelId, state: 'unknown' })).toEqual([]);
  });

  it.each([
    ['lost-answer', 'done'],
    ['server-error', 'failed'],
  ] as const)('does not repeat a creation that met %s', async (kind, state) => {
    const endpoint = endpointOfCreation();
    harness.sandbox.faults.add({ kind, endpoint, count: 1 });
    const [goods] = wanted;
    const started = await client.publishing.start({ ...write(), ...create(channelId, [goods!.variantId]) });
    expect(started.counts.unknown + started.counts.done).toBe(1);
    const run = await carriedToItsEnd(harness, client, started.runId);
    const items = await itemsOf(run.runId);
    expect(items.map((item) => item.state)).toEqual([state]);
    if (state === 'failed') expect(items[0]!.problem!.code).toBe('channel/creation-not-shown');
    expect(creationsAt(harness.sandbox, market)).toHaveLength(1);
    expect(market.count(harness.sandbox, goods!)).toBe(state === 'done' ? 1 : 0);
  });

  /** The sandbox's own name of the request: rehearsed once, nothing sent. */
  function endpointOfCreation(): string | null {
    return {
      trendyol: 'product-create',
      hepsiburada: 'product-import',
      n11: 'product-create',
      amazon: 'put-listing',
    }[market.marketplace];
  }

  it('holds what is on the marketplace already, although the program has not read it there', async () => {
    const [goods] = wanted;
    const first = await client.publishing.start({ ...write(), ...create(channelId, [goods!.variantId]) });
    await carriedToItsEnd(harness, client, first.runId);
    const second = harness.addChannel('Aynı hesap', { marketplace: market.marketplace });
    await mapShirts(client, second, market);
    harness.sandbox.clearCalls();
    const run = await client.publishing.start({ ...write(), ...create(second, [goods!.variantId]) });
    const items = await itemsOf(run.runId);
    expect(items.map(({ state, faults }) => [state, faults.map(({ field }) => field)])).toEqual([
      ['held', ['listing']],
    ]);
    expect(creationsAt(harness.sandbox, market)).toEqual([]);
    expect(run.finishedAt).not.toBeNull();
  });

  it('gives two who ask for the same goods at once one creation', async () => {
    const [goods] = wanted;
    const wish = create(channelId, [goods!.variantId]);
    const [one, other] = await Promise.all([
      client.publishing.start({ ...write(), ...wish }),
      client.publishing.start({ ...write(), ...wish }),
    ]);
    const runs = [
      await carriedToItsEnd(harness, client, one.runId),
      await carriedToItsEnd(harness, client, other.runId),
    ];
    expect(runs.map(({ counts }) => counts.done).toSorted((one, other) => one - other)).toEqual([0, 1]);
    expect(creationsAt(harness.sandbox, market)).toHaveLength(1);
  });
});
