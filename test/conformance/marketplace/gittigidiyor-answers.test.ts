import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signOf } from '#engine/marketplaces/gittigidiyor/client.ts';
import { gittigidiyor } from '#engine/marketplaces/gittigidiyor/adapter.ts';
import { itemProblem } from '#engine/marketplaces/gittigidiyor/errors.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import { GG_CREDENTIALS, openGittigidiyor } from './gittigidiyor-world.ts';

/** Answers are written from the fact sheet's own samples and served by a bare HTTP server. */
type Reply = { readonly status?: number; readonly body: string };

let server: Server;
let requests: {
  readonly path: string;
  readonly operation: string;
  readonly body: string;
  readonly request: IncomingMessage;
}[];
let replies: Record<string, Reply | readonly Reply[]>;
let bench: ReturnType<typeof openGittigidiyor>;

beforeEach(async () => {
  requests = [];
  replies = {};
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const operation = /<gg:(\w+)/.exec(body)?.[1] ?? '';
      requests.push({ path: request.url ?? '', operation, body, request });
      const wanted = replies[operation];
      const served = requests.filter((one) => one.operation === operation).length;
      const list =
        wanted === undefined ? [] : Array.isArray(wanted) ? (wanted as readonly Reply[]) : [wanted as Reply];
      const reply = list[Math.min(served, list.length) - 1] ?? { status: 500, body: 'no answer prepared' };
      response.writeHead(reply.status ?? 200, { 'content-type': 'text/xml;charset=UTF-8' });
      response.end(reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  bench = openGittigidiyor(`http://127.0.0.1:${(server.address() as AddressInfo).port}/gg`);
});
afterEach(async () => {
  await bench.close();
  await new Promise((resolve) => server.close(resolve));
});

const NS = 'https://product.individual.ws.listingapi.gg.com';
const answer = (operation: string, inner: string, prefix = 'env'): Reply => ({
  body: `<${prefix}:Envelope xmlns:${prefix}="http://schemas.xmlsoap.org/soap/envelope/"><${prefix}:Body>
    <ns0:${operation}Response xmlns:ns0="${NS}"><return>${inner}</return></ns0:${operation}Response>
    </${prefix}:Body></${prefix}:Envelope>`,
});
const good = (operation: string, inner = ''): Reply =>
  answer(operation, `<ackCode>success</ackCode><responseTime>04/05/2022 10:11:12</responseTime>${inner}`);
const refusal = (operation: string, viewMessage: string): Reply =>
  answer(
    operation,
    `<ackCode>failure</ackCode><responseTime>04/05/2022 10:11:12</responseTime><timeElapsed>21 ms</timeElapsed>
     <error><errorId>0</errorId><errorCode>0</errorCode><message>product not found</message>
     <viewMessage>${viewMessage}</viewMessage></error>`,
  );
const SALES = `<saleCount>1</saleCount>
  <sales><sale><saleCode>300000001</saleCode><itemId>TS-100</itemId><status>Kargo yapılacak</status><statusCode>X</statusCode>
    <productId>500000001</productId><productTitle>Örnek Tişört</productTitle><price>399.80</price><amount>2</amount>
    <cargoPayment>S</cargoPayment><endDate>04/05/2022 09:00:00</endDate>
    <buyerInfo><username>ornek</username><name>Ayşe</name><surname>Örnek</surname><city>İstanbul</city></buyerInfo>
    <lastActionDate>04/05/2022 09:05:00</lastActionDate>
    <shippingInfo><deliveryOption>REGULAR</deliveryOption><shippingFirmName>aras</shippingFirmName>
      <shippingPaymentType>SELLER</shippingPaymentType></shippingInfo></sale></sales>
  <nextPageAvailable>false</nextPageAvailable>`;
const NONE = '<saleCount>0</saleCount><sales/><nextPageAvailable>false</nextPageAvailable>';
const MAY = {
  fromMs: Date.parse('2022-05-01T00:00:00Z'),
  toMs: Date.parse('2022-05-31T00:00:00Z'),
  by: 'window' as const,
};
const one = [{ externalId: '500000001', quantity: 2, salePriceE4: null, listPriceE4: null }];
const STOCK = good(
  'getStockAndPrice',
  `<products><product><productId>500000001</productId><itemId>TS-100</itemId><format>S</format><amount>6</amount>
   <soldItemCount>1</soldItemCount><buyNowPrice>199.90</buyNowPrice></product></products>`,
);

describe('GittiGidiyor’s protocol, as its documents have it', () => {
  it('signs with the MD5 of key, secret and time', () => {
    expect(signOf('key', 'secret', 1_600_000_000_000)).toBe('84a36de4c6445fe31bf35fadbcd36f66');
  });

  it('calls the service in its namespace, keys first, parameters in their order, language last', async () => {
    replies['getPagedSales'] = good('getPagedSales', NONE);
    await collect(bench.connection.readOrders(MAY));
    const [first] = requests;
    expect(first!.path).toBe('/gg/listingapi/ws/IndividualSaleService');
    expect(first!.request.headers['authorization']).toBe(
      `Basic ${Buffer.from('role-of-the-shop:password-of-the-role').toString('base64')}`,
    );
    expect(first!.request.headers['content-type']).toMatch(/^text\/xml/);
    expect(first!.body).toContain('xmlns:gg="http://sale.individual.ws.listingapi.gg.com"');
    const names = [...first!.body.matchAll(/<(\w+)>[^<]*<\/\1>/g)].map((match) => match[1]);
    expect(names.join(' ')).toBe(
      'apiKey sign time pageNumber pageSize withData byStatus byUser orderBy orderType lang',
    );
  });

  it('reads the documented sale: total for the amount, Turkish time, letters as they are', async () => {
    replies['getPagedSales'] = [
      good('getPagedSales', NONE),
      good('getPagedSales', SALES),
      good('getPagedSales', NONE),
    ];
    const [sale, ...others] = await collect(bench.connection.readOrders(MAY));
    expect(others).toEqual([]);
    expect(sale).toMatchObject({
      packageId: '300000001',
      status: 'new',
      totalE4: 3_998_000,
      orderedAtMs: Date.parse('2022-05-04T06:00:00Z'),
      lines: [{ stockCode: 'TS-100', quantity: 2, unitPriceE4: 1_999_000 }],
      buyer: { firstName: 'Ayşe', lastName: 'Örnek' },
      problem: null,
    });
  });

  it('keeps a sale without amount or price apart, and reads the others', async () => {
    const broken = SALES.replace('<price>399.80</price>', '<price>NaN</price>');
    replies['getPagedSales'] = [good('getPagedSales', broken), good('getPagedSales', NONE)];
    const [sale] = await collect(bench.connection.readOrders(MAY));
    expect(sale?.problem).toMatchObject({ code: 'order/not-understood', detail: 'price' });
  });

  it('reads an answer whatever its prefixes are, and ids of any length', async () => {
    replies['getStockAndPrice'] = {
      body: STOCK.body
        .replaceAll('env:', 'SOAP-ENV:')
        .replace('xmlns:env', 'xmlns:SOAP-ENV')
        .replaceAll('500000001', '9223372036854775807'),
    };
    expect(await bench.connection.readOffers(['9223372036854775807'])).toEqual([
      { externalId: '9223372036854775807', quantity: 5, salePriceE4: 1_999_000, listPriceE4: null },
    ]);
  });

  it('sends sold pieces and new stock together, tells the gate what buyers will see, and keeps no key in its books', async () => {
    replies['getStockAndPrice'] = STOCK;
    replies['updateStock'] = good('updateStock', '<result>tamam</result>');
    const { intent, steps } = recordIntent();
    await bench.connection.updateStockAndPrice(one, { intent, priority: 1 });
    expect(requests.at(-1)!.body).toMatch(
      /<productId>500000001<\/productId><itemId><\/itemId><stock>3<\/stock><cancelBid>false/,
    );
    expect(bench.gated).toEqual([
      { externalId: '500000001', quantity: 2, salePriceE4: null, listPriceE4: null },
    ]);
    const books = JSON.stringify([steps, bench.log]);
    for (const secret of [GG_CREDENTIALS.apiKey, GG_CREDENTIALS.secretKey, GG_CREDENTIALS.rolePassword])
      expect(books).not.toContain(secret);
  });

  it('says why an item was refused, in the words of the marketplace and in its own', async () => {
    replies['getStockAndPrice'] = STOCK;
    replies['updateStock'] = refusal('updateStock', 'Ürün bulunamadı.');
    const result = await bench.connection.updateStockAndPrice(one, {
      intent: recordIntent().intent,
      priority: 1,
    });
    const report = result.kind === 'accepted' ? await bench.connection.readBatch(result.batchId) : null;
    expect(report?.items).toMatchObject([
      {
        state: 'failed',
        problem: {
          code: 'channel/item-refused',
          detail: expect.stringContaining('Ürün bulunamadı'),
          params: { actionTr: expect.any(String) },
        },
      },
    ]);
  });

  it.each([
    [
      'a SOAP fault with 500',
      {
        status: 500,
        body: '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>e:Server</faultcode><faultstring>Ürün bulunamadı</faultstring></e:Fault></e:Body></e:Envelope>',
      },
      'failed',
    ],
    ['a page of HTML', { status: 200, body: '<html><body>bakım</body></html>' }, 'channel/outcome-unknown'],
    [
      'half an envelope',
      { status: 200, body: '<env:Envelope xmlns:env="x"><env:Body>' },
      'channel/outcome-unknown',
    ],
    ['another operation’s answer', good('updatePrice'), 'channel/outcome-unknown'],
    ['no ackCode', answer('updateStock', '<result>?</result>'), 'channel/outcome-unknown'],
    ['a bare 500', { status: 500, body: 'error' }, 'channel/outcome-unknown'],
    ['401', { status: 401, body: '<html></html>' }, 'channel/wrong-key'],
  ] as const)('takes a write answered by %s for what it is', async (_name, reply, expected) => {
    replies['getStockAndPrice'] = STOCK;
    replies['updateStock'] = reply;
    const { intent, steps } = recordIntent();
    const outcome = await bench.connection.updateStockAndPrice(one, { intent, priority: 1 }).then(
      async (result) =>
        result.kind === 'accepted'
          ? (await bench.connection.readBatch(result.batchId)).items[0]!.state
          : result.kind === 'refused'
            ? result.problem.code
            : result.kind,
      (error: unknown) => (error as { problem: { code: string } }).problem.code,
    );
    expect(outcome).toBe(expected);
    expect(steps.map(({ step }) => step)).toEqual([
      'before-send',
      expected === 'channel/outcome-unknown' ? 'outcome-unknown' : 'after-answer',
    ]);
  });

  it('never creates a product that is there under the same code, and does where the answer says there is none', async () => {
    const draft = {
      stockCode: 'TS-100',
      barcode: '',
      groupId: 'TS-100',
      title: 'Örnek',
      subtitle: '',
      description: 'Pamuk.',
      categoryId: 'xyz1',
      brandId: null,
      brandName: 'Örnek',
      attributes: [],
      images: ['https://cdn.example.com/1.jpg'],
      vatRate: 20,
      quantity: 6,
      salePriceE4: 1_999_000,
      listPriceE4: 1_999_000,
      currency: 'TRY',
      desi: null,
      catalogueId: null,
      fields: { city: '34' },
    };
    replies['getProduct'] = good(
      'getProduct',
      '<productDetail><productId>7</productId><itemId>TS-100</itemId><product><title>Örnek</title></product></productDetail>',
    );
    await bench.connection.createListings([draft], { intent: recordIntent().intent, priority: 1 });
    expect(requests.map(({ operation }) => operation)).toEqual(['getProduct']);
    replies['getProduct'] = refusal('getProduct', 'Ürün bulunamadı.');
    replies['insertAndActivateProduct'] = good('insertAndActivateProduct', '<productId>8</productId>');
    await bench.connection.createListings([draft], { intent: recordIntent().intent, priority: 1 });
    expect(requests.at(-1)!.operation).toBe('insertAndActivateProduct');
    const names = [
      ...requests
        .at(-1)!
        .body.matchAll(
          /<(categoryCode|title|photos|description|format|buyNowPrice|listingDays|productCount|cargoDetail|marketPrice)>/g,
        ),
    ].map((match) => match[1]);
    expect(names).toEqual([
      'categoryCode',
      'title',
      'photos',
      'description',
      'format',
      'buyNowPrice',
      'listingDays',
      'productCount',
      'cargoDetail',
    ]);
  });

  it('reads with a wrong key as a wrong key, in words as well as by status', async () => {
    replies['getStockAndPrice'] = refusal('getStockAndPrice', 'Geçersiz imza (sign).');
    expect((await problemOf(bench.connection.readOffers(['1']))).code).toBe('channel/wrong-key');
  });
});

it('every endpoint that carries stock or prices is read back for the last gate, and no other', () => {
  const { endpoints, readOffers } = gittigidiyor.manifest;
  const carrying = Object.entries(endpoints)
    .filter(([, { effect }]) => effect !== 'read')
    .map(([endpoint]) => endpoint)
    .filter((endpoint) => /stock|price|product$/i.test(endpoint));
  for (const endpoint of carrying)
    expect(() => readOffers(endpoint, '<not-ours/>'), endpoint).toThrow(SyntaxError);
  expect(readOffers('sendCargoInformation', '<not-ours/>')).toBeNull();
});

it('words of theirs that nobody knows stay readable', () => {
  expect(itemProblem(['Bambaşka bir hata', 'code 99'])).toMatchObject({
    code: 'channel/item-refused',
    detail: 'Bambaşka bir hata · code 99',
  });
});
