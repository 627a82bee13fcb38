import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProductWrite } from '#engine/store/port.ts';
import type { OpencartShop } from './opencart-shop.ts';
import type { ReachPoint, WriterNews, WriterTask } from './product-writer-child.ts';

const CHILD = new URL('product-writer-child.ts', import.meta.url);

/** Writes in another process, which dies at the point; false when the point was not reached so often. */
export async function writeAndDie(
  shop: OpencartShop,
  task: { readonly write: ProductWrite; readonly dieAt: ReachPoint; readonly occurrence: number },
): Promise<boolean> {
  const child = fork(CHILD, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_, signal) => resolve(signal)),
  );
  child.send({ kind: 'once', connection: shop.connection, ...task } satisfies WriterTask);
  return (await ended) === 'SIGKILL';
}

/**
 * Lets another process write one edit after the other and kills it `delayMs` after its first one began. Tells all writes
 * that it began, and how many of them it knew to be done.
 */
export async function writeUntilKilled(
  shop: OpencartShop,
  task: Omit<Extract<WriterTask, { kind: 'many' }>, 'kind' | 'connection'>,
  delayMs: number,
): Promise<{ readonly begun: readonly ProductWrite[]; readonly done: number }> {
  const child = fork(CHILD, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const begun: ProductWrite[] = [];
  let done = 0;
  const started = new Promise<void>((resolve) =>
    child.on('message', (news: WriterNews) => {
      if (news.kind === 'begun') begun.push(news.write);
      else done += 1;
      resolve();
    }),
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.send({ kind: 'many', connection: shop.connection, ...task } satisfies WriterTask);
  await started;
  // The moment is the point: anywhere between two statements.
  await sleep(delayMs);
  child.kill('SIGKILL');
  await ended;
  return { begun, done };
}
