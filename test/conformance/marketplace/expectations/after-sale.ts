import { expect } from 'vitest';
import { collect, recordIntent } from '../../../support/gateway-under-test.ts';
import { idOf, seedOf, type Expectation, type Stage } from '../stage.ts';

const window = ({ world }: Stage) => ({
  fromMs: world.clock.now() - 86_400_000,
  toMs: world.clock.now() + 60_000,
});

/** Bought, brought to the customer, and sent back. */
function giveBack({ world }: Stage): { readonly orderNumber: string; readonly returnId: string } {
  world.seed([seedOf('B-1')]);
  const { orderNumber } = world.buy([{ externalId: idOf(world, 'B-1'), quantity: 1 }]);
  for (const to of ['shipped', 'delivered'] as const) world.shoppers.carry!({ orderNumber, to });
  return { orderNumber, ...world.shoppers.return!({ orderNumber }) };
}

const toldOf = ({ world, traits }: Stage) => world.clock.sleep(traits.tellsAfterMs ?? 0);

const RETURNS = { methods: ['readReturns'], capability: /claims-read/ } as const;
const ANSWERS = { methods: ['answerReturn'], capability: /claim-approve/ } as const;
const QUESTIONS = { methods: ['readQuestions', 'answerQuestion'], capability: /question/ } as const;
const MONEY = { methods: ['readSettlements'], capability: /settlements-read/ } as const;

/** Returns, questions and money. */
export const AFTER_SALE: readonly Expectation[] = [
  {
    sentence: 'tells no returns where nothing came back',
    offers: RETURNS,
    run: async (stage) => {
      expect(await collect(stage.world.connection.readReturns!(window(stage)))).toEqual([]);
    },
  },
  {
    sentence: 'brings a return as one, with its order, its lines and why it came back',
    offers: RETURNS,
    run: async (stage) => {
      const { orderNumber } = giveBack(stage);
      await toldOf(stage);
      const returns = await collect(stage.world.connection.readReturns!(window(stage)));
      // A page may bring one again; it is the same one.
      expect(new Set(returns.map(({ returnId }) => returnId)).size).toBe(1);
      expect(returns[0]).toMatchObject({ orderNumber, lines: [{ quantity: 1 }] });
      expect(returns[0]!.rawStatus).not.toBe('');
      expect(returns[0]!.status).not.toBe('other');
    },
  },
  {
    sentence: 'accepts a return once its seller may, and sees it accepted',
    offers: ANSWERS,
    run: async (stage) => {
      giveBack(stage);
      const { connection } = stage.world;
      stage.world.returnsArrive?.();
      const [back] = await collect(connection.readReturns!(window(stage)));
      expect(back!.actions).toContain('accept');
      const { intent, steps } = recordIntent();
      await connection.answerReturn!({
        returnId: back!.returnId,
        returnLineIds: back!.lines.map(({ returnLineId }) => returnLineId),
        answer: 'accept',
        reasonId: null,
        text: '',
        files: [],
        intent,
      });
      expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
      const [after] = await collect(connection.readReturns!(window(stage)));
      expect(['accepted', 'refunded']).toContain(after?.status ?? 'accepted');
      expect(after?.actions ?? []).not.toContain('accept');
    },
  },
  {
    sentence: 'brings a customer’s question with its letters, and answers it once',
    offers: QUESTIONS,
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const text = 'Ürünün şişme payı var mı? (ığüşöç İĞÜŞÖÇ)';
      world.shoppers.ask!({ code: world.shoppers.shelf()[0]!.code, text });
      const [question, ...others] = await collect(world.connection.readQuestions!(window(stage)));
      expect(others).toEqual([]);
      expect(question).toMatchObject({ text, state: 'waiting', answer: null });
      const { intent, steps } = recordIntent();
      const answer = 'Evet, iki santim pay bırakılmıştır; iyi günler dileriz.';
      await world.connection.answerQuestion!({ questionId: question!.questionId, text: answer, intent });
      expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
      const after = await collect(world.connection.readQuestions!(window(stage)));
      expect(after.filter(({ state }) => state === 'waiting')).toEqual([]);
    },
  },
  {
    sentence: 'tells the marketplace’s accounts in whole ten-thousandths, each entry once',
    offers: MONEY,
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const { orderNumber } = world.buy([{ externalId: idOf(world, 'B-1'), quantity: 2 }]);
      for (const to of ['shipped', 'delivered'] as const) world.shoppers.carry!({ orderNumber, to });
      await toldOf(stage);
      const { fromMs, toMs } = window(stage);
      const booked = { fromMs, toMs: toMs + (stage.traits.bookedAfterMs ?? 0) };
      const entries = await collect(world.connection.readSettlements!(booked));
      expect(entries.length).toBeGreaterThan(0);
      expect(new Set(entries.map(({ entryId }) => entryId)).size).toBe(entries.length);
      for (const { amountE4, currency, kind, rawKind } of entries) {
        expect(Number.isSafeInteger(amountE4)).toBe(true);
        expect(currency).toBe('TRY');
        expect(kind === 'other' && rawKind === '').toBe(false);
      }
      expect(entries.some((entry) => entry.orderNumber === orderNumber && entry.amountE4 > 0)).toBe(true);
    },
  },
];
