import { randomUUID } from 'node:crypto';
import type { AnyDeskAction, PackageDesk } from '#contract/order-desk.ts';
import type { OrderRow, OrderStatus } from '#contract/orders.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { channelIdOf } from './find-channel.ts';
import type { CommandContext } from './context.ts';
import type { EngineClient } from './profile.ts';
import { runJob } from './run-job.ts';

export type OrderAsked = { readonly order: string; readonly channel?: string | undefined };

/**
 * An order by its number on the marketplace, its number in the shop, or its id here; orders are read first where it is not
 * known yet. `order/not-known` where there is none, or where several channels have one and none was named.
 */
export async function findOrder(
  context: CommandContext,
  client: EngineClient,
  { order, channel }: OrderAsked,
): Promise<OrderRow> {
  const channelId = await channelIdOf(client, channel);
  const asked = order.trim();
  const known = await lookFor(client, asked, channelId);
  if (known !== null) return known;
  await runJob(context, client, { channelId, what: 'orders', approveWaiting: false });
  const found = await lookFor(client, asked, channelId);
  if (found === null) throw new ProblemError(problem('order/not-known', { orderId: asked }));
  return found;
}

/** What the marketplace calls it goes before what the shop does: both are plain numbers. */
async function lookFor(
  client: EngineClient,
  asked: string,
  channelId: string | null,
): Promise<OrderRow | null> {
  const { rows } = await client.orders.page({
    channelId,
    filter: 'all',
    search: asked,
    offset: 0,
    limit: 500,
  });
  const ways: readonly ((row: OrderRow) => boolean)[] = [
    ({ orderId }) => orderId === asked,
    ({ orderNumber }) => orderNumber === asked,
    ({ packageIds }) => packageIds.includes(asked),
    ({ storeOrderId }) => storeOrderId === asked,
  ];
  for (const is of ways) {
    const found = rows.filter((row) => is(row));
    if (found.length === 1) return found[0]!;
    if (found.length > 1)
      throw new ProblemError(
        problem('order/not-known', {
          orderId: found.map((row) => `${asked} (${row.channelName})`).join(', '),
        }),
      );
  }
  return null;
}

/**
 * The package that is meant: the named one (a marketplace's own number for it will do), else the only one that the action
 * fits, else the only one that is left of the order. `order/several-packages` tells them where more than one could be.
 */
export async function findPackage(
  client: EngineClient,
  orderId: string,
  of: { readonly asked: string | undefined; readonly action: AnyDeskAction | null },
): Promise<string> {
  const desk = await client.orders.desk({ orderId });
  const { asked, action } = of;
  if (asked !== undefined) {
    const named = desk.filter(({ packageId }) => packageId === asked);
    const found =
      named.length > 0 ? named : desk.filter(({ packageId }) => packageId.startsWith(`${asked}-`));
    // One that is not known here may be new: the engine looks for it.
    return found.length === 1 ? found[0]!.packageId : asked;
  }
  const fitting = action === null ? [] : desk.filter((each) => isPossible(each, action));
  const living = desk.filter(isAlive);
  for (const candidates of [fitting, living, desk]) {
    if (candidates.length === 1) return candidates[0]!.packageId;
    // Where it fits none, any of them tells why.
    if (candidates.length > 1 && (candidates === fitting || action === null))
      throw new ProblemError(
        problem('order/several-packages', {
          packages: candidates.map(({ packageId }) => packageId).join(', '),
        }),
      );
    if (candidates.length > 1) return candidates[0]!.packageId;
  }
  throw new ProblemError(problem('order/not-known', { orderId }));
}

/** What replaced packages leave behind is no part of the order any more. */
function isAlive({ status, lines }: PackageDesk): boolean {
  const gone: readonly OrderStatus[] = ['split', 'cancelled', 'unsupplied'];
  return !gone.includes(status) && lines.some((line) => line.quantity > 0 && !gone.includes(line.status));
}

function isPossible({ actions, further }: PackageDesk, action: AnyDeskAction): boolean {
  return [...actions, ...(further ?? [])].some((each) => each.action === action && each.possible);
}

/** A key of its own for each write: asked again, the first answer is given. */
export function newRequest(): { readonly requestId: string } {
  return { requestId: randomUUID() };
}
