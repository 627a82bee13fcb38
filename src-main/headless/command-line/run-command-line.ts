import { CommanderError } from 'commander';
import type { Language } from '#contract/basics.ts';
import { problem } from '#contract/problem.ts';
import { defaultDataFolder } from '../data-folder.ts';
import { askSecret } from './ask-secret.ts';
import type { CommandContext, GlobalOptions } from './context.ts';
import { describeForPeople, problemJson } from './describe-problem.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import { problemOf } from './problem-of.ts';
import { openProfile } from './profile.ts';
import { createProgram } from './program.ts';
import type { Streams } from './streams.ts';
import { usageErrorOf, usageJson } from './usage.ts';
import type { Words } from './word-list.ts';
import { languageOf, wordsOf } from './words.ts';

export type CommandLine = {
  /** Without the program's own two. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly streams: Streams;
  readonly version: string;
  /** The built page. */
  readonly pageFolder: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
};

/** Runs one command to its end and gives the exit code. Never throws for anything that can be expected. */
export async function runCommandLine(line: CommandLine): Promise<number> {
  const state: State = { language: languageOf(line.env), exitCode: EXIT.done };
  const program = createProgram({
    version: line.version,
    defaultData: defaultDataFolder({ platform: line.platform, env: line.env, home: line.home }),
    run: async (options, command) => {
      const context = createContext(line, options, state);
      const outcome = await command(context);
      if (outcome) context.print(outcome);
    },
  });
  for (const each of [program, ...program.commands, ...program.commands.flatMap((child) => child.commands)]) {
    each.exitOverride();
    each.configureOutput({
      writeOut: (text) => void line.streams.stdout.write(text),
      // Commander's own complaints come back as errors and are worded in `usage.ts`.
      writeErr: () => undefined,
    });
  }
  try {
    await program.parseAsync(line.argv, { from: 'user' });
    return state.exitCode;
  } catch (error) {
    return report(line, error, state.language);
  }
}

type State = { language: Language; exitCode: number };

function createContext(line: CommandLine, options: GlobalOptions, state: State): CommandContext {
  const words = (): Words => wordsOf(state.language);
  return {
    options,
    streams: line.streams,
    env: line.env,
    version: line.version,
    pageFolder: line.pageFolder,
    signal: line.signal,
    language: () => state.language,
    words,
    progress: (text) => void line.streams.stderr.write(`${text}\n`),
    print: (outcome) => {
      write(line, options.json, outcome);
      state.exitCode = outcome.exitCode;
    },
    openProfile: async (wanted) => {
      const passphrase = line.env['MESCHAIN_PASSPHRASE'] || null;
      const askPassphrase = (): Promise<string | null> => askSecret(line.streams, words().passphrase);
      const profile = await openProfile({ ...wanted, version: line.version, passphrase, askPassphrase });
      // An English system is answered in English; otherwise the profile's own setting decides.
      if (state.language === 'tr') state.language = (await profile.client.settings.get()).language;
      return profile;
    },
  };
}

function write(line: CommandLine, json: boolean, outcome: Outcome): void {
  line.streams.stdout.write(json ? `${JSON.stringify(outcome.json, null, 2)}\n` : `${outcome.text}\n`);
}

/** Says what went wrong: the sentence on standard error, with `--json` also the document on standard output. */
function report(line: CommandLine, error: unknown, language: Language): number {
  const json = line.argv.includes('--json');
  const usage =
    error instanceof CommanderError ? usageErrorOf(error) : error instanceof UsageError ? error : null;
  if (error instanceof CommanderError && usage === null) return EXIT.done;
  if (usage !== null) {
    line.streams.stderr.write(`${usage[language]}\n`);
    if (json) line.streams.stdout.write(`${JSON.stringify(usageJson(usage, language), null, 2)}\n`);
    return EXIT.usage;
  }
  const expected = problemOf(error);
  const value = expected ?? problem('engine/bug', {}, error instanceof Error ? error.message : String(error));
  line.streams.stderr.write(`${describeForPeople(value, language)}\n`);
  if (expected === null && error instanceof Error) line.streams.stderr.write(`${error.stack ?? ''}\n`);
  if (json) line.streams.stdout.write(`${JSON.stringify(problemJson(value, language), null, 2)}\n`);
  return EXIT.failed;
}
