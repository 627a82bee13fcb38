import { describe, expect, it } from 'vitest';
import { describeHold } from '#contract/guard-texts.ts';
import { GUARDS } from '#contract/guards.ts';
import { describeProblem, fillText } from '#contract/problem-texts.ts';
import { PROBLEM_CODES, problem } from '#contract/problem.ts';

describe('what the merchant reads when something goes wrong', () => {
  it.each(PROBLEM_CODES)(
    'says for %s what happened, what it means and what to do, in both languages',
    (code) => {
      const texts = (['tr', 'en'] as const).map((language) => describeProblem(problem(code), language));
      for (const text of texts) {
        for (const sentence of Object.values(text)) {
          expect(sentence.length).toBeGreaterThan(10);
          expect(sentence).toMatch(/[.)]$/);
          expect(sentence).not.toMatch(/[{}[\]!]/);
        }
      }
      expect(texts[0]!.happened).not.toBe(texts[1]!.happened);
    },
  );

  it.each(GUARDS)('says in one sentence why the guard %s holds a change back', (guard) => {
    const [tr, en] = (['tr', 'en'] as const).map((language) => describeHold({ guard, params: {} }, language));
    expect(tr).not.toBe(en);
    expect(tr!.length).toBeGreaterThan(15);
  });

  it('leaves out a part whose figure is unknown instead of showing a blank', () => {
    expect(fillText('Ulaşılamadı[ ({host}:{port})].', { host: 'db' })).toBe('Ulaşılamadı.');
    expect(fillText('Ulaşılamadı[ ({host}:{port})].', { host: 'db', port: 3306 })).toBe(
      'Ulaşılamadı (db:3306).',
    );
  });

  it('lets the marketplace’s own explanation win over the general one', () => {
    const value = problem('channel/item-refused', { happenedTr: 'Liste fiyatı satış fiyatından düşük.' });
    expect(describeProblem(value, 'tr').happened).toBe('Liste fiyatı satış fiyatından düşük.');
    expect(describeProblem(value, 'en').happened).not.toContain('Liste');
  });
});
