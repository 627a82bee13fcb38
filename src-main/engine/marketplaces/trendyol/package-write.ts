import type { OrderStatus } from '#contract/orders.ts';
import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { PackageAction } from '../kit/order-desk.ts';
import { getOrders } from './api.ts';
import { PRIORITY, type TrendyolClient } from './client.ts';
import { mapPackage } from './map-order.ts';
import type { TrendyolRequest } from './request.ts';
import { PackagePage } from './wire.ts';

/** Nothing can be done with a package that was cancelled or replaced by others; one on its way still takes an invoice. */
const OVER: ReadonlySet<OrderStatus> = new Set(['cancelled', 'unsupplied', 'split']);

/**
 * Does something to a package. Rejects with what the marketplace said (`order/wrong-state` for a conflict, and for a package
 * that is over: cancelled, split), or `channel/outcome-unknown`: then the package is read before this is asked
 * again.
 */
export async function sendForPackage(
  client: TrendyolClient,
  request: TrendyolRequest,
  { packageId, intent, signal }: Pick<PackageAction, 'packageId' | 'intent' | 'signal'>,
): Promise<void> {
  const options = { priority: PRIORITY.orderActions, intent, signal, conflict: 'order/wrong-state' } as const;
  try {
    await client.send(request, options);
  } catch (error) {
    if (!isProblemError(error)) throw error;
    const { code, params } = error.problem;
    if (code === 'channel/request-refused' && params['status'] === 400)
      throw await namingState(client, error, { packageId, signal });
    if (code !== 'channel/wrong-key') throw error;
    if (!(await readsOrders(client, signal))) throw error;
    throw new ProblemError({ ...error.problem, code: 'channel/not-found' });
  }
}

/**
 * A refusal names what it does not like in words of no list. The package itself tells when it is simply too late: that is
 * what the merchant has to know. Any other refusal stays as it was said.
 */
async function namingState(
  client: TrendyolClient,
  refusal: ProblemError,
  of: { readonly packageId: string; readonly signal: AbortSignal | undefined },
): Promise<ProblemError> {
  const request = getOrders(client.sellerId, { shipmentPackageIds: of.packageId, page: 0 });
  const options = { priority: PRIORITY.orderActions, signal: of.signal };
  try {
    const { content } = await client.read(request, PackagePage, options);
    const found = content.map(mapPackage).find(({ packageId }) => packageId === of.packageId);
    if (found === undefined || !OVER.has(found.status)) return refusal;
    const { marketplace } = refusal.problem.params;
    const params = { ...(marketplace === undefined ? {} : { marketplace }), status: found.rawStatus };
    return new ProblemError(problem('order/wrong-state', params, refusal.problem.detail));
  } catch (error) {
    if (isProblemError(error) && error.problem.code !== 'sync/cancelled') return refusal;
    throw error;
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
