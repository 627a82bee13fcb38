import { afterEach, describe, expect, it } from 'vitest';
import { reconcile } from '#engine/orders/reconcile.ts';
import type { MarketplacePackage } from '#engine/marketplaces/kit/port.ts';
import { collect, problemOf } from '../../support/gateway-under-test.ts';
import {
  openHepsiburada,
  type HepsiburadaBench,
  type HepsiburadaScript,
} from '../../support/hepsiburada-bench.ts';
import {
  envelope,
  HEPSIBURADA_KEYS,
  ORDERED_AT,
  wireLine,
  wireOrder,
  wireParcel,
} from '../../support/hepsiburada-wire.ts';

let bench: HepsiburadaBench;
const opened: HepsiburadaBench[] = [];

async function open(script: HepsiburadaScript): Promise<void> {
  bench = await openHepsiburada(script);
  opened.push(bench);
}
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

const M = HEPSIBURADA_KEYS.merchantId;
const day = { fromMs: ORDERED_AT - 3_600_000, toMs: ORDERED_AT + 20 * 3_600_000, by: 'stream' as const };

const byNumber = (): Promise<readonly MarketplacePackage[]> =>
  bench.connection.readOrdersByNumber(['0414141341']);
const held = (packages: readonly MarketplacePackage[]): number =>
  reconcile(packages).held.reduce((sum, { quantity }) => sum + quantity, 0);
const logged = (): string => JSON.stringify(bench.log);

describe('an order', () => {
  it('that is open is one parcel, with its money, its times by Turkey’s clock and its people', async () => {
    await open({ '/ordernumber/0414141341': { json: wireOrder([wireLine('l-1')]) } });
    const [parcel, ...others] = await byNumber();
    expect(others).toEqual([]);
    expect(parcel).toMatchObject({
      packageId: 'order-0414141341',
      orderNumber: '0414141341',
      status: 'new',
      rawStatus: 'Open',
      orderedAtMs: ORDERED_AT,
      dispatchByMs: Date.UTC(2026, 10, 22, 12),
      currency: 'TRY',
      totalE4: 12_998_000,
      problem: null,
      buyer: { firstName: 'Ayşe', lastName: 'Yılmaz', identityNumber: '10000000146', company: '' },
      shipping: { district: 'Kadıköy', city: 'İstanbul', address: 'Moda Örnek Sk. 5/2', postcode: '34710' },
    });
    expect(parcel!.lines).toEqual([
      {
        lineId: 'l-1',
        barcode: '8690000000011',
        stockCode: 'GML001-W-M',
        title: 'Keten Gömlek Beyaz M',
        quantity: 2,
        unitPriceE4: 6_499_000,
        vatRateE4: 100_000,
        status: 'new',
      },
    ]);
  });

  it('counts once while it is packed, unpacked and packed again, whatever was seen before', async () => {
    let order = wireOrder([wireLine('l-1')]);
    await open({ '/ordernumber/0414141341': () => ({ json: order }) });
    const versions = new Map<string, MarketplacePackage>();
    const read = async (): Promise<number> => {
      for (const parcel of await byNumber()) versions.set(parcel.packageId, parcel);
      return held([...versions.values()]);
    };
    expect(await read()).toBe(2);
    order = wireOrder([wireLine('l-1', { status: 'Packaged', packageNumber: '013105889' })]);
    expect(await read()).toBe(2);
    expect(versions.get('013105889-0414141341')).toMatchObject({
      status: 'picking',
      replaces: ['order-0414141341'],
    });
    expect(reconcile([...versions.values()])).toMatchObject({ incomplete: false, status: 'picking' });
    order = wireOrder([wireLine('l-1', { status: 'Unpacked', packageNumber: '013105889' })]);
    expect(await read()).toBe(2);
    expect(versions.get('013105889-0414141341')).toMatchObject({
      status: 'cancelled',
      rawStatus: 'Unpacked',
    });
    expect(reconcile([...versions.values()]).status).toBe('new');
    order = wireOrder([wireLine('l-1', { status: 'Packaged', packageNumber: '013105890' })]);
    expect(await read()).toBe(2);
    order = wireOrder([wireLine('l-1', { status: 'CancelledByCustomer', packageNumber: null })]);
    expect(await read()).toBe(0);
  });

  it('in two packages and a rest is held whole, part by part', async () => {
    const lines = [
      wireLine('l-1', { status: 'InTransit', packageNumber: 'P1' }),
      wireLine('l-2', { status: 'Packaged', packageNumber: 'P2', quantity: 1 }),
      wireLine('l-3', { quantity: 3 }),
      wireLine('l-4', { status: 'CancelledByMerchant', quantity: 5 }),
    ];
    await open({ '/ordernumber/0414141341': { json: wireOrder(lines) } });
    const packages = await byNumber();
    expect(packages.map(({ packageId, status, origin }) => [packageId, status, origin])).toEqual([
      ['order-0414141341', 'new', 'order'],
      ['P1-0414141341', 'shipped', 'split'],
      ['P2-0414141341', 'picking', 'split'],
    ]);
    expect(held(packages)).toBe(6);
  });

  it.each(['offset', 'Offset'])('is found where the package list counts its pages by %s', async (name) => {
    const asked: string[] = [];
    await open({
      '/ordernumber/0414141341': {
        json: wireOrder([wireLine('l-1', { status: 'Packaged', packageNumber: 'P1' })]),
      },
      [`/packages/merchantid/${M}`]: ({ query }) => {
        asked.push([...query.keys()].filter((key) => key.toLowerCase() === 'offset').join('+'));
        if (!query.has(name)) return { status: 400, json: { message: 'offset is required' } };
        return { json: query.get(name) === '0' ? [wireParcel('P1', ['l-1'])] : [] };
      },
    });
    const packages = await collect(bench.connection.readOrders(day));
    expect(packages.map(({ packageId }) => packageId)).toContain('P1-0414141341');
    // The guide's spelling comes first, and alone.
    expect(asked[0]).toBe('offset');
  });

  it('whose lines do not say their package is joined with the package list', async () => {
    const line = wireLine('l-1', { status: 'Packaged' });
    await open({
      '/ordernumber/0414141341': { json: wireOrder([line]) },
      [`/packages/merchantid/${M}`]: ({ query }) => ({
        json: query.get('offset') === '0' ? [wireParcel('013105889', ['l-1'])] : [],
      }),
      '/packagenumber/013105889': {
        json: { packageNumber: '013105889', trackingInfoCode: 'KRG1', trackingInfoUrl: '' },
      },
    });
    const packages = await collect(bench.connection.readOrders(day));
    expect(packages.find(({ packageId }) => packageId === '013105889-0414141341')).toMatchObject({
      status: 'picking',
      cargo: { provider: 'Aras Kargo', trackingNumber: 'KRG1' },
    });
    expect(held(packages)).toBe(2);
  });

  it('that shares a package with another order keeps its own part of it', async () => {
    const order = (orderNumber: string, id: string) =>
      wireOrder([wireLine(id, { orderNumber, status: 'Packaged', packageNumber: 'P1' })], { orderNumber });
    await open({
      '/ordernumber/1': { json: order('1', 'l-1') },
      '/ordernumber/2': { json: order('2', 'l-2') },
    });
    const packages = await bench.connection.readOrdersByNumber(['1', '2']);
    const ids = packages.map(({ packageId }) => packageId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(held(packages.filter(({ orderNumber }) => orderNumber === '1'))).toBe(2);
    expect(held(packages.filter(({ orderNumber }) => orderNumber === '2'))).toBe(2);
  });

  it('that the order service does not know any more is cancelled when its lines are among the cancelled', async () => {
    const row = {
      lineItemId: 'l-1',
      orderNumber: '0414141341',
      merchantSku: 'GML001-W-M',
      quantity: 2,
      cancelledBy: 'Customer',
      cancelDate: '2026-11-20T10:00:00',
    };
    await open({ '/cancelled': { json: envelope([row]) } });
    const packages = await collect(bench.connection.readOrders(day));
    expect(packages.map(({ packageId, status }) => [packageId, status])).toEqual([
      ['order-0414141341', 'cancelled'],
    ]);
    expect(held(packages)).toBe(0);
  });

  it('that waits for its payment reserves its goods and nothing else', async () => {
    const row = {
      Id: 'l-1',
      MerchantSku: 'GML001-W-M',
      Name: 'Keten Gömlek',
      OrderDate: '2026-11-20T09:34:09',
      OrderNumber: '0414141341',
      Quantity: 2,
      Sku: 'HBCV0000ABCDE1',
    };
    await open({ '/paymentawaiting': { json: envelope([row]) } });
    const packages = await collect(bench.connection.readOrders(day));
    expect(packages).toMatchObject([
      { packageId: 'order-0414141341', status: 'awaiting', orderedAtMs: ORDERED_AT, problem: null },
    ]);
    expect(reconcile(packages).awaiting).toBe(true);
    expect(held(packages)).toBe(2);
  });

  it('that was never paid gives its goods back when nobody knows it any more, and counts once when it was paid', async () => {
    const row = (OrderNumber: string) => ({
      Id: `l-${OrderNumber}`,
      MerchantSku: 'GML001-W-M',
      Name: 'Keten Gömlek',
      OrderDate: '2026-11-20T09:34:09',
      OrderNumber,
      Quantity: 2,
    });
    let waiting = [row('1'), row('2')];
    await open({
      '/paymentawaiting': () => ({ json: envelope(waiting) }),
      '/ordernumber/2': () =>
        waiting.length > 0
          ? { status: 404, json: {} }
          : { json: wireOrder([wireLine('l-2', { orderNumber: '2' })], { orderNumber: '2' }) },
    });
    const first = await collect(bench.connection.readOrders(day));
    expect(first.map(({ status }) => status)).toEqual(['awaiting', 'awaiting']);
    waiting = [];
    const second = await collect(bench.connection.readOrders(day));
    expect(second.map(({ orderNumber, status, rawStatus }) => [orderNumber, status, rawStatus])).toEqual([
      ['2', 'new', 'Open'],
    ]);
    // Between two services an order just paid may be in neither: its goods are kept until it is missed again.
    const third = await collect(bench.connection.readOrders(day));
    expect(third.map(({ orderNumber, status, rawStatus }) => [orderNumber, status, rawStatus])).toEqual([
      ['1', 'cancelled', 'PaymentNotMade'],
    ]);
    expect(held(third)).toBe(0);
  });

  it('that can’t be read holds up no other, and is asked for again', async () => {
    await open({
      [`/orders/merchantid/${M}`]: {
        json: envelope([wireLine('l-1', { orderNumber: '1' }), wireLine('l-2', { orderNumber: '2' })]),
      },
      '/ordernumber/1': { status: 400, json: { message: 'strange' } },
      '/ordernumber/2': { json: wireOrder([wireLine('l-2', { orderNumber: '2' })], { orderNumber: '2' }) },
      '/delivered': { status: 400, json: { message: 'WrongDateFormat' } },
    });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const page of bench.connection.readOrders(day))
        seen.push(...page.map(({ orderNumber }) => orderNumber));
    })();
    expect((await problemOf(reading)).code).toBe('channel/request-refused');
    expect(seen).toEqual(['2']);
    expect(bench.log.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['order-not-read', 'order-feed-refused']),
    );
  });

  it('that its own service does not know is taken from the list of open lines', async () => {
    await open({ [`/orders/merchantid/${M}`]: { json: envelope([wireLine('l-1')]) } });
    const packages = await collect(bench.connection.readOrders(day));
    expect(packages).toMatchObject([{ packageId: 'order-0414141341', status: 'new', totalE4: 12_998_000 }]);
  });

  it('is found shipped and delivered by the feeds in their own spelling, read without dates', async () => {
    const line = wireLine('l-1', { status: 'Packaged', packageNumber: '013105889' });
    const row = {
      OrderNumbers: ['0414141341'],
      PackageNumber: '013105889',
      DeliveredDate: '2026-11-20T12:00:00',
    };
    await open({
      '/ordernumber/0414141341': { json: wireOrder([line]) },
      '/delivered': ({ query }) =>
        query.has('begindate')
          ? { status: 400, json: { message: 'WrongDateFormat' } }
          : { json: envelope([row]) },
    });
    const packages = await collect(bench.connection.readOrders(day));
    expect(packages.find(({ packageId }) => packageId.startsWith('013105889'))?.status).toBe('delivered');
  });

  it('of an unknown status is kept as it is and holds its goods; one without a date is shown and imported by nobody', async () => {
    await open({
      '/ordernumber/1': {
        json: wireOrder([wireLine('l-1', { status: 'ReadyForDrone' })], { orderNumber: '1' }),
      },
      '/ordernumber/2': {
        json: wireOrder([wireLine('l-2', { orderDate: null }), { id: 'no quantity' }], {
          orderNumber: '2',
          orderDate: null,
          createdDate: null,
        }),
      },
    });
    const [strange, broken] = await bench.connection.readOrdersByNumber(['1', '2']);
    expect(strange).toMatchObject({ status: 'other', rawStatus: 'ReadyForDrone', problem: null });
    expect(broken!.problem).toMatchObject({
      code: 'order/not-understood',
      detail: 'line 2 lacks id, quantity or price; no orderDate',
    });
  });

  it('keeps the price of a unit to 1/10000 where a discount can’t be divided, and reads times with Z as they stand', async () => {
    const line = wireLine('l-1', {
      quantity: 3,
      totalPrice: { currency: 'TRY', amount: 100 },
      unitPrice: { currency: 'TRY', amount: 33.33 },
    });
    await open({
      '/ordernumber/0414141341': { json: wireOrder([line], { orderDate: '2026-11-20T06:34:09.1234567Z' }) },
    });
    const [parcel] = await byNumber();
    expect(parcel!.lines[0]!.unitPriceE4).toBe(333_333);
    expect(Math.floor(parcel!.orderedAtMs / 1_000)).toBe(ORDERED_AT / 1_000);
  });

  it('asks for packages by days of 24 hours at most, in Turkey’s time', async () => {
    await open({});
    await collect(bench.connection.readOrders({ ...day, fromMs: ORDERED_AT - 3 * 86_400_000 }));
    const asked = bench.server.requests.filter(({ path }) => path.endsWith(`/packages/merchantid/${M}`));
    const spans = asked.map(({ query }) => [query.get('begindate')!, query.get('enddate')!]);
    expect(spans[0]![0]).toBe('2026-11-17 09:34');
    for (const [from, to] of spans) {
      expect(from).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
      expect(
        Date.parse(`${to!.replace(' ', 'T')}Z`) - Date.parse(`${from!.replace(' ', 'T')}Z`),
      ).toBeLessThanOrEqual(86_400_000);
    }
    expect(spans.at(-1)![1]! >= '2026-11-21 05:34').toBe(true);
    expect(asked.every(({ query }) => query.get('limit') === '10')).toBe(true);
  });

  it('leaves no name, address or key in a line of the log', async () => {
    await open({
      '/ordernumber/0414141341': { json: wireOrder([wireLine('l-1'), 'nonsense', 7]) },
      [`/orders/merchantid/${M}`]: { json: envelope([wireLine('l-1'), 'nonsense']) },
    });
    await collect(bench.connection.readOrders(day));
    for (const secret of ['Ayşe', 'Örnek Sk', '05321234567', 'ayse@', HEPSIBURADA_KEYS.serviceKey])
      expect(logged()).not.toContain(secret);
  });
});
