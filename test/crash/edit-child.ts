import { setTimeout as wait } from 'node:timers/promises';
import type { FieldName } from '#common/product-field.ts';
import type { NewEdit } from '#contract/edits.ts';
import type { Problem } from '#contract/problem.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { EngineClient } from '../../src-main/headless/command-line/profile.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { keepCompiled } from '../support/keep-compiled.ts';
import { openChildEngine, type ChildTime } from './child-engine.ts';

/** What the merchant does to one field: a stock moves by so many pieces, anything else becomes a value. */
export type Wish = { readonly productId: string; readonly field: FieldName } & (
  { readonly by: number } | { readonly to: FieldValue }
);

export type EditTask = {
  readonly dataFolder: string;
  readonly time: ChildTime;
  readonly wishes: readonly Wish[];
};

/** `kept`: every wish is durable. `writing`: the first statement into the shop is next. `recorded`: one write is done. */
export type EditNews =
  | { readonly kind: 'kept' | 'writing' | 'recorded' }
  | { readonly kind: 'ended'; readonly state: string; readonly problem: Problem | null };

/**
 * A program of its own in which a merchant edits products and presses Sync: orders come in, orders and edits go into the
 * shop, stock goes out. Whoever started it kills it whenever it likes.
 */
process.once('message', (task: EditTask) => {
  void run(task);
});
keepCompiled();

async function run(task: EditTask): Promise<void> {
  let isWriting = false;
  const { client, close } = await openChildEngine({
    dataFolder: task.dataFolder,
    time: task.time,
    reach: (point) => {
      if (point === '10-store-write:after-record') tell({ kind: 'recorded' });
      if (isWriting || point !== '10-store-write:before') return;
      isWriting = true;
      tell({ kind: 'writing' });
    },
  });
  await keep(client, task.wishes);
  tell({ kind: 'kept' });
  const scope = { channelId: null, what: 'everything', approveWaiting: true } as const;
  const { jobId } = await client.sync.start({ requestId: systemRandom.uuid(), scope });
  for (;;) {
    const { job } = await client.sync.job({ jobId });
    if (job.state !== 'running') {
      tell({ kind: 'ended', state: job.state, problem: job.problem });
      break;
    }
    await wait(10);
  }
  await close();
  process.disconnect();
}

async function keep(client: EngineClient, wishes: readonly Wish[]): Promise<void> {
  if (wishes.length === 0) return;
  const edits: NewEdit[] = [];
  for (const wish of wishes) {
    const { productId, field } = wish;
    const { sheet, seen } = await client.products.detail({ productId });
    if (!sheet || !seen) throw new Error(`the sheet of ${productId} was not read`);
    const base = sheet[field] ?? null;
    edits.push(
      'by' in wish
        ? { productId, field, base, mine: Number(seen[field]) + wish.by, mode: 'difference' }
        : { productId, field, base, mine: wish.to, mode: 'set' },
    );
  }
  const { remarks } = await client.edits.keep({ requestId: systemRandom.uuid(), title: 'Deneme', edits });
  const errors = remarks.filter(({ kind }) => kind === 'error');
  if (errors.length > 0) throw new Error(`not kept: ${JSON.stringify(errors)}`);
}

function tell(news: EditNews): void {
  process.send?.(news);
}
