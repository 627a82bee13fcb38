import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewFault } from '../../src-main/sandbox/faults.ts';
import { startBench, type SandboxBench, type SandboxReply } from '../support/sandbox-client.ts';

let bench: SandboxBench;
beforeEach(async () => {
  bench = await startBench({ rules: { trendyol: { rateLimits: 'off', batchOpenPolls: 0 } } });
  bench.sandbox.trendyol.seedListings(
    Array.from({ length: 8 }, (_, index) => ({ barcode: `B${index}`, quantity: 5, salePrice: 100 })),
  );
});
afterEach(() => bench.sandbox.stop());

const WRITE = '/integration/inventory/sellers/{sellerId}/products/price-and-inventory';
const PRODUCTS = '/integration/product/sellers/{sellerId}/products';
const read = (query = 'size=4'): Promise<SandboxReply> =>
  bench.ask({ path: `${PRODUCTS}/approved?${query}` });
const write = (quantity: number): Promise<SandboxReply> =>
  bench.ask({
    method: 'POST',
    path: WRITE,
    body: { items: [0, 1, 2, 3, 4, 5, 6, 7].map((n) => ({ barcode: `B${n}`, quantity })) },
  });
const fault = (wanted: NewFault): void => void bench.sandbox.faults.add(wanted);
const lastCall = () => bench.sandbox.calls().at(-1)!;
const stockOfB0 = (): number => {
  bench.clock.advance(1_000);
  return bench.sandbox.trendyol.listing('B0')!.quantity;
};

type BatchJson = {
  readonly itemCount: number;
  readonly items: readonly { readonly status: string; readonly failureReasons: readonly string[] }[];
};
async function sentBatch(): Promise<SandboxReply> {
  const { batchRequestId } = (await write(9)).json as { batchRequestId: string };
  return bench.ask({ path: `${PRODUCTS}/batch-requests/${batchRequestId}` });
}

describe('faults before the marketplace acts', () => {
  it.each([
    [{ kind: 'rate-limit', retryAfterSeconds: 7 }, 429],
    [{ kind: 'server-error' }, 500],
    [{ kind: 'server-error', status: 503 }, 503],
    [{ kind: 'html' }, 502],
  ] as const)('answers %o and does nothing', async (wanted, status) => {
    fault({ ...wanted, count: 1 });
    const answer = await write(9);
    expect(answer.status).toBe(status);
    expect(lastCall()).toMatchObject({
      status,
      fault: wanted.kind,
      acted: false,
      endpoint: 'price-and-inventory',
    });
    expect(stockOfB0()).toBe(5);
    expect((await write(9)).status).toBe(200);
    expect(stockOfB0()).toBe(9);
  });

  it('sends Retry-After only where it is wanted, and HTML as HTML', async () => {
    fault({ kind: 'rate-limit', retryAfterSeconds: 7, count: 1 });
    expect((await read()).headers['retry-after']).toBe('7');
    fault({ kind: 'html', count: 1 });
    const answer = await read();
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.text).toContain('<html>');
  });

  it.each(['timeout-before', 'reset-before'] as const)('%s cuts the line and does nothing', async (kind) => {
    fault({ kind, delayMs: 20, count: 1 });
    await expect(write(9)).rejects.toThrow(/hang up|ECONNRESET/);
    expect(lastCall()).toMatchObject({ status: null, acted: false });
    expect(stockOfB0()).toBe(5);
  });
});

describe('faults after the marketplace acted', () => {
  it.each(['lost-answer', 'timeout-after'] as const)(
    '%s does what was asked and says nothing',
    async (kind) => {
      fault({ kind, delayMs: 20, count: 1, endpoint: 'price-and-inventory' });
      await expect(write(9)).rejects.toThrow(/hang up|ECONNRESET/);
      expect(lastCall()).toMatchObject({ status: null, fault: kind, acted: true });
      expect(stockOfB0()).toBe(9);
      expect((await write(9)).status).toBe(400);
    },
  );

  it('garbles, cuts short, drips and blows up answers', async () => {
    fault({ kind: 'garbage-json', count: 1 });
    expect(await read()).toMatchObject({ status: 200, json: undefined });
    fault({ kind: 'truncated-body', count: 1 });
    await expect(read()).rejects.toThrow(/aborted|ECONNRESET/);
    fault({ kind: 'slow-body', delayMs: 200, count: 1 });
    expect(await read()).toMatchObject({ status: 200, json: { totalElements: 8 } });
    fault({ kind: 'truncated-gzip', count: 1 });
    expect((await read()).headers['content-encoding']).toBe('gzip');
    fault({ kind: 'huge-number', count: 1 });
    expect((await read()).text).toContain('9'.repeat(300));
  });
});

describe('faults in what the marketplace does and says', () => {
  it('refuses some items of a batch with the given text', async () => {
    fault({ kind: 'partial-rejection', share: 0.5, text: 'Sistemsel hata', count: 1 });
    const batch = (await sentBatch()).json as BatchJson;
    const failed = batch.items.filter((item) => item.status === 'FAILED');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(8);
    expect(failed[0]!.failureReasons).toEqual(['Sistemsel hata']);
  });

  it('says nothing of some items of a batch', async () => {
    fault({ kind: 'silent-items', share: 0.5, count: 1 });
    const batch = (await sentBatch()).json as BatchJson;
    expect(batch.itemCount).toBe(8);
    expect(batch.items.length).toBeLessThan(8);
  });

  it('loses a batch whose values take effect all the same, or never ends it', async () => {
    fault({ kind: 'batch-lost', endpoint: 'price-and-inventory', count: 1 });
    expect((await sentBatch()).status).toBe(404);
    expect(stockOfB0()).toBe(9);
    bench.clock.advance(15 * 60_000);
    fault({ kind: 'batch-stuck', count: 1 });
    expect((await sentBatch()).json).toMatchObject({ items: [] });
  });

  it('repeats and overlaps pages, and lies about the total', async () => {
    const barcodes = async (query: string): Promise<string[]> =>
      ((await read(query)).json as { content: { variants: { barcode: string }[] }[] }).content.flatMap(
        (content) => content.variants.map((variant) => variant.barcode),
      );
    const [first, second] = [await barcodes('size=4&page=0'), await barcodes('size=4&page=1')];
    fault({ kind: 'duplicate-page', count: 1 });
    expect(await barcodes('size=4&page=1')).toEqual(first);
    fault({ kind: 'overlapping-page', count: 1 });
    expect(await barcodes('size=4&page=1')).toEqual([...first.slice(2), ...second]);
    fault({ kind: 'wrong-total', count: 1 });
    expect((await read()).json).toMatchObject({ totalElements: 12, totalPages: 3 });
  });

  it('hands out a cursor that leads nowhere new', async () => {
    for (let count = 0; count < 4; count += 1) bench.sandbox.trendyol.buy();
    const stream = async (query: string): Promise<{ nextCursor: string; ids: number[] }> => {
      const json = (await bench.ask({ path: `/integration/order/sellers/{sellerId}/orders/stream?${query}` }))
        .json as {
        nextCursor: string;
        content: { shipmentPackageId: number }[];
      };
      return { nextCursor: json.nextCursor, ids: json.content.map((one) => one.shipmentPackageId) };
    };
    const first = await stream('size=2');
    fault({ kind: 'repeated-cursor', count: 1 });
    bench.sandbox.trendyol.buy();
    const second = await stream(`size=1&nextCursor=${first.nextCursor}`);
    expect(second.nextCursor).toBe(first.nextCursor);
  });

  it('speaks words that nobody knows yet and leaves out fields', async () => {
    bench.sandbox.trendyol.buy();
    const orders = '/integration/order/sellers/{sellerId}/v2/orders';
    fault({ kind: 'unknown-word', count: 1 });
    expect((await bench.ask({ path: orders })).json).toMatchObject({
      content: [{ status: 'ReadyForDrone' }],
    });
    fault({ kind: 'missing-field', count: 1 });
    expect((await bench.ask({ path: orders })).text).not.toContain('"lines"');
  });

  it('leaves the stock out of the product list, as one of the documents does', async () => {
    fault({ kind: 'missing-field', count: 1 });
    const [first, second] = ((await read()).json as { content: { variants: object[] }[] }).content;
    expect(first!.variants[0]).not.toHaveProperty('stock');
    expect(second!.variants[0]).toHaveProperty('stock');
  });

  it('strikes by chance, at the same places in the same run', async () => {
    fault({ kind: 'server-error', probability: 0.5 });
    const statuses: number[] = [];
    for (let count = 0; count < 20; count += 1) statuses.push((await read()).status);
    expect(new Set(statuses)).toEqual(new Set([200, 500]));
    bench.sandbox.faults.clear();
    expect((await read()).status).toBe(200);
    expect(() => bench.sandbox.faults.add({ kind: 'html', probability: 2 })).toThrow(RangeError);
  });
});
