import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ShopView } from '#contract/channels.ts';
import { DEFAULT_SHOP_VIEW } from '#contract/channels.ts';
import { ShopViewSection } from '../../src-renderer/features/channels/shop-view-section.tsx';
import { StoreSettingsFields } from '../../src-renderer/features/settings/store-settings-fields.tsx';
import { FoundInShop } from '../../src-renderer/features/onboarding/shop-findings.tsx';
import { someChannel, someReport, someStore } from '../support/page-data.ts';
import { showPage } from '../support/page-render.tsx';

const report = someReport({
  currency: 'USD',
  languages: ['tr-tr', 'en-gb'],
  stores: [
    { storeId: '0', name: 'Örnek Ev', url: null, currency: 'USD', customerGroupId: '1' },
    { storeId: '3', name: 'Outlet', url: 'https://outlet.ornek.com/', currency: 'USD', customerGroupId: '1' },
  ],
  customerGroups: [
    { customerGroupId: '1', name: 'Perakende' },
    { customerGroupId: '2', name: 'Bayi' },
  ],
  currencies: [
    { currency: 'USD', value: '1.00000000' },
    { currency: 'TRY', value: '41.25000000' },
  ],
});

function show(shopView: ShopView = DEFAULT_SHOP_VIEW) {
  return showPage(<ShopViewSection channel={someChannel({ shopView })} currency="TRY" />, {
    answers: {
      shop: { get: () => someStore({ report }) },
      channels: { update: () => someChannel({ shopView }) },
    },
  });
}

test('a channel’s customer group and currency are chosen from the shop’s own, with the rate beside it', async () => {
  const { user, calls } = show();
  const group = await screen.findByRole('combobox', { name: 'Müşteri grubu' });
  const save = screen.getByRole('button', { name: 'Kaydet' });
  expect(save).toHaveProperty('disabled', true);
  await user.click(group);
  await user.click(await screen.findByRole('option', { name: 'Bayi' }));
  await user.click(screen.getByRole('combobox', { name: 'Para birimi' }));
  await user.click(await screen.findByRole('option', { name: 'TRY (1 USD = 41,25)' }));
  await user.click(save);
  await waitFor(() =>
    expect(calls.find(({ path }) => path === 'channels.update')).toMatchObject({
      input: { channelId: 'c1', shopView: { customerGroupId: '2', currency: 'TRY' } },
    }),
  );
});

test('a store that the shop no longer has stands in the list as gone, and can be given up', async () => {
  const { user, calls } = show({ ...DEFAULT_SHOP_VIEW, storeId: '9' });
  const store = await screen.findByRole('combobox', { name: 'Mağaza' });
  expect(store).toHaveProperty('value', '9 (mağazada yok)');
  await user.click(store);
  await user.click(await screen.findByRole('option', { name: 'mağazanın varsayılanı' }));
  await user.click(screen.getByRole('button', { name: 'Kaydet' }));
  await waitFor(() =>
    expect(calls.find(({ path }) => path === 'channels.update')).toMatchObject({
      input: { shopView: { storeId: null } },
    }),
  );
});

test('which language “the shop’s own” is can be read where a channel’s language is chosen', async () => {
  const { user } = show();
  const language = await screen.findByRole('combobox', { name: 'Dil' });
  const own = (language as HTMLInputElement).value; // a Mantine list's combobox is an input
  expect(own).toMatch(/^mağazanın varsayılanı: /);
  await user.click(language);
  expect(await screen.findByRole('option', { name: 'İngilizce (en-gb)' })).toBeDefined();
});

test('what was measured of option values’ codes is told, and they get a column of their own', () => {
  const measured = someReport({
    optionValues: 400,
    codeSources: [
      { source: 'ean', filled: 90, distinct: 88, validGtin: 80 },
      { source: 'option:barkod', filled: 300, distinct: 298, validGtin: 290 },
    ],
    proposedOptionBarcodeSource: 'option:barkod',
  });
  showPage(
    <>
      <FoundInShop report={measured} />
      <StoreSettingsFields
        report={measured}
        value={{
          barcodeSource: 'ean',
          stockCodeSource: null,
          optionBarcodeSource: 'option:barkod',
          pricesIncludeTax: false,
        }}
        onChange={() => undefined}
      />
    </>,
  );
  expect(screen.getByText('400 seçenek değeri için 300 kod; 290 geçerli barkod, 2 yinelenen')).toBeDefined();
  expect(screen.getByRole('combobox', { name: 'Seçenek değerlerinin barkod sütunu' })).toHaveProperty(
    'value',
    'option:barkod — 300 dolu, 290 geçerli barkod, 2 yinelenen',
  );
});

test('a shop whose options have no codes is told how to give them some', () => {
  showPage(<FoundInShop report={someReport({ optionValues: 12 })} />);
  expect(screen.getByText('Seçenek değerlerinin barkodu mağazada tutulmuyor')).toBeDefined();
});
