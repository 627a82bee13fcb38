import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { problem, ProblemError } from '#contract/problem.ts';
import type { FileContent, ReturnFilter, ReturnRow } from '#contract/returns.ts';
import { afterSalesWords } from './after-sales-words.ts';
import { allRows } from './all-rows.ts';
import { withProfile, type CommandContext } from './context.ts';
import { channelIdOf, findChannel } from './find-channel.ts';
import { formatInstant } from './format.ts';
import { mediaTypeOf } from './media-type.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { readAfterSales } from './read-after-sales.ts';
import { readGivenFile, readText } from './read-text.ts';
import { formatTable } from './table.ts';

export type ReturnsListOptions = {
  readonly channel?: string;
  readonly filter: ReturnFilter;
  readonly search: string;
};
export type ReturnAnswerOptions = { readonly channel?: string; readonly line: readonly string[] };
export type ReturnRejectOptions = ReturnAnswerOptions & {
  readonly reason?: string;
  readonly textFile?: string;
  readonly file: readonly string[];
};
export type PutBackOptions = ReturnAnswerOptions;

/** `returns list`: reads what is new and lists what is known, without the buyers: a terminal is looked at. */
export async function listReturns(context: CommandContext, options: ReturnsListOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channelId = await channelIdOf(client, options.channel);
    const reading = await readAfterSales(context, client, { part: 'returns', channelId });
    const { filter, search } = options;
    const { rows, page } = await allRows((window) =>
      client.returns.page({ ...window, channelId, filter, search }),
    );
    const words = afterSalesWords(context.language());
    const table = rows.length === 0 ? words.noReturns : returnTable(context, rows);
    return {
      json: { ...reading.json, counts: page.counts, returns: rows.map(withoutBuyer) },
      text: [table, ...reading.lines].join('\n'),
      exitCode: reading.exitCode,
    };
  });
}

/** `returns reasons`: what the marketplace takes as reason for a refusal. */
export async function listReturnReasons(
  context: CommandContext,
  options: { readonly channel: string },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const reasons = await client.returns.reasons({ channelId });
    const words = afterSalesWords(context.language());
    const columns = [{ title: words.number }, { title: words.reason, content: 'sentence' as const }];
    const table = formatTable(
      columns,
      reasons.map(({ reasonId, text }) => [reasonId, text]),
    );
    return {
      json: { reasons },
      text: reasons.length === 0 ? words.noReasons : table,
      exitCode: EXIT.done,
    };
  });
}

/** `returns accept`: the shop's stock stays as it is; see {@link putBackReturn}. */
export async function acceptReturn(
  context: CommandContext,
  returnId: string,
  options: ReturnAnswerOptions,
): Promise<Outcome> {
  return answer(context, { returnId, options, reasonId: null, text: '', files: [], answer: 'accept' });
}

/** `returns reject`: with the reason, the words and the proof that the marketplace asks for. */
export async function rejectReturn(
  context: CommandContext,
  returnId: string,
  options: ReturnRejectOptions,
): Promise<Outcome> {
  const text = options.textFile === undefined ? '' : await readText(context, options.textFile);
  const files = await Promise.all(options.file.map(readProof));
  return answer(context, {
    returnId,
    options,
    reasonId: options.reason ?? null,
    text,
    files,
    answer: 'reject',
  });
}

/** `returns put-back`: what came back sound goes into the shop's stock, once, with the next write. */
export async function putBackReturn(
  context: CommandContext,
  returnId: string,
  options: PutBackOptions,
): Promise<Outcome> {
  const lines = options.line.map(readPieces);
  return withProfile(context, async ({ client }) => {
    const channelId = await channelOfReturn(client, returnId, options.channel);
    const row = await client.returns.putBack({ requestId: randomUUID(), channelId, returnId, lines });
    const words = afterSalesWords(context.language());
    return {
      json: { return: withoutBuyer(row) },
      text: words.putBackKept(returnId),
      exitCode: EXIT.done,
    };
  });
}

/** `returns settle`: says of an answer that got no reply whether it arrived. */
export async function settleReturn(
  context: CommandContext,
  returnId: string,
  options: { readonly channel?: string; readonly arrived: boolean },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channelId = await channelOfReturn(client, returnId, options.channel);
    const { arrived } = options;
    const row = await client.returns.settle({ requestId: randomUUID(), channelId, returnId, arrived });
    const text = afterSalesWords(context.language()).settled(returnId);
    return { json: { return: withoutBuyer(row) }, text, exitCode: EXIT.done };
  });
}

/** The channel that was named, or the only one that has such a return. */
async function channelOfReturn(
  client: EngineClient,
  returnId: string,
  channel: string | undefined,
): Promise<string> {
  if (channel !== undefined) return (await findChannel(client, channel)).channelId;
  const all = { channelId: null, filter: 'all', search: returnId, offset: 0, limit: 200 } as const;
  const known = (await client.returns.page(all)).rows.filter((row) => row.returnId === returnId);
  if (known.length === 1) return known[0]!.channelId;
  throw new ProblemError(problem('return/not-known', { returnId }));
}

type Answer = {
  readonly returnId: string;
  readonly options: ReturnAnswerOptions;
  readonly answer: 'accept' | 'reject';
  readonly reasonId: string | null;
  readonly text: string;
  readonly files: FileContent[];
};

async function answer(context: CommandContext, { returnId, options, ...wish }: Answer): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channelId = await channelOfReturn(client, returnId, options.channel);
    const returnLineIds = options.line.length === 0 ? null : [...options.line];
    const row = await client.returns.answer({
      requestId: randomUUID(),
      channelId,
      returnId,
      returnLineIds,
      ...wish,
    });
    const words = afterSalesWords(context.language());
    return {
      json: { return: withoutBuyer(row) },
      text: wish.answer === 'accept' ? words.accepted(returnId) : words.rejected(returnId),
      exitCode: EXIT.done,
    };
  });
}

async function readProof(file: string): Promise<FileContent> {
  const mediaType = mediaTypeOf(file);
  if (mediaType === null)
    throw new UsageError(
      'Kanıt dosyası JPG, PNG ya da PDF olmalı.',
      'A file of proof must be a JPG, PNG or PDF.',
    );
  const bytes = await readGivenFile(file);
  return { name: basename(file), mediaType, base64: Buffer.from(bytes).toString('base64') };
}

function readPieces(text: string): { returnLineId: string; quantity: number } {
  const [, returnLineId, quantity] = /^(.+)=(\d{1,4})$/.exec(text) ?? [];
  if (returnLineId === undefined || quantity === undefined)
    throw new UsageError('--line "satır=adet" bekler.', '--line takes "line=pieces".');
  return { returnLineId, quantity: Number(quantity) };
}

/** What buyers are called and wrote is for the page, and not for a file that a shell writes. */
function withoutBuyer({ customer: _name, lines, ...row }: ReturnRow): unknown {
  return { ...row, lines: lines.map(({ customerNote: _note, ...line }) => line) };
}

function returnTable(context: CommandContext, rows: readonly ReturnRow[]): string {
  const language = context.language();
  const words = afterSalesWords(language);
  return formatTable(
    [
      { title: words.channel },
      { title: words.number, content: 'sentence' },
      { title: words.order },
      { title: words.state },
      { title: words.answerBy },
      { title: words.canDo },
      { title: words.line, content: 'sentence' },
      { title: words.product },
      { title: words.amount, align: 'right' },
      { title: words.reason },
      { title: words.putBack, align: 'right' },
    ],
    rows.flatMap((row) =>
      row.lines.map((line, index) => [
        ...(index > 0
          ? ['', '', '', '', '', '']
          : [
              row.channelName,
              row.returnId,
              row.orderNumber,
              row.status === 'other' ? row.rawStatus : words.returnStatus[row.status],
              row.late ? words.late : formatInstant(row.answerBy, language),
              row.actions.map((action) => words[action]).join(', '),
            ]),
        line.returnLineId,
        line.title,
        String(line.quantity),
        line.reason,
        line.putBack === null ? '–' : String(line.putBack),
      ]),
    ),
  );
}
