import { randomUUID } from 'node:crypto';
import type { QuestionFilter, QuestionRow } from '#contract/questions.ts';
import { afterSalesWords } from './after-sales-words.ts';
import { allRows } from './all-rows.ts';
import { withProfile, type CommandContext } from './context.ts';
import { channelIdOf, findChannel } from './find-channel.ts';
import { formatInstant } from './format.ts';
import { EXIT, type Outcome } from './outcome.ts';
import { readAfterSales } from './read-after-sales.ts';
import { readText } from './read-text.ts';
import { formatTable } from './table.ts';

export type QuestionsListOptions = {
  readonly channel?: string;
  readonly filter: QuestionFilter;
  readonly search: string;
};
export type QuestionAnswerOptions = { readonly channel: string; readonly textFile: string };

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
    const { channelId } = await findChannel(client, options.channel);
    const row = await client.questions.answer({ requestId: randomUUID(), channelId, questionId, text });
    return {
      json: { question: withoutBuyer(row) },
      text: afterSalesWords(context.language()).answered(questionId),
      exitCode: EXIT.done,
    };
  });
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
