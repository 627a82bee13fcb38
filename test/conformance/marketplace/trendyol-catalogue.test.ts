import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListingDraft } from '#engine/marketplaces/kit/catalogue.ts';
import { PRIORITY } from '#engine/marketplaces/kit/priority.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import { openServices, shirtDraft, type ServicesBench } from '../../support/trendyol-services.ts';

let services: ServicesBench;
beforeEach(async () => {
  services = await openServices();
});
afterEach(async () => {
  await services.close();
});

const write = () => ({ intent: recordIntent().intent, priority: PRIORITY.content });

/** A shirt with all that its category asks for, looked up as the merchant's form would. */
async function completeDraft(changes: Partial<ListingDraft> = {}): Promise<ListingDraft> {
  const { connection } = services;
  const leaf = (await collect(connection.readCategories!())).find(({ name }) => name === 'Gömlek')!;
  const [brand] = await collect(connection.readBrands!('nilperi'));
  const of = { categoryId: leaf.categoryId, attributeId: '338' };
  const medium = (await collect(connection.readAttributeValues!(of))).find(({ name }) => name === 'M')!;
  return shirtDraft({
    categoryId: leaf.categoryId,
    brandId: brand!.brandId,
    attributes: [
      { attributeId: '47', name: 'Renk', valueId: null, text: 'Iğdır Yeşili', unit: null },
      { attributeId: '338', name: 'Beden', valueId: medium.valueId, text: null, unit: null },
    ],
    ...changes,
  });
}

describe('a product that the merchant lists on Trendyol', () => {
  it('finds its category, brand, attributes, addresses and carriers', async () => {
    const { connection } = services;
    const categories = await collect(connection.readCategories!());
    const leaf = categories.find(({ name }) => name === 'Gömlek')!;
    expect(leaf).toMatchObject({ leaf: true, open: true });
    const root = categories.find(({ name }) => name === 'Giyim')!;
    expect(root).toMatchObject({ parentId: null, leaf: false, open: false });
    const attributes = await connection.readAttributes!(leaf.categoryId);
    expect(
      attributes.map(({ name, required, custom, variant, slicer, multiple, kind }) => ({
        name,
        required,
        custom,
        variant,
        slicer,
        multiple,
        kind,
      })),
    ).toEqual([
      {
        name: 'Renk',
        required: true,
        custom: true,
        variant: false,
        slicer: true,
        multiple: false,
        kind: 'text',
      },
      {
        name: 'Beden',
        required: true,
        custom: false,
        variant: true,
        slicer: false,
        multiple: false,
        kind: 'choice',
      },
      {
        name: 'Materyal',
        required: false,
        custom: false,
        variant: false,
        slicer: false,
        multiple: true,
        kind: 'choice',
      },
    ]);
    expect((await collect(connection.readBrands!(''))).map(({ name }) => name)).toEqual(['Nilperi']);
    const choices = await connection.readAccountChoices!();
    expect(new Set(choices.map(({ kind }) => kind))).toEqual(
      new Set(['shipment-address', 'return-address', 'cargo-company']),
    );
    const asked = services.sandbox.calls().filter(({ endpoint }) => endpoint === 'addresses').length;
    await connection.readAccountChoices!();
    expect(services.sandbox.calls().filter(({ endpoint }) => endpoint === 'addresses')).toHaveLength(asked);
  });

  it('is created with all its figures and letters, waits, is approved and then sold', async () => {
    const { connection, hand } = services;
    const draft = await completeDraft();
    expect(connection.checkDraft!(draft, await connection.readAttributes!(draft.categoryId))).toEqual([]);
    const report = await services.settle(await connection.createListings!([draft], write()));
    expect(report.items).toMatchObject([{ externalId: 'GML001-B-M', state: 'done' }]);
    expect(hand.listing('TSTGML001M')).toMatchObject({
      title: draft.title,
      description: draft.description,
      colour: 'Iğdır Yeşili',
      size: 'M',
      quantity: 25,
      saleKurus: 64_990,
      listKurus: 79_990,
      images: draft.images,
      desi: 1.5,
      approved: false,
    });
    const [waiting] = await collect(connection.readListings());
    expect(waiting).toMatchObject({
      externalId: 'TSTGML001M',
      stockCode: 'GML001-B-M',
      state: 'waiting-approval',
    });
    expect(await connection.readListingBrief!('TSTGML001M')).toMatchObject({ approved: false });
    expect(await connection.readListingBrief!('UNKNOWN')).toBeNull();
    hand.approve('TSTGML001M');
    const [live] = await collect(connection.readListings());
    expect(live).toMatchObject({ state: 'on-sale', quantity: 25, salePriceE4: 6_499_000 });
  });

  it('that was sent once is never made twice, whatever became of the answer', async () => {
    const { connection, hand } = services;
    const draft = await completeDraft();
    services.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'product-create', count: 1 });
    expect((await problemOf(connection.createListings!([draft], write()))).code).toBe(
      'channel/outcome-unknown',
    );
    expect((await connection.createListings!([draft], write())).kind).toBe('same-request-repeated');
    const changed = { ...draft, title: 'Başka bir başlık' };
    const report = await services.settle(await connection.createListings!([changed], write()));
    expect(report.items).toMatchObject([
      { state: 'failed', problem: { detail: expect.stringContaining('Aynı barkodlu') } },
    ]);
    expect(hand.listings()).toHaveLength(1);
    expect(hand.listing('TSTGML001M')?.title).toBe(draft.title);
  });

  it('tells product by product what Trendyol found wrong, under the shop’s own codes', async () => {
    const { connection } = services;
    const good = await completeDraft();
    const drafts = [
      good,
      { ...good, stockCode: 'S2', barcode: 'B2', attributes: good.attributes.slice(1) },
      { ...good, stockCode: 'S3', barcode: 'B3', brandId: '99' },
    ];
    const report = await services.settle(await connection.createListings!(drafts, write()));
    expect(Object.fromEntries(report.items.map(({ externalId, state }) => [externalId, state]))).toEqual({
      'GML001-B-M': 'done',
      S2: 'failed',
      S3: 'failed',
    });
    const texts = report.items.map(({ problem }) => problem?.params['happenedTr']);
    expect(texts.slice(1)).toEqual([
      'Kategorinin zorunlu bir özelliği eksik.',
      expect.stringContaining('marka'),
    ]);
  });

  it('is changed while it waits, and after it was approved without its stock, price and frozen values', async () => {
    const { connection, hand } = services;
    const draft = await completeDraft();
    await services.settle(await connection.createListings!([draft], write()));
    const earlier = { ...draft, title: 'İlk düzeltme', quantity: 1, salePriceE4: 100 };
    await services.settle(await connection.updateContent!([earlier], write()));
    expect(hand.listing('TSTGML001M')).toMatchObject({
      title: 'İlk düzeltme',
      quantity: 25,
      saleKurus: 64_990,
    });
    hand.approve('TSTGML001M');
    const cotton = (
      await collect(
        connection.readAttributeValues!({ categoryId: draft.categoryId, attributeId: '22', search: 'pamuk' }),
      )
    )[0]!;
    const later: ListingDraft = {
      ...draft,
      stockCode: 'YENI-KOD',
      title: 'Onaydan sonra',
      attributes: [
        { attributeId: '47', name: 'Renk', valueId: null, text: 'Mor', unit: null },
        { attributeId: '22', name: 'Materyal', valueId: cotton.valueId, text: null, unit: null },
      ],
      fields: { deliveryDuration: '0', origin: 'TR' },
    };
    const report = await services.settle(await connection.updateContent!([later], write()));
    expect(report.items).toMatchObject([{ externalId: 'YENI-KOD', state: 'done' }]);
    expect(hand.listing('TSTGML001M')).toMatchObject({
      title: 'Onaydan sonra',
      stockCode: 'YENI-KOD',
      colour: 'Iğdır Yeşili',
      size: 'M',
      deliveryDuration: 0,
      quantity: 25,
      attributes: [{ attributeId: 22, value: 'Pamuk' }],
    });
  });

  it('whose text quality control refused is told as refused, though the batch said yes', async () => {
    const { connection, hand } = services;
    const draft = await completeDraft();
    await services.settle(await connection.createListings!([draft], write()));
    hand.approve('TSTGML001M');
    hand.setRules({ contentControl: 'fails' });
    const report = await services.settle(
      await connection.updateContent!([{ ...draft, title: 'Yasaklı' }], write()),
    );
    expect(report.items).toMatchObject([
      {
        externalId: 'GML001-B-M',
        state: 'failed',
        problem: { detail: expect.stringContaining('BANNED_WORD') },
      },
    ]);
  });

  it('is archived, brought back, unlocked, and deleted only after its day in the archive', async () => {
    const { connection, hand, sandbox } = services;
    hand.seedListings([
      { barcode: 'A1', quantity: 3, salePrice: 10, listPrice: 10, locked: true },
      { barcode: 'A2', quantity: 3, salePrice: 10, listPrice: 10, approved: false },
    ]);
    await services.settle(await connection.unlockListings!(['A1'], write()));
    expect(hand.listing('A1')?.locked).toBe(false);
    await services.settle(await connection.archiveListings!(['A1'], write()));
    expect(hand.listing('A1')?.archived).toBe(true);
    const early = await services.settle(await connection.deleteListings!(['A1', 'A2'], write()));
    expect(early.items.map(({ externalId, state }) => [externalId, state])).toEqual([
      ['A1', 'failed'],
      ['A2', 'done'],
    ]);
    await services.settle(await connection.unarchiveListings!(['A1'], write()));
    expect(hand.listing('A1')?.archived).toBe(false);
    await services.settle(await connection.archiveListings!(['A1'], write()));
    sandbox.clock.advance(25 * 3_600_000);
    await services.settle(await connection.deleteListings!(['A1'], write()));
    expect(hand.listings()).toEqual([]);
  });

  it('shows its place in the buy box and Trendyol’s share', async () => {
    const { connection, hand } = services;
    hand.seedListings(
      Array.from({ length: 23 }, (_nothing, index) => ({
        barcode: `B${index}`,
        quantity: 5,
        salePrice: 100,
        listPrice: 120,
      })),
    );
    const ids = Array.from({ length: 23 }, (_nothing, index) => `B${index}`);
    const boxes = await connection.readBuyBox!([...ids, 'NOT-THERE']);
    expect(boxes.map(({ externalId }) => externalId)).toEqual(ids);
    for (const { rank, mine, winningPriceE4 } of boxes)
      expect([rank, mine, winningPriceE4]).toEqual(mine ? [1, true, 1_000_000] : [2, false, 950_000]);
    expect(await connection.readCommissions!(['B0', 'NOT-THERE'])).toEqual([
      { externalId: 'B0', percent: 21.5 },
    ]);
  });

  it('gets a brand of its own and a video', async () => {
    const { connection, hand } = services;
    const image = {
      name: 'logo.png',
      mediaType: 'image/png',
      bytes: new Uint8Array([137, 80, 13, 10, 0, 255]),
    };
    const { brandId } = await connection.createBrand!({ name: 'Şişli Örgü', images: [image] }, write());
    expect(await collect(connection.readBrands!('şişli'))).toEqual([{ brandId, name: 'Şişli Örgü' }]);
    const video = {
      title: 'Tanıtım',
      description: '',
      videoUrl: 'https://cdn.example.com/v.mp4',
      contentIds: ['1'],
    };
    const { videoId } = await connection.sendVideo!(video, write());
    expect(await collect(connection.readVideos!())).toMatchObject([
      { videoId, state: 'accepted', title: 'Tanıtım' },
    ]);
    expect(hand.truth()).toBeTruthy();
    const [city] = await connection.readPlaces!(['TR']);
    const [district] = await connection.readPlaces!(['TR', city!.placeId]);
    expect(await connection.readPlaces!(['TR', city!.placeId, district!.placeId])).toEqual([
      { placeId: '321', name: 'Moda' },
    ]);
  });
});

describe('listings that share a stock code, as Trendyol allows', () => {
  it('are each told what became of them, and one barcode is not sent twice', async () => {
    const { connection, hand } = services;
    hand.seedListings(
      ['B1', 'B2'].map((barcode) => ({ barcode, stockCode: 'S', colour: 'Mor', size: 'M', approved: true })),
    );
    const draft = await completeDraft({ stockCode: 'S' });
    const drafts = [
      { ...draft, barcode: 'B1', title: 'Birinci' },
      { ...draft, barcode: 'B2', title: '' },
    ];
    const report = await services.settle(await connection.updateContent!(drafts, write()));
    expect(Object.fromEntries(report.items.map(({ externalId, state }) => [externalId, state]))).toEqual({
      B1: 'done',
      B2: 'failed',
    });
    const twice = await connection.createListings!([draft, { ...draft, barcode: 'TST GML001M' }], write());
    expect(twice).toMatchObject({
      kind: 'refused',
      problem: { code: 'input/invalid', params: { field: 'barcode' } },
    });
  });
});

describe('a draft that Trendyol would refuse', () => {
  it('is told every fault at once, in both languages, before anything is sent', () => {
    const { connection } = services;
    const draft = shirtDraft({
      barcode: 'B*1',
      stockCode: '',
      groupId: 'G'.repeat(41),
      title: 'x'.repeat(101),
      description: '<p> </p><script>1</script>',
      brandId: null,
      categoryId: '',
      images: ['http://cdn.example.com/a.jpg'],
      vatRate: 18,
      quantity: 20_001,
      salePriceE4: 8_000_000,
      listPriceE4: 7_000_050,
      currency: 'USD',
      desi: null,
      fields: { origin: 'tr', deliveryDuration: 'hızlı', lotNumber: 'a b' },
      attributes: [{ attributeId: '338', name: 'Beden', valueId: null, text: 'Kocaman', unit: null }],
    });
    const attribute = {
      attributeId: '47',
      name: 'Renk',
      help: null,
      kind: 'text' as const,
      required: true,
      variant: false,
      slicer: true,
      custom: true,
      multiple: false,
      unit: null,
      maxLength: 50,
      values: [],
      valuesComplete: false,
    };
    const faults = connection.checkDraft!(draft, [
      attribute,
      { ...attribute, attributeId: '338', name: 'Beden', custom: false, kind: 'choice' },
    ]);
    expect(new Set(faults.map(({ field }) => field))).toEqual(
      new Set([
        'barcode',
        'stockCode',
        'groupId',
        'title',
        'description',
        'brandId',
        'categoryId',
        'images',
        'vatRate',
        'quantity',
        'listPrice',
        'currency',
        'desi',
        'fields.origin',
        'fields.deliveryDuration',
        'fields.lotNumber',
        'attributes.47',
        'attributes.338',
      ]),
    );
    for (const { message } of faults)
      expect(message.tr !== '' && message.en !== '' && message.tr !== message.en).toBe(true);
    expect(services.sandbox.calls()).toEqual([]);
  });
});
