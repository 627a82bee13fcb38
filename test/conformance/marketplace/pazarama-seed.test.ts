import { describe, expect, it } from 'vitest';
import { createFaultBook } from '../../../src-main/sandbox/faults.ts';
import { createPazaramaSandbox } from '../../../src-main/sandbox/pazarama/pazarama-sandbox.ts';
import { seedPazarama } from '../../../src-main/sandbox/seed-pazarama.ts';
import { createShoppers } from '../../../src-main/sandbox/shoppers.ts';
import { seededChance } from '../../support/steady-host.ts';

const NOW = 1_795_000_000_000;

function openSandbox(kept?: unknown) {
  const random = seededChance('pazarama');
  const pazarama = createPazaramaSandbox({
    now: () => NOW,
    random,
    faults: createFaultBook(random),
    kept,
    baseUrl: () => 'http://127.0.0.1/pazarama',
    changed: () => undefined,
  });
  return { marketplaces: { pazarama }, clock: { now: () => NOW } };
}

describe('the demo’s account at Pazarama', () => {
  it('holds a good part of the sample shop, orders on their way, a return and a question, the same every time', () => {
    const summary = seedPazarama(openSandbox());
    expect(summary.listings).toBeGreaterThan(50);
    expect(summary).toMatchObject({ orders: 8, questions: 1, claims: 1 });
    expect(seedPazarama(openSandbox())).toEqual(summary);
  });

  it('outlives a restart with everything in it', () => {
    const first = openSandbox();
    seedPazarama(first);
    const kept: unknown = JSON.parse(JSON.stringify(first.marketplaces.pazarama.save()));
    const second = openSandbox(kept);
    expect(second.marketplaces.pazarama.truth()).toEqual(first.marketplaces.pazarama.truth());
    expect(second.marketplaces.pazarama.credentials()).toEqual(first.marketplaces.pazarama.credentials());
  });

  it('serves a crowd that buys, cancels, returns and asks, and never sells what is not there', () => {
    const sandbox = openSandbox();
    seedPazarama(sandbox);
    const { pazarama } = sandbox.marketplaces;
    const marketplaces = new Map([['pazarama', pazarama]]);
    const crowd = createShoppers({ marketplaces, seed: 5, habits: { return: 20 } });
    const deeds = crowd.actMany(300);
    expect(new Set(deeds.map(({ kind }) => kind))).toEqual(
      new Set(['buy', 'cancel', 'carry', 'return', 'ask']),
    );
    expect(pazarama.listings().every(({ quantity }) => quantity >= 0)).toBe(true);
  });
});
