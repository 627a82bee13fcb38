import { expect, it } from 'vitest';
import { describeHold } from '#contract/guard-texts.ts';

const plain = (text: string): string => text.replaceAll('\u00A0', ' ');

it('tells a merchant why a change is held in the figures of the language', () => {
  const step = { guard: 'price/large-step', params: { percent: 899.84, limit: 30 } } as const;
  expect(describeHold(step, 'tr')).toBe('Fiyat bir adımda %899,84 değişiyor; sınır %30.');
  expect(describeHold(step, 'en')).toBe('The price moves by 899.84% in one step; the limit is 30%.');
  const floor = {
    guard: 'price/below-floor',
    params: { floorE4: 12_999_000, priceE4: 10_000_000, currency: 'TRY' },
  } as const;
  expect(plain(describeHold(floor, 'tr'))).toBe('Fiyat, taban fiyatın (1.299,90 ₺) altında.');
  expect(describeHold(floor, 'en')).toBe('The price is below the floor (₺1,299.90).');
});

it('tells a slipped decimal point and a listing’s state in words, never in the program’s own', () => {
  const slip = { guard: 'price/decimal-slip', params: { factor: '÷10' } } as const;
  expect(describeHold(slip, 'tr')).toBe('Yeni fiyat eskisinin tam onda biri; virgül kayması olabilir.');
  const closed = { guard: 'listing/not-for-sale', params: { state: 'off-sale' } } as const;
  expect(describeHold(closed, 'tr')).toBe('Listeleme pazaryerinde satışa kapalı (satış durdurulmuş).');
  expect(describeHold(closed, 'en')).toContain('(taken off sale)');
});
