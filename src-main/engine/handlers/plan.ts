import { problem, ProblemError } from '#contract/problem.ts';
import type { ApprovalResult } from '#contract/plan.ts';
import { findChannel, listChannels } from '../cache/tables/channel.ts';
import { readPlanPage, readPlanSummary } from '../cache/tables/plan-query.ts';
import type { EngineContext } from '../context.ts';
import { approve } from '../jobs/approve.ts';
import { makePlan } from '../jobs/make-plan.ts';
import { once, os } from './implement.ts';

export const planHandlers = {
  summary: os.plan.summary.handler(({ input, context }) =>
    readPlanSummary(context.database, input.channelId),
  ),
  page: os.plan.page.handler(({ input, context }) =>
    readPlanPage(context.database, input, (marketplace) => context.channels.manifestOf(marketplace).currency),
  ),
  refresh: os.plan.refresh.handler(async ({ input, context }) => {
    for (const channelId of chosenChannels(context, input.channelId)) await makePlan(context, channelId);
    return readPlanSummary(context.database, input.channelId);
  }),
  approve: os.plan.approve.handler(({ input, context }) =>
    once(context, 'plan.approve', input.requestId, (): ApprovalResult => {
      const { channelIds, ...result } = approve(context, input.approval, 'merchant');
      return { ...result, sending: input.send ? send(context, channelIds) : 'later' };
    }),
  ),
};

function chosenChannels(context: EngineContext, channelId: string | null): readonly string[] {
  if (channelId === null) return listChannels(context.database).map((row) => row.channelId);
  if (findChannel(context.database, channelId) === null) {
    throw new ProblemError(problem('channel/not-known', { channelId }));
  }
  return [channelId];
}

/** What was approved stays approved: a sync that runs takes it along or leaves it to the next one. */
function send(context: EngineContext, channelIds: readonly string[]): ApprovalResult['sending'] {
  const willingIds = channelIds.filter(
    (channelId) => findChannel(context.database, channelId)?.paused === false,
  );
  if (willingIds.length === 0) return 'later';
  if (context.sync.runningJobId() !== null) return 'running';
  const [only] = willingIds;
  const channelId = willingIds.length === 1 && only !== undefined ? only : null;
  const startedBy = context.host.kind === 'command-line' ? 'command-line' : 'merchant';
  context.sync.start({ channelId, what: 'push', approveWaiting: false }, startedBy);
  return 'started';
}
