import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describeHold } from '#contract/guard-texts.ts';
import type { Channel } from '#contract/channels.ts';
import type { ListingRow } from '#contract/listings.ts';
import type { OrderRow } from '#contract/orders.ts';
import type { PlanChange } from '#contract/plan.ts';
import type { CommandContext } from './context.ts';
import { openDemoSandbox, type DemoSandbox } from './demo-sandbox.ts';
import { formatMoney } from './format.ts';
import { orderTable } from './order-commands.ts';
import { EXIT, type Outcome } from './outcome.ts';
import { allChanges } from './plan-commands.ts';
import type { EngineClient, Profile } from './profile.ts';
import { runJob } from './run-job.ts';
import { serveProfile } from './serve-command.ts';
import { syncTable } from './sync-commands.ts';
import { stateWords } from './state-words.ts';
import { formatTable } from './table.ts';

export type DemoOptions = { readonly once: boolean; readonly port: number };

const CHANNEL_NAME = 'Trendyol (deneme)';
const ROWS_SHOWN = 15;

/**
 * `demo`: the whole program on this computer, with nothing to lose. It has a profile of its own, a sample shop and a
 * sandbox marketplace; all three keep what was done, so that a second run goes on where the first one ended.
 */
export async function demo(context: CommandContext, options: DemoOptions): Promise<void> {
  const dataFolder = join(context.options.data, 'demo');
  context.progress(context.words().demoFolder(dataFolder));
  const profile = await context.openProfile({ kind: 'browser', demo: true, dataFolder });
  try {
    const sandbox = await openDemoSandbox(profile.host, dataFolder);
    try {
      context.progress(context.words().demoSandbox(sandbox.baseUrl));
      const outcome = await firstSync(context, profile, sandbox);
      if (options.once) context.print(outcome);
      else await serveProfile(context, { profile, port: options.port, before: outcome });
    } finally {
      await sandbox.stop();
    }
  } finally {
    await profile.close();
  }
}

async function firstSync(
  context: CommandContext,
  { client }: Profile,
  sandbox: DemoSandbox,
): Promise<Outcome> {
  const shop = await client.shop.get();
  if (shop.connected) context.progress(context.words().demoKept);
  else {
    context.progress(context.words().demoShop);
    await client.shop.connect({ requestId: randomUUID(), connection: { kind: 'sample' }, settings: {} });
  }
  const channel = await demoChannel(client, sandbox);
  const { channelId } = channel;
  context.progress(context.words().demoChannel(channel.name));
  context.progress(context.words().demoSync);
  await runJob(context, client, { channelId, what: 'pull', approveWaiting: false });
  const { linked } = await client.links.confirm({
    requestId: randomUUID(),
    channelId,
    links: { certainBy: 'any' },
  });
  const open = await client.links.proposals({ channelId, listingId: null, offset: 0, limit: 1 });
  context.progress(context.words().linkedCount(linked, open.total));
  const finished = await runJob(context, client, { channelId, what: 'everything', approveWaiting: true });
  return describe(context, client, { channel, result: finished.result });
}

/** The demo's channel, pointed at where its sandbox is now. */
async function demoChannel(client: EngineClient, sandbox: DemoSandbox): Promise<Channel> {
  const { baseUrl, credentials, marketplace } = sandbox;
  const known = (await client.channels.list()).find((channel) => channel.name === CHANNEL_NAME);
  if (known && known.baseUrl === baseUrl) {
    return client.channels.update({ requestId: randomUUID(), channelId: known.channelId, credentials });
  }
  // Another port than last time (something else took it): a channel's address is fixed, so it begins anew.
  if (known) await client.channels.remove({ requestId: randomUUID(), channelId: known.channelId });
  const channel = { marketplace, name: CHANNEL_NAME, mode: 'approval', baseUrl, credentials } as const;
  return client.channels.add({ requestId: randomUUID(), channel });
}

type Described = { readonly channel: Channel; readonly result: Awaited<ReturnType<typeof runJob>>['result'] };

async function describe(
  context: CommandContext,
  client: EngineClient,
  { channel, result }: Described,
): Promise<Outcome> {
  const { channelId } = channel;
  const listings = await client.listings.page({
    channelId,
    search: '',
    filter: 'all',
    sort: 'title',
    descending: false,
    offset: 0,
    limit: ROWS_SHOWN,
  });
  const orders = await client.orders.page({
    channelId,
    filter: 'all',
    search: '',
    offset: 0,
    limit: ROWS_SHOWN,
  });
  const held = (await allChanges(client, channelId)).filter((change) => change.holds.length > 0);
  const words = context.words();
  const text = [
    syncTable(context, result),
    '',
    words.listings,
    listingTable(context, listings.rows),
    ...more(context, listings.total),
    '',
    words.orders,
    orderTable(context, orders.rows),
    ...more(context, orders.total),
    '',
    held.length === 0 ? words.nothingHeld : words.heldBack,
    ...(held.length === 0
      ? []
      : [heldTable(context, held.slice(0, ROWS_SHOWN)), ...more(context, held.length)]),
  ];
  const json = { ...result, listings: listings.rows, orders: orders.rows.map(withoutBuyer), held };
  return { json, text: text.join('\n'), exitCode: EXIT.done };
}

function more(context: CommandContext, total: number): readonly string[] {
  return total > ROWS_SHOWN ? [context.words().andMore(total - ROWS_SHOWN)] : [];
}

function withoutBuyer(order: OrderRow): Omit<OrderRow, 'buyer'> {
  const { buyer: _buyer, ...rest } = order;
  return rest;
}

/** Shop beside marketplace: what is, and what the marketplace itself says that it shows. */
function listingTable(context: CommandContext, rows: readonly ListingRow[]): string {
  const words = context.words();
  const money = (row: ListingRow, amountE4: number | null | undefined): string =>
    formatMoney(amountE4 ?? null, row.currency, context.language());
  const states = stateWords(context.language());
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
      money(row, row.store?.priceE4),
      money(row, row.confirmed?.priceE4),
      String(row.store?.quantity ?? '–'),
      String(row.confirmed?.quantity ?? '–'),
      row.linkState === 'linked' ? states.progress[row.progress] : states.link[row.linkState],
    ]),
  );
}

/** Marketplaces often put the option into the title already. */
function titleOf({ title, optionText }: ListingRow): string {
  return optionText === '' || title.endsWith(optionText) ? title : `${title} · ${optionText}`;
}

function heldTable(context: CommandContext, held: readonly PlanChange[]): string {
  const words = context.words();
  const language = context.language();
  const value = (change: PlanChange, side: 'from' | 'to'): string =>
    change.group === 'stock'
      ? String(change[`${side}Quantity`] ?? '–')
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
      change.holds.map((hold) => describeHold(hold, language)).join(' '),
    ]),
  );
}
