import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gittigidiyor } from '#engine/marketplaces/gittigidiyor/adapter.ts';
import { rehearseWrites } from '#engine/sessions/rehearse-writes.ts';
import { startSandbox, type Sandbox } from '../../../src-main/sandbox/start-sandbox.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { seededChance } from '../../support/steady-host.ts';
import { GG_CREDENTIALS, ggDraft, openGittigidiyor } from './gittigidiyor-world.ts';

const nothing = (): void => undefined;
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const PRODUCT = 'IndividualProductService';
const SALE = 'IndividualSaleService';

let sandbox: Sandbox;
let bench: ReturnType<typeof openGittigidiyor>;
const hand = () => sandbox.marketplaces.gittigidiyor;
const addressOf = (): string =>
  sandbox.accounts.find(({ marketplace }) => marketplace === 'gittigidiyor')!.baseUrl;

beforeEach(async () => {
  const clock = quickClock(50, Date.now());
  sandbox = await startSandbox({
    clock,
    random: seededChance('sandbox'),
    logger: quiet,
    credentials: { gittigidiyor: GG_CREDENTIALS },
  });
  bench = openGittigidiyor(addressOf(), { clock });
});
afterEach(async () => {
  await bench.close();
  await sandbox.stop();
});

const seed = (itemId: string, changes = {}) =>
  hand().seedProducts([
    {
      itemId,
      title: 'Çiçekli Şık Gömlek',
      quantity: 10,
      priceKurus: 14_990,
      marketKurus: 19_990,
      ...changes,
    },
  ])[0]!;
const lastDay = () => {
  const now = bench.clock.now();
  return { fromMs: now - 86_400_000, toMs: now + 60_000, by: 'window' as const };
};
const submit = async (items: Parameters<typeof bench.connection.updateStockAndPrice>[0]) => {
  const { intent, steps } = recordIntent();
  const result = await bench.connection.updateStockAndPrice(items, { intent, priority: 1 });
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  return { report: await bench.connection.readBatch(result.batchId), steps };
};

describe('GittiGidiyor (the sandbox), through its adapter', () => {
  it('says endpoint by endpoint that good credentials work, and that wrong ones are wrong', async () => {
    const good = await bench.connection.verifyCredentials();
    expect(good.account).toBe('ornek-magaza');
    expect(good.endpoints.filter(({ outcome }) => outcome === 'works')).toHaveLength(3);
    for (const wrong of [{ secretKey: 'not-this' }, { rolePassword: 'not-this' }]) {
      const stranger = openGittigidiyor(addressOf(), {
        clock: bench.clock,
        credentials: { ...GG_CREDENTIALS, ...wrong },
      });
      const verdict = await stranger.connection.verifyCredentials();
      await stranger.close();
      expect(verdict.account).toBeNull();
      expect(
        verdict.endpoints
          .filter(({ endpoint }) => endpoint === 'getProducts')
          .map((check) => check.problem?.code),
      ).toEqual(['channel/wrong-key']);
    }
  });

  it('shows every listing once, variants one by one, with what is left of them', async () => {
    const plain = seed('ŞİI-ı.1', { sold: 4, barcode: '8690000000012' });
    seed('V-1', {
      variants: [
        { stockCode: 'V-1-S', color: 'Kırmızı', size: 'S', quantity: 3 },
        { stockCode: 'V-1-M', color: 'Kırmızı', size: 'M', quantity: 0 },
      ],
    });
    seed('L-1', { status: 'L' });
    for (let count = 0; count < 230; count += 1) seed(`B-${count}`);
    sandbox.faults.add({ kind: 'overlapping-page', endpoint: PRODUCT, count: 1 });
    sandbox.faults.add({ kind: 'wrong-total', endpoint: PRODUCT, count: 1 });
    const listings = await collect(bench.connection.readListings());
    expect(new Set(listings.map(({ externalId }) => externalId)).size).toBe(234);
    expect(listings.find(({ stockCode }) => stockCode === 'ŞİI-ı.1')).toMatchObject({
      externalId: plain.productId,
      title: 'Çiçekli Şık Gömlek',
      barcode: '8690000000012',
      quantity: 10,
      salePriceE4: 1_499_000,
      listPriceE4: 1_999_000,
      state: 'on-sale',
    });
    expect(
      listings
        .filter(({ groupId }) => groupId === 'V-1')
        .map(({ stockCode, quantity, state }) => [stockCode, quantity, state]),
    ).toEqual([
      ['V-1-S', 3, 'on-sale'],
      ['V-1-M', 0, 'off-sale'],
    ]);
    expect(listings.find(({ stockCode }) => stockCode === 'L-1')?.state).toBe('off-sale');
  });

  it('writes stock so that buyers see exactly that many, though sold pieces are counted there', async () => {
    const one = seed('B-1', { sold: 7 });
    const { report, steps } = await submit([
      { externalId: one.productId, quantity: 4, salePriceE4: 1_299_000, listPriceE4: null },
      { externalId: '999', quantity: 4, salePriceE4: null, listPriceE4: null },
    ]);
    expect(report.items.map(({ externalId, state }) => [externalId, state])).toEqual([
      [one.productId, 'done'],
      ['999', 'failed'],
    ]);
    expect(hand().product(one.productId)).toMatchObject({ total: 11, sold: 7, priceKurus: 12_990 });
    expect(await bench.connection.readOffers([one.productId, '999'])).toEqual([
      { externalId: one.productId, quantity: 4, salePriceE4: 1_299_000, listPriceE4: null },
    ]);
    expect(bench.gated).toContainEqual({
      externalId: one.productId,
      quantity: 4,
      salePriceE4: null,
      listPriceE4: null,
    });
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
    expect(JSON.stringify(steps)).not.toContain('key-of-the-shop');
  });

  it('shows the whole request of a rehearsal, but neither key nor signature, and sends none of it', async () => {
    const one = seed('B-1');
    const { clock } = bench;
    const [rehearsed] = await rehearseWrites(bench.gateway, gittigidiyor.manifest, (gateway) =>
      gittigidiyor
        .connect({ credentials: GG_CREDENTIALS, gateway, clock, logger: quiet })
        .updateStockAndPrice(
          [{ externalId: one.productId, quantity: 4, salePriceE4: null, listPriceE4: null }],
          {
            intent: recordIntent().intent,
            priority: 1,
          },
        ),
    );
    expect(rehearsed!.sealed.bodyText).toContain(`<productId>${one.productId}</productId>`);
    expect(rehearsed!.sealed.bodyText).toContain('<sign>[…]</sign>');
    expect(rehearsed!.sealed.bodyText).toContain('<apiKey>[…]</apiKey>');
    expect(hand().product(one.productId)!.total).toBe(10);
  });

  it('knows a cancellation that the buyer asked for from one that happened', async () => {
    const one = seed('B-1');
    const [asked, done] = [1, 2].map(() => hand().buy({ productId: one.productId, amount: 1 }).saleCode);
    hand().moveSale(asked!, 'I');
    hand().cancelSale(done!);
    const statuses = (await bench.connection.readOrdersByNumber([asked!, done!])).map(({ status }) => status);
    expect(statuses).toEqual(['new', 'cancelled']);
  });

  it('takes the last piece off sale and puts the product back when there is stock again', async () => {
    const one = seed('B-1', { sold: 2 });
    await submit([{ externalId: one.productId, quantity: 0, salePriceE4: null, listPriceE4: null }]);
    expect(hand().product(one.productId)!.status).not.toBe('A');
    await submit([{ externalId: one.productId, quantity: 5, salePriceE4: null, listPriceE4: null }]);
    expect(hand().product(one.productId)).toMatchObject({ status: 'A' });
    const [offer] = await bench.connection.readOffers([one.productId]);
    expect(offer?.quantity).toBe(5);
  });

  it('never gives one variant a price that the others would get, too', async () => {
    const one = seed('V-1', {
      variants: [
        { stockCode: 'V-1-S', color: 'Kırmızı', size: 'S', quantity: 3 },
        { stockCode: 'V-1-M', color: 'Mavi', size: 'M', quantity: 2 },
      ],
    });
    const [first, second] = one.variants.map(({ variantId }) => `${one.productId}/${variantId}`);
    const alone = await submit([
      { externalId: first!, quantity: 1, salePriceE4: 990_000, listPriceE4: null },
    ]);
    expect(alone.report.items[0]).toMatchObject({
      state: 'failed',
      problem: { code: 'channel/item-refused' },
    });
    expect(hand().product(one.productId)!.priceKurus).toBe(14_990);
    await submit([
      { externalId: first!, quantity: 1, salePriceE4: 990_000, listPriceE4: null },
      { externalId: second!, quantity: 2, salePriceE4: 990_000, listPriceE4: null },
    ]);
    expect(hand().product(one.productId)).toMatchObject({ priceKurus: 9_900, total: 3 });
    for (const externalId of [first!, second!])
      expect(bench.gated).toContainEqual({
        externalId,
        quantity: null,
        salePriceE4: 990_000,
        listPriceE4: null,
      });
  });

  it('knows that a write whose answer was lost may have happened, and sends it once', async () => {
    const one = seed('B-1');
    const { intent, steps } = recordIntent();
    const before = sandbox.calls().length;
    sandbox.faults.add({ kind: 'lost-answer', endpoint: PRODUCT, count: 1 });
    const ended = bench.connection.archiveListings([one.productId], { intent, priority: 1 });
    expect((await problemOf(ended)).code).toBe('channel/outcome-unknown');
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'outcome-unknown']);
    expect(sandbox.calls().length).toBe(before + 1);
    expect(hand().product(one.productId)!.status).toBe('U');
  });

  it('says no by itself where nothing could be sent, so that nobody waits for a report', async () => {
    const { intent, steps } = recordIntent();
    const items = [{ externalId: '999', quantity: 1, salePriceE4: null, listPriceE4: null }];
    const result = await bench.connection.updateStockAndPrice(items, { intent, priority: 1 });
    expect(result).toMatchObject({ kind: 'refused', problem: { code: 'channel/item-refused' } });
    expect(steps.map(({ step }) => step)).toEqual(['not-sent']);
  });

  it('says that a batch of another program is lost', async () => {
    expect((await problemOf(bench.connection.readBatch('no-such-batch'))).code).toBe('channel/batch-lost');
  });

  it('brings every sale, whole, whatever the pages do', async () => {
    const one = seed('B-1', { quantity: 1_000 });
    const bought = Array.from({ length: 230 }, () => hand().buy({ productId: one.productId, amount: 2 }));
    hand().moveSale(bought[0]!.saleCode, 'C');
    hand().cancelSale(bought[1]!.saleCode);
    sandbox.faults.add({ kind: 'duplicate-page', endpoint: SALE, count: 1 });
    sandbox.faults.add({ kind: 'unknown-word', endpoint: SALE, count: 3 });
    const packages = await collect(bench.connection.readOrders(lastDay()));
    expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(
      new Set(bought.map(({ saleCode }) => saleCode)),
    );
    expect(packages.find(({ packageId }) => packageId === bought[0]!.saleCode)?.status).toBe('shipped');
    const [sale] = await bench.connection.readOrdersByNumber([bought[2]!.saleCode, '1']);
    expect(sale).toMatchObject({
      status: 'new',
      totalE4: 2_998_000,
      currency: 'TRY',
      problem: null,
      lines: [{ stockCode: 'B-1', quantity: 2, unitPriceE4: 1_499_000 }],
    });
    expect(Math.abs(sale!.orderedAtMs - bench.clock.now())).toBeLessThan(3_600_000);
    expect((await bench.connection.readOrdersByNumber([bought[1]!.saleCode]))[0]?.status).toBe('cancelled');
  });

  it.each([
    ['rate-limit', 3],
    ['server-error', 2],
    ['html', 2],
    ['reset-before', 2],
    ['lost-answer', 2],
    ['garbage-json', 2],
    ['truncated-body', 2],
    ['duplicate-page', 2],
    ['overlapping-page', 4],
    ['wrong-total', 4],
  ] as const)('reads every listing and every sale in spite of %s', async (kind, count) => {
    const goods = Array.from({ length: 130 }, (_nothing, index) => seed(`B-${index}`, { quantity: 50 }));
    const bought = goods.map(({ productId }) => hand().buy({ productId, amount: 1 }).saleCode);
    for (const endpoint of [PRODUCT, SALE]) sandbox.faults.add({ kind, endpoint, count });
    const listings = await collect(bench.connection.readListings());
    expect(new Set(listings.map(({ externalId }) => externalId)).size).toBe(130);
    expect(listings.every(({ quantity }) => quantity === 49)).toBe(true);
    const packages = await collect(bench.connection.readOrders(lastDay()));
    expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(new Set(bought));
    expect(sandbox.faults.list().reduce((sum, { struck }) => sum + struck, 0)).toBeGreaterThan(1);
  });

  it('reports a shipment, cancels with a reason, and refuses both where the sale has moved on', async () => {
    const one = seed('B-1');
    const [first, second] = [1, 2].map(() => hand().buy({ productId: one.productId, amount: 1 }).saleCode);
    const action = (packageId: string) => ({
      packageId,
      orderNumber: packageId,
      lines: [],
      intent: recordIntent().intent,
    });
    const shipment = {
      carrier: 'Yurtiçi Kargo',
      trackingNumber: '123456789012',
      trackingLink: null,
      shippedAtMs: 0,
    };
    await bench.connection.reportShipment({ ...action(first!), ...shipment });
    expect(
      hand()
        .sales()
        .find(({ saleCode }) => saleCode === first),
    ).toMatchObject({ list: 'C', cargoCompany: 'yurtici', cargoCode: '123456789012' });
    const [reason] = await bench.connection.readCancelReasons();
    expect(reason).toEqual({ reasonId: '1', text: 'Ürün stokta kalmadı' });
    await bench.connection.cancelLines({ ...action(second!), reasonId: '1' });
    expect(
      hand()
        .sales()
        .find(({ saleCode }) => saleCode === second)?.statusText,
    ).toBe('İptal edildi');
    expect((await problemOf(bench.connection.cancelLines({ ...action(first!), reasonId: '1' }))).code).toBe(
      'order/wrong-state',
    );
    expect(
      (await bench.connection.readCargoCompanies(null)).map(({ cargoCompanyId }) => cargoCompanyId),
    ).toContain('yurtici');
  });

  it('shows a return, approves it, and tells what sales brought in', async () => {
    const one = seed('B-1');
    const codes = [1, 2].map(() => hand().buy({ productId: one.productId, amount: 1 }).saleCode);
    for (const code of codes) hand().moveSale(code, 'T');
    hand().returnSale(codes[0]!);
    const window = { fromMs: bench.clock.now() - 86_400_000, toMs: bench.clock.now() + 60_000 };
    const [back] = await collect(bench.connection.readReturns(window));
    expect(back).toMatchObject({ orderNumber: codes[0], status: 'waits-for-seller', actions: ['accept'] });
    const answer = {
      returnId: codes[0]!,
      returnLineIds: [codes[0]!],
      reasonId: null,
      text: '',
      files: [],
      intent: recordIntent().intent,
    };
    await bench.connection.answerReturn({ ...answer, answer: 'accept' });
    expect((await problemOf(bench.connection.answerReturn({ ...answer, answer: 'reject' }))).code).toBe(
      'channel/not-offered',
    );
    const settlements = await collect(bench.connection.readSettlements(window));
    expect(settlements).toMatchObject([
      { orderNumber: codes[1], amountE4: 1_499_000, commissionPercent: 12.5 },
    ]);
  });

  it('reads the category tree and what a leaf asks for', async () => {
    const categories = await collect(bench.connection.readCategories());
    expect(categories.find(({ categoryId }) => categoryId === 'gac')).toMatchObject({
      parentId: 'ga',
      leaf: true,
    });
    const attributes = await bench.connection.readAttributes('gac');
    expect(attributes.find(({ name }) => name === 'Marka')).toMatchObject({ required: true, variant: false });
    expect(attributes.filter(({ variant }) => variant).map(({ name }) => name)).toEqual(['Renk', 'Beden']);
  });

  it('creates a product once, however often it is asked, and changes its text without its stock', async () => {
    const create = () =>
      bench.connection.createListings([ggDraft()], { intent: recordIntent().intent, priority: 1 });
    await create();
    const again = await create();
    expect(hand().products()).toHaveLength(1);
    expect(again).toMatchObject({
      kind: 'refused',
      problem: { params: { happenedEn: expect.stringContaining('already has a product') } },
    });
    const [product] = hand().products();
    expect(product).toMatchObject({
      itemId: 'TS-100',
      total: 6,
      priceKurus: 19_990,
      marketKurus: 24_990,
      description: '<p>Pamuk & keten.</p>',
    });
    expect(bench.gated).toContainEqual({
      externalId: 'TS-100',
      quantity: 6,
      salePriceE4: 1_999_000,
      listPriceE4: 2_499_000,
    });
    hand().buy({ productId: product!.productId, amount: 2 });
    await bench.connection.updateContent(
      [ggDraft({ title: 'Yeni Başlık İĞÜ', quantity: 99, salePriceE4: 10_000 })],
      {
        intent: recordIntent().intent,
        priority: 1,
      },
    );
    expect(hand().product(product!.productId)).toMatchObject({
      title: 'Yeni Başlık İĞÜ',
      total: 6,
      sold: 2,
      priceKurus: 19_990,
    });
  });

  it('creates the variants of one product together', async () => {
    const axis = (size: string, valueId: string) => ({
      attributeId: 'axis:2',
      name: 'Beden',
      valueId,
      text: size,
      unit: null,
    });
    const color = { attributeId: 'axis:1', name: 'Renk', valueId: '100', text: 'Kırmızı', unit: null };
    const brand = ggDraft().attributes[0]!;
    const variants = [
      ggDraft({ stockCode: 'V-S', groupId: 'V', quantity: 2, attributes: [brand, color, axis('S', '200')] }),
      ggDraft({ stockCode: 'V-M', groupId: 'V', quantity: 3, attributes: [brand, color, axis('M', '201')] }),
    ];
    await bench.connection.createListings(variants, { intent: recordIntent().intent, priority: 1 });
    const [product] = hand().products();
    expect(product).toMatchObject({ itemId: 'V', total: 5 });
    expect(product!.variants.map(({ stockCode, total }) => [stockCode, total])).toEqual([
      ['V-S', 2],
      ['V-M', 3],
    ]);
  });

  it('ends, relists and deletes products, and names those that could not be', async () => {
    const one = seed('B-1');
    const options = () => ({ intent: recordIntent().intent, priority: 1 });
    const reportOf = async (result: Awaited<ReturnType<typeof bench.connection.archiveListings>>) =>
      result.kind === 'accepted'
        ? (await bench.connection.readBatch(result.batchId)).items.map(({ state }) => state)
        : result.kind;
    expect(await reportOf(await bench.connection.deleteListings([one.productId], options()))).toEqual([
      'failed',
    ]);
    expect(await reportOf(await bench.connection.archiveListings([one.productId], options()))).toEqual([
      'done',
    ]);
    expect(hand().product(one.productId)!.status).toBe('U');
    expect(await reportOf(await bench.connection.unarchiveListings([one.productId], options()))).toEqual([
      'done',
    ]);
    expect(hand().product(one.productId)!.status).toBe('A');
  });

  it('explains that new products ended in June 2022, and writes nothing after July', async () => {
    hand().setRules({ phase: 'no-new-listings' });
    const result = await bench.connection.createListings([ggDraft()], {
      intent: recordIntent().intent,
      priority: 1,
    });
    const report = result.kind === 'accepted' ? await bench.connection.readBatch(result.batchId) : null;
    expect(report?.items[0]?.problem).toMatchObject({
      code: 'channel/retired-endpoint',
      params: { happenedTr: expect.stringContaining('20 Haziran 2022') },
    });
    expect(hand().products()).toHaveLength(0);
  });

  it('never calls the real address: the marketplace is closed', async () => {
    const live = openGittigidiyor(null, { clock: bench.clock });
    const verdict = await live.connection.verifyCredentials();
    expect(verdict.endpoints.filter(({ outcome }) => outcome === 'works')).toEqual([]);
    expect((await problemOf(live.connection.readOffers(['1']))).code).toBe('channel/closed');
    expect(live.meters).toEqual([]);
    await live.close();
  });

  it('finds every fault of a draft at once, without asking anybody', () => {
    const faults = bench.connection.checkDraft(
      ggDraft({
        stockCode: '',
        title: '',
        barcode: '123',
        quantity: 0,
        salePriceE4: 0,
        images: [],
        fields: {},
      }),
      [],
    );
    expect(new Set(faults.map(({ field }) => field)).size).toBeGreaterThan(8);
    expect(bench.connection.checkDraft(ggDraft({ barcode: '' }), [])).toEqual([]);
  });
});
