import type { EditRemark, NewEdit } from '#contract/edits.ts';
import { readKeptEditingFacts } from '../cache/tables/editing-facts.ts';
import { livingProducts, productTitles } from '../cache/tables/product-rows.ts';
import type { EngineContext } from '../context.ts';
import type { UntitledRemark } from '../editing/bulk.ts';
import { choicesIn, judgeInShop, type ShopChoices } from '../editing/judge-in-shop.ts';
import { INSTALLED_LIMITS, judgeEdit, type Limits } from '../editing/validate.ts';
import type { ProductSheet } from '../editing/sheet.ts';
import { withSheets } from './edit-sheets.ts';

/** What this shop lets be edited, as of its last reading; OpenCart's own widths while it was not read. */
export function shopBounds(context: EngineContext): {
  readonly limits: Limits;
  readonly choices: ShopChoices | null;
} {
  const facts = readKeptEditingFacts(context.database)?.facts;
  return { limits: facts?.limits ?? INSTALLED_LIMITS, choices: facts ? choicesIn(facts) : null };
}

/** Every remark on these edits, by product. Throws `product/not-read` where the shop's own values are not known. */
export async function remarksOn(
  context: EngineContext,
  edits: readonly NewEdit[],
): Promise<readonly EditRemark[]> {
  const { limits, choices } = shopBounds(context);
  const byProduct = Map.groupBy(edits, ({ productId }) => productId);
  const living = livingProducts(context.database, [...byProduct.keys()]);
  const remarks: UntitledRemark[] = edits
    .filter(({ productId }) => !living.has(productId))
    .map(({ productId, field }) => ({
      productId,
      field,
      kind: 'error',
      code: 'no-such-product',
      params: {},
    }));
  const judge = (productId: string, sheet: ProductSheet): void => {
    for (const edit of byProduct.get(productId) ?? []) {
      const inShop = judgeInShop(edit, sheet, choices);
      // What has no place in the shop needs no word about its shape.
      const isNowhere = inShop.some(({ code }) => code === 'no-such-field');
      const found = isNowhere ? inShop : [...judgeEdit(edit, limits), ...inShop];
      remarks.push(...found.map((remark) => ({ productId, ...remark, params: { ...remark.params } })));
    }
  };
  const toRead: string[] = [];
  for (const productId of living) {
    // What a product costs the merchant stands on no sheet of the shop.
    const isCostAlone = byProduct.get(productId)?.every(({ field }) => field === 'cost');
    if (isCostAlone) judge(productId, {});
    else toRead.push(productId);
  }
  await withSheets(context, toRead, ({ productId, sheet }) => judge(productId, sheet));
  return withTitles(context, remarks);
}

/** Remarks with the names of their products. */
export function withTitles({ database }: EngineContext, remarks: readonly UntitledRemark[]): EditRemark[] {
  const titles = productTitles(database, [...new Set(remarks.map(({ productId }) => productId))]);
  return remarks.map((remark) => ({ ...remark, title: titles.get(remark.productId) ?? '' }));
}
