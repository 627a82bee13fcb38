import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gtinCheckDigit, judgeGtin } from '#common/gtin.ts';
import { CONSUMER_PLACEHOLDER_TCKN, isTckn, isVkn } from '#common/tax-id.ts';
import { displayUpper, foldKey, normaliseCode } from '#common/turkish-text.ts';

describe('Turkish text', () => {
  it('finds IŞIK by ışık, işik and isik', () => {
    expect(new Set(['IŞIK', 'ışık', 'İŞİK', 'isik', 'Işık'].map(foldKey))).toEqual(new Set(['isik']));
  });

  it('folds a Turkish name the same whether or not a letter of another language stands beside it', () => {
    const letters = Array.from('abIıİiçğöşüâîûÇĞÖŞÜZ 1-/.&\t\u00a0');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), maxLength: 20 }), (name) => {
        expect(foldKey(`${name} λ`)).toBe(`${foldKey(name)} λ`.trim());
      }),
    );
  });

  it('writes istanbul as İSTANBUL for a Turkish reader', () => {
    expect(displayUpper('istanbul', 'tr')).toBe('İSTANBUL');
    expect(displayUpper('istanbul', 'en')).toBe('ISTANBUL');
  });

  it('never changes the letters of a code', () => {
    expect(normaliseCode(' STK-ı \u200b')).toBe('STK-ı');
    expect(normaliseCode('STK-I')).not.toBe(normaliseCode('STK-ı'));
  });
});

describe('barcodes', () => {
  it('tells a valid one from a slip, and neither from a word', () => {
    expect(judgeGtin('4006381333931')).toBe('valid');
    expect(judgeGtin('4006381333930')).toBe('bad-check-digit');
    expect(judgeGtin('YOK')).toBe('not-a-gtin');
    expect(judgeGtin('8.69E+12')).toBe('not-a-gtin');
    expect(judgeGtin('0000000000000')).toBe('not-a-gtin');
    expect(judgeGtin('  ')).toBe('empty');
    expect(gtinCheckDigit('400638133393')).toBe(1);
  });
});

describe('tax numbers', () => {
  it('catches a slip of the pen and leaves the consumers’ placeholder alone', () => {
    expect(isTckn('10000000146')).toBe(true);
    expect(isTckn('10000000147')).toBe(false);
    expect(isTckn(CONSUMER_PLACEHOLDER_TCKN)).toBe(false);
    // Carriers' tax numbers as Trendyol's list of cargo companies gives them (2026).
    for (const vkn of ['2910804196', '1800038254', '6080712084', '8590921777']) expect(isVkn(vkn)).toBe(true);
    expect(isVkn('8590921778')).toBe(false);
  });
});
