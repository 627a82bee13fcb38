import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CHANNEL_RULES, type ChannelRules } from '#contract/channels.ts';
import { readRules, textOfRules } from '../../src-renderer/features/channels/channel-rules-draft.ts';

const text = textOfRules(DEFAULT_CHANNEL_RULES, 'tr');

describe('the rules of a channel as they are typed', () => {
  it('reads amounts by the language of the page', () => {
    const turkish = readRules({ ...text, floor: '1.299,90' }, 'tr');
    const english = readRules({ ...text, floor: '1,299.90' }, 'en');
    expect(turkish).toMatchObject({ kind: 'rules', rules: { floorE4: 12_999_000 } });
    expect(english).toMatchObject({ kind: 'rules', rules: { floorE4: 12_999_000 } });
  });

  it.each(['1,299.90', '12.5', 'abc', '-5', '0'])(
    'refuses %s as a Turkish lowest price, without guessing',
    (floor) => {
      expect(readRules({ ...text, floor }, 'tr')).toMatchObject({
        kind: 'errors',
        errors: [{ field: 'floor', kind: 'amount' }],
      });
    },
  );

  it('lets a discount be typed with either minus', () => {
    expect(readRules({ ...text, markup: '−12,5' }, 'tr')).toMatchObject({
      rules: { priceMarkupE4: -125_000 },
    });
    expect(readRules({ ...text, markup: '-12,5 %' }, 'tr')).toMatchObject({
      rules: { priceMarkupE4: -125_000 },
    });
  });

  it('refuses a lowest price above the highest', () => {
    expect(readRules({ ...text, floor: '200', ceiling: '100' }, 'tr')).toMatchObject({
      kind: 'errors',
      errors: [{ field: 'floor', kind: 'floor-above-ceiling' }],
    });
  });

  it('gives back any rules unchanged when they were only looked at, in both languages', () => {
    const amount = fc.option(fc.integer({ min: 1, max: 10_000_000_000 }), { nil: null });
    const rules = fc
      .record({
        stockBuffer: fc.integer({ min: 0, max: 10_000 }),
        priceMarkupE4: fc.integer({ min: -500_000, max: 10_000_000 }),
        maxStepPercent: fc.integer({ min: 1, max: 1_000 }),
        floorE4: amount,
        ceilingE4: amount,
      })
      .filter(({ floorE4, ceilingE4 }) => floorE4 === null || ceilingE4 === null || floorE4 <= ceilingE4);
    fc.assert(
      fc.property(rules, fc.constantFrom('tr' as const, 'en' as const), (value: ChannelRules, language) => {
        expect(readRules(textOfRules(value, language), language)).toEqual({ kind: 'rules', rules: value });
      }),
    );
  });
});
