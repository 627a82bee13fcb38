import { ORPCError } from '@orpc/client';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problem } from '#contract/problem.ts';
import { StoreSettings } from '#contract/shop.ts';
import { StoreSettingsSection } from '../../src-renderer/features/settings/store-settings-section.tsx';
import { someReport, someStore } from '../support/page-data.ts';
import { showPage } from '../support/page-render.tsx';

const REPORT = someReport({
  orderStatuses: [
    { statusId: '2', name: 'Hazırlanıyor (mağaza)', holdsStock: true },
    { statusId: '3', name: 'Kargoda', holdsStock: true },
    { statusId: '11', name: 'İade alındı', holdsStock: false },
  ],
  customFields: [{ fieldId: '4', name: 'Vergi No', location: 'account', type: 'text' }],
  proposedTaxNumberFieldId: '4',
  shopApi: '3.0',
  rights: [
    {
      feature: 'customers',
      statements: ['GRANT SELECT (`email`) ON `shop`.`oc_customer` TO x;'],
      missing: ['SELECT (email) oc_customer'],
    },
  ],
});
const SETTINGS = StoreSettings.parse({
  barcodeSource: 'ean',
  stockCodeSource: 'sku',
  pricesIncludeTax: false,
  newOrderStatusId: '2',
  cancelledOrderStatusId: '11',
});

function show() {
  return showPage(<StoreSettingsSection report={REPORT} settings={SETTINGS} />, {
    answers: {
      shop: { setSettings: ({ settings }) => someStore({ settings: StoreSettings.parse(settings) }) },
    },
  });
}

describe('how orders go into the shop', () => {
  it('can be chosen by the merchant, field by field', async () => {
    const { user, calls } = show();
    const choose = async (label: RegExp, option: string): Promise<void> => {
      await user.click(screen.getByRole('combobox', { name: label }));
      const list = await screen.findByRole('listbox', { name: label });
      await user.click(within(list).getByRole('option', { name: option }));
    };
    expect(screen.getByText('Adına göre önerilen: Vergi No')).toBeTruthy();
    await choose(/Vergi numarasının alanı/, 'Vergi No (hesap)');
    await choose(/^Kargoya verildi/, 'Kargoda');
    await choose(/^İade edildi/, 'İade alındı');
    await choose(/Hazırlanıyor olarak bildir/, 'Kargoda');
    await user.click(screen.getByRole('button', { name: 'Kaydet' }));
    await waitFor(() =>
      expect(calls[0]).toMatchObject({
        path: 'shop.setSettings',
        input: {
          settings: {
            taxNumberFieldId: '4',
            statusMap: { shipped: '3', returned: '11', picking: null },
            shopTells: { picking: '3', invoiced: null },
          },
        },
      }),
    );
  });

  it('offers no status that gives stock back while goods are on their way', async () => {
    const { user } = show();
    await user.click(screen.getByRole('combobox', { name: /^Teslim edildi/ }));
    const list = await screen.findByRole('listbox', { name: /^Teslim edildi/ });
    expect(within(list).queryByRole('option', { name: 'İade alındı' })).toBeNull();
  });

  it('can go by the shop’s own API, whose key leaves the page and does not come back', async () => {
    const { user, calls } = show();
    await user.click(screen.getByRole('combobox', { name: 'Durumu ve stoğu değiştiren' }));
    await user.click(await screen.findByRole('option', { name: 'Mağazanın kendi API’siyle' }));
    await user.type(screen.getByRole('textbox', { name: /Mağazanın adresi/ }), 'https://a.tr/');
    await user.type(screen.getByRole('textbox', { name: /API kullanıcı adı/ }), 'api');
    await user.type(screen.getByLabelText(/API anahtarı/), 'gizli');
    await user.click(screen.getByRole('button', { name: 'Kaydet' }));
    await waitFor(() =>
      expect(calls[0]).toMatchObject({
        input: {
          shopApiKey: 'gizli',
          settings: {
            orderPath: 'shop-api',
            shopApi: { url: 'https://a.tr/', username: 'api' },
          },
        },
      }),
    );
    await waitFor(() => expect(screen.queryByDisplayValue('gizli')).toBeNull());
  });

  it('says which right is missing when orders are to be matched with customers', async () => {
    const { user } = show();
    await user.click(screen.getByRole('combobox', { name: /Siparişin müşterisi/ }));
    await user.click(await screen.findByRole('option', { name: 'Mağazadaki müşteriyle eşleştir' }));
    expect(await screen.findByText(/eksik: SELECT \(email\) oc_customer/)).toBeTruthy();
  });

  it('is told with why and by its own name on the page, where a choice is refused', async () => {
    const { user } = showPage(<StoreSettingsSection report={REPORT} settings={SETTINGS} />, {
      answers: {
        shop: {
          setSettings: () => {
            const data = problem('input/invalid', { field: 'statusMap.shipped', value: '11' });
            throw new ORPCError('PROBLEM', { status: 422, data, defined: true });
          },
        },
      },
    });
    await user.click(screen.getByRole('combobox', { name: /Faturalandı olarak bildir/ }));
    await user.click(await screen.findByRole('option', { name: 'Kargoda' }));
    await user.click(screen.getByRole('button', { name: 'Kaydet' }));
    const notice = await screen.findByRole('alert');
    expect(notice.textContent).toContain('“Kargoya verildi” için “11” kabul edilmedi.');
    expect(notice.textContent).toContain('stok düşen bir durum olmalı');
    expect(notice.textContent).toContain('3 (Kargoda)');
    expect(notice.textContent).not.toContain('statusMap');
  });
});
