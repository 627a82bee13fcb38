import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { gtinCheckDigit } from '#common/gtin.ts';
import type { MysqlConnection } from '#contract/shop.ts';

const BATCH = 1_000;
const FIRST_ID = 1_000;
const WORDS = [
  'pamuklu',
  'keten',
  'desenli',
  'günlük',
  'şık',
  'rahat',
  'yazlık',
  'kışlık',
  'su geçirmez',
  'el yapımı',
  'doğal',
  'ölçülü',
  'İtalyan',
  'dikişsiz',
  'çizgili',
  'ışıltılı',
];
const THINGS = [
  'gömlek',
  'çanta',
  'ayakkabı',
  'şapka',
  'elbise',
  'kazak',
  'cüzdan',
  'bardak',
  'lamba',
  'yastık',
];

/**
 * Fills an OpenCart 4.1 database up to `products` products with ids from 1,000 on: a description of about 1 kB each,
 * an EAN with a valid check digit, and on every fourth a size to choose from with three values. The same seed gives the
 * same shop.
 */
export async function growShop(facts: {
  readonly connection: MysqlConnection;
  readonly database: string;
  readonly products: number;
  readonly seed: number;
}): Promise<void> {
  const database = await createConnection({
    host: facts.connection.host,
    port: facts.connection.port,
    user: facts.connection.user,
    password: facts.connection.password,
    database: facts.database,
    charset: 'utf8mb4_general_ci',
  });
  try {
    await database.query(
      "SET SESSION sql_mode = 'NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION', unique_checks = 0",
    );
    const languages = await languageIds(database);
    const random = seeded(facts.seed);
    for (let start = 0; start < facts.products; start += BATCH) {
      const count = Math.min(BATCH, facts.products - start);
      const ids = Array.from({ length: count }, (_, index) => FIRST_ID + start + index);
      await database.beginTransaction();
      await insertBatch(database, { ids, languages, random });
      await database.commit();
    }
  } finally {
    await database.end();
  }
}

type Batch = {
  readonly ids: readonly number[];
  readonly languages: readonly number[];
  readonly random: () => number;
};

async function insertBatch(database: Connection, { ids, languages, random }: Batch): Promise<void> {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const insert = async (
    table: string,
    columns: string,
    rows: readonly (readonly unknown[])[],
  ): Promise<void> => {
    if (rows.length > 0) await database.query(`INSERT INTO ${table} (${columns}) VALUES ?`, [rows]);
  };
  await insert(
    'oc_product',
    'product_id, master_id, model, variant, override, quantity, stock_status_id, image, manufacturer_id, price, tax_class_id, date_available, subtract, minimum, status, date_added, date_modified',
    ids.map((id) => [
      id,
      0,
      `STK-${id}`,
      '',
      '',
      Math.floor(random() * 200),
      7,
      `catalog/grown/${id % 500}.jpg`,
      8,
      (10 + random() * 2_000).toFixed(4),
      9,
      '2020-01-01',
      1,
      1,
      1,
      '2025-01-01 10:00:00',
      '2025-06-01 10:00:00',
    ]),
  );
  await insert(
    'oc_product_description',
    'product_id, language_id, name, description, tag, meta_title, meta_description, meta_keyword',
    ids.flatMap((id) =>
      languages.map((languageId) => {
        const name = `${pick(WORDS)} ${pick(WORDS)} ${pick(THINGS)} ${id}`;
        return [id, languageId, name, description(pick), '', name, '', ''];
      }),
    ),
  );
  await insert(
    'oc_product_to_store',
    'product_id, store_id',
    ids.map((id) => [id, 0]),
  );
  await insert(
    'oc_product_to_category',
    'product_id, category_id',
    ids.map((id) => [id, id % 2 === 0 ? 20 : 27]),
  );
  await insert(
    'oc_product_code',
    'product_id, code, value',
    ids.map((id) => [id, 'EAN', eanOf(id)]),
  );
  const withSizes = ids.filter((id) => id % 4 === 0);
  await insert(
    'oc_product_option',
    'product_option_id, product_id, option_id, value, required',
    withSizes.map((id) => [10_000 + id, id, 11, '', 1]),
  );
  await insert(
    'oc_product_option_value',
    'product_option_value_id, product_option_id, product_id, option_id, option_value_id, quantity, subtract, price, price_prefix, points, points_prefix, weight, weight_prefix',
    withSizes.flatMap((id) =>
      [46, 47, 48].map((value, index) => [
        100_000 + id * 4 + index,
        10_000 + id,
        id,
        11,
        value,
        Math.floor(random() * 50),
        1,
        (index * 10).toFixed(4),
        '+',
        0,
        '+',
        0,
        '+',
      ]),
    ),
  );
}

function description(pick: (from: readonly string[]) => string): string {
  let text = '&lt;p&gt;';
  while (text.length < 1_000) text += `${pick(WORDS)} ${pick(THINGS)}, ${pick(WORDS)}. `;
  return `${text}&lt;/p&gt;`;
}

/** A Turkish EAN (prefix 868 or 869) that belongs to this product alone. */
export function eanOf(productId: number): string {
  const body = `869${String(productId).padStart(9, '0')}`;
  return body + String(gtinCheckDigit(body));
}

async function languageIds(database: Connection): Promise<readonly number[]> {
  const [rows] = await database.query<RowDataPacket[]>('SELECT language_id FROM oc_language');
  return rows.map((row) => Number(row.language_id));
}

/** Park and Miller's generator: enough to spread figures, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}
