import { screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_SHOP_VIEW } from '#contract/channels.ts';
import type { ListingQuery } from '#contract/listings.ts';
import { foldKey } from '#common/turkish-text.ts';
import { someChannel } from '../support/page-data.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { ListingsPage } from '../../src-renderer/features/listings/listings-page.tsx';
import { windowsFor } from '../../src-renderer/ui/use-lazy-rows.ts';
import { listing, listingPage } from './listings-samples.ts';
import { giveRoom } from './listings-room.ts';

beforeAll(giveRoom);

function listingsRouter(rows: readonly ReturnType<typeof listing>[]) {
  const asked: ListingQuery[] = [];
  const answers = {
    channels: { list: () => [] },
    listings: {
      page: (input) => {
        asked.push(input);
        const found = rows.filter((row) => foldKey(row.title).includes(foldKey(input.search)));
        return listingPage(found, input);
      },
    },
  } satisfies Answers;
  return { answers, asked };
}

test('a difference between shop and channel can be read without its colour', async () => {
  const differs = listing(1, {
    confirmed: { quantity: 14, priceE4: 10_000_000, listPriceE4: null, at: null },
    quantityDiffers: true,
    priceDiffers: true,
  });
  const { answers } = listingsRouter([differs, listing(2)]);
  showPage(<ListingsPage />, { answers, at: '/listings' });

  const words = await screen.findAllByText(/^(artıyor|azalıyor):$/);
  const texts = words.map((word) => word.parentElement?.textContent?.replaceAll('\u00a0', ' '));
  expect(texts).toEqual(['azalıyor: 14→10▼', 'artıyor: 1.000,00→1.299,90▲']);
  expect(words[0]?.parentElement?.querySelector('del')?.textContent).toBe('14');
});

test('the grid tells its whole length to a screen reader while only one window was read', async () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => listing(index));
  const { answers, asked } = listingsRouter(rows);
  showPage(<ListingsPage />, { answers, at: '/listings' });

  const grid = await screen.findByRole('grid', { name: 'Listelemeler' });
  // 1,000 rows, the row of headers and the row of common headers above it.
  await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('1002'));
  expect(asked.every((query) => query.offset === 0 && query.limit === 200)).toBe(true);
  expect(screen.getAllByRole('row').length).toBeLessThan(60);
});

test('the windows around what is on screen are read, and no others', () => {
  expect(windowsFor(0, 20)).toEqual([0]);
  expect(windowsFor(180, 200)).toEqual([0, 200]);
  expect(windowsFor(50_000, 50_020)).toEqual([49_800, 50_000]);
});

test('typing Turkish letters into the search keeps the focus and asks once for the whole word', async () => {
  const { answers, asked } = listingsRouter([listing(1), listing(2, { title: 'Çaydanlık' })]);
  const { user } = showPage(<ListingsPage />, { answers, at: '/listings' });
  await screen.findByText('Çaydanlık');

  await user.keyboard('/');
  const field = screen.getByRole('searchbox');
  expect(document.activeElement).toBe(field);
  await user.keyboard('IŞIKLI');

  await waitFor(() => expect(asked.at(-1)?.search).toBe('IŞIKLI'));
  await waitFor(() => expect(screen.queryByText('Çaydanlık')).toBeNull());
  expect(screen.getByText('Işıklı Ayna 1')).toBeDefined();
  expect(document.activeElement).toBe(field);
  expect(field).toHaveProperty('value', 'IŞIKLI');
});

test('a search that finds nothing offers to clear it', async () => {
  const { answers } = listingsRouter([listing(1)]);
  const { user } = showPage(<ListingsPage />, { answers, at: '/listings?find=yok' });

  await user.click(await screen.findByRole('button', { name: 'Süzgeci ve aramayı temizle' }));
  expect(await screen.findByText('Işıklı Ayna 1')).toBeDefined();
  expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
});

test('a row opens with Enter and closes with Escape', async () => {
  const row = listing(1);
  const { answers } = listingsRouter([row]);
  const detail = () => ({
    row,
    variant: null,
    priceTrace: [],
    stockTrace: [],
    shopText: null,
    history: [],
  });
  const { user } = showPage(<ListingsPage />, {
    answers: { ...answers, listings: { ...answers.listings, detail } },
    at: '/listings',
  });
  await user.click(await screen.findByText('8690000000001'));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('complementary', { name: 'Listeleme ayrıntısı' })).toBeDefined();
});

test('a product that no channel lists opens with what the shop knows of it', async () => {
  const absent = listing(1, {
    listingId: 'not-listed:channel-1:variant-1',
    externalId: '',
    linkState: 'unlinked',
    state: 'gone',
    desired: null,
    sent: null,
    confirmed: null,
  });
  const { answers } = listingsRouter([absent]);
  const { user } = showPage(<ListingsPage />, { answers, at: '/listings?filter=not-listed' });

  expect(await screen.findByText('Listelenmemiş', { selector: '[role="gridcell"] *' })).toBeDefined();
  expect(screen.queryByRole('checkbox', { name: /Seç: / })).toBeNull();
  await user.click(screen.getByText('8690000000001'));
  const panel = await screen.findByRole('complementary', { name: 'Listeleme ayrıntısı' });
  expect(panel.textContent).toContain('Bu ürün Trendyol kanalında listelenmemiş');
});

test('a listing’s title says in which language of the shop its channel takes the texts', async () => {
  const { answers } = listingsRouter([listing(1)]);
  const channel = someChannel({
    channelId: listing(1).channelId,
    shopView: { ...DEFAULT_SHOP_VIEW, language: 'en-gb' },
  });
  showPage(<ListingsPage />, {
    answers: { ...answers, channels: { list: () => [channel] } },
    at: '/listings',
  });
  const title = await screen.findByText(listing(1).title);
  await waitFor(() =>
    expect(title.parentElement?.title).toContain('Mağazadan İngilizce (en-gb) metinler alınır'),
  );
});
