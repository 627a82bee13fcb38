import { createConnection } from 'mysql2/promise';
import { startMariadb } from '../support/mariadb-server.ts';
import { createOpencartShop } from '../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../support/opencart-under-test.ts';
import { growShop } from './grow-shop.ts';

/** Times one steady pass over the shop against a bare read of the same columns, and prints both medians. */
const products = Number(process.argv[2] ?? 100_000);
const ROUNDS = 7;

const mariadb = await startMariadb();
try {
  const shop = await createOpencartShop(mariadb, '4.1.0.4');
  const grewAt = performance.now();
  await growShop({ connection: shop.connection, database: shop.connection.database, products, seed: 1 });
  console.log(`grown to ${products} products in ${Math.round(performance.now() - grewAt)} ms`);
  const store = openStoreOn(shop);
  const { connection } = shop;
  const { host, port, user, password, database } = connection;
  const bare = await createConnection({ host, port, user, password, database, dateStrings: true });
  const reads: number[] = [];
  const passes: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    await bare.query({
      sql: `SELECT product_id, master_id, quantity, price, tax_class_id, status, date_modified, image, variant, model,
              date_available FROM oc_product`,
      rowsAsArray: true,
    });
    await bare.query({
      sql: `SELECT product_option_value_id, product_option_id, product_id, quantity, subtract, price, price_prefix
            FROM oc_product_option_value`,
      rowsAsArray: true,
    });
    reads.push(performance.now() - from);
    const passFrom = performance.now();
    let count = 0;
    for await (const range of store.readWatched({ settings: OPENCART_SETTINGS })) count += range.count;
    passes.push(performance.now() - passFrom);
    if (count < products) throw new Error(`only ${count} products were read`);
  }
  const median = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  console.log(`bare read ${median(reads).toFixed(0)} ms, steady pass ${median(passes).toFixed(0)} ms`);
  console.log(`ratio ${(median(passes) / median(reads)).toFixed(2)}`);
  const readFrom = performance.now();
  const ids = Array.from({ length: 1_000 }, (_, index) => String(1_000 + index));
  const found = await store.readProducts(ids, { settings: OPENCART_SETTINGS });
  console.log(`readProducts of ${found.length}: ${(performance.now() - readFrom).toFixed(0)} ms`);
  await bare.end();
  await store.close();
  await shop.remove();
} finally {
  await mariadb.stop();
}
