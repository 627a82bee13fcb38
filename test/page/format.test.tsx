import { describe, expect, it } from 'vitest';
import { formatAmount, formatMoney, formatPercent } from '../../src-preload/common/localised-figures.ts';
import { formatAge, formatDateTime, formatDuration } from '../../src-renderer/i18n/format.ts';

const NOW = Date.parse('2026-11-24T11:05:00.000Z');
const plain = (text: string): string => text.replaceAll('\u00A0', ' ');

describe('figures in the language of the page', () => {
  it('writes an amount as the merchant does', () => {
    expect(plain(formatMoney(12_999_000, 'TRY', 'tr'))).toBe('1.299,90 ₺');
    expect(plain(formatMoney(12_999_000, 'TRY', 'en'))).toBe('₺1,299.90');
    expect(plain(formatMoney(-5_000, 'TRY', 'tr'))).toBe('−0,50 ₺');
    expect(plain(formatMoney(10_000, 'SEK', 'en'))).toBe('SEK 1.00');
  });

  it('never shows an amount rounder than it is', () => {
    expect(formatAmount(12_999_050, 'tr')).toBe('1.299,905');
    expect(formatAmount(1, 'tr')).toBe('0,0001');
  });

  it('writes percentages with the sign on the side the language has it', () => {
    expect(formatPercent(12.5, 'tr')).toBe('%12,5');
    expect(formatPercent(12.5, 'en')).toBe('12.5%');
  });

  it('writes an instant in the zone of the computer, months in words', () => {
    expect(formatDateTime('2026-11-24T11:05:00.000Z', 'tr', 'Europe/Istanbul')).toBe('24 Kas 2026 14:05');
    expect(formatDateTime('2026-11-24T11:05:00.000Z', 'en', 'Europe/Istanbul')).toBe('24 Nov 2026 14:05');
  });

  it.each([
    ['2026-11-24T11:04:58.000Z', 'şimdi', 'just now'],
    ['2026-11-24T11:04:20.000Z', '40 sn önce', '40 s ago'],
    ['2026-11-24T11:01:00.000Z', '4 dk önce', '4 min ago'],
    ['2026-11-24T08:05:00.000Z', '3 sa önce', '3 h ago'],
    ['2026-11-20T11:05:00.000Z', '4 gün önce', '4 d ago'],
    ['2026-11-24T13:05:00.000Z', '2 sa sonra', 'in 2 h'],
  ])('tells the age of %s', (instant, turkish, english) => {
    expect(formatAge(instant, NOW, 'tr')).toBe(turkish);
    expect(formatAge(instant, NOW, 'en')).toBe(english);
  });

  it('gives the date itself once an age says little', () => {
    expect(formatAge('2026-09-01T09:00:00.000Z', NOW, 'tr')).toMatch(/^1 Eyl 2026 /);
  });

  it('keeps a length of time to its largest unit', () => {
    expect(formatDuration(95_000, 'tr')).toBe('1 dk');
    expect(formatDuration(400, 'tr')).toBe('1 sn');
    expect(formatDuration(59_900, 'tr')).toBe('59 sn');
  });
});
