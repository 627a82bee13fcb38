import * as fc from 'fast-check';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assemble } from '#engine/assemble.ts';
import { findChannel } from '#engine/cache/tables/channel.ts';
import { insertChannel, writeListingsReadAt } from '#engine/cache/tables/channel.ts';
import { readPlanSummary } from '#engine/cache/tables/plan-query.ts';
import { gatherFacts } from '#engine/cache/tables/planning-facts.ts';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import type { EngineContext } from '#engine/context.ts';
import { channelFacts, makePlan } from '#engine/jobs/make-plan.ts';
import { planChannel } from '#engine/planner/plan.ts';
import { createVault } from '#engine/vault/create-vault.ts';
import { DEFAULT_CHANNEL_RULES } from '#contract/channels.ts';
import { connectShop } from '#engine/jobs/connect-shop.ts';
import { cacheProfile, type CacheProfile } from '../support/cache-profile.ts';

const CHANNEL = 'kanal';

let profile: CacheProfile;
let database: Database;
let context: EngineContext;
/** Called whenever a plan gives everybody else a turn. */
let turn: () => void;

beforeEach(async () => {
  profile = cacheProfile();
  turn = () => undefined;
  let ticks = 0;
  const clock = {
    ...profile.clock,
    // Every look at it finds that a turn is long over.
    monotonic: () => (ticks += 1_000),
    sleep: async () => turn(),
  };
  const host = { ...profile.host, clock };
  database = openCache({ host });
  const vault = createVault({ keyId: 'k', key: Buffer.alloc(32, 7), random: host.random });
  ({ context } = assemble({ host, vault, database }));
  await connectShop(context, { connection: { kind: 'sample' }, settings: {} });
  insertChannel(database, {
    channelId: CHANNEL,
    marketplace: 'trendyol',
    name: 'Kanal',
    mode: 'approval',
    baseUrl: null,
    rules: DEFAULT_CHANNEL_RULES,
    account: null,
    createdAt: 1,
  });
  writeListingsReadAt(database, CHANNEL, 1);
});
afterEach(async () => {
  await context.store.reset();
  closeCache(database);
  profile.remove();
});

/** So many linked listings, ten pieces at 100,00 on both sides. */
function stock(count: number): void {
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  database.exec(`
    ${numbers} INSERT INTO product (product_id, range_key, fingerprint, title, model, codes, manufacturer, categories, images,
      enabled, currency, stored_price_e4, tax_rate_e4, read_at)
    SELECT 'p' || i, 'r', '', 'T', '', '{}', '', '[]', '[]', 1, 'TRY', 1000000, 0, 1 FROM n;
    ${numbers} INSERT INTO variant (variant_id, product_id, option_value_ids, option_text, barcode, stock_code, model, codes,
      quantity, price_e4, list_price_e4, enabled, title, currency, search_key, read_at)
    SELECT 'v' || i, 'p' || i, '[]', '', 'b' || i, '', '', '{}', 10, 1000000, 1000000, 1, 'T', 'TRY', 't', 1 FROM n;
    ${numbers} INSERT INTO listing (listing_id, channel_id, external_id, barcode, stock_code, group_id, title, state, raw_state,
      link_state, variant_id, search_key, seen_at, confirmed_quantity, confirmed_price_e4, confirmed_list_price_e4)
    SELECT 'l' || i, '${CHANNEL}', 'b' || i, 'b' || i, '', '', 'T', 'on-sale', '', 'linked', 'v' || i, 't', 1, 10, 1000000,
      1000000 FROM n`);
}

const figures = () => {
  const { waiting, held, approved } = readPlanSummary(database, CHANNEL);
  return { waiting, held, approved };
};

describe('a plan of many changes', () => {
  it('is the old one to the last moment and then the new one whole, for whoever reads meanwhile', async () => {
    stock(3_500);
    database.exec('UPDATE variant SET quantity = 5');
    await makePlan(context, CHANNEL);
    expect(figures()).toEqual({ waiting: 3_500, held: 0, approved: 0 });
    database.exec(
      'UPDATE variant SET quantity = 10; UPDATE listing SET confirmed_quantity = 7 WHERE row % 2 = 0',
    );
    const seen: unknown[] = [];
    turn = () => seen.push(figures().waiting);
    await makePlan(context, CHANNEL);
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen)).toEqual(new Set([3_500, 1_750]));
    expect(seen.lastIndexOf(3_500)).toBeLessThan(seen.indexOf(1_750));
    expect(database.prepare('SELECT count(*) FROM plan_row').pluck().get()).toBe(1_750);
  });

  it('that breaks off in the middle leaves the old one as it was, and the next one takes nothing of it', async () => {
    stock(3_500);
    database.exec('UPDATE variant SET quantity = 5 WHERE CAST(substr(variant_id, 2) AS INTEGER) <= 3000');
    await makePlan(context, CHANNEL);
    database.exec('UPDATE variant SET quantity = 4');
    turn = () => {
      throw new Error('the power went');
    };
    await expect(makePlan(context, CHANNEL)).rejects.toThrow('the power went');
    expect(figures().waiting).toBe(3_000);
    database.exec('UPDATE variant SET quantity = 5 WHERE CAST(substr(variant_id, 2) AS INTEGER) <= 3000');
    database.exec('UPDATE variant SET quantity = 10 WHERE CAST(substr(variant_id, 2) AS INTEGER) > 3000');
    turn = () => undefined;
    expect(await makePlan(context, CHANNEL)).toMatchObject({ listings: 3_500, changes: 3_000 });
    expect(figures().waiting).toBe(3_000);
    expect(database.prepare('SELECT count(*) FROM plan_row').pluck().get()).toBe(3_000);
  });

  it('asked for by several at once is made once more after the one that runs, for all of them', async () => {
    stock(2_500);
    const first = makePlan(context, CHANNEL);
    database.exec('UPDATE variant SET quantity = 3');
    const [second, third] = [makePlan(context, CHANNEL), makePlan(context, CHANNEL)];
    expect(second).toBe(third);
    await first;
    expect((await second).changes).toBe(2_500);
    expect(figures().waiting).toBe(2_500);
  });

  it('ends without a trace when its channel is removed meanwhile', async () => {
    stock(2_500);
    database.exec('UPDATE variant SET quantity = 3');
    turn = () => void database.prepare('DELETE FROM channel').run();
    await expect(makePlan(context, CHANNEL)).rejects.toMatchObject({
      problem: { code: 'channel/not-known' },
    });
    expect(database.prepare('SELECT count(*) FROM plan_row').pluck().get()).toBe(0);
  });
});

type Edit = { readonly listing: number; readonly sql: string };

const anyEdit: fc.Arbitrary<Edit> = fc
  .record({
    listing: fc.integer({ min: 1, max: 24 }),
    what: fc.constantFrom(
      'UPDATE variant SET quantity = 4 WHERE variant_id = @v',
      'UPDATE variant SET price_e4 = 1300000, list_price_e4 = 1300000 WHERE variant_id = @v',
      'UPDATE variant SET price_e4 = 1180000, list_price_e4 = 1200000 WHERE variant_id = @v',
      'UPDATE variant SET price_e4 = 1000000, list_price_e4 = 1000000, quantity = 10 WHERE variant_id = @v',
      'UPDATE listing SET confirmed_quantity = 6 WHERE listing_id = @l',
      'UPDATE listing SET confirmed_price_e4 = 800000 WHERE listing_id = @l',
      "UPDATE listing SET link_state = 'unlinked' WHERE listing_id = @l",
      "UPDATE listing SET link_state = 'linked' WHERE listing_id = @l",
      "UPDATE listing SET state = 'locked' WHERE listing_id = @l",
      "UPDATE listing SET state = 'on-sale' WHERE listing_id = @l",
      'UPDATE listing SET frozen = 1 - frozen WHERE listing_id = @l',
    ),
  })
  .map(({ listing, what }) => ({ listing, sql: what }));

describe('a plan that is written as what differs from the last one', () => {
  it('says after any edits exactly what a plan made from nothing says, held listings included', async () => {
    stock(24);
    await fc.assert(
      fc.asyncProperty(fc.array(anyEdit, { minLength: 1, maxLength: 12 }), async (edits) => {
        for (const { listing, sql } of edits) {
          const ids = { v: `v${listing}`, l: `l${listing}` };
          const named = sql.includes('@v') ? { v: ids.v } : { l: ids.l };
          database.prepare(sql).run(named);
        }
        const channel = channelFacts(context, findChannel(database, CHANNEL)!);
        const gathered = gatherFacts(database, CHANNEL)(0, 100).filter(({ planned }) => planned);
        const expected = planChannel(
          gathered.map(({ facts }) => facts),
          channel,
        );
        const made = await makePlan(context, CHANNEL);
        const kept = database
          .prepare(
            `SELECT change_id AS changeId, reason, holds, held, approvable FROM plan_change ORDER BY change_id`,
          )
          .all();
        expect(kept).toEqual(
          expected
            .map(({ changeId, reason, holds, approvable }) => ({
              changeId,
              reason,
              holds: JSON.stringify(holds),
              held: Number(holds.length > 0),
              approvable: Number(approvable),
            }))
            .toSorted((left, right) => (left.changeId < right.changeId ? -1 : 1)),
        );
        const held = new Set(
          expected.filter(({ holds }) => holds.length > 0).map(({ listingId }) => listingId),
        );
        const marked = database.prepare('SELECT listing_id FROM listing WHERE held = 1 AND link_state = ?');
        expect(new Set(marked.pluck().all('linked'))).toEqual(held);
        const free = expected.filter(({ holds }) => holds.length === 0).map(({ listingId }) => listingId);
        expect(made).toMatchObject({
          changes: expected.length,
          held: expected.filter(({ holds }) => holds.length > 0).length,
          requests: Math.ceil(new Set(free).size / channel.itemsPerRequest),
        });
      }),
      { numRuns: 150 },
    );
  });
});
