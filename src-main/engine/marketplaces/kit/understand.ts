import { problem, ProblemError } from '#contract/problem.ts';
import type { z } from 'zod';
import type { GatewayResponse } from '../../gateway/port.ts';

/**
 * An answer in its expected shape.
 *
 * @throws ProblemError `channel/not-understood` naming the fields that are not as expected.
 */
export function understandAs<T extends z.ZodType>(
  asked: { readonly marketplace: string; readonly endpoint: string },
  response: Pick<GatewayResponse, 'json' | 'status'>,
  shape: T,
): z.output<T> {
  const parsed = shape.safeParse(response.json);
  if (parsed.success) return parsed.data;
  // Paths and kinds only: the values may be personal.
  const where = parsed.error.issues
    .slice(0, 3)
    .map(({ path, code }) => `${path.join('.') || 'body'}: ${code}`);
  const params = { ...asked, status: response.status };
  throw new ProblemError(problem('channel/not-understood', params, where.join('; ')));
}
