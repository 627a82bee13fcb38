import type { Job } from '#contract/activity.ts';
import { newId } from '../cache/new-id.ts';
import type { EditBatch } from '../cache/tables/edit-batch.ts';
import type { EngineContext } from '../context.ts';

/** Who asks: the merchant at the page or at the command line. */
export function asker({ host }: EngineContext): Exclude<Job['startedBy'], 'schedule'> {
  return host.kind === 'command-line' ? 'command-line' : 'merchant';
}

/** A batch of edits that is being made now. */
export function newBatch(context: EngineContext, title: string): EditBatch {
  const { host } = context;
  return { batchId: newId(host.random), at: host.clock.now(), by: asker(context), title };
}
