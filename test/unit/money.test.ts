import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addPercentE4,
  formatDecimalE4,
  fromMarketplaceNumber,
  parseAmount,
  parseDecimalE4,
  removePercentE4,
  roundToKurusE4,
  toMarketplaceNumber,
} from '#common/money.ts';

describe('money', () => {
  it('comes back from the database’s text exactly as it went in', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (amount) => {
        expect(parseDecimalE4(formatDecimalE4(amount))).toBe(amount);
      }),
      { verbose: 1 },
    );
  });

  it('goes to a marketplace with two decimals and comes back the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_99 }), (kurus) => {
        const number = toMarketplaceNumber(kurus * 100);
        expect(JSON.stringify(number)).toMatch(/^\d+(\.\d{1,2})?$/);
        expect(fromMarketplaceNumber(number)).toBe(kurus * 100);
      }),
    );
  });

  it('never takes NaN, nothing or a word for a price', () => {
    for (const value of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      null,
      undefined,
      '',
      ' ',
      'abc',
      {},
      [],
      true,
    ]) {
      expect(fromMarketplaceNumber(value)).toBeNull();
    }
  });

  it('refuses to send a fraction of a kuruş', () => {
    expect(() => toMarketplaceNumber(12_345)).toThrow(/kuruş/);
  });

  it('finds the net price of a gross one to within a ten-thousandth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_000 }),
        fc.constantFrom(0, 1, 10, 20),
        (gross, percent) => {
          const net = removePercentE4(gross, percent * 10_000);
          expect(Math.abs(addPercentE4(net, percent * 10_000) - gross)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('rounds half a kuruş away from zero', () => {
    expect([roundToKurusE4(12_350), roundToKurusE4(12_349), roundToKurusE4(-12_350)]).toEqual([
      12_400, 12_300, -12_400,
    ]);
  });

  it('reads a typed price by the declared language and refuses what could mean two amounts', () => {
    expect(parseAmount({ text: '1.299,90', locale: 'tr' })).toBe(12_999_000);
    expect(parseAmount({ text: '1.299,90 ₺', locale: 'tr' })).toBe(12_999_000);
    expect(parseAmount({ text: '1,299.90', locale: 'en' })).toBe(12_999_000);
    expect(parseAmount({ text: '12,99', locale: 'tr' })).toBe(129_900);
    for (const text of ['1,299.90', '12.99', '1.29', '12,', ',5', '1.2.3', '1e3', '']) {
      expect(parseAmount({ text, locale: 'tr' }), text).toBeNull();
    }
  });
});
