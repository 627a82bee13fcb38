import { randomUUID } from 'node:crypto';
import type { EditBatchRow, EditPlace, EditQuery } from '#contract/edits.ts';
import type { PendingEditRow } from '#contract/products.ts';
import { allRows } from './all-rows.ts';
import { withProfile, type CommandContext } from './context.ts';
import { describeForPeople } from './describe-problem.ts';
import { editWords } from './edit-words.ts';
import { describeValue } from './field-value-text.ts';
import { formatCount, formatInstant } from './format.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { formatTable } from './table.ts';

export type EditListOptions = { readonly state?: PendingEditRow['state']; readonly search: string };
export type PlaceOptions = { readonly product?: string; readonly field?: readonly string[] };

/** `edits`: what waits to be written into the shop. */
export async function listEdits(context: CommandContext, options: EditListOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { rows, page } = await readEdits(client, { state: options.state ?? null, search: options.search });
    const { pending, conflict, refused } = page.counts;
    const words = editWords(context.language());
    const counts = words.editCounts(pending, conflict, refused);
    return {
      json: { rows, total: page.total, counts: page.counts },
      text: rows.length === 0 ? words.noEdits : `${editTable(context, rows)}\n\n${counts}`,
      exitCode: EXIT.done,
    };
  });
}

const readEdits = (client: EngineClient, query: Pick<EditQuery, 'state' | 'search'>) =>
  allRows((window) => client.edits.page({ ...window, ...query }));

/** `edits discard`: the shop's values stand again. Everything only where `--all` says so. */
export async function discardEdits(
  context: CommandContext,
  options: PlaceOptions & { readonly all?: boolean; readonly refused?: boolean },
): Promise<Outcome> {
  const named = options.product !== undefined || options.field !== undefined;
  const asked = [options.all === true, options.refused === true, named].filter(Boolean).length;
  if (asked !== 1) {
    throw new UsageError(
      'Biri verilmeli: --product, --field, --refused ya da --all.',
      'One is needed: --product, --field, --refused or --all.',
    );
  }
  return withProfile(context, async ({ client }) => {
    const places = named
      ? (await readEdits(client, { state: null, search: '' })).rows.filter(isAt(options))
      : options.all
        ? 'all'
        : 'refused';
    const discarded = places.length === 0 ? 0 : await discard(client, places);
    return {
      json: { discarded },
      text: editWords(context.language()).discarded(discarded),
      exitCode: EXIT.done,
    };
  });
}

async function discard(
  client: EngineClient,
  places: 'all' | 'refused' | readonly PendingEditRow[],
): Promise<number> {
  if (typeof places === 'string') {
    return (await client.edits.discard({ requestId: randomUUID(), places })).discarded;
  }
  let discarded = 0;
  for (const part of partsOf(places)) {
    const named: EditPlace[] = part.map(({ productId, field }) => ({ productId, field }));
    discarded += (await client.edits.discard({ requestId: randomUUID(), places: named })).discarded;
  }
  return discarded;
}

/** What the engine takes in one go. */
function partsOf<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const size = 10_000;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) =>
    rows.slice(at * size, (at + 1) * size),
  );
}

function isAt({ product, field }: PlaceOptions): (row: PendingEditRow) => boolean {
  return (row) =>
    (product === undefined || row.productId === product) &&
    (field === undefined || field.some((name) => name === row.field));
}

/** `edits undo`: lists what was edited in one go, or puts back what stood before one of those. */
export async function undoEdits(
  context: CommandContext,
  batchId: string | undefined,
  options: { readonly list?: boolean },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const words = editWords(context.language());
    if (batchId !== undefined && !options.list) {
      const { fields } = await client.edits.undo({ requestId: randomUUID(), batchId });
      return { json: { batchId, fields }, text: words.undone(fields), exitCode: EXIT.done };
    }
    const { rows, page } = await allRows((window) => client.edits.batches(window));
    const text = rows.length === 0 ? words.noBatches : batchTable(context, rows);
    return { json: { rows, total: page.total }, text, exitCode: EXIT.done };
  });
}

/** `conflicts`: edits that the shop holds something else against, and the merchant's word on them. */
export async function conflicts(
  context: CommandContext,
  options: PlaceOptions & { readonly resolve?: 'mine' | 'theirs' },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const words = editWords(context.language());
    const found = (await readEdits(client, { state: 'conflict', search: '' })).rows;
    const rows = found.filter(isAt(options));
    if (options.resolve !== undefined) {
      const resolved = await resolve(client, rows, options.resolve);
      return {
        json: { resolved, left: found.length - resolved },
        text: rows.length === 0 ? words.noConflicts : words.resolved(resolved),
        exitCode: EXIT.done,
      };
    }
    return {
      json: { rows, total: rows.length },
      text: rows.length === 0 ? words.noConflicts : editTable(context, rows),
      exitCode: rows.length === 0 ? EXIT.done : EXIT.unfinished,
    };
  });
}

/** Those that were looked at, one by one: a conflict that came up since is not decided along with them. */
async function resolve(
  client: EngineClient,
  rows: readonly PendingEditRow[],
  choose: 'mine' | 'theirs',
): Promise<number> {
  let resolved = 0;
  for (const part of partsOf(rows)) {
    const resolutions = part.map(({ productId, field, theirs }) => ({
      productId,
      field,
      choose,
      seen: theirs,
    }));
    resolved += (await client.edits.resolve({ requestId: randomUUID(), resolutions })).resolved;
  }
  return resolved;
}

function editTable(context: CommandContext, rows: readonly PendingEditRow[]): string {
  const language = context.language();
  const words = editWords(language);
  const general = context.words();
  return formatTable(
    [
      { title: general.id, align: 'right' },
      { title: words.product },
      { title: words.field },
      { title: words.before, align: 'right' },
      { title: words.after, align: 'right' },
      { title: words.how },
      { title: words.atShop, align: 'right' },
      { title: general.state },
      { title: general.reason, content: 'sentence' },
    ],
    rows.map((row) => [
      row.productId,
      row.title,
      row.fieldText === '' ? row.field : `${row.field} (${row.fieldText})`,
      describeValue(row.field, row.base, language),
      describeValue(row.field, row.mine, language),
      words.modes[row.mode],
      row.theirsAt === null ? '' : describeValue(row.field, row.theirs, language),
      words.states[row.state],
      row.problem === null ? '' : describeForPeople(row.problem, language),
    ]),
  );
}

function batchTable(context: CommandContext, rows: readonly EditBatchRow[]): string {
  const language = context.language();
  const words = editWords(language);
  const general = context.words();
  return formatTable(
    [
      { title: words.batch },
      { title: general.date },
      { title: words.by },
      { title: words.title },
      { title: words.fields, align: 'right' },
      { title: general.state },
    ],
    rows.map((row) => [
      row.batchId,
      formatInstant(row.at, language),
      words.askers[row.by] ?? row.by,
      row.title,
      formatCount(row.fields, language),
      words.batchStates[row.state],
    ]),
  );
}
