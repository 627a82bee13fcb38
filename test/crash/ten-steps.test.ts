import { afterAll, describe, expect, inject, it } from 'vitest';
import { FAIL_POINTS } from '#engine/host.ts';
import type { OpencartVersion } from '../support/opencart-shop.ts';
import { openCrashWorld, type CrashWorld } from './crash-world.ts';

const VERSIONS: readonly OpencartVersion[] = ['3.0.4.1', '4.1.0.4'];

describe.each(VERSIONS)('a program killed without warning, with a shop on OpenCart %s', (version) => {
  let world: CrashWorld | null = null;
  afterAll(() => world?.close());

  it(
    'loses nothing and doubles nothing, whichever of the ten steps it was killed in',
    { timeout: 900_000 },
    async () => {
      world = await openCrashWorld(inject('mariadb'), version);
      const first = await world.sync(null);
      expect(first.told, first.errors).toMatchObject({ state: 'done' });
      const notReached: string[] = [];
      for (const [round, point] of FAIL_POINTS.entries()) {
        await world.stir(round);
        const killed = await world.sync(point);
        if (killed.signal !== 'SIGKILL') notReached.push(point);
        const again = await world.sync(null);
        expect(again.told, `${point}: ${again.errors}`).toMatchObject({ state: 'done' });
        expect(await world.faults(), `after ${point}`).toEqual([]);
      }
      const expected = version === '3.0.4.1' ? ['10-store-write:before-commit'] : [];
      expect(notReached.filter((point) => !expected.includes(point))).toEqual([]);
    },
  );
});
