import { formatDecimalE4, parseDecimalE4 } from '#common/money.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { StoreSettings } from '#contract/shop.ts';
import type { NewStoreOrder, NewStoreOrderLine } from '../../port.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { isoCurrency } from '../read/shop-settings.ts';
import type { ShopSettings } from '../read/shop-settings.ts';
import { NO_TAX, readShopTaxes } from '../read/tax-rates.ts';
import type { ShopTax, ShopTaxes } from '../read/tax-rates.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader, SqlRow } from '../session/queryable.ts';
import { intoShopCurrency, orderMoney } from './order-money.ts';
import type { OrderMoney } from './order-money.ts';
import type { Cell } from './insert-row.ts';

export type WriteFacts = {
  readonly reader: Reader;
  readonly schema: ShopSchema;
  readonly shop: ShopSettings;
  readonly settings: StoreSettings;
};

export type PlannedLine = {
  /** `0` for what the shop does not have: shown with name and code, moves no stock. */
  readonly productId: string;
  readonly optionValueIds: readonly string[];
  readonly quantity: number;
  readonly priceE4: number;
  readonly taxE4: number;
  readonly cells: Readonly<Record<string, Cell>>;
  readonly options: readonly Readonly<Record<string, Cell>>[];
};

/** Rows of an order, worked out before the first one is written. */
export type OrderPlan = {
  readonly lines: readonly PlannedLine[];
  readonly money: OrderMoney;
  readonly taxes: ShopTaxes;
  readonly currency: { readonly currencyId: string; readonly code: string; readonly value: string };
};

/** Works out lines and money. Rejects with `order/total-differs` or when the shop knows no rate for the currency. */
export async function planOrder(facts: WriteFacts, order: NewStoreOrder): Promise<OrderPlan> {
  const currency = await findCurrency(facts, order.currency);
  const taxes = await readShopTaxes(facts.reader, facts.schema, facts.shop);
  const products = await readProductsOf(facts, order.lines);
  const money = orderMoney({
    orderNumber: order.mark.orderNumber,
    totalE4: intoShopCurrency(order.totalE4, currency.valueE8),
    pricesIncludeTax: facts.settings.pricesIncludeTax,
    lines: order.lines.map((line) => ({
      unitPriceE4: intoShopCurrency(line.unitPriceE4, currency.valueE8),
      ...taxOf(line, products.get(line.productId ?? '0'), taxes),
      quantity: line.quantity,
    })),
  });
  const options = await readOptionsOf(facts, order.lines);
  const lines = order.lines.map((line, index): PlannedLine => {
    const product = products.get(line.productId ?? '0');
    const { priceE4 = 0, taxE4 = 0 } = money.lines[index] ?? {};
    const chosen = product === undefined ? [] : rowsOf(line.optionValueIds, options);
    return {
      productId: product === undefined ? '0' : idOf(product, 'product_id'),
      optionValueIds: chosen.map((row) => idOf(row, 'value_id')).sort((a, b) => Number(a) - Number(b)),
      quantity: line.quantity,
      priceE4,
      taxE4,
      cells: lineCells({ line, product, priceE4, taxE4 }),
      options: chosen.map(optionCells),
    };
  });
  return { lines, money, taxes, currency };
}

async function findCurrency(
  { reader, schema, shop }: WriteFacts,
  code: string,
): Promise<OrderPlan['currency'] & { readonly valueE8: number }> {
  const rows = await reader.rows(
    `SELECT currency_id AS currency_id, code AS code, CAST(value AS DECIMAL(20, 8)) AS value
     FROM ${schema.sql('currency')} ORDER BY currency_id`,
  );
  const row =
    rows.find((known) => textOf(known, 'code') === code) ??
    rows.find((known) => isoCurrency(textOf(known, 'code')) === code);
  const ownCode = textOf(row ?? {}, 'code') || code;
  if (code === shop.currency) {
    const currencyId = row ? idOf(row, 'currency_id') : '0';
    return { currencyId, code: ownCode, value: '1.00000000', valueE8: 100_000_000 };
  }
  const value = textOf(row ?? {}, 'value');
  const valueE8 = Math.round(Number(value) * 1e8);
  if (row === undefined || !Number.isSafeInteger(valueE8) || valueE8 <= 0) {
    throw new ProblemError(
      problem('store/refused-value', { column: 'currency' }, `the shop has no rate for ${code}`),
    );
  }
  return { currencyId: idOf(row, 'currency_id'), code: ownCode, value, valueE8 };
}

/** A value that the merchant removed meanwhile has no row, and no stock to take. */
function rowsOf(ids: readonly string[], rows: ReadonlyMap<string, SqlRow>): readonly SqlRow[] {
  return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
}

/** The marketplace's own word on the tax; where it has none, the shop's rules for the product. */
function taxOf(line: NewStoreOrderLine, product: SqlRow | undefined, taxes: ShopTaxes): ShopTax {
  if (line.vatRateE4 !== null) return { rateE4: line.vatRateE4, fixedE4: 0 };
  return (product === undefined ? undefined : taxes.byClass.get(idOf(product, 'tax_class_id'))) ?? NO_TAX;
}

async function readProductsOf(
  { reader, schema, shop }: WriteFacts,
  lines: readonly NewStoreOrderLine[],
): Promise<ReadonlyMap<string, SqlRow>> {
  const ids = lines.flatMap((line) => line.productId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await reader.rows(
    `SELECT product.product_id AS product_id, ${schema.has('product', 'master_id') ? 'product.master_id' : '0'} AS master_id,
            product.model AS model, product.tax_class_id AS tax_class_id, description.name AS name
     FROM ${schema.sql('product')} product
     LEFT JOIN ${schema.sql('product_description')} description
       ON description.product_id = product.product_id AND description.language_id = ?
     WHERE product.product_id IN (?)`,
    [shop.language.languageId, ids],
  );
  return new Map(rows.map((row) => [idOf(row, 'product_id'), row]));
}

async function readOptionsOf(
  { reader, schema, shop }: WriteFacts,
  lines: readonly NewStoreOrderLine[],
): Promise<ReadonlyMap<string, SqlRow>> {
  const ids = lines.flatMap((line) => line.optionValueIds);
  if (ids.length === 0) return new Map();
  const rows = await reader.rows(
    `SELECT choice.product_option_value_id AS value_id, choice.product_option_id AS option_id,
            kind.type AS type, option_name.name AS name, value_name.name AS value
     FROM ${schema.sql('product_option_value')} choice
     JOIN ${schema.sql('option')} kind ON kind.option_id = choice.option_id
     LEFT JOIN ${schema.sql('option_description')} option_name
       ON option_name.option_id = choice.option_id AND option_name.language_id = ?
     LEFT JOIN ${schema.sql('option_value_description')} value_name
       ON value_name.option_value_id = choice.option_value_id AND value_name.language_id = ?
     WHERE choice.product_option_value_id IN (?)`,
    [shop.language.languageId, shop.language.languageId, ids],
  );
  return new Map(rows.map((row) => [idOf(row, 'value_id'), row]));
}

function lineCells(made: {
  readonly line: NewStoreOrderLine;
  readonly product: SqlRow | undefined;
  readonly priceE4: number;
  readonly taxE4: number;
}): Readonly<Record<string, Cell>> {
  const { line, product } = made;
  const name = textOf(product ?? {}, 'name');
  return {
    product_id: { value: product === undefined ? 0 : idOf(product, 'product_id') },
    master_id: { value: product === undefined ? 0 : numberOf(product, 'master_id') },
    // The shop's own texts are stored encoded already, and are copied as OpenCart copies them.
    name: name === '' ? { text: line.title } : { raw: name },
    model: product === undefined ? { text: line.model } : { raw: textOf(product, 'model') },
    quantity: { value: line.quantity },
    price: { value: formatDecimalE4(made.priceE4) },
    total: { value: formatDecimalE4(made.priceE4 * line.quantity) },
    tax: { value: formatDecimalE4(made.taxE4) },
    reward: { value: 0 },
  };
}

function optionCells(row: SqlRow): Readonly<Record<string, Cell>> {
  return {
    product_option_id: { value: idOf(row, 'option_id') },
    product_option_value_id: { value: idOf(row, 'value_id') },
    name: { raw: textOf(row, 'name') },
    value: { raw: textOf(row, 'value') },
    type: { raw: textOf(row, 'type') },
  };
}

/** Percent of tax in a line that is already written, as far as four decimals of money still tell it. */
export function rateOfLine(priceE4: number, taxE4: number, known: readonly number[]): number {
  if (priceE4 === 0 || taxE4 === 0) return 0;
  const exact = (taxE4 / priceE4) * 1_000_000;
  const nearest = [...known].sort((a, b) => Math.abs(a - exact) - Math.abs(b - exact))[0];
  return nearest ?? Math.round(exact / 10_000) * 10_000;
}

/** `KDV %20` or `VAT (20%)` → 200000; null where a title names no percentage. */
export function rateInTitle(title: string): number | null {
  const match = /%\s*(\d+(?:[.,]\d+)?)|(\d+(?:[.,]\d+)?)\s*%/.exec(title);
  const digits = match?.[1] ?? match?.[2];
  return digits === undefined ? null : parseDecimalE4(digits.replace(',', '.'));
}
