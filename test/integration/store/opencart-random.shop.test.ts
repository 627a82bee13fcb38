import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import type { StorePort } from '#engine/store/port.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { StockModel } from '../../support/opencart-stock-model.ts';
import { Trial } from '../../support/opencart-trial.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';

const SEED = Number(process.env.SEED ?? 20_261_124);
const STEPS = 150;

describe.each(['3.0.4.1', '4.1.0.4'] as const)(
  'whatever happens to the orders of an OpenCart %s',
  (version) => {
    let shop: OpencartShop;
    let stores: readonly [StorePort, StorePort];
    let trial: Trial;
    beforeAll(async () => {
      shop = await createOpencartShop(inject('mariadb'), version);
      await shop.run('UPDATE oc_product SET subtract = product_id % 3 > 0, quantity = product_id % 7');
      await shop.run('UPDATE oc_product_option_value SET subtract = product_option_value_id % 3 > 0');
      if (version === '4.1.0.4') {
        await shop.run(`INSERT INTO oc_product SET product_id = 500, master_id = 35, model = 'V', variant = '{"224":"14"}',
        override = '', quantity = 9, subtract = 1, status = 1, price = 10, tax_class_id = 9, date_available = '2020-01-01'`);
      }
      const open = (): StorePort =>
        openOpencartStore({ connection: shop.connection, clock: systemClock, logger: silentLogger });
      stores = [open(), open()];
      trial = new Trial({ shop, stores, model: await StockModel.of(shop), random: seededRandom(SEED) });
    });
    afterAll(async () => {
      for (const store of stores) await store.close();
      await shop.remove();
    });

    it(`each order is there once and the stock is what it must be, after each of ${STEPS} steps (seed ${SEED})`, async () => {
      const done: string[] = [];
      for (let step = 0; step < STEPS; step += 1) {
        done.push(await trial.step());
        const told = `seed ${SEED}, step ${step}: ${done.slice(-4).join(' → ')}`;
        expect(await trial.stocks(), told).toEqual(trial.model.expected());
        expect(await trial.ordersInShop(), told).toEqual(trial.ordersExpected());
      }
      expect(new Set(done.map((text) => text.split(' ')[0])).size).toBeGreaterThan(6);
    }, 60_000);
  },
);
