import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import { NO_WISHES, type PublishCandidate, type PublishWish } from '#contract/publishing.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';
import { PublishingPage } from '../../src-renderer/features/publishing/publishing-page.tsx';
import { someChannel } from '../support/page-data.ts';
import { giveRoom } from './listings-room.ts';
import { catalogueState, COVERAGE } from './publishing-samples.ts';

beforeAll(giveRoom);

const HELD: PublishCandidate = {
  variantId: 'variant-1',
  productId: 'product-1',
  title: 'Tişört',
  optionText: 'Kırmızı',
  stockCode: 'TS-1',
  barcode: '',
  imageUrl: null,
  shopCategories: ['Giyim'],
  categoryPath: null,
  listing: null,
  readiness: 'held',
  faults: [
    { field: 'barcode', message: { tr: 'Barkodu yok.', en: 'It has no barcode.' }, severity: 'error' },
  ],
  draft: null,
};

function publishingAnswers() {
  const started: PublishWish[] = [];
  const taken: { shopCategoryIds: string[]; categoryId: string | null }[] = [];
  const channel = someChannel();
  const answers = {
    channels: { list: () => [channel] },
    mapping: {
      coverage: () => COVERAGE,
      categories: () => ({
        rows: [
          {
            shopCategoryId: 'shop-1',
            path: 'Giyim',
            products: 4,
            category: null,
            guesses: [
              {
                score: 90,
                why: { tr: 'Adı aynı.', en: 'The same name.' },
                categoryId: '411',
                path: 'Giyim > Tişört',
              },
            ],
          },
        ],
        total: 1,
      }),
      setCategories: (input) => {
        taken.push(input);
        return COVERAGE;
      },
    },
    catalogue: {
      state: () => catalogueState({ channelId: channel.channelId }),
      categories: () => ({ rows: [], total: 0 }),
    },
    publishing: {
      candidates: () => ({ rows: [HELD], total: 1 }),
      wishes: () => NO_WISHES,
      form: () => [],
      preview: () => ({
        channelId: channel.channelId,
        action: 'create',
        ready: 0,
        held: 1,
        requests: [],
        items: [
          {
            variantId: 'variant-1',
            listingId: null,
            stockCode: 'TS-1',
            barcode: '',
            title: 'Tişört',
            ready: false,
            faults: HELD.faults,
            verdict: null,
            draft: null,
          },
        ],
      }),
      start: (input) => {
        started.push(input);
        throw new Error('nothing may be sent here');
      },
    },
  } satisfies Answers;
  return { answers, started, taken };
}

test('the merchant sees how much is mapped and what keeps each product from being published', async () => {
  const { answers } = publishingAnswers();
  const { user } = showPage(<PublishingPage />, { answers, at: '/publishing' });
  const coverage = await screen.findByRole('region', { name: 'Eşleştirmenin kapsamı' });
  expect(coverage.textContent).toContain('%70');
  expect(coverage.textContent).toContain('Marka 1 / 2');
  await user.dblClick(await screen.findByText('Tişört · Kırmızı'));
  const panel = await screen.findByRole('complementary', { name: 'Yayınlanacak ürün' });
  expect(within(panel).getByText(/Barkodu yok/)).toBeDefined();
  expect(await within(panel).findByRole('textbox', { name: 'Başlık' })).toBeDefined();
});

test('nothing can be sent while the preview has nothing that may go', async () => {
  const { answers, started } = publishingAnswers();
  const { user } = showPage(<PublishingPage />, { answers, at: '/publishing' });
  await user.click(await screen.findByRole('button', { name: 'Listelenmemişlerin hepsine bak' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Gönderilecek olan' }));
  expect(await dialog.findByText(/Gönderilecek bir varyant yok/)).toBeDefined();
  expect(dialog.getByText(/Barkodu yok/)).toBeDefined();
  expect(dialog.getByRole('button', { name: 'Gönder' })).toHaveProperty('disabled', true);
  expect(started).toEqual([]);
});

test('a suggestion says why and is taken only when the merchant takes it', async () => {
  const { answers, taken } = publishingAnswers();
  const { user } = showPage(<PublishingPage />, { answers, at: '/publishing?tab=mapping' });
  expect(await screen.findByText('Adı aynı.')).toBeDefined();
  expect(taken).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Seç: Giyim > Tişört' }));
  await waitFor(() => expect(taken).toMatchObject([{ shopCategoryIds: ['shop-1'], categoryId: '411' }]));
});
