import { printField, type FieldName } from '#common/product-field.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { PutBack } from '#contract/returns.ts';
import { whyNotPutBack } from '../../after-sales/put-back-rule.ts';
import { newId } from '../../cache/new-id.ts';
import { keepEdits } from '../../cache/tables/edit-batch.ts';
import { findReturn, returnLines, writePutBack } from '../../cache/tables/market-return.ts';
import { matchSoldLine } from '../../cache/tables/order-match.ts';
import { findPending } from '../../cache/tables/pending-edit.ts';
import { findSheet, optionsOfProduct } from '../../cache/tables/product-sheet.ts';
import { optionValueIdsOf } from '../../cache/tables/shop-goods.ts';
import { findVariant } from '../../cache/tables/variant.ts';
import { transact } from '../../cache/transaction.ts';
import type { EngineContext } from '../../context.ts';
import type { Edit } from '../../editing/merge.ts';
import { valueIn, type ProductSheet } from '../../editing/sheet.ts';

/**
 * Puts returned goods back into the shop's stock as an edit by a difference, which goes into the shop once with the next
 * write and can be undone until then. The decision and the edit stand in one transaction, so a line is put back once.
 *
 * Rejects with `return/not-known`, why it can't be put back ({@link whyNotPutBack}), `listing/variant-not-known`,
 * `product/not-read`; then nothing of the wish is kept.
 */
export function putBack(context: EngineContext, wanted: PutBack, by: string): void {
  const { database, host, events } = context;
  const { channelId, returnId } = wanted;
  const known = findReturn(database, channelId, returnId);
  if (known === null) throw new ProblemError(problem('return/not-known', { returnId }));
  const lines = new Map(returnLines(database, channelId, returnId).map((line) => [line.returnLineId, line]));
  transact(database, () => {
    const at = host.clock.now();
    for (const { returnLineId, quantity } of wanted.lines) {
      const line = lines.get(returnLineId);
      if (line === undefined || quantity > line.quantity)
        throw new ProblemError(problem('input/invalid', { field: 'lines', value: returnLineId }));
      const why = whyNotPutBack(context, known, line);
      if (why !== null) throw new ProblemError(why);
      const batchId = newId(host.random);
      // Named twice in one wish: the second finds it decided.
      if (!writePutBack(database, { channelId, returnId, returnLineId, quantity, batchId, at }))
        throw new ProblemError(problem('return/put-back-decided', { orderNumber: known.orderNumber }));
      if (quantity === 0) continue;
      const edits = stockEdits(context, { channelId, line, quantity });
      keepEdits(database, { batchId, at, by, title: `İade ${known.orderNumber}` }, edits);
    }
  });
  events.changed('returns', 'edits', 'products');
}

/** The product's stock and, for a variant, that of its options: what a sale lowers in OpenCart. */
function stockEdits(
  { database }: EngineContext,
  of: {
    readonly channelId: string;
    readonly line: { readonly barcode: string; readonly stockCode: string };
    readonly quantity: number;
  },
): readonly Edit[] {
  const { barcode, stockCode } = of.line;
  const variantId = matchSoldLine(database, { channelId: of.channelId, barcode, stockCode });
  const variant = variantId === null ? null : findVariant(database, variantId);
  if (variantId === null || variant === null)
    throw new ProblemError(problem('listing/variant-not-known', { variantId: barcode || stockCode }));
  const { productId } = variant;
  const sheet = findSheet(database, productId)?.sheet;
  if (!sheet) throw new ProblemError(problem('product/not-read', { productId }));
  const subtracting = new Set(
    optionsOfProduct(database, productId)
      .filter(({ subtracts }) => subtracts)
      .map(({ optionValueId }) => optionValueId),
  );
  const options = optionValueIdsOf(database, variantId).filter((id) => subtracting.has(id));
  const fields: readonly FieldName[] = [
    'quantity',
    ...options.map((optionValueId) => printField({ kind: 'option-quantity', optionValueId })),
  ];
  return fields.flatMap((field) => {
    const edit = raised(
      sheet,
      { productId, field, quantity: of.quantity },
      findPending(database, { productId, field }),
    );
    return edit === null ? [] : [edit];
  });
}

/** Beside what waits already: a difference that is kept replaces the one before, so both are in it. */
function raised(
  sheet: ProductSheet,
  of: { readonly productId: string; readonly field: FieldName; readonly quantity: number },
  standing: Pick<Edit, 'base' | 'mine' | 'mode'> | null,
): Edit | null {
  const { productId, field, quantity } = of;
  const base = valueIn(sheet, field);
  if (typeof base !== 'number') return null;
  const waiting = standing === null ? 0 : Number(standing.mine) - Number(standing.base);
  return { productId, field, base, mine: base + waiting + quantity, mode: 'difference' };
}
