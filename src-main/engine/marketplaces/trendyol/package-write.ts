import { isProblemError, ProblemError } from '#contract/problem.ts';
import type { PackageAction } from '../kit/order-desk.ts';
import { getOrders } from './api.ts';
import { PRIORITY, type TrendyolClient } from './client.ts';
import type { TrendyolRequest } from './request.ts';
import { PackagePage } from './wire.ts';

/**
 * Does something to a package. Rejects with what the marketplace said (`order/wrong-state` for a conflict), or
 * `channel/outcome-unknown`: then the package is read before this is asked again.
 */
export async function sendForPackage(
  client: TrendyolClient,
  request: TrendyolRequest,
  { intent, signal }: Pick<PackageAction, 'intent' | 'signal'>,
): Promise<void> {
  const options = { priority: PRIORITY.orderActions, intent, signal, conflict: 'order/wrong-state' } as const;
  try {
    await client.send(request, options);
  } catch (error) {
    if (!isProblemError(error) || error.problem.code !== 'channel/wrong-key') throw error;
    if (!(await readsOrders(client, signal))) throw error;
    throw new ProblemError({ ...error.problem, code: 'channel/not-found' });
  }
}

/**
 * Writes to a package that does not exist are answered 401 by stage (seen May 2026), like a wrong key. A key that still
 * reads orders is not wrong.
 */
export async function readsOrders(client: TrendyolClient, signal?: AbortSignal): Promise<boolean> {
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
