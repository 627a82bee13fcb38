import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { CatalogueAttribute, CatalogueChange } from '#contract/marketplace-catalogue.ts';
import { NO_PUBLISHING_DEFAULTS, NO_WISHES, type PublishingDefaults } from '#contract/publishing.ts';
import type { Answers } from '../support/page-engine.ts';
import { someChannel } from '../support/page-data.ts';
import { showPage } from '../support/page-render.tsx';
import { PublishingPage } from '../../src-renderer/features/publishing/publishing-page.tsx';
import { giveRoom } from './listings-room.ts';
import { candidate, catalogueState, COVERAGE, marketplaceWith, runOf } from './publishing-samples.ts';

beforeAll(giveRoom);

const BASE = {
  channels: { list: () => [someChannel()], marketplaces: () => [marketplaceWith()] },
  mapping: { coverage: () => COVERAGE },
  catalogue: { state: () => catalogueState() },
} satisfies Answers;

test('what holds for a whole channel is kept with a comma typed for the decimals', async () => {
  const kept: PublishingDefaults[] = [];
  const answers: Answers = {
    ...BASE,
    publishing: {
      form: () => [
        {
          key: 'cargoCompany',
          label: { tr: 'Kargo firması', en: 'Carrier' },
          help: { tr: '', en: '' },
          required: true,
          kind: 'choice',
          choices: [{ value: '10', label: { tr: 'MNG', en: 'MNG' } }],
        },
      ],
      defaults: () => kept.at(-1) ?? NO_PUBLISHING_DEFAULTS,
      setDefaults: ({ defaults }) => {
        kept.push(defaults);
        return defaults;
      },
    },
  };
  const { user } = showPage(<PublishingPage />, { answers, at: '/publishing?tab=defaults' });
  const desi = await screen.findByRole('textbox', { name: 'Desi' });
  await user.type(desi, '1,5');
  expect(desi).toHaveProperty('value', '1,5');
  await user.type(screen.getByRole('textbox', { name: 'KDV (%)' }), '20');
  await user.click(screen.getByRole('combobox', { name: 'Kargo firması (zorunlu)' }));
  await user.click(await screen.findByRole('option', { name: 'MNG', hidden: true }));
  await user.click(screen.getByRole('button', { name: 'Kaydet' }));
  await waitFor(() => expect(kept).toEqual([{ vatRate: 20, desi: 1.5, fields: { cargoCompany: '10' } }]));
  expect(await screen.findByText(/^Kaydedildi/)).toBeDefined();
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Kaydet' })).toHaveProperty('disabled', true),
  );
});

test('a change in the marketplace’s catalogue says what it means, leads to the mapping and is put away once seen', async () => {
  let changes: CatalogueChange[] = [
    {
      changeId: 'change-1',
      channelId: 'c1',
      at: '2026-11-24T10:00:00.000Z',
      kind: 'attributes-required',
      categoryId: '411',
      categoryPath: 'Giyim > Tişört',
      names: ['Menşei'],
      count: 1,
      affectedProducts: 214,
      text: {
        tr: 'Trendyol 1 özelliği zorunlu yaptı → 214 ürün etkilenir',
        en: 'Trendyol requires 1 attribute more → 214 products are affected',
      },
      seen: false,
    },
  ];
  const answers: Answers = {
    ...BASE,
    catalogue: {
      state: () => catalogueState({ unseenChanges: changes.filter(({ seen }) => !seen).length }),
      changes: ({ unseenOnly }) => {
        const rows = changes.filter(({ seen }) => !seen || !unseenOnly);
        return { rows, total: rows.length };
      },
      markSeen: ({ changeIds }) => {
        changes = changes.map((one) => ({ ...one, seen: one.seen || changeIds.includes(one.changeId) }));
        return { marked: changeIds.length };
      },
    },
  };
  const { user } = showPage(<PublishingPage />, { answers, at: '/publishing?tab=catalogue' });
  expect(await screen.findByRole('tab', { name: /^Katalog\s*1$/ })).toBeDefined();
  const list = within(await screen.findByRole('region', { name: 'Pazaryerinde değişenler' }));
  expect(await list.findByText(/214 ürün etkilenir$/, { selector: 'strong' })).toBeDefined();
  expect(list.getByText('Giyim > Tişört: Menşei')).toBeDefined();
  expect(list.getByRole('button', { name: 'Eşleştirmeye git' })).toBeDefined();
  await user.click(list.getByRole('button', { name: 'Gördüm' }));
  expect(await list.findByText('Görülmemiş değişiklik yok')).toBeDefined();
  await waitFor(() => expect(screen.getByRole('tab', { name: 'Katalog' })).toBeDefined());
  await user.click(list.getByRole('checkbox', { name: 'Görülenler de' }));
  expect(await list.findByText('Giyim > Tişört: Menşei')).toBeDefined();
});

const LONG_LIST: CatalogueAttribute = {
  attributeId: '47',
  name: 'Renk',
  help: null,
  kind: 'choice',
  required: true,
  variant: false,
  slicer: false,
  custom: false,
  multiple: false,
  unit: null,
  maxLength: null,
  values: [],
  valuesComplete: false,
};

test('a value of a list that is too long to keep is searched on the marketplace', async () => {
  const asked: string[] = [];
  const kept: unknown[] = [];
  const answers: Answers = {
    ...BASE,
    catalogue: {
      state: () => catalogueState(),
      categories: () => ({ rows: [], total: 0 }),
      attributes: () => ({ category: null, attributes: [LONG_LIST], readAt: null, version: 1 }),
      values: ({ search }) => {
        asked.push(search);
        const rows = [
          { valueId: '1', name: 'Kırmızı' },
          { valueId: '2', name: 'Kiremit' },
        ].filter(({ name }) => name.startsWith(search));
        return { rows, total: search === '' ? 900 : rows.length };
      },
    },
    publishing: {
      candidates: () => ({
        rows: [candidate(1, { readiness: 'held', listing: null, draft: null })],
        total: 1,
      }),
      wishes: () => ({ ...NO_WISHES, categoryId: '411' }),
      form: () => [],
      setWishes: ({ wishes }) => {
        kept.push(wishes.attributes);
        return wishes;
      },
    },
  };
  const { user } = showPage(<PublishingPage />, { answers, at: '/publishing?variant=variant-1' });
  const field = await screen.findByRole('combobox', { name: 'Renk (zorunlu)' });
  expect(asked).toEqual([]);
  await user.click(field);
  expect(await screen.findByText('Listenin başı gösteriliyor; aradığınızı yazın.')).toBeDefined();
  await user.type(field, 'Kır');
  await waitFor(() => expect(asked.at(-1)).toBe('Kır'));
  await user.click(await screen.findByRole('option', { name: 'Kırmızı', hidden: true }));
  await user.click(screen.getByRole('button', { name: 'Kaydet ve yeniden denetle' }));
  await waitFor(() => expect(kept).toEqual([[{ attributeId: '47', valueId: '1', text: null }]]));
});

test('what was put right for one product is copied to the products chosen beside it, once it is kept', async () => {
  const copied: unknown[] = [];
  const answers: Answers = {
    ...BASE,
    catalogue: { state: () => catalogueState(), categories: () => ({ rows: [], total: 0 }) },
    publishing: {
      candidates: () => ({
        rows: [1, 2, 3].map((index) => candidate(index, { readiness: 'held', listing: null })),
        total: 3,
      }),
      wishes: () => NO_WISHES,
      form: () => [],
      setWishes: ({ wishes }) => wishes,
      copyWishes: ({ requestId: _requestId, ...wish }) => {
        copied.push(wish);
        return { copied: wish.toProductIds.length };
      },
    },
  };
  const { user } = showPage(<PublishingPage />, { answers, at: '/publishing?variant=variant-1' });
  const rows = async (name: string): Promise<HTMLElement> => {
    const cell = await screen.findByRole('gridcell', { name: new RegExp(`^${name}`) });
    return within(cell.closest<HTMLElement>('[role="row"]')!).getByRole('checkbox');
  };
  await user.click(await rows('Tişört 2'));
  await user.click(await rows('Tişört 3'));
  const title = await screen.findByRole('textbox', { name: 'Başlık' });
  await user.type(title, 'Yeni');
  const copy = await screen.findByRole('button', { name: 'Seçilen 2 ürüne kopyala' });
  expect(copy).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('button', { name: 'Kaydet ve yeniden denetle' }));
  await waitFor(() => expect(copy).toHaveProperty('disabled', false));
  await user.click(copy);
  await waitFor(() =>
    expect(copied).toEqual([
      { channelId: 'c1', fromProductId: 'product-1', toProductIds: ['product-2', 'product-3'] },
    ]),
  );
});

test('a refused variant says what happened, the reason given and what it means, and leads to where it is put right', async () => {
  const answers: Answers = {
    ...BASE,
    publishing: {
      runs: () => ({ rows: [runOf('create', { done: 1, failed: 1 })], total: 1 }),
      run: () => ({
        run: runOf('create', { done: 1, failed: 1 }),
        rows: (['done', 'failed'] as const).map((state) => ({
          itemId: `item-${state}`,
          runId: 'run-1',
          variantId: `variant-${state}`,
          listingId: null,
          externalId: '',
          stockCode: `TS-${state}`,
          barcode: '',
          title: `Tişört ${state}`,
          state,
          problem:
            state === 'done'
              ? null
              : {
                  code: 'channel/item-refused',
                  params: { marketplace: 'Trendyol' },
                  detail: 'Görsel boyutu küçük',
                },
          faults: [],
          batchId: null,
          updatedAt: '2026-11-24T10:00:00.000Z',
        })),
        total: 2,
      }),
    },
  };
  showPage(<PublishingPage />, { answers, at: '/publishing?tab=runs&run=run-1' });
  const panel = within(await screen.findByRole('complementary', { name: 'Gönderimin ayrıntısı' }));
  const items = await panel.findAllByRole('listitem');
  expect(items.map((item) => within(item).getByText(/^Tişört/).textContent)).toEqual([
    'Tişört failed',
    'Tişört done',
  ]);
  const failed = within(items[0]!);
  expect(failed.getByText('Verilen neden: Görsel boyutu küçük')).toBeDefined();
  expect(failed.getByText(/Ürün pazaryerinde açılmadı/)).toBeDefined();
  expect(failed.getByRole('link', { name: 'Bu ürünü düzelt' }).getAttribute('href')).toContain(
    'variant=variant-failed',
  );
});
