import type { Database } from 'better-sqlite3';
import { cacheProblem } from './cache-problem.ts';

/**
 * Runs `body` in one immediate transaction (a savepoint inside another one): all of it is durable when this returns,
 * none of it when it throws. A full disk arrives as `cache/full`, a broken file as `cache/damaged`.
 */
export function transact<T>(database: Database, body: () => T): T {
  try {
    return database.transaction(body).immediate();
  } catch (error) {
    throw cacheProblem(error) ?? error;
  }
}
