import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBench, type SandboxBench } from '../support/sandbox-client.ts';

let bench: SandboxBench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.sandbox.stop());

const APPROVED = '/integration/product/sellers/{sellerId}/products/approved';
const WRITE = '/integration/inventory/sellers/{sellerId}/products/price-and-inventory';

describe('who is let in to the sandbox’s Trendyol', () => {
  it('answers the right key', async () => {
    expect(await bench.ask({ path: APPROVED })).toMatchObject({
      status: 200,
      json: { totalElements: 0, content: [] },
    });
  });

  it('refuses a wrong key with 401 and the exception’s name', async () => {
    const answer = await bench.ask({ path: APPROVED, headers: { authorization: 'Basic eDp5' } });
    expect(answer).toMatchObject({ status: 401, json: { exception: 'ClientApiAuthenticationException' } });
    expect((await bench.ask({ path: APPROVED, headers: { authorization: null } })).status).toBe(401);
  });

  it('refuses a request without User-Agent with an empty 403', async () => {
    expect(await bench.ask({ path: APPROVED, headers: { 'user-agent': null } })).toMatchObject({
      status: 403,
      text: '',
    });
  });

  it.each([403, 401, 404] as const)(
    'refuses another seller’s path with %i, as the rules say',
    async (status) => {
      bench.sandbox.trendyol.setRules({ otherSellerStatus: status });
      expect((await bench.ask({ path: APPROVED.replace('{sellerId}', '999') })).status).toBe(status);
    },
  );

  it('knows no other paths, methods or media types', async () => {
    expect((await bench.ask({ path: '/integration/nothing' })).status).toBe(404);
    expect((await bench.ask({ path: '/sapigw/suppliers/1/products' })).status).toBe(404);
    expect((await bench.ask({ path: APPROVED, method: 'POST', body: {} })).status).toBe(405);
    const form = await bench.ask({
      path: WRITE,
      method: 'POST',
      rawBody: 'a=1',
      headers: { 'content-type': 'text/plain' },
    });
    expect(form.status).toBe(415);
    expect((await bench.ask({ path: WRITE, method: 'POST', rawBody: '{"items":' })).status).toBe(400);
  });

  it.each([
    ['GET', '/integration/order/sellers/{sellerId}/orders'],
    ['GET', '/integration/product/sellers/{sellerId}/products'],
    ['POST', '/integration/product/sellers/{sellerId}/products'],
  ])('answers 426 on the generation that closed: %s %s', async (method, path) => {
    expect((await bench.ask({ method, path, ...(method === 'POST' ? { body: {} } : {}) })).status).toBe(426);
  });

  it('lets 50 requests in ten seconds through to one endpoint, and the 51st not', async () => {
    for (let count = 0; count < 50; count += 1)
      expect((await bench.ask({ path: APPROVED })).status).toBe(200);
    const refused = await bench.ask({ path: APPROVED });
    expect(refused).toMatchObject({
      status: 429,
      json: { errors: [{ key: 'too.many.requests', errorCode: '429' }] },
    });
    expect(refused.headers['retry-after']).toBeUndefined();
    expect((await bench.ask({ path: APPROVED.replace('approved', 'unapproved') })).status).toBe(200);
    bench.clock.advance(9_999);
    expect((await bench.ask({ path: APPROVED })).status).toBe(429);
    bench.clock.advance(1);
    expect((await bench.ask({ path: APPROVED })).status).toBe(200);
  });

  it('keeps the minute’s limit of the seller’s tier over all endpoints of a group', async () => {
    const orders = '/integration/order/sellers/{sellerId}/v2/orders';
    for (let count = 0; count < 30; count += 1) {
      bench.clock.advance(1_000);
      expect((await bench.ask({ path: orders })).status).toBe(200);
    }
    expect((await bench.ask({ path: orders })).status).toBe(429);
    bench.sandbox.trendyol.setRules({ tier: '75K' });
    expect((await bench.ask({ path: orders })).status).toBe(200);
  });

  it('zips long answers for those who take them zipped', async () => {
    bench.sandbox.trendyol.seedListings(Array.from({ length: 20 }, (_, index) => ({ barcode: `B${index}` })));
    const zipped = await fetch(
      `${bench.sandbox.origin}/trendyol${APPROVED.replace('{sellerId}', bench.sellerId)}`,
      {
        headers: { 'user-agent': 'x - SelfIntegration', authorization: basic(bench) },
      },
    );
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(await zipped.json()).toMatchObject({ totalElements: 20 });
    expect((await bench.ask({ path: APPROVED })).headers['content-encoding']).toBeUndefined();
  });

  it('answers lookups in the shapes that programs must take', async () => {
    bench.sandbox.trendyol.seedListings([{ barcode: 'B1', brand: 'Nilperi', category: 'Giyim > Elbise' }]);
    const brands = await bench.ask({ path: '/integration/product/brands?page=0&size=10' });
    expect(brands.json).toMatchObject({ brands: [{ name: 'Nilperi', LUXE: false }] });
    expect((await bench.ask({ path: '/integration/product/brands?page=1' })).json).toEqual({ brands: [] });
    expect((await bench.ask({ path: '/integration/product/brands/by-name?name=nil' })).json).toMatchObject([
      { name: 'Nilperi' },
    ]);
    const categories = await bench.ask({ path: '/integration/product/product-categories' });
    expect(categories.json).toMatchObject({
      categories: [
        {
          name: 'Giyim',
          parentId: null,
          subCategories: [{ name: 'Elbise', subCategories: [] }, { name: 'Kadın' }],
        },
      ],
    });
    expect((await bench.ask({ path: '/integration/product/lookup/cargo-providers' })).json).toContainEqual({
      code: 'TEXMP',
      name: 'Trendyol Express Marketplace',
    });
    expect((await bench.ask({ path: '/integration/sellers/{sellerId}/addresses' })).json).toMatchObject({
      supplierAddresses: [
        { addressType: 'Shipment' },
        { addressType: 'Invoice' },
        { addressType: 'Returning' },
      ],
    });
  });
});

function basic({ sandbox }: SandboxBench): string {
  const { apiKey = '', apiSecret = '' } = sandbox.trendyol.credentials();
  return `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
}
