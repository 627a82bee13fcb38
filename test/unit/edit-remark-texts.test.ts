import { expect, it } from 'vitest';
import { describeEditRemark } from '#contract/edit-remark-texts.ts';
import { EditRemark } from '#contract/edits.ts';

const money = (valueE4: number): string => `${valueE4 / 10_000} TL`;

it('every remark about an edit is a sentence in both languages, without an open blank', () => {
  for (const language of ['tr', 'en'] as const) {
    for (const code of EditRemark.shape.code.options) {
      const text = describeEditRemark({ code, params: {} }, language, money);
      expect([code, /^[\p{Lu}“—].*\.$/u.test(text), /[{}[\]]/.test(text)]).toEqual([code, true, false]);
    }
  }
});

it('amounts are written as money, numbers are grouped, and a range of amounts is told as one', () => {
  const long = describeEditRemark({ code: 'too-long', params: { width: 1_300, limit: 255 } }, 'tr', money);
  expect(long).toBe('Çok uzun: 1.300; mağaza en çok 255 karakter tutar.');
  const params = { leastE4: 0, belowE4: 1_000_000 };
  expect(describeEditRemark({ code: 'out-of-range', params }, 'en', money)).toBe(
    'It must be 0 TL or more, and below 100 TL.',
  );
});
