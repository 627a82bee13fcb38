import { InvalidArgumentError, Option, type Command } from 'commander';
import { QuestionFilter } from '#contract/questions.ts';
import { ReturnFilter } from '#contract/returns.ts';
import { SettlementKind } from '#contract/settlements.ts';
import type { Act } from './act.ts';
import {
  answerQuestion,
  listQuestions,
  settleQuestion,
  type QuestionAnswerOptions,
  type QuestionsListOptions,
} from './questions-commands.ts';
import {
  acceptReturn,
  listReturnReasons,
  listReturns,
  putBackReturn,
  rejectReturn,
  settleReturn,
  type PutBackOptions,
  type ReturnAnswerOptions,
  type ReturnRejectOptions,
  type ReturnsListOptions,
} from './returns-commands.ts';
import { UsageError } from './outcome.ts';
import { settlements, type SettlementsOptions } from './settlements-commands.ts';

/** The commands about what comes after a sale: returns, questions and the marketplace's account. */
export function addAfterSalesCommands(program: Command, act: Act): void {
  addReturns(program.command('returns').description('what buyers send back'), act);
  addQuestions(program.command('questions').description('what buyers ask'), act);
  program
    .command('settlements')
    .description('the marketplaces’ accounts: what was earned, taken and paid')
    .addOption(channelOption())
    .addOption(new Option('--kind <kind>', 'one kind only').choices(SettlementKind.options))
    .option('--from <day>', 'booked on or after this day (YYYY-MM-DD)', parseDay)
    .option('--to <day>', 'booked before this day (YYYY-MM-DD)', parseDay)
    .option('--search <number>', 'order, package, barcode or payment, written out', '')
    .action(act<[SettlementsOptions]>(settlements));
}

function addReturns(returns: Command, act: Act): void {
  returns
    .command('list', { isDefault: true })
    .description('reads and lists returns')
    .addOption(channelOption())
    .addOption(new Option('--filter <filter>', 'which').choices(ReturnFilter.options).default('all'))
    .option('--search <words>', 'order, return, barcode, stock code, title', '')
    .action(act<[ReturnsListOptions]>(listReturns));
  returns
    .command('reasons')
    .description('what the marketplace takes as reason for a refusal')
    .addOption(oneChannel())
    .action(act<[{ channel: string }]>(listReturnReasons));
  returns
    .command('accept <return>')
    .description('accepts a return; the shop’s stock stays as it is')
    .addOption(someChannel())
    .option('--line <line>', 'only this line (repeatable)', collect, [])
    .action(act<[string, ReturnAnswerOptions]>(acceptReturn));
  returns
    .command('reject <return>')
    .description('rejects a return')
    .addOption(someChannel())
    .option('--line <line>', 'only this line (repeatable)', collect, [])
    .option('--reason <reason>', 'one of `returns reasons`')
    .option('--text-file <file>', 'the words for it, or - for standard input')
    .option('--file <file>', 'proof: JPG, PNG or PDF (repeatable)', collect, [])
    .action(act<[string, ReturnRejectOptions]>(rejectReturn));
  addSettle(
    returns,
    'return',
    act<[string, SettleOptions]>((context, id, options) =>
      settleReturn(context, id, { ...options, arrived: saidArrived(options) }),
    ),
  );
  returns
    .command('put-back <return>')
    .description('puts what came back sound into the shop’s stock, once, with the next write')
    .addOption(someChannel())
    .addOption(
      new Option('--line <line=pieces>', 'how many pieces of a line (repeatable)')
        .argParser(collect)
        .makeOptionMandatory(),
    )
    .action(act<[string, PutBackOptions]>(putBackReturn));
}

function addQuestions(questions: Command, act: Act): void {
  questions
    .command('list', { isDefault: true })
    .description('reads and lists questions')
    .addOption(channelOption())
    .addOption(new Option('--filter <filter>', 'which').choices(QuestionFilter.options).default('all'))
    .option('--search <words>', 'product, codes, number', '')
    .action(act<[QuestionsListOptions]>(listQuestions));
  questions
    .command('answer <question>')
    .description('answers a question')
    .addOption(someChannel())
    .requiredOption('--text-file <file>', 'the answer, or - for standard input')
    .action(act<[string, QuestionAnswerOptions]>(answerQuestion));
  addSettle(
    questions,
    'question',
    act<[string, SettleOptions]>((context, id, options) =>
      settleQuestion(context, id, { ...options, arrived: saidArrived(options) }),
    ),
  );
}

type SettleOptions = {
  readonly channel?: string;
  readonly arrived?: true;
  readonly notArrived?: true;
};

function addSettle(
  parent: Command,
  subject: string,
  action: (id: string, options: SettleOptions, command: Command) => Promise<void>,
): void {
  parent
    .command(`settle <${subject}>`)
    .description('says of an answer that got no reply whether it arrived')
    .addOption(someChannel())
    .addOption(new Option('--arrived', 'the marketplace has it').conflicts('notArrived'))
    .addOption(new Option('--not-arrived', 'the marketplace does not have it'))
    .action(action);
}

function saidArrived({ arrived, notArrived }: SettleOptions): boolean {
  if (arrived === undefined && notArrived === undefined)
    throw new UsageError('--arrived ya da --not-arrived bekler.', 'Takes --arrived or --not-arrived.');
  return arrived === true;
}

function channelOption(): Option {
  return new Option('--channel <channel>', 'one channel only, by name or id');
}

/** Where the number alone does not tell which. */
function someChannel(): Option {
  return new Option('--channel <channel>', 'name or id, where two channels have one of this number');
}

function oneChannel(): Option {
  return new Option('--channel <channel>', 'name or id').makeOptionMandatory();
}

function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}

/** The beginning of a day in Turkey, where the accounts are kept (UTC+3 all year). */
function parseDay(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00+03:00`) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('YYYY-MM-DD');
  return new Date(at).toISOString();
}
