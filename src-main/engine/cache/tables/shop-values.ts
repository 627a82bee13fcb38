import type { Database } from 'better-sqlite3';
import type { ProductOptionValue } from '#contract/products.ts';
import { prepared } from '../prepared.ts';

export type GoodsValues = {
  readonly productId: string;
  readonly manufacturer: string;
  readonly attributes: readonly {
    readonly attributeId: string;
    readonly language: string;
    readonly value: string;
  }[];
  readonly options: readonly ProductOptionValue[];
};

/** What these living products say about themselves, as their sheets were last read. */
export function goodsOfProducts(database: Database, productIds: readonly string[]): readonly GoodsValues[] {
  return prepared<[string], { productId: string; manufacturer: string; sheet: string; options: string }>(
    database,
    `SELECT p.product_id AS productId, p.manufacturer, s.sheet, s.options FROM product p
       JOIN product_sheet s ON s.product_id = p.product_id
     WHERE p.gone_at IS NULL AND p.product_id IN (SELECT value FROM json_each(?))`,
  )
    .all(JSON.stringify(productIds))
    .map(({ productId, manufacturer, sheet, options }) => ({
      productId,
      manufacturer,
      // Both written by this program only, from checked values.
      options: JSON.parse(options) as ProductOptionValue[],
      attributes: Object.entries(JSON.parse(sheet) as Record<string, unknown>).flatMap(([field, value]) => {
        const [kind, attributeId, language] = field.split(':');
        if (kind !== 'attribute' || attributeId === undefined || language === undefined) return [];
        return typeof value === 'string' ? [{ attributeId, language, value }] : [];
      }),
    }));
}
