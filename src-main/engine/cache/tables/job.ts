import type { Database } from 'better-sqlite3';
import type { Job } from '#contract/activity.ts';
import type { Problem } from '#contract/problem.ts';
import type { SyncResult } from '#contract/sync.ts';
import { prepared } from '../prepared.ts';

type Raw = {
  readonly jobId: string;
  readonly kind: Job['kind'];
  readonly startedBy: Job['startedBy'];
  readonly channelId: string | null;
  readonly channelName: string | null;
  readonly state: Job['state'];
  readonly phase: Job['phase'];
  readonly done: number;
  readonly total: number | null;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly result: string | null;
  readonly problem: string | null;
};

const COLUMNS = `
  job_id AS jobId, kind, started_by AS startedBy, channel_id AS channelId, channel_name AS channelName, state, phase,
  done, total, started_at AS startedAt, finished_at AS finishedAt, result, problem`;

function parsed({ result: _result, ...raw }: Raw): Job {
  return {
    ...raw,
    startedAt: new Date(raw.startedAt).toISOString(),
    finishedAt: raw.finishedAt === null ? null : new Date(raw.finishedAt).toISOString(),
    ...(raw.problem === null ? { problem: null } : problemsIn(raw.problem)),
  };
}

/** The others stand inside the first one's text, where an older version of the program does not look. */
type KeptProblem = Problem & { readonly also?: Problem[] | undefined };

function problemsIn(text: string): Pick<Job, 'problem' | 'alsoProblems'> {
  const { also, ...problem } = JSON.parse(text) as KeptProblem;
  return also ? { problem, alsoProblems: also } : { problem };
}

function problemText({ problem, alsoProblems }: Job): string | null {
  if (problem === null) return null;
  return JSON.stringify({ ...problem, also: alsoProblems } satisfies KeptProblem);
}

/** Writes the job as it stands; `result` once it has one. */
export function saveJob(database: Database, job: Job, result: SyncResult | null): void {
  prepared(
    database,
    `INSERT INTO job (job_id, kind, started_by, channel_id, channel_name, state, phase, done, total, started_at,
         finished_at, result, problem)
       VALUES (@jobId, @kind, @startedBy, @channelId, @channelName, @state, @phase, @done, @total, @startedAt,
         @finishedAt, @result, @problem)
       ON CONFLICT (job_id) DO UPDATE SET state = excluded.state, phase = excluded.phase, done = excluded.done,
         total = excluded.total, finished_at = excluded.finished_at,
         result = coalesce(excluded.result, result), problem = excluded.problem`,
  ).run({
    ...job,
    startedAt: Date.parse(job.startedAt),
    finishedAt: job.finishedAt === null ? null : Date.parse(job.finishedAt),
    result: result === null ? null : JSON.stringify(result),
    problem: problemText(job),
  });
}

export function findJob(
  database: Database,
  jobId: string,
): { readonly job: Job; readonly result: SyncResult | null } | null {
  const raw = prepared<[string], Raw>(database, `SELECT ${COLUMNS} FROM job WHERE job_id = ?`).get(jobId);
  if (!raw) return null;
  return { job: parsed(raw), result: raw.result === null ? null : (JSON.parse(raw.result) as SyncResult) };
}

/** Jobs that an earlier run of the program left behind: nobody runs them any more. */
export function interruptRunningJobs(database: Database, at: number): number {
  return prepared(
    database,
    `UPDATE job SET state = 'interrupted', finished_at = ? WHERE state = 'running'`,
  ).run(at).changes;
}

export function jobPage(
  database: Database,
  query: { readonly channelId: string | null; readonly offset: number; readonly limit: number },
): { readonly rows: readonly Job[]; readonly total: number } {
  const where = '(@channelId IS NULL OR channel_id IS NULL OR channel_id = @channelId)';
  const rows = prepared<[typeof query], Raw>(
    database,
    `SELECT ${COLUMNS} FROM job WHERE ${where} ORDER BY started_at DESC, job_id LIMIT @limit OFFSET @offset`,
  )
    .all(query)
    .map(parsed);
  const count = prepared<[{ channelId: string | null }], { total: number }>(
    database,
    `SELECT count(*) AS total FROM job WHERE ${where}`,
  ).get({ channelId: query.channelId });
  return { rows, total: count?.total ?? 0 };
}
