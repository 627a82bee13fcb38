import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { PublishWish } from '#contract/publishing.ts';
import type { Answers } from '../support/page-engine.ts';
import { someChannel } from '../support/page-data.ts';
import { showPage } from '../support/page-render.tsx';
import { ListingsPage } from '../../src-renderer/features/listings/listings-page.tsx';
import { PublishingPage } from '../../src-renderer/features/publishing/publishing-page.tsx';
import { listing, listingPage } from './listings-samples.ts';
import { giveRoom } from './listings-room.ts';
import {
  candidate,
  catalogueState,
  COVERAGE,
  marketplaceWith,
  previewOf,
  runOf,
} from './publishing-samples.ts';

beforeAll(giveRoom);

const LISTED = [candidate(1), candidate(2)];

function actionAnswers({
  refused = {},
  held = {},
}: { refused?: Record<string, string>; held?: Record<string, string> } = {}) {
  const started: PublishWish[] = [];
  const answers = {
    channels: { list: () => [someChannel()], marketplaces: () => [marketplaceWith(refused)] },
    mapping: { coverage: () => COVERAGE },
    catalogue: { state: () => catalogueState() },
    publishing: {
      candidates: () => ({ rows: LISTED, total: LISTED.length }),
      preview: (wish) => previewOf(wish, held),
      start: ({ requestId: _requestId, ...wish }) => {
        started.push(wish);
        return runOf(wish.action, { done: 1 });
      },
      runs: () => ({ rows: [], total: 0 }),
      run: () => ({ run: runOf('delete', { done: 1 }), rows: [], total: 0 }),
    },
  } satisfies Answers;
  return { answers, started };
}

/** The box of a row. */
function chooseBy(name: string): HTMLElement {
  const row = screen.getAllByRole('row').find((one) => one.textContent?.includes(name));
  if (row === undefined) throw new Error(`no row ${name}`);
  return within(row).getByRole('checkbox');
}

test('listings are deleted only after they were looked at and the merchant said that it is for good', async () => {
  const { answers, started } = actionAnswers();
  const { user } = showPage(<PublishingPage />, { answers, at: '/publishing?filter=listed' });
  await screen.findByText('Tişört 1');
  await user.click(chooseBy('Tişört 1'));
  await user.click(screen.getByRole('button', { name: 'Pazaryerinde yap' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Sil' }));

  const dialog = within(await screen.findByRole('dialog', { name: 'Silmeden önce bakın' }));
  expect(await dialog.findByText('1 listeleme silinecek.')).toBeDefined();
  expect(dialog.getByText(/https:\/\/marketplace\.example\/listings/)).toBeDefined();
  const send = dialog.getByRole('button', { name: 'Sil' });
  expect(send).toHaveProperty('disabled', true);
  await user.click(dialog.getByRole('checkbox', { name: 'Silinenin geri gelmediğini biliyorum' }));
  await user.click(send);

  await waitFor(() =>
    expect(started).toEqual([
      { channelId: 'c1', action: 'delete', selection: { by: 'variants', variantIds: ['variant-1'] } },
    ]),
  );
  expect(await screen.findByRole('complementary', { name: 'Gönderimin ayrıntısı' })).toBeDefined();
});

test('what the marketplace does not offer is in the menu with its reason and cannot be chosen', async () => {
  const reason = 'Amazon’da arşiv yok (belge, 5 Ağu 2026).';
  const { answers } = actionAnswers({ refused: { 'listing-archive': reason } });
  const { user } = showPage(<PublishingPage />, { answers, at: '/publishing?filter=listed' });
  await user.click(await screen.findByRole('button', { name: 'Listelenmişlerin hepsi' }));
  expect(await screen.findByRole('menuitem', { name: /^Arşivle\s*Amazon’da arşiv yok/ })).toHaveProperty(
    'disabled',
    true,
  );
  expect(screen.getByRole('menuitem', { name: 'İçeriği güncelle' })).toHaveProperty('disabled', false);
});

test('what is held back stands in the preview once per reason, with how many it is', async () => {
  const { answers } = actionAnswers({
    held: { 'variant-1': 'Zaten satışta.', 'variant-2': 'Zaten satışta.' },
  });
  const { user } = showPage(<PublishingPage />, { answers, at: '/publishing?filter=listed' });
  await screen.findByText('Tişört 1');
  await user.click(chooseBy('Tişört 1'));
  await user.click(chooseBy('Tişört 2'));
  await user.click(screen.getByRole('button', { name: 'Pazaryerinde yap' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Arşivden çıkar' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Arşivden çıkarmadan önce bakın' }));
  const held = within(await dialog.findByRole('region', { name: 'Bekleyecek olanlar' }));
  expect(held.getAllByText(/Zaten satışta\./)).toHaveLength(1);
  expect(held.getByText(/^2 varyant/)).toBeDefined();
  expect(dialog.getByRole('button', { name: 'Arşivden çıkar' })).toHaveProperty('disabled', true);
});

test('listings chosen in the list are archived by the products they are matched to', async () => {
  const { answers, started } = actionAnswers();
  const rows = [1, 2].map((index) => listing(index, { channelId: 'c1' }));
  const page: Answers = { ...answers, listings: { page: (query) => listingPage(rows, query) } };
  const { user } = showPage(<ListingsPage />, { answers: page, at: '/listings' });
  await screen.findByText('Işıklı Ayna 1');
  await user.click(chooseBy('Işıklı Ayna 1'));
  await user.click(chooseBy('Işıklı Ayna 2'));
  await user.click(await screen.findByRole('button', { name: 'Pazaryerinde yap' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Arşivle' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Arşivlemeden önce bakın' }));
  await user.click(await dialog.findByRole('button', { name: 'Arşivle' }));
  await waitFor(() =>
    expect(started).toEqual([
      {
        channelId: 'c1',
        action: 'archive',
        selection: { by: 'variants', variantIds: ['variant-1', 'variant-2'] },
      },
    ]),
  );
  await waitFor(() => expect(window.location.hash).toBe('#/publishing?tab=runs&channel=c1&run=run-1'));
});

test('listings of two channels at once are told to be done channel by channel', async () => {
  const { answers } = actionAnswers();
  const rows = [listing(1, { channelId: 'c1' }), listing(2, { channelId: 'c2' })];
  const page: Answers = { ...answers, listings: { page: (query) => listingPage(rows, query) } };
  const { user } = showPage(<ListingsPage />, { answers: page, at: '/listings' });
  await screen.findByText('Işıklı Ayna 1');
  await user.click(chooseBy('Işıklı Ayna 1'));
  await user.click(chooseBy('Işıklı Ayna 2'));
  expect(await screen.findByText(/tek bir kanalın listelemelerini seçin/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Pazaryerinde yap' })).toBeNull();
});

test('who holds the first place and the commission are asked when the merchant wants to know, where the API tells', async () => {
  const { answers } = actionAnswers();
  const row = listing(1, { channelId: 'c1' });
  const asked: (string[] | null)[] = [];
  const told = { externalId: row.externalId, stockCode: row.stockCode, barcode: '', title: row.title };
  const market = marketplaceWith();
  const works = (capability: string) => ({
    capability,
    label: { tr: capability, en: capability },
    state: 'works' as const,
    reason: null,
  });
  const page: Answers = {
    ...answers,
    channels: {
      ...answers.channels,
      marketplaces: () => [
        {
          ...market,
          capabilities: [...market.capabilities, works('buybox'), works('commissions-read')],
        },
      ],
    },
    listings: {
      page: (query) => listingPage([row], query),
      detail: () => ({
        row,
        variant: null,
        priceTrace: [],
        stockTrace: [],
        shopText: null,
        history: [],
      }),
    },
    market: {
      buyBox: ({ codes }) => {
        asked.push(codes);
        const figures = { rank: 3, mine: false, priceE4: 12_999_000, winningPriceE4: 11_990_000, sellers: 5 };
        return [{ ...told, ...figures, currency: 'TRY', at: '2026-11-24T10:00:00.000Z' }];
      },
      commissions: () => [{ ...told, percent: 12.5 }],
    },
  };
  const { user } = showPage(<ListingsPage />, { answers: page, at: `/listings?listing=${row.listingId}` });
  const facts = within(await screen.findByRole('region', { name: 'Öne çıkan satıcı ve komisyon' }));
  expect(asked).toEqual([]);
  await user.click(facts.getByRole('button', { name: 'Pazaryerine sor' }));
  expect(await facts.findByText('İlk sırada başka bir satıcı var')).toBeDefined();
  expect(facts.getByText('5 satıcı arasında 3.')).toBeDefined();
  expect(await facts.findByText('%12,5')).toBeDefined();
  expect(asked).toEqual([[row.externalId]]);
});
