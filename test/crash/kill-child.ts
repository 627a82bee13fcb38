import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EditNews, EditTask } from './edit-child.ts';

/** When to kill: so many milliseconds after the child said this. */
export type Moment = { readonly after: 'kept' | 'writing'; readonly delayMs: number };

export type ChildEnd = {
  readonly killed: boolean;
  readonly ended: Extract<EditNews, { kind: 'ended' }> | null;
  /** From the first statement into the shop to the last write that was recorded; null where none was. */
  readonly writingMs: number | null;
  readonly errors: string;
};

/**
 * Runs the child to its end, or kills it without any farewell. `meanwhile` is called again and again while it runs, once
 * its wishes are kept.
 */
export async function runEditChild(
  task: EditTask,
  moment: Moment | null,
  meanwhile: () => Promise<void>,
): Promise<ChildEnd> {
  const child = fork(join(import.meta.dirname, 'edit-child.ts'), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  let ended: ChildEnd['ended'] = null;
  const at: Partial<Record<EditNews['kind'], number>> = {};
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const kept = Promise.withResolvers<void>();
  child.on('message', (news: EditNews) => {
    if (news.kind === 'ended') ended = news;
    const isFirst = at[news.kind] === undefined;
    at[news.kind] = performance.now();
    if (news.kind === 'kept') kept.resolve();
    if (isFirst && news.kind === moment?.after) setTimeout(() => child.kill('SIGKILL'), moment.delayMs);
  });
  let isOver = false;
  const closed = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_, signal) => {
      isOver = true;
      kept.resolve();
      resolve(signal);
    }),
  );
  child.send(task);
  await kept.promise;
  if (at.kept === undefined) throw new Error(`the child died before its edits were kept: ${errors}`);
  while (!isOver) {
    await meanwhile();
    // The shop sells beside the program and leaves it some of the processor.
    await sleep(4);
  }
  const signal = await closed;
  const { writing, recorded } = at;
  return {
    killed: signal === 'SIGKILL',
    ended,
    writingMs: writing !== undefined && recorded !== undefined ? recorded - writing : null,
    errors,
  };
}
