import { afterEach, describe, expect, it } from 'vitest';
import { hepsiburada } from '#engine/marketplaces/hepsiburada/adapter.ts';
import { explain } from '#engine/marketplaces/hepsiburada/explain.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
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
const HOUR_MS = 3_600_000;
const day = { fromMs: ORDERED_AT - HOUR_MS, toMs: ORDERED_AT + 20 * HOUR_MS, by: 'stream' as const };

describe('pages that are smaller than was asked for', () => {
  it('are turned to the last row of a list that goes by offset', async () => {
    const rows = Array.from({ length: 95 }, (_, index) => ({
      listingId: `x-${index}`,
      hepsiburadaSku: `HB${index}`,
      merchantSku: `S-${index}`,
      price: 10,
      availableStock: index,
    }));
    await open({
      [`/listings/merchantid/${M}`]: ({ query }) => {
        const offset = Number(query.get('offset'));
        const listings = rows.slice(offset, offset + 40);
        return { json: { listings, totalCount: rows.length, limit: 40, offset } };
      },
    });
    const told = await collect(bench.connection.readListings());
    expect(new Set(told.map(({ externalId }) => externalId)).size).toBe(95);
  });

  it('are turned to the last row of a list that counts pages', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => ({ id: `v-${index}`, value: `Değer ${index}` }));
    await open({
      '/values': ({ query }) => {
        const page = Number(query.get('page'));
        const data = rows.slice(page * 100, page * 100 + 100);
        return { json: { success: true, code: 0, totalElements: rows.length, number: page, data } };
      },
    });
    const of = { categoryId: '1', attributeId: 'renk' };
    const values = await collect(bench.connection.readAttributeValues(of));
    expect(new Set(values.map(({ name }) => name)).size).toBe(250);
  });
});

describe('the result of an upload', () => {
  const offer = (externalId: string) => ({ externalId, quantity: 1, salePriceE4: null, listPriceE4: null });
  async function report(result: object): Promise<readonly (readonly [string, string])[]> {
    await open({ '-uploads': { json: { id: 'u-1' } }, '/id/u-1': { json: { id: 'u-1', ...result } } });
    const options = { intent: recordIntent().intent, priority: 1 };
    await bench.connection.updateStockAndPrice(['A', 'B', 'C'].map(offer), options);
    const { final, items } = await bench.connection.readBatch('stock:u-1');
    expect(final).toBe(true);
    return items.map(({ externalId, state }) => [externalId, state] as const);
  }
  const error = (elementNo: number, merchantSku: string | null = null) => ({
    elementNo,
    merchantSku,
    errors: ['ListingFrozen'],
  });

  it('calls nothing done while a refusal can’t be told whose it is', async () => {
    expect(await report({ status: 'Done', errors: [error(1)] })).toEqual([]);
    const nameless = { hepsiburadaSku: 'HB1', merchantSku: null, errors: ['ListingFrozen'] };
    expect(await report({ status: 'Done', errors: [nameless] })).toEqual([]);
  });

  it('is understood with places from zero and from one', async () => {
    const first = [
      ['B', 'done'],
      ['C', 'done'],
      ['A', 'failed'],
    ];
    expect(await report({ status: 'Done', errors: [error(0)] })).toEqual(first);
    const two = [
      ['A', 'done'],
      ['B', 'failed'],
      ['C', 'failed'],
    ];
    expect(await report({ status: 'Done', errors: [error(2), error(3, 'C')] })).toEqual(two);
    expect(await report({ status: 'Done', errors: [error(1), error(2, 'C')] })).toEqual(two);
  });

  it('calls nothing done with a word that nobody knows, nor beside a failure of the whole', async () => {
    expect(await report({ status: 'Archived', errors: [] })).toEqual([]);
    expect(await report({ status: 'Failed', errors: [error(0, 'A')] })).toEqual([['A', 'failed']]);
  });

  it('that the day’s limit kept out waits its turn, in words', async () => {
    await open({ '-uploads': { status: 400, body: 'The merchant exceeds his inventory upload limit.' } });
    const options = { intent: recordIntent().intent, priority: 1 };
    const problem = await problemOf(bench.connection.updateStockAndPrice([offer('A')], options));
    expect(problem).toMatchObject({
      code: 'channel/rate-limited',
      params: { happenedTr: expect.stringContaining('günlük') },
    });
  });
});

describe('the catalogue', () => {
  it('tells of a deletion that it does not know, in place of keeping everybody waiting', async () => {
    await open({ '/delete-process/t-1': { json: { success: false, code: 4000, message: 'no such id' } } });
    expect((await problemOf(bench.connection.readBatch('delete:t-1'))).code).toBe('channel/batch-lost');
  });

  it.each([
    ['APPROVED', 'done'],
    ['COMPLETED', 'done'],
    ['REJECTED', 'failed'],
    ['PARTIAL_APPROVED', 'failed'],
    ['IN_PROGRESS', 'open'],
  ])('says %s of changed content, and it is %s', async (status, state) => {
    await open({
      '/status/t-1': { json: { success: true, code: 0, data: { items: [{ hbSku: 'HB1', status }] } } },
    });
    const pairs = encodeURIComponent(`t-1|${JSON.stringify({ HB1: 'A-1' })}`);
    const { items } = await bench.connection.readBatch(`content:${pairs}`);
    expect(items.map((item) => [item.externalId, item.state])).toEqual([['A-1', state]]);
  });

  it('does not have a number in a sentence taken for one of its codes', () => {
    expect(explain(['4000'])?.code).toBe('channel/batch-lost');
    expect(explain(['Fiyat en çok 4000 TL olabilir'])?.code ?? null).toBeNull();
  });

  it('gets one value for an attribute, and a draft with two is held back', () => {
    const value = (text: string) => ({ attributeId: 'r', name: 'Renk', valueId: null, text, unit: null });
    const faults = hepsiburada.connect({
      credentials: HEPSIBURADA_KEYS,
      gateway: bench.gateway,
      clock: bench.clock,
      logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    }).checkDraft!(
      {
        stockCode: 'A-1',
        barcode: '8690000000012',
        groupId: 'A',
        title: 'Gömlek',
        subtitle: '',
        description: '<p>Gömlek</p>',
        categoryId: '1',
        brandId: null,
        brandName: 'Örnek',
        attributes: [value('Siyah'), value('Beyaz')],
        images: ['https://cdn.example.com/1.jpg'],
        vatRate: 10,
        quantity: 1,
        salePriceE4: 1_000_000,
        listPriceE4: 1_000_000,
        currency: 'TRY',
        desi: 1,
        catalogueId: null,
        fields: { warrantyMonths: '24' },
      },
      [],
    );
    expect(faults.filter(({ severity }) => severity === 'error').map(({ field }) => field)).toEqual([
      'attributes.r',
    ]);
  });
});

describe('an order', () => {
  it('whose shipment is told a day late is told as shipped all the same', async () => {
    let shipped: readonly object[] = [];
    let openLines: readonly object[] = [];
    const line = wireLine('l-1', { status: 'Packaged', packageNumber: '013105889' });
    await open({
      '/ordernumber/0414141341': { json: wireOrder([line]) },
      [`/orders/merchantid/${M}`]: () => ({ json: envelope(openLines) }),
      '/shipped': () => ({ json: envelope(shipped) }),
    });
    openLines = [line];
    await collect(bench.connection.readOrders(day));
    openLines = [];
    shipped = [{ OrderNumber: '0414141341', PackageNumber: '013105889', ShippedDate: '2026-11-20T12:00:00' }];
    const later = { ...day, fromMs: day.fromMs + 48 * HOUR_MS, toMs: day.toMs + 48 * HOUR_MS };
    const packages = await collect(bench.connection.readOrders(later));
    expect(packages.find(({ packageId }) => packageId.startsWith('013105889'))?.status).toBe('shipped');
  });

  it('that only the feed of cancelled lines still knows gives its goods back', async () => {
    const row = {
      cancelDate: '2026-11-20T12:00:00',
      cancelReasonCode: 'CustomerRequest',
      cancelledBy: 'Customer',
      lineItemId: 'l-1',
      merchantSku: 'GML001-W-M',
      orderNumber: '0414141341',
      quantity: 2,
    };
    await open({ '/cancelled': { json: envelope([row]) } });
    const [parcel] = await collect(bench.connection.readOrders(day));
    expect(parcel).toMatchObject({ packageId: 'order-0414141341', status: 'cancelled', problem: null });
    expect(parcel!.lines).toMatchObject([{ lineId: 'l-1', status: 'cancelled', quantity: 2 }]);
  });

  it('whose cargo company has no common label is explained by the code alone', async () => {
    await open({ '/labels': { status: 400, json: { code: 101, message: 'Desteklenmiyor' } } });
    const of = { packageId: '1-2', orderNumber: '2', trackingNumber: '', format: 'zpl' as const };
    expect((await problemOf(bench.connection.readLabel(of))).params['happenedTr']).toContain('ortak etiketi');
  });
});

describe('a question', () => {
  it('of the test system names its product by the SKU, and knows the shop’s own words by their writer', async () => {
    const issue = {
      issueNumber: 77,
      status: 'Answered',
      product: { sku: 'HBCV1', name: 'Gömlek', stockCode: null },
      conversations: [
        { type: null, from: 'Müşteri', content: 'Bol mu?', createdAt: '2026-11-20T10:00:00Z' },
        { type: null, from: 'Satıcı', content: 'Evet', createdAt: '2026-11-20T11:00:00Z' },
      ],
    };
    await open({ '/issues': { json: { data: [issue], totalItemCount: 1 } } });
    expect(await collect(bench.connection.readQuestions(day))).toMatchObject([
      { questionId: '77', stockCode: 'HBCV1', text: 'Bol mu?', answer: 'Evet' },
    ]);
  });
});

describe('accounting records in several currencies', () => {
  it('are read by halves, and only the hour that mixes them is missing, with its reason', async () => {
    const mixed = ORDERED_AT + 5 * HOUR_MS;
    const turkish = (text: string | null) => Date.parse(`${text}Z`) - 3 * HOUR_MS;
    const record = { id: '1', transactionType: 'Payment', isIncome: true, orderDate: '2026-11-20T09:34:09' };
    const row = { ...record, amount: { value: 10, currencyCode: '949' } };
    await open({
      [`/transactions/merchantid/${M}`]: ({ query }) => {
        const [from, to] = ['RecordDateStart', 'RecordDateEnd'].map((name) => turkish(query.get(name)));
        if (from! <= mixed && mixed <= to!)
          return { status: 409, json: { errorMessage: 'MoreThanOneCurrenciesExistInTheResults' } };
        return { json: { count: 1, items: [{ ...row, id: query.get('RecordDateStart') }] } };
      },
    });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const page of bench.connection.readSettlements(day))
        seen.push(...page.map(({ entryId }) => entryId));
    })();
    expect(await problemOf(reading)).toMatchObject({
      code: 'channel/request-refused',
      params: { happenedTr: expect.stringContaining('para birimi') },
    });
    expect(seen.length).toBeGreaterThan(2);
  });
});
