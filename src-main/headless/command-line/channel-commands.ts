import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { z } from 'zod';
import type { Channel, ChannelCheck, ChannelMode, NewChannel } from '#contract/channels.ts';
import { withProfile, type CommandContext } from './context.ts';
import { describeForPeople } from './describe-problem.ts';
import { findChannel } from './find-channel.ts';
import { formatCount, formatInstant } from './format.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { stateWords } from './state-words.ts';
import { formatTable } from './table.ts';

export type AddChannelOptions = {
  readonly name?: string;
  readonly baseUrl?: string;
  readonly mode: ChannelMode;
  readonly credentials: string;
};

/** `channel add`: keeps the account under a name, its keys sealed. */
export async function addChannel(
  context: CommandContext,
  marketplace: string,
  options: AddChannelOptions,
): Promise<Outcome> {
  const credentials = await readCredentials(context, options.credentials);
  return withProfile(context, async ({ client }) => {
    const channel: NewChannel = {
      marketplace,
      name: options.name ?? (await marketplaceName(client, marketplace)),
      mode: options.mode,
      baseUrl: options.baseUrl ?? null,
      credentials,
    };
    const added = await client.channels.add({ requestId: randomUUID(), channel });
    const lines = [context.words().channelAdded(added.name), '', channelTable(context, [added])];
    if (added.problem !== null) lines.push('', describeForPeople(added.problem, context.language()));
    return {
      json: added,
      text: lines.join('\n'),
      exitCode: added.problem === null ? EXIT.done : EXIT.unfinished,
    };
  });
}

/** `channel list` */
export async function listChannels(context: CommandContext): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channels = await client.channels.list();
    const text = channels.length === 0 ? context.words().noChannels : channelTable(context, channels);
    return { json: channels, text, exitCode: EXIT.done };
  });
}

/** `channel check`: asks the marketplace endpoint by endpoint. Fails when one of them refuses. */
export async function checkChannel(context: CommandContext, name: string): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channel = await findChannel(client, name);
    const check = await client.channels.check({ channelId: channel.channelId });
    return {
      json: { channel: channel.name, ...check },
      text: checkTable(context, check),
      exitCode: check.works ? EXIT.done : EXIT.failed,
    };
  });
}

/** `channel remove`: forgets the account, its keys and its listings here; the marketplace is left alone. */
export async function removeChannel(context: CommandContext, name: string): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channel = await findChannel(client, name);
    const answer = await client.channels.remove({ requestId: randomUUID(), channelId: channel.channelId });
    return { json: answer, text: context.words().channelRemoved(channel.name), exitCode: EXIT.done };
  });
}

/** A JSON object of texts; numbers are taken as they are written, because an account number is easily left unquoted. */
const Credentials = z.record(z.string(), z.union([z.string(), z.int().transform(String)]));

/** From a file or, with `-`, from standard input: never from the command line, which every program can read. */
async function readCredentials(context: CommandContext, from: string): Promise<Record<string, string>> {
  const text = from === '-' ? await readAll(context.streams.stdin) : await readCredentialFile(from);
  const parsed = Credentials.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new UsageError(
    'Kimlik bilgileri bir JSON nesnesi olmalı, örneğin {"sellerId":"…","apiKey":"…","apiSecret":"…"}.',
    'The credentials must be a JSON object such as {"sellerId":"…","apiKey":"…","apiSecret":"…"}.',
  );
}

async function readCredentialFile(path: string): Promise<string> {
  try {
    // Windows editors put a byte order mark in front, which is no JSON.
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new UsageError(
      `Kimlik dosyası okunamadı: ${reason}`,
      `The credentials file cannot be read: ${reason}`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema then refuses it with a sentence that does not repeat the secret.
    return undefined;
  }
}

async function marketplaceName(client: EngineClient, marketplace: string): Promise<string> {
  const known = await client.channels.marketplaces();
  const found = known.find((candidate) => candidate.marketplace === marketplace);
  if (found) return found.name;
  const names = known.map((candidate) => candidate.marketplace).join(', ');
  throw new UsageError(
    `Bilinmeyen pazaryeri: ${marketplace}. Bilinenler: ${names}.`,
    `Unknown marketplace: ${marketplace}. Known ones: ${names}.`,
  );
}

/** The channels in one table, worst state named in its own column. */
export function channelTable(context: CommandContext, channels: readonly Channel[]): string {
  const words = context.words();
  const language = context.language();
  const rows = channels.map((channel) => [
    channel.sandbox ? `${channel.name} [SANDBOX]` : channel.name,
    channel.marketplaceName,
    words.modes[channel.mode],
    stateWords(language).health[channel.health],
    formatCount(channel.counts.listings, language),
    formatCount(channel.counts.linked, language),
    formatCount(channel.counts.waiting, language),
    formatCount(channel.counts.held, language),
    channel.lastSyncAt === null ? words.never : formatInstant(channel.lastSyncAt, language),
  ]);
  return formatTable(
    [
      { title: words.channel },
      { title: words.marketplace },
      { title: words.mode },
      { title: words.state },
      { title: words.listings, align: 'right' },
      { title: words.linked, align: 'right' },
      { title: words.waiting, align: 'right' },
      { title: words.held, align: 'right' },
      { title: words.lastSync },
    ],
    rows,
  );
}

function checkTable(context: CommandContext, check: ChannelCheck): string {
  const words = context.words();
  const language = context.language();
  const outcomes = {
    works: words.works,
    refused: words.doesNotWork,
    failed: words.doesNotWork,
    'not-checked': words.notChecked,
  };
  const table = formatTable(
    [{ title: words.endpoint }, { title: words.state }, { title: words.duration, align: 'right' }],
    check.endpoints.map((endpoint) => [
      endpoint.label[language],
      outcomes[endpoint.outcome],
      endpoint.durationMs === null ? '–' : `${endpoint.durationMs} ms`,
    ]),
  );
  const problems = check.endpoints.flatMap(({ problem }) =>
    problem === null ? [] : [describeForPeople(problem, language)],
  );
  return [table, ...new Set(problems)].join('\n');
}
