import { oc } from '@orpc/contract';
import { z } from 'zod';
import { RequestId } from './basics.ts';
import { Problem } from './problem.ts';

/**
 * The one error that crosses the border: an expected failure as a value. Anything else that a call ends in is a bug
 * and reaches the page as `engine/bug`.
 */
export const base = oc.errors({ PROBLEM: { status: 422, data: Problem } });
/** What every write command carries. */
export const write = z.object({ requestId: RequestId });
