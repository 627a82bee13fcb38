import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isSameValue } from '#contract/product-value.ts';
import type { EditingFacts } from '#contract/products.ts';
import type { FieldChange, StorePort, StoreSheet } from '#engine/store/port.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';
import { everyFieldButStock } from '../../support/every-field.ts';
import { writeAndDie, writeUntilKilled } from '../../support/killed-writer.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import type { ReachPoint } from '../../support/product-writer-child.ts';

const SEED = Number(process.env.SEED ?? 20_261_124);
/** More in a longer run: `KILLS=200 npx vitest run …`. */
const KILLS = Number(process.env.KILLS ?? 6);
/** Every so many statements; `opencart-edit-random` breaks off at any of them. */
const STRIDE = 4;
const CAMERA = '30';
const WRITING = { settings: OPENCART_SETTINGS, reach: () => undefined };
const POINTS: readonly ReachPoint[] = [
  '10-store-write:before',
  '10-store-write:between-statements',
  '10-store-write:before-commit',
  '10-store-write:after-commit',
];
const STOCK = ['quantity', 'option:15:quantity', 'option:16:quantity'] as const;
const DIFFERENCES = [-2, 3, -1] as const;

describe.each([
  ['3.0.4.1', 'MyISAM'],
  ['4.1.0.4', 'InnoDB'],
] as const)('a program killed while it edits a product of OpenCart %s (%s)', (version, engine) => {
  let shop: OpencartShop;
  let store: StorePort;
  let marking: StorePort;
  let facts: EditingFacts;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version, { engine });
    await shop.run("INSERT INTO oc_language SET name = 'Türkçe', code = 'tr-tr', locale = 'tr', status = 1");
    if (version === '3.0.4.1') await shop.run('DELETE FROM oc_product_special WHERE product_id = 30');
    store = openStoreOn(shop);
    // What begins a write is another program than what asks for it again.
    marking = openStoreOn(shop);
    facts = await store.readEditingFacts({ settings: OPENCART_SETTINGS });
  });
  afterAll(async () => {
    await store.close();
    await marking.close();
    await shop.remove();
  });

  const sheet = async (): Promise<StoreSheet> => {
    const [found] = await store.readSheets([CAMERA], { settings: OPENCART_SETTINGS });
    if (found === undefined) throw new Error('the camera is gone');
    return found;
  };
  const stock = async (): Promise<readonly number[]> => {
    const held = (await sheet()).sheet;
    return STOCK.map((field) => Number(held[field]));
  };
  const begin = async (changes: readonly FieldChange[]) => {
    const mark = await marking.markProductWrite(CAMERA, WRITING);
    if (mark === null) throw new Error('the camera is gone');
    return { ...mark, productId: CAMERA, changes };
  };
  const moves = (): readonly FieldChange[] =>
    STOCK.map((field, index) => ({ kind: 'add', field, difference: DIFFERENCES[index]!, floor: 'none' }));
  const moved = (before: readonly number[], times = 1): readonly number[] =>
    before.map((quantity, index) => quantity + times * DIFFERENCES[index]!);

  it(
    'has every field as it was meant and every difference once, wherever it died',
    { timeout: 180_000 },
    async () => {
      const died: string[] = [];
      for (const dieAt of POINTS) {
        for (let occurrence = 1; ; occurrence += STRIDE) {
          const before = await stock();
          const sets = everyFieldButStock(await sheet(), facts);
          const write = await begin([...sets, ...moves()]);
          const isKilled = await writeAndDie(shop, { write, dieAt, occurrence });
          const told = `${dieAt} ${occurrence}`;
          const result = await store.writeProduct(write, WRITING);
          expect(result, told).toMatchObject({ kind: 'written', missed: [], refused: [] });
          expect(await stock(), told).toEqual(moved(before));
          const held = (await sheet()).sheet;
          const wrong = sets.filter(({ field, value }) => !isSameValue(field, held[field] ?? null, value));
          expect(wrong, told).toEqual([]);
          if (!isKilled) break;
          died.push(told);
          if (dieAt !== '10-store-write:between-statements') break;
        }
      }
      expect(died.length, died.join(', ')).toBeGreaterThan(POINTS.length);
    },
  );

  it.each(POINTS)(
    'moves all stock once or none of it where the merchant saved after it died at %s',
    async (dieAt) => {
      const before = await stock();
      const write = await begin([...everyFieldButStock(await sheet(), facts), ...moves()]);
      expect(await writeAndDie(shop, { write, dieAt, occurrence: 1 })).toBe(true);
      await shop.run('UPDATE oc_product SET date_modified = NOW() WHERE product_id = ?', [CAMERA]);
      const left = await sheet();
      for (let time = 0; time < 2; time += 1) {
        expect(await store.writeProduct(write, WRITING)).toEqual({ kind: 'unsure', sheet: left });
      }
      expect(await sheet()).toEqual(left);
      const isDone =
        dieAt === '10-store-write:after-commit' ||
        (dieAt === '10-store-write:before-commit' && engine === 'MyISAM');
      expect(await stock()).toEqual(isDone ? moved(before) : before);
    },
  );

  it(
    `adds each difference once, killed at ${KILLS} moments (seed ${SEED})`,
    { timeout: 30_000 + KILLS * 3_000 },
    async () => {
      const random = seededRandom(SEED);
      let expected = await stock();
      let interrupted = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const delayMs = random.between(1, 120);
        const { begun, done } = await writeUntilKilled(
          shop,
          {
            productId: CAMERA,
            differences: STOCK.map((field, index) => ({ field, difference: DIFFERENCES[index]! })),
          },
          delayMs,
        );
        const last = begun.at(-1);
        if (last !== undefined && done < begun.length) {
          interrupted += 1;
          expect(await store.writeProduct(last, WRITING)).toMatchObject({
            kind: 'written',
            missed: [],
            refused: [],
          });
        }
        expected = moved(expected, begun.length);
        expect(
          await stock(),
          `seed ${SEED}, kill ${kill} after ${delayMs} ms, ${begun.length} writes`,
        ).toEqual(expected);
      }
      expect(interrupted).toBeGreaterThan(0);
    },
  );
});
