import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldKey } from '#common/turkish-text.ts';
import {
  findAttributeSet,
  listValues,
  writeAttributeSet,
  writeValues,
} from '#engine/cache/tables/catalogue-attributes.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import {
  clientOf,
  create,
  creationsAt,
  mapShirts,
  PUBLISHING_MARKETS,
  SHIRTS,
  shirts,
  window,
  write,
  type Client,
} from '../support/publishing-bench.ts';

const TRENDYOL = PUBLISHING_MARKETS.find(({ marketplace }) => marketplace === 'trendyol')!;
const HEPSIBURADA = PUBLISHING_MARKETS.find(({ marketplace }) => marketplace === 'hepsiburada')!;
const COLOUR = '47';
const SIZE = '338';

let harness: Harness;
let client: Client;
let channelId: string;

/** The sandbox's tree is that of its listings. */
function shelve(...categories: readonly string[]): void {
  harness.sandbox.trendyol.seedListings(
    categories.map((category, at) => ({ barcode: `RAF${at}`, category, approved: true, salePrice: 10 })),
  );
}

async function open(marketplace: 'trendyol' | 'hepsiburada'): Promise<void> {
  harness = await openHarness({ seed: `mapping/${marketplace}`, speed: 2_000 });
  client = clientOf(harness);
  channelId = harness.addChannel('Kanal', { marketplace, mode: 'approval' });
}

const pull = () => harness.sync({ what: 'pull', channelId });
const refresh = (what: 'categories' | 'attributes') =>
  client.catalogue.refresh({ ...write(), channelId, what });
const mappingOf = async (path: string) =>
  (await client.mapping.categories({ ...window, channelId, search: '', filter: 'all' })).rows.find(
    (row) => row.path === path,
  )!;
const faultsOf = async (variantId: string) =>
  (await client.publishing.candidate({ channelId, variantId })).faults;

afterEach(() => harness.stop());

describe('guesses', () => {
  beforeEach(() => open('trendyol'));

  it('takes a category in the very same place whatever its letters, and asks where two could be meant', async () => {
    shelve(
      'GIDA > ÇAY & KAHVE',
      'Giyim > Erkek > Gömlek',
      'Giyim > Çocuk > Gömlek',
      'Ev > Mutfak',
      'Oyuncak > Mutfak',
    );
    await pull();
    const accepted = await client.mapping.acceptCertain({ ...write(), channelId });
    expect((await mappingOf('Gıda > Çay & Kahve')).category?.path).toBe('GIDA > ÇAY & KAHVE');
    expect((await mappingOf('Giyim > Erkek > Gömlek')).category?.path).toBe('Giyim > Erkek > Gömlek');
    expect((await mappingOf('Ev & Yaşam > Mutfak')).category).toBeNull();
    const asked = accepted.unsure.find(({ what }) => what === 'Ev & Yaşam > Mutfak')!;
    expect(asked.candidates.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Ev > Mutfak', 'Oyuncak > Mutfak']),
    );
    expect(asked.candidates[0]!.why.tr).toContain('Mutfak');
    for (const { why } of asked.candidates) expect([why.tr, why.en].every((text) => text !== '')).toBe(true);
    // What was decided is not decided anew.
    expect(await client.mapping.acceptCertain({ ...write(), channelId })).toMatchObject({
      categories: 0,
      sources: 0,
    });
  });

  it('takes no brand but the one of the very same name, and none for a product without a manufacturer', async () => {
    shelve('Giyim > Erkek > Gömlek');
    harness.sandbox.trendyol.seedListings([
      { barcode: 'MARKA1', brand: 'BOZKIRLI', salePrice: 10, approved: true },
      { barcode: 'MARKA2', brand: 'Zeyrekhan Çocuk', salePrice: 10, approved: true },
    ]);
    await pull();
    await client.mapping.acceptCertain({ ...write(), channelId });
    const { rows } = await client.mapping.brands({ ...window, channelId, search: '', filter: 'all' });
    const brandOf = (name: string) => rows.find(({ manufacturer }) => manufacturer === name)?.brand;
    expect(foldKey(brandOf('Bozkırlı')!.name)).toBe(foldKey('Bozkırlı'));
    expect(brandOf('Zeyrekhan')).toBeNull();
    const zeyrekhan = (
      await client.publishing.candidates({ ...window, channelId, search: 'ZEYRE-185', filter: 'all' })
    ).rows[0]!;
    expect(zeyrekhan.readiness).toBe('held');
    const fault = zeyrekhan.faults.find(({ field }) => field === 'brand')!;
    expect(fault.message.tr).toContain('Zeyrekhan');
    expect(zeyrekhan.draft?.brandId ?? null).toBeNull();
    harness.shop.saveInAdmin(zeyrekhan.productId, { manufacturer: null });
    await pull();
    expect((await faultsOf(zeyrekhan.variantId)).map(({ field }) => field)).toContain('brand');
  });
});

describe('what holds a product back', () => {
  let variants: Awaited<ReturnType<typeof shirts>>;
  let categoryId: string;
  beforeEach(async () => {
    await open('trendyol');
    await pull();
    ({ categoryId } = await mapShirts(client, channelId, TRENDYOL));
    variants = await shirts(client, channelId);
  });

  it('is a required attribute without a value, named in both languages, and nothing leaves', async () => {
    await client.mapping.setAttribute({
      ...write(),
      channelId,
      categoryId,
      attributeId: COLOUR,
      source: null,
    });
    const run = await client.publishing.start({ ...write(), ...create(channelId, [variants[0]!.variantId]) });
    expect(run.counts).toMatchObject({ held: 1, done: 0 });
    const { rows } = await client.publishing.run({ ...window, runId: run.runId, state: null });
    const missing = rows[0]!.faults.filter(({ field }) => field === `attributes.${COLOUR}`);
    expect(missing.map(({ message }) => [message.tr.includes('Renk'), message.en.includes('Renk')])).toEqual([
      [true, true],
    ]);
    expect(creationsAt(harness.sandbox, TRENDYOL)).toEqual([]);
  });

  it('is a value of the shop that the marketplace’s list does not have, until the merchant says which it is', async () => {
    const kept = listValues(harness.context.database, { channelId, categoryId, attributeId: SIZE });
    const other = kept.find(({ name }) => name === 'L');
    writeValues(
      harness.context.database,
      { channelId, categoryId, attributeId: SIZE },
      kept.filter(({ name }) => name !== 'M'),
    );
    const medium = variants.find(({ optionText }) => optionText.includes('M'))!;
    expect((await faultsOf(medium.variantId)).map(({ field }) => field)).toEqual([`attributes.${SIZE}`]);
    await client.mapping.setValues({
      ...write(),
      channelId,
      categoryId,
      attributeId: SIZE,
      values: [{ shopValue: 'm', value: { valueId: other!.valueId, name: other!.name } }],
    });
    const mapped = await client.publishing.candidate({ channelId, variantId: medium.variantId });
    expect(mapped.draft!.attributes.find(({ attributeId }) => attributeId === SIZE)).toMatchObject({
      valueId: other!.valueId,
      text: null,
    });
  });

  it('is never a guess about codes: each variant has its own, and one without or with another’s is held', async () => {
    expect(new Set(variants.map(({ barcode }) => barcode)).size).toBe(variants.length);
    expect(variants.map(({ draft }) => [draft!.barcode, draft!.stockCode, draft!.groupId])).toEqual(
      variants.map(({ barcode, stockCode }) => [barcode, stockCode, SHIRTS.model]),
    );
    const { rows } = await client.publishing.candidates({ ...window, channelId, search: '', filter: 'all' });
    const times = Map.groupBy(rows, ({ barcode }) => barcode);
    const shared = rows.filter(({ barcode }) => barcode !== '' && times.get(barcode)!.length > 1);
    expect(shared.length).toBeGreaterThan(1);
    for (const { faults } of shared) expect(faults.map(({ field }) => field)).toContain('barcode');
    // What has none in the shop has none in the draft, and is held for it where the marketplace wants one.
    const none = rows.find(({ barcode, stockCode }) => barcode === '' && stockCode !== '')!;
    const { productId, variantId } = none;
    const wishes = await client.publishing.wishes({ channelId, productId });
    await client.publishing.setWishes({
      ...write(),
      channelId,
      productId,
      wishes: { ...wishes, categoryId },
    });
    const bare = await client.publishing.candidate({ channelId, variantId });
    expect([bare.draft!.barcode, bare.readiness]).toEqual(['', 'held']);
    expect(bare.faults.map(({ field }) => field)).toContain('barcode');
  });

  it('warns where nothing tells the variants of a product apart', async () => {
    await client.mapping.setAttribute({
      ...write(),
      channelId,
      categoryId,
      attributeId: SIZE,
      source: {
        kind: 'fixed',
        valueId: listValues(harness.context.database, { channelId, categoryId, attributeId: SIZE })[0]!
          .valueId,
        text: null,
      },
    });
    const faults = await faultsOf(variants[0]!.variantId);
    expect(faults.map(({ field, severity }) => [field, severity])).toContainEqual(['attributes', 'warning']);
  });
});

describe('when the marketplace changes its catalogue', () => {
  beforeEach(() => open('trendyol'));

  it('reports a category that is gone with the products it touches, holds them, and puts nothing in its place', async () => {
    shelve('Giyim > Erkek > Gömlek', 'Giyim > Çocuk > Gömlek', 'Gıda > Çay & Kahve', 'Giyim > Erkek > Şort');
    await pull();
    await client.mapping.acceptCertain({ ...write(), channelId });
    const mapped = await mappingOf('Giyim > Erkek > Gömlek');
    expect(mapped.category).toMatchObject({ usable: true });
    const before = await client.mapping.coverage({ channelId });
    const { version } = (await client.catalogue.state({ channelId })).categories;
    harness.sandbox.trendyol.removeListing('RAF0');
    shelve('Yeni > Raf');
    const { changes, state } = await refresh('categories');
    const removed = changes.find(({ kind }) => kind === 'categories-removed')!;
    expect(removed).toMatchObject({
      count: 1,
      names: ['Giyim > Erkek > Gömlek'],
      affectedProducts: mapped.products,
    });
    expect(removed.text.tr).toContain(`${mapped.products} ürün etkilenir`);
    expect(removed.text.en).toContain(`${mapped.products} products affected`);
    expect(state.categories.version).toBe(version + 1);
    expect(await mappingOf('Giyim > Erkek > Gömlek')).toMatchObject({
      category: { categoryId: mapped.category!.categoryId, path: 'Giyim > Erkek > Gömlek', usable: false },
    });
    const [shirt] = await shirts(client, channelId);
    expect([shirt!.readiness, shirt!.draft]).toEqual(['held', null]);
    expect(shirt!.faults.find(({ field }) => field === 'category')!.message.tr).toContain(
      'Giyim > Erkek > Gömlek',
    );
    const after = await client.mapping.coverage({ channelId });
    expect(after.withCategory).toBe(before.withCategory - mapped.products);
    await client.mapping.acceptCertain({ ...write(), channelId });
    expect((await mappingOf('Giyim > Erkek > Gömlek')).category?.categoryId).toBe(
      mapped.category!.categoryId,
    );
    expect((await refresh('categories')).changes).toEqual([]);
  });

  it('reports what a category asks for anew or no longer, by version, and holds what it now lacks', async () => {
    await pull();
    const { categoryId } = await mapShirts(client, channelId, TRENDYOL);
    const { database } = harness.context;
    const place = { channelId, categoryId };
    const now = findAttributeSet(database, place)!;
    const [first] = now.attributes;
    const earlier = [
      ...now.attributes.flatMap((each) =>
        each.attributeId === COLOUR ? [] : [each.attributeId === SIZE ? { ...each, required: false } : each],
      ),
      { ...first!, attributeId: '999', name: 'Eski özellik', required: false },
    ];
    writeAttributeSet(database, { ...place, attributes: earlier, version: 7, at: 0 });
    writeValues(database, { ...place, attributeId: SIZE }, [
      ...listValues(database, { ...place, attributeId: SIZE }),
      { valueId: '424242', name: 'Dev beden' },
    ]);
    await client.mapping.setValues({
      ...write(),
      ...place,
      attributeId: SIZE,
      values: [{ shopValue: 'L', value: { valueId: '424242', name: 'Dev beden' } }],
    });
    const { changes } = await refresh('attributes');
    const told = new Map(changes.map((change) => [change.kind, change]));
    expect([...told.keys()].toSorted((one, other) => one.localeCompare(other))).toEqual([
      'attributes-removed',
      'attributes-required',
      'values-removed',
    ]);
    expect(told.get('attributes-required')!.names.toSorted((one, other) => one.localeCompare(other))).toEqual(
      ['Beden', 'Renk'],
    );
    expect(told.get('values-removed')!.names).toEqual(['Beden: Dev beden']);
    expect(findAttributeSet(database, place)!.version).toBe(8);
    const large = (await shirts(client, channelId)).find(({ optionText }) => /(?:^|\s)L$/.test(optionText))!;
    expect(large.readiness).toBe('held');
    expect(large.faults.find(({ field }) => field === `attributes.${SIZE}`)!.message.en).toContain(
      'no longer',
    );
    expect((await refresh('attributes')).changes).toEqual([]);
    expect(findAttributeSet(database, place)!.version).toBe(8);
    const unseen = await client.catalogue.changes({ ...window, channelId, unseenOnly: true });
    await client.catalogue.markSeen({ ...write(), changeIds: unseen.rows.map(({ changeId }) => changeId) });
    expect((await client.catalogue.changes({ ...window, channelId, unseenOnly: true })).total).toBe(0);
  });
});

describe('attributes of one category for its siblings', () => {
  beforeEach(() => open('trendyol'));

  it('copies sources and values, and leaves what is decided there', async () => {
    shelve('Giyim > Erkek > Tişört', 'Giyim > Erkek > Şort');
    await pull();
    const { categoryId: from } = await mapShirts(client, channelId, TRENDYOL);
    const { rows } = await client.catalogue.categories({
      ...window,
      channelId,
      search: 'erkek',
      leavesOnly: true,
    });
    const to = rows.map(({ categoryId }) => categoryId).filter((categoryId) => categoryId !== from);
    const [list] = listValues(harness.context.database, { channelId, categoryId: from, attributeId: SIZE });
    const values = [{ shopValue: 'Standart', value: { valueId: list!.valueId, name: list!.name } }];
    await client.mapping.setValues({ ...write(), channelId, categoryId: from, attributeId: SIZE, values });
    const decided = { kind: 'fixed', valueId: null, text: 'Lacivert' } as const;
    await client.mapping.setAttribute({
      ...write(),
      channelId,
      categoryId: to[0]!,
      attributeId: COLOUR,
      source: decided,
    });
    const copied = await client.mapping.copyAttributes({
      ...write(),
      channelId,
      fromCategoryId: from,
      toCategoryIds: to,
    });
    expect(to.length).toBeGreaterThanOrEqual(2);
    // Colour stands in the first already; everything else that is mapped goes to each.
    expect(copied.sources).toBe(2 * to.length - 1);
    expect(copied.values).toBe(to.length);
    const there = await client.mapping.attributes({ channelId, categoryId: to[0]! });
    const sourceOf = (attributeId: string) =>
      there.rows.find(({ attribute }) => attribute.attributeId === attributeId)!.source;
    expect(sourceOf(COLOUR)).toEqual(decided);
    expect(sourceOf(SIZE)).toEqual({ kind: 'option', option: 'Beden' });
  });
});

describe('on a marketplace that keeps stock codes in capitals', () => {
  beforeEach(async () => {
    await open('hepsiburada');
    await pull();
    await mapShirts(client, channelId, HEPSIBURADA);
  });

  it('knows its own goods again however their code is typed, and names the brand as the shop does', async () => {
    const [goods] = await shirts(client, channelId);
    await client.codes.set({
      ...write(),
      variantId: goods!.variantId,
      own: { barcode: null, stockCode: 'gömlek-ıişğ-1' },
    });
    const run = await client.publishing.start({ ...write(), ...create(channelId, [goods!.variantId]) });
    let now = run;
    for (let turn = 0; turn < 30 && now.finishedAt === null; turn += 1) {
      await harness.clock.sleep(60_000);
      now = await client.publishing.poll({ runId: run.runId });
    }
    expect(now.counts).toMatchObject({ done: 1, failed: 0 });
    const [product] = harness.sandbox.marketplaces.hepsiburada.products();
    expect([product!.merchantSku === 'gömlek-ıişğ-1', product!.brand]).toEqual([false, SHIRTS.manufacturer]);
    const after = await client.publishing.candidate({ channelId, variantId: goods!.variantId });
    expect([after.readiness, after.listing?.externalId]).toEqual(['listed', product!.merchantSku]);
  });

  it('holds two codes that differ in their case alone, and sends the name of a value chosen from a list', async () => {
    const [one, other] = await shirts(client, channelId);
    const codes = { barcode: null, stockCode: one!.stockCode.toLowerCase() };
    await client.codes.set({ ...write(), variantId: other!.variantId, own: codes });
    for (const { variantId } of [one!, other!])
      expect((await faultsOf(variantId)).map(({ field }) => field)).toContain('stockCode');
    const third = (await shirts(client, channelId))[2]!;
    const preview = await client.publishing.preview(create(channelId, [third.variantId]));
    const size = preview.items[0]!.draft!.attributes.find(({ name }) => name === 'Beden')!;
    expect(size.valueId).not.toBeNull();
    expect(preview.requests[0]!.bodyText).toContain(
      `\\"${size.attributeId}\\":\\"${third.optionText.split(' ').at(-1)}\\"`,
    );
  });
});
