import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isThisComputer } from '#engine/cache/loopback.ts';
import { searchTerms } from '#engine/cache/search-terms.ts';
import { turkishSortKey } from '#engine/cache/sort-key.ts';
import { WordIndex } from '#engine/cache/word-index.ts';
import { startOfTurkishDay } from '#engine/cache/turkish-day.ts';

describe('the order of titles', () => {
  it('is the Turkish alphabet’s', () => {
    const letters = 'a b c ç d e f g ğ h ı i j k l m n o ö p r s ş t u ü v y z'.split(' ');
    const sorted = letters
      .toReversed()
      .sort((left, right) => (turkishSortKey(left) < turkishSortKey(right) ? -1 : 1));
    expect(sorted).toEqual(letters);
  });

  it('treats capitals as their small letters: I as ı, İ as i', () => {
    expect(turkishSortKey('ISPANAK')).toBe(turkishSortKey('ıspanak'));
    expect(turkishSortKey('İNCİR')).toBe(turkishSortKey('incir'));
  });

  it('agrees with the computer’s own Turkish order for words of letters', () => {
    const collator = new Intl.Collator('tr');
    const word = fc.string({
      unit: fc.constantFrom(...Array.from('abcçdefgğhıijklmnoöprsştuüvyz')),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(word, word, (left, right) => {
        const byKey = Math.sign(turkishSortKey(left) < turkishSortKey(right) ? -1 : Number(left !== right));
        expect(byKey).toBe(Math.sign(collator.compare(left, right)));
      }),
    );
  });
});

describe('a search', () => {
  it('finds by any word, in any spelling of I, accents or capitals', () => {
    expect(searchTerms('  IŞIK   Çanta ')).toEqual(['isik', 'canta']);
  });

  it('asks for a word that was typed twice once', () => {
    expect(searchTerms('çanta ÇANTA')).toEqual(['canta']);
  });
});

describe('the words of a hundred thousand titles', () => {
  const key = fc
    .array(fc.string({ unit: fc.constantFrom(...Array.from('abc1"%_')), minLength: 1, maxLength: 4 }), {
      maxLength: 4,
    })
    .map((words) => words.join(' '));
  const term = fc.string({ unit: fc.constantFrom(...Array.from('abc1"%_')), minLength: 1, maxLength: 3 });

  it('are found wherever they stand in a title, in any number, before and after titles changed', () => {
    fc.assert(
      fc.property(
        fc.array(key, { maxLength: 30 }),
        fc.array(fc.array(term, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(40), fc.option(key)), { maxLength: 10 }),
        (keys, searches, changes) => {
          const truth = new Map<number, string>(keys.map((each, index) => [index + 1, each]));
          const index = WordIndex.build(truth);
          const expectTruth = (): void => {
            for (const terms of searches) {
              const marks = index.find(terms);
              const found = Array.from(marks.keys()).filter((row) => marks[row] === 1);
              const expected = [...truth].filter(([, text]) => terms.every((each) => text.includes(each)));
              expect(found).toEqual(expected.map(([row]) => row).sort((left, right) => left - right));
            }
          };
          expectTruth();
          for (const [row, text] of changes) {
            index.put([[row + 1, text]]);
            if (text === null) truth.delete(row + 1);
            else truth.set(row + 1, text);
          }
          expectTruth();
        },
      ),
    );
  });
});

it('the merchant’s day begins at midnight in Türkiye', () => {
  expect(new Date(startOfTurkishDay(Date.UTC(2026, 10, 24, 20, 59))).toISOString()).toBe(
    '2026-11-23T21:00:00.000Z',
  );
  expect(new Date(startOfTurkishDay(Date.UTC(2026, 10, 24, 21, 0))).toISOString()).toBe(
    '2026-11-24T21:00:00.000Z',
  );
});

it('only an address on this computer is a sandbox', () => {
  expect(isThisComputer('http://127.0.0.1:8080/trendyol')).toBe(true);
  expect(isThisComputer('http://localhost:1')).toBe(true);
  expect(isThisComputer('http://[::1]:1')).toBe(true);
  expect(isThisComputer('https://apigw.trendyol.com')).toBe(false);
  expect(isThisComputer('https://127.0.0.1.example.com')).toBe(false);
  expect(isThisComputer('http://127.0.0.1:80@example.com/')).toBe(false);
  expect(isThisComputer(null)).toBe(false);
});
