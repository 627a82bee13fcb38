import { createHash } from 'node:crypto';
import { isProblemError, problem, type Problem } from '#contract/problem.ts';
import type { EngineContext } from '../context.ts';
import { transact } from '../cache/transaction.ts';
import { countSeen, findInboxRow, upsertInboxRow, type InboxRow } from '../cache/tables/inbox.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import { markTouched } from './mark-touched.ts';
import { isNewerVersion } from './package-version.ts';
import { refreshOrder } from './refresh-order.ts';
import { openPackage, sealPackage } from './sealed-package.ts';
import { misunderstanding } from './understand.ts';

/** What a page of packages did. */
export type TakenIn = {
  /** Orders that were in the page, whether they changed or not. */
  readonly orderIds: readonly string[];
  /** Order numbers whose whole should be read again: a package was closed or replaced, and its counterpart is not here. */
  readonly toReadAgain: readonly string[];
  /** Variants of which an order now holds more or less than before. */
  readonly variantIds: readonly string[];
};

/**
 * Step ⑨. Takes one page of packages in, in one transaction: the raw package (sealed), the order, its lines and what it
 * holds of the stock. A package that can't be understood is put aside alone; the rest of the page goes on. Asking twice
 * with the same page changes nothing but a counter.
 */
export function takeIn(
  context: EngineContext,
  channelId: string,
  packages: readonly MarketplacePackage[],
): TakenIn {
  const orderIds = new Set<string>();
  const toReadAgain = new Set<string>();
  const variantIds = new Set<string>();
  transact(context.database, () => {
    for (const received of packages) {
      const outcome = receiveOne(context, channelId, received);
      if (outcome.orderId !== null) orderIds.add(outcome.orderId);
      if (outcome.readAgain) toReadAgain.add(received.orderNumber);
      for (const variantId of outcome.variantIds) variantIds.add(variantId);
    }
    context.host.reach('9-inbox:before-commit');
  });
  context.host.reach('9-inbox:after-commit');
  if (packages.length > 0) context.events.changed('orders');
  return { orderIds: [...orderIds], toReadAgain: [...toReadAgain], variantIds: [...variantIds] };
}

type Received = {
  readonly orderId: string | null;
  readonly readAgain: boolean;
  readonly variantIds: readonly string[];
};

function receiveOne(context: EngineContext, channelId: string, received: MarketplacePackage): Received {
  try {
    return transact(context.database, () =>
      receive(context, channelId, received, misunderstanding(received)),
    );
  } catch (error) {
    // The cache itself is in trouble: nothing of the page may be half kept.
    if (isProblemError(error) && error.problem.code.startsWith('cache/')) throw error;
    context.host.logger.error('package-not-taken-in', {
      channelId,
      packageId: received.packageId,
      error: error instanceof Error ? error.name : 'unknown',
    });
    const fault = problem('order/not-understood', { fields: 'internal', packageId: received.packageId });
    return transact(context.database, () => receive(context, channelId, received, fault));
  }
}

function receive(
  context: EngineContext,
  channelId: string,
  received: MarketplacePackage,
  fault: Problem | null,
): Received {
  const { database, vault } = context;
  const at = context.host.clock.now();
  if (received.packageId === '' || received.orderNumber === '')
    return shelve(context, channelId, received, fault);
  const rawHash = createHash('sha256').update(received.raw).digest('hex');
  const version = { status: received.status, lastModifiedMs: received.lastModifiedMs, rawHash };
  const known = findInboxRow(database, channelId, received.packageId);
  const same = known !== null && known.rawHash === rawHash && (known.problem === null) === (fault === null);
  const older = known !== null && known.problem === null && !isNewerVersion(version, known);
  if (known && (same || older)) {
    countSeen(database, channelId, received.packageId);
  } else {
    markTouched(context, channelId, { before: known && knownVersion(context, known), after: received });
    upsertInboxRow(database, {
      channelId,
      packageId: received.packageId,
      orderNumber: received.orderNumber,
      rawHash,
      rawSealed: sealPackage(vault, channelId, received),
      status: received.status,
      lastModifiedMs: Number.isSafeInteger(received.lastModifiedMs) ? received.lastModifiedMs : at,
      problem: fault,
      at,
    });
  }
  const refreshed = refreshOrder(context, {
    channelId,
    orderNumber: received.orderNumber,
    because: known && (same || older) ? 'seen-again' : 'package-changed',
  });
  return { orderId: refreshed.orderId, readAgain: refreshed.readAgain, variantIds: refreshed.variantIds };
}

/** The package as it was kept. One that can't be opened any more is about to be replaced: it counts as not known. */
function knownVersion({ vault, host }: EngineContext, known: InboxRow): MarketplacePackage | null {
  try {
    return openPackage(vault, known, known.rawSealed);
  } catch (error) {
    if (!isProblemError(error)) throw error;
    host.logger.warn('package-not-opened', { packageId: known.packageId, code: error.problem.code });
    return null;
  }
}

/** A package without a name of its own gets the hash of its text, so that it's kept once and can be looked at. */
function shelve(
  context: EngineContext,
  channelId: string,
  received: MarketplacePackage,
  fault: Problem | null,
): Received {
  const name = `?${createHash('sha256').update(received.raw).digest('hex').slice(0, 24)}`;
  const named = {
    ...received,
    packageId: received.packageId === '' ? name : received.packageId,
    orderNumber: received.orderNumber === '' ? name : received.orderNumber,
  };
  return receive(
    context,
    channelId,
    named,
    fault ?? problem('order/not-understood', { fields: 'orderNumber', packageId: name }),
  );
}
