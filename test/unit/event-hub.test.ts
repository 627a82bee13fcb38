import { expect, it } from 'vitest';
import { Topic, type EngineEvent } from '#contract/events.ts';
import { createEventHub } from '#engine/monitor/event-hub.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';

it('a window that fell behind reads everything again, products and edits too', async () => {
  const hub = createEventHub(systemClock);
  const stop = new AbortController();
  const told = hub.subscribe(stop.signal);
  await told.next();
  // More than a listener keeps: the oldest fall away, and with them whatever they told of.
  for (let at = 0; at <= 200; at += 1) hub.publish({ type: 'channel-settled', channelId: String(at) });
  const first = await told.next();
  expect(first.value).toEqual({ type: 'changed', topics: Topic.options } satisfies EngineEvent);
  stop.abort();
});
