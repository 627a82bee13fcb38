import { afterEach, describe, expect, it } from 'vitest';
import {
  isOrder,
  isOrders,
  isShipment,
  isToken,
  openAmazonBench,
  type AmazonBench,
} from '../../support/amazon-bench.ts';
import { ORDERED_AT, orderItem, orderOf, TURKEY } from '../../support/amazon-wire.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';

let bench: AmazonBench;
const open = async (...parts: Parameters<typeof openAmazonBench>): Promise<void> => {
  bench = await openAmazonBench(...parts);
};

afterEach(async () => {
  expect(JSON.stringify(bench.log)).not.toMatch(/not-a-real|Ayşe|Örnek|0555|Deneme Sk/);
  await bench.stop();
});

const DAY_MS = 86_400_000;
const window = (changes: object = {}) => ({
  fromMs: ORDERED_AT - DAY_MS,
  toMs: ORDERED_AT + DAY_MS,
  by: 'stream' as const,
  ...changes,
});

describe('orders', () => {
  it('are asked for by their last change, of the merchant’s own shipping, with every block that is needed', async () => {
    await open((request) => (isOrders(request) ? { json: { orders: [orderOf()] } } : null));
    await collect(bench.connection.readOrders(window()));
    const { query } = bench.server.requests.find(isOrders)!;
    expect(Object.fromEntries(query)).toEqual({
      marketplaceIds: TURKEY,
      lastUpdatedAfter: '2026-11-19T07:41:12Z',
      lastUpdatedBefore: '2026-11-21T07:41:12Z',
      fulfilledBy: 'MERCHANT',
      maxResultsPerPage: '100',
      includedData: 'BUYER,RECIPIENT,PROCEEDS,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX',
    });
  });

  it('have no upper bound within the last two minutes, which Amazon refuses', async () => {
    await open((request) => (isOrders(request) ? { json: { orders: [] } } : null));
    const now = bench.clock.now();
    await collect(bench.connection.readOrders(window({ fromMs: now - DAY_MS, toMs: now + 3_600_000 })));
    expect(bench.server.requests.find(isOrders)!.query.has('lastUpdatedBefore')).toBe(false);
    await collect(bench.connection.readOrders(window({ fromMs: now + 600_000, toMs: now + DAY_MS })));
    expect(bench.server.requests.filter(isOrders)).toHaveLength(1);
  });

  it('come whole: money with the buyer’s shipping, address by province and district, business data', async () => {
    const tax = {
      taxRegistrations: [
        {
          entityType: 'BUYER',
          taxRegistrationType: 'BUSINESS',
          legalName: 'Örnek Ltd. Şti.',
          taxRegistrationNumber: 'TR1234567890',
          taxRegistrationAddress: { addressLine1: 'Merkez Cad. 1', city: 'Ankara', countryCode: 'TR' },
          taxRegistrationAttributes: [{ key: 'TAX_OFFICE', value: 'Çankaya' }],
        },
      ],
    };
    await open((request) => (isOrders(request) ? { json: { orders: [orderOf({ tax })] } } : null));
    const [order] = await collect(bench.connection.readOrders(window()));
    expect(order).toMatchObject({
      packageId: '404-7654321-1234567',
      orderNumber: '404-7654321-1234567',
      status: 'new',
      orderedAtMs: ORDERED_AT,
      dispatchByMs: Date.parse('2026-11-23T20:59:59Z'),
      currency: 'TRY',
      totalE4: 7_298_000,
      problem: null,
      buyer: {
        firstName: 'Ayşe Nur',
        lastName: 'Örnek',
        company: 'Örnek Ltd. Şti.',
        taxNumber: '1234567890',
        taxOffice: 'Çankaya',
      },
      shipping: {
        address: 'Deneme Sk. No:5 D:3',
        district: 'Çankaya',
        city: 'Ankara',
        postcode: '06690',
        countryIso2: 'TR',
      },
      invoice: { address: 'Merkez Cad. 1', company: 'Örnek Ltd. Şti.' },
    });
    // 699.80 of goods and 30.00 of shipping over two pieces: the lines add up to what was paid.
    expect(order!.lines).toMatchObject([
      {
        lineId: '60696125413094',
        stockCode: 'GMLK-M-MAVI',
        quantity: 2,
        unitPriceE4: 3_649_000,
        status: 'new',
      },
    ]);
  });

  it.each([
    [{ city: 'Kadıköy', stateOrRegion: 'İstanbul' }, 'Kadıköy', 'İstanbul'],
    [{ city: 'İSTANBUL', stateOrRegion: 'İstanbul' }, '', 'İstanbul'],
    [{ city: 'İzmir' }, '', 'İzmir'],
    [{ city: 'Berlin', stateOrRegion: 'BE', countryCode: 'DE' }, '', 'Berlin'],
  ])('with the address %j go to district “%s” of “%s”', async (address, district, city) => {
    const recipient = { deliveryAddress: { addressLine1: 'x', countryCode: 'TR', ...address } };
    await open((request) => (isOrders(request) ? { json: { orders: [orderOf({ recipient })] } } : null));
    const [order] = await collect(bench.connection.readOrders(window()));
    expect(order!.shipping).toMatchObject({ district, city });
  });

  const shipped = (status: string) => ({
    fulfillment: { fulfillmentStatus: 'SHIPPED', fulfilledBy: 'MERCHANT' },
    packages: [
      {
        packageReferenceId: '1',
        carrier: 'Yurtiçi Kargo',
        trackingNumber: '100200',
        packageStatus: { status },
      },
    ],
  });
  it.each([
    [{ fulfillment: { fulfillmentStatus: 'PENDING' } }, 'awaiting'],
    [{ fulfillment: { fulfillmentStatus: 'PENDING_AVAILABILITY' } }, 'awaiting'],
    [{ fulfillment: { fulfillmentStatus: 'PARTIALLY_SHIPPED' } }, 'picking'],
    [{ fulfillment: { fulfillmentStatus: 'SHIPPED' } }, 'shipped'],
    [shipped('IN_TRANSIT'), 'shipped'],
    [shipped('DELIVERED'), 'delivered'],
    [shipped('UNDELIVERABLE'), 'undelivered'],
    [{ fulfillment: { fulfillmentStatus: 'CANCELLED' } }, 'cancelled'],
    [{ fulfillment: { fulfillmentStatus: 'Canceled' } }, 'cancelled'],
    [{ fulfillment: { fulfillmentStatus: 'UNFULFILLABLE' } }, 'unsupplied'],
    [{ fulfillment: { fulfillmentStatus: 'OF_THE_FUTURE' } }, 'other'],
    [{ fulfillment: undefined }, 'other'],
  ])('with %j stand as %s', async (changes, status) => {
    await open((request) => (isOrders(request) ? { json: { orders: [orderOf(changes)] } } : null));
    const [order] = await collect(bench.connection.readOrders(window()));
    expect([order!.status, order!.problem]).toEqual([status, null]);
  });

  it('whose payment is pending hold the stock without buyer, address or money', async () => {
    const bare = orderOf({
      buyer: undefined,
      recipient: undefined,
      proceeds: undefined,
      fulfillment: { fulfillmentStatus: 'PENDING', fulfilledBy: 'MERCHANT' },
      orderItems: [orderItem({ proceeds: undefined, product: { sellerSku: 'GMLK-M-MAVI', title: 'T' } })],
    });
    await open((request) => (isOrders(request) ? { json: { orders: [bare] } } : null));
    const [order] = await collect(bench.connection.readOrders(window()));
    expect(order).toMatchObject({
      status: 'awaiting',
      problem: null,
      totalE4: 0,
      lines: [{ quantity: 2, stockCode: 'GMLK-M-MAVI' }],
    });
  });

  it('without the role for personal data are read all the same, and the log says how many', async () => {
    await open((request) =>
      isOrders(request) ? { json: { orders: [orderOf({ buyer: undefined, recipient: undefined })] } } : null,
    );
    const [order] = await collect(bench.connection.readOrders(window()));
    expect(order).toMatchObject({ status: 'new', problem: null, shipping: { address: '', city: '' } });
    expect(bench.log).toContainEqual({
      level: 'warn',
      event: 'orders-without-address',
      fields: { marketplace: 'amazon', orders: 1 },
    });
  });

  it('tell lines apart by their SKU, though none has a barcode, and leave a cancelled one out of no sum', async () => {
    const product = (sellerSku: string) => ({
      sellerSku,
      title: sellerSku,
      price: { unitPrice: { amount: '100.00', currencyCode: 'TRY' } },
    });
    const paid = {
      proceeds: { proceedsTotal: { amount: '100.00', currencyCode: 'TRY' } },
      quantityOrdered: 1,
    };
    const orderItems = [
      orderItem({ orderItemId: '1', product: product('S-1'), ...paid }),
      orderItem({ orderItemId: '2', product: product('S-2'), ...paid }),
      orderItem({
        orderItemId: '3',
        product: product('S-3'),
        ...paid,
        cancellation: { cancellationExecution: { cancelledBy: 'BUYER' } },
      }),
    ];
    const proceeds = { grandTotal: { amount: '200.00', currencyCode: 'TRY' } };
    await open((request) =>
      isOrders(request) ? { json: { orders: [orderOf({ orderItems, proceeds })] } } : null,
    );
    const [order] = await collect(bench.connection.readOrders(window()));
    expect(order!.lines.map(({ barcode }) => barcode)).toEqual(['S-1', 'S-2', 'S-3']);
    expect(order!.totalE4).toBe(3_000_000);
  });

  it('keep cancelled lines apart, and those that are shipped already', async () => {
    const items = [
      orderItem({ orderItemId: '1', fulfillment: { quantityFulfilled: 2, quantityUnfulfilled: 0 } }),
      orderItem({ orderItemId: '2', cancellation: { cancellationExecution: { cancelledBy: 'BUYER' } } }),
      orderItem({ orderItemId: '3' }),
      orderItem({
        orderItemId: '4',
        quantityOrdered: 0,
        proceeds: undefined,
        cancellation: { cancellationExecution: {} },
      }),
      orderItem({ orderItemId: '5', cancellation: { cancellationRequest: { requester: 'BUYER' } } }),
    ];
    const fulfillment = { fulfillmentStatus: 'PARTIALLY_SHIPPED', fulfilledBy: 'MERCHANT' };
    await open((request) =>
      isOrders(request) ? { json: { orders: [orderOf({ orderItems: items, fulfillment })] } } : null,
    );
    const [order] = await collect(bench.connection.readOrders(window()));
    expect(order!.problem).toBeNull();
    expect(order!.lines.map(({ lineId, status }) => `${lineId} ${status}`)).toEqual([
      '1 shipped',
      '2 cancelled',
      '3 new',
      '4 cancelled',
      '5 new',
    ]);
  });

  it('keep as sold what of a cancelled item was shipped, or still is to be', async () => {
    const cancellation = { cancellationExecution: { cancelledBy: 'MERCHANT' } };
    const counts = (quantityFulfilled: number, quantityUnfulfilled: number) => ({
      quantityFulfilled,
      quantityUnfulfilled,
    });
    const items = [
      orderItem({ orderItemId: '1', cancellation, fulfillment: counts(2, 0) }),
      orderItem({ orderItemId: '2', quantityOrdered: 3, cancellation, fulfillment: counts(1, 1) }),
      orderItem({ orderItemId: '3', quantityOrdered: 3, cancellation, fulfillment: counts(0, 1) }),
      orderItem({ orderItemId: '4', cancellation, fulfillment: counts(0, 0) }),
      orderItem({ orderItemId: '5', quantityOrdered: 0, proceeds: undefined }),
    ];
    const fulfillment = { fulfillmentStatus: 'PARTIALLY_SHIPPED', fulfilledBy: 'MERCHANT' };
    await open((request) =>
      isOrders(request) ? { json: { orders: [orderOf({ orderItems: items, fulfillment })] } } : null,
    );
    const [order] = await collect(bench.connection.readOrders(window()));
    expect(order!.problem).toBeNull();
    expect(order!.lines.map(({ lineId, quantity, status }) => [lineId, quantity, status])).toEqual([
      ['1', 2, 'shipped'],
      ['2', 2, 'new'],
      ['3', 1, 'new'],
      ['4', 2, 'cancelled'],
      ['5', 0, 'cancelled'],
    ]);
  });

  it('that Amazon ships from its own warehouse are left out', async () => {
    const fba = orderOf({
      orderId: '404-0000000-0000001',
      fulfillment: { fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'AMAZON' },
    });
    await open((request) => {
      if (isOrders(request)) return { json: { orders: [fba, orderOf()] } };
      return isOrder(request) ? { json: { order: fba } } : null;
    });
    expect(await collect(bench.connection.readOrders(window()))).toHaveLength(1);
    expect(await bench.connection.readOrdersByNumber(['404-0000000-0000001'])).toEqual([]);
  });

  it('that can’t be understood never hide the others', async () => {
    const orders = [
      null,
      7,
      {},
      orderOf({ orderItems: [orderItem({ quantityOrdered: 'two' })] }),
      orderOf({ orderItems: [] }),
      orderOf({ orderId: '404-1-9' }),
    ];
    await open((request) => (isOrders(request) ? { json: { orders } } : null));
    const packages = await collect(bench.connection.readOrders(window()));
    expect(packages).toHaveLength(6);
    expect(packages.filter(({ problem }) => !problem).map(({ packageId }) => packageId)).toEqual(['404-1-9']);
  });

  it('are paged with all parameters repeated, and begun again when a token is refused', async () => {
    let refused = 0;
    await open((request) => {
      if (!isOrders(request)) return null;
      const token = request.query.get('paginationToken');
      if (token === null)
        return { json: { orders: [orderOf({ orderId: 'O-1' })], pagination: { nextToken: 't/1+2=' } } };
      if ((refused += 1) === 1)
        return { status: 400, json: { errors: [{ code: 'InvalidInput', message: 'token' }] } };
      return { json: { orders: [orderOf({ orderId: 'O-2' })] } };
    });
    const packages = await collect(bench.connection.readOrders(window()));
    expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(new Set(['O-1', 'O-2']));
    const last = bench.server.requests.filter(isOrders).at(-1)!.query;
    expect(last.get('paginationToken')).toBe('t/1+2=');
    expect(last.get('lastUpdatedAfter')).toBe('2026-11-19T07:41:12Z');
  });

  it('whose pages have no end are not taken for complete', async () => {
    await open((request) =>
      isOrders(request) ? { json: { orders: [orderOf()], pagination: { nextToken: 'same' } } } : null,
    );
    expect((await problemOf(collect(bench.connection.readOrders(window())))).code).toBe(
      'channel/not-understood',
    );
    expect(bench.server.requests.length).toBeLessThan(10);
  });

  it('are read by number, whatever is none of them', async () => {
    await open((request) => {
      if (!isOrder(request)) return null;
      if (request.path.endsWith('404-7654321-1234567')) return { json: { order: orderOf() } };
      const status = request.path.endsWith('TEST_CASE_400') ? 400 : 404;
      return { status, json: { errors: [{ code: 'x', message: 'y' }] } };
    });
    const packages = await bench.connection.readOrdersByNumber([
      '404-7654321-1234567',
      'TEST_CASE_400',
      '404-0-0',
      '',
    ]);
    expect(packages.map(({ packageId }) => packageId)).toEqual(['404-7654321-1234567']);
  });
});

describe('a shipment', () => {
  const report = (changes: object = {}, intent = recordIntent().intent) =>
    bench.connection.reportShipment!({
      packageId: '404-7654321-1234567',
      orderNumber: '404-7654321-1234567',
      lines: [{ lineId: '60696125413094', quantity: 1 }],
      carrier: 'Yurtiçi Kargo',
      trackingNumber: '100200300400',
      trackingLink: null,
      shippedAtMs: ORDERED_AT + DAY_MS,
      intent,
      ...changes,
    });
  const parcel = (trackingNumber: string, packageReferenceId = '1', quantity = 1) => ({
    packageReferenceId,
    carrier: 'x',
    trackingNumber,
    packageItems: [{ orderItemId: '60696125413094', quantity }],
  });

  it('is confirmed under the next free number and looked for afterwards', async () => {
    const packages: object[] = [parcel('OTHER', '4')];
    await open((request) => {
      if (isOrder(request)) return { json: { order: orderOf({ packages }) } };
      if (!isShipment(request)) return null;
      packages.push(parcel('100200300400', '5'));
      return { status: 204 };
    });
    const { intent, steps } = recordIntent();
    await report({}, intent);
    expect(JSON.parse(bench.server.requests.find(isShipment)!.body)).toEqual({
      marketplaceId: TURKEY,
      packageDetail: {
        packageReferenceId: '5',
        carrierCode: 'Other',
        carrierName: 'Yurtiçi Kargo',
        trackingNumber: '100200300400',
        shipDate: '2026-11-21T07:41:12Z',
        orderItems: [{ orderItemId: '60696125413094', quantity: 1 }],
      },
    });
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
  });

  it('answered 204 of which nothing was stored is not taken for done', async () => {
    await open((request) =>
      isOrder(request) ? { json: { order: orderOf() } } : isShipment(request) ? { status: 204 } : null,
    );
    expect((await problemOf(report())).code).toBe('channel/outcome-unknown');
  });

  it('that is there already is not sent a second time', async () => {
    await open((request) =>
      isOrder(request) ? { json: { order: orderOf({ packages: [parcel('100200300400')] }) } } : null,
    );
    await report();
    expect(bench.server.requests.filter(isShipment)).toEqual([]);
  });

  it.each([
    [
      400,
      { errors: [{ code: 'InvalidInput', message: 'carrierCode is not valid' }] },
      'channel/request-refused',
    ],
    [400, { errors: [{ code: 'InvalidInput', message: 'The order is cancelled' }] }, 'order/wrong-state'],
    [500, { errors: [] }, 'channel/outcome-unknown'],
    [429, { errors: [{ code: 'QuotaExceeded', message: 'm' }] }, 'channel/rate-limited'],
  ])('answered by %i %j ends in %s', async (status, json, code) => {
    await open((request) =>
      isOrder(request) ? { json: { order: orderOf() } } : isShipment(request) ? { status, json } : null,
    );
    expect((await problemOf(report())).code).toBe(code);
  });

  it('of a cancelled order is not sent', async () => {
    const fulfillment = { fulfillmentStatus: 'CANCELLED', fulfilledBy: 'MERCHANT' };
    await open((request) => (isOrder(request) ? { json: { order: orderOf({ fulfillment }) } } : null));
    expect((await problemOf(report())).code).toBe('order/wrong-state');
    expect(bench.server.requests.filter((request) => !isToken(request) && !isOrder(request))).toEqual([]);
  });

  it('by a carrier of Seller Central’s list carries its code alone', async () => {
    const packages: object[] = [];
    await open((request) => {
      if (isOrder(request)) return { json: { order: orderOf({ packages }) } };
      if (!isShipment(request)) return null;
      packages.push(parcel('100200300400'));
      return { status: 204 };
    });
    await report({ carrier: 'code:UPS' });
    expect(JSON.parse(bench.server.requests.find(isShipment)!.body)).toMatchObject({
      packageDetail: { carrierCode: 'UPS' },
    });
  });
});
