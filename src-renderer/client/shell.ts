import type { ShellVerbs } from '#contract/shell.ts';

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- the DOM's own interface is extended by merging
  interface Window {
    readonly meschainShell?: ShellVerbs;
  }
}

/** What only the desktop program can do; undefined in a browser. */
export const shell: ShellVerbs | undefined = globalThis.window?.meschainShell;
