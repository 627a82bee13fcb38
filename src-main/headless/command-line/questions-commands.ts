import { randomUUID } from 'node:crypto';
import { problem, ProblemError } from '#contract/problem.ts';
import type { QuestionFilter, QuestionRow } from '#contract/questions.ts';
import { afterSalesWords } from './after-sales-words.ts';
import { allRows } from './all-rows.ts';
import { withProfile, type CommandContext } from './context.ts';
import { channelIdOf, findChannel } from './find-channel.ts';
import { formatInstant } from './format.ts';
import { EXIT, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { readAfterSales } from './read-after-sales.ts';
import { readText } from './read-text.ts';
import { formatTable } from './table.ts';

export type QuestionsListOptions = {
  readonly channel?: string;
  readonly filter: QuestionFilter;
  readonly search: string;
};
export type QuestionAnswerOptions = { readonly channel?: string; readonly textFile: string };

/** `questions list`: reads what is new and lists what is known; the question itself, but not who asked it. */
export async function listQuestions(
  context: CommandContext,
  options: QuestionsListOptions,
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channelId = await channelIdOf(client, options.channel);
    const reading = await readAfterSales(context, client, { part: 'questions', channelId });
    const { filter, search } = options;
    const { rows, page } = await allRows((window) =>
      client.questions.page({ ...window, channelId, filter, search }),
    );
    const words = afterSalesWords(context.language());
    const table = rows.length === 0 ? words.noQuestions : questionTable(context, rows);
    return {
      json: { ...reading.json, counts: page.counts, questions: rows.map(withoutBuyer) },
      text: [table, ...reading.lines].join('\n'),
      exitCode: reading.exitCode,
    };
  });
}

/** `questions answer`: once; an answer whose reply is lost is read back before it can be given again. */
export async function answerQuestion(
  context: CommandContext,
  questionId: string,
  options: QuestionAnswerOptions,
): Promise<Outcome> {
  const text = await readText(context, options.textFile);
  return withProfile(context, async ({ client }) => {
    const channelId = await channelOfQuestion(client, questionId, options.channel);
    const row = await client.questions.answer({ requestId: randomUUID(), channelId, questionId, text });
    return {
      json: { question: withoutBuyer(row) },
      text: afterSalesWords(context.language()).answered(questionId),
      exitCode: EXIT.done,
    };
  });
}

/** `questions settle`: says of an answer that got no reply whether it arrived. */
export async function settleQuestion(
  context: CommandContext,
  questionId: string,
  options: { readonly channel?: string; readonly arrived: boolean },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channelId = await channelOfQuestion(client, questionId, options.channel);
    const { arrived } = options;
    const row = await client.questions.settle({ requestId: randomUUID(), channelId, questionId, arrived });
    const text = afterSalesWords(context.language()).settled(questionId);
    return { json: { question: withoutBuyer(row) }, text, exitCode: EXIT.done };
  });
}

/** The channel that was named, or the only one that has such a question. */
async function channelOfQuestion(
  client: EngineClient,
  questionId: string,
  channel: string | undefined,
): Promise<string> {
  if (channel !== undefined) return (await findChannel(client, channel)).channelId;
  const all = { channelId: null, filter: 'all', search: questionId, offset: 0, limit: 200 } as const;
  const known = (await client.questions.page(all)).rows.filter((row) => row.questionId === questionId);
  if (known.length === 1) return known[0]!.channelId;
  throw new ProblemError(problem('question/not-known', { questionId }));
}

function withoutBuyer({ customer: _name, ...row }: QuestionRow): unknown {
  return row;
}

function questionTable(context: CommandContext, rows: readonly QuestionRow[]): string {
  const language = context.language();
  const words = afterSalesWords(language);
  return formatTable(
    [
      { title: words.channel },
      { title: words.number },
      { title: words.date },
      { title: words.state },
      { title: words.answerBy },
      { title: words.product },
      { title: words.question, content: 'sentence' },
      { title: words.answer, content: 'sentence' },
    ],
    rows.map((row) => [
      row.channelName,
      row.questionId,
      formatInstant(row.askedAt, language),
      row.state === 'other' ? row.rawState : words.questionState[row.state],
      row.late ? words.late : formatInstant(row.answerBy, language),
      row.productTitle,
      row.text,
      row.answer ?? '',
    ]),
  );
}
