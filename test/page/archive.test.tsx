import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { ArchivedListing, MovedDraft } from '#contract/archive.ts';
import type { PublishWish } from '#contract/publishing.ts';
import type { Answers } from '../support/page-engine.ts';
import { someChannel } from '../support/page-data.ts';
import { showPage } from '../support/page-render.tsx';
import { ArchivePage } from '../../src-renderer/features/archive/archive-page.tsx';
import { toCsv } from '../../src-renderer/features/archive/csv-text.ts';
import { giveRoom } from './listings-room.ts';
import { marketplaceWith, previewOf, runOf } from './publishing-samples.ts';

beforeAll(giveRoom);

function archived(index: number): ArchivedListing {
  return {
    source: 'gittigidiyor',
    externalId: `30010${index}`,
    ownCode: `KOD-${index}`,
    ownCodeMade: false,
    groupId: '',
    title: `Çaydanlık ${index}`,
    subtitle: '',
    description: '',
    category: 'Mutfak',
    brand: 'Şirin',
    barcode: '',
    mpn: '',
    attributes: [],
    images: [],
    priceE4: 999_000,
    listPriceE4: null,
    currency: 'TRY',
    quantityThen: 3,
    desi: null,
    statusThen: 'A',
    newest: true,
  };
}

function moved(listing: ArchivedListing, variantId: string | null): MovedDraft {
  return {
    externalId: listing.externalId,
    variantId,
    draft: {
      stockCode: listing.ownCode,
      barcode: '',
      groupId: '',
      title: listing.title,
      subtitle: '',
      description: '',
      categoryId: '',
      brandId: null,
      brandName: listing.brand,
      attributes: [],
      images: [],
      vatRate: 0,
      quantity: 0,
      salePriceE4: 0,
      listPriceE4: 0,
      currency: 'TRY',
      desi: null,
      catalogueId: null,
      fields: {},
    },
    missing: [
      {
        field: 'quantity',
        message: { tr: 'Bugünün stoku girilmeli.', en: 'Today’s stock is needed.' },
        severity: 'error',
      },
    ],
  };
}

function archiveAnswers() {
  const listings = [1, 2, 3].map(archived);
  const asked: Parameters<NonNullable<NonNullable<Answers['archive']>['move']>>[0][] = [];
  const started: PublishWish[] = [];
  const closed = someChannel({ channelId: 'c9', marketplace: 'gittigidiyor', name: 'GittiGidiyor' });
  const answers = {
    channels: {
      list: () => [someChannel(), someChannel({ channelId: 'c2', name: 'Hepsiburada' }), closed],
      marketplaces: () => [
        marketplaceWith(),
        {
          ...marketplaceWith(),
          marketplace: 'gittigidiyor',
          closed: { since: '2022-09-05', reason: { tr: 'Kapandı.', en: 'Closed.' } },
        },
      ],
    },
    archive: {
      listings: () => ({ rows: listings, total: listings.length }),
      sales: () => ({ rows: [], total: 0 }),
      move: (input) => {
        asked.push(input);
        const rows = listings.map((one, index) => moved(one, index === 2 ? null : `variant-${index + 1}`));
        return { rows, total: rows.length, ready: 0 };
      },
    },
    publishing: {
      preview: (wish) => previewOf(wish),
      start: ({ requestId: _requestId, ...wish }) => {
        started.push(wish);
        return runOf('create', { done: 2 });
      },
    },
  } satisfies Answers;
  return { answers, asked, started };
}

test('archived listings whose products the shop sells go to a living channel through the same look as all others', async () => {
  const { answers, asked, started } = archiveAnswers();
  const { user } = showPage(<ArchivePage />, { answers, at: '/channels/archive' });
  await screen.findByText('Çaydanlık 1');
  await user.click(screen.getByRole('button', { name: 'Kanala taşı…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Başka bir kanala taşı' }));
  await user.click(await dialog.findByRole('combobox', { name: 'Kanal' }));
  expect(await screen.findByRole('option', { name: 'Hepsiburada', hidden: true })).toBeDefined();
  expect(screen.queryByRole('option', { name: 'GittiGidiyor', hidden: true })).toBeNull();
  await user.click(screen.getByRole('option', { name: 'Hepsiburada', hidden: true }));

  const found = within(await dialog.findByRole('region', { name: /^2 listelemenin ürünü mağazada var/ }));
  expect(found.getByText(/Çaydanlık 1/)).toBeDefined();
  const lost = within(dialog.getByRole('region', { name: /^1 listelemenin ürünü mağazada bulunamadı/ }));
  expect(lost.getByText(/Çaydanlık 3/)).toBeDefined();
  expect(lost.getByText('Bugünün stoku girilmeli.')).toBeDefined();
  expect(asked).toEqual([{ channelId: 'c2', listings: 'newest', offset: 0, limit: 500 }]);
  expect(started).toEqual([]);

  await user.click(found.getByRole('button', { name: 'Bu 2 ürünü yayınlamaya bak' }));
  const look = within(await screen.findByRole('dialog', { name: 'Gönderilecek olan' }));
  await user.click(await look.findByRole('button', { name: 'Gönder' }));
  await waitFor(() =>
    expect(started).toEqual([
      {
        channelId: 'c2',
        action: 'create',
        selection: { by: 'variants', variantIds: ['variant-1', 'variant-2'] },
      },
    ]),
  );
});

test('only what was chosen in the archive is moved', async () => {
  const { answers, asked } = archiveAnswers();
  const { user } = showPage(<ArchivePage />, { answers, at: '/channels/archive' });
  const row = (await screen.findByText('Çaydanlık 2')).closest<HTMLElement>('[role="row"]')!;
  await user.click(within(row).getByRole('checkbox'));
  await user.click(screen.getByRole('button', { name: 'Seçilen 1 listelemeyi taşı…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Başka bir kanala taşı' }));
  await user.click(await dialog.findByRole('combobox', { name: 'Kanal' }));
  await user.click(await screen.findByRole('option', { name: 'Hepsiburada', hidden: true }));
  await waitFor(() => expect(asked.at(-1)?.listings).toEqual(['300102']));
});

test('an archived listing shows how it stood then, and an empty part of the archive what to do', async () => {
  const { answers } = archiveAnswers();
  const { user } = showPage(<ArchivePage />, { answers, at: '/channels/archive' });
  await user.dblClick(await screen.findByText('Çaydanlık 1'));
  const panel = within(await screen.findByRole('complementary', { name: 'Arşivdeki listeleme' }));
  expect(panel.getByText('300101')).toBeDefined();
  await user.click(screen.getByRole('tab', { name: 'Satışlar' }));
  expect(await screen.findByText('Arşiv boş')).toBeDefined();
});

test('the list of what the shop lacks opens in Excel with Turkish letters and without formulas', () => {
  expect(
    toCsv([
      ['kod', 'baslik'],
      ['=1+1', 'Çay; "büyük"'],
    ]),
  ).toBe('\uFEFFkod;baslik\r\n\'=1+1;"Çay; ""büyük"""\r\n');
});
