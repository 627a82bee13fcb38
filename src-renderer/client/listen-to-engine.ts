import { assertNever } from '#common/assert-never.ts';
import type { EngineEvent } from '#contract/events.ts';
import type { Engine } from './engine.ts';
import { putJob } from './job-store.ts';

const PAUSE_MS = 500;

/** Follows the engine's events for as long as the page lives; the link waits while there is no connection. */
export async function listenToEngine(engine: Engine): Promise<never> {
  for (;;) {
    try {
      for await (const event of await engine.client.system.events()) applyEvent(engine, event);
    } catch {
      // The stream ends with its connection; what was missed meanwhile is read again when the next one says hello.
    }
    await new Promise((resume) => window.setTimeout(resume, PAUSE_MS));
    engine.refresher.everything();
  }
}

/** What one event means for the page. */
export function applyEvent(engine: Engine, event: EngineEvent): void {
  switch (event.type) {
    case 'hello':
      return;
    case 'changed':
      engine.refresher.topics(event.topics);
      return;
    case 'job':
      putJob(engine.jobs, event.job);
      if (event.job.state !== 'running') engine.refresher.topics(['activity']);
      return;
    case 'channel-settled':
      engine.refresher.topics(['channels', 'listings', 'plan']);
      return;
    default:
      assertNever(event, 'engine event');
  }
}
