import { afterEach, describe, expect, it } from 'vitest';
import type { ListingDraft } from '#engine/marketplaces/kit/catalogue.ts';
import { collect, recordIntent } from '../../support/gateway-under-test.ts';
import { openHepsiburadaAt, type HepsiburadaBench } from '../../support/hepsiburada-bench.ts';
import { ORDERED_AT, wireLine, wireOrder, wireParcel } from '../../support/hepsiburada-wire.ts';
import {
  all,
  body,
  DAY_MS,
  dated,
  days,
  empty,
  fieldFault,
  fileOf,
  K,
  listings,
  noBody,
  onlyGet,
  paged,
  startStrictServer,
  write,
  type Rule,
} from './hepsiburada-strict-server.ts';

const opened: HepsiburadaBench[] = [];
async function open(rules: readonly Rule[]) {
  const server = await startStrictServer(rules);
  const bench = openHepsiburadaAt(server);
  opened.push(bench);
  return { bench, server, connection: bench.connection };
}
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

const writing = () => ({ intent: recordIntent().intent, priority: 1 });
const line = wireLine('l-1', { packageNumber: '013105889', status: 'Packaged' });
const L = '/lineitems/merchantid/{m}';
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

describe('a marketplace that knows no more than the sheet', () => {
  it('refuses nothing of what orders, packages and moving feeds are asked', async () => {
    const { bench, connection, server } = await open([
      listings,
      onlyGet('/orders/merchantid/{m}', paged(100), empty),
      onlyGet('/orders/merchantid/{m}/paymentawaiting', paged(50), empty),
      onlyGet('/orders/merchantid/{m}/cancelled', paged(50), empty),
      onlyGet('/orders/merchantid/{m}/ordernumber/*', undefined, { json: wireOrder([line]) }),
      onlyGet('/packages/merchantid/{m}', all(paged(10), dated(['begindate', 'enddate'], DAY_MS)), {
        json: [wireParcel('013105889', ['l-1'])],
      }),
      ...['shipped', 'delivered', 'undelivered'].map((feed) =>
        onlyGet(`/packages/merchantid/{m}/${feed}`, paged(50), empty),
      ),
      onlyGet(K, undefined, { json: { packageNumber: '013105889', trackingInfoCode: '7270' } }),
    ]);
    const packages = await collect(connection.readOrders({ ...days(3), by: 'window' }));
    expect(server.faults).toEqual([]);
    // Nobody's name, street, number or key is in what is logged or metered.
    expect(JSON.stringify([bench.log, bench.meters])).not.toMatch(
      /Ayşe|Örnek|05321234567|ayse@|10000000146|a1B2c3/,
    );
    expect(packages.map(({ packageId, status }) => [packageId, status])).toContainEqual([
      '013105889-0414141341',
      'picking',
    ]);
  });

  it('takes everything that is done with an order', async () => {
    const money = { totalDesi: 'number', totalParcel: 'number' };
    const { connection, server } = await open([
      listings,
      write(
        'POST',
        '/packages/merchantid/{m}',
        body({ lineItemRequests: 'list', parcelQuantity: 'number' }),
        {
          status: 201,
          json: { packageNumber: '013105889', barcode: '6220131054891' },
        },
      ),
      write('POST', `${K}/unpack`, noBody),
      write('POST', `${K}/split`, body({ packageDetails: 'list', cancelledItems: 'list' })),
      write(
        'PUT',
        `${K}/invoice`,
        body({
          invoiceLink: /^https:/,
          serialNumber: /./,
          rowNumber: /./,
          arrangementDate: iso,
          invoices: 'list',
        }),
      ),
      write('PUT', `${K}/parcel-info`, body(money)),
      write('PUT', `${K}/warehouse`, body({ shippingAddressLabel: /./ })),
      write('PUT', `${K}/changecargocompany`, body({ CargoCompanyShortName: /./ })),
      write('POST', `${K}/intransit`, body({ shippedDate: iso, trackingNumber: /./ })),
      write('POST', `${K}/deliver`, body({ receivedDate: iso, receivedBy: /./, digitalCodes: 'list' })),
      write('POST', `${K}/undeliver`, body({ undeliveredDate: iso, undeliveredReason: /./ })),
      write('POST', `${L}/id/*/cancelbymerchant`, body({ reasonId: /^83$/ })),
      write('PUT', `${L}/orderlineid/*/cargocompany`, body({ CargoCompanyShortName: /./ })),
      write('PUT', `${L}/orderlineid/*/laborcost`, body({ unitLaborCost: 'number' })),
    ]);
    const action = () => ({
      packageId: '013105889-0414141341',
      orderNumber: '0414141341',
      lines: [{ lineId: 'l-1', quantity: 2 }],
      intent: recordIntent().intent,
    });
    const loose = () => ({ ...action(), packageId: 'order-0414141341' });
    await connection.packLines(loose());
    await connection.unpack(action());
    await connection.splitPackage({ ...action(), groups: [[{ lineId: 'l-1', quantity: 1 }]] });
    const invoice = {
      number: 'ABC2026000000001',
      issuedAtMs: ORDERED_AT,
      link: 'https://x.example/f.pdf',
      file: null,
    };
    await connection.sendInvoice({ ...action(), invoice });
    await connection.reportBoxes({ ...action(), boxes: 2, desi: 4 });
    await connection.changeWarehouse({ ...action(), warehouseId: 'Depo' });
    await connection.changeCargo({ ...action(), cargoCompanyId: 'ARAS' });
    await connection.changeCargo({ ...loose(), cargoCompanyId: 'ARAS' });
    const parcel = { carrier: 'Kurye', trackingNumber: 'T-1', trackingLink: null };
    await connection.reportShipment({ ...action(), ...parcel, shippedAtMs: Date.now() });
    await connection.reportDelivery({ ...action(), outcome: 'delivered', reason: 'komşu' });
    await connection.reportDelivery({ ...action(), outcome: 'undelivered', reason: 'adreste yok' });
    await connection.cancelLines({ ...loose(), reasonId: '83' });
    await connection.reportLabourCost({ ...loose(), amountE4: 125_000 });
    expect(server.faults).toEqual([]);
  });

  it('takes uploads, products, content and everything that is done with listings', async () => {
    const upload = (kind: string, shape: Parameters<typeof body>[0]) =>
      write('POST', `/listings/merchantid/{m}/${kind}-uploads`, body(shape, true), { json: { id: 'u-1' } });
    const tracking = {
      json: { success: true, code: 0, version: 1, message: null, data: { trackingId: 't-1' } },
    };
    const attributes = {
      merchantSku: /^\S+$/,
      VaryantGroupID: /./,
      Barcode: /^\d{13}$/,
      UrunAdi: /./,
      UrunAciklamasi: /./,
      Marka: /./,
      GarantiSuresi: 'number',
      kg: /^\d+(,\d+)?$/,
      tax_vat_rate: /^\d+$/,
      price: /^\d+,\d\d$/,
      stock: /^\d+$/,
      Image1: /^https:/,
    };
    const { connection, server } = await open([
      listings,
      upload('stock', { merchantSku: /./, availableStock: 'number' }),
      upload('price', { merchantSku: /./, price: 'number' }),
      upload('inventory', { merchantSku: /./, price: 'number', availableStock: 'number' }),
      upload('shipping-info', { merchantSku: /./, dispatchTime: 'number', shippingProfileName: /./ }),
      write('POST', '/listings/merchantid/{m}/sku/HBCV1/activate', noBody, { json: {} }),
      write('POST', '/listings/merchantid/{m}/sku/HBCV1/deactivate', noBody, { json: {} }),
      write('POST', '/listings/merchantid/{m}/bulk-unlock', body({ hbSkuList: 'list' }), { json: {} }),
      write('DELETE', '/listings/merchantid/{m}/sku/HBCV1/merchantsku/A-1', noBody, { json: {} }),
      write(
        'POST',
        '/product/api/products/import',
        (request) => {
          const [product] = fileOf(request) as readonly Record<string, object>[];
          if (request.query.get('version') !== '1') return 'version';
          return (
            fieldFault(product!, { categoryId: 'number', merchant: /./ }) ??
            fieldFault(product!['attributes']!, attributes)
          );
        },
        tracking,
      ),
      write(
        'POST',
        '/product/api/products/fastlisting',
        body(
          {
            merchant: /./,
            merchantSku: /./,
            productName: /./,
            hbSku: /./,
            price: /^\d+,\d\d$/,
            stock: /^\d+$/,
          },
          true,
        ),
        tracking,
      ),
      write(
        'POST',
        '/ticket-api/api/integrator/import',
        (request) => fieldFault(fileOf(request) as object, { merchantId: /./, items: 'list' }),
        tracking,
      ),
    ]);
    const offer = (quantity: number | null, salePriceE4: number | null) =>
      connection.updateStockAndPrice(
        [{ externalId: 'A-1', quantity, salePriceE4, listPriceE4: null }],
        writing(),
      );
    await offer(3, null);
    await offer(null, 6_499_000);
    await offer(3, 6_499_000);
    await connection.archiveListings(['A-1'], writing());
    await connection.unarchiveListings(['A-1'], writing());
    await connection.unlockListings(['A-1'], writing());
    await connection.deleteListings(['A-1'], writing());
    await connection.createListings([draft('B-1')], writing());
    await connection.createListings([draft('B-2', { catalogueId: 'HBCV9' })], writing());
    await connection.updateContent(
      [draft('A-1', { fields: { warrantyMonths: '24', dispatchDays: '2', shippingProfile: 'Hızlı' } })],
      writing(),
    );
    expect(server.faults).toEqual([]);
  });
});

function draft(stockCode: string, changes: Partial<ListingDraft> = {}): ListingDraft {
  return {
    stockCode,
    barcode: '8690000000012',
    groupId: 'GML001',
    title: 'Keten Gömlek Beyaz M',
    subtitle: '',
    description: '<p>Keten gömlek</p>',
    categoryId: '18021982',
    brandId: null,
    brandName: 'Örnek',
    attributes: [{ attributeId: '00001DTZ', name: 'Materyal', valueId: null, text: 'Keten', unit: null }],
    images: ['https://cdn.example.com/gml001-1.jpg'],
    vatRate: 10,
    quantity: 25,
    salePriceE4: 6_499_000,
    listPriceE4: 6_499_000,
    currency: 'TRY',
    desi: 1.5,
    catalogueId: null,
    fields: { warrantyMonths: '24' },
    ...changes,
  };
}
