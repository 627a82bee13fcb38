import type { OpencartFamily } from './opencart-generations/versions.ts';
import type { OpencartShop, ShopRow } from './opencart-shop.ts';

/** What the shop's own pages would show and sell of one product: worked out apart from the program, query by query. */
export type ShownProduct = {
  readonly productId: string;
  readonly onSale: boolean;
  /** By the option values chosen, as `12+16`; an empty text for a product without a choice. */
  readonly variants: ReadonlyMap<string, { readonly priceE4: number; readonly quantity: number }>;
};

type Place = { readonly prefix: string; readonly generation: OpencartFamily };
type Facts = Place & { readonly shop: OpencartShop; readonly settings: ReadonlyMap<string, string> };

const DATES = `(date_start = '0000-00-00' OR date_start < NOW()) AND (date_end = '0000-00-00' OR date_end > NOW())`;

/** All products as a visitor at the shop's own address would buy them, one query after the other like OpenCart itself. */
export async function shownProducts(shop: OpencartShop, place: Place): Promise<readonly ShownProduct[]> {
  const settings = new Map<string, string>();
  const rows = await shop.rows(
    `SELECT \`key\`, value FROM \`${place.prefix}setting\` WHERE store_id = 0 ORDER BY setting_id`,
  );
  for (const row of rows) settings.set(String(row.key), String(row.value ?? ''));
  const facts: Facts = { ...place, shop, settings };
  const products = await shop.rows(`SELECT * FROM \`${place.prefix}product\` ORDER BY product_id`);
  const shown: ShownProduct[] = [];
  for (const product of products) shown.push(await shownProduct(facts, product));
  return shown;
}

async function shownProduct(facts: Facts, product: ShopRow): Promise<ShownProduct> {
  const { shop, prefix } = facts;
  const id = Number(product.product_id);
  const [sale] = await shop.rows(
    `SELECT COUNT(*) AS shown FROM \`${prefix}product\` p JOIN \`${prefix}product_to_store\` s ON s.product_id = p.product_id
     WHERE p.product_id = ? AND s.store_id = 0 AND p.status = 1 AND p.date_available <= NOW()`,
    [id],
  );
  const netE10 = await netPrice(facts, product);
  const tax = await taxOf(facts, Number(product.tax_class_id ?? 0));
  const variants = new Map<string, { priceE4: number; quantity: number }>();
  for (const chosen of await choices(facts, product)) {
    const extra = chosen.reduce((sum, value) => sum + signedE4(value), 0n);
    const stocks = chosen
      .filter((value) => Number(value.subtract) === 1)
      .map((value) => Number(value.quantity));
    const ids = chosen.map((value) => Number(value.product_option_value_id)).sort((a, b) => a - b);
    variants.set(ids.join('+'), {
      priceE4: Number(gross(netE10 + extra * 1_000_000n, tax)),
      quantity: Math.min(Number(product.quantity), ...stocks),
    });
  }
  return { productId: String(id), onSale: Number(sale?.shown) === 1, variants };
}

/** `1234.5600` → 12345600n. */
function e4(text: unknown): bigint {
  return BigInt(String(text).replace('.', ''));
}

function signedE4(value: ShopRow): bigint {
  if (value.price_prefix === '+') return e4(value.price);
  return value.price_prefix === '-' ? -e4(value.price) : 0n;
}

/** In 10^-10, so that a percentage of four decimals stays exact. */
async function netPrice({ shop, prefix, generation, settings }: Facts, product: ShopRow): Promise<bigint> {
  const base = e4(product.price);
  const group = settings.get('config_customer_group_id') ?? '1';
  const first = async (table: string, where: string): Promise<bigint | null> => {
    const rows = await shop
      .rows(
        `SELECT * FROM \`${prefix}${table}\` WHERE product_id = ? AND customer_group_id = ? AND ${where} AND ${DATES}
         ORDER BY priority ASC, price ASC LIMIT 1`,
        [Number(product.product_id), group],
      )
      .catch((error: unknown) => {
        // A table that this shop does not have any more has no prices.
        if ((error as { errno?: number }).errno === 1146) return [];
        throw error;
      });
    const [row] = rows;
    if (row === undefined) return null;
    if (row.type === 'P') return base * 1_000_000n - base * e4(row.price);
    return (row.type === 'S' ? base - e4(row.price) : e4(row.price)) * 1_000_000n;
  };
  const special =
    generation === '4.1'
      ? await first('product_discount', 'quantity = 1 AND special = 1')
      : await first('product_special', '1 = 1');
  if (special !== null) return special;
  const discount = await first(
    'product_discount',
    generation === '4.1' ? 'quantity = 1 AND special = 0' : 'quantity = 1',
  );
  return discount ?? base * 1_000_000n;
}

type Tax = { readonly percentE4: bigint; readonly fixedE4: bigint };

/** A rate counts once in a class, however many rules bring it. */
async function taxOf({ shop, prefix, settings }: Facts, classId: number): Promise<Tax> {
  const rates = new Map<string, ShopRow>();
  for (const based of ['shipping', 'payment', 'store']) {
    const rows = await shop.rows(
      `SELECT r2.* FROM \`${prefix}tax_rule\` r1 LEFT JOIN \`${prefix}tax_rate\` r2 ON r1.tax_rate_id = r2.tax_rate_id
       INNER JOIN \`${prefix}tax_rate_to_customer_group\` g ON r2.tax_rate_id = g.tax_rate_id
       LEFT JOIN \`${prefix}zone_to_geo_zone\` z ON r2.geo_zone_id = z.geo_zone_id
       WHERE r1.tax_class_id = ? AND r1.based = ? AND g.customer_group_id = ? AND z.country_id = ?
         AND (z.zone_id = 0 OR z.zone_id = ?)`,
      [
        classId,
        based,
        settings.get('config_customer_group_id') ?? '1',
        settings.get('config_country_id') ?? '0',
        settings.get('config_zone_id') ?? '0',
      ],
    );
    for (const row of rows) rates.set(String(row.tax_rate_id), row);
  }
  const sum = (type: string): bigint =>
    [...rates.values()].filter((rate) => rate.type === type).reduce((all, rate) => all + e4(rate.rate), 0n);
  return { percentE4: sum('P'), fixedE4: sum('F') };
}

/** To whole kuruş, once, half away from zero. */
function gross(netE10: bigint, tax: Tax): bigint {
  const exactE16 = netE10 * (1_000_000n + tax.percentE4) + tax.fixedE4 * 1_000_000n * 1_000_000n;
  return roundDivide(exactE16, 100_000_000_000_000n) * 100n;
}

function roundDivide(value: bigint, by: bigint): bigint {
  const magnitude = value < 0n ? -value : value;
  const rounded = (2n * magnitude + by) / (2n * by);
  return value < 0n ? -rounded : rounded;
}

/** Every way to fill in the options that must be filled in; a 4.x variant has its own filled in already. */
async function choices({ shop, prefix }: Facts, product: ShopRow): Promise<readonly (readonly ShopRow[])[]> {
  const master = Number(product.master_id ?? 0);
  const owner = master > 0 ? master : Number(product.product_id);
  const values = await shop.rows(
    `SELECT * FROM \`${prefix}product_option_value\` WHERE product_id = ? ORDER BY product_option_value_id`,
    [owner],
  );
  const preset =
    master > 0 && product.variant
      ? Object.values(JSON.parse(String(product.variant)) as Record<string, string | string[]>)
          .flat()
          .map(String)
      : [];
  const chosen = values.filter((value) => preset.includes(String(value.product_option_value_id)));
  const filled = new Set(chosen.map((value) => String(value.product_option_id)));
  const options = await shop.rows(
    `SELECT po.product_option_id FROM \`${prefix}product_option\` po JOIN \`${prefix}option\` o ON o.option_id = po.option_id
     WHERE po.product_id = ? AND po.required = 1 AND o.type IN ('select', 'radio') ORDER BY po.product_option_id`,
    [owner],
  );
  let all: (readonly ShopRow[])[] = [chosen];
  for (const option of options) {
    const key = String(option.product_option_id);
    const own = values.filter((value) => String(value.product_option_id) === key);
    if (filled.has(key) || own.length === 0) continue;
    all = all.flatMap((before) => own.map((value) => [...before, value]));
  }
  return all;
}
