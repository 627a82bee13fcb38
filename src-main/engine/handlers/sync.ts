import type { Job } from '#contract/activity.ts';
import type { EngineContext } from '../context.ts';
import { auditChannel } from '../jobs/audit.ts';
import { once, os } from './implement.ts';

function starter(context: EngineContext): Job['startedBy'] {
  return context.host.kind === 'command-line' ? 'command-line' : 'merchant';
}

export const syncHandlers = {
  start: os.sync.start.handler(({ input, context }) =>
    once(context, 'sync.start', input.requestId, () => context.sync.start(input.scope, starter(context))),
  ),
  cancel: os.sync.cancel.handler(({ input, context }) =>
    once(context, 'sync.cancel', input.requestId, () => context.sync.cancel(input.jobId)),
  ),
  job: os.sync.job.handler(({ input, context }) => context.sync.job(input.jobId)),
  audit: os.sync.audit.handler(({ input, context, signal }) =>
    auditChannel(context, input.channelId, signal),
  ),
};
