import { problem, ProblemError } from '#contract/problem.ts';
import { findChannel, type ChannelRow } from '../cache/tables/channel.ts';
import type { EngineContext } from '../context.ts';

/** The channel as it is kept. Throws `channel/not-known` when there is none, or none any more. */
export function requireChannel(context: EngineContext, channelId: string): ChannelRow {
  const row = findChannel(context.database, channelId);
  if (row === null) throw new ProblemError(problem('channel/not-known', { channelId }));
  return row;
}
