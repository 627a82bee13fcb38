import { anything, assert, object, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '#engine/gateway/parse-json.ts';
import { mapPackage, mapStatus } from '#engine/marketplaces/trendyol/map-order.ts';
import { ORDERED_AT, orderLine, orderPackage } from '../support/trendyol-wire.ts';

const HOUR = 3_600_000;

describe('an order package', () => {
  it('is read in full', () => {
    const entry = mapPackage(orderPackage());
    expect(entry).toMatchObject({
      packageId: '3330001110',
      orderNumber: '10654411222',
      status: 'new',
      rawStatus: 'Created',
      origin: 'order',
      replaces: [],
      orderedAtMs: ORDERED_AT,
      lastModifiedMs: ORDERED_AT + 5_000,
      dispatchByMs: ORDERED_AT + 48 * HOUR,
      currency: 'TRY',
      totalE4: 14_998_000,
      problem: null,
      buyer: {
        firstName: 'Ayşe',
        lastName: 'Yılmaz',
        company: '',
        taxNumber: '',
        identityNumber: '11111111111',
      },
      shipping: {
        address: 'Örnek Sk. 5/2',
        district: 'Kadıköy',
        city: 'İstanbul',
        countryIso2: 'TR',
        phone: '',
      },
      cargo: { trackingNumber: '7330001112223334' },
    });
    expect(entry.lines).toEqual([
      {
        lineId: '700100',
        barcode: 'TSTGML001M',
        stockCode: 'GML001-W-M',
        title: 'Keten Gömlek Beyaz, M',
        quantity: 2,
        unitPriceE4: 7_499_000,
        vatRateE4: 100_000,
        status: 'new',
      },
    ]);
    expect(JSON.parse(entry.raw)).toEqual(orderPackage());
  });

  it('is read by the field names of before April 2026 as well', () => {
    const { shipmentPackageId, packageTotalPrice, ...rest } = orderPackage();
    const { lineId, stockCode, lineUnitPrice, vatRate, discountDetails, ...line } = orderLine();
    const old = {
      ...rest,
      id: shipmentPackageId,
      totalPrice: packageTotalPrice,
      lines: [{ ...line, id: lineId, merchantSku: stockCode, price: lineUnitPrice, vatBaseAmount: vatRate }],
    };
    const [now, before] = [mapPackage(orderPackage()), mapPackage(old)];
    expect({ ...before, raw: '' }).toEqual({ ...now, raw: '' });
    expect(discountDetails).toBeDefined();
  });

  it('keeps every digit of ids beyond 2^53', () => {
    const text = JSON.stringify(orderPackage())
      .replace('3330001110', '9223372036854775807')
      .replace('7330001112223334', '73300011122233344455');
    const entry = mapPackage(parseJson(text));
    expect(entry.packageId).toBe('9223372036854775807');
    expect(entry.cargo.trackingNumber).toBe('73300011122233344455');
  });

  it('takes numbers that come as texts', () => {
    const entry = mapPackage(
      orderPackage({
        shipmentPackageId: '3330001110',
        orderDate: String(ORDERED_AT + 3 * HOUR),
        packageTotalPrice: '1499.80',
        lines: [orderLine({ quantity: '2', lineUnitPrice: '749.90' })],
      }),
    );
    expect(entry).toMatchObject({
      packageId: '3330001110',
      orderedAtMs: ORDERED_AT,
      totalE4: 14_998_000,
      problem: null,
    });
  });

  it.each([
    ['split', 'split', [1, 2]],
    ['cancel', 'cancel', [1, 2]],
    ['transfer', 'transfer', []],
    ['order-creation', 'order', []],
    ['something-new', 'other', []],
    [null, 'order', []],
  ])('created by %s is of origin %s', (createdBy, origin, ids) => {
    const entry = mapPackage(orderPackage({ createdBy, originPackageIds: ids.length > 0 ? ids : null }));
    expect(entry).toMatchObject({ origin, replaces: ids.map(String) });
  });

  it('of a company carries its tax number, office and name', () => {
    const entry = mapPackage(
      orderPackage({
        commercial: true,
        taxNumber: '1234567890',
        invoiceAddress: { company: 'Örnek Ltd. Şti.', taxOffice: 'Kadıköy', city: 'İstanbul' },
      }),
    );
    expect(entry.buyer).toMatchObject({
      company: 'Örnek Ltd. Şti.',
      taxNumber: '1234567890',
      taxOffice: 'Kadıköy',
    });
  });

  it.each([
    ['Awaiting', 'awaiting'],
    ['Created', 'new'],
    ['PICKING', 'picking'],
    ['Invoiced', 'invoiced'],
    ['INVOICED', 'invoiced'],
    ['Shipped', 'shipped'],
    ['AT_COLLECTION_POINT', 'at-collection-point'],
    ['AtCollectionPoint', 'at-collection-point'],
    ['Delivered', 'delivered'],
    ['UnDelivered', 'undelivered'],
    ['Returned', 'returned'],
    ['Cancelled', 'cancelled'],
    ['UnSupplied', 'unsupplied'],
    ['UnPacked', 'split'],
    ['Verified', 'other'],
    ['SomethingOf2027', 'other'],
    ['constructor', 'other'],
    ['', 'other'],
  ] as const)('in state %s is %s', (word, status) => {
    expect(mapStatus(word)).toBe(status);
  });
});

describe('the instant of an order', () => {
  it('is three hours before `orderDate`, which is Turkey’s wall clock written as UTC', () => {
    expect(mapPackage(orderPackage()).orderedAtMs).toBe(ORDERED_AT);
  });

  it('is `orderDate` itself where a system writes plain UTC', () => {
    expect(mapPackage(orderPackage({ orderDate: ORDERED_AT })).orderedAtMs).toBe(ORDERED_AT);
    const bare = { orderDate: ORDERED_AT, packageHistories: [], originShipmentDate: null };
    expect(mapPackage(orderPackage(bare)).orderedAtMs).toBe(ORDERED_AT);
  });

  it('is not misread from a package that a split made three hours later', () => {
    const splitAt = ORDERED_AT + 2.8 * HOUR;
    const split = {
      createdBy: 'split',
      packageHistories: [{ createdDate: splitAt, status: 'Created' }],
      originShipmentDate: splitAt,
      lastModifiedDate: splitAt,
    };
    expect(mapPackage(orderPackage(split)).orderedAtMs).toBe(ORDERED_AT);
  });

  it('is not misread from a history that begins late', () => {
    const late = { packageHistories: [{ createdDate: ORDERED_AT + 2.9 * HOUR, status: 'Picking' }] };
    expect(mapPackage(orderPackage(late)).orderedAtMs).toBe(ORDERED_AT);
  });
});

describe('what a buyer paid', () => {
  it('is the package’s own total, to the kuruş, when a discount can’t be divided by the units', () => {
    const line = orderLine({
      quantity: 3,
      lineGrossAmount: 100,
      lineSellerDiscount: 33.33,
      lineUnitPrice: 66.67,
      discountDetails: [{ lineItemPrice: 66.67 }, { lineItemPrice: 66.67 }, { lineItemPrice: 66.66 }],
    });
    const entry = mapPackage(orderPackage({ packageTotalPrice: 200, lines: [line] }));
    expect(entry.totalE4).toBe(2_000_000);
    expect(entry.lines[0]!.unitPriceE4).toBe(666_667);
    expect(Math.abs(entry.lines[0]!.unitPriceE4 * 3 - entry.totalE4)).toBeLessThanOrEqual(3);
  });

  it('believes the documented unit price when the units’ own prices mean something else', () => {
    const line = orderLine({ discountDetails: [{ lineItemPrice: 799.9 }, { lineItemPrice: 799.9 }] });
    expect(mapPackage(orderPackage({ lines: [line] })).lines[0]!.unitPriceE4).toBe(7_499_000);
  });

  it('is summed from the lines when the package does not say', () => {
    expect(mapPackage(orderPackage({ packageTotalPrice: null })).totalE4).toBe(14_998_000);
  });

  it('is computed from gross and discounts when a line has no unit price', () => {
    const line = orderLine({ lineUnitPrice: undefined, discountDetails: [], lineTyDiscount: 10 });
    expect(mapPackage(orderPackage({ lines: [line] })).lines[0]!.unitPriceE4).toBe(7_399_000);
  });
});

describe('a package that can’t be understood', () => {
  it.each([
    ['nothing', null],
    ['a text', 'x'],
    ['a list', []],
    ['an empty object', {}],
    ['no lines', orderPackage({ lines: [] })],
    [
      'a line without a price',
      orderPackage({
        lines: [orderLine({ lineUnitPrice: null, lineGrossAmount: null, discountDetails: null })],
      }),
    ],
    ['a line of no units', orderPackage({ lines: [orderLine({ quantity: 0 })] })],
    ['no order number', orderPackage({ orderNumber: null })],
  ])('(%s) is kept with a problem instead of being dropped or blocking others', (_name, raw) => {
    const entry = mapPackage(raw);
    expect(entry.problem?.code).toBe('order/not-understood');
    expect(entry.packageId).not.toBe('');
    expect(entry.orderNumber).not.toBe('');
  });

  it('never makes the reading fail, whatever comes', () => {
    assert(
      property(
        object({ maxDepth: 4 }),
        record({
          status: anything(),
          lines: anything(),
          orderDate: anything(),
          packageHistories: anything(),
          originPackageIds: anything(),
        }),
        (noise, known) => {
          const safe: unknown = JSON.parse(
            JSON.stringify({ ...orderPackage(), ...noise, ...known }, (_key, value: unknown) =>
              typeof value === 'bigint' ? String(value) : value,
            ),
          );
          const entry = mapPackage(safe);
          expect(entry.packageId).not.toBe('');
          for (const line of entry.lines)
            expect(Number.isSafeInteger(line.unitPriceE4) && line.quantity > 0).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
