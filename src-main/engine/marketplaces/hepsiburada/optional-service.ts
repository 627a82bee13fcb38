import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getOpenLines } from './api-orders.ts';
import type { HepsiburadaClient } from './client.ts';

/**
 * Questions, finance, claims and shipping have rights of their own (questions are off until a seller asks for them, sheet
 * §5.2), and a 401 comes without a word. Where the same key reads orders, it is not wrong: then that right is missing.
 */
export async function namingMissingRight<T>(
  client: HepsiburadaClient,
  run: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw await missingRight(client, error, signal);
  }
}

/** The same for what is read page by page. */
export async function* pagesOfOptional<T>(
  client: HepsiburadaClient,
  pages: AsyncIterable<T>,
  signal?: AbortSignal,
): AsyncGenerator<T> {
  try {
    yield* pages;
  } catch (error) {
    throw await missingRight(client, error, signal);
  }
}

async function missingRight(
  client: HepsiburadaClient,
  error: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  if (!isProblemError(error) || error.problem.code !== 'channel/wrong-key') return error;
  try {
    await client.ask(getOpenLines(client.merchantId, 0, 1), { priority: PRIORITY.check, signal });
  } catch (other) {
    if (isProblemError(other) && other.problem.code === 'sync/cancelled') return other;
    return error;
  }
  const { params, detail } = error.problem;
  return new ProblemError(problem('channel/forbidden', params, detail));
}
