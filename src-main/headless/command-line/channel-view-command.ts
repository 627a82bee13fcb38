import { randomUUID } from 'node:crypto';
import type { ShopView } from '#contract/channels.ts';
import { withProfile, type CommandContext } from './context.ts';
import { findChannel } from './find-channel.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import { formatTable } from './table.ts';

export type ChannelViewOptions = {
  readonly language?: string;
  readonly store?: string;
  readonly currency?: string;
  readonly group?: string;
};

/** What an option says to go back to the shop's own. */
const OWN = 'default';

/** `channel view`: shows what a channel can look at in the shop, and chooses what the options name. */
export async function viewChannel(
  context: CommandContext,
  name: string,
  options: ChannelViewOptions,
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channel = await findChannel(client, name);
    const wanted = wishOf(options);
    const { shopView } =
      Object.keys(wanted).length === 0
        ? channel
        : await client.channels.update({
            requestId: randomUUID(),
            channelId: channel.channelId,
            shopView: wanted,
          });
    const { report } = await client.shop.get();
    if (report === null) {
      throw new UsageError('Önce mağaza bağlanmalı.', 'A shop has to be connected first.');
    }
    const choices = {
      languages: report.languages,
      stores: report.stores,
      currencies: report.currencies,
      customerGroups: report.customerGroups,
    };
    const tr = context.language() === 'tr';
    const own = tr ? 'mağazanınki' : 'the shop’s own';
    const rows = [
      ['--language', shopView.language ?? own, report.languages.join(', ')],
      ['--store', shopView.storeId ?? own, named(report.stores.map((store) => [store.storeId, store.name]))],
      [
        '--currency',
        shopView.currency ?? own,
        named(report.currencies.map(({ currency, value }) => [currency, value])),
      ],
      [
        '--group',
        shopView.customerGroupId ?? own,
        named(report.customerGroups.map((group) => [group.customerGroupId, group.name])),
      ],
    ];
    const titles = tr ? ['Seçim', 'Şimdi', 'Mağazada olanlar'] : ['Choice', 'Now', 'In the shop'];
    return {
      json: { channel: channel.name, shopView, choices },
      text: formatTable(
        titles.map((title, at) => (at === 2 ? { title, content: 'sentence' } : { title })),
        rows,
      ),
      exitCode: EXIT.done,
    };
  });
}

function wishOf({ language, store, currency, group }: ChannelViewOptions): Partial<ShopView> {
  const asked = { language, storeId: store, currency: currency?.toUpperCase(), customerGroupId: group };
  return Object.fromEntries(
    Object.entries(asked).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value.toLowerCase() === OWN ? null : value]],
    ),
  );
}

function named(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([id, name]) => (name === '' ? id : `${id} (${name})`)).join(', ');
}
