import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallLog } from '../../src-main/sandbox/call-log.ts';
import { xmlAnswer } from '../../src-main/sandbox/exchange.ts';
import { createFaultBook, type FaultBook } from '../../src-main/sandbox/faults.ts';
import type { SandboxMarketplace } from '../../src-main/sandbox/marketplace.ts';
import { createSandboxClock } from '../../src-main/sandbox/sandbox-clock.ts';
import { seedEmpty } from '../../src-main/sandbox/seed-sandbox.ts';
import { createSandboxServer } from '../../src-main/sandbox/server.ts';
import { createShoppers, type ShopperDeed } from '../../src-main/sandbox/shoppers.ts';
import { byName } from '../../src-main/sandbox/marketplaces.ts';
import { silentLogger, startBench, type SandboxBench } from '../support/sandbox-client.ts';
import { realClock, seededChance } from '../support/steady-host.ts';

let bench: SandboxBench;
beforeEach(async () => {
  bench = await startBench();
  seedEmpty(bench.sandbox);
});
afterEach(() => bench.sandbox.stop());

const SEED = Number(process.env['SHOPPERS_SEED'] ?? Date.now() % 1_000_000);

function pieces(): Map<string, number> {
  return new Map(bench.sandbox.trendyol.listings().map(({ barcode, quantity }) => [barcode, quantity]));
}

describe(`a crowd of shoppers (SHOPPERS_SEED=${SEED})`, () => {
  it('buys, cancels and receives on every marketplace, and never more than is on the shelf', () => {
    const marketplaces = byName(bench.sandbox.marketplaces);
    const before = pieces();
    const bought = new Map<string, number>();
    const crowd = createShoppers({ marketplaces, seed: SEED });
    const deeds: ShopperDeed[] = [];
    for (let turn = 0; turn < 800; turn += 1) {
      const orders = new Set(bench.sandbox.trendyol.packages().map(({ packageId }) => packageId));
      const deed = crowd.act();
      if (deed === null) continue;
      deeds.push(deed);
      if (deed.marketplace !== 'trendyol' || deed.kind !== 'buy') continue;
      const made = bench.sandbox.trendyol.packages().find(({ packageId }) => !orders.has(packageId))!;
      for (const { barcode, quantity } of made.lines)
        bought.set(barcode, (bought.get(barcode) ?? 0) + quantity);
    }
    const kinds = new Set(deeds.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['buy', 'cancel', 'carry']));
    expect(new Set(deeds.map(({ marketplace }) => marketplace))).toEqual(
      new Set([...marketplaces].filter(([, { shoppers }]) => shoppers).map(([name]) => name)),
    );
    for (const [barcode, quantity] of bought)
      expect(quantity, barcode).toBeLessThanOrEqual(before.get(barcode)!);
    for (const [barcode, quantity] of pieces())
      expect(quantity, barcode).toBe(before.get(barcode)! - (bought.get(barcode) ?? 0));
  });

  it('does the same deeds for the same seed', async () => {
    const other = await startBench();
    seedEmpty(other.sandbox);
    const doings = [bench, other].map(({ sandbox }) =>
      createShoppers({ marketplaces: byName(sandbox.marketplaces), seed: SEED }).actMany(120),
    );
    expect(doings[0]!.length).toBeGreaterThan(50);
    expect(doings[1]!.map(({ kind, codes }) => [kind, codes])).toEqual(
      doings[0]!.map(({ kind, codes }) => [kind, codes]),
    );
    await other.sandbox.stop();
  });

  it('is sent in by the control interface, which tells what it did', async () => {
    const answer = await bench.control({ method: 'POST', path: '/shoppers', body: { deeds: 30, seed: 7 } });
    expect(answer.json).toMatchObject({ seed: 7 });
    expect((answer.json as { deeds: unknown[] }).deeds.length).toBeGreaterThan(10);
  });
});

describe('filling the sandbox', () => {
  it('leaves alone what was used already', () => {
    const orders = bench.sandbox.trendyol.packages().length;
    expect(seedEmpty(bench.sandbox)).not.toContain('trendyol');
    expect(bench.sandbox.trendyol.packages()).toHaveLength(orders);
  });
});

const PDF = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff]);

/** A marketplace that speaks XML and hands out files. */
const soapy: SandboxMarketplace = {
  marketplace: 'soapy',
  name: 'Soapy',
  credentials: () => ({}),
  endpointOf: ({ path }) => (path.startsWith('/label') ? 'label' : 'service'),
  handle: ({ path }) =>
    path.startsWith('/label')
      ? { status: 200, headers: { 'content-type': 'application/pdf' }, body: PDF }
      : xmlAnswer(200, '<answer><id>12345678901234</id></answer>'),
  faultAnswer: ({ kind, status }) => xmlAnswer(status, `<fault>${kind}</fault>`),
  actions: {},
  truth: () => null,
  save: () => null,
};

async function openSoapy(): Promise<{
  faults: FaultBook;
  get: (path: string) => Promise<Reply>;
  close: () => void;
}> {
  const faults = createFaultBook(seededChance('soapy'));
  const server = createSandboxServer({
    marketplaces: new Map([['soapy', soapy]]),
    accounts: () => [],
    clock: createSandboxClock(realClock, 0),
    faults,
    calls: createCallLog(),
    changed: () => undefined,
    hostClock: realClock,
    logger: silentLogger,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as { port: number };
  return {
    faults,
    get: (path) => get(`http://127.0.0.1:${address.port}/soapy${path}`),
    close: () => void server.close(),
  };
}

type Reply = { readonly status: number; readonly body: Buffer; readonly type: string };

function get(url: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks),
          type: response.headers['content-type'] ?? '',
        }),
      );
    });
    asking.on('error', reject);
    asking.end();
  });
}

describe('a marketplace of the sandbox that speaks XML', () => {
  it('hands out files byte for byte, stumbles in its own words, and garbles its own kind of answer', async () => {
    const { faults, get: ask, close } = await openSoapy();
    expect((await ask('/label/1')).body).toEqual(PDF);
    faults.add({ kind: 'rate-limit', count: 1, retryAfterSeconds: 3 });
    faults.add({ kind: 'server-error', count: 1, status: 503 });
    const limited = await ask('/service');
    expect([limited.status, limited.body.toString(), limited.type]).toEqual([
      429,
      '<fault>rate-limit</fault>',
      'text/xml;charset=UTF-8',
    ]);
    expect((await ask('/service')).body.toString()).toBe('<fault>server-error</fault>');
    faults.add({ kind: 'huge-number', count: 1 });
    expect((await ask('/service')).body.toString()).toMatch(/<id>9{300}<\/id>/);
    faults.add({ kind: 'garbage-json', count: 1 });
    expect((await ask('/service')).body.toString()).toContain('<unclosed');
    close();
  });
});
