import { randomUUID } from 'node:crypto';
import type { Problem } from '#contract/problem.ts';
import type { AfterSalesState } from '#contract/settlements.ts';
import { afterSalesWords } from './after-sales-words.ts';
import type { CommandContext } from './context.ts';
import { describeForPeople, troubleJson } from './describe-problem.ts';
import { EXIT, type ExitCode } from './outcome.ts';
import { problemOf } from './problem-of.ts';
import type { EngineClient } from './profile.ts';

export type AfterSalesPart = Exclude<keyof AfterSalesState, 'channelId'>;

/** What a reading of several channels ended in beside what is kept. */
export type PartReading = {
  readonly json: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
};

/**
 * Reads one part from the channel that was named, or from every one that offers it. One that was named and does not offer
 * it ends the command; of all of them each says so beside the list, so that it does not look as if there were none.
 */
export async function readAfterSales(
  context: CommandContext,
  client: EngineClient,
  of: { readonly part: AfterSalesPart; readonly channelId: string | null },
): Promise<PartReading> {
  const language = context.language();
  const words = afterSalesWords(language);
  if (of.channelId !== null) {
    const { read } = await client[of.part].refresh({ requestId: randomUUID(), channelId: of.channelId });
    return { json: { read, notOffered: [] }, lines: [], exitCode: EXIT.done };
  }
  const channels = await client.channels.list();
  const states = await client.settlements.state();
  const problems: Problem[] = [];
  const notOffered: { readonly channel: string; readonly reason: string | null }[] = [];
  let [read, worked] = [0, 0];
  for (const channel of channels) {
    const state = states.find(({ channelId }) => channelId === channel.channelId)?.[of.part];
    if (state?.offered === false)
      notOffered.push({ channel: channel.name, reason: state.reason?.[language] ?? null });
    else if (!channel.paused) {
      try {
        read += (await client[of.part].refresh({ requestId: randomUUID(), channelId: channel.channelId }))
          .read;
        worked += 1;
      } catch (error) {
        const expected = problemOf(error);
        if (expected === null) throw error;
        problems.push(expected);
      }
    }
  }
  const failed = worked === 0 && problems.length > 0;
  return {
    json: { read, notOffered, ...troubleJson(problems, { failed, language }) },
    lines: [
      ...notOffered.map(({ channel, reason }) => words.notOffered(channel, reason ?? words.withoutReason)),
      ...problems.map((each) => describeForPeople(each, language)),
    ],
    exitCode: failed ? EXIT.failed : problems.length > 0 ? EXIT.unfinished : EXIT.done,
  };
}
