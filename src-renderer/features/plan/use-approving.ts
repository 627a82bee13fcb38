import { useState } from 'react';
import type { Approval, ApprovalResult } from '#contract/plan.ts';
import type { Problem } from '#contract/problem.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';

export type Approving = {
  readonly approve: (approval: Approval, onDone?: () => void) => void;
  readonly sendNow: boolean;
  readonly setSendNow: (sendNow: boolean) => void;
  readonly pending: boolean;
  readonly problem: Problem | null;
  /** What became of the newest approval, until put away. */
  readonly result: ApprovalResult | null;
  readonly dismiss: () => void;
};

/** Approving parts of the plan, and what came of it. One approval at a time: the plan is worked out anew after each. */
export function useApproving(): Approving {
  const engine = useEngine();
  const [sendNow, setSendNow] = useState(true);
  const write = useWrite(engine.client.plan.approve);
  return {
    approve: (approval, onDone) => {
      // A failure stays in `write.problem`, from where the screen tells it.
      write.runAsync({ approval, send: sendNow }).then(onDone, () => undefined);
    },
    sendNow,
    setSendNow,
    pending: write.pending,
    problem: write.problem,
    result: write.data ?? null,
    dismiss: write.reset,
  };
}
