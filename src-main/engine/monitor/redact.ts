import { redactText } from '#common/redact-text.ts';

/** What is kept of a request or an answer: the contract's limit for texts shown as details. */
export const EXCERPT_LIMIT = 4_000;

/** Redacts before it cuts: a secret must not survive by standing across the cut. */
export function excerpt(text: string, secrets: readonly string[] = []): string {
  // Patterns are run over a little more than is kept, not over 20 MB.
  const clean = redactText(text.slice(0, 4 * EXCERPT_LIMIT), secrets);
  return clean.length <= EXCERPT_LIMIT ? clean : `${clean.slice(0, EXCERPT_LIMIT - 1)}…`;
}

/** An error's stack, one line, with the folders of this computer left out. */
export function redactStack(stack: string): string {
  const withoutFolders = stack.replace(
    /(?:file:\/\/)?(?:[A-Za-z]:)?[\\/][^\s():]*[\\/]([^\\/\s():]+)/g,
    '$1',
  );
  return redactText(withoutFolders).replace(/ {2,}/g, ' ').slice(0, EXCERPT_LIMIT);
}
