import { describe, expect, it } from 'vitest';
import { DEFAULT_ORDER_SETTINGS, StoreReport, StoreSettings, type StatusMap } from '#contract/shop.ts';
import type { OrderStatus } from '#contract/orders.ts';
import { requireSoundOrderSettings } from '#engine/orders/order-settings.ts';
import { statusTarget } from '#engine/orders/status-ladder.ts';
import { proposeTaxFields } from '#engine/store/opencart/inspect/custom-fields.ts';
import { someReport } from '../support/page-data.ts';

const OLD = {
  barcodeSource: 'ean',
  stockCodeSource: null,
  pricesIncludeTax: false,
  newOrderStatusId: '2',
  cancelledOrderStatusId: '7',
};

function settings(change: Partial<StoreSettings> = {}): StoreSettings {
  return { ...StoreSettings.parse(OLD), ...change };
}

function map(change: Partial<StatusMap>): StatusMap {
  return { ...DEFAULT_ORDER_SETTINGS.statusMap, ...change };
}

describe('settings that an older version kept', () => {
  it('still parse, and change nothing about the orders', () => {
    expect(StoreSettings.parse(JSON.parse(JSON.stringify(OLD)))).toMatchObject({
      ...OLD,
      buyers: 'guest',
      taxNumberFieldId: null,
      taxOfficeFieldId: null,
      statusMap: { picking: null, shipped: null, returned: null },
      shopTells: { picking: null, invoiced: null },
      orderPath: 'database',
      shopApi: null,
    });
  });

  it('go with a report that an older version kept', () => {
    const { customFields, proposedTaxNumberFieldId, proposedTaxOfficeFieldId, ...old } = someReport();
    expect([customFields, proposedTaxNumberFieldId, proposedTaxOfficeFieldId]).toEqual([[], null, null]);
    expect(StoreReport.parse(old).customFields).toEqual([]);
  });
});

describe('settings for orders are refused', () => {
  const report = someReport({
    orderStatuses: [
      { statusId: '2', name: 'Hazırlanıyor', holdsStock: true },
      { statusId: '3', name: 'Kargoda', holdsStock: true },
      { statusId: '7', name: 'İptal', holdsStock: false },
      { statusId: '11', name: 'İade', holdsStock: false },
    ],
    customFields: [
      { fieldId: '4', name: 'Vergi No', location: 'account', type: 'text' },
      { fieldId: '5', name: 'Tür', location: 'account', type: 'select' },
    ],
    rights: [{ feature: 'customers', statements: [], missing: ['SELECT (email) oc_customer'] }],
  });
  const refusal = (change: Partial<StoreSettings>): unknown => {
    try {
      requireSoundOrderSettings(settings(change), report);
      return null;
    } catch (error) {
      return error;
    }
  };

  it.each([
    [
      'goods on their way would be sold again',
      { statusMap: map({ shipped: '11' }) },
      { field: 'statusMap.shipped' },
    ],
    [
      'a status is not one of the shop’s',
      { statusMap: map({ returned: '99' }) },
      { field: 'statusMap.returned' },
    ],
    [
      'every new order would be reported by itself',
      { shopTells: { picking: '2', invoiced: null } },
      { field: 'shopTells.picking' },
    ],
    [
      'the program’s own move would read as an invoice',
      { statusMap: map({ picking: '3' }), shopTells: { picking: null, invoiced: '3' } },
      { field: 'shopTells.invoiced' },
    ],
    ['the shop’s API was never tried', { orderPath: 'shop-api' }, { field: 'orderPath' }],
    [
      'its key would go over an open line',
      { shopApi: { url: 'http://magaza.example.com/', username: 'x' } },
      { field: 'shopApi.url' },
    ],
    ['a field holds choices, no text', { taxNumberFieldId: '5' }, { field: 'taxNumberFieldId' }],
    [
      'one field would hold two things',
      { taxNumberFieldId: '4', taxOfficeFieldId: '4' },
      { field: 'taxOfficeFieldId' },
    ],
  ] as const)('when %s', (_, change, params) => {
    expect(refusal(change)).toMatchObject({ problem: { code: 'input/invalid', params } });
  });

  it('when the account may not look among the customers', () => {
    expect(refusal({ buyers: 'match' })).toMatchObject({ problem: { code: 'store/too-few-rights' } });
  });

  it('and only then: goods that come back may be given back by the mapping', () => {
    expect(
      refusal({ statusMap: map({ shipped: '3', returned: '11', undelivered: '11' }), taxNumberFieldId: '4' }),
    ).toBeNull();
  });
});

describe('the status of an order in the shop', () => {
  const statusMap = map({ picking: '2', shipped: '3', delivered: '5', returned: '11' });
  const target = (status: OrderStatus, change: Partial<StoreSettings> = {}) =>
    statusTarget(status, settings({ newOrderStatusId: '1', statusMap, ...change }));

  it('follows the marketplace, and never goes back', () => {
    expect(target('shipped')).toEqual({ statusId: '3', expectedFrom: ['1', '2'] });
    expect(target('delivered')).toEqual({ statusId: '5', expectedFrom: ['1', '2', '3'] });
    expect(target('picking')?.expectedFrom).toEqual(['1']);
  });

  it('takes the last stage before one without a status: what was delivered was shipped', () => {
    const shippedOnly = { statusMap: map({ shipped: '3' }) };
    expect(target('delivered', shippedOnly)?.statusId).toBe('3');
    expect(target('at-collection-point', shippedOnly)?.statusId).toBe('3');
    expect(target('picking', shippedOnly)).toBeNull();
    expect(target('returned', shippedOnly)).toBeNull();
    expect(target('undelivered', shippedOnly)).toBeNull();
  });

  it('is left alone at a word that nobody knows, and at a cancellation', () => {
    for (const status of ['other', 'new', 'awaiting', 'split', 'cancelled', 'unsupplied'] as const)
      expect(target(status)).toBeNull();
  });

  it('goes on from one by which the merchant told the marketplace something', () => {
    expect(target('shipped', { shopTells: { picking: '17', invoiced: null } })?.expectedFrom).toContain('17');
  });
});

describe('a field of the merchant’s own', () => {
  const field = (fieldId: string, name: string, type = 'text') =>
    ({ fieldId, name, location: 'account', type }) as const;

  it.each(['Vergi No', 'VERGİ NUMARASI', 'Vergi Kimlik No', 'VKN', 'TCKN', 'T.C. Kimlik No', 'Tax ID'])(
    'called %s is proposed for the tax number',
    (name) => {
      expect(proposeTaxFields([field('1', 'Doğum tarihi'), field('2', name)]).proposedTaxNumberFieldId).toBe(
        '2',
      );
    },
  );

  it.each(['Vergi Dairesi', 'VERGİ DAİRENİZ', 'VD', 'Tax Office'])(
    'called %s is proposed for the tax office',
    (name) => {
      expect(proposeTaxFields([field('2', name)])).toEqual({
        proposedTaxNumberFieldId: null,
        proposedTaxOfficeFieldId: '2',
      });
    },
  );

  it('is not proposed where it holds choices, or means something else', () => {
    expect(proposeTaxFields([field('1', 'Vergi No', 'select'), field('2', 'Vergi mükellefi')])).toEqual({
      proposedTaxNumberFieldId: null,
      proposedTaxOfficeFieldId: null,
    });
  });
});
