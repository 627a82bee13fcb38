import { parseDecimalE4 } from '#common/money.ts';
import type { Logger } from '../../../host.ts';
import type { ReadOptions, StoreProduct } from '../../port.ts';
import { identifierColumns } from '../dialect/generation.ts';
import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, numberOf, stockOf, textOf } from '../session/queryable.ts';
import type { Reader, SqlRow } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import { netPrices, readPriceRows } from './price-rows.ts';
import type { PriceRow } from './price-rows.ts';
import type { BulkReading } from './bulk-reading.ts';
import { ofProducts } from './of-products.ts';
import { readOptionRows, readOptionRowsInBulk } from './option-rows.ts';
import { arrangeOptions } from './product-options.ts';
import type { ProductOptions } from './product-options.ts';
import {
  imageAddress,
  readCategories,
  readDescriptions,
  readImageBase,
  readImages,
  readManufacturers,
  readProductCodes,
} from './product-texts.ts';
import { readCombinations } from './related-options.ts';
import type { Combinations } from './related-options.ts';
import type { ShopSettings } from './shop-settings.ts';
import { fromShopTime } from './shop-time.ts';
import { readGroupRows, readShownViews, viewNetPrices } from './shop-views.ts';
import type { GroupRows, ShownView } from './shop-views.ts';
import { NO_TAX, readShopTaxes } from './tax-rates.ts';
import type { ShopTaxes } from './tax-rates.ts';
import { variantsOf } from './variants.ts';
import type { VariantFacts } from './variants.ts';
import { fingerprintOf, HAS_COME, productWatched, watchedSalt, watchedText } from './watched.ts';

export type ProductFacts = {
  readonly reader: Reader;
  readonly schema: ShopSchema;
  readonly shop: ShopSettings;
  readonly logger: Logger;
  readonly bulk: BulkReading;
  /** Overrides what the shop's orders tell. */
  readonly imageBaseUrl: string | null;
};

type Gathered = {
  readonly facts: ProductFacts;
  readonly settings: ReadOptions['settings'];
  readonly salt: string;
  /** Identifiers that are columns of the product itself. */
  readonly columns: readonly string[];
  readonly taxes: ShopTaxes;
  readonly views: readonly ShownView[];
  readonly options: ProductOptions;
  readonly priceRows: ReadonlyMap<number, readonly PriceRow[]>;
  readonly groupRows: GroupRows;
  readonly descriptions: ReadonlyMap<string, StoreProduct['descriptions']>;
  readonly categories: ReadonlyMap<string, readonly string[]>;
  readonly images: ReadonlyMap<string, readonly string[]>;
  readonly manufacturers: ReadonlyMap<string, string>;
  readonly codes: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly combinations: Combinations;
  readonly imageBase: string | null;
};

/** See `StorePort.readProducts`. A dozen statements, however many products. */
export async function readProducts(
  facts: ProductFacts,
  productIds: readonly string[],
  options: ReadOptions,
): Promise<readonly StoreProduct[]> {
  if (productIds.length === 0) return [];
  if (productIds.length > 1_000)
    throw new RangeError(`at most 1,000 products a call, not ${productIds.length}`);
  options.signal?.throwIfAborted();
  const { reader, schema } = facts;
  const of = ofProducts(productIds);
  const found = await reader.rows(
    `SELECT product_id AS product_id, ${schema.has('product', 'master_id') ? 'master_id, variant' : "0 AS master_id, '' AS variant"},
            model AS model, quantity AS quantity, price AS price, tax_class_id AS tax_class_id, status AS status,
            image AS image, manufacturer_id AS manufacturer_id, date_modified AS date_modified,
            ${HAS_COME} AS has_come, ${storesOf(schema)} AS stores
            ${identifierColumns(schema)
              .map((column) => `, ${quoteName(column)} AS ${quoteName(`code_${column}`)}`)
              .join('')},
            ${productWatched(schema, options.settings)} AS watched
     FROM ${schema.sql('product')} WHERE ${of.sql} ORDER BY product_id`,
    of.parameters,
  );
  const wanted = new Set(productIds);
  const rows = found.filter((row) => wanted.has(idOf(row, 'product_id')));
  if (rows.length === 0) return [];
  const gathered = await gather(facts, rows, options);
  return rows.map((row) => productOf(row, gathered));
}

/** SQL for the ids of the stores in which the product stands, ascending, separated by commas. */
function storesOf(schema: ShopSchema): string {
  if (!schema.has('product_to_store')) return "'0'";
  return `IFNULL((SELECT GROUP_CONCAT(placed.store_id ORDER BY placed.store_id SEPARATOR ',')
    FROM ${schema.sql('product_to_store')} placed
    WHERE placed.product_id = ${schema.sql('product')}.product_id), '')`;
}

async function gather(facts: ProductFacts, rows: readonly SqlRow[], options: ReadOptions): Promise<Gathered> {
  const { reader, schema, shop } = facts;
  const ids = rows.map((row) => idOf(row, 'product_id'));
  const masters = rows.map((row) => idOf(row, 'master_id')).filter((id) => id !== '0');
  const inBulk = options.pace === 'in-bulk';
  const once = <T>(key: string, load: () => Promise<T>): Promise<T> =>
    inBulk ? facts.bulk.keep(key, load) : load();
  const optionFacts = { reader, schema, languageId: shop.language.languageId };
  const withOptions = [...new Set([...ids, ...masters])];
  const taxes = await once('taxes', () => readShopTaxes(reader, schema, shop));
  const wanted = options.views ?? [];
  const viewsKey = JSON.stringify(wanted);
  const views = await once(`views:${viewsKey}`, () => readShownViews(reader, schema, shop, wanted));
  const optionRows = inBulk
    ? await readOptionRowsInBulk(optionFacts, withOptions, facts.bulk)
    : await readOptionRows(optionFacts, withOptions);
  return {
    facts,
    settings: options.settings,
    salt: watchedSalt({ shop, taxes, settings: options.settings, views }),
    columns: identifierColumns(schema),
    taxes,
    views,
    options: arrangeOptions(schema, optionRows),
    // Those that are open now are few; read for all products at once they are of one moment for all of them.
    priceRows: await once('prices', () =>
      readPriceRows(reader, schema, {
        customerGroupId: shop.customerGroupId,
        ...(inBulk ? {} : { productIds: ids }),
      }),
    ),
    groupRows: await once(`group-prices:${viewsKey}`, () =>
      readGroupRows(reader, schema, { shop, views, ...(inBulk ? {} : { productIds: ids }) }),
    ),
    descriptions: await readDescriptions(facts, ids),
    categories: await readCategories(facts, ids),
    images: await readImages(facts, ids),
    manufacturers: await readManufacturers(facts, [
      ...new Set(rows.map((row) => idOf(row, 'manufacturer_id'))),
    ]),
    codes: await readProductCodes(facts, ids),
    combinations: await readCombinations(reader, schema, ids),
    imageBase: facts.imageBaseUrl ?? (await once('image-base', () => readImageBase(facts))),
  };
}

function productOf(row: SqlRow, gathered: Gathered): StoreProduct {
  const { facts, taxes, options, settings } = gathered;
  const productId = idOf(row, 'product_id');
  const storedPriceE4 = parseDecimalE4(textOf(row, 'price')) ?? 0;
  const tax = settings.pricesIncludeTax ? NO_TAX : (taxes.byClass.get(idOf(row, 'tax_class_id')) ?? NO_TAX);
  const descriptions = gathered.descriptions.get(productId) ?? [];
  const stores = textOf(row, 'stores');
  const isOn = numberOf(row, 'status') === 1 && numberOf(row, 'has_come') === 1;
  const offeredIn = isOn ? stores.split(',').filter((storeId) => storeId !== '') : [];
  const text = watchedText(
    {
      productId: Number(productId),
      masterId: numberOf(row, 'master_id'),
      text: textOf(row, 'watched'),
      stores,
    },
    { optionValues: options.watched, priceRows: gathered.priceRows, groupRows: gathered.groupRows },
  );
  const images = [textOf(row, 'image'), ...(gathered.images.get(productId) ?? [])]
    .filter((path) => path !== '')
    .map((path) => imageAddress(decodeText(path), gathered.imageBase));
  return {
    productId,
    fingerprint: fingerprintOf(gathered.salt, text),
    title: descriptions[0]?.name ?? '',
    model: decodeText(textOf(row, 'model')),
    codes: codesOf(row, gathered),
    manufacturer: gathered.manufacturers.get(idOf(row, 'manufacturer_id')) ?? '',
    categories: gathered.categories.get(productId) ?? [],
    images: [...new Set(images)],
    descriptions,
    enabled: offeredIn.includes('0'),
    offeredIn,
    currency: facts.shop.currency,
    storedPriceE4,
    taxRateE4: tax.rateE4,
    modifiedAt: fromShopTime(textOf(row, 'date_modified'), facts.shop.offsetMinutes),
    variants: variantsOfRow(row, {
      gathered,
      facts: {
        productId,
        quantity: stockOf(row, 'quantity'),
        ...netPrices(storedPriceE4, gathered.priceRows.get(Number(productId)) ?? []),
        tax,
        combinations: gathered.combinations.get(productId) ?? NO_COMBINATIONS,
        views: viewNetPrices(
          { productId: Number(productId), storedPriceE4, taxClassId: idOf(row, 'tax_class_id') },
          { ...gathered, shop: facts.shop },
        ),
      },
    }),
  };
}

function variantsOfRow(
  row: SqlRow,
  made: { readonly gathered: Gathered; readonly facts: Omit<VariantFacts, 'options' | 'preset'> },
): StoreProduct['variants'] {
  const { options, facts } = made.gathered;
  const master = idOf(row, 'master_id');
  const demanded = options.demanded.get(master === '0' ? made.facts.productId : master) ?? [];
  const chosen = master === '0' ? NOTHING_CHOSEN : chosenValues(textOf(row, 'variant'));
  const { variants, leftOut } = variantsOf({
    ...made.facts,
    options: demanded.filter((option) => !chosen.optionIds.has(option.productOptionId)),
    preset: chosen.valueIds.flatMap((id) => options.valueById.get(id) ?? []),
  });
  if (leftOut > 0) {
    facts.logger.warn('store.too-many-variants', { variantId: `p${made.facts.productId}`, count: leftOut });
  }
  return variants;
}

const NO_COMBINATIONS: VariantFacts['combinations'] = new Map();

type Chosen = { readonly optionIds: ReadonlySet<string>; readonly valueIds: readonly string[] };
const NOTHING_CHOSEN: Chosen = { optionIds: new Set(), valueIds: [] };

/** 4.x `product.variant`: JSON, product_option_id → the chosen product_option_value_id, or several of a checkbox. */
function chosenValues(variant: string): Chosen {
  if (variant === '') return NOTHING_CHOSEN;
  try {
    const value: unknown = JSON.parse(variant);
    if (value === null || typeof value !== 'object') return NOTHING_CHOSEN;
    const chosen = Object.entries(value).map(([optionId, ids]): readonly [string, readonly string[]] => [
      optionId,
      [ids]
        .flat()
        .map(String)
        .filter((id) => /^\d+$/.test(id)),
    ]);
    return {
      // An option left empty in the master's form is still the buyer's to choose.
      optionIds: new Set(chosen.filter(([, ids]) => ids.length > 0).map(([optionId]) => optionId)),
      valueIds: chosen.flatMap(([, ids]) => ids),
    };
  } catch (error) {
    // Extensions write here too; a text that is no JSON chooses nothing.
    if (error instanceof SyntaxError) return NOTHING_CHOSEN;
    throw error;
  }
}

function codesOf(row: SqlRow, gathered: Gathered): Readonly<Record<string, string>> {
  const codes: Record<string, string> = {};
  for (const column of gathered.columns) {
    const value = decodeText(textOf(row, `code_${column}`));
    if (value !== '') codes[column] = value;
  }
  return { ...codes, ...gathered.codes.get(idOf(row, 'product_id')) };
}
