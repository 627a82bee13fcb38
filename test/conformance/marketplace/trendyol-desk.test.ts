import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';
import type { PackageAction } from '#engine/marketplaces/kit/order-desk.ts';
import { loadState, saveState } from '../../../src-main/sandbox/trendyol/state.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import { openServices, type ServicesBench } from '../../support/trendyol-services.ts';

let services: ServicesBench;
beforeEach(async () => {
  services = await openServices();
  services.hand.seedListings(
    ['B1', 'B2', 'B3'].map((barcode) => ({
      barcode,
      quantity: 9_000,
      salePrice: 149.9,
      listPrice: 199.9,
      title: 'Şık Gömlek',
    })),
  );
});
afterEach(async () => {
  await services.close();
});

/** A package of these pieces, as the program would act on it. */
function order(...quantities: readonly number[]): PackageAction {
  const bought = services.hand.buy({
    lines: quantities.map((quantity, index) => ({ barcode: `B${index + 1}`, quantity })),
  });
  return {
    packageId: String(bought.packageId),
    orderNumber: bought.orderNumber,
    lines: bought.lines.map(({ lineId, quantity }) => ({ lineId: String(lineId), quantity })),
    intent: recordIntent().intent,
  };
}

/** Quantities by barcode of every package that stands for the order now. */
function standing({ orderNumber }: PackageAction): readonly (readonly string[])[] {
  return services.hand
    .packages()
    .filter((one) => one.orderNumber === orderNumber && one.status !== 'UnPacked')
    .map(({ status, lines }) => [status, ...lines.map(({ barcode, quantity }) => `${barcode}×${quantity}`)]);
}

/** How many pieces of each barcode stand in the order. */
function pieces(action: PackageAction): Readonly<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const text of standing(action).flatMap(([, ...lines]) => lines)) {
    const [barcode = '', quantity] = text.split('×');
    counted[barcode] = (counted[barcode] ?? 0) + Number(quantity);
  }
  return counted;
}

/** Every piece goes into one of up to three groups or stays; at least two of these hold something. */
function randomGroups({ lines }: PackageAction, random: SeededRandom) {
  for (;;) {
    const places: { lineId: string; quantity: number }[][] = [[], [], [], []];
    for (const { lineId, quantity } of lines)
      for (let piece = 0; piece < quantity; piece += 1)
        places[random.between(0, 3)]!.push({ lineId, quantity: 1 });
    if (places.filter((place) => place.length > 0).length > 1 && places[0]!.length > 0)
      return places.slice(0, 3).filter((place) => place.length > 0);
  }
}

/** The packages that these groups should become, the rest as the last, in the words of `standing`. */
function wantedPackages(action: PackageAction, groups: ReturnType<typeof randomGroups>): readonly string[] {
  const left = new Map(action.lines.map(({ lineId, quantity }) => [lineId, quantity]));
  for (const { lineId, quantity } of groups.flat()) left.set(lineId, left.get(lineId)! - quantity);
  const rest = [...left].map(([lineId, quantity]) => ({ lineId, quantity }));
  return [...groups, rest]
    .map((group) =>
      action.lines.flatMap(({ lineId }, index) => {
        const own = group.filter((piece) => piece.lineId === lineId);
        const quantity = own.reduce((sum, piece) => sum + piece.quantity, 0);
        return quantity > 0 ? [`B${index + 1}×${quantity}`] : [];
      }),
    )
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join(' '))
    .toSorted();
}

const packageOf = ({ packageId }: PackageAction) =>
  services.hand.packages().find((one) => String(one.packageId) === packageId)!;
const later = (action: PackageAction): PackageAction => ({ ...action, intent: recordIntent().intent });

describe('a package of Trendyol’s on the merchant’s desk', () => {
  it.each([
    ['one whole line', [[[0, 1]]], [['B1×1'], ['B2×3', 'B3×1']]],
    ['several whole lines', [[[0, 1]], [[1, 3]]], [['B1×1'], ['B2×3'], ['B3×1']]],
    ['all lines, each by itself', [[[0, 1]], [[1, 3]], [[2, 1]]], [['B1×1'], ['B2×3'], ['B3×1']]],
    ['pieces of a line', [[[1, 2]]], [['B2×2'], ['B1×1', 'B2×1', 'B3×1']]],
    [
      'pieces and lines together',
      [
        [
          [0, 1],
          [1, 1],
        ],
        [[1, 2]],
      ],
      [['B1×1', 'B2×1'], ['B2×2'], ['B3×1']],
    ],
  ] as const)('is split by %s, and no piece is lost or doubled', async (_name, groups, expected) => {
    const action = order(1, 3, 1);
    await services.connection.splitPackage!({
      ...action,
      groups: groups.map((group) =>
        group.map(([line, quantity]) => ({ lineId: action.lines[line]!.lineId, quantity })),
      ),
    });
    expect(standing(action)).toEqual(expected.map((lines) => ['Created', ...lines]));
  });

  it('of one line is split by quantity', async () => {
    const action = order(5);
    const { lineId } = action.lines[0]!;
    await services.connection.splitPackage!({ ...action, groups: [[{ lineId, quantity: 2 }]] });
    expect(standing(action)).toEqual([
      ['Created', 'B1×2'],
      ['Created', 'B1×3'],
    ]);
  });

  it('whose splitting was not answered may be split: it is told so, and asked for once', async () => {
    const action = order(2);
    services.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'package-quantity-split', count: 1 });
    const groups = [[{ lineId: action.lines[0]!.lineId, quantity: 1 }]];
    expect((await problemOf(services.connection.splitPackage!({ ...action, groups }))).code).toBe(
      'channel/outcome-unknown',
    );
    expect(standing(action)).toHaveLength(2);
    expect(services.sandbox.calls().filter(({ method }) => method === 'POST')).toHaveLength(1);
    const [one, other] = await services.connection
      .readOrdersByNumber([action.orderNumber])
      .then((packages) => packages.filter(({ status }) => status === 'new'));
    expect([one?.replaces, other?.replaces]).toEqual([[action.packageId], [action.packageId]]);
  });

  it('is not split into what it does not hold', async () => {
    const action = order(2);
    const { lineId } = action.lines[0]!;
    await expect(
      services.connection.splitPackage!({ ...action, groups: [[{ lineId, quantity: 3 }]] }),
    ).rejects.toThrow(RangeError);
    await expect(
      services.connection.splitPackage!({ ...action, groups: [[{ lineId, quantity: 2 }]] }),
    ).rejects.toThrow(RangeError);
  });

  it('is split in any way at all without losing or doubling a piece', async () => {
    const seed = Number(process.env['TEST_SEED'] ?? 1_126);
    const random = seededRandom(seed);
    for (let round = 1; round <= 40; round += 1) {
      const action = order(
        random.between(2, 4),
        ...Array.from({ length: random.between(0, 2) }, () => random.between(1, 4)),
      );
      const groups = randomGroups(action, random);
      const before = pieces(action);
      await services.connection.splitPackage!({ ...action, groups });
      const told = `seed ${seed}, round ${round}: ${JSON.stringify(groups)}`;
      expect(pieces(action), told).toEqual(before);
      const made = standing(action).map(([, ...lines]) => lines.toSorted().join(' '));
      expect(made.toSorted(), told).toEqual(wantedPackages(action, groups));
    }
  });

  it('loses what can’t be supplied, for a reason that Trendyol knows', async () => {
    const { connection } = services;
    const action = order(1, 2);
    const reasons = await connection.readCancelReasons!();
    expect(reasons.map(({ reasonId }) => reasonId)).toEqual(['500', '501', '502', '504', '505', '506']);
    expect((await problemOf(connection.cancelLines!({ ...action, reasonId: '503' }))).code).toBe(
      'input/invalid',
    );
    await connection.cancelLines!({
      ...action,
      lines: [{ ...action.lines[1]!, quantity: 1 }],
      reasonId: '500',
    });
    expect(standing(action)).toEqual([
      ['Created', 'B1×1', 'B2×1'],
      ['UnSupplied', 'B2×1'],
    ]);
  });

  it('changes its carrier, boxes, warehouse, day, labour and service', async () => {
    const { connection } = services;
    const action = order(2);
    expect(await connection.readCargoCompanies!(action.packageId)).toContainEqual({
      cargoCompanyId: 'ARASMP',
      name: 'Aras Kargo Marketplace',
    });
    await connection.changeCargo!({ ...later(action), cargoCompanyId: 'ARASMP' });
    await connection.reportBoxes!({ ...later(action), boxes: 2, desi: 4.5 });
    await connection.changeWarehouse!({ ...later(action), warehouseId: '12' });
    await connection.extendDispatch!({ ...later(action), days: 2 });
    await connection.reportLabourCost!({ ...later(action), amountE4: 125_000 });
    await connection.reportServiceDelivery!(later(action));
    expect(packageOf(action)).toMatchObject({
      cargo: 'Aras Kargo Marketplace',
      desk: {
        boxes: 2,
        deci: 4.5,
        warehouseId: 12,
        extendedDays: 2,
        byService: true,
        labour: { [action.lines[0]!.lineId]: 1_250 },
      },
    });
    expect((await problemOf(connection.extendDispatch!({ ...later(action), days: 4 }))).code).toBe(
      'input/invalid',
    );
    expect((await problemOf(connection.extendDispatch!({ ...later(action), days: 1 }))).code).toBe(
      'channel/request-refused',
    );
  });

  it('goes out by the seller’s own cargo and is delivered, or brought back', async () => {
    const { connection } = services;
    for (const [outcome, status] of [
      ['delivered', 'Delivered'],
      ['undelivered', 'Returned'],
    ] as const) {
      const action = order(1);
      const shipment = {
        ...later(action),
        carrier: 'Kendi aracımız',
        trackingNumber: '',
        trackingLink: null,
        shippedAtMs: 0,
      };
      expect((await problemOf(connection.reportShipment!(shipment))).code).toBe('input/invalid');
      await connection.reportShipment!({ ...shipment, trackingNumber: '0 (530) 111 22 33' });
      expect(packageOf(action)).toMatchObject({ status: 'Shipped', desk: { trackingInfo: '5301112233' } });
      await connection.reportDelivery!({ ...later(action), outcome, reason: '' });
      expect(packageOf(action).status).toBe(status);
    }
    const link = order(1);
    await connection.reportShipment!({
      ...link,
      carrier: 'x',
      trackingNumber: '1',
      trackingLink: 'https://example.com/t/1',
      shippedAtMs: 0,
    });
    expect(packageOf(link).desk.trackingInfo).toBe('https://example.com/t/1');
  });

  it('gets its invoice as a link or a file, once, and loses it again', async () => {
    const { connection, bench } = services;
    const action = order(1);
    const invoice = {
      number: 'ABC2026000000001',
      issuedAtMs: bench.clock.now() - 60_000,
      link: 'https://fatura.example.com/1.pdf',
      file: null,
    };
    await connection.sendInvoice!({ ...later(action), invoice });
    expect(packageOf(action).desk.invoice).toBe(invoice.link);
    expect((await problemOf(connection.sendInvoice!({ ...later(action), invoice }))).code).toBe(
      'order/wrong-state',
    );
    await connection.deleteInvoice!(later(action));
    expect(packageOf(action).desk.invoice).toBeUndefined();
    const bytes = new Uint8Array(Buffer.from('%PDF-1.7\r\n--x\r\n\r\nİ', 'utf8'));
    const file = { name: 'fatura ığ.pdf', mediaType: 'application/pdf', bytes };
    await connection.sendInvoice!({
      ...later(action),
      invoice: { ...invoice, number: 'E-42', link: null, file },
    });
    expect(packageOf(action).desk.invoice).toBe(`file:fatura ığ.pdf:${bytes.length}`);
    const bad = { ...invoice, link: null, file: { ...file, mediaType: 'text/plain' } };
    expect((await problemOf(connection.sendInvoice!({ ...later(action), invoice: bad }))).code).toBe(
      'input/invalid',
    );
    const { lineId } = action.lines[0]!;
    await connection.sendWarrantyDocument!({ ...later(action), lineId, file });
    expect(packageOf(action).desk.warranties).toEqual([Number(lineId)]);
  });

  it('gets its label in ZPL when it is being picked', async () => {
    const { connection } = services;
    const action = order(1);
    const of = {
      ...action,
      trackingNumber: String(packageOf(action).trackingNumber),
      format: 'zpl' as const,
    };
    expect((await problemOf(connection.readLabel!(of))).code).toBe('channel/request-refused');
    await connection.acknowledgeOrder!(later(action));
    const label = await connection.readLabel!(of);
    expect(label.format).toBe('zpl');
    expect(Buffer.from(label.bytes).toString()).toContain(`^FD${of.trackingNumber}`);
    expect((await problemOf(connection.readLabel!({ ...of, format: 'pdf' }))).code).toBe(
      'channel/not-offered',
    );
  });

  it('that is unknown is told as such, also where stage answers as if the key were wrong', async () => {
    for (const unknownPackageStatus of [404, 401] as const) {
      services.hand.setRules({ unknownPackageStatus });
      const action = { ...order(1), packageId: '42' };
      const { code } = await problemOf(services.connection.reportBoxes!({ ...action, boxes: 1, desi: 1 }));
      expect(['channel/not-found', 'channel/other-seller']).toContain(code);
      expect(code).not.toBe('channel/wrong-key');
    }
  });
});

describe('what comes after a sale on Trendyol', () => {
  function delivered(...quantities: readonly number[]): PackageAction {
    const action = order(...quantities);
    services.hand.setPackageStatus(Number(action.packageId), 'Delivered');
    return action;
  }
  const lately = () => ({
    fromMs: services.bench.clock.now() - 86_400_000,
    toMs: services.bench.clock.now() + 60_000,
  });

  it('is a return that waits for the seller, with the hour by which he must have answered', async () => {
    const { connection, hand } = services;
    const action = delivered(2, 1);
    const claim = hand.returnGoods({
      orderNumber: action.orderNumber,
      pieces: [{ lineId: Number(action.lines[0]!.lineId), quantity: 2 }],
      reason: 'Beden uymadı',
    });
    expect((await collect(connection.readReturns!(lately())))[0]).toMatchObject({
      status: 'requested',
      actions: [],
      answerByMs: null,
    });
    hand.setClaimStatus(claim.claimId, 'WaitingInAction');
    const since = claim.items[0]!.history.at(-1)!.atMs;
    for (const claimDates of ['last-change', 'creation'] as const) {
      hand.setRules({ claimDates });
      const [waiting, ...others] = await collect(connection.readReturns!(lately()));
      expect(others).toEqual([]);
      expect(waiting).toMatchObject({
        returnId: claim.claimId,
        orderNumber: action.orderNumber,
        packageId: action.packageId,
        status: 'waits-for-seller',
        actions: ['accept', 'reject'],
        answerByMs: since + 48 * 3_600_000,
      });
      expect(
        waiting!.lines.map(({ barcode, quantity, unitPriceE4, reason }) => [
          barcode,
          quantity,
          unitPriceE4,
          reason,
        ]),
      ).toEqual([
        ['B1', 1, 1_499_000, 'Beden uymadı'],
        ['B1', 1, 1_499_000, 'Beden uymadı'],
      ]);
    }
  });

  it('is accepted piece by piece, or rejected with a reason and proof', async () => {
    const { connection, hand } = services;
    const action = delivered(2);
    const claim = hand.returnGoods({ orderNumber: action.orderNumber });
    hand.setClaimStatus(claim.claimId, 'WaitingInAction');
    const [first, second] = claim.items.map(({ claimItemId }) => claimItemId);
    const answer = { returnId: claim.claimId, reasonId: null, text: '', files: [] };
    await connection.answerReturn!({
      ...answer,
      returnLineIds: [first!],
      answer: 'accept',
      intent: recordIntent().intent,
    });
    const reasons = await connection.readReturnReasons!();
    expect(reasons.map(({ reasonId }) => reasonId)).toContain('201');
    const rejection = {
      ...answer,
      returnLineIds: [second!],
      answer: 'reject' as const,
      reasonId: '201',
      text: 'Ürün bizim değil; ışığı bozuk.',
    };
    expect(
      (await problemOf(connection.answerReturn!({ ...rejection, intent: recordIntent().intent }))).code,
    ).toBe('input/invalid');
    const files = [{ name: 'kanıt.jpg', mediaType: 'image/jpeg', bytes: new Uint8Array([255, 216, 255]) }];
    await connection.answerReturn!({ ...rejection, files, intent: recordIntent().intent });
    expect(claim.items.map(({ status }) => status)).toEqual(['Accepted', 'Unresolved']);
    const again = { ...rejection, files, intent: recordIntent().intent };
    expect((await problemOf(connection.answerReturn!(again))).code).toBe('channel/request-refused');
  });

  it('is answered as fast as five a minute allow, and never refused for haste', async () => {
    const { connection, hand, bench } = services;
    for (let count = 0; count < 7; count += 1) {
      const claim = hand.returnGoods({ orderNumber: delivered(1).orderNumber });
      hand.setClaimStatus(claim.claimId, 'WaitingInAction');
      const returnLineIds = claim.items.map(({ claimItemId }) => claimItemId);
      const answer = { returnId: claim.claimId, returnLineIds, reasonId: null, text: '', files: [] };
      await connection.answerReturn!({ ...answer, answer: 'accept', intent: recordIntent().intent });
    }
    expect(hand.claims().flatMap(({ items }) => items.map(({ status }) => status))).toEqual(
      Array(7).fill('Accepted'),
    );
    expect(bench.meters.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('without any returns is an empty list, also where stage says 404', async () => {
    for (const noClaims of ['empty-page', 'status-404'] as const) {
      services.hand.setRules({ noClaims });
      expect(await collect(services.connection.readReturns!(lately()))).toEqual([]);
    }
  });

  it('is a return that the seller opens himself', async () => {
    const { connection, hand } = services;
    const action = delivered(1);
    const lines = [{ barcode: 'B1', quantity: 1, reasonId: '401', customerNote: 'Vazgeçti' }];
    const made = await connection.createReturn!({ ...later(action), cargoCompanyId: 'YKMP', lines });
    expect(hand.claims()).toMatchObject([{ claimId: made.returnId, orderNumber: action.orderNumber }]);
    expect(made.trackingNumber).toBe(String(hand.claims()[0]!.trackingNumber));
  });

  it('is a customer’s question that gets an answer, and waits again when moderators refuse it', async () => {
    const { connection, hand } = services;
    const { questionId } = hand.ask('B1', 'Ölçüsü kaç santim, İzmir’e gelir mi?');
    const read = async () => (await collect(connection.readQuestions!(lately())))[0]!;
    expect(await read()).toMatchObject({
      questionId: String(questionId),
      state: 'waiting',
      text: 'Ölçüsü kaç santim, İzmir’e gelir mi?',
      answer: null,
    });
    const answer = { questionId: String(questionId), text: 'kısa', intent: recordIntent().intent };
    expect((await problemOf(connection.answerQuestion!(answer))).code).toBe('input/invalid');
    await connection.answerQuestion!({ ...answer, text: 'Boyu 70 santim, İzmir’e üç günde gelir.' });
    expect(await read()).toMatchObject({
      state: 'answered',
      answer: 'Boyu 70 santim, İzmir’e üç günde gelir.',
    });
    hand.refuseAnswer(questionId, 'Kişisel bilgi');
    expect(await read()).toMatchObject({ state: 'waiting', answer: null });
  });

  it('is money: sale and commission, discount, return and cargo add up to what Trendyol says', async () => {
    const { connection, hand } = services;
    const bought = hand.buy({ lines: [{ barcode: 'B1', quantity: 2, discountPercentage: 10 }] });
    hand.setPackageStatus(bought.packageId, 'Delivered');
    const entries = await collect(connection.readSettlements!(lately()));
    expect(entries.map(({ kind, amountE4 }) => [kind, amountE4])).toEqual([
      ['sale', 2_998_000],
      ['commission', -644_600],
      ['discount', -299_800],
      ['commission', 64_500],
      ['cargo', -84_900 * 10],
    ]);
    expect(new Set(entries.map(({ entryId }) => entryId)).size).toBe(entries.length);
    expect(entries[0]).toMatchObject({
      orderNumber: bought.orderNumber,
      packageId: String(bought.packageId),
      barcode: 'B1',
      commissionPercent: 21.5,
      currency: 'TRY',
    });
    expect(entries.at(-1)).toMatchObject({
      orderNumber: bought.orderNumber,
      description: 'Gönderi Kargo Bedeli, 1 desi',
    });
    expect(services.bench.meters.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('is still there when the sandbox starts anew from its file', () => {
    const { hand } = services;
    const action = delivered(1);
    hand.returnGoods({ orderNumber: action.orderNumber });
    hand.ask('B1', 'Kargo ücretsiz mi?');
    const kept: unknown = JSON.parse(JSON.stringify(services.sandbox.marketplaces.trendyol.save()));
    const loaded = loadState(kept)!;
    expect(loaded.claims.size).toBe(1);
    expect(loaded.questions.size).toBe(1);
    expect(JSON.parse(JSON.stringify(saveState(loaded)))).toEqual(kept);
  });
});
