import { formatDecimalE4 } from '#common/money.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { numberOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { RefusedValue } from './write-refused.ts';

/** What a column of numbers holds without rounding: whole numbers from `least` to `greatest`, decimals behind them. */
export type NumberColumn = { readonly least: number; readonly greatest: number; readonly decimals: number };

const BITS: Readonly<Record<string, number>> = {
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  bigint: 64,
};
const INT: NumberColumn = { least: -(2 ** 31), greatest: 2 ** 31 - 1, decimals: 0 };

export type NumberColumns = (table: string, column: 'quantity' | 'price') => NumberColumn;

/**
 * How wide stock and price columns are. OpenCart's are INT and DECIMAL(15,4), but forks narrow them, and a server rounds
 * a price that has too many decimals without a word.
 */
export async function readNumberColumns(reader: Reader, schema: ShopSchema): Promise<NumberColumns> {
  const columns = known.get(schema) ?? (await readNow(reader, schema));
  known.set(schema, columns);
  return columns;
}

/** Asked for once: servers before MySQL 8 open every table for such a question. */
const known = new WeakMap<ShopSchema, NumberColumns>();

async function readNow(reader: Reader, schema: ShopSchema): Promise<NumberColumns> {
  const rows = await reader.rows(
    `SELECT table_name AS table_name, column_name AS column_name, data_type AS data_type, column_type AS column_type,
            numeric_precision AS digits, numeric_scale AS decimals
     FROM information_schema.columns
     WHERE table_schema = ? AND table_name IN (?) AND column_name IN ('quantity', 'price')`,
    [
      schema.database,
      ['product', 'product_option_value', 'product_special', 'product_discount'].map(
        (table) => schema.prefix + table,
      ),
    ],
  );
  const found = new Map(
    rows.map((row) => {
      const name = `${textOf(row, 'table_name')}.${textOf(row, 'column_name')}`.toLowerCase();
      const isSigned = !textOf(row, 'column_type').toLowerCase().includes('unsigned');
      const type = textOf(row, 'data_type').toLowerCase();
      return [name, widthOf(type, isSigned, [numberOf(row, 'digits'), numberOf(row, 'decimals')])];
    }),
  );
  return (table, column) => found.get(`${schema.prefix}${table}.${column}`.toLowerCase()) ?? INT;
}

function widthOf(
  type: string,
  isSigned: boolean,
  [digits, decimals]: readonly [number, number],
): NumberColumn {
  const bits = BITS[type];
  if (bits !== undefined) {
    return isSigned
      ? { least: -(2 ** (bits - 1)), greatest: 2 ** (bits - 1) - 1, decimals: 0 }
      : { least: 0, greatest: 2 ** bits - 1, decimals: 0 };
  }
  // FLOAT and DOUBLE round on their own terms: the reading back tells.
  const greatest = type === 'decimal' ? 10 ** (digits - decimals) - 1 : Number.MAX_SAFE_INTEGER;
  return { least: isSigned ? -greatest : 0, greatest, decimals: type === 'decimal' ? decimals : 4 };
}

/** Throws a {@link RefusedValue} for a stock that the column cannot hold. */
export function requireWhole(amount: number, { least, greatest }: NumberColumn): void {
  if (Number.isSafeInteger(amount) && amount >= least && amount <= greatest) return;
  throw new RefusedValue(
    `${amount} bu stok sütununa sığmaz (${least} – ${greatest})`,
    `${amount} does not fit into this stock column (${least} – ${greatest})`,
  );
}

/** Throws a {@link RefusedValue} for an amount that the column would cut or round. `amountE4` in 1/10000. */
export function requireMoney(amountE4: number, { least, greatest, decimals }: NumberColumn): void {
  const whole = Math.trunc(amountE4 / 10_000);
  const isExact = decimals >= 4 || amountE4 % 10 ** (4 - decimals) === 0;
  if (whole >= least && whole <= greatest && isExact) return;
  const text = formatDecimalE4(amountE4);
  throw new RefusedValue(
    `${text} bu fiyat sütununa tam olarak sığmaz (${decimals} ondalık hane)`,
    `${text} does not fit exactly into this price column (${decimals} decimal places)`,
  );
}
