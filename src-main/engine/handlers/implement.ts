import { implement, ORPCError } from '@orpc/server';
import { contract } from '#contract/index.ts';
import { problem, type Problem } from '#contract/problem.ts';
import { cacheProblem } from '../cache/cache-problem.ts';
import { findRequest, recordRequest } from '../cache/tables/request.ts';
import type { EngineContext } from '../context.ts';

/**
 * The base of every handler: input and output are parsed by the contract, expected failures leave as `PROBLEM`, and
 * anything else is a bug that is logged by name and reaches the page as `engine/bug` without its text.
 */
export const os = implement(contract)
  .$context<EngineContext>()
  .use(async ({ context, next, path }) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof ORPCError) throw error;
      // A full disk or a broken file is no bug, wherever it was met.
      const expected = cacheProblem(error);
      if (expected) throw problemError(expected.problem);
      context.host.logger.error('handler-failed', {
        command: path.join('.'),
        error: error instanceof Error ? error.name : 'unknown',
        stack: error instanceof Error ? (error.stack ?? '') : '',
      });
      throw problemError(problem('engine/bug', { command: path.join('.') }));
    }
  });

function problemError(value: Problem): ORPCError<'PROBLEM', Problem> {
  return new ORPCError('PROBLEM', { status: 422, data: value, message: value.code, defined: true });
}

/**
 * Makes a write command safe to ask twice: the second time the first answer is given back and nothing is done. Two
 * calls at once share one run.
 */
export async function once<T>(
  context: EngineContext,
  command: string,
  requestId: string,
  run: () => T | Promise<T>,
): Promise<T> {
  const place = { table: 'request', row: `${command}/${requestId}`, field: 'answer' };
  const earlier = findRequest(context.database, requestId, command);
  if (earlier !== null) return JSON.parse(context.vault.open(place, earlier)) as T; // Sealed below by the same command.
  const key = `${command}:${requestId}`;
  const running = inProgress.get(key);
  if (running) return running as Promise<T>;
  const promise = Promise.resolve()
    .then(run)
    .then((answer) => {
      const answerSealed = context.vault.seal(place, JSON.stringify(answer ?? null));
      recordRequest(context.database, { requestId, command, answerSealed, at: context.host.clock.now() });
      return answer;
    })
    .finally(() => inProgress.delete(key));
  inProgress.set(key, promise);
  return promise;
}

const inProgress = new Map<string, Promise<unknown>>();
