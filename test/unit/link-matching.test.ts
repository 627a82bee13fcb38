import { describe, expect, it } from 'vitest';
import { chooseCode, looseBarcode, realCode } from '#engine/linking/codes.ts';
import {
  certainVariant,
  matchListing,
  variantByModel,
  type Finding,
  type ListingCodes,
} from '#engine/linking/match.ts';

const codes = (changes: Partial<ListingCodes> = {}): ListingCodes => ({
  barcode: '8690000000017',
  stockCode: 'STK-1',
  barcodeShared: false,
  stockCodeShared: false,
  ...changes,
});
const found = (variantId: string, ground: Finding['ground'], rest: Partial<Finding> = {}): Finding => ({
  variantId,
  ground,
  exact: true,
  barcode: '',
  stockCode: '',
  ...rest,
});

describe('a listing is certainly a variant', () => {
  it('when exactly one variant carries exactly its barcode', () => {
    expect(certainVariant(codes(), [found('p1', 'barcode')])).toEqual({ variantId: 'p1', ground: 'barcode' });
  });

  it('when exactly one variant carries exactly its stock code and no barcode contradicts', () => {
    expect(certainVariant(codes(), [found('p1', 'stock-code')])).toEqual({
      variantId: 'p1',
      ground: 'stock-code',
    });
    const contradicting = found('p1', 'stock-code', { barcode: '8690000000024' });
    expect(certainVariant(codes(), [contradicting])).toBeNull();
  });

  it.each<readonly [string, ListingCodes, readonly Finding[]]>([
    ['when two variants carry the barcode', codes(), [found('p1', 'barcode'), found('p2', 'barcode')]],
    [
      'when two variants carry the stock code',
      codes(),
      [found('p1', 'stock-code'), found('p2', 'stock-code')],
    ],
    ['when two listings carry the barcode', codes({ barcodeShared: true }), [found('p1', 'barcode')]],
    ['when two listings carry the stock code', codes({ stockCodeShared: true }), [found('p1', 'stock-code')]],
    [
      'when barcode and stock code name two variants',
      codes(),
      [found('p1', 'barcode'), found('p2', 'stock-code')],
    ],
    [
      'when only the loose form of the barcode is the same',
      codes(),
      [found('p1', 'barcode', { exact: false })],
    ],
    ['when only the title is the same', codes(), [found('p1', 'title')]],
    ['when only the model is the same', codes(), [found('p1', 'model')]],
    ['when nothing was found', codes(), []],
  ])('never %s', (_when, listing, findings) => {
    expect(certainVariant(listing, findings)).toBeNull();
  });

  it('by model only where the merchant asked for that, and one variant has it', () => {
    expect(variantByModel(codes(), [found('p1', 'model')])).toBe('p1');
    expect(variantByModel(codes(), [found('p1', 'model'), found('p2', 'model')])).toBeNull();
    expect(variantByModel(codes(), [found('p1', 'model'), found('p2', 'barcode')])).toBeNull();
  });
});

describe('proposals', () => {
  it('come best ground first, each variant once with all its grounds', () => {
    const candidates = matchListing(codes(), [
      found('p3', 'title'),
      found('p2', 'model'),
      found('p1', 'stock-code'),
      found('p1', 'barcode'),
    ]);
    expect(candidates.map(({ variantId, certain }) => [variantId, certain])).toEqual([
      ['p1', true],
      ['p2', false],
      ['p3', false],
    ]);
    expect(candidates[0]?.grounds).toEqual(['barcode', 'stock-code']);
  });

  it('never call one of two equals certain', () => {
    const candidates = matchListing(codes(), [found('p1', 'barcode'), found('p2', 'barcode')]);
    expect(candidates.every(({ certain }) => !certain)).toBe(true);
  });
});

/** One column for products and option values alike. */
const only = (product: string | null) => ({ product, optionValue: null });

describe('codes', () => {
  it.each(['', '  ', '-', '0', '000', 'YOK', 'yok', 'null', 'N/A', '.', '0,00'])(
    '%j stands for none',
    (text) => {
      expect(realCode(text)).toBe('');
    },
  );

  it('are compared without what blanks and control characters add', () => {
    expect(realCode(' 8690000000017\u0000 ')).toBe('8690000000017');
    expect(realCode('AbC-1')).toBe('AbC-1');
  });

  it('are a guess only where zeros, blanks and hyphens differ', () => {
    expect(looseBarcode('0869 0000-000017')).toBe(looseBarcode('8690000000017'));
    expect(looseBarcode('AB-12')).not.toBe(looseBarcode('AB-13'));
  });

  it('of a product belong to its variant only when it has exactly one', () => {
    const product = { ean: '8690000000017' };
    expect(chooseCode(only('ean'), { variant: {}, product, variantCount: 1 }).code).toBe('8690000000017');
    expect(chooseCode(only('ean'), { variant: {}, product, variantCount: 2 }).code).toBe('');
    expect(chooseCode(only('ean'), { variant: { ean: '1234567' }, product, variantCount: 2 }).code).toBe(
      '1234567',
    );
    expect(chooseCode(only(null), { variant: product, product, variantCount: 1 }).code).toBe('');
    expect(chooseCode(only('constructor'), { variant: {}, product, variantCount: 1 }).code).toBe('');
  });

  it('of option values come from their own column, and never from the products’ where there are several', () => {
    const choice = { product: 'ean', optionValue: 'option:barkod' };
    const product = { ean: '8690000000017' };
    const variant = { 'option:barkod': '8690000000024' };
    expect(chooseCode(choice, { variant, product, variantCount: 3 }).code).toBe('8690000000024');
    expect(chooseCode(choice, { variant: {}, product, variantCount: 3 }).code).toBe('');
    expect(chooseCode(choice, { variant: {}, product, variantCount: 1 }).code).toBe('8690000000017');
  });
});
