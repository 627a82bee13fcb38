import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  SANDBOX_START,
  startBench,
  type SandboxBench,
  type SandboxReply,
} from '../support/sandbox-client.ts';

let bench: SandboxBench;
beforeEach(async () => {
  bench = await startBench({ rules: { trendyol: { rateLimits: 'off' } } });
  bench.sandbox.trendyol.seedListings([
    {
      barcode: 'B1',
      stockCode: 'S1',
      title: 'Keten Gömlek',
      size: 'M',
      quantity: 50,
      salePrice: 799.9,
      vatRate: 10,
    },
    { barcode: 'B2', stockCode: 'S2', title: 'Çorap', quantity: 50, salePrice: 100, vatRate: 20 },
  ]);
});
afterEach(() => bench.sandbox.stop());

const ORDERS = '/integration/order/sellers/{sellerId}';
const DAY = 86_400_000;

type LineJson = {
  readonly lineId: number;
  readonly barcode: string;
  readonly quantity: number;
  readonly orderLineItemStatusName: string;
};
type PackageJson = {
  readonly shipmentPackageId: number;
  readonly orderNumber: string;
  readonly status: string;
  readonly createdBy: string;
  readonly originPackageIds: readonly number[] | null;
  readonly packageTotalPrice: number;
  readonly lines: readonly LineJson[];
};
type PageJson = {
  readonly content: readonly PackageJson[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
  readonly totalElements: number;
};

async function read(query: string): Promise<PageJson> {
  const answer = await bench.ask({ path: `${ORDERS}/v2/orders?${query}` });
  expect(answer.status).toBe(200);
  return answer.json as PageJson;
}
const ofOrder = async (orderNumber: string): Promise<readonly PackageJson[]> =>
  (await read(`orderNumber=${orderNumber}`)).content;
const act = (
  packageId: number,
  question: { method?: string; at?: string; body: unknown },
): Promise<SandboxReply> =>
  bench.ask({
    method: question.method ?? 'PUT',
    path: `${ORDERS}/shipment-packages/${packageId}${question.at ?? ''}`,
    body: question.body,
  });

describe('an order in the sandbox’s Trendyol', () => {
  it('is written in the names of the newest generation, with orderDate three hours ahead', async () => {
    bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 2, discountPercentage: 6.25 }] });
    const [one] = (await read('size=50')).content;
    expect(one).toMatchObject({
      status: 'Created',
      shipmentPackageStatus: 'Created',
      createdBy: 'order-creation',
      originPackageIds: null,
      orderDate: SANDBOX_START + 3 * 3_600_000,
      lastModifiedDate: SANDBOX_START,
      originShipmentDate: SANDBOX_START,
      packageGrossAmount: 1599.8,
      packageSellerDiscount: 99.99,
      packageTyDiscount: 0,
      packageTotalPrice: 1499.81,
      commercial: false,
      currencyCode: 'TRY',
      identityNumber: '11111111111',
      lines: [
        {
          barcode: 'B1',
          stockCode: 'S1',
          quantity: 2,
          lineGrossAmount: 799.9,
          vatRate: 10,
          productSize: ' M',
        },
      ],
    });
    expect(one).not.toHaveProperty('taxNumber');
    expect(one).not.toHaveProperty('id');
    const [line] = (one as unknown as { lines: { discountDetails: { lineItemPrice: number }[] }[] }).lines;
    expect(line!.discountDetails.map((piece) => piece.lineItemPrice)).toEqual([749.9, 749.91]);
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(48);
  });

  it('carries the company’s tax number when it is commercial', async () => {
    bench.sandbox.trendyol.buy({
      commercial: true,
      buyer: { company: 'Örnek A.Ş.', taxNumber: '1234567890', taxOffice: 'Kadıköy' },
    });
    expect((await read('')).content[0]).toMatchObject({
      commercial: true,
      taxNumber: '1234567890',
      invoiceAddress: { company: 'Örnek A.Ş.', taxNumber: '1234567890', taxOffice: 'Kadıköy' },
    });
  });

  it('can’t be had of more than is on the shelf, unless two buyers were quick', () => {
    const wish = { lines: [{ barcode: 'B1', quantity: 51 }] };
    expect(() => bench.sandbox.trendyol.buy(wish)).toThrow(RangeError);
    expect(() => bench.sandbox.trendyol.buy({ lines: [{ barcode: 'NEVER', quantity: 1 }] })).toThrow(
      RangeError,
    );
    bench.sandbox.trendyol.buy({ ...wish, oversell: 'allowed' });
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(0);
  });

  it('goes from Created by Picking to Invoiced, in no other order', async () => {
    const { packageId, lines } = bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 2 }] });
    const body = (status: string, params: unknown = {}): unknown => ({
      lines: [{ lineId: lines[0]!.lineId, quantity: 2 }],
      params,
      status,
    });
    expect(
      (await act(packageId, { body: body('Invoiced', { invoiceNumber: 'ABC2026000000001' }) })).status,
    ).toBe(400);
    expect((await act(packageId, { body: body('Shipped') })).status).toBe(400);
    expect(await act(packageId, { body: body('Picking') })).toMatchObject({ status: 200, text: '' });
    expect((await act(packageId, { body: body('Picking') })).status).toBe(200);
    expect((await act(packageId, { body: body('Invoiced') })).status).toBe(400);
    expect(
      (await act(packageId, { body: body('Invoiced', { invoiceNumber: 'ABC2026000000001' }) })).status,
    ).toBe(200);
    expect((await read('')).content[0]).toMatchObject({
      status: 'Invoiced',
      invoiceNumber: 'ABC2026000000001',
    });
    bench.sandbox.trendyol.setRules({ pickingState: 'strict' });
    expect((await act(packageId, { body: body('Picking') })).status).toBe(400);
  });

  it('does not know packages, lines or pieces that are not there', async () => {
    const { packageId, lines } = bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 2 }] });
    const pick = (lineId: number, quantity: number): unknown => ({
      lines: [{ lineId, quantity }],
      params: {},
      status: 'Picking',
    });
    expect(await act(1, { body: pick(1, 1) })).toMatchObject({
      status: 404,
      json: { errors: [{ key: 'order.not.found' }] },
    });
    bench.sandbox.trendyol.setRules({ unknownPackageStatus: 401 });
    expect((await act(1, { body: pick(1, 1) })).status).toBe(401);
    expect((await act(packageId, { body: pick(1, 1) })).status).toBe(400);
    expect((await act(packageId, { body: pick(lines[0]!.lineId, 3) })).status).toBe(400);
  });

  it('cancelled in part leaves an unpacked package and new ones that add up to it', async () => {
    const made = bench.sandbox.trendyol.buy({
      lines: [
        { barcode: 'B1', quantity: 3, discountPercentage: 7 },
        { barcode: 'B2', quantity: 1 },
      ],
    });
    bench.clock.advance(60_000);
    bench.sandbox.trendyol.cancel(made.packageId, [{ lineId: made.lines[0]!.lineId, quantity: 1 }]);
    const packages = await ofOrder(made.orderNumber);
    const by = (status: string): PackageJson => packages.find((one) => one.status === status)!;
    expect(packages).toHaveLength(3);
    expect(by('UnPacked').shipmentPackageId).toBe(made.packageId);
    expect(by('Created')).toMatchObject({ createdBy: 'cancel', originPackageIds: [made.packageId] });
    expect(by('Created').lines.map((line) => [line.barcode, line.quantity])).toEqual([
      ['B1', 2],
      ['B2', 1],
    ]);
    expect(by('Cancelled').lines).toMatchObject([{ barcode: 'B1', quantity: 1, cancelledBy: 'Customer' }]);
    const ids = packages.flatMap((one) => one.lines.map((line) => line.lineId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(by('Created').packageTotalPrice + by('Cancelled').packageTotalPrice).toBeCloseTo(
      by('UnPacked').packageTotalPrice,
      6,
    );
  });

  it.each([
    ['unpacked-remainder-only', ['Created', 'UnPacked']],
    ['cancelled-original', ['Cancelled', 'Created']],
  ] as const)(
    'stands for a partial cancellation in the other ways too: %s',
    async (partialCancel, statuses) => {
      bench.sandbox.trendyol.setRules({ partialCancel });
      const made = bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 2 }] });
      bench.sandbox.trendyol.cancel(made.packageId, [{ lineId: made.lines[0]!.lineId, quantity: 1 }]);
      expect((await ofOrder(made.orderNumber)).map((one) => one.status).sort()).toEqual(statuses);
    },
  );

  it('can no longer be cancelled by the customer once it is invoiced', () => {
    const made = bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 1 }] });
    bench.sandbox.trendyol.setPackageStatus(made.packageId, 'Invoiced');
    expect(() => bench.sandbox.trendyol.cancel(made.packageId)).toThrow(RangeError);
  });

  it('cancelled as a whole keeps its package; the shelf is filled again only where the rules say so', async () => {
    const first = bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 1 }] });
    bench.sandbox.trendyol.cancel(first.packageId);
    expect(await ofOrder(first.orderNumber)).toMatchObject([
      { status: 'Cancelled', lines: [{ orderLineItemStatusName: 'Cancelled' }] },
    ]);
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(49);
    bench.sandbox.trendyol.setRules({ cancelRestocks: 'yes' });
    bench.sandbox.trendyol.cancel(
      bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 1 }] }).packageId,
    );
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(49);
  });

  it('reported unsupplied is replaced by what is left of it', async () => {
    const made = bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 2 }] });
    const lines = [{ lineId: made.lines[0]!.lineId, quantity: 1 }];
    const at = '/items/unsupplied';
    expect((await act(made.packageId, { at, body: { lines, reasonId: 503 } })).status).toBe(400);
    expect((await act(made.packageId, { at, body: { lines, reasonId: 500 } })).status).toBe(200);
    expect((await ofOrder(made.orderNumber)).map((one) => one.status).sort()).toEqual([
      'Created',
      'UnPacked',
      'UnSupplied',
    ]);
    expect((await act(made.packageId, { at, body: { lines, reasonId: 500 } })).status).toBe(400);
  });

  it.each([
    ['/split', (a: number) => ({ orderLineIds: [a] })],
    ['/multi-split', (a: number) => ({ splitGroups: [{ orderLineIds: [a] }] })],
    ['/quantity-split', (a: number) => ({ quantitySplit: [{ orderLineId: a, quantities: [1, 2] }] })],
    [
      '/split-packages',
      (a: number) => ({ splitPackages: [{ packageDetails: [{ orderLineId: a, quantities: 2 }] }] }),
    ],
  ] as const)('is split by %s into packages that hold every piece once', async (at, body) => {
    const made = bench.sandbox.trendyol.buy({
      lines: [
        { barcode: 'B1', quantity: 3 },
        { barcode: 'B2', quantity: 1 },
      ],
    });
    expect(
      (await act(made.packageId, { method: 'POST', at, body: body(made.lines[0]!.lineId) })).status,
    ).toBe(200);
    const packages = await ofOrder(made.orderNumber);
    const fresh = packages.filter((one) => one.createdBy === 'split');
    expect(fresh.length).toBeGreaterThanOrEqual(2);
    expect(packages.find((one) => one.shipmentPackageId === made.packageId)!.status).toBe('UnPacked');
    const pieces = (barcode: string): number =>
      fresh
        .flatMap((one) => one.lines)
        .filter((line) => line.barcode === barcode)
        .reduce((sum, line) => sum + line.quantity, 0);
    expect([pieces('B1'), pieces('B2')]).toEqual([3, 1]);
  });

  it('changes its carrier once in five minutes', async () => {
    const { packageId } = bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 1 }] });
    const change = (cargoProvider: string): Promise<SandboxReply> =>
      act(packageId, { at: '/cargo-providers', body: { cargoProvider } });
    expect((await change('UPSMP')).status).toBe(400);
    expect((await change('ARASMP')).status).toBe(200);
    expect((await change('PTTMP')).status).toBe(400);
    bench.clock.advance(5 * 60_000);
    expect((await change('PTTMP')).status).toBe(200);
  });

  it('is made and moved forward by the stage’s helpers', async () => {
    const made = await bench.ask({
      method: 'POST',
      path: '/integration/test/order/orders/core',
      headers: { SellerID: bench.sellerId },
      body: {
        customer: { customerFirstName: 'Şule', customerLastName: 'Işık' },
        shippingAddress: { city: 'İzmir' },
        invoiceAddress: { company: '' },
        lines: [{ barcode: 'B1', quantity: 1, discountPercentage: 0 }],
        seller: { sellerId: Number(bench.sellerId) },
        commercial: false,
      },
    });
    expect(made.status).toBe(200);
    const { orderNumber } = made.json as { orderNumber: string };
    const [one] = await ofOrder(orderNumber);
    expect(one).toMatchObject({ customerFirstName: 'Şule', shipmentAddress: { city: 'İzmir' } });
    const move = (status: string): Promise<SandboxReply> =>
      bench.ask({
        method: 'PUT',
        path: `/integration/test/order/sellers/{sellerId}/shipment-packages/${one!.shipmentPackageId}/status`,
        body: { lines: [], params: {}, status },
      });
    expect((await move('Delivered')).status).toBe(200);
    expect((await move('Shipped')).status).toBe(400);
    expect(
      (await bench.ask({ method: 'POST', path: '/integration/test/order/orders/core', body: {} })).status,
    ).toBe(403);
  });
});

describe('reading orders from the sandbox’s Trendyol', () => {
  it('takes the parameters of v2/orders and holds to their limits', async () => {
    for (let hour = 0; hour < 5; hour += 1) {
      bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B2', quantity: 1 }] });
      bench.clock.advance(3_600_000);
    }
    const span = `startDate=${SANDBOX_START}&endDate=${SANDBOX_START + 2 * 3_600_000}`;
    expect((await read(span)).totalElements).toBe(3);
    const ascending = (await read('orderByField=PackageLastModifiedDate&orderByDirection=ASC')).content;
    const ids = ascending.map((one) => one.shipmentPackageId);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    const second = await read('size=2&page=1');
    expect(second).toMatchObject({ page: 1, size: 2, totalPages: 3, totalElements: 5 });
    expect((await read('status=Cancelled,UnSupplied')).totalElements).toBe(0);
    expect((await read(`shipmentPackageIds=${ascending[0]!.shipmentPackageId}`)).totalElements).toBe(1);
  });

  it.each([
    ['size=201', 400],
    ['size=0', 400],
    ['page=-1', 400],
    ['page=50&size=200', 429],
    ['status=Repack', 400],
    ['orderByField=Name', 400],
    [`startDate=${SANDBOX_START}&endDate=${SANDBOX_START + 14 * DAY + 1}`, 400],
    [`startDate=${SANDBOX_START}&endDate=${SANDBOX_START - 1}`, 400],
    [`startDate=${Math.floor(SANDBOX_START / 1000)}`, 400],
    [`shipmentPackageIds=${Array.from({ length: 51 }, (_, index) => index).join(',')}`, 400],
  ])('refuses v2/orders?%s with %i in the form of the order services', async (query, status) => {
    const answer = await bench.ask({ path: `${ORDERS}/v2/orders?${query}` });
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ error: expect.any(String), message: expect.any(String) });
  });

  it('shows the last week by default, and an order number from the whole month', async () => {
    const old = bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B2', quantity: 1 }] });
    bench.clock.advance(8 * DAY);
    expect((await read('')).totalElements).toBe(0);
    expect(await ofOrder(old.orderNumber)).toHaveLength(1);
    bench.sandbox.trendyol.setRules({ orderNumberWithoutDates: 'last-week' });
    expect(await ofOrder(old.orderNumber)).toHaveLength(0);
  });

  it('streams the newest change first, in a walk that a change does not disturb', async () => {
    const packages = Array.from({ length: 7 }, () => {
      bench.clock.advance(1_000);
      return bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B2', quantity: 1 }] });
    });
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer = await bench.ask({
        path: `${ORDERS}/orders/stream?size=3${cursor ? `&nextCursor=${cursor}` : ''}`,
      });
      const page = answer.json as PageJson;
      expect(page).not.toHaveProperty('totalElements');
      seen.push(...page.content.map((one) => one.shipmentPackageId));
      cursor = page.nextCursor;
      if (seen.length === 3) {
        bench.clock.advance(1_000);
        bench.sandbox.trendyol.setPackageStatus(packages[0]!.packageId, 'Picking');
      }
    }
    expect(seen).toEqual(
      packages
        .slice(1)
        .map((one) => one.packageId)
        .reverse(),
    );
    const again = (await bench.ask({ path: `${ORDERS}/orders/stream?size=1` })).json as PageJson;
    expect(again.content[0]!.shipmentPackageId).toBe(packages[0]!.packageId);
  });

  it('ties the stream’s cursor to its filters and its span to 14 days', async () => {
    for (let count = 0; count < 3; count += 1)
      bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B2', quantity: 1 }] });
    const stream = (query: string): Promise<SandboxReply> =>
      bench.ask({ path: `${ORDERS}/orders/stream?${query}` });
    const { nextCursor, hasMore } = (await stream('size=2')).json as PageJson;
    expect(hasMore).toBe(true);
    expect((await stream(`size=2&packageItemStatuses=Created&nextCursor=${nextCursor}`)).status).toBe(400);
    expect((await stream('nextCursor=nonsense')).status).toBe(400);
    expect(
      (await stream(`lastModifiedStartDate=${SANDBOX_START - 15 * DAY}&lastModifiedEndDate=${SANDBOX_START}`))
        .status,
    ).toBe(400);
    expect(((await stream('packageItemStatuses=Cancelled')).json as PageJson).content).toEqual([]);
    bench.sandbox.trendyol.setRules({ rateLimits: 'kept', streamPause: 'kept' });
    await stream('');
    expect((await stream('')).status).toBe(429);
    bench.clock.advance(5_000);
    expect((await stream('')).status).toBe(200);
  });
});
