import type { Language } from '#contract/basics.ts';
import type { Host } from '#engine/host.ts';
import type { Outcome } from './outcome.ts';
import type { Profile } from './profile.ts';
import type { Streams } from './streams.ts';
import type { Words } from './word-list.ts';

export type GlobalOptions = { readonly data: string; readonly json: boolean };

/** What every command is handed. */
export type CommandContext = {
  readonly options: GlobalOptions;
  readonly streams: Streams;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly pageFolder: string;
  /** Aborted by Ctrl-C: finish at the next safe point. */
  readonly signal: AbortSignal;
  /** Known for good once a profile is open: its own setting decides, the system's language before that. */
  readonly language: () => Language;
  readonly words: () => Words;
  /** One line for the person who waits; never on stdout. */
  readonly progress: (text: string) => void;
  /** The one document of this command. Long-running commands print it when they are ready. */
  readonly print: (outcome: Outcome) => void;
  readonly openProfile: (options: {
    readonly kind: Host['kind'];
    readonly demo: boolean;
    readonly dataFolder: string;
  }) => Promise<Profile>;
};

/** Opens the profile for one command and closes it whatever happens. */
export async function withProfile(
  context: CommandContext,
  run: (profile: Profile) => Promise<Outcome>,
): Promise<Outcome> {
  const profile = await context.openProfile({
    kind: 'command-line',
    demo: false,
    dataFolder: context.options.data,
  });
  try {
    return await run(profile);
  } finally {
    await profile.close();
  }
}
