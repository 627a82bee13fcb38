import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allMigrations } from '#engine/cache/migrations/all.ts';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import { findListingByExternalId } from '#engine/cache/tables/listing.ts';
import { gatherByExternalId } from '#engine/cache/tables/planning-facts.ts';
import { auditChannel } from '#engine/jobs/audit.ts';
import { cacheProfile } from '../support/cache-profile.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { plainGoods, type Goods } from '../support/goods.ts';

const changesOf = (harness: Harness) =>
  harness.context.database
    .prepare<[], { externalId: string; group: string; state: string }>(
      `SELECT l.external_id AS externalId, o.field_group AS "group", o.state
       FROM outbox o JOIN listing l ON l.listing_id = o.listing_id ORDER BY 1, 2`,
    )
    .all();

describe('goods that lie in Amazon’s own warehouse', () => {
  let harness: Harness;
  let goods: readonly Goods[];
  let channelId: string;

  beforeEach(async () => {
    harness = await openHarness({ seed: 'fba' });
    goods = await plainGoods(harness, 2);
  });
  afterEach(() => harness.stop());

  const amazonOf = () => harness.sandbox.marketplaces.amazon;
  const put = (those: readonly Goods[], changes: object): void => {
    amazonOf().seedListings(
      those.map(({ barcode, priceE4 }, index) => ({
        sku: `AMZ-${index}`,
        barcode,
        title: `Ürün ${index}`,
        quantity: 2,
        price: Math.round(priceE4 / 100) / 100,
        ...changes,
      })),
    );
  };
  const link = async (): Promise<void> => {
    channelId = harness.addChannel('Amazon', { marketplace: 'amazon', rules: { maxStepPercent: 90 } });
    await harness.sync({ what: 'pull' });
    harness.linkCertain(channelId);
  };
  const syncUntilShown = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await harness.sync({ approveWaiting: true });
      await harness.clock.sleep(60_000);
    }
  };

  it('have their price kept in step, their stock left alone, and no difference in the audit', async () => {
    const [{ priceE4 }] = goods as [Goods];
    put(goods.slice(0, 1), { fulfilledByAmazon: true, price: Math.round(priceE4 / 110) / 100 });
    await link();
    await syncUntilShown();
    expect(changesOf(harness)).toEqual([{ externalId: 'AMZ-0', group: 'price', state: 'done' }]);
    expect(amazonOf().listing('AMZ-0')).toEqual({
      quantity: 2,
      priceKurus: Math.round(priceE4 / 100),
      own: false,
    });
    const { result } = await harness.sync();
    expect(result?.channels['Amazon']).toMatchObject({ planned: 0, sent: 0, failed: 0 });
    expect(await auditChannel(harness.context, channelId)).toMatchObject({
      compared: 1,
      equal: 1,
      differences: [],
    });
    const { database } = harness.context;
    expect(findListingByExternalId(database, channelId, 'AMZ-0')?.confirmed.quantity).toBeNull();
  });

  it('that were taken there between plan and sending lose neither their price nor their way of sending', async () => {
    const [{ priceE4 }] = goods as [Goods];
    put(goods.slice(0, 1), { price: Math.round(priceE4 / 110) / 100 });
    await link();
    harness.whenAt('3-enqueue:after-commit', () =>
      put(goods.slice(0, 1), { fulfilledByAmazon: true, price: Math.round(priceE4 / 110) / 100 }),
    );
    await syncUntilShown();
    expect(changesOf(harness)).toEqual([
      { externalId: 'AMZ-0', group: 'price', state: 'done' },
      { externalId: 'AMZ-0', group: 'stock', state: 'superseded' },
    ]);
    expect(amazonOf().listing('AMZ-0')).toMatchObject({ priceKurus: Math.round(priceE4 / 100), own: false });
    expect(gatherByExternalId(harness.context.database, channelId, 'AMZ-0')?.facts).toMatchObject({
      stockHeldBy: 'marketplace',
      confirmedQuantity: null,
    });
  });

  it('and come back to the merchant are given the shop’s stock again', async () => {
    put(goods, { fulfilledByAmazon: true });
    await link();
    await syncUntilShown();
    expect(changesOf(harness)).toEqual([]);
    put(goods, {});
    await syncUntilShown();
    for (const [index, { quantity }] of goods.entries())
      expect(amazonOf().listing(`AMZ-${index}`)).toMatchObject({ quantity, own: true });
  });
});

it('a listing of an earlier version is the merchant’s own to stock', () => {
  const profile = cacheProfile();
  const older = allMigrations.filter(({ version }) => version < 90);
  const before = openCache({ host: profile.host, migrations: older });
  before.exec(`
    INSERT INTO channel (channel_id, marketplace, name, name_key, mode, paused, rules, created_at)
      VALUES ('c', 'amazon', 'Amazon', 'amazon', 'approval', 0, '{}', 1);
    INSERT INTO listing (listing_id, channel_id, external_id, barcode, stock_code, group_id, title, state, raw_state,
        link_state, confirmed_quantity, search_key, seen_at)
      VALUES ('l', 'c', 'SKU', '', '', '', 'Gömlek', 'on-sale', '', 'unlinked', 7, '', 1);`);
  closeCache(before);
  const database = openCache({ host: profile.host });
  expect(
    database.prepare('SELECT stock_held_by AS holder, confirmed_quantity AS pieces FROM listing').all(),
  ).toEqual([{ holder: 'merchant', pieces: 7 }]);
  closeCache(database);
  profile.remove();
});
