import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import { attemptsInState } from '#engine/cache/tables/attempt.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { plainGoods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

const ANSWER = 'Merhaba, ürünümüz yıkamada renk vermez; 30 derecede yıkayabilirsiniz.';
const QUESTION = 'Bu gömlek yıkanınca renk verir mi, Ağrı’ya kaç günde gelir?';

let harness: Harness;
let client: Client;
let channelId: string;
let questionId: string;

const write = (): { requestId: string } => ({ requestId: crypto.randomUUID() });
const hand = () => harness.sandbox.marketplaces.trendyol;
const answersThere = (): readonly (string | null)[] =>
  hand()
    .questions()
    .map(({ answer }) => answer?.text ?? null);
const rows = async () =>
  (await client.questions.page({ offset: 0, limit: 50, channelId, filter: 'all', search: '' })).rows;
const answer = () => client.questions.answer({ ...write(), channelId, questionId, text: ANSWER });
const sent = (): number =>
  (['final', 'lost', 'unknown'] as const).flatMap((state) =>
    attemptsInState(harness.context.database, { channelId, state }),
  ).length;

function connect(): void {
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
}

beforeEach(async () => {
  harness = await openHarness({ seed: 'questions', speed: 2_000 });
  connect();
  const [goods] = await plainGoods(harness, 1);
  hand().seedListings([{ barcode: goods!.barcode, quantity: 3 }]);
  channelId = harness.addChannel('Trendyol', { mode: 'approval' });
  questionId = String(hand().ask(goods!.barcode, QUESTION).questionId);
});
afterEach(() => harness.stop());

describe('a buyer’s question', () => {
  it('comes with the sync, is answered once and is then no longer waiting', async () => {
    await harness.sync();
    expect(await rows()).toMatchObject([{ questionId, text: QUESTION, state: 'waiting', canAnswer: true }]);
    const answered = await answer();
    expect(answered).toMatchObject({ state: 'answered', answer: ANSWER, canAnswer: false });
    await expect(answer()).rejects.toThrow('channel/no-answer-wanted');
    expect([answersThere(), sent()]).toEqual([[ANSWER], 1]);
  });

  it('is kept sealed: neither the question nor the answer can be read in the cache or the log', async () => {
    await harness.sync();
    await answer();
    const database = harness.context.database;
    const stored = ['market_question', 'attempt'].map((table) =>
      JSON.stringify(database.prepare(`SELECT * FROM ${table}`).all()),
    );
    expect([...stored, JSON.stringify(harness.log)].filter((text) => /renk ver/.test(text))).toEqual([]);
  });

  it('asked at once from two places gets one answer', async () => {
    await harness.sync();
    const outcomes = await Promise.allSettled([answer(), answer()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect([answersThere(), sent()]).toEqual([[ANSWER], 1]);
  });

  it('whose answer arrived while its reply was lost counts as answered', async () => {
    await harness.sync();
    harness.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'question-answer', count: 1 });
    expect(await answer()).toMatchObject({ state: 'answered', answer: ANSWER });
    expect([answersThere(), sent()]).toEqual([[ANSWER], 1]);
  });

  it('is not answered a second time before it was read again, when the marketplace fell silent', async () => {
    await harness.sync();
    harness.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'question-answer', count: 1 });
    const silent = harness.sandbox.faults.add({ kind: 'server-error', endpoint: 'questions' });
    await expect(answer()).rejects.toThrow('channel/outcome-unknown');
    await expect(answer()).rejects.toThrow();
    expect([answersThere(), sent()]).toEqual([[ANSWER], 1]);
    harness.sandbox.faults.remove(silent.faultId);
    await harness.clock.sleep(10 * 60_000);
    await expect(answer()).rejects.toThrow('channel/no-answer-wanted');
    expect([answersThere(), sent()]).toEqual([[ANSWER], 1]);
  });

  it('whose answer never left because the program was killed waits on, and can be answered', async () => {
    await harness.sync();
    harness.killAt('5-intent:after-commit');
    await expect(answer()).rejects.toThrow();
    harness = await harness.restart();
    connect();
    expect(await answer()).toMatchObject({ state: 'answered' });
    expect(answersThere()).toEqual([ANSWER]);
  });
});

describe('a channel without questions', () => {
  it('says so with the marketplace’s reason instead of showing none', async () => {
    const amazon = harness.addChannel('Amazon', { marketplace: 'amazon', mode: 'approval' });
    const state = (await client.settlements.state()).find((each) => each.channelId === amazon);
    expect(state?.questions).toMatchObject({ offered: false, readAt: null });
    expect(state?.questions.reason?.tr).toMatch(/2026/);
    await expect(client.questions.refresh({ ...write(), channelId: amazon })).rejects.toThrow(
      'channel/not-offered',
    );
    expect((await client.questions.refresh({ ...write(), channelId: null })).read).toBe(1);
  });
});
