import { describe, expect, it } from 'vitest';
import { createFaultBook } from '../../../src-main/sandbox/faults.ts';
import { createN11Sandbox } from '../../../src-main/sandbox/n11/n11-sandbox.ts';
import { seedN11 } from '../../../src-main/sandbox/seed-n11.ts';
import { createShoppers } from '../../../src-main/sandbox/shoppers.ts';
import { seededChance } from '../../support/steady-host.ts';

const NOW = 1_795_000_000_000;

function openSandbox(kept?: unknown) {
  const random = seededChance('n11');
  const n11 = createN11Sandbox({
    now: () => NOW,
    random,
    faults: createFaultBook(random),
    kept,
    baseUrl: () => 'http://127.0.0.1/n11',
    changed: () => undefined,
  });
  return { marketplaces: { n11 }, clock: { now: () => NOW } };
}

describe('the demo’s account at N11', () => {
  it('holds a good part of the sample shop, orders on their way, a return and a question, the same every time', () => {
    const summary = seedN11(openSandbox());
    expect(summary.listings).toBeGreaterThan(50);
    expect(summary).toMatchObject({ orders: 10, questions: 1, claims: 1 });
    expect(seedN11(openSandbox())).toEqual(summary);
  });

  it('outlives a restart with everything in it', () => {
    const first = openSandbox();
    seedN11(first);
    const kept: unknown = JSON.parse(JSON.stringify(first.marketplaces.n11.save()));
    const second = openSandbox(kept);
    expect(second.marketplaces.n11.truth()).toEqual(first.marketplaces.n11.truth());
    expect(second.marketplaces.n11.credentials()).toEqual(first.marketplaces.n11.credentials());
  });

  it('serves a crowd that buys, cancels, returns and asks, and never sells what is not there', () => {
    const sandbox = openSandbox();
    seedN11(sandbox);
    const { n11 } = sandbox.marketplaces;
    const crowd = createShoppers({ marketplaces: new Map([['n11', n11]]), seed: 5, habits: { return: 20 } });
    const deeds = crowd.actMany(300);
    expect(new Set(deeds.map(({ kind }) => kind))).toEqual(
      new Set(['buy', 'cancel', 'carry', 'return', 'ask']),
    );
    expect(n11.listings().every(({ quantity }) => quantity >= 0)).toBe(true);
  });
});
