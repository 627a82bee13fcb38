import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { ListingsPage } from '../../src-renderer/features/listings/listings-page.tsx';
import { readOverrides, type OverrideTexts } from '../../src-renderer/features/listings/override-texts.ts';
import { listing, listingPage } from './listings-samples.ts';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);

const blank: OverrideTexts = { price: '', buffer: '', floor: '', ceiling: '', frozen: false };

function overridesRouter() {
  const saved: unknown[] = [];
  const row = listing(1);
  const answers = {
    channels: { list: () => [] },
    listings: {
      page: (input) => listingPage([row], input),
      detail: () => ({
        row,
        variant: null,
        priceTrace: [],
        stockTrace: [],
        shopText: null,
        history: [],
      }),
      setOverrides: (input) => {
        saved.push(input.overrides);
        return { changed: 1 };
      },
    },
  } satisfies Answers;
  return { answers, saved };
}

test('a price that could be two amounts is refused with a sentence and never saved', async () => {
  const { answers, saved } = overridesRouter();
  const { user } = showPage(<ListingsPage />, { answers, at: '/listings?listing=listing-1' });

  const price = await screen.findByLabelText('Kendi fiyatım (TRY)');
  await user.type(price, '1299.90');
  await user.click(screen.getByRole('button', { name: 'Kaydet' }));

  expect(await screen.findByText(/“1299.90” tek bir tutar olarak okunamıyor/)).toBeDefined();
  expect(saved).toEqual([]);

  await user.clear(price);
  await user.type(price, '1.299,90');
  expect(screen.getByText(/^= 1\.299,90/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Kaydet' }));
  await waitFor(() => expect(saved).toEqual([{ priceE4: 12_999_000 }]));
});

test('an English page reads the same price with its own signs', async () => {
  const { answers, saved } = overridesRouter();
  const { user } = showPage(<ListingsPage />, { answers, at: '/listings?listing=listing-1', language: 'en' });

  await user.type(await screen.findByLabelText('Own price (TRY)'), '1,299.90');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(saved).toEqual([{ priceE4: 12_999_000 }]));
});

test('an override typed for one listing leaves its other rules alone', async () => {
  const { answers, saved } = overridesRouter();
  const { user } = showPage(<ListingsPage />, { answers, at: '/listings?listing=listing-1' });

  await user.type(await screen.findByLabelText('Stok payı (adet)'), '2');
  await user.click(screen.getByRole('button', { name: 'Kaydet' }));
  await waitFor(() => expect(saved).toEqual([{ stockBuffer: 2 }]));
});

test('freezing goes to every chosen listing at once', async () => {
  const frozen: unknown[] = [];
  const rows = [listing(1), listing(2), listing(3)];
  const answers = {
    channels: { list: () => [] },
    listings: {
      page: (input) => listingPage(rows, input),
      setOverrides: (input) => {
        frozen.push({ listingIds: input.listingIds, overrides: input.overrides });
        return { changed: input.listingIds.length };
      },
    },
  } satisfies Answers;
  const { user } = showPage(<ListingsPage />, { answers, at: '/listings' });

  await user.click(await screen.findByRole('checkbox', { name: 'Seç: Işıklı Ayna 1' }));
  await user.click(screen.getByRole('checkbox', { name: 'Seç: Işıklı Ayna 3' }));
  const bar = screen.getByRole('toolbar', { name: 'Seçilenlerle yapılacaklar' });
  expect(bar.textContent).toContain('2 listeleme seçildi');
  await user.click(within(bar).getByRole('button', { name: 'Dondur' }));

  await waitFor(() =>
    expect(frozen).toEqual([{ listingIds: ['listing-1', 'listing-3'], overrides: { frozen: true } }]),
  );
});

describe('what is typed as an override', () => {
  test('an empty price is no price, never zero', () => {
    expect(readOverrides(blank, 'tr')).toMatchObject({ kind: 'read', overrides: { priceE4: null } });
  });

  test.each([
    ['0', 'notPositive'],
    ['-5', 'notPositive'],
    ['12,345', 'notKurus'],
    ['1.29', 'ambiguous'],
    ['bin lira', 'ambiguous'],
  ] as const)('the price %s is refused as %s', (price, fault) => {
    expect(readOverrides({ ...blank, price }, 'tr')).toEqual({ kind: 'faulty', faults: { price: fault } });
  });

  test('a floor above the ceiling is refused', () => {
    expect(readOverrides({ ...blank, floor: '200', ceiling: '100' }, 'tr')).toEqual({
      kind: 'faulty',
      faults: { floor: 'floorAboveCeiling' },
    });
  });

  test('an own price outside the limits is told before it is held', () => {
    expect(readOverrides({ ...blank, price: '50', floor: '100' }, 'tr')).toMatchObject({
      kind: 'read',
      outsideLimits: true,
    });
  });

  test.each(['1,5', '-1', '10001', 'iki'])('the buffer %s is refused', (buffer) => {
    expect(readOverrides({ ...blank, buffer }, 'tr')).toEqual({
      kind: 'faulty',
      faults: { buffer: 'notWhole' },
    });
  });
});
