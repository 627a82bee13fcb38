import { isProblemError, problem, ProblemError } from '#contract/problem.ts';

/** The `code` of an error that SQLite raised, such as `SQLITE_FULL`; null for any other error. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return null;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : null;
}

/** Whether the file itself can no longer be believed. */
export function meansDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ|IOERR_DATA|IOERR_CORRUPTFS)/.test(code);
}

/**
 * What went wrong with the cache's file, as a problem the merchant can act on, or null when the error is something
 * else (a broken constraint is a bug and stays an exception).
 */
export function cacheProblem(error: unknown): ProblemError | null {
  if (isProblemError(error)) return error;
  const code = sqliteCode(error);
  if (code === null) return null;
  if (code === 'SQLITE_FULL') return new ProblemError(problem('cache/full'), { cause: error });
  if (meansDamage(error)) return new ProblemError(problem('cache/damaged', {}, code), { cause: error });
  return null;
}
