import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { Gateway } from '../gateway/port.ts';

/**
 * Every sentence about a marketplace begins with its name. Whatever a channel's gateway ends in carries it, whichever
 * part of it knew of no name.
 */
export function namingProblems(gateway: Gateway, marketplace: string): Gateway {
  return {
    waitFor: gateway.waitFor,
    rehearse: gateway.rehearse,
    send: async (request) => {
      try {
        return await gateway.send(request);
      } catch (error) {
        throw named(error, marketplace);
      }
    },
  };
}

function named(error: unknown, marketplace: string): unknown {
  if (!isProblemError(error) || !error.problem.code.startsWith('channel/')) return error;
  const { code, params, detail } = error.problem;
  if (params['marketplace'] !== undefined) return error;
  return new ProblemError(problem(code, { ...params, marketplace }, detail), { cause: error });
}
