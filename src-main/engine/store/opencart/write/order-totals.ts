import { formatDecimalE4 } from '#common/money.ts';
import { textOf } from '../session/queryable.ts';
import type { Writer } from '../session/queryable.ts';
import { encodeText } from '../text/entities.ts';
import { insertRow } from './insert-row.ts';
import { MARK_PATTERN } from './mark.ts';
import type { OrderMoney } from './order-money.ts';
import { rateInTitle, rateOfLine } from './order-plan.ts';
import type { OrderPlan, WriteFacts } from './order-plan.ts';
import { remainingMoney } from './order-money.ts';
import type { StoredOrder } from './stored-order.ts';

/**
 * Only codes that every OpenCart can load: at each later change of status it loads a model per row, and a code it has
 * none for blocks the order for good (tried on 3.0.4.1 and 4.1.0.4).
 */
type TotalCode = 'sub_total' | 'tax' | 'total';
type TotalRow = { readonly code: TotalCode; readonly title: string; readonly valueE4: number };

const FALLBACK_TITLES = {
  tr: { sub_total: 'Ara Toplam', tax: 'KDV', total: 'Toplam' },
  other: { sub_total: 'Sub-Total', tax: 'VAT', total: 'Total' },
} as const;

/** Rows of `order_total`, in the shop's order, with the titles its own orders have. */
export async function planTotals(facts: WriteFacts, plan: OrderPlan): Promise<readonly TotalRow[]> {
  const fallback = facts.shop.language.code.startsWith('tr') ? FALLBACK_TITLES.tr : FALLBACK_TITLES.other;
  const subTotal = (await nativeTitle(facts, 'sub_total')) ?? fallback.sub_total;
  const total = (await nativeTitle(facts, 'total')) ?? fallback.total;
  const taxes = plan.money.taxes.map(({ rateE4, amountE4 }): TotalRow => {
    const percent = String(rateE4 / 10_000);
    // OpenCart titles a tax row with the rate's own name.
    const named = rateE4 === 0 ? fallback.tax : `${fallback.tax} %${percent}`;
    const title = plan.taxes.nameByRate.get(rateE4) ?? encodeText(named);
    return { code: 'tax', title, valueE4: amountE4 };
  });
  return [
    { code: 'sub_total', title: subTotal, valueE4: plan.money.subTotalE4 },
    ...taxes,
    { code: 'total', title: total, valueE4: plan.money.totalE4 },
  ];
}

/** Titles are in language files, nowhere in the database: the newest order that OpenCart wrote itself has them. */
async function nativeTitle({ reader, schema, shop }: WriteFacts, code: TotalCode): Promise<string | null> {
  const [row] = await reader.rows(
    `SELECT total.title AS title FROM ${schema.sql('order_total')} total
     JOIN ${schema.sql('order')} parent ON parent.order_id = total.order_id
     WHERE total.code = ? AND parent.language_id = ? AND parent.order_status_id > 0
       AND (parent.user_agent IS NULL OR parent.user_agent NOT LIKE ?)
     ORDER BY total.order_total_id DESC LIMIT 1`,
    [code, shop.language.languageId, MARK_PATTERN],
  );
  const title = textOf(row ?? {}, 'title');
  return title === '' ? null : title;
}

/** Inserts the rows that an earlier attempt did not come to. Rejects nothing: wrong ones cannot stand at status 0. */
export async function writeTotals(
  writer: Writer,
  facts: WriteFacts,
  made: {
    readonly orderId: string;
    readonly rows: readonly TotalRow[];
    readonly written: StoredOrder['totals'];
  },
): Promise<void> {
  const extensionOf = await totalExtensions(facts);
  for (const row of made.rows.slice(made.written.length)) {
    await insertRow(writer, facts.schema, {
      table: 'order_total',
      cells: {
        order_id: { value: made.orderId },
        extension: { raw: extensionOf.get(row.code) ?? 'opencart' },
        code: { raw: row.code },
        title: { raw: row.title },
        value: { value: formatDecimalE4(row.valueE4) },
        sort_order: { value: facts.shop.totalSortOrders[row.code] ?? 0 },
      },
    });
  }
}

/** True when what is written is the beginning of what is meant. */
export function totalsBegin(written: StoredOrder['totals'], meant: readonly TotalRow[]): boolean {
  return (
    written.length <= meant.length &&
    written.every((row, index) => row.code === meant[index]?.code && row.valueE4 === meant[index]?.valueE4)
  );
}

async function totalExtensions({ reader, schema }: WriteFacts): Promise<ReadonlyMap<string, string>> {
  if (!schema.has('order_total', 'extension') || !schema.has('extension', 'extension')) return new Map();
  const rows = await reader.rows(
    `SELECT code AS code, extension AS extension FROM ${schema.sql('extension')}
     WHERE type = 'total' AND code IN ('sub_total', 'tax', 'total')`,
  );
  return new Map(rows.map((row) => [textOf(row, 'code'), textOf(row, 'extension') || 'opencart']));
}

/**
 * Brings sub-total, taxes and total in line with the lines as they stand. Safe to repeat: nothing is added to what
 * stands there. Rows of other codes (a shipping charge entered by the merchant) stay and count.
 */
export async function recomputeTotals(writer: Writer, facts: WriteFacts, order: StoredOrder): Promise<void> {
  const taxRows = order.totals.filter((row) => row.code === 'tax');
  const known = taxRows.flatMap((row) => rateInTitle(row.title) ?? []);
  const money = remainingMoney(
    order.lines.map((line) => ({
      priceE4: line.priceE4,
      taxE4: line.taxE4,
      quantity: line.quantity,
      rateE4: taxRows.length === 0 ? 0 : rateOfLine(line.priceE4, line.taxE4, known),
    })),
  );
  const extraE4 = order.totals
    .filter((row) => !['sub_total', 'tax', 'total'].includes(row.code))
    .reduce((sum, row) => sum + row.valueE4, 0);
  const values = newValues(order, money, extraE4);
  for (const [totalId, valueE4] of values) {
    await writer.run(`UPDATE ${facts.schema.sql('order_total')} SET value = ? WHERE order_total_id = ?`, [
      formatDecimalE4(valueE4),
      totalId,
    ]);
  }
  await writer.run(
    `UPDATE ${facts.schema.sql('order')} SET total = ?, date_modified = NOW() WHERE order_id = ?`,
    [formatDecimalE4(money.totalE4 + extraE4), order.orderId],
  );
}

function newValues(order: StoredOrder, money: OrderMoney, extraE4: number): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  const taxRows = order.totals.filter((row) => row.code === 'tax');
  const left = new Map(money.taxes.map((tax) => [tax.rateE4, tax.amountE4]));
  taxRows.forEach((row, index) => {
    const rateE4 = rateInTitle(row.title);
    const own = rateE4 === null ? 0 : (left.get(rateE4) ?? 0);
    if (rateE4 !== null) left.delete(rateE4);
    // Whatever no title claims goes into the last row, so that the rows always add up to the total.
    const rest = index === taxRows.length - 1 ? [...left.values()].reduce((sum, value) => sum + value, 0) : 0;
    values.set(row.totalId, own + rest);
  });
  const first = (code: TotalCode): string | undefined =>
    order.totals.find((row) => row.code === code)?.totalId;
  const subTotal = first('sub_total');
  if (subTotal !== undefined) values.set(subTotal, money.subTotalE4);
  const total = first('total');
  if (total !== undefined) values.set(total, money.totalE4 + extraE4);
  return values;
}
