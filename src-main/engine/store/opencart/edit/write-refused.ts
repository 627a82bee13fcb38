import { isProblemError } from '#contract/problem.ts';

/** A value that this shop cannot hold. `message` says why, in both languages: it becomes the refusal's details. */
export class RefusedValue extends Error {
  constructor(turkish: string, english: string) {
    super(`${turkish} / ${english}`);
    this.name = 'RefusedValue';
  }
}

/**
 * Server errors that a value or its row brought about, beside those that the session knows as a refused value: a
 * unique key of an extension, a foreign key, a trigger's own SIGNAL, JSON (MariaDB and MySQL error references).
 */
const REFUSALS = new Set([1062, 1586, 1216, 1217, 1451, 1452, 1644, 3140]);
/** A column without default that was not named: no value's fault, the table was changed since it was looked at. */
const NO_DEFAULT = 1364;

/** Why the value was refused; null when the error says something else. */
export function refusalOf(error: unknown): string | null {
  if (error instanceof RefusedValue) return error.message;
  if (!isProblemError(error)) return null;
  const { code, params, detail } = error.problem;
  const number = numberOfError(error.cause);
  const isRefusal = code === 'store/refused-value' || REFUSALS.has(number);
  if (!isRefusal || number === NO_DEFAULT) return null;
  const column = typeof params.column === 'string' ? [params.column] : [];
  return [...column, detail ?? code].join(': ');
}

function numberOfError(cause: unknown): number {
  return cause instanceof Error && 'errno' in cause && typeof cause.errno === 'number' ? cause.errno : 0;
}
