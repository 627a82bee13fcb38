import { foldKey } from '#common/turkish-text.ts';
import type { Channel } from '#contract/channels.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { EngineClient } from './profile.ts';

/** A channel by its id, its exact name, or its name as a person would type it. `channel/not-known` names what was asked. */
export async function findChannel(client: EngineClient, asked: string): Promise<Channel> {
  const channels = await client.channels.list();
  const found =
    channels.find((channel) => channel.channelId === asked) ??
    channels.find((channel) => channel.name === asked) ??
    channels.find((channel) => foldKey(channel.name) === foldKey(asked));
  if (!found) throw new ProblemError(problem('channel/not-known', { channel: asked }));
  return found;
}

/** The id of the channel that was named, or null for all of them. */
export async function channelIdOf(client: EngineClient, asked: string | undefined): Promise<string | null> {
  return asked === undefined ? null : (await findChannel(client, asked)).channelId;
}
