import type { ClientContext, ClientLink } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { EngineLink } from '../../src-renderer/client/engine-link.ts';
import { createJobStore, putJob } from '../../src-renderer/client/job-store.ts';
import type { EngineSession } from '../../src-renderer/client/transport.ts';
import type { Job } from '#contract/activity.ts';

type Heard = { readonly path: string; readonly input: unknown };

/** One connection that the test can break; it answers calls unless it is told to keep them hanging. */
function connection(
  behaviour: 'answers' | 'hangs' | 'refuses',
): EngineSession & { heard: Heard[]; break: () => void } {
  const heard: Heard[] = [];
  const broken: (() => void)[] = [];
  let open = true;
  const link: ClientLink<ClientContext> = {
    call: (path, input) => {
      heard.push({ path: path.join('.'), input });
      if (behaviour === 'answers') return Promise.resolve('answer');
      if (behaviour === 'refuses') return Promise.reject(new Error('no'));
      return new Promise((_resolve, reject) => broken.push(() => reject(new Error('connection lost'))));
    },
  };
  return {
    link,
    heard,
    isOpen: () => open,
    break: () => {
      open = false;
      for (const fail of broken) fail();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('calls to the engine', () => {
  it('asks again with the same request when the connection dies before the answer', async () => {
    const link = new EngineLink();
    const first = connection('hangs');
    const second = connection('answers');
    link.use(first);
    const input = { requestId: 'a', approval: { kind: 'all' } };
    const answer = link.call(['plan', 'approve'], input, { context: {} });
    await settled();
    first.break();
    await settled();
    link.use(second);
    expect(await answer).toBe('answer');
    expect(second.heard).toEqual([{ path: 'plan.approve', input }]);
    expect(first.heard).toHaveLength(1);
  });

  it('waits while there is no connection instead of failing', async () => {
    const link = new EngineLink();
    const answer = link.call(['overview', 'get'], undefined, { context: {} });
    await settled();
    const session = connection('answers');
    link.use(session);
    expect(await answer).toBe('answer');
  });

  it('hands on a refusal of the engine at once: it is an answer', async () => {
    const link = new EngineLink();
    const session = connection('refuses');
    link.use(session);
    await expect(link.call(['sync', 'start'], {}, { context: {} })).rejects.toThrow('no');
    expect(session.heard).toHaveLength(1);
  });

  it('stops waiting when nobody wants the answer any more', async () => {
    const link = new EngineLink();
    const leaving = new AbortController();
    const answer = link.call(['overview', 'get'], undefined, { context: {}, signal: leaving.signal });
    leaving.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('runs as the page knows them', () => {
  const job: Job = {
    jobId: 'j1',
    kind: 'sync',
    startedBy: 'merchant',
    channelId: null,
    channelName: null,
    state: 'running',
    phase: 'send',
    done: 3,
    total: 9,
    startedAt: '2026-11-24T11:05:00.000Z',
    finishedAt: null,
    problem: null,
  };

  it('never brings an ended run back to life by a late message', () => {
    const store = createJobStore();
    putJob(store, job);
    putJob(store, { ...job, state: 'done' });
    putJob(store, { ...job, done: 4 });
    expect(store.getState().jobs.get('j1')?.state).toBe('done');
  });
});
