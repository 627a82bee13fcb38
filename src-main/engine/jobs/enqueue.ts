import { assertNever } from '#common/assert-never.ts';
import type { EngineContext } from '../context.ts';
import { deleteApproval } from '../cache/tables/approval.ts';
import { BY_RULE } from '../cache/tables/let-through.ts';
import {
  insertOutboxRow,
  newestOutboxRow,
  supersedeGivenUp,
  supersedeWaiting,
  type OutboxRow,
} from '../cache/tables/outbox.ts';
import type { KeptChange } from '../cache/tables/plan.ts';
import { transact } from '../cache/transaction.ts';
import { priorityOf } from '../planner/batching.ts';

/**
 * Step ③. Puts changes of the plan in line, in one transaction with the approvals that this uses up. Newer unsent
 * replaces older; a change that stands in line already, or was given up on with these very values, is not put there
 * again unless a person asks for it. Returns the ids of the new rows.
 */
export function enqueue(context: EngineContext, changes: readonly KeptChange[]): readonly string[] {
  const { database, host, events } = context;
  if (changes.length === 0) return [];
  const outboxIds = transact(database, () => {
    const added = changes.flatMap((change) => enqueueOne(context, change));
    host.reach('3-enqueue:before-commit');
    return added;
  });
  host.reach('3-enqueue:after-commit');
  events.changed('plan', 'listings');
  return outboxIds;
}

function enqueueOne(context: EngineContext, change: KeptChange): readonly string[] {
  const { database, host } = context;
  const { channelId, listingId, group } = change;
  const at = host.clock.now();
  if (change.approvedBy !== null) deleteApproval(database, change.changeId);
  const newest = newestOutboxRow(database, { channelId, listingId, group });
  if (newest && standsFor(newest, change)) return [];
  supersedeWaiting(database, { channelId, listingId, group, at });
  supersedeGivenUp(database, { channelId, listingId, group, at });
  const outboxId = host.random.uuid();
  insertOutboxRow(database, {
    outboxId,
    channelId,
    listingId,
    group,
    changeId: change.changeId,
    quantity: change.toQuantity,
    priceE4: change.toPriceE4,
    listPriceE4: change.toListPriceE4,
    fromQuantity: change.fromQuantity,
    fromPriceE4: change.fromPriceE4,
    fromListPriceE4: change.fromListPriceE4,
    priority: priorityOf(change),
    approvedBy: change.approvedBy ?? BY_RULE,
    at,
  });
  return [outboxId];
}

/** Whether the newest row of the group already says what the change says. */
function standsFor(row: OutboxRow, change: KeptChange): boolean {
  const sameValues =
    row.quantity === change.toQuantity &&
    row.priceE4 === change.toPriceE4 &&
    row.listPriceE4 === change.toListPriceE4;
  if (!sameValues) return false;
  switch (row.state) {
    case 'leased':
    case 'sent':
    case 'unknown':
      return true;
    case 'waiting':
      // A person's yes lifts a row of the rule's to what the last gate lets through.
      return change.approvedBy === null || row.approvedBy !== BY_RULE;
    case 'dead':
    case 'failed':
      return change.approvedBy === null;
    case 'done':
    case 'superseded':
      return false;
    default:
      return assertNever(row.state, 'state of a change');
  }
}
