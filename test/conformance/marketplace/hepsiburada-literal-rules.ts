import { randomUUID } from 'node:crypto';
import type { Scripted, SeenRequest } from '../../support/scripted-server.ts';
import { lineOf, moving, packageRow, packagesOf } from './hepsiburada-literal-rows.ts';
import { HOUR_MS, local, M, type Listing, type Market, type Rule } from './hepsiburada-literal-state.ts';

/** Every path with the names of its query, in their own spelling. */
export function literalRules(market: Market): readonly Rule[] {
  const { goods, lines, uploads, shipped, cancelled, claims, accepted } = market;
  const page = (rows: readonly unknown[], { query }: SeenRequest) => {
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
    return rows.slice(offset, offset + limit);
  };
  const envelope = (rows: readonly unknown[], request: SeenRequest): Scripted => ({
    json: {
      totalCount: rows.length,
      limit: Number(request.query.get('limit')),
      offset: Number(request.query.get('offset')),
      pageCount: 1,
      items: page(rows, request),
    },
  });
  const catalogue = (data: unknown, total: number): Scripted => ({
    json: { success: true, code: 0, version: 1, message: null, totalElements: total, totalPages: 1, data },
  });

  const oms = (path: string) => new RegExp(`^/oms-external${path.replace('{m}', M)}$`);
  const listingHost = (path: string) => new RegExp(`^/listing-external${path.replace('{m}', M)}$`);
  const thin = (rows: () => readonly unknown[]) => (request: SeenRequest) => envelope(rows(), request);
  /** One SKU by the other's name would be another listing: both are looked at. */
  const upload =
    (apply: (listing: Listing, row: Record<string, unknown>) => string | null) =>
    ({ body }: SeenRequest): Scripted => {
      const rows = JSON.parse(body) as Record<string, unknown>[];
      const id = randomUUID();
      const run = () =>
        rows.flatMap((row, elementNo) => {
          const listing = goods.find(({ merchantSku }) => merchantSku === row['merchantSku']);
          const error = listing === undefined ? 'ProductNotFound' : apply(listing, row);
          return error === null ? [] : [{ elementNo, merchantSku: row['merchantSku'], errors: [error] }];
        });
      uploads.set(id, { run, polls: 0 });
      return { json: { Id: id } };
    };
  const setStock = (listing: Listing, row: Record<string, unknown>) => {
    if (!Number.isInteger(row['availableStock'])) return 'InvalidAvailableStock';
    listing.stock = Number(row['availableStock']);
    return null;
  };
  const setPrice = (listing: Listing, row: Record<string, unknown>) => {
    if (typeof row['price'] !== 'number' || row['price'] <= 0) return 'InvalidPrice';
    listing.price = row['price'];
    return null;
  };
  return [
    [
      'GET',
      listingHost('/listings/merchantid/{m}'),
      'offset limit merchantSkuList?',
      (request) => {
        const wanted = request.query.get('merchantSkuList')?.split(',');
        const found = goods.filter(({ merchantSku }) => wanted?.includes(merchantSku) ?? true);
        const listings = page(found, request).map((each) => {
          const { hbSku, merchantSku, price, stock } = each as Listing;
          return {
            listingId: `l-${hbSku}`,
            hepsiburadaSku: hbSku,
            merchantSku,
            price,
            availableStock: stock,
            isSalable: stock > 0,
            deactivationReasons: stock > 0 ? [] : ['StockIsLessThanOrEqualToZero'],
            isFulfilledByHB: false,
          };
        });
        return { json: { listings, totalCount: found.length, limit: 100, offset: 0 } };
      },
    ],
    ['POST', listingHost('/listings/merchantid/{m}/stock-uploads'), '', upload(setStock)],
    ['POST', listingHost('/listings/merchantid/{m}/price-uploads'), '', upload(setPrice)],
    [
      'POST',
      listingHost('/listings/merchantid/{m}/inventory-uploads'),
      '',
      upload((each, row) => setPrice(each, row) ?? setStock(each, row)),
    ],
    [
      'GET',
      listingHost('/listings/merchantid/{m}/(?:stock|price|inventory)-uploads/id/(.+)'),
      '',
      (_request, [id]) => {
        const one = uploads.get(id!)!;
        one.polls += 1;
        // The first of them takes its time.
        if (one.polls === 1 && uploads.size === 1)
          return {
            json: { id, status: 'PROCESSING', total: 1, processed: 0, errors: [], priceValidations: [] },
          };
        return {
          json: {
            id,
            status: 'Done',
            total: 1,
            processed: 1,
            errors: one.run(),
            priceValidations: null,
          },
        };
      },
    ],
    [
      'GET',
      new RegExp(`^/mpop/product/api/products/all-products-of-merchant/${M}$`),
      'page size',
      () =>
        catalogue(
          goods.map(({ merchantSku, hbSku, barcode }) => ({
            merchantSku,
            hbSku,
            barcode,
            productName: `Ürün ${merchantSku}`,
            images: [],
            status: 'MATCHED',
            tax: '18.0',
            price: '1,00',
          })),
          goods.length,
        ),
    ],
    [
      'GET',
      /^\/mpop\/product\/api\/categories\/get-all-categories$/,
      'leaf status available version page size',
      () => catalogue([], 0),
    ],
    [
      'GET',
      oms('/orders/merchantid/{m}'),
      'offset limit',
      thin(() =>
        lines
          .filter(({ status }) => status === 'Open' || status === 'Unpacked')
          .map((line) => lineOf(market, line)),
      ),
    ],
    [
      'GET',
      oms('/orders/merchantid/{m}/ordernumber/(\\d+)'),
      '',
      (_request, [orderNumber]) => {
        const own = lines.filter((line) => line.orderNumber === orderNumber);
        if (own.length === 0) return { status: 404, json: { message: 'Order not found' } };
        return {
          json: {
            orderId: `o-${orderNumber}`,
            orderNumber,
            orderDate: local(Date.now() - HOUR_MS),
            paymentStatus: 'Paid',
            customer: { customerId: 'c', name: 'Ayşe Yılmaz' },
            items: own.map((line) => lineOf(market, line)),
          },
        };
      },
    ],
    ['GET', oms('/orders/merchantid/{m}/paymentawaiting'), 'offset limit', thin(() => [])],
    ['GET', oms('/orders/merchantid/{m}/cancelled'), 'offset limit', thin(() => cancelled)],
    [
      'GET',
      oms('/packages/merchantid/{m}'),
      'offset limit begindate enddate',
      (request) => {
        const open = packagesOf(market)
          .filter((each) => !shipped.has(each))
          .map((each) => packageRow(market, each));
        return { json: page(open, request), headers: { TotalCount: String(open.length) } };
      },
    ],
    ['GET', oms('/packages/merchantid/{m}/shipped'), 'offset limit', thin(() => moving(market, false))],
    ['GET', oms('/packages/merchantid/{m}/delivered'), 'offset limit', thin(() => moving(market, true))],
    ['GET', oms('/packages/merchantid/{m}/undelivered'), 'offset limit', thin(() => [])],
    [
      'GET',
      oms('/packages/merchantid/{m}/packagenumber/(\\d+)'),
      '',
      (_request, [packageNumber]) => ({
        json: {
          packageNumber,
          barcode: '6220131054891',
          status: 'Packaged',
          cargoCompany: 'Aras Kargo',
          trackingInfoCode: shipped.has(packageNumber!) ? 'KRG1' : null,
          trackingInfoUrl: null,
          deci: 2,
        },
      }),
    ],
    [
      'GET',
      oms('/claims/merchantId/{m}'),
      'offset limit beginDate? endDate?',
      (request) => ({ json: page(claims, request), headers: { 'X-Total-Count': String(claims.length) } }),
    ],
    [
      'GET',
      oms('/claims/merchantId/{m}/status/(NewRequest|AwaitingAction|AwaitingPreApproval|InDispute)'),
      'offset limit',
      (request, [status]) => ({
        json: page(
          claims.filter((claim) => claim['status'] === status),
          request,
        ),
      }),
    ],
    [
      'POST',
      oms('/claims/number/(\\d+)/accept'),
      '',
      ({ body }, [claim]) => {
        accepted.push(`${claim} ${body}`);
        claims.find(({ number: own }) => own === claim)!['status'] = 'Accepted';
        return { status: 204 };
      },
    ],
    [
      'GET',
      new RegExp(`^/mpfinance-external/transactions/merchantid/${M}$`),
      'Offset Limit RecordDateStart RecordDateEnd',
      () => ({ json: { count: 0, items: [] } }),
    ],
    [
      'GET',
      new RegExp(`^/shipping-external/cargoFirms/${M}$`),
      '',
      () => ({ json: { cargoFirms: [], error: false, msg: null } }),
    ],
    [
      'GET',
      new RegExp(`^/shipping-external/profiles/${M}$`),
      '',
      () => ({ json: { profiles: [], error: false, msg: null } }),
    ],
    // Off in production until it is asked for (§5.2).
    [
      'GET',
      /^\/api-asktoseller-merchant\/api\/v1\.0\/issues$/,
      'minModifiedAt maxModifiedAt page size',
      () => ({ status: 401 }),
    ],
  ];
}
