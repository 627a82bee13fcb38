import type { OrderRow } from '#contract/orders.ts';
import { withProfile, type CommandContext } from './context.ts';
import { describeForPeople, troubleJson } from './describe-problem.ts';
import { channelIdOf } from './find-channel.ts';
import { formatInstant, formatMoney } from './format.ts';
import { EXIT, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { runJob } from './run-job.ts';
import { stateWords } from './state-words.ts';
import { formatTable } from './table.ts';

const PAGE = 500;

/** `orders`: takes in what is new, brings the shop in line, and lists what is known. */
export async function orders(
  context: CommandContext,
  options: { readonly channel?: string },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channelId = await channelIdOf(client, options.channel);
    const finished = await runJob(context, client, { channelId, what: 'orders', approveWaiting: false });
    const rows = await allOrders(client, channelId);
    const language = context.language();
    const unfinished = rows.some((row) => row.importState === 'failed' || row.importState === 'quarantined');
    const { problems } = finished;
    const trouble = problems.flatMap((each) => ['', describeForPeople(each, language)]);
    const failed = finished.job.state === 'failed';
    if (failed) for (const each of problems) context.progress(describeForPeople(each, language));
    return {
      json: {
        ...finished.result,
        // Buyers are for the page: a shell's output is kept.
        orders: rows.map(({ buyer: _personal, ...row }) => row),
        ...troubleJson(problems, { failed, language }),
      },
      text: [rows.length === 0 ? context.words().noOrders : orderTable(context, rows), ...trouble].join('\n'),
      exitCode: failed ? EXIT.failed : unfinished || problems.length > 0 ? EXIT.unfinished : EXIT.done,
    };
  });
}

async function allOrders(client: EngineClient, channelId: string | null): Promise<readonly OrderRow[]> {
  const rows: OrderRow[] = [];
  for (;;) {
    const page = await client.orders.page({
      channelId,
      filter: 'all',
      search: '',
      offset: rows.length,
      limit: PAGE,
    });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

/** Orders without their buyers: a terminal is looked at over a shoulder, and keeps what it showed. */
export function orderTable(context: CommandContext, rows: readonly OrderRow[]): string {
  const words = context.words();
  const language = context.language();
  const states = stateWords(language);
  return formatTable(
    [
      { title: words.orders },
      { title: words.channel },
      { title: words.date },
      { title: words.onMarketplace },
      { title: words.total, align: 'right' },
      { title: words.shopOrder, align: 'right' },
      { title: words.inShop },
      { title: words.reason, content: 'sentence' },
    ],
    rows.map((row) => [
      row.orderNumber,
      row.channelName,
      formatInstant(row.orderedAt, language),
      row.status === 'other' ? row.rawStatus : states.order[row.status],
      formatMoney(row.totalE4, row.currency, language),
      row.storeOrderId ?? '–',
      states.import[row.importState],
      row.problem === null ? '' : describeForPeople(row.problem, language),
    ]),
  );
}
