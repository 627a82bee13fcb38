import { ORPCError } from '@orpc/client';
import { Problem, problem } from '#contract/problem.ts';

/**
 * What went wrong with a call, as a {@link Problem}. Anything that is not one of the engine's expected failures is a
 * bug and says so; its text is kept for the details.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError && error.code === 'PROBLEM') {
    const parsed = Problem.safeParse(error.data);
    if (parsed.success) return parsed.data;
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return problem('input/invalid', {}, error.message);
  }
  return problem('engine/bug', {}, error instanceof Error ? error.message : String(error));
}
