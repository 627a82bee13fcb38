import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** What a living variant's codes are made of, with the texts that its search key is made of. */
export type VariantOrigins = {
  readonly variantId: string;
  readonly productId: string;
  readonly title: string;
  readonly optionText: string;
  readonly optionValueIds: readonly string[];
  readonly model: string;
  readonly barcode: string;
  readonly stockCode: string;
  readonly variantCodes: Readonly<Record<string, string>>;
  readonly productCodes: Readonly<Record<string, string>>;
  /** Living variants of its product. */
  readonly variantCount: number;
};

type Raw = Omit<VariantOrigins, 'optionValueIds' | 'variantCodes' | 'productCodes'> & {
  readonly optionValueIds: string;
  readonly variantCodes: string;
  readonly productCodes: string;
};

const SELECT = `SELECT v.variant_id AS variantId, v.product_id AS productId, v.title, v.option_text AS optionText,
    v.option_value_ids AS optionValueIds, v.model, v.barcode, v.stock_code AS stockCode,
    v.codes AS variantCodes, p.codes AS productCodes,
    (SELECT count(*) FROM variant o WHERE o.product_id = v.product_id AND o.gone_at IS NULL) AS variantCount
  FROM variant v JOIN product p ON p.product_id = v.product_id WHERE v.gone_at IS NULL`;

const BY = {
  variant: 'v.variant_id = ?',
  product: 'v.product_id = ?',
  model: "v.model = ? AND v.model <> ''",
  'stock-code': "v.stock_code = ? AND v.stock_code <> ''",
  barcode: "v.barcode = ? AND v.barcode <> ''",
} as const;

/** Living variants by one of their codes, exact to the last character, in the order in which they were first read. */
export function listOrigins(
  database: Database,
  by: keyof typeof BY,
  code: string,
): readonly VariantOrigins[] {
  return prepared<[string], Raw>(database, `${SELECT} AND ${BY[by]} ORDER BY v.row`)
    .all(code)
    .map((raw) => ({
      ...raw,
      // All three are written by this room only.
      optionValueIds: JSON.parse(raw.optionValueIds) as string[],
      variantCodes: JSON.parse(raw.variantCodes) as Record<string, string>,
      productCodes: JSON.parse(raw.productCodes) as Record<string, string>,
    }));
}

/** Ids of living variants with this barcode. */
export function listVariantsWithBarcode(database: Database, barcode: string): readonly string[] {
  return prepared<[string], string>(
    database,
    "SELECT variant_id FROM variant WHERE barcode = ? AND barcode <> '' AND gone_at IS NULL",
  )
    .pluck()
    .all(barcode);
}

/** Writes a variant's codes as they count from now on, with what is searched and matched by. */
export function writeCodes(
  database: Database,
  row: {
    readonly variantId: string;
    readonly barcode: string;
    readonly stockCode: string;
    readonly looseBarcode: string;
    readonly searchKey: string;
  },
): void {
  prepared<[string, string, string, string, string]>(
    database,
    `UPDATE variant SET barcode = ?, stock_code = ?, loose_barcode = ?, search_key = ? WHERE variant_id = ?`,
  ).run(row.barcode, row.stockCode, row.looseBarcode, row.searchKey, row.variantId);
}
