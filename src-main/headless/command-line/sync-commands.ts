import { randomUUID } from 'node:crypto';
import type { ApprovalResult } from '#contract/plan.ts';
import type { AuditResult, SyncResult, SyncScope } from '#contract/sync.ts';
import { withProfile, type CommandContext } from './context.ts';
import { describeForPeople, troubleJson } from './describe-problem.ts';
import { editWords } from './edit-words.ts';
import { channelIdOf, findChannel } from './find-channel.ts';
import { formatCount } from './format.ts';
import { EXIT, exitCodeOf, UsageError, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { runJob, type FinishedJob } from './run-job.ts';
import { stateWords } from './state-words.ts';
import { formatTable, type Column } from './table.ts';

export type ChannelOption = { readonly channel?: string };
export type ApproveOption = ChannelOption & { readonly approve?: string };

/** `sync`: orders → pull → plan → push, until every batch is final. */
export async function sync(context: CommandContext, options: ApproveOption): Promise<Outcome> {
  return withProfile(context, (profile) =>
    approveAndRun(context, profile.client, { what: 'everything', options }),
  );
}

/** `push`: sends what is approved; an automatic channel also what no guard holds. */
export async function push(context: CommandContext, options: ApproveOption): Promise<Outcome> {
  return withProfile(context, (profile) => approveAndRun(context, profile.client, { what: 'push', options }));
}

/** `pull`: reads the shop and every channel's listings. Sends nothing. */
export async function pull(context: CommandContext, options: ChannelOption): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const finished = await runJob(context, client, await scopeOf(client, 'pull', options));
    const outcome = syncOutcome(context, finished, null);
    const read = finished.problems.length === 0 ? EXIT.done : EXIT.unfinished;
    return { ...outcome, exitCode: outcome.exitCode === EXIT.failed ? EXIT.failed : read };
  });
}

type ApprovedRun = { readonly what: 'everything' | 'push'; readonly options: ApproveOption };

async function approveAndRun(
  context: CommandContext,
  client: EngineClient,
  run: ApprovedRun,
): Promise<Outcome> {
  const { what, options } = run;
  if (options.approve !== undefined && idsOf(options.approve).length === 0) {
    throw new UsageError(
      '--approve için “all” ya da değişiklik kimlikleri verilmeli.',
      '--approve needs “all” or ids of changes.',
    );
  }
  const approval =
    options.approve === undefined || options.approve === 'all'
      ? null
      : await approve(client, options.approve);
  const scope = await scopeOf(client, what, options);
  const finished = await runJob(context, client, { ...scope, approveWaiting: options.approve === 'all' });
  return syncOutcome(context, finished, approval);
}

async function scopeOf(
  client: EngineClient,
  what: SyncScope['what'],
  options: ChannelOption,
): Promise<SyncScope> {
  return { channelId: await channelIdOf(client, options.channel), what, approveWaiting: false };
}

function idsOf(text: string): string[] {
  return text.split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()]));
}

function approve(client: EngineClient, ids: string): Promise<ApprovalResult> {
  const changeIds = idsOf(ids);
  return client.plan.approve({ requestId: randomUUID(), approval: { kind: 'some', changeIds }, send: false });
}

function syncOutcome(
  context: CommandContext,
  finished: FinishedJob,
  approval: ApprovalResult | null,
): Outcome {
  const language = context.language();
  const words = context.words();
  const lines = [syncTable(context, finished.result)];
  if (approval !== null && approval.changedSince.length > 0)
    lines.push(words.changedSince(approval.changedSince.length));
  if (approval !== null && approval.notApprovable.length > 0) {
    lines.push(words.notApprovable(approval.notApprovable.length));
  }
  const { problems } = finished;
  for (const each of problems) lines.push('', describeForPeople(each, language));
  const failed = finished.job.state === 'failed';
  const trouble = troubleJson(problems, { failed, language });
  if (failed) for (const each of problems) context.progress(describeForPeople(each, language));
  const approved = approval === null ? {} : { approval };
  const refused = approval !== null && approval.changedSince.length + approval.notApprovable.length > 0;
  const unfinished = problems.length > 0 || finished.job.state === 'done-with-failures' || refused;
  return {
    json: { ...finished.result, state: finished.job.state, ...approved, ...trouble },
    text: lines.join('\n'),
    exitCode: failed ? EXIT.failed : unfinished ? EXIT.unfinished : exitCodeOf(finished.result),
  };
}

/** The figures of one run, a line for each channel. */
export function syncTable(context: CommandContext, result: SyncResult): string {
  const words = context.words();
  const language = context.language();
  const right = (title: string): Column => ({ title, align: 'right' });
  const { products, variants, changed } = result.store;
  const read = words.storeRead(products, variants, changed);
  const { written, pending, conflicts, refused } = result.edits;
  const edited = written + pending + conflicts + refused > 0;
  const shop = edited
    ? `${editWords(language).written(written, pending, conflicts, refused)}\n${read}`
    : read;
  const columns = [
    { title: words.channel },
    ...[words.ordersSeen, words.ordersImported, words.planned, words.sent, words.confirmed].map(right),
    ...[words.failed, words.held, words.waiting, words.unknown].map(right),
  ];
  const rows = Object.entries(result.channels).map(([name, figures]) => [
    name,
    ...[figures.ordersSeen, figures.ordersImported, figures.planned, figures.sent, figures.confirmed].map(
      (n) => formatCount(n, language),
    ),
    ...[figures.failed, figures.held, figures.waiting, figures.unknown].map((n) => formatCount(n, language)),
  ]);
  return rows.length === 0 ? shop : `${shop}\n\n${formatTable(columns, rows)}`;
}

/** `audit`: what every marketplace shows against what was meant, read back from itself. */
export async function audit(context: CommandContext, options: ChannelOption): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const channels =
      options.channel === undefined
        ? await client.channels.list()
        : [await findChannel(client, options.channel)];
    const results: AuditResult[] = [];
    for (const channel of channels) results.push(await client.sync.audit({ channelId: channel.channelId }));
    const differs = results.some((result) => result.differences.length > 0 || result.storeProblem !== null);
    return {
      json: { channels: Object.fromEntries(results.map((result) => [result.channelName, result])) },
      text:
        results.length === 0
          ? context.words().noChannels
          : results.map((result) => auditText(context, result)).join('\n\n'),
      exitCode: differs ? EXIT.unfinished : EXIT.done,
    };
  });
}

function auditText(context: CommandContext, result: AuditResult): string {
  const words = context.words();
  const stale = result.storeProblem;
  const summary = `${result.channelName}: ${words.auditSummary(result.compared, result.equal)}`;
  const heading = stale === null ? summary : `${summary}\n${describeForPeople(stale, context.language())}`;
  if (result.differences.length === 0) return heading;
  const table = formatTable(
    [
      { title: words.barcode },
      { title: words.product },
      { title: words.kind },
      { title: words.meant },
      { title: words.shown },
    ],
    result.differences.map((row) => [
      row.barcode,
      row.title,
      stateWords(context.language()).difference[row.kind],
      row.meant ?? '–',
      row.shown ?? '–',
    ]),
  );
  return `${heading}\n${table}`;
}
