import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { StorePort } from '#engine/store/port.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';
import { EditTrial } from '../../support/edit-trial.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { openStoreOn } from '../../support/opencart-under-test.ts';

const SEED = Number(process.env.SEED ?? 20_261_124);
const STEPS = Number(process.env.STEPS ?? 60);

describe.each([
  ['3.0.4.1', 'MyISAM'],
  ['4.1.0.4', 'InnoDB'],
] as const)('whatever happens to a product that is edited, in OpenCart %s (%s)', (version, engine) => {
  let shop: OpencartShop;
  let stores: readonly StorePort[];
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version, { engine });
    await shop.run('UPDATE oc_product SET quantity = 500, subtract = 1 WHERE product_id = 30');
    await shop.run('UPDATE oc_product_option_value SET quantity = 500, subtract = 1 WHERE product_id = 30');
    stores = [openStoreOn(shop), openStoreOn(shop)];
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await shop.remove();
  });

  it(
    `no sale is undone and no difference is added twice or lost, after each of ${STEPS} steps (seed ${SEED})`,
    { timeout: 60_000 + STEPS * 1_500 },
    async () => {
      const trial = await EditTrial.of({ shop, stores, random: seededRandom(SEED) });
      const done: string[] = [];
      for (let step = 0; step < STEPS; step += 1) {
        done.push(await trial.step());
        const told = `seed ${SEED}, step ${step}: ${done.slice(-3).join(' → ')}`;
        expect(await trial.held(), told).toEqual({ stock: trial.stock, priceE4: trial.priceE4 });
      }
      expect([...trial.ends.keys()].sort()).toEqual(['missed', 'unsure', 'written']);
    },
  );
});
