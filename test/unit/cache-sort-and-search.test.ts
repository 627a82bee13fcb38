import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isThisComputer } from '#engine/cache/loopback.ts';
import { searchCondition, searchTerms } from '#engine/cache/search-rows.ts';
import { turkishSortKey } from '#engine/cache/sort-key.ts';
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

  it('hands what was typed over as a value, never as SQL', () => {
    const { sql, parameters } = searchCondition('listing', searchTerms(`a" OR 1=1 -- %_`));
    expect(sql).not.toContain('1=1');
    expect(parameters.join(' ')).toContain('1=1');
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
  expect(isThisComputer(null)).toBe(false);
});
