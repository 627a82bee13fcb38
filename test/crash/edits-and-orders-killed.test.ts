import { afterAll, describe, expect, inject, it } from 'vitest';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';
import { openKilledWorld, type KilledWorld } from './killed-world.ts';
import type { Death } from './look-at-death.ts';

const SEED = Number(process.env.SEED ?? 20_261_124);
/** Of both engines together. More in a longer run: `KILLS=200 npx vitest run --project whole …`. */
const KILLS = Number(process.env.KILLS ?? 8);
/** So many in a row at most before a run that is left in peace, and judged. */
const IN_A_ROW = 4;
/** From so many kills on, none inside a write would mean that the test looks at the wrong moments. */
const ENOUGH_TO_TELL = 20;

describe.each([
  ['3.0.4.1', 'MyISAM'],
  ['4.1.0.4', 'InnoDB'],
] as const)('a program killed at any moment, with a shop on OpenCart %s (%s)', (version, engine) => {
  let world: KilledWorld | null = null;
  afterAll(() => world?.close());

  it(
    `brings every edit and every order into the shop once, killed ${KILLS / 2} times while it sells (seed ${SEED})`,
    { timeout: 120_000 + KILLS * 15_000 },
    async () => {
      const random = seededRandom(SEED + 1);
      world = await openKilledWorld(inject('mariadb'), { version, engine, seed: SEED });
      const deaths: Death[] = [];
      while (deaths.length < KILLS / 2) {
        const until = Math.min(deaths.length + random.between(1, IN_A_ROW), KILLS / 2);
        while (deaths.length < until) {
          const death = await world.killOnce();
          if (death !== null) deaths.push(death);
        }
        const told = `seed ${SEED}, after ${deaths.length} kills`;
        const end = await world.runInPeace();
        expect(end.ended, `${told}: ${end.errors}`).toEqual({ kind: 'ended', state: 'done', problem: null });
        expect(await world.faults(), told).toEqual([]);
      }
      const inside = deaths.filter(({ edit, order }) => edit !== 'none' || order !== 'none').length;
      const stories = deaths.map(({ edit, order }) => `edit: ${edit}; order: ${order}`);
      const counted = [...Map.groupBy(stories, (story) => story)].map(
        ([story, all]) => `\n  ${all.length} × ${story}`,
      );
      process.stdout.write(
        `${engine}: ${deaths.length} kills, ${inside} inside a write${counted.join('')}\n`,
      );
      // A handful can all come in quiet moments; of many, about half come inside a write.
      if (deaths.length >= ENOUGH_TO_TELL)
        expect(inside, 'kills that came while something was being written').toBeGreaterThan(0);
    },
  );
});
