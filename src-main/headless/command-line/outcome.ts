import type { SyncResult } from '#contract/sync.ts';

/** What the shell is told: 0 done · 1 failed · 2 wrong usage · 3 done, but items failed or wait for a person. */
export const EXIT = { done: 0, failed: 1, usage: 2, unfinished: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command ends in: one JSON document, the same for people, and the exit code. */
export type Outcome = { readonly json: unknown; readonly text: string; readonly exitCode: ExitCode };

/** The merchant's own mistake in how the command was called. */
export class UsageError extends Error {
  /** The same sentence in both languages; the first is shown by default. */
  readonly tr: string;
  readonly en: string;

  constructor(tr: string, en: string) {
    super(en);
    this.name = 'UsageError';
    this.tr = tr;
    this.en = en;
  }
}

/** 3 as long as anything of a run still needs a look. */
export function exitCodeOf(result: SyncResult): ExitCode {
  const open = Object.values(result.channels).some(
    (figures) => figures.failed + figures.held + figures.waiting + figures.unknown > 0,
  );
  const edits = result.edits.conflicts + result.edits.refused > 0;
  return open || edits ? EXIT.unfinished : EXIT.done;
}
