import type { BulkChange, BulkOutcome, BulkSelection, EditRemark } from '#contract/edits.ts';
import type { ProductOptionValue } from '#contract/products.ts';
import { keepEdits } from '../cache/tables/edit-batch.ts';
import { pendingOf } from '../cache/tables/pending-edit.ts';
import { warmProducts, warmProductWords } from '../cache/tables/product-boards.ts';
import { selectProducts } from '../cache/tables/product-query.ts';
import { livingProducts, productTitles } from '../cache/tables/product-rows.ts';
import { readCost } from '../cache/tables/product-sheet.ts';
import { readSettings } from '../cache/tables/setting.ts';
import type { EngineContext } from '../context.ts';
import { bulkEdits, type BulkProduct, type UntitledRemark } from '../editing/bulk.ts';
import { judgeInShop } from '../editing/judge-in-shop.ts';
import type { Edit } from '../editing/merge.ts';
import { bulkTitle } from './bulk-title.ts';
import { withSheets } from './edit-sheets.ts';
import { shopBounds, withTitles } from './edit-remarks.ts';
import { newBatch } from './new-batch.ts';

/** So many changes are shown before they are made, and so many remarks on them: errors first. */
const SHOWN = 200;

type Bulk = { readonly selection: BulkSelection; readonly change: BulkChange; readonly apply: boolean };

/** What one change comes to for many products; kept where that is asked for and nothing is wrong with any of it. */
export async function bulkEdit(
  context: EngineContext,
  { selection, change, apply }: Bulk,
): Promise<BulkOutcome> {
  const { database, events } = context;
  const productIds = await chosenProducts(context, selection);
  const { edits, preview, remarks } = await workOut(context, productIds, change);
  const outcome = {
    products: new Set(edits.map(({ productId }) => productId)).size,
    fields: edits.length,
    preview,
    remarks: withTitles(context, remarks.toSorted(errorsFirst).slice(0, SHOWN)),
  };
  if (!apply || remarks.some(({ kind }) => kind === 'error'))
    return { batchId: null, changed: 0, ...outcome };
  const batch = newBatch(context, bulkTitle(change, readSettings(database).language));
  const changed = keepEdits(database, batch, edits);
  if (changed > 0) events.changed('edits', 'products');
  return { batchId: changed > 0 ? batch.batchId : null, changed, ...outcome };
}

function errorsFirst(one: UntitledRemark, other: UntitledRemark): number {
  return RANK[one.kind] - RANK[other.kind];
}

const RANK: Readonly<Record<EditRemark['kind'], number>> = { error: 0, warning: 1 };

async function chosenProducts(context: EngineContext, selection: BulkSelection): Promise<readonly string[]> {
  const { database, host } = context;
  if ('productIds' in selection) return [...new Set(selection.productIds)];
  const pause = (): Promise<void> => host.clock.sleep(0);
  await warmProducts(database, pause);
  if (selection.query.search !== '') await warmProductWords(database, pause);
  return selectProducts(database, selection.query);
}

type WorkedOut = {
  readonly edits: readonly Edit[];
  readonly preview: BulkOutcome['preview'];
  readonly remarks: readonly UntitledRemark[];
};

async function workOut(
  context: EngineContext,
  productIds: readonly string[],
  change: BulkChange,
): Promise<WorkedOut> {
  const { database } = context;
  const { limits, choices } = shopBounds(context);
  const living = livingProducts(database, productIds);
  const edits: Edit[] = [];
  const preview: BulkOutcome['preview'] = [];
  const remarks: UntitledRemark[] = productIds
    .filter((productId) => !living.has(productId))
    .map((productId) => ({
      productId,
      field: change.what,
      kind: 'error',
      code: 'no-such-product',
      params: {},
    }));
  const take = (product: Omit<BulkProduct, 'edits'>, masterId: string | null): void => {
    const { productId } = product;
    const standing = pendingOf(database, productId);
    const result = bulkEdits({ ...product, edits: standing }, change, limits);
    remarks.push(...result.remarks);
    if (masterId !== null && result.steps.length > 0) {
      remarks.push({ productId, field: change.what, kind: 'warning', code: 'variant-product', params: {} });
    }
    for (const { edit, before, after } of result.steps) {
      const doubts = judgeInShop(edit, product.sheet, choices);
      remarks.push(...doubts.map((remark) => ({ productId, ...remark, params: { ...remark.params } })));
      edits.push(edit);
      if (preview.length === SHOWN) continue;
      const title = productTitles(database, [productId]).get(productId) ?? '';
      preview.push({ productId, title, field: edit.field, before, after });
    }
  };
  const known = productIds.filter((productId) => living.has(productId));
  if (change.what === 'cost') {
    // The merchant's own figure: it needs no sheet of the shop.
    for (const productId of known) {
      take({ productId, sheet: { cost: readCost(database, productId) }, subtracting: new Set() }, null);
    }
  } else {
    await withSheets(context, known, ({ productId, sheet, options, masterId }) =>
      take({ productId, sheet, subtracting: subtracting(options) }, masterId),
    );
  }
  return { edits, preview, remarks };
}

function subtracting(options: readonly ProductOptionValue[]): ReadonlySet<string> {
  return new Set(options.filter(({ subtracts }) => subtracts).map(({ optionValueId }) => optionValueId));
}
