import { useState } from 'react';
import type { PlanGroup, PlanSummary } from '#contract/plan.ts';

type Seen = { readonly waiting: readonly PlanGroup[]; readonly sent: readonly PlanGroup[] };

const keyOf = (group: PlanGroup): string => `${group.channelId} ${group.reason}`;

/**
 * Groups that were waiting while this screen was open and no longer are: they are on their way, and their rows go on
 * telling how far each is until the plan is made anew.
 */
export function useSentGroups(summary: PlanSummary): readonly PlanGroup[] {
  const [seen, setSeen] = useState<Seen>({ waiting: [], sent: [] });
  const waiting = summary.groups.filter((group) => !group.held && group.count > 0);
  if (!sameGroups(waiting, seen.waiting)) {
    const now = new Set(waiting.map(keyOf));
    const gone = [...seen.waiting, ...seen.sent].filter((group) => !now.has(keyOf(group)));
    const once = new Map(gone.map((group) => [keyOf(group), group]));
    setSeen({ waiting, sent: [...once.values()] });
  }
  return seen.sent;
}

function sameGroups(a: readonly PlanGroup[], b: readonly PlanGroup[]): boolean {
  return (
    a.length === b.length &&
    a.every((group, index) => b[index] !== undefined && keyOf(group) === keyOf(b[index]))
  );
}
