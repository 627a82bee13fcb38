import { isProblemError, ProblemError } from '#contract/problem.ts';
import type { Acknowledgement } from '../kit/port.ts';
import { getOrders, putPackageStatus, type PackageStatus } from './api.ts';
import { isSuccess, PRIORITY, type TrendyolClient } from './client.ts';
import { refusalProblem } from './errors.ts';
import { PackagePage } from './wire.ts';

/**
 * Reports Picking or Invoiced, the two states that a seller may set. The answer has no body. Rejects with what the
 * marketplace said, or `channel/outcome-unknown`: then the package is read before this is asked again.
 */
export async function acknowledge(
  client: TrendyolClient,
  acknowledgement: Acknowledgement,
  change: PackageStatus,
): Promise<void> {
  const { intent, signal } = acknowledgement;
  if (acknowledgement.lines.length === 0) throw new RangeError('a package is reported with its lines');
  const request = putPackageStatus(client.sellerId, acknowledgement, change);
  const response = await client.context.gateway.send({
    ...request,
    priority: PRIORITY.orders,
    intent,
    ...(signal ? { signal } : {}),
  });
  if (isSuccess(response)) return;
  const context = {
    endpoint: request.endpoint,
    sellerId: client.sellerId,
    conflict: 'order/wrong-state',
  } as const;
  const refusal = refusalProblem(response, context);
  const unknownPackage = refusal.code === 'channel/wrong-key' && (await readsOrders(client, signal));
  throw new ProblemError(unknownPackage ? { ...refusal, code: 'channel/not-found' } : refusal);
}

/**
 * Writes to a package that does not exist are answered 401 by stage (seen May 2026), like a wrong key. A key that still
 * reads orders is not wrong.
 */
async function readsOrders(client: TrendyolClient, signal?: AbortSignal): Promise<boolean> {
  try {
    await client.read(getOrders(client.sellerId, { page: 0, size: 1 }), PackagePage, {
      priority: PRIORITY.check,
      signal,
    });
    return true;
  } catch (error) {
    if (isProblemError(error) && error.problem.code === 'channel/wrong-key') return false;
    throw error;
  }
}
