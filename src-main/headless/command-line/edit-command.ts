import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { EditRemark, KeptEdits } from '#contract/edits.ts';
import { fieldOf, isStock } from '#common/product-field.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { EditMode } from '#contract/products.ts';
import type { FileEdit } from '../edit-files/file-edit.ts';
import { withProfile, type CommandContext } from './context.ts';
import { editWords } from './edit-words.ts';
import { describeValue } from './field-value-text.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { readAssignments, readEdits, requireNoFaults, wrong } from './read-edits.ts';
import { describeRemark, type ToldRemark } from './remark-text.ts';
import { resolveEdits, type Resolved, type ResolvedEdit } from './resolve-edits.ts';
import { writeEdits } from './store-write-commands.ts';
import { formatTable } from './table.ts';

export type EditOptions = {
  readonly file?: string;
  readonly set?: string;
  readonly mode?: EditMode;
  readonly title?: string;
  readonly apply?: boolean;
  readonly write?: boolean;
};

/** What the engine takes in one go. */
const CHECKED_AT_ONCE = 500;
const KEPT_AT_ONCE = 10_000;

/**
 * `edit`: shows what a file (or what was typed) would change, field by field. With `--apply` it is kept as pending
 * edits, all of it or with an error anywhere nothing; `--write` writes what waits into the shop as well.
 */
export async function edit(
  context: CommandContext,
  assignments: readonly string[],
  options: EditOptions,
): Promise<Outcome> {
  const { file, set } = options;
  if (file === undefined && set === undefined) {
    throw new UsageError('--file ya da --set verilmeli.', '--file or --set is needed.');
  }
  const given = file === undefined ? null : await readEdits(context, file);
  const typed = set === undefined ? [] : readAssignments(set, assignments, options.mode);
  if (given !== null && assignments.length > 0) {
    throw new UsageError('Değerler --file ile verilmez.', 'Values are not typed together with --file.');
  }
  return withProfile(context, async ({ client }) => {
    if (given?.encoding === 'windows-1254') context.progress(editWords(context.language()).windows1254);
    requireNoFaults(given?.faults ?? [], context.language());
    const wanted = given?.edits.map((each) => withMode(each, options.mode)) ?? typed;
    const resolved = await resolveEdits(client, wanted, (done, total) =>
      context.progress(`${context.words().phase.sheets} ${done}/${total}`),
    );
    if (set !== undefined) requireProduct(resolved, set, assignments);
    requireNoFaults(resolved.faults, context.language());
    const wants = options.write ? 'write' : options.apply ? 'keep' : 'look';
    const run: EditRun = { context, client, resolved, title: titleOf(context, options), wants };
    return wants === 'look' ? look(run) : keep(run);
  });
}

type EditRun = {
  readonly context: CommandContext;
  readonly client: EngineClient;
  readonly resolved: Resolved;
  readonly title: string;
  readonly wants: 'look' | 'keep' | 'write';
};

/** `--mode` is for the stock figures that say nothing themselves. */
function withMode(edit: FileEdit, mode: EditMode | undefined): FileEdit {
  return mode !== undefined && edit.mode === null && isStock(fieldOf(edit.field)) ? { ...edit, mode } : edit;
}

function requireProduct(resolved: Resolved, productId: string, assignments: readonly string[]): void {
  const [fault] = resolved.faults;
  if (!fault) return;
  if (fault.code === 'no-such-product') throw new ProblemError(problem('product/not-known', { productId }));
  throw wrong(assignments[fault.line - 1] ?? '', fault);
}

function titleOf(context: CommandContext, options: EditOptions): string {
  const { commandLine } = editWords(context.language());
  const from = options.file === undefined || options.file === '-' ? commandLine : basename(options.file);
  return (options.title ?? from).slice(0, 200);
}

async function look(run: EditRun): Promise<Outcome> {
  const { client, resolved } = run;
  const remarks: EditRemark[] = [...resolved.remarks];
  for (let at = 0; at < resolved.edits.length; at += CHECKED_AT_ONCE) {
    const edits = resolved.edits.slice(at, at + CHECKED_AT_ONCE).map((each) => each.edit);
    remarks.push(...(await client.edits.check({ edits })));
  }
  return editOutcome(run, { kept: null, remarks });
}

async function keep(run: EditRun): Promise<Outcome> {
  const { context, client, resolved } = run;
  if (resolved.edits.length > KEPT_AT_ONCE) {
    throw new UsageError(
      `Bir kerede en çok ${KEPT_AT_ONCE} alan düzenlenebilir; dosyayı bölün.`,
      `At most ${KEPT_AT_ONCE} fields can be edited in one go; split the file.`,
    );
  }
  // An error that the engine need not be asked about: all or nothing holds for it too.
  if (resolved.remarks.length > 0) return look(run);
  const none: KeptEdits = { batchId: null, changed: 0, remarks: [] };
  const edits = resolved.edits.map((each) => each.edit);
  const kept =
    edits.length === 0 ? none : await client.edits.keep({ requestId: randomUUID(), title: run.title, edits });
  const outcome = editOutcome(run, { kept, remarks: kept.remarks });
  if (run.wants === 'keep' || outcome.exitCode === EXIT.failed) return outcome;
  const written = await writeEdits(context, client);
  return {
    json: { ...outcome.json, write: written.json },
    text: `${outcome.text}\n\n${written.text}`,
    exitCode: written.exitCode,
  };
}

type Judged = { readonly kept: KeptEdits | null; readonly remarks: readonly EditRemark[] };

/** 1 where errors kept `--apply` from keeping anything, 3 where they would. */
function editOutcome(
  run: EditRun,
  { kept, remarks }: Judged,
): Outcome & { readonly json: Readonly<Record<string, unknown>> } {
  const { context, resolved } = run;
  const language = context.language();
  const told = remarks.map((remark) => describeRemark(remark, resolved.edits, language));
  const hasErrors = remarks.some((remark) => remark.kind === 'error');
  const failed = hasErrors && run.wants !== 'look';
  return {
    json: {
      applied: kept !== null && !hasErrors,
      batchId: kept?.batchId ?? null,
      changed: kept?.changed ?? 0,
      unchanged: resolved.unchanged,
      edits: resolved.edits.map(({ line, title, before, after, edit: { productId, field, mode } }) => ({
        line,
        productId,
        title,
        field,
        before,
        after,
        mode,
      })),
      remarks: told,
    },
    text: textOf(run, { kept, told, hasErrors }),
    exitCode: failed ? EXIT.failed : hasErrors ? EXIT.unfinished : EXIT.done,
  };
}

function textOf(
  { context, resolved }: EditRun,
  { kept, told, hasErrors }: { kept: KeptEdits | null; told: readonly ToldRemark[]; hasErrors: boolean },
): string {
  const language = context.language();
  const words = editWords(language);
  const { edits } = resolved;
  const products = new Set(edits.map((each) => each.edit.productId)).size;
  const lines =
    edits.length === 0
      ? [words.nothingToChange(resolved.unchanged)]
      : [changesTable(edits, context), '', words.wouldChange(edits.length, products)];
  const places = told.map((remark) => `${remark.productId} ${remark.field}: ${remark.text}`);
  if (places.length > 0) lines.push('', ...places);
  if (hasErrors) lines.push('', words.notKept);
  else if (kept === null && edits.length > 0) lines.push('', words.toKeep);
  else if (kept !== null && kept.batchId !== null)
    lines.push('', words.keptEdits(kept.changed, kept.batchId));
  return lines.join('\n');
}

function changesTable(edits: readonly ResolvedEdit[], context: CommandContext): string {
  const language = context.language();
  const words = editWords(language);
  return formatTable(
    [
      { title: words.line, align: 'right' },
      { title: context.words().id, align: 'right' },
      { title: words.product },
      { title: words.field },
      { title: words.before, align: 'right' },
      { title: words.after, align: 'right' },
      { title: words.how },
    ],
    edits.map(({ line, title, before, after, edit: each }) => [
      String(line),
      each.productId,
      title,
      each.field,
      describeValue(each.field, before, language),
      describeValue(each.field, after, language),
      words.modes[each.mode],
    ]),
  );
}
