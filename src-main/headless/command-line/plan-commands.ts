import { randomUUID } from 'node:crypto';
import { describeHold } from '#contract/guard-texts.ts';
import type { PlanChange } from '#contract/plan.ts';
import { withProfile, type CommandContext } from './context.ts';
import { describeForPeople } from './describe-problem.ts';
import { channelIdOf, findChannel } from './find-channel.ts';
import { formatMoney } from './format.ts';
import { EXIT, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { stateWords } from './state-words.ts';
import { formatTable } from './table.ts';

const PAGE = 500;

/** `plan`: every change as it would be sent, held ones with the guard's own sentence. Sends nothing. */
export async function plan(
  context: CommandContext,
  options: { readonly channel?: string },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channelId = await channelIdOf(client, options.channel);
    const summary = await client.plan.refresh({ channelId });
    const changes = await allChanges(client, channelId);
    const words = context.words();
    const seconds = summary.estimatedSeconds;
    const heading = words.planSummary(summary.waiting, summary.held, summary.requests, seconds);
    return {
      json: { summary, changes },
      text: changes.length === 0 ? words.nothingPlanned : `${heading}\n\n${changeTable(context, changes)}`,
      exitCode: EXIT.done,
    };
  });
}

/** Every change of the plan, held ones first as the engine orders them. */
export async function allChanges(
  client: EngineClient,
  channelId: string | null,
): Promise<readonly PlanChange[]> {
  const changes: PlanChange[] = [];
  for (;;) {
    const page = await client.plan.page({
      channelId,
      reason: null,
      held: null,
      search: '',
      offset: changes.length,
      limit: PAGE,
    });
    changes.push(...page.rows);
    if (page.rows.length === 0 || changes.length >= page.total) return changes;
  }
}

/** Changes in words: old → new, state, and why one is held. */
export function changeTable(context: CommandContext, changes: readonly PlanChange[]): string {
  const words = context.words();
  const language = context.language();
  return formatTable(
    [
      { title: words.id },
      { title: words.channel },
      { title: words.barcode },
      { title: words.product },
      { title: words.from, align: 'right' },
      { title: words.to, align: 'right' },
      { title: words.state },
      { title: words.reason, content: 'sentence' },
    ],
    changes.map((change) => [
      change.changeId,
      change.channelName,
      change.barcode,
      change.title,
      ...valuesOf(context, change),
      stateWords(language).change[change.state],
      [
        ...change.holds.map((hold) => describeHold(hold, language)),
        ...(change.problem === null ? [] : [describeForPeople(change.problem, language)]),
      ].join(' '),
    ]),
  );
}

function valuesOf(context: CommandContext, change: PlanChange): readonly [string, string] {
  if (change.group === 'stock') return [String(change.fromQuantity ?? '–'), String(change.toQuantity ?? '–')];
  const money = (amountE4: number | null): string =>
    formatMoney(amountE4, change.currency, context.language());
  return [money(change.fromPriceE4), money(change.toPriceE4)];
}

const LINK_BY = { any: 'any', barcode: 'barcode', sku: 'stock-code', model: 'model' } as const;
export type LinkBy = keyof typeof LINK_BY;
export const LINK_BY_CHOICES = Object.keys(LINK_BY) as readonly LinkBy[]; // the keys of a literal are its own type

/** `link`: links every listing whose match is certain by that code; guesses wait for a person. */
export async function link(
  context: CommandContext,
  options: { readonly channel: string; readonly by: LinkBy },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const links = { certainBy: LINK_BY[options.by] };
    const { linked } = await client.links.confirm({ requestId: randomUUID(), channelId, links });
    const open = await client.links.proposals({ channelId, listingId: null, offset: 0, limit: 1 });
    return {
      json: { linked, proposalsLeft: open.total },
      text: context.words().linkedCount(linked, open.total),
      exitCode: EXIT.done,
    };
  });
}
