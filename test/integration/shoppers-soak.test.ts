import { describe, expect, it } from 'vitest';
import { runSoak } from '../soak/run-soak.ts';

const SEED = Number(process.env['SOAK_SEED'] ?? Date.now() % 1_000_000);

/** `npm run soak` does the same for ten hours of the sandbox's time. */
describe(`a crowd on five marketplaces while the merchant works (SOAK_SEED=${SEED})`, () => {
  it('leaves every listing and every order equal on both sides, refuses nothing as too much and doubles nothing', async () => {
    const { faults, life, seen, compared } = await runSoak({ seed: SEED, minutes: 12, backgroundMinutes: 3 });
    expect(faults).toEqual([]);
    expect(seen.syncs).toBeGreaterThanOrEqual(5);
    expect(life.deeds.length).toBeGreaterThan(10);
    expect(compared.listings).toBeGreaterThan(1_000);
    expect(compared.orders).toBeGreaterThan(20);
  }, 240_000);
});
