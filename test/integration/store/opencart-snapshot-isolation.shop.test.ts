import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldChange, StorePort } from '#engine/store/port.ts';
import { startMariadb, type RunningMariadb } from '../../support/mariadb-server.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';

const CAMERA = '30';
const options = { settings: OPENCART_SETTINGS, reach: () => undefined };

/** As MariaDB comes from 11.6.2 on: a row that changed since the transaction began to look can't be written in it. */
describe('a server that isolates snapshots', () => {
  let server: RunningMariadb;
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    server = await startMariadb(['--innodb-snapshot-isolation=ON']);
    shop = await createOpencartShop(server, '4.1.0.4');
    store = openStoreOn(shop);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
    await server.stop();
  });

  /** Done and committed by another program before this one goes on. */
  const meanwhile = (sql: string): void => {
    const { socketPath } = server;
    execFileSync('mariadb', [
      '--no-defaults',
      `--socket=${socketPath}`,
      '--user=root',
      shop.connection.database,
      '-e',
      sql,
    ]);
  };

  it('writes a product later that was saved in the shop at the same moment, each difference once', async () => {
    const [before] = await store.readSheets([CAMERA], { settings: OPENCART_SETTINGS });
    const { quantity, 'option:15:price': price } = before!.sheet;
    const name = Object.keys(before!.sheet).find((field) => field.startsWith('name:')) as `name:${string}`;
    const changes: readonly FieldChange[] = [
      { kind: 'set', field: name, expected: before!.sheet[name]!, value: 'Kamera' },
      {
        kind: 'set',
        field: 'option:15:price',
        expected: price!,
        value: { priceE4: 77_700, prefix: '+' },
      },
      { kind: 'add', field: 'quantity', difference: -2, floor: 'none' },
    ];
    const mark = (await store.markProductWrite(CAMERA, options))!;
    const write = { ...mark, productId: CAMERA, changes };
    let isFirst = true;
    const reach = (point: string): void => {
      if (point !== '10-store-write:between-statements' || !isFirst) return;
      isFirst = false;
      meanwhile(
        'UPDATE oc_product_option_value SET quantity = quantity - 1 WHERE product_option_value_id = 15',
      );
    };
    await expect(store.writeProduct(write, { ...options, reach })).rejects.toMatchObject({
      problem: { code: 'store/busy', detail: 'ER_CHECKREAD (1020)' },
    });
    expect(isFirst).toBe(false);
    const [untouched] = await store.readSheets([CAMERA], { settings: OPENCART_SETTINGS });
    expect(untouched!.sheet).toMatchObject({ quantity, [name]: before!.sheet[name] });
    expect(await store.writeProduct(write, options)).toMatchObject({
      kind: 'written',
      missed: [],
      refused: [],
    });
    const [after] = await store.readSheets([CAMERA], { settings: OPENCART_SETTINGS });
    expect(after!.sheet).toMatchObject({
      quantity: Number(quantity) - 2,
      [name]: 'Kamera',
      'option:15:price': { priceE4: 77_700, prefix: '+' },
      'option:15:quantity': Number(before!.sheet['option:15:quantity']) - 1,
    });
  });
});
