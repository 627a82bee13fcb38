import type { ProblemCode } from './problem.ts';

/** The three parts of every message: what happened · what it means for the shop · what to do. */
export type ProblemText = { readonly happened: string; readonly means: string; readonly action: string };

/** `{name}` is filled from the problem's params; a sentence part in `[…]` is left out when a param in it is missing. */
export type ProblemTexts = Readonly<Record<ProblemCode, ProblemText>>;
