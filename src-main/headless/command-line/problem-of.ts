import { ORPCError } from '@orpc/client';
import { isProblemError, Problem, problem } from '#contract/problem.ts';

/** The expected failure inside whatever a call ended in; null when it is a bug and should be seen as one. */
export function problemOf(error: unknown): Problem | null {
  if (isProblemError(error)) return error.problem;
  if (!(error instanceof ORPCError)) return null;
  if (error.code === 'PROBLEM') {
    const parsed = Problem.safeParse(error.data);
    return parsed.success ? parsed.data : null;
  }
  if (error.code === 'BAD_REQUEST') return problem('input/invalid', fieldOf(error.data), error.message);
  return null;
}

/** The contract's validation names the field that it refused. */
function fieldOf(data: unknown): Record<string, string> {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues))
    return {};
  const first: unknown = data.issues[0];
  if (typeof first !== 'object' || first === null || !('path' in first) || !Array.isArray(first.path))
    return {};
  return { field: first.path.map(String).join('.') };
}
