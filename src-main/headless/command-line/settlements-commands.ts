import type { SettlementKind, SettlementPage, SettlementRow } from '#contract/settlements.ts';
import { afterSalesWords } from './after-sales-words.ts';
import { allRows } from './all-rows.ts';
import { withProfile, type CommandContext } from './context.ts';
import { channelIdOf } from './find-channel.ts';
import { formatCount, formatInstant, formatMoney } from './format.ts';
import type { Outcome } from './outcome.ts';
import { readAfterSales } from './read-after-sales.ts';
import { formatTable } from './table.ts';

export type SettlementsOptions = {
  readonly channel?: string;
  readonly kind?: SettlementKind;
  readonly from?: string;
  readonly to?: string;
  readonly search: string;
};

/** `settlements`: reads what was booked since, lists it and sums it up by kind; positive is in the merchant's favour. */
export async function settlements(context: CommandContext, options: SettlementsOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channelId = await channelIdOf(client, options.channel);
    const reading = await readAfterSales(context, client, { part: 'settlements', channelId });
    const { kind = null, from = null, to = null, search } = options;
    const { rows, page } = await allRows((window) =>
      client.settlements.page({ ...window, channelId, kind, from, to, search }),
    );
    const words = afterSalesWords(context.language());
    const tables =
      rows.length === 0
        ? [words.noSettlements]
        : [entryTable(context, rows), '', sumTable(context, page.sums)];
    return {
      json: { ...reading.json, sums: page.sums, settlements: rows },
      text: [...tables, ...reading.lines].join('\n'),
      exitCode: reading.exitCode,
    };
  });
}

function entryTable(context: CommandContext, rows: readonly SettlementRow[]): string {
  const language = context.language();
  const words = afterSalesWords(language);
  return formatTable(
    [
      { title: words.channel },
      { title: words.date },
      { title: words.kind },
      { title: words.order },
      { title: words.description },
      { title: words.money, align: 'right' },
      { title: words.payment },
    ],
    rows.map((row) => [
      row.channelName,
      formatInstant(row.bookedAt, language),
      row.kind === 'other' ? row.rawKind : words.settlementKind[row.kind],
      row.orderNumber,
      row.description,
      formatMoney(row.amountE4, row.currency, language),
      formatInstant(row.paymentAt, language),
    ]),
  );
}

function sumTable(context: CommandContext, sums: SettlementPage['sums']): string {
  const language = context.language();
  const words = afterSalesWords(language);
  return formatTable(
    [{ title: words.kind }, { title: words.entries, align: 'right' }, { title: words.money, align: 'right' }],
    sums.map(({ kind, entries, amountE4, currency }) => [
      words.settlementKind[kind],
      formatCount(entries, language),
      formatMoney(amountE4, currency, language),
    ]),
  );
}
