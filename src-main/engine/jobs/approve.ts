import type { Approval, ApprovalResult } from '#contract/plan.ts';
import { insertApproval } from '../cache/tables/approval.ts';
import { findChange, listApprovable, type KeptChange } from '../cache/tables/plan.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';

export type ApprovalOutcome = Omit<ApprovalResult, 'sending'> & { readonly channelIds: readonly string[] };

/**
 * Notes a person's yes, for changes that still stand exactly as they were looked at. `all` and `group` cover what
 * merely waits; what a guard holds is approved by its id alone, and only where a person may lift the guard.
 */
export function approve(context: EngineContext, approval: Approval, by: string): ApprovalOutcome {
  const { database, host, events } = context;
  const outcome = transact(database, () => {
    const changedSince: string[] = [];
    const notApprovable: string[] = [];
    const chosen: KeptChange[] = [];
    if (approval.kind === 'some') {
      for (const changeId of new Set(approval.changeIds)) {
        const change = findChange(database, changeId);
        if (change === null) changedSince.push(changeId);
        else if (change.held && !change.approvable) notApprovable.push(changeId);
        else chosen.push(change);
      }
    } else {
      chosen.push(...listApprovable(database, scopeOf(approval)));
    }
    const approvedAt = host.clock.now();
    let approved = 0;
    for (const { changeId, channelId } of chosen) {
      if (insertApproval(database, { changeId, channelId, approvedAt, approvedBy: by })) approved += 1;
    }
    return {
      approved,
      changedSince,
      notApprovable,
      channelIds: [...new Set(chosen.map(({ channelId }) => channelId))],
    };
  });
  events.changed('plan');
  return outcome;
}

function scopeOf(approval: Exclude<Approval, { kind: 'some' }>) {
  return approval.kind === 'all'
    ? { channelId: approval.channelId, reason: null }
    : { channelId: approval.channelId, reason: approval.reason };
}
