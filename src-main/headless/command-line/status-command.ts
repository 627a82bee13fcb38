import { channelTable } from './channel-commands.ts';
import { withProfile, type CommandContext } from './context.ts';
import { describeForPeople } from './describe-problem.ts';
import { formatCount, formatInstant } from './format.ts';
import { EXIT, type Outcome } from './outcome.ts';
import { stateWords } from './state-words.ts';
import { formatTable } from './table.ts';

/** `status`: shop, channels and what waits for a person, from what is known here; asks nobody else. */
export async function status(context: CommandContext): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const overview = await client.overview.get();
    const words = context.words();
    const language = context.language();
    const { store } = overview;
    const lines = [store.connected ? `${words.store}: ${store.address ?? ''}` : words.notConnected];
    if (store.lastRead !== null) {
      const { products, variants, at } = store.lastRead;
      const counts = `${formatCount(products, language)} / ${formatCount(variants, language)}`;
      lines.push(`${words.products} / ${words.variants}: ${counts} (${formatInstant(at, language)})`);
    }
    if (store.problem !== null) lines.push(describeForPeople(store.problem, language));
    lines.push(
      '',
      overview.channels.length === 0 ? words.noChannels : channelTable(context, overview.channels),
      '',
    );
    if (overview.needsYou.length === 0) lines.push(words.nothingNeedsYou);
    else {
      const rows = overview.needsYou.map((item) => [
        stateWords(language).needs[item.kind],
        item.channelName ?? '',
        formatCount(item.count, language),
        item.problem === null ? '' : describeForPeople(item.problem, language),
      ]);
      lines.push(
        formatTable(
          [
            { title: words.needsYou },
            { title: words.channel },
            { title: '#', align: 'right' },
            { title: words.reason, content: 'sentence' },
          ],
          rows,
        ),
      );
    }
    return { json: overview, text: lines.join('\n'), exitCode: EXIT.done };
  });
}
