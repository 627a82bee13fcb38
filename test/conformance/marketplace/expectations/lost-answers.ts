import { expect } from 'vitest';
import { problemOf, recordIntent } from '../../../support/gateway-under-test.ts';
import { idOf, seedOf, settled, update, until, type Expectation, type Stage, type Tapped } from '../stage.ts';
import type { Meddling } from '../tap.ts';

const HTML = '<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>';
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };

type Ended = {
  readonly code: string;
  readonly steps: readonly string[];
  /** How often the write itself was sent. */
  readonly sent: number;
};

/** One stock of two pieces, sent while something happens on the way. */
async function write({ world }: Stage, { connection, tap }: Tapped, meddling: Meddling): Promise<Ended> {
  const { intent, steps } = recordIntent();
  tap.meddle({ on: 'offers', ...meddling });
  const sent = connection.updateStockAndPrice([update(world, 'B-1', { quantity: 2 })], {
    intent,
    priority: 1,
  });
  const result = await sent.then(
    (answer) => (answer.kind === 'refused' ? answer.problem.code : answer.kind),
    async () => (await problemOf(sent)).code,
  );
  return { code: result, steps: steps.map(({ step }) => step), sent: tap.of('offers').length };
}

const UNKNOWN = { code: 'channel/outcome-unknown', steps: ['before-send', 'outcome-unknown'], sent: 1 };

/** Writes whose answer does not come, or is none. */
export const LOST_ANSWERS: readonly Expectation[] = [
  {
    sentence:
      'knows that a write whose answer was lost may have happened, sends it once, and sees it when it reads back',
    run: async (stage) => {
      const { world, tapped } = stage;
      world.seed([seedOf('B-1')]);
      const line = await tapped();
      expect(await write(stage, line, { count: 1, after: () => 'drop' })).toEqual(UNKNOWN);
      const id = idOf(world, 'B-1');
      await until(async () => (await line.connection.readOffers([id]))[0]?.quantity === 2, world);
      expect(line.tap.of('offers')).toHaveLength(1);
    },
  },
  {
    sentence: 'sees when it reads back that a write with a lost answer did not happen',
    run: async (stage) => {
      const { world, tapped } = stage;
      world.seed([seedOf('B-1')]);
      const line = await tapped();
      expect(await write(stage, line, { count: 1, instead: () => 'drop' })).toEqual(UNKNOWN);
      const [offer] = await line.connection.readOffers([idOf(world, 'B-1')]);
      expect(offer?.quantity).toBe(10);
    },
  },
  {
    sentence: 'does not repeat a write that never gets an answer',
    run: async (stage) => {
      stage.world.seed([seedOf('B-1')]);
      expect(await write(stage, await stage.tapped(), { instead: () => 'hang' })).toEqual(UNKNOWN);
    },
  },
  ...[500, 502, 503, 504].map((status) => ({
    sentence: `does not repeat a write that is answered with ${status}, and does not call it undone`,
    run: async (stage: Stage) => {
      stage.world.seed([seedOf('B-1')]);
      const answer = { status, headers: HTML_TYPE, body: HTML };
      expect(await write(stage, await stage.tapped(), { instead: () => answer })).toEqual(UNKNOWN);
    },
  })),
  {
    sentence: 'takes a web page for no answer to a write, though its status is 200',
    run: async (stage) => {
      stage.world.seed([seedOf('B-1')]);
      const page = { status: 200, headers: HTML_TYPE, body: HTML };
      expect(await write(stage, await stage.tapped(), { after: () => page })).toEqual(UNKNOWN);
    },
  },
  {
    sentence: 'takes half an answer to a write for none',
    run: async (stage) => {
      stage.world.seed([seedOf('B-1')]);
      expect(await write(stage, await stage.tapped(), { after: () => 'half' })).toEqual(UNKNOWN);
    },
  },
  {
    sentence: 'takes a garbled answer to a write for none',
    run: async (stage) => {
      stage.world.seed([seedOf('B-1')]);
      const cut = { status: 200, headers: JSON_TYPE, body: '{"content":[{"id":' };
      expect(await write(stage, await stage.tapped(), { after: () => cut })).toEqual(UNKNOWN);
    },
  },
  {
    sentence: 'never takes an empty answer to a write for a done one',
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const line = await stage.tapped();
      const ended = await write(stage, line, { instead: () => ({ status: 200, headers: {}, body: '' }) });
      expect(ended.sent).toBe(1);
      expect(ended.code).toMatch(/^channel\/(outcome-unknown|not-understood)$/);
      expect(world.shelf(idOf(world, 'B-1'))?.quantity).toBe(10);
    },
  },
  {
    sentence: 'knows that a write refused with "too many" did nothing, and can send it later',
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const line = await stage.tapped();
      const busy = { status: 429, headers: { ...JSON_TYPE, 'retry-after': '2' }, body: '{}' };
      const ended = await write(stage, line, { count: 1, instead: () => busy });
      expect(ended).toMatchObject({ code: 'channel/rate-limited', sent: 1 });
      expect(ended.steps.at(-1)).toBe('not-sent');
      const again = await line.connection.updateStockAndPrice([update(world, 'B-1', { quantity: 2 })], {
        intent: recordIntent().intent,
        priority: 1,
      });
      expect(again.kind).toBe('accepted');
      if (again.kind === 'accepted')
        expect((await settled(world, again.batchId, line.connection)).items[0]?.state).toBe('done');
    },
  },
  {
    sentence: 'takes the web page of a firewall (403) for a refusal: nothing is done, nothing is repeated',
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const wall = { status: 403, headers: HTML_TYPE, body: '<html><body>Access denied</body></html>' };
      const ended = await write(stage, await stage.tapped(), { instead: () => wall });
      expect(ended.code).toMatch(/^channel\/(forbidden|wrong-key|request-refused|item-refused)$/);
      expect(ended.steps).not.toContain('outcome-unknown');
      expect(world.shelf(idOf(world, 'B-1'))?.quantity).toBe(10);
    },
  },
];
