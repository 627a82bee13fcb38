import BetterSqlite3 from 'better-sqlite3';
import { problem, ProblemError, type Problem } from '#contract/problem.ts';

/** Runs `action`; what SQLite says of the shop's file becomes a `store/*` problem, anything else stays what it is. */
export function withStoreProblems<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof BetterSqlite3.SqliteError)) throw error;
    throw new ProblemError(problemOf(error.code, error.message), { cause: error });
  }
}

function problemOf(code: string, detail: string): Problem {
  const family = /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? code;
  switch (family) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return problem('store/busy', {}, detail);
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
      return problem('store/read-only', {}, detail);
    case 'SQLITE_CANTOPEN':
      return problem('store/unreachable', {}, detail);
    case 'SQLITE_NOTADB':
      return problem('store/not-opencart', {}, detail);
    case 'SQLITE_CONSTRAINT':
      return problem('store/refused-value', {}, detail);
    default:
      return problem('store/failed', {}, detail);
  }
}
