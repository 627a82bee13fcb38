import { call } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OrderDetail, OrderPage } from '#contract/orders.ts';
import { listingOffersByExternalId } from '#engine/cache/tables/listing-offer.ts';
import { findInboxRow } from '#engine/cache/tables/inbox.ts';
import { findSalesOrderByNumber, type SalesOrderRow } from '#engine/cache/tables/sales-order.ts';
import { ledgerRows } from '#engine/cache/tables/stock-ledger.ts';
import { writeStoreRow, readStoreRow } from '#engine/cache/tables/store.ts';
import { ordersHandlers } from '#engine/handlers/orders.ts';
import { takeIn } from '#engine/orders/take-in.ts';
import { openPackage } from '#engine/orders/sealed-package.ts';
import { anotherSandbox, openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

let harness: Harness;
let goods: readonly Goods[];
let channelId: string;

beforeEach(async () => {
  harness = await openHarness({ seed: 'orders' });
  goods = await plainGoods(harness, 4);
  list(harness.sandbox, goods);
  channelId = harness.addChannel('Trendyol');
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  await harness.sync();
});
afterEach(async () => {
  await harness.stop();
});

const one = (): Goods => goods[0]!;
const stockOf = (each: Goods): number => harness.shop.quantityOf(each.variantId);

function buy(quantity: number, each = one()): { orderNumber: string; packageId: number; lineId: number } {
  const made = harness.sandbox.trendyol.buy({ lines: [{ barcode: each.barcode, quantity }] });
  return { orderNumber: made.orderNumber, packageId: made.packageId, lineId: made.lines[0]!.lineId };
}

function known(orderNumber: string): SalesOrderRow {
  const order = findSalesOrderByNumber(harness.context.database, channelId, orderNumber);
  if (!order) throw new RangeError(`order not known: ${orderNumber}`);
  return order;
}

function shopOrders(orderNumber: string): number {
  return harness.shop.orders().filter((order) => order.orderNumber === orderNumber).length;
}

describe('an order', () => {
  it('seen twice changes stock once, and stands in the shop once with its total to the kuruş', async () => {
    const { orderNumber } = buy(2);
    const first = await harness.sync();
    expect(first.result?.channels['Trendyol']).toMatchObject({ ordersSeen: 1, ordersImported: 1 });
    expect(stockOf(one())).toBe(one().quantity - 2);
    const second = await harness.sync();
    expect(second.result?.channels['Trendyol']).toMatchObject({ ordersSeen: 1, ordersImported: 0 });
    expect(stockOf(one())).toBe(one().quantity - 2);
    expect(shopOrders(orderNumber)).toBe(1);
    const order = known(orderNumber);
    expect(order.importState).toBe('imported');
    expect(harness.shop.orders().find((each) => each.orderNumber === orderNumber)?.totalE4).toBe(
      order.totalE4,
    );
    // What the channel shows is what is left: the sale was taken off once, not twice.
    expect(harness.sandbox.trendyol.listing(one().barcode)?.quantity).toBe(one().quantity - 2);
  });

  it('lowers the other channel at once, also when only the channel that sold it is asked', async () => {
    const other = await anotherSandbox(harness, 'other');
    try {
      list(other, goods);
      const second = harness.addChannel('İkinci', { at: other });
      await harness.sync({ what: 'pull' });
      harness.linkCertain(second);
      await harness.sync();
      buy(3);
      await harness.sync({ what: 'orders', channelId });
      expect(other.trendyol.listing(one().barcode)?.quantity).toBe(one().quantity - 3);
    } finally {
      await other.stop();
    }
  });

  it('that is cancelled gives its stock back once, in the shop and on the channel', async () => {
    const { orderNumber, packageId } = buy(2);
    await harness.sync();
    harness.sandbox.trendyol.cancel(packageId);
    await harness.sync();
    await harness.sync();
    expect(stockOf(one())).toBe(one().quantity);
    expect(known(orderNumber).importState).toBe('cancelled');
    expect(harness.sandbox.trendyol.listing(one().barcode)?.quantity).toBe(one().quantity);
  });

  it.each(['unpacked-with-cancelled-package', 'unpacked-remainder-only', 'cancelled-original'] as const)(
    'that is cancelled in part keeps exactly the rest (marketplace answers with %s)',
    async (partialCancel) => {
      harness.sandbox.trendyol.setRules({ partialCancel });
      const { orderNumber, packageId, lineId } = buy(4);
      await harness.sync();
      harness.sandbox.trendyol.cancel(packageId, [{ lineId, quantity: 1 }]);
      await harness.sync();
      expect(stockOf(one())).toBe(one().quantity - 3);
      expect(shopOrders(orderNumber)).toBe(1);
      expect(known(orderNumber).importState).toBe('imported');
    },
  );

  it('that is split into parcels takes no more stock than before', async () => {
    const { orderNumber, packageId, lineId } = buy(3);
    await harness.sync();
    harness.sandbox.trendyol.splitPackage(packageId, [[{ lineId, quantity: 1 }]]);
    await harness.sync();
    expect(stockOf(one())).toBe(one().quantity - 3);
    expect(shopOrders(orderNumber)).toBe(1);
    expect(known(orderNumber).problem).toBeNull();
  });

  it('that still awaits its payment only reserves: nothing is written, but nobody else gets it', async () => {
    const made = harness.sandbox.trendyol.buy({
      lines: [{ barcode: one().barcode, quantity: 2 }],
      status: 'Awaiting',
    });
    await harness.sync();
    expect(known(made.orderNumber).importState).toBe('reserved');
    expect(shopOrders(made.orderNumber)).toBe(0);
    expect(stockOf(one())).toBe(one().quantity);
    expect(harness.sandbox.trendyol.listing(one().barcode)?.quantity).toBe(one().quantity - 2);
    harness.sandbox.trendyol.setPackageStatus(made.packageId, 'Created');
    await harness.sync();
    expect(known(made.orderNumber).importState).toBe('imported');
    expect(stockOf(one())).toBe(one().quantity - 2);
  });

  it('of something that the shop does not have is written all the same, and is shown as unmatched', async () => {
    const made = harness.sandbox.trendyol.buy({
      lines: [
        { barcode: one().barcode, quantity: 1 },
        { barcode: 'YABANCI-1', quantity: 1, price: 50, title: 'Bilinmeyen ürün' },
      ],
      oversell: 'allowed',
    });
    await harness.sync();
    const order = known(made.orderNumber);
    expect(order.importState).toBe('imported');
    const detail = OrderDetail.parse(
      await call(ordersHandlers.detail, { orderId: order.orderId }, { context: harness.context }),
    );
    expect(detail.row.unmatchedLines).toBe(1);
    expect(detail.lines.find((line) => line.barcode === 'YABANCI-1')?.variantId).toBeNull();
    expect(stockOf(one())).toBe(one().quantity - 1);
  });

  it('waits as reserved while the shop can not be reached, and only lower stock is sent meanwhile', async () => {
    const row = readStoreRow(harness.context.database)!;
    const unreachable = {
      kind: 'mysql',
      host: '127.0.0.1',
      port: 9,
      user: 'u',
      database: 'd',
      prefix: null,
      acceptPlaintext: true,
      certificateAuthority: null,
    } as const;
    const { orderNumber } = buy(2);
    harness.sandbox.trendyol.seedListings([{ barcode: goods[1]!.barcode, quantity: 1 }]);
    writeStoreRow(harness.context.database, { ...row, connection: unreachable });
    await harness.context.store.reset();
    const { job } = await harness.sync({ what: 'everything' });
    expect(job.state).toBe('done-with-failures');
    expect(known(orderNumber).importState).toBe('waiting');
    expect(harness.sandbox.trendyol.listing(one().barcode)?.quantity).toBe(one().quantity - 2);
    expect(harness.sandbox.trendyol.listing(goods[1]!.barcode)?.quantity).toBe(1);
    writeStoreRow(harness.context.database, row);
    await harness.context.store.reset();
    await harness.sync();
    expect(known(orderNumber).importState).toBe('imported');
    expect(stockOf(one())).toBe(one().quantity - 2);
  });

  it('is written once when the program dies right after the shop took it', async () => {
    for (const point of [
      '10-store-write:before-commit',
      '10-store-write:after-commit',
      '10-store-write:after-record',
    ] as const) {
      const before = stockOf(one());
      const { orderNumber } = buy(1);
      harness.killAt(point);
      await harness.sync();
      harness = await harness.restart();
      await harness.sync();
      // The order waits its turn after a failure; asking for it by hand does not wait.
      await call(
        ordersHandlers.retryImport,
        { orderId: known(orderNumber).orderId, requestId: crypto.randomUUID() },
        { context: harness.context },
      );
      expect(shopOrders(orderNumber)).toBe(1);
      expect(stockOf(one())).toBe(before - 1);
      expect(known(orderNumber).importState).toBe('imported');
      expect(
        ledgerRows(harness.context.database, known(orderNumber).orderId).every(
          (row) => row.held === row.written,
        ),
      ).toBe(true);
    }
  });

  it('is not lost when the program dies while its page is being taken in', async () => {
    const { orderNumber } = buy(1);
    harness.killAt('9-inbox:before-commit');
    await harness.sync();
    expect(findSalesOrderByNumber(harness.context.database, channelId, orderNumber)).toBeNull();
    harness = await harness.restart();
    await harness.sync();
    expect(known(orderNumber).importState).toBe('imported');
    expect(stockOf(one())).toBe(one().quantity - 1);
  });
});

describe('a package that nobody understands', () => {
  it('is put aside alone: the orders beside it go on, and it is looked at again when it comes whole', async () => {
    const good = buy(1);
    const bad = buy(1, goods[1]);
    await harness.sync({ what: 'orders' });
    const { database, vault } = harness.context;
    const row = findInboxRow(database, channelId, String(bad.packageId))!;
    const whole = openPackage(vault, row, row.rawSealed);
    const later = whole.lastModifiedMs + 1;
    const broken = {
      ...whole,
      packageId: '9001',
      orderNumber: 'KIRIK-1',
      lines: [],
      raw: '{"broken":true}',
      lastModifiedMs: later,
    };
    takeIn(harness.context, channelId, [
      broken,
      { ...whole, packageId: '9002', orderNumber: 'SAGLAM-1', raw: '{"ok":1}', lastModifiedMs: later },
    ]);
    expect(known('KIRIK-1')).toMatchObject({
      importState: 'quarantined',
      problem: { code: 'order/not-understood' },
    });
    await harness.sync({ what: 'orders' });
    expect(known('SAGLAM-1').importState).toBe('imported');
    expect(known(good.orderNumber).importState).toBe('imported');
    takeIn(harness.context, channelId, [
      { ...broken, lines: whole.lines, raw: '{"broken":false}', lastModifiedMs: later + 1 },
    ]);
    expect(known('KIRIK-1').importState).toBe('waiting');
  });
});

describe('the orders desk', () => {
  const ask = { context: () => ({ context: harness.context }) };

  it('lists what must leave first, with figures that add up, and never a personal datum in the clear in the cache', async () => {
    const late = harness.sandbox.trendyol.buy({
      lines: [{ barcode: one().barcode, quantity: 1 }],
      buyer: { firstName: 'Gizem', lastName: 'Kanarya', phone: '5329998877' },
      agreedDeliveryMs: harness.clock.now() - 3_600_000,
    });
    buy(1, goods[1]);
    await harness.sync();
    const page = OrderPage.parse(
      await call(
        ordersHandlers.page,
        { channelId: null, filter: 'open', search: '', offset: 0, limit: 50 },
        ask.context(),
      ),
    );
    expect(page.rows[0]).toMatchObject({ orderNumber: late.orderNumber, late: true, buyer: 'Gizem Kanarya' });
    expect(page.counts).toMatchObject({ open: 2, late: 1, all: 2, closed: 0 });
    const plain = harness.context.database.serialize().toString('latin1');
    for (const canary of ['Kanarya', '5329998877']) expect(plain).not.toContain(canary);
  });

  it('reports picking and then the invoice, and reads the order back', async () => {
    const { orderNumber, packageId } = buy(1);
    await harness.sync();
    const { orderId } = known(orderNumber);
    const ids = { orderId, packageId: String(packageId) };
    const picked = await call(ordersHandlers.pick, { ...ids, requestId: crypto.randomUUID() }, ask.context());
    expect(picked.row.status).toBe('picking');
    expect(picked.actions).toEqual([{ packageId: String(packageId), action: 'invoice' }]);
    const invoiced = await call(
      ordersHandlers.invoice,
      { ...ids, requestId: crypto.randomUUID(), invoiceNumber: 'ABC2026000000001' },
      ask.context(),
    );
    expect(invoiced.row.status).toBe('invoiced');
    await expect(
      call(ordersHandlers.pick, { ...ids, requestId: crypto.randomUUID() }, ask.context()),
    ).rejects.toMatchObject({
      data: { code: 'order/wrong-state' },
    });
  });

  it('reports picking once although the answer was lost', async () => {
    const { orderNumber, packageId } = buy(1);
    await harness.sync();
    harness.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'package-status', count: 1 });
    harness.sandbox.clearCalls();
    const ids = {
      orderId: known(orderNumber).orderId,
      packageId: String(packageId),
      requestId: crypto.randomUUID(),
    };
    const picked = await call(ordersHandlers.pick, ids, ask.context());
    expect(picked.row.status).toBe('picking');
    expect(harness.sandbox.calls().filter((each) => each.method === 'PUT')).toHaveLength(1);
  });
});

describe('a report that is never sent', () => {
  it('because the marketplace asked for a long pause leaves nothing behind that waits for an answer', async () => {
    const { orderNumber, packageId } = buy(1);
    await harness.sync();
    const ask = { context: harness.context };
    const ids = { orderId: known(orderNumber).orderId, packageId: String(packageId) };
    const pick = () => call(ordersHandlers.pick, { ...ids, requestId: crypto.randomUUID() }, ask);
    harness.sandbox.faults.add({ kind: 'rate-limit', endpoint: 'package-status', retryAfterSeconds: 3_600 });
    for (let asked = 1; asked <= 2; asked += 1) {
      await expect(pick()).rejects.toMatchObject({
        data: { code: 'channel/rate-limited', params: { marketplace: 'Trendyol' } },
      });
    }
    const attempts = harness.context.database
      .prepare("SELECT state FROM attempt WHERE kind = 'acknowledge'")
      .pluck()
      .all();
    // The first was answered "too many" and did nothing; the second never left, and there is no row of it.
    expect(attempts).toEqual(['not-sent']);
    expect(harness.sandbox.calls().filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });
});

describe('confirmed stock', () => {
  it('of what was sold is the marketplace word, not ours', async () => {
    buy(2);
    await harness.sync();
    const [listing] = listingOffersByExternalId(harness.context.database, channelId, [one().barcode]);
    expect(listing?.confirmed.quantity).toBe(harness.sandbox.trendyol.listing(one().barcode)?.quantity);
  });
});
