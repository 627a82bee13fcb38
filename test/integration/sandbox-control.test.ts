import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SANDBOX_START, startBench, type SandboxBench } from '../support/sandbox-client.ts';

let bench: SandboxBench;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  bench = await startBench({ stateFile: join(folder, 'sandbox.json') });
});
afterEach(async () => {
  await bench.sandbox.stop();
  rmSync(folder, { recursive: true });
});

describe('the control interface of the sandbox', () => {
  it('names the accounts with base URL and credentials that work', async () => {
    const answer = await bench.control({ path: '/' });
    expect(answer.json).toMatchObject({
      now: SANDBOX_START,
      speed: 1,
      accounts: expect.arrayContaining([
        expect.objectContaining({
          marketplace: 'trendyol',
          baseUrl: `${bench.sandbox.origin}/trendyol`,
          credentials: expect.objectContaining({ sellerId: bench.sellerId }),
        }),
      ]),
    });
  });

  it('seeds listings, buys, cancels and shows the truth of it', async () => {
    const seeded = await bench.control({
      method: 'POST',
      path: '/trendyol/seed-listings',
      body: [{ barcode: 'B 1', quantity: 3, salePrice: 19.99 }],
    });
    expect(seeded).toMatchObject({ status: 200, json: [{ barcode: 'B1', saleKurus: 1_999 }] });
    const bought = await bench.control({
      method: 'POST',
      path: '/trendyol/buy',
      body: { lines: [{ barcode: 'B1', quantity: 2 }] },
    });
    const [one] = bought.json as { shipmentPackageId: number; orderNumber: string }[];
    expect(bought.status).toBe(200);
    await bench.control({
      method: 'POST',
      path: '/trendyol/cancel',
      body: { packageId: one!.shipmentPackageId },
    });
    const truth = await bench.control({ path: '/truth/trendyol' });
    expect(truth.json).toMatchObject({
      listings: [{ barcode: 'B1', quantity: 1, salePrice: 19.99 }],
      packages: [{ orderNumber: one!.orderNumber, status: 'Cancelled' }],
      batches: [],
    });
  });

  it('says what makes no sense', async () => {
    const post = (path: string, body: unknown) => bench.control({ method: 'POST', path, body });
    expect((await post('/trendyol/buy', { lines: [{ barcode: 'NEVER', quantity: 1 }] })).status).toBe(409);
    expect((await post('/trendyol/buy', { wrong: 1 })).status).toBe(400);
    expect((await post('/trendyol/nothing', {})).status).toBe(404);
    expect((await post('/faults', { kind: 'earthquake' })).status).toBe(400);
    expect((await post('/clock', { advanceMs: -1 })).status).toBe(400);
    expect((await bench.control({ path: '/truth/nowhere' })).status).toBe(404);
  });

  it('moves the sandbox’s clock and sets its speed', async () => {
    await bench.control({ method: 'POST', path: '/clock', body: { advanceMs: 60_000, speed: 10 } });
    bench.clock.advance(1_000);
    expect(bench.sandbox.clock.now()).toBe(SANDBOX_START + 70_000);
  });

  it('switches faults on and off and keeps a log of calls without keys', async () => {
    const made = await bench.control({
      method: 'POST',
      path: '/faults',
      body: { kind: 'server-error', endpoint: 'products-approved' },
    });
    const path = '/integration/product/sellers/{sellerId}/products/approved';
    expect((await bench.ask({ path })).status).toBe(500);
    await bench.control({ method: 'DELETE', path: `/faults/${(made.json as { faultId: string }).faultId}` });
    expect((await bench.ask({ path })).status).toBe(200);
    const calls = await bench.control({ path: '/calls' });
    expect(calls.json).toMatchObject([
      { endpoint: 'products-approved', status: 500, fault: 'server-error', acted: false },
      { endpoint: 'products-approved', status: 200, fault: null, acted: true },
    ]);
    const secret = bench.sandbox.trendyol.credentials()['apiSecret']!;
    expect(calls.text).not.toContain(secret);
    expect(calls.text.toLowerCase()).not.toContain('authorization');
  });

  it('is not for web pages: neither with an Origin nor under another name', async () => {
    expect((await bench.control({ path: '/', headers: { origin: 'https://example.com' } })).status).toBe(403);
    expect((await bench.control({ path: '/', headers: { host: 'rebound.example.com' } })).status).toBe(403);
  });
});

describe('the sandbox over a restart', () => {
  it('has the same port, key, stock, orders and clock', async () => {
    bench.sandbox.trendyol.seedListings([{ barcode: 'B1', quantity: 9, salePrice: 10 }]);
    const made = bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 2 }] });
    bench.sandbox.clock.advance(3_600_000);
    const before = bench.sandbox.accounts;
    await bench.sandbox.stop();
    bench = await startBench({ stateFile: join(folder, 'sandbox.json') });
    expect(bench.sandbox.accounts).toEqual(before);
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(7);
    expect(bench.sandbox.trendyol.packages()).toMatchObject([{ packageId: made.packageId }]);
    expect(bench.sandbox.clock.now()).toBe(SANDBOX_START + 3_600_000);
    const next = bench.sandbox.trendyol.buy({ lines: [{ barcode: 'B1', quantity: 1 }] });
    expect(next.packageId).toBeGreaterThan(made.packageId);
  });

  it('keeps its file for its owner alone, and puts a damaged one aside', async () => {
    const file = join(folder, 'sandbox.json');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    await bench.sandbox.stop();
    writeFileSync(file, '{"version":1,');
    bench = await startBench({ stateFile: file });
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe('{"version":1,');
    expect(bench.sandbox.trendyol.listings()).toEqual([]);
  });
});
