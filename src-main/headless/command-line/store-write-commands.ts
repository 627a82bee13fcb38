import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { ShopWriteChange, ShopWriteRow } from '#contract/edits.ts';
import { allRows } from './all-rows.ts';
import { withProfile, type CommandContext } from './context.ts';
import { describeForPeople, troubleJson } from './describe-problem.ts';
import { editWords } from './edit-words.ts';
import { describeValue } from './field-value-text.ts';
import { formatCount, formatInstant } from './format.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { remarkText } from './remark-text.ts';
import { runJob } from './run-job.ts';
import { formatTable } from './table.ts';

/** `store write`: writes what waits into the shop and reads the products it touched. */
export async function writeStore(context: CommandContext): Promise<Outcome> {
  return withProfile(context, ({ client }) => writeEdits(context, client));
}

export async function writeEdits(context: CommandContext, client: EngineClient): Promise<Outcome> {
  const language = context.language();
  const finished = await runJob(context, client, { channelId: null, what: 'edits', approveWaiting: false });
  const { edits } = finished.result;
  const failed = finished.job.state === 'failed';
  const lines = [editWords(language).written(edits.written, edits.pending, edits.conflicts, edits.refused)];
  const { problems } = finished;
  for (const each of problems) lines.push('', describeForPeople(each, language));
  if (failed) for (const each of problems) context.progress(describeForPeople(each, language));
  const open = problems.length > 0 || edits.conflicts + edits.refused > 0;
  return {
    json: {
      ...edits,
      state: finished.job.state,
      ...troubleJson(problems, { failed, language }),
    },
    text: lines.join('\n'),
    exitCode: failed ? EXIT.failed : open ? EXIT.unfinished : EXIT.done,
  };
}

export type UndoWriteOptions = { readonly list?: boolean; readonly apply?: boolean };

/**
 * `store undo`: lists the runs, or shows what taking one back would do. With `--apply` the values from before are kept
 * as edits, which the next write brings into the shop by the same rules as any other edit.
 */
export async function undoStoreWrite(
  context: CommandContext,
  runId: string | undefined,
  options: UndoWriteOptions,
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    if (runId === undefined || options.list) return listWrites(context, client);
    return undoRun(context, client, { runId, apply: options.apply ?? false });
  });
}

async function listWrites(context: CommandContext, client: EngineClient): Promise<Outcome> {
  const { rows, page } = await allRows((window) => client.edits.writes(window));
  const text = rows.length === 0 ? editWords(context.language()).noWrites : writesTable(context, rows);
  return { json: { rows, total: page.total }, text, exitCode: EXIT.done };
}

async function undoRun(
  context: CommandContext,
  client: EngineClient,
  { runId, apply }: { readonly runId: string; readonly apply: boolean },
): Promise<Outcome> {
  const language = context.language();
  const words = editWords(language);
  const { rows, page } = await allRows((window) => client.edits.writeChanges({ ...window, runId }));
  const { back, same, conflict, gone } = page.counts;
  const lines = [undoTable(context, rows), '', words.undoCounts(back, same, conflict, gone), ''];
  const json = { runId, counts: page.counts, changes: rows };
  if (!apply) {
    return {
      json: { ...json, applied: false },
      text: [...lines, words.toUndo].join('\n'),
      exitCode: EXIT.done,
    };
  }
  const kept = await client.edits.undoWrite({ requestId: randomUUID(), runId });
  const told = kept.remarks.map((remark) => ({ ...remark, text: remarkText(remark, language) }));
  const failed = kept.remarks.some((remark) => remark.kind === 'error');
  const places = told.map((remark) => `${remark.productId} ${remark.field}: ${remark.text}`);
  return {
    json: { ...json, applied: !failed, batchId: kept.batchId, changed: kept.changed, remarks: told },
    text: [...lines, ...places, failed ? words.notKept : words.undoKept(kept.changed)].join('\n'),
    exitCode: failed ? EXIT.failed : conflict + gone > 0 ? EXIT.unfinished : EXIT.done,
  };
}

/** `store dump`: the shop's rows from before a run, into a new file that its owner alone can read. */
export async function dumpStoreWrite(
  context: CommandContext,
  runId: string,
  options: { readonly out: string },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { sql } = await client.edits.dump({ runId });
    try {
      await writeFile(options.out, sql, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      throw new UsageError(
        `Dosya yazılamadı (var olan bir dosyanın üzerine yazılmaz): ${reason}`,
        `The file cannot be written (an existing one is never overwritten): ${reason}`,
      );
    }
    return {
      json: { runId, file: options.out, bytes: Buffer.byteLength(sql) },
      text: editWords(context.language()).dumped(options.out),
      exitCode: EXIT.done,
    };
  });
}

function writesTable(context: CommandContext, rows: readonly ShopWriteRow[]): string {
  const language = context.language();
  const words = editWords(language);
  const general = context.words();
  return formatTable(
    [
      { title: words.run },
      { title: general.date },
      { title: words.by },
      { title: general.products, align: 'right' },
      { title: words.fields, align: 'right' },
      { title: words.undoneAt },
    ],
    rows.map((row) => [
      row.runId,
      formatInstant(row.at, language),
      words.askers[row.by] ?? row.by,
      formatCount(row.products, language),
      formatCount(row.fields, language),
      formatInstant(row.undoneAt, language),
    ]),
  );
}

function undoTable(context: CommandContext, rows: readonly ShopWriteChange[]): string {
  const language = context.language();
  const words = editWords(language);
  return formatTable(
    [
      { title: context.words().id, align: 'right' },
      { title: words.product },
      { title: words.field },
      { title: words.before, align: 'right' },
      { title: words.after, align: 'right' },
      { title: words.undo },
    ],
    rows.map((row) => [
      row.productId,
      row.title,
      row.fieldText === '' ? row.field : `${row.field} (${row.fieldText})`,
      describeValue(row.field, row.now, language),
      describeValue(row.field, row.before, language),
      words.undoAnswers[row.undo],
    ]),
  );
}
