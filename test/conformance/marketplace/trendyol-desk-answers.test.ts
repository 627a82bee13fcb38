import { afterEach, describe, expect, it } from 'vitest';
import type { PackageAction } from '#engine/marketplaces/kit/order-desk.ts';
import { collect, openBench, problemOf, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from '../../support/scripted-server.ts';
import { ORDERED_AT, orderPackage, pageOf } from '../../support/trendyol-wire.ts';

let server: ScriptedServer;
let bench: Bench;

async function open(script: (request: SeenRequest, index: number) => Scripted): Promise<void> {
  server = await startScriptedServer(script);
  bench = openBench(server.baseUrl);
}

afterEach(async () => {
  await bench.close();
  await server.close();
});

const last = (): SeenRequest => server.requests.at(-1)!;
const told = (request: SeenRequest): string =>
  `${request.method} ${request.path.replace('/trendyol/integration', '')}`;
const window = { fromMs: ORDERED_AT, toMs: ORDERED_AT + 86_400_000 };
const BIG = '9223372036854775807';

describe('what is done to a package goes out with every digit of its ids', () => {
  const action = (): PackageAction => ({
    packageId: BIG,
    orderNumber: '10654411222',
    lines: [
      { lineId: '9223372036854775801', quantity: 2 },
      { lineId: '700101', quantity: 1 },
    ],
    intent: recordIntent().intent,
  });
  const base = `/order/sellers/123456/shipment-packages/${BIG}`;
  const [first, second] = action().lines;

  it('as the guide spells each service', async () => {
    await open(({ path }) =>
      path.includes('/v2/orders')
        ? {
            json: pageOf([
              orderPackage({ shipmentPackageId: Number(BIG), customerId: 88_001_122, channelId: 1 }),
            ]),
          }
        : {},
    );
    const { connection } = bench;
    const expectSent = async (sent: Promise<void>, path: string, body: string): Promise<void> => {
      await sent;
      expect([told(last()), last().body]).toEqual([path, body]);
    };
    await expectSent(
      connection.cancelLines!({ ...action(), lines: [first!], reasonId: '500' }),
      `PUT ${base}/items/unsupplied`,
      '{"lines":[{"lineId":9223372036854775801,"quantity":2}],"reasonId":500}',
    );
    await expectSent(
      connection.splitPackage!({ ...action(), groups: [[second!]] }),
      `POST ${base}/split`,
      '{"orderLineIds":[700101]}',
    );
    await expectSent(
      connection.splitPackage!({ ...action(), groups: [[first!], [second!]] }),
      `POST ${base}/split`,
      '{"orderLineIds":[9223372036854775801]}',
    );
    await expectSent(
      connection.splitPackage!({ ...action(), groups: [[{ ...first!, quantity: 1 }]] }),
      `POST ${base}/split-packages`,
      '{"splitPackages":[{"packageDetails":[{"orderLineId":9223372036854775801,"quantities":1}]},{"packageDetails":[{"orderLineId":9223372036854775801,"quantities":1},{"orderLineId":700101,"quantities":1}]}]}',
    );
    await expectSent(
      connection.splitPackage!({ ...action(), lines: [first!], groups: [[{ ...first!, quantity: 1 }]] }),
      `POST ${base}/quantity-split`,
      '{"quantitySplit":[{"orderLineId":9223372036854775801,"quantities":[1,1]}]}',
    );
    await expectSent(
      connection.reportBoxes!({ ...action(), boxes: 2, desi: 4.5 }),
      `PUT ${base}/box-info`,
      '{"boxQuantity":2,"deci":4.5}',
    );
    await expectSent(
      connection.changeCargo!({ ...action(), cargoCompanyId: 'ARASMP' }),
      `PUT ${base}/cargo-providers`,
      '{"cargoProvider":"ARASMP"}',
    );
    await expectSent(
      connection.changeWarehouse!({ ...action(), warehouseId: '11' }),
      `PUT ${base}/warehouse`,
      '{"warehouseId":11}',
    );
    await expectSent(
      connection.extendDispatch!({ ...action(), days: 1 }),
      `PUT ${base}/extended-agreed-delivery-date`,
      '{"extendedDayCount":1}',
    );
    await expectSent(
      connection.reportLabourCost!({ ...action(), lines: [second!], amountE4: 125_000 }),
      `PUT ${base}/labor-costs`,
      '[{"orderLineId":700101,"laborCostPerItem":12.5}]',
    );
    await expectSent(
      connection.reportShipment!({
        ...action(),
        carrier: 'x',
        trackingNumber: '',
        trackingLink: 'https://example.com/1',
        shippedAtMs: 0,
      }),
      `PUT ${base}/alternative-delivery`,
      '{"isPhoneNumber":false,"trackingInfo":"https://example.com/1","params":{}}',
    );
    await expectSent(connection.reportServiceDelivery!(action()), `PUT ${base}/delivered-by-service`, '');
    await expectSent(
      connection.reportDelivery!({ ...action(), outcome: 'undelivered', reason: '' }),
      `PUT ${base}/manual-return`,
      '',
    );
    const invoice = {
      number: 'ABC2026000000001',
      issuedAtMs: 1_762_500_000_000,
      link: 'https://example.com/f.pdf',
      file: null,
    };
    await expectSent(
      connection.sendInvoice!({ ...action(), invoice }),
      'POST /sellers/123456/seller-invoice-links',
      `{"invoiceLink":"https://example.com/f.pdf","shipmentPackageId":${BIG},"invoiceNumber":"ABC2026000000001","invoiceDateTime":1762500000}`,
    );
  });

  it('and a delivery goes by the reference’s path where the guide’s is not there', async () => {
    await open(({ path }) =>
      path.endsWith('/manual-deliver')
        ? { status: 404, json: { statusCode: 404, message: 'Not Found' } }
        : {},
    );
    await bench.connection.reportDelivery!({ ...action(), outcome: 'delivered', reason: '' });
    expect(server.requests.map(told)).toEqual([
      `PUT ${base}/manual-deliver`,
      `PUT ${base}/manual-invoice-delivery`,
    ]);
  });

  it('but not where the package itself is unknown', async () => {
    await open(() => ({
      status: 404,
      json: { errors: [{ key: 'order.not.found', message: 'x', errorCode: '404' }] },
    }));
    expect(
      (await problemOf(bench.connection.reportDelivery!({ ...action(), outcome: 'delivered', reason: '' })))
        .code,
    ).toBe('channel/not-found');
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['Cancelled', 'order/wrong-state'],
    ['UnPacked', 'order/wrong-state'],
    ['Delivered', 'channel/request-refused'],
    ['Created', 'channel/request-refused'],
  ])('and a refusal says so when the package is over (%s)', async (status, code) => {
    await open(({ method }) =>
      method === 'GET'
        ? { body: JSON.stringify(pageOf([orderPackage({ status, shipmentPackageId: 42 })])) }
        : { status: 400, json: { errors: [{ key: 'x', message: 'Paket uygun değil' }] } },
    );
    const of = { ...action(), packageId: '42' };
    const problem = await problemOf(bench.connection.cancelLines!({ ...of, reasonId: '500' }));
    expect(problem).toMatchObject({ code, detail: expect.stringContaining('Paket uygun değil') });
  });

  it('and an invoice is deleted with the customer’s number, which only the package tells', async () => {
    await open(({ path }) =>
      path.includes('/v2/orders')
        ? {
            json: pageOf([
              orderPackage({ shipmentPackageId: 3_330_001_110, customerId: 88_001_122, channelId: 25 }),
            ]),
          }
        : { status: 202 },
    );
    await bench.connection.deleteInvoice!({ ...action(), packageId: '3330001110' });
    expect([told(last()), last().body]).toEqual([
      'POST /sellers/123456/seller-invoice-links/delete',
      '{"serviceSourceId":3330001110,"channelId":25,"customerId":88001122}',
    ]);
  });

  it('and a label that is drawn slowly is waited for', async () => {
    let looks = 0;
    await open(({ method }) => {
      if (method === 'POST') return {};
      looks += 1;
      if (looks === 1) return { status: 404, json: {} };
      return {
        json:
          looks < 4
            ? { data: [] }
            : {
                data: [
                  { label: '^XA1^XZ', format: 'ZPL' },
                  { label: '^XA2^XZ', format: 'ZPL' },
                ],
              },
      };
    });
    const label = await bench.connection.readLabel!({
      packageId: '1',
      orderNumber: '2',
      trackingNumber: '7330001112223334',
      format: 'zpl',
    });
    expect(Buffer.from(label.bytes).toString()).toBe('^XA1^XZ\n^XA2^XZ');
    expect(server.requests.filter(({ method }) => method === 'POST').map(told)).toEqual([
      'POST /sellers/123456/common-label/7330001112223334',
    ]);
  });
});

describe('after a sale', () => {
  const claim = (changes: object = {}): object => ({
    claimId: '7b0d2a4e-0000-4000-8000-000000000001',
    orderNumber: '10654411222',
    claimDate: ORDERED_AT,
    lastModifiedDate: ORDERED_AT + 1_000,
    customerFirstName: 'Ayşe',
    customerLastName: 'Yılmaz',
    cargoTrackingNumber: '92233720368547758071',
    cargoProviderName: 'Aras Kargo Marketplace',
    orderShipmentPackageId: 4_440_001,
    orderOutboundPackageId: 3_330_001_110,
    rejectedpackageinfo: { packageid: 5_550_001, items: ['c1'] },
    items: [
      {
        orderLine: {
          id: 700_100,
          productName: 'Keten Gömlek',
          barcode: 'TSTGML001M',
          merchantSku: 'GML001-W-M',
          price: 749.9,
        },
        claimItems: [
          {
            id: 'c1-uuid',
            claimItemStatus: { name: 'WaitingInAction' },
            customerClaimItemReason: { name: 'Beden uymama' },
            customerNote: 'dar',
          },
        ],
      },
    ],
    ...changes,
  });

  it('returns are read with all their odd keys, unknown words and numbers beyond 64 bits', async () => {
    await open(({ path }) =>
      path.endsWith('/audit')
        ? { json: [{ newStatus: 'WaitingInAction', date: ORDERED_AT }] }
        : {
            json: pageOf([
              claim(),
              claim({
                claimId: undefined,
                id: 'old-name',
                items: [{ claimItems: [{ id: 'x', claimItemStatus: { name: 'Teleported' } }] }],
              }),
              'nonsense',
              claim({ claimId: 'not-in-the-window', lastModifiedDate: ORDERED_AT - 1 }),
            ]),
          },
    );
    const returns = await collect(bench.connection.readReturns!(window));
    const byId = new Map(returns.map((one) => [one.returnId, one]));
    expect([...byId.keys()]).toEqual(['7b0d2a4e-0000-4000-8000-000000000001', 'old-name']);
    expect(byId.get('7b0d2a4e-0000-4000-8000-000000000001')).toMatchObject({
      packageId: '3330001110',
      status: 'waits-for-seller',
      answerByMs: ORDERED_AT + 48 * 3_600_000,
      cargo: { trackingNumber: '92233720368547758071' },
      customerName: 'Ayşe Yılmaz',
      lines: [
        {
          returnLineId: 'c1-uuid',
          orderLineId: '700100',
          unitPriceE4: 7_499_000,
          reason: 'Beden uymama',
          customerNote: 'dar',
        },
      ],
    });
    expect(byId.get('old-name')).toMatchObject({ status: 'other', rawStatus: 'Teleported', actions: [] });
    expect(bench.log.map(({ event }) => event)).toContain('rows-not-understood');
    expect(JSON.stringify(bench.log)).not.toMatch(/Ayşe|very-secret|key-of-the-shop/);
  });

  it('a rejection stands in the query, its proof in the body', async () => {
    await open(() => ({}));
    const answer = {
      returnId: 'c',
      returnLineIds: ['a', 'b'],
      answer: 'reject' as const,
      reasonId: '451',
      text: 'İnceleyin & bakın',
      files: [],
      intent: recordIntent().intent,
    };
    await bench.connection.answerReturn!(answer);
    expect(told(last())).toBe('POST /order/sellers/123456/claims/c/issue');
    expect(Object.fromEntries(last().query)).toEqual({
      claimIssueReasonId: '451',
      claimItemIdList: 'a,b',
      description: 'İnceleyin & bakın',
    });
    await bench.connection.answerReturn!({ ...answer, answer: 'accept', intent: recordIntent().intent });
    expect([told(last()), last().body]).toEqual([
      'PUT /order/sellers/123456/claims/c/items/approve',
      '{"claimLineItemIdList":["a","b"],"params":{}}',
    ]);
  });

  it('questions are asked for in slices of two weeks, and an answer may come back as a bare text', async () => {
    await open(({ method }) => ({
      json:
        method === 'POST'
          ? 'OK'
          : pageOf([{ id: 1, text: 'Merhaba', status: 'WAITING_FOR_APPROVE', creationDate: ORDERED_AT }]),
    }));
    const span = { fromMs: ORDERED_AT - 30 * 86_400_000, toMs: ORDERED_AT };
    const questions = await collect(bench.connection.readQuestions!(span));
    expect(questions[0]).toMatchObject({ questionId: '1', state: 'other', rawState: 'WAITING_FOR_APPROVE' });
    for (const { query } of server.requests)
      expect(Number(query.get('endDate')) - Number(query.get('startDate'))).toBeLessThan(14 * 86_400_000);
    await bench.connection.answerQuestion!({
      questionId: '1',
      text: 'Merhaba, elbette.',
      intent: recordIntent().intent,
    });
    expect([told(last()), last().body]).toEqual([
      'POST /qna/sellers/123456/questions/1/answers',
      '{"text":"Merhaba, elbette."}',
    ]);
  });

  it('settlements take the sheet’s sample, every kind asked for by name, cargo told parcel by parcel', async () => {
    const sale = {
      id: '725000001',
      transactionDate: ORDERED_AT,
      barcode: 'TSTGML001M',
      transactionType: 'Satış',
      description: 'Satış',
      debt: 0,
      credit: 749.9,
      commissionRate: 21.5,
      commissionAmount: 161.23,
      sellerRevenue: 588.67,
      orderNumber: '10654411222',
      paymentOrderId: null,
      paymentDate: 1_765_600_000_000,
      shipmentPackageId: 3_330_001_110,
    };
    const cargo = {
      id: 'DDF1',
      transactionDate: ORDERED_AT,
      transactionType: 'Kargo Fatura',
      description: '',
      debt: 100,
      credit: 0,
    };
    await open(({ path, query }) => {
      if (path.includes('/cargo-invoice/'))
        return {
          json: pageOf([
            {
              shipmentPackageType: 'Gönderi Kargo Bedeli',
              parcelUniqueId: 1,
              orderNumber: '10654411222',
              amount: 84.9,
              desi: 2,
            },
          ]),
        };
      const type = query.get('transactionType');
      return { json: pageOf(type === 'Sale' ? [sale] : type === 'DeductionInvoices' ? [cargo] : []) };
    });
    const entries = await collect(bench.connection.readSettlements!(window));
    expect(entries.map(({ kind, amountE4, orderNumber }) => [kind, amountE4, orderNumber])).toEqual([
      ['sale', 7_499_000, '10654411222'],
      ['commission', -1_612_300, '10654411222'],
      ['cargo', -151_000, ''],
      ['cargo', -849_000, '10654411222'],
    ]);
    expect(entries[0]).toMatchObject({
      packageId: '3330001110',
      paymentAtMs: 1_765_600_000_000,
      commissionPercent: 21.5,
    });
    for (const { query, path } of server.requests) {
      if (!path.includes('/cargo-invoice/')) expect(query.get('transactionType')).not.toBe('');
      expect(['500', '1000']).toContain(query.get('size'));
    }
  });

  it('a service that is not open for this seller is told by its refusal, not as an empty list', async () => {
    await open(() => ({ status: 401, json: { exception: 'ClientApiAuthenticationException' } }));
    expect((await problemOf(collect(bench.connection.readSettlements!(window)))).code).toBe(
      'channel/wrong-key',
    );
    expect((await problemOf(collect(bench.connection.readQuestions!(window)))).code).toBe(
      'channel/wrong-key',
    );
  });
});
