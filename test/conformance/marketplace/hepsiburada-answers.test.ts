import { afterEach, describe, expect, it } from 'vitest';
import { createDestinations } from '#engine/gateway/destinations.ts';
import { hepsiburada } from '#engine/marketplaces/hepsiburada/adapter.ts';
import { explain } from '#engine/marketplaces/hepsiburada/explain.ts';
import { testSystemOrigin } from '#engine/marketplaces/hepsiburada/hosts.ts';
import { collect, problemOf } from '../../support/gateway-under-test.ts';
import {
  openHepsiburada,
  openHepsiburadaAt,
  type HepsiburadaBench,
  type HepsiburadaScript,
} from '../../support/hepsiburada-bench.ts';
import { envelope, HEPSIBURADA_KEYS, ORDERED_AT, wireLine } from '../../support/hepsiburada-wire.ts';
import { startScriptedServer } from '../../support/scripted-server.ts';

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

describe('every request', () => {
  it('names the account by key and the bare developer name, below the service’s own segment', async () => {
    await open({});
    await bench.connection.readOffers(['GML001-W-M']);
    const { headers, path, query } = bench.server.requests.at(-1)!;
    expect(headers.authorization).toBe(
      `Basic ${Buffer.from(`${M}:${HEPSIBURADA_KEYS.serviceKey}`).toString('base64')}`,
    );
    expect(headers['user-agent']).toBe('ornek_dev');
    expect(path).toBe(`/trendyol/listing-external/listings/merchantid/${M}`);
    expect(query.get('merchantSkuList')).toBe('GML001-W-M');
  });

  it('finds another spelling of the hosts when the first one is not there', async () => {
    const server = await startScriptedServer(({ path }) =>
      path.includes('/listing-external.hepsiburada.com/')
        ? { json: envelope([]) }
        : { status: 404, json: {} },
    );
    bench = openHepsiburadaAt(server);
    opened.push(bench);
    expect(await bench.connection.readOffers(['A'])).toEqual([]);
    expect(bench.server.requests.at(-1)!.path).toContain('/listing-external.hepsiburada.com/');
  });

  it('goes to the test system’s hosts, all of them, when the base URL is one of them', async () => {
    await open({});
    const sit = 'https://oms-external-sit.hepsiburada.com';
    expect(testSystemOrigin('catalogue', sit)).toBe('https://mpop-sit.hepsiburada.com');
    expect(testSystemOrigin('finance', sit)).toBe('https://mpfinance-external-sit.hepsiburada.com');
    expect(testSystemOrigin('orders', 'https://oms-external-sit.hepsiburada.com.evil.example')).toBeNull();
    expect(testSystemOrigin('orders', 'http://127.0.0.1:4010/hepsiburada')).toBeNull();
    const destinations = createDestinations(hepsiburada.manifest, sit, HEPSIBURADA_KEYS);
    expect(destinations.baseOf('listing', 0).origin).toBe('https://listing-external-sit.hepsiburada.com');
    const live = createDestinations(hepsiburada.manifest, null, HEPSIBURADA_KEYS);
    expect(live.baseOf('listing', 0).origin).toBe('https://listing-external.hepsiburada.com');
  });
});

describe('what Hepsiburada refuses', () => {
  it.each([
    'ProductNotFound',
    'Product not found',
    'MismatchingSkusSpecified',
    'DuplicateHepsiburadaSkuSpecified',
    'DuplicateMerchantSkuSpecified',
    'MissingHeaders',
    'InvalidPrice',
    'InvalidAvailableStock',
    'InvalidDispatchTime',
    'InvalidMaximumPurchasableQuantity',
    'OutOfPriceRange',
    'ListingFrozen',
    'ListingDeletedRecently',
    'MerchantAlreadyListedAgainstProduct',
    'DiscountedListingPriceIncrease',
    'DiscountedListingStockDecrease',
    'MissingStandardCargoCompany',
    'MissingStandartCargoCompany',
    'restrictedProductBrand',
    'Barcode must be unique barcode',
    'MISSING_INFO',
    'skuList cannot be empty',
    'Değer uygun formatta değildir. Listeleme kaydı 0 fiyat 0 stok olarak oluşturulacaktır.',
    'Can not update product in matched or in catalog progress status',
    'Bad Request limit and offset parameters are required',
    'There are too many ongoing/waiting inventory uploads at the moment.',
    'Order has an ongoing change address demand',
    'Cargo company does not provide mutual barcodes',
    'Günlük limiti aştınız',
    'LimitCannotBeEmpty',
    'Wrong Claim Status',
    'WrongDateFormat',
    'MoreThanOneCurrenciesExistInTheResults',
  ])('is explained in both languages: %s', (text) => {
    const texts = explain([text])?.texts ?? {};
    for (const part of ['happened', 'means', 'action'])
      for (const language of ['Tr', 'En']) expect(texts[`${part}${language}`]).toMatch(/\S{3}/);
  });

  it.each([
    [401, 'Missing Credentials!', 'channel/wrong-key'],
    [401, '', 'channel/wrong-key'],
    [403, '{}', 'channel/forbidden'],
    [400, 'Bad Request limit and offset parameters are required', 'channel/request-refused'],
    [405, '', 'channel/request-refused'],
    [200, '<html>maintenance</html>', 'channel/not-understood'],
  ])('with status %i and body “%s” is named as %3$s', async (status, body, code) => {
    await open({ [`/listings/merchantid/${M}`]: { status, body } });
    expect((await problemOf(bench.connection.readOffers(['A']))).code).toBe(code);
  });

  it('inside a 200 of the catalogue is a refusal, and “nothing found” an empty list', async () => {
    await open({
      [`/all-products-of-merchant/${M}`]: { json: { success: false, code: 4014, message: 'none', data: [] } },
      '/attributes': { json: { success: false, code: 1001, message: 'Category is not found' } },
    });
    expect(await collect(bench.connection.readListings())).toEqual([]);
    expect(await problemOf(bench.connection.readAttributes('1'))).toMatchObject({
      code: 'channel/request-refused',
      params: { happenedTr: expect.stringContaining('Kategori') },
    });
  });

  it('of a service that the account need not have does not keep the channel from working', async () => {
    await open({
      [`/claims/merchantId/${M}`]: { status: 403, json: {} },
      [`/cargoFirms/${M}`]: { status: 404, json: {} },
      // The question service is closed until it is asked for, and says no more than that (§5.2).
      '/api/v1.0/issues': { status: 401, body: '' },
      [`/transactions/merchantid/${M}`]: { json: { count: 0, items: [] } },
      [`/profiles/${M}`]: { json: { profiles: null, error: true, msg: 'Yetkiniz yok' } },
    });
    const { account, endpoints } = await bench.connection.verifyCredentials();
    expect(account).toBe(M);
    const told = (name: string) => {
      const { outcome, problem } = endpoints.find(({ endpoint }) => endpoint === name)!;
      return [outcome, problem?.code ?? null];
    };
    expect(told('claims')).toEqual(['not-checked', 'channel/forbidden']);
    expect(told('cargo-firms')).toEqual(['not-checked', 'channel/not-found']);
    expect(told('questions')).toEqual(['not-checked', 'channel/forbidden']);
    expect(told('shipping-profiles')).toEqual(['not-checked', 'channel/request-refused']);
    expect(told('transactions')).toEqual(['works', null]);
    expect(told('orders-open')).toEqual(['works', null]);
  });

  it.each([
    [200, 'channel/forbidden'],
    [401, 'channel/wrong-key'],
  ])(
    'of questions is a right that is missing, unless orders are refused as well (%i)',
    async (status, code) => {
      await open({
        '/api/v1.0/issues': { status: 401, body: '' },
        [`/orders/merchantid/${M}`]: { status, json: envelope([]) },
      });
      const window = { fromMs: ORDERED_AT, toMs: ORDERED_AT + 1_000 };
      expect((await problemOf(collect(bench.connection.readQuestions!(window)))).code).toBe(code);
    },
  );

  it('is known as another seller’s account by the rows themselves', async () => {
    await open({
      [`/orders/merchantid/${M}`]: { json: envelope([wireLine('l-1', { merchantId: 'somebody-else' })]) },
    });
    const { endpoints } = await bench.connection.verifyCredentials();
    expect(endpoints.find(({ endpoint }) => endpoint === 'orders-open')?.problem?.code).toBe(
      'channel/other-seller',
    );
  });
});

describe('listings', () => {
  it('take barcode and title from the catalogue, and show what waits there', async () => {
    const listing = {
      listingId: 'x',
      hepsiburadaSku: 'HBCV1',
      merchantSku: 'GML001-W-M',
      price: 649.9,
      availableStock: 25,
      isSalable: true,
    };
    const product = (merchantSku: string, status: string) => ({
      merchantSku,
      barcode: '8690000000011',
      hbSku: null,
      variantGroupId: 'GML001',
      productName: 'Keten Gömlek',
      images: ['https://cdn.example.com/1.jpg'],
      price: '649,90',
      status,
    });
    const page = {
      success: true,
      code: 0,
      totalElements: 2,
      data: [product('GML001-W-M', 'MATCHED'), product('W-1', 'MISSING_INFO')],
    };
    await open({
      [`/listings/merchantid/${M}`]: { json: { listings: [listing], totalCount: 1, limit: 100, offset: 0 } },
      [`/all-products-of-merchant/${M}`]: { json: page },
    });
    const rows = await collect(bench.connection.readListings());
    expect(rows).toMatchObject([
      {
        externalId: 'GML001-W-M',
        title: 'Keten Gömlek',
        barcode: '8690000000011',
        groupId: 'GML001',
        state: 'on-sale',
        quantity: 25,
        salePriceE4: 6_499_000,
        listPriceE4: null,
      },
      { externalId: 'W-1', state: 'rejected', quantity: null },
    ]);
  });

  it('that lie in Hepsiburada’s own warehouse keep their stock, and take the seller’s price', async () => {
    const listing = {
      listingId: 'x',
      merchantSku: 'A',
      price: 1,
      availableStock: 1,
      isSalable: true,
      isFulfilledByHB: true,
    };
    await open({ [`/listings/merchantid/${M}`]: { json: { listings: [listing], totalCount: 1 } } });
    const [row] = await collect(bench.connection.readListings());
    expect(row).toMatchObject({
      state: 'on-sale',
      stockHeldBy: 'marketplace',
      quantity: null,
      salePriceE4: 10_000,
    });
  });
});

describe('claims, questions and money', () => {
  it('are read in the mixed spelling of lists', async () => {
    const claim = {
      number: '356189794',
      status: 'AwaitingAction',
      claimType: 'Return',
      claimDate: '2026-11-20T09:34:09',
      quantity: 1,
      priceAmount: 649.9,
      orderNumber: '0414141341',
      lineItemId: 'l-1',
      MerchantSku: 'GML001-W-M',
      Reason: 'Beden uymadı',
      AwaitingActionExpireDate: '2026-11-22T09:34:09',
      Deliveries: [{ CargoCompany: { Name: 'Aras Kargo' }, PackageNumber: 'P1', TrackingNumber: 'T1' }],
    };
    await open({
      [`/claims/merchantId/${M}`]: {
        json: [claim, { ...claim, number: '2', claimType: 'MissingInvoice', Deliveries: null }],
      },
    });
    const claims = await collect(bench.connection.readReturns(day));
    expect(claims).toMatchObject([
      {
        returnId: '356189794',
        packageId: 'P1-0414141341',
        status: 'waits-for-seller',
        actions: ['accept', 'reject'],
        createdAtMs: ORDERED_AT,
      },
      { returnId: '2', packageId: null, actions: [] },
    ]);
    expect(claims[0]!.lines).toMatchObject([
      { stockCode: 'GML001-W-M', unitPriceE4: 6_499_000, reason: 'Beden uymadı' },
    ]);
  });

  it('name the seller in the question service’s own header, and page from one', async () => {
    const question = {
      issueNumber: 4711,
      status: 'WaitingForAnswer',
      createdAt: '2026-11-20T06:34:09Z',
      conversations: [
        { from: 'Customer', type: null, content: 'Pamuklu mu?', createdAt: '2026-11-20T06:34:09Z' },
      ],
      product: { sku: 'HBCV1', name: 'Gömlek', stockCode: null },
    };
    await open({ '/issues': { json: { data: [question], totalItemCount: 1, currentPage: 1 } } });
    const questions = await collect(bench.connection.readQuestions(day));
    expect(questions).toMatchObject([
      { questionId: '4711', text: 'Pamuklu mu?', state: 'waiting', answer: null, askedAtMs: ORDERED_AT },
    ]);
    const { headers, query } = bench.server.requests.at(-1)!;
    expect([headers['merchantid'], query.get('page')]).toEqual([M, '1']);
  });

  it('carry the sign of what they are for the seller, and the currency by its number', async () => {
    const row = (id: string, transactionType: string, isIncome: boolean) => ({
      id,
      transactionType,
      isIncome,
      orderNumber: '0414141341',
      packageNumber: 'P1',
      amount: { value: 181.97, currencyCode: '949' },
      orderDate: '2026-11-20T09:34:09',
      dueDate: '2026-12-20T00:00:00',
    });
    await open({
      [`/transactions/merchantid/${M}`]: {
        json: { count: 2, items: [row('1', 'Payment', true), row('2', 'Commission', false)] },
      },
    });
    const entries = await collect(bench.connection.readSettlements(day));
    expect(entries.map(({ kind, amountE4, currency }) => [kind, amountE4, currency])).toEqual([
      ['sale', 1_819_700, 'TRY'],
      ['commission', -1_819_700, 'TRY'],
    ]);
  });
});
