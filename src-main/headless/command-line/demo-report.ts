import { roundToKurusE4 } from '#common/money.ts';
import type { Language } from '#contract/basics.ts';
import { describeHold } from '#contract/guard-texts.ts';
import type { Channel } from '#contract/channels.ts';
import type { ListingRow } from '#contract/listings.ts';
import type { OrderRow } from '#contract/orders.ts';
import type { PlanChange } from '#contract/plan.ts';
import type { SyncResult } from '#contract/sync.ts';
import type { CommandContext } from './context.ts';
import { formatCount, formatMoney } from './format.ts';
import { EXIT, type Outcome } from './outcome.ts';
import { allChanges } from './plan-commands.ts';
import type { EngineClient } from './profile.ts';
import { stateWords } from './state-words.ts';
import { formatTable } from './table.ts';

const ROWS_SHOWN = 8;
const ROWS_IN_JSON = 15;
const ROWS_LOOKED_AT = 200;

/** What the demo's sync came to: a summary, and of listings, orders and held changes the few that tell most. */
export async function demoReport(
  context: CommandContext,
  client: EngineClient,
  { channelId, result }: { readonly channelId: string; readonly result: SyncResult },
): Promise<Outcome> {
  const channel = (await client.channels.list()).find((one) => one.channelId === channelId);
  if (!channel) throw new TypeError('the demo has no channel');
  const listings = await client.listings.page({
    channelId,
    search: '',
    filter: 'all',
    // What was confirmed last is what this sync changed.
    sort: 'confirmedAt',
    descending: true,
    offset: 0,
    limit: ROWS_LOOKED_AT,
  });
  const inStep =
    listings.counts.all - listings.counts.differs - channel.counts.unlinked - channel.counts.proposed;
  const page = { channelId, search: '', offset: 0, limit: ROWS_IN_JSON };
  const open = await client.orders.page({ ...page, filter: 'open' });
  const all = await client.orders.page({ ...page, filter: 'all' });
  const held = (await allChanges(client, channelId)).filter((change) => change.holds.length > 0);
  const words = context.words();
  const parts = [
    words.demoSummary,
    summaryTable(context, { channel, result, inStep, held: held.length }),
    '',
    words.justConfirmed,
    listingTable(context, listings.rows.filter(isInStep).slice(0, ROWS_SHOWN)),
    ...more(context, inStep),
    '',
    words.openOrders,
    orderTable(context, open.rows.slice(0, ROWS_SHOWN)),
    ...more(context, open.total),
    '',
    held.length === 0 ? words.nothingHeld : words.heldBack,
    ...(held.length === 0 ? [] : [heldTable(context, oneOfEach(held)), ...more(context, held.length)]),
  ];
  const json = {
    ...result,
    listings: listings.rows.slice(0, ROWS_IN_JSON),
    orders: all.rows.map(withoutBuyer),
    held,
  };
  return { json, text: parts.join('\n'), exitCode: EXIT.done };
}

function isInStep(row: ListingRow): boolean {
  return row.linkState === 'linked' && row.progress === 'none' && !row.quantityDiffers && !row.priceDiffers;
}

function more(context: CommandContext, total: number): readonly string[] {
  return total > ROWS_SHOWN ? [context.words().andMore(total - ROWS_SHOWN)] : [];
}

function withoutBuyer(order: OrderRow): Omit<OrderRow, 'buyer'> {
  const { buyer: _buyer, ...rest } = order;
  return rest;
}

type Facts = {
  readonly channel: Channel;
  readonly result: SyncResult;
  /** Matched listings that show what the shop has. */
  readonly inStep: number;
  readonly held: number;
};

function summaryTable(context: CommandContext, { channel, result, inStep, held }: Facts): string {
  const words = context.words();
  const { counts } = channel;
  const figures = result.channels[channel.name];
  const rows = [
    [words.store, words.demoProducts(result.store.products, result.store.variants)],
    [channel.name, words.demoListings(counts.listings, counts.linked, counts.proposed)],
    [words.pricesAndStock, words.demoPrices(inStep)],
    [words.sentNow, words.demoSent(figures?.sent ?? 0, figures?.confirmed ?? 0)],
    [words.orders, words.demoOrders(figures?.ordersSeen ?? 0, figures?.ordersImported ?? 0)],
    [words.held, words.demoHeld(held)],
    ...failures(context, figures),
  ];
  const widest = Math.max(...rows.map(([name = '']) => name.length));
  return rows.map(([name = '', text = '']) => `  ${name.padEnd(widest)}  ${text}`).join('\n');
}

/** Told only when there are any. */
function failures(
  context: CommandContext,
  figures: SyncResult['channels'][string] | undefined,
): readonly (readonly string[])[] {
  const words = context.words();
  const counts = [
    [words.failed, figures?.failed ?? 0],
    [words.unknown, figures?.unknown ?? 0],
  ] as const;
  return counts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => [name, formatCount(count, context.language())]);
}

/** Shop beside marketplace: what is, and what the marketplace itself says that it shows. */
function listingTable(context: CommandContext, rows: readonly ListingRow[]): string {
  const words = context.words();
  const language = context.language();
  const states = stateWords(language);
  const [shop, marketplace] = [words.store, 'Trendyol'];
  return formatTable(
    [
      { title: words.barcode },
      { title: words.product },
      { title: `${words.price} · ${shop}`, align: 'right' },
      { title: `${words.price} · ${marketplace}`, align: 'right' },
      { title: `${words.stock} · ${shop}`, align: 'right' },
      { title: `${words.stock} · ${marketplace}`, align: 'right' },
      { title: words.state },
    ],
    rows.map((row) => [
      row.barcode,
      titleOf(row),
      shopPrice(row, language),
      formatMoney(row.confirmed?.priceE4 ?? null, row.currency, language),
      formatCount(row.store?.quantity, language),
      formatCount(row.confirmed?.quantity, language),
      row.linkState === 'linked' ? states.progress[row.progress] : states.link[row.linkState],
    ]),
  );
}

/** As the shop's own pages show it: its database holds net prices with more decimals. */
function shopPrice({ store, currency }: ListingRow, language: Language): string {
  const priceE4 = store?.priceE4 ?? null;
  return formatMoney(priceE4 === null ? null : roundToKurusE4(priceE4), currency, language);
}

/** Marketplaces often put the option into the title already. */
function titleOf({ title, optionText }: ListingRow): string {
  return optionText === '' || title.endsWith(optionText) ? title : `${title} · ${optionText}`;
}

/** Those that must leave soonest; there is one channel, and its name stands above. */
function orderTable(context: CommandContext, rows: readonly OrderRow[]): string {
  const words = context.words();
  const language = context.language();
  const states = stateWords(language);
  return formatTable(
    [
      { title: words.orders },
      { title: words.onMarketplace },
      { title: words.total, align: 'right' },
      { title: words.inShop },
      { title: words.shopOrder, align: 'right' },
    ],
    rows.map((row) => [
      row.orderNumber,
      row.status === 'other' ? row.rawStatus : states.order[row.status],
      formatMoney(row.totalE4, row.currency, language),
      states.import[row.importState],
      row.storeOrderId ?? '–',
    ]),
  );
}

/** A few of every reason, so that each guard is seen once before any is seen often. */
function oneOfEach(held: readonly PlanChange[]): readonly PlanChange[] {
  const seen = new Map<string, number>();
  const turnOf = (change: PlanChange): number => {
    const reason = change.holds[0]?.guard ?? '';
    const turn = seen.get(reason) ?? 0;
    seen.set(reason, turn + 1);
    return turn;
  };
  const turns = held.map((change) => ({ change, turn: turnOf(change) }));
  return turns
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, ROWS_SHOWN)
    .map(({ change }) => change);
}

function heldTable(context: CommandContext, held: readonly PlanChange[]): string {
  const words = context.words();
  const language = context.language();
  const value = (change: PlanChange, side: 'from' | 'to'): string =>
    change.group === 'stock'
      ? formatCount(change[`${side}Quantity`], language)
      : formatMoney(change[`${side}PriceE4`], change.currency, language);
  return formatTable(
    [
      { title: words.barcode },
      { title: words.product },
      { title: words.from, align: 'right' },
      { title: words.to, align: 'right' },
      { title: words.reason, content: 'sentence' },
    ],
    held.map((change) => [
      change.barcode,
      change.title,
      value(change, 'from'),
      value(change, 'to'),
      // The gravest comes first; the page tells the others.
      ...change.holds.slice(0, 1).map((hold) => describeHold(hold, language)),
    ]),
  );
}
