import { fieldOf, isFieldName } from '#common/product-field.ts';
import type { ProductDetail, ProductFilter, ProductRow } from '#contract/products.ts';
import { isSameValue } from '#contract/product-value.ts';
import { allRows } from './all-rows.ts';
import { withProfile, type CommandContext } from './context.ts';
import { editWords } from './edit-words.ts';
import { describeValue } from './field-value-text.ts';
import { formatCount, formatMoney } from './format.ts';
import { EXIT, type Outcome } from './outcome.ts';
import { formatTable } from './table.ts';

export type ProductListOptions = {
  readonly search: string;
  readonly filter: ProductFilter;
  readonly limit?: number;
};

/** `products list`: the shop's products as last read, with what waits over them. */
export async function listProducts(context: CommandContext, options: ProductListOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { search, filter } = options;
    const { rows, page } = await allRows(
      (window) => client.products.page({ ...window, search, filter, sort: 'productId', descending: false }),
      options.limit,
    );
    const found = editWords(context.language()).productsFound(page.total);
    return {
      json: { rows, total: page.total, counts: page.counts },
      text: rows.length === 0 ? found : `${productTable(context, rows)}\n\n${found}`,
      exitCode: EXIT.done,
    };
  });
}

/** `products show`: every field of a product that can be edited, by the names that `edit` takes. */
export async function showProduct(context: CommandContext, productId: string): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const detail = await client.products.detail({ productId });
    // What the facts list is long and the same for every product.
    const { facts: _facts, ...json } = detail;
    const heading = `${detail.row.productId}  ${detail.row.title}`;
    return { json, text: `${heading}\n\n${fieldTable(context, detail)}`, exitCode: EXIT.done };
  });
}

function fieldTable(context: CommandContext, { sheet, seen, options }: ProductDetail): string {
  const language = context.language();
  const words = editWords(language);
  const waiting = seen ?? {};
  const optionOf = new Map(
    options.map(({ optionValueId, option, value }) => [optionValueId, `${option}: ${value}`]),
  );
  return formatTable(
    [{ title: words.field }, { title: words.atShop }, { title: words.waitingEdits }],
    Object.entries(sheet ?? {}).flatMap(([field, value]) => {
      if (!isFieldName(field)) return [];
      const parsed = fieldOf(field);
      const option = 'optionValueId' in parsed ? optionOf.get(parsed.optionValueId) : undefined;
      const mine = waiting[field];
      const differs = mine !== undefined && !isSameValue(field, mine, value);
      return [
        [
          option === undefined ? field : `${field} (${option})`,
          describeValue(field, value, language),
          differs ? describeValue(field, mine, language) : '',
        ],
      ];
    }),
  );
}

function productTable(context: CommandContext, rows: readonly ProductRow[]): string {
  const language = context.language();
  const words = editWords(language);
  const general = context.words();
  return formatTable(
    [
      { title: general.id, align: 'right' },
      { title: words.product },
      { title: words.model },
      { title: general.barcode },
      { title: general.stock, align: 'right' },
      { title: general.price, align: 'right' },
      { title: general.state },
      { title: words.waitingEdits, align: 'right' },
    ],
    rows.map((row) => [
      row.productId,
      row.title,
      row.model,
      row.barcode,
      formatCount(row.quantity, language),
      formatMoney(row.storedPriceE4, row.currency, language),
      row.enabled ? words.yes : words.no,
      formatCount(row.pending + row.conflicts + row.refused, language),
    ]),
  );
}
