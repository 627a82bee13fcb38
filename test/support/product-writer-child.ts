import type { FieldName } from '#common/product-field.ts';
import type { MysqlConnection } from '#contract/shop.ts';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import type { ProductWrite, WriteOptions } from '#engine/store/port.ts';
import { keepCompiled } from './keep-compiled.ts';
import { silentLogger, systemClock } from './plain-host-parts.ts';
import { OPENCART_SETTINGS } from './opencart-under-test.ts';

export type ReachPoint = Parameters<WriteOptions['reach']>[0];

/** A process of its own that edits products until it is killed. Told what to do by its first message. */
export type WriterTask =
  /** Dies by its own hand when it reaches the point for the named time. */
  | {
      readonly kind: 'once';
      readonly connection: MysqlConnection;
      readonly write: ProductWrite;
      readonly dieAt: ReachPoint;
      readonly occurrence: number;
    }
  /** Makes one mark after the other, says so, and moves these stocks by so many. */
  | {
      readonly kind: 'many';
      readonly connection: MysqlConnection;
      readonly productId: string;
      readonly differences: readonly { readonly field: FieldName; readonly difference: number }[];
    };

/** What the child tells: a write is told before it begins, as the cache's journal keeps it. */
export type WriterNews = { readonly kind: 'begun'; readonly write: ProductWrite } | { readonly kind: 'done' };

process.once('message', (task: WriterTask) => {
  void (task.kind === 'once' ? writeOnce(task) : writeMany(task));
});
keepCompiled();

async function writeOnce(task: Extract<WriterTask, { kind: 'once' }>): Promise<void> {
  const store = openOpencartStore({ connection: task.connection, clock: systemClock, logger: silentLogger });
  let reached = 0;
  const reach = (point: ReachPoint): void => {
    if (point !== task.dieAt) return;
    reached += 1;
    if (reached === task.occurrence) process.kill(process.pid, 'SIGKILL');
  };
  await store.writeProduct(task.write, { settings: OPENCART_SETTINGS, reach });
  await store.close();
  process.disconnect();
}

async function writeMany(task: Extract<WriterTask, { kind: 'many' }>): Promise<void> {
  const { connection, productId } = task;
  const store = openOpencartStore({ connection, clock: systemClock, logger: silentLogger });
  const options = { settings: OPENCART_SETTINGS, reach: () => undefined };
  const changes = task.differences.map((move) => ({ kind: 'add', floor: 'none', ...move }) as const);
  for (;;) {
    const mark = await store.markProductWrite(productId, options);
    if (mark === null) throw new Error(`product ${productId} is gone`);
    await tell({ kind: 'begun', write: { ...mark, productId, changes } });
    await store.writeProduct({ ...mark, productId, changes }, options);
    await tell({ kind: 'done' });
  }
}

/** Resolves once the news is on its way: whatever happens to this process then, it arrives. */
async function tell(news: WriterNews): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.send?.(news, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}
