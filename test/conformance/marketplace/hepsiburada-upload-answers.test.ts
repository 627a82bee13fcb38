import { afterEach, describe, expect, it } from 'vitest';
import { hepsiburada } from '#engine/marketplaces/hepsiburada/adapter.ts';
import { problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import {
  openHepsiburada,
  type HepsiburadaBench,
  type HepsiburadaScript,
} from '../../support/hepsiburada-bench.ts';

let bench: HepsiburadaBench;
const opened: HepsiburadaBench[] = [];

async function open(script: HepsiburadaScript): Promise<void> {
  bench = await openHepsiburada(script);
  opened.push(bench);
}
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

describe('an upload of stock and price', () => {
  const stock = { externalId: 'A-1', quantity: 0, salePriceE4: null, listPriceE4: null };
  const price = { externalId: 'B-2', quantity: null, salePriceE4: 6_499_000, listPriceE4: 7_000_000 };
  const both = { externalId: 'C-3', quantity: 5, salePriceE4: 1_000_000, listPriceE4: 1_000_000 };

  it('sends each figure by the service that takes exactly it, as one intent', async () => {
    let count = 0;
    await open({ '-uploads': () => ({ json: (count += 1) === 1 ? { Id: 'u-1' } : { id: `u-${count}` } }) });
    const { intent, steps } = recordIntent();
    const result = await bench.connection.updateStockAndPrice([price, stock, both], { intent, priority: 1 });
    expect(result).toEqual({ kind: 'accepted', batchId: 'stock:u-1+inventory:u-2+price:u-3' });
    const posts = bench.server.requests.filter(({ method }) => method === 'POST');
    expect(posts.map(({ path, body }) => [path.split('/').at(-1), body])).toEqual([
      ['stock-uploads', '[{"merchantSku":"A-1","availableStock":0}]'],
      ['inventory-uploads', '[{"merchantSku":"C-3","price":100,"availableStock":5}]'],
      ['price-uploads', '[{"merchantSku":"B-2","price":649.9}]'],
    ]);
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
  });

  it('is read back out of every body for the last gate', () => {
    const read = hepsiburada.manifest.readOffers;
    expect(read('stock-upload', '[{"merchantSku":"A-1","availableStock":0}]')).toEqual([
      { externalId: 'A-1', quantity: 0, salePriceE4: null, listPriceE4: null },
    ]);
    const file = JSON.stringify([{ attributes: { merchantSku: 'A-1', price: '130,50', stock: '7' } }]);
    const parts = JSON.stringify([{ name: 'file', fileName: 'products.json', text: file }]);
    expect(read('product-import', parts)).toEqual([
      { externalId: 'A-1', quantity: 7, salePriceE4: 1_305_000, listPriceE4: null },
    ]);
    expect(() => read('price-upload', '[{"merchantSku":"A-1","price":"1,5","x":1}]')).toThrow(TypeError);
    expect(read('listing-unlock', '{}')).toBeNull();
  });

  it.each([
    [200, 'There are too many ongoing/waiting inventory uploads at the moment.'],
    [400, '{"message":"There are too many ongoing/waiting inventory uploads at the moment."}'],
  ])('that is one too many (%i) waits its turn and was not carried out', async (status, body) => {
    await open({ '-uploads': { status, body } });
    const { intent } = recordIntent();
    const failure = problemOf(bench.connection.updateStockAndPrice([stock], { intent, priority: 1 }));
    expect((await failure).code).toBe('channel/rate-limited');
  });

  it.each(['Done', 'COMPLETED', 'COMPLETED_WITH_ERRORS', 'Failed', ''])(
    'is final with the word “%s”, and tells what failed and why',
    async (status) => {
      const result = {
        id: 'u-1',
        status,
        total: 2,
        processed: 2,
        errors: [{ elementNo: 1, hepsiburadaSku: null, merchantSku: 'B-2', errors: ['OutOfPriceRange'] }],
        priceValidations: [
          { elementNo: 1, merchantSku: null, type: 'MinLock', minPrice: 100, maxPrice: 900 },
        ],
      };
      await open({ '-uploads': { json: { id: 'u-1' } }, '/id/u-1': { json: result } });
      const other = { ...price, externalId: 'A-1' };
      const { intent } = recordIntent();
      const sent = await bench.connection.updateStockAndPrice([other, price], { intent, priority: 1 });
      const report = await bench.connection.readBatch(sent.kind === 'accepted' ? sent.batchId : '');
      expect(report.final).toBe(true);
      const failed = ['B-2', 'failed'];
      // Of a failed upload nobody knows what became of the rest: it is read back.
      expect(report.items.map(({ externalId, state }) => [externalId, state])).toEqual(
        status === 'Failed' ? [failed] : [['A-1', 'done'], failed],
      );
      expect(report.items.at(-1)!.problem).toMatchObject({
        code: 'channel/item-refused',
        params: { happenedTr: expect.stringContaining('aralığın dışında') },
        detail: expect.stringContaining('100.00 – 900.00'),
      });
    },
  );

  it('that is still worked on is not final', async () => {
    await open({
      '/id/u-1': { json: { id: 'u-1', status: 'PROCESSING', total: 1, processed: 0, errors: [] } },
    });
    expect((await bench.connection.readBatch('stock:u-1')).final).toBe(false);
  });

  it('after a restart tells only what failed: the rest is read back', async () => {
    const errors = [{ elementNo: 0, merchantSku: 'A-1', errors: ['ProductNotFound'] }];
    await open({ '/id/u-1': { json: { id: 'u-1', status: 'Done', total: 2, processed: 2, errors } } });
    const report = await bench.connection.readBatch('stock:u-1');
    expect(report.items.map(({ externalId, state }) => [externalId, state])).toEqual([['A-1', 'failed']]);
  });

  it('whose answer names no upload has an unknown outcome', async () => {
    await open({ '-uploads': { json: {} } });
    const { intent, steps } = recordIntent();
    const failure = await problemOf(bench.connection.updateStockAndPrice([stock], { intent, priority: 1 }));
    expect(failure.code).toBe('channel/outcome-unknown');
    expect(steps.map(({ step }) => step)).toContain('outcome-unknown');
  });
});
