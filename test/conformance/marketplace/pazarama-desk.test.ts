import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReturnAnswer } from '#engine/marketplaces/kit/after-sales.ts';
import type { BatchReport, MarketplacePackage, SubmitResult } from '#engine/marketplaces/kit/port.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import { rehearseWrites } from '#engine/sessions/rehearse-writes.ts';
import { pazarama } from '#engine/marketplaces/pazarama/adapter.ts';
import { openPazarama, PAZARAMA_CREDENTIALS, type PazaramaTestWorld } from './pazarama-world.ts';

let world: PazaramaTestWorld;
beforeEach(async () => {
  world = await openPazarama();
});
afterEach(async () => {
  await world.close();
});

const DAY_MS = 86_400_000;
const nothing = (): void => undefined;
const quiet = { logger: { debug: nothing, info: nothing, warn: nothing, error: nothing } };

function seed(...codes: readonly string[]): void {
  world.hand.seedListings(codes.map((code) => ({ code, quantity: 20, salePrice: 149.9, listPrice: 199.9 })));
}

function buy(...codes: readonly string[]): number {
  return world.hand.buy({ lines: codes.map((code) => ({ code, quantity: 2 })) }).orderNumber;
}

async function read(orderNumber: number): Promise<MarketplacePackage> {
  const [order] = await world.connection.readOrdersByNumber([String(orderNumber)]);
  return order!;
}

function actionOn(order: MarketplacePackage, lines = order.lines) {
  const recorded = recordIntent();
  const { packageId, orderNumber } = order;
  const named = lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  return { packageId, orderNumber, lines: named, ...recorded };
}

const parcel = { trackingNumber: 'TR-1', trackingLink: 'https://kargo.example/TR-1', shippedAtMs: 0 };
const statuses = (orderNumber: number) => world.hand.order(orderNumber)!.items.map(({ status }) => status);
const calls = (endpoint: string) => world.sandbox.calls().filter((call) => call.endpoint === endpoint).length;

async function settled(submitted: SubmitResult | Promise<SubmitResult>): Promise<BatchReport> {
  const result = await submitted;
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  for (let tries = 0; tries < 200; tries += 1) {
    const report = await world.connection.readBatch(result.batchId);
    if (report.final) return report;
    await world.clock.sleep(1_000);
  }
  throw new Error('it was never final');
}
const writing = () => ({ intent: recordIntent().intent, priority: 1 });

describe('an order on its way through Pazarama', () => {
  beforeEach(() => seed('B-1', 'B-2'));

  it('is accepted with one call for all of its lines', async () => {
    const orderNumber = buy('B-1', 'B-2');
    const action = actionOn(await read(orderNumber));
    await world.connection.acknowledgeOrder!(action);
    expect(statuses(orderNumber)).toEqual(['preparing', 'preparing']);
    expect((await read(orderNumber)).status).toBe('picking');
    expect([calls('order-status'), calls('order-item-status')]).toEqual([1, 0]);
    expect(action.steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
  });

  it('is accepted line by line where one of them was cancelled meanwhile, and that one stays cancelled', async () => {
    const orderNumber = buy('B-1', 'B-2');
    const order = await read(orderNumber);
    world.hand.cancel(orderNumber, [order.lines[0]!.lineId]);
    await world.connection.acknowledgeOrder!(actionOn(order));
    expect(statuses(orderNumber)).toEqual(['cancelled', 'preparing']);
    expect([calls('order-status'), calls('order-item-status')]).toEqual([0, 1]);
  });

  it('is not accepted twice, nor when all of it was cancelled', async () => {
    const orderNumber = buy('B-1');
    const order = await read(orderNumber);
    await world.connection.acknowledgeOrder!(actionOn(order));
    await world.connection.acknowledgeOrder!(actionOn(order));
    expect(calls('order-status')).toBe(1);
    const other = buy('B-2');
    const gone = await read(other);
    world.hand.cancel(other);
    const { code, params } = await problemOf(world.connection.acknowledgeOrder!(actionOn(gone)));
    expect(code).toBe('order/wrong-state');
    expect(params['happenedTr']).toMatch(/kalem/);
  });

  it('is accepted before it is shipped, because Pazarama takes nothing else after “received”', async () => {
    const orderNumber = buy('B-1', 'B-2');
    const action = actionOn(await read(orderNumber));
    await world.connection.reportShipment!({ ...action, ...parcel, carrier: 'yurtiçi' });
    expect(statuses(orderNumber)).toEqual(['shipped', 'shipped']);
    const shown = await read(orderNumber);
    expect(shown).toMatchObject({
      status: 'shipped',
      cargo: {
        provider: 'Yurtiçi Kargo',
        trackingNumber: 'TR-1',
        trackingLink: 'https://kargo.example/TR-1',
      },
    });
    // One act to whoever planned it: durable before its first byte, answered after its last.
    expect(action.steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
    await world.connection.reportShipment!({ ...actionOn(shown), ...parcel, carrier: 'Yurtiçi Kargo' });
    expect(calls('order-item-status')).toBe(2);
  });

  it('is of unknown outcome when the answer to one of its steps is lost', async () => {
    const orderNumber = buy('B-1', 'B-2');
    const action = actionOn(await read(orderNumber));
    world.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'order-item-status', count: 1 });
    const { code } = await problemOf(
      world.connection.reportShipment!({ ...action, ...parcel, carrier: 'MNG' }),
    );
    expect(code).toBe('channel/outcome-unknown');
    expect(action.steps.map(({ step }) => step)).toEqual(['before-send', 'outcome-unknown']);
    expect(statuses(orderNumber)).toEqual(['shipped', 'preparing']);
    await world.connection.reportShipment!({
      ...actionOn(await read(orderNumber)),
      ...parcel,
      carrier: 'MNG',
    });
    expect(statuses(orderNumber)).toEqual(['shipped', 'shipped']);
  });

  it('is not shipped with a carrier that the seller does not have, and the ones there are are named', async () => {
    const orderNumber = buy('B-1');
    const action = actionOn(await read(orderNumber));
    const { code, params } = await problemOf(
      world.connection.reportShipment!({ ...action, ...parcel, carrier: 'Güvercin' }),
    );
    expect(code).toBe('input/invalid');
    expect(params['actionTr']).toContain('Yurtiçi Kargo, MNG, Aras Kargo');
    expect([statuses(orderNumber), action.steps]).toEqual([['received'], []]);
  });

  it('loses the lines that can’t be had, each as a whole', async () => {
    const orderNumber = buy('B-1', 'B-2');
    const order = await read(orderNumber);
    const [first] = order.lines;
    const part = { ...actionOn(order), lines: [{ lineId: first!.lineId, quantity: 1 }], reasonId: '13' };
    expect((await problemOf(world.connection.cancelLines!(part))).code).toBe('order/wrong-state');
    await world.connection.cancelLines!({ ...actionOn(order, [first!]), reasonId: '13' });
    const after = await read(orderNumber);
    expect(after.lines.map(({ status }) => status)).toEqual(['unsupplied', 'new']);
    // What is left speaks for the order.
    expect(after.status).toBe('new');
  });

  it('goes on while its customer asks to cancel, and ends when the seller agrees', async () => {
    const orderNumber = buy('B-1');
    await world.connection.acknowledgeOrder!(actionOn(await read(orderNumber)));
    world.hand.cancel(orderNumber);
    expect(await read(orderNumber)).toMatchObject({ status: 'picking', rawStatus: '18' });
    const [claim] = await collect(world.connection.readReturns!(lastDay()));
    expect(claim).toMatchObject({
      orderNumber: String(orderNumber),
      status: 'waits-for-seller',
      actions: ['accept', 'reject'],
    });
    expect(claim!.returnId).toMatch(/^cancel:/);
    await world.connection.answerReturn!(answerTo(claim!.returnId, { answer: 'accept' }));
    expect((await read(orderNumber)).status).toBe('cancelled');
  });

  it('gets the link of its invoice by Pazarama’s own id of it', async () => {
    const orderNumber = buy('B-1');
    const order = await read(orderNumber);
    const invoice = { number: 'ABC2026000000001', issuedAtMs: 0, file: null };
    const link = 'https://fatura.example/1.pdf';
    await world.connection.sendInvoice!({ ...actionOn(order), invoice: { ...invoice, link } });
    expect([...world.hand.invoices()]).toEqual([[world.hand.order(orderNumber)!.orderId, link]]);
    const file = { name: '1.pdf', mediaType: 'application/pdf', bytes: new Uint8Array([1]) };
    const sent = world.connection.sendInvoice!({
      ...actionOn(order),
      invoice: { ...invoice, link: null, file },
    });
    expect((await problemOf(sent)).code).toBe('channel/not-offered');
  });
});

function lastDay() {
  const now = world.clock.now();
  return { fromMs: now - DAY_MS, toMs: now + 60_000 };
}

function answerTo(returnId: string, wish: Partial<ReturnAnswer>): ReturnAnswer {
  const { intent } = recordIntent();
  const nothing = { reasonId: null, text: '', files: [] };
  return { returnId, returnLineIds: [returnId], answer: 'reject', ...nothing, intent, ...wish };
}

describe('a return on Pazarama', () => {
  it('is rejected with a reason, words and a picture, and never without', async () => {
    seed('B-1');
    const orderNumber = buy('B-1');
    world.hand.setItemStatus(orderNumber, 'delivered');
    const { orderItemId } = world.hand.order(orderNumber)!.items[0]!;
    world.hand.askForReturn(orderNumber, { orderItemId });
    // The goods are still with the customer.
    expect((await read(orderNumber)).status).toBe('delivered');
    const [claim] = await collect(world.connection.readReturns!(lastDay()));
    expect(claim).toMatchObject({ lines: [{ barcode: 'B-1', quantity: 2, unitPriceE4: 1_499_000 }] });
    expect(Math.abs(claim!.createdAtMs - world.clock.now())).toBeLessThan(600_000);
    const id = claim!.returnId;
    const picture = { name: 'urun.png', mediaType: 'image/png', bytes: new Uint8Array([1, 2, 3]) };
    const whole = { reasonId: '5', text: 'Ürün kullanılmış', files: [picture] };
    for (const lacking of [{ reasonId: null }, { text: ' ' }, { files: [] }, { reasonId: '99' }])
      expect(
        (await problemOf(world.connection.answerReturn!(answerTo(id, { ...whole, ...lacking })))).code,
      ).toBe('input/invalid');
    expect(calls('return-answer')).toBe(0);
    await world.connection.answerReturn!(answerTo(id, whole));
    expect(world.hand.claims()).toMatchObject([{ status: 3, rejectType: 5, pictures: 1 }]);
    const [after] = await collect(world.connection.readReturns!(lastDay()));
    expect(after).toMatchObject({ status: 'disputed', actions: [] });
  });
});

describe('stock and prices on Pazarama', () => {
  it('go by two services, each with its own figures, ten seconds apart', async () => {
    seed('B-1', 'B-2');
    const report = await settled(
      world.connection.updateStockAndPrice(
        [
          { externalId: 'B-1', quantity: 3, salePriceE4: 1_299_000, listPriceE4: null },
          { externalId: 'B-2', quantity: 4, salePriceE4: null, listPriceE4: null },
        ],
        writing(),
      ),
    );
    expect(report.items.map(({ externalId, state }) => [externalId, state])).toEqual([
      ['B-1', 'done'],
      ['B-2', 'done'],
    ]);
    // Without a list price of its own the sale price stands in both fields.
    expect(world.shelf('B-1')).toEqual({ quantity: 3, salePriceE4: 1_299_000, listPriceE4: 1_299_000 });
    expect(world.shelf('B-2')).toEqual({ quantity: 4, salePriceE4: 1_499_000, listPriceE4: 1_999_000 });
    expect(world.meters.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('tell of a price that waits for approval that the old one stands, though its stock was taken', async () => {
    seed('B-1');
    const report = await settled(
      world.connection.updateStockAndPrice(
        [{ externalId: 'B-1', quantity: 3, salePriceE4: 300_000, listPriceE4: 1_999_000 }],
        writing(),
      ),
    );
    expect(report.items).toMatchObject([{ externalId: 'B-1', state: 'failed' }]);
    expect(report.items[0]!.problem!.params['meansTr']).toBe('Onaylanana kadar eski fiyat geçerli.');
    expect(world.shelf('B-1')).toMatchObject({ quantity: 3, salePriceE4: 1_499_000 });
  });

  it.each(['flat', 'nested'] as const)('are told of by results that are %s', async (results) => {
    seed('B-1');
    world.hand.setRules({ results });
    const items = [{ externalId: 'B-1', quantity: 3, salePriceE4: null, listPriceE4: null }];
    const report = await settled(world.connection.updateStockAndPrice(items, writing()));
    expect(report.items).toMatchObject([{ externalId: 'B-1', state: 'done' }]);
  });

  it('are taken off sale and put back, which the list shows', async () => {
    seed('B-1', 'B-2');
    const gone = await settled(world.connection.archiveListings!(['B-1', 'B-9'], writing()));
    expect(gone.items.map(({ state }) => state)).toEqual(['done', 'failed']);
    const states = async () =>
      (await collect(world.connection.readListings())).map(({ externalId, state }) => [externalId, state]);
    expect(await states()).toEqual([
      ['B-1', 'archived'],
      ['B-2', 'on-sale'],
    ]);
    await settled(world.connection.unarchiveListings!(['B-1'], writing()));
    expect((await states())[0]).toEqual(['B-1', 'on-sale']);
  });
});

describe('the account at Pazarama', () => {
  it('is the seller’s, whatever key it is reached by, as the answer about questions tells', async () => {
    const { account, endpoints } = await world.connection.verifyCredentials();
    expect(account).toMatch(/^[0-9a-f-]{36}$/);
    expect(endpoints.filter(({ outcome }) => outcome === 'works').map(({ endpoint }) => endpoint)).toEqual([
      'products',
      'orders',
      'seller-delivery',
      'questions',
    ]);
  });

  it('goes by the key’s own name where that can’t be asked, and works without it', async () => {
    world.sandbox.faults.add({ kind: 'server-error', endpoint: 'questions' });
    const { account, endpoints } = await world.connection.verifyCredentials();
    expect(account).toBe(PAZARAMA_CREDENTIALS.clientId);
    const failed = endpoints.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toMatchObject([{ endpoint: 'questions', optional: true }]);
  });
});

describe('a rehearsal', () => {
  it('shows both requests of stock and price, and every step of a shipment, and sends none of them', async () => {
    seed('B-1');
    const orderNumber = buy('B-1');
    const order = await read(orderNumber);
    const shown = async (run: (connection: typeof world.connection) => Promise<unknown>) =>
      (
        await rehearseWrites(world.bench.gateway, pazarama.manifest, (gateway) =>
          run(pazarama.connect({ ...quiet, credentials: PAZARAMA_CREDENTIALS, clock: world.clock, gateway })),
        )
      ).map(({ sealed }) => sealed.endpoint);
    const items = [{ externalId: 'B-1', quantity: 1, salePriceE4: 1_299_000, listPriceE4: 1_299_000 }];
    expect(await shown((connection) => connection.updateStockAndPrice(items, writing()))).toEqual([
      'stock-update',
      'price-update',
    ]);
    const shipment = { ...actionOn(order), ...parcel, carrier: 'MNG' };
    expect(await shown((connection) => connection.reportShipment!(shipment))).toEqual([
      'order-status',
      'order-item-status',
    ]);
    expect([calls('stock-update'), calls('order-status'), statuses(orderNumber)]).toEqual([
      0,
      0,
      ['received'],
    ]);
  });
});

describe('the lists of Pazarama', () => {
  it('are asked by name for what was created: by barcode, else by stock code, waiting or approved', async () => {
    seed('B-1', 'B-2');
    world.hand.seedListings([{ code: 'STOK-9', state: 'waiting' }]);
    const found = await world.connection.findListings!([
      { barcode: 'B-2', stockCode: 'STOK-2' },
      { barcode: 'B-9', stockCode: 'STOK-9' },
      { barcode: 'B-8', stockCode: '' },
    ]);
    expect(found.map(({ externalId, state }) => [externalId, state])).toEqual([
      ['B-2', 'on-sale'],
      ['STOK-9', 'waiting-approval'],
    ]);
  });

  it('are read the older way, too: one service with a flag and pages', async () => {
    world.hand.setRules({ lists: 'flagged' });
    seed(...Array.from({ length: 230 }, (_nothing, index) => `B-${index}`));
    world.hand.seedListings([{ code: 'B-new', state: 'waiting' }]);
    const listings = await collect(world.connection.readListings());
    expect(new Set(listings.map(({ externalId }) => externalId)).size).toBe(231);
    expect(listings.find(({ externalId }) => externalId === 'B-new')?.state).toBe('waiting-approval');
    expect(await world.connection.readOffers(['B-7', 'B-new'])).toHaveLength(2);
  });

  it('bring an order’s change however old it is: a month of orders is read anew each time', async () => {
    seed('B-1');
    const { orderNumber } = world.hand.buy({
      lines: [{ code: 'B-1', quantity: 1 }],
      orderedMs: world.clock.now() - 29 * DAY_MS,
    });
    const now = world.clock.now();
    const window = { fromMs: now - 3_600_000, toMs: now + 60_000, by: 'stream' as const };
    await collect(world.connection.readOrders(window));
    world.hand.cancel(orderNumber);
    const again = { ...window, toMs: world.clock.now() + 60_000 };
    const [order] = await collect(world.connection.readOrders(again));
    expect(order).toMatchObject({ orderNumber: String(orderNumber), status: 'cancelled' });
  });

  it('give an order by its number beside dates where the number alone is refused', async () => {
    seed('B-1');
    world.hand.setRules({ numberAlone: 'refused' });
    const orderNumber = buy('B-1');
    expect((await read(orderNumber)).orderNumber).toBe(String(orderNumber));
  });

  it.each(['wrapped', 'plain'] as const)(
    'open with a token that comes %s, and with a new one when it ends',
    async (token) => {
      world.hand.setRules({ token });
      seed('B-1');
      expect(await world.connection.readOffers(['B-1'])).toHaveLength(1);
      world.hand.endTokens();
      expect(await world.connection.readOffers(['B-1'])).toHaveLength(1);
      expect(calls('token')).toBe(2);
    },
  );
});
