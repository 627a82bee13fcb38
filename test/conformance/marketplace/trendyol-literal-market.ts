import { randomUUID } from 'node:crypto';
import { startScriptedServer, type Scripted, type SeenRequest } from '../../support/scripted-server.ts';

/**
 * A small Trendyol with a memory, made from the fact sheet alone: batches of stock and price carry no state, the same body is
 * refused within fifteen minutes, the stream comes newest first by an opaque cursor, a package that is split or cancelled in
 * part is replaced by new ones.
 */
export const KEYS = { sellerId: '123456', apiKey: 'anahtar1', apiSecret: 'gizli2' };
const BASIC = `Basic ${Buffer.from(`${KEYS.apiKey}:${KEYS.apiSecret}`).toString('base64')}`;
const HOUR_MS = 3_600_000;
const S = `sellers/${KEYS.sellerId}`;

export type Variant = { readonly barcode: string; readonly stockCode: string; price: number; stock: number };
type Line = { readonly lineId: number; readonly variant: Variant; readonly quantity: number };
type Parcel = {
  readonly id: number;
  readonly orderNumber: string;
  readonly createdBy: string;
  readonly origins: readonly number[] | null;
  readonly lines: readonly Line[];
  status: string;
  changedAt: number;
};

export async function openLiteralTrendyol(variants: readonly Variant[]) {
  const faults: string[] = [];
  const parcels: Parcel[] = [];
  const bodies = new Map<string, number>();
  const batches = new Map<string, { readonly items: readonly Record<string, unknown>[]; polls: number }>();
  let last = 3_330_001_000;
  const next = (): number => (last += 1);

  const envelope = (rows: readonly unknown[], { query }: SeenRequest, most: number): Scripted => {
    const size = Number(query.get('size') ?? 50);
    const page = Number(query.get('page') ?? 0);
    if (size > most) return refusal(400, 'size');
    const content = rows.slice(page * size, page * size + size);
    return {
      json: { page, size, totalPages: Math.ceil(rows.length / size), totalElements: rows.length, content },
    };
  };
  const refusal = (status: number, key: string): Scripted => ({
    status,
    json: {
      timestamp: Date.now(),
      exception: 'X',
      errors: [{ key, message: key, errorCode: String(status) }],
    },
  });
  const chosen = ({ query }: SeenRequest): readonly Variant[] => {
    const wanted = query.get('barcodes')?.split(',');
    return variants.filter(({ barcode }) => wanted?.includes(barcode) ?? true);
  };
  const approved = (each: Variant, index: number) => ({
    contentId: 900_000 + index,
    productMainId: each.stockCode,
    title: `Ürün ${each.stockCode}`,
    images: [],
    attributes: [],
    variants: [
      {
        variantId: 5_000 + index,
        supplierId: 123_456,
        barcode: each.barcode,
        attributes: [],
        onSale: true,
        price: { salePrice: each.price, listPrice: each.price },
        stockCode: each.stockCode,
        archived: false,
        locked: false,
        blacklisted: false,
      },
    ],
  });
  const light = (each: Variant, index: number) => ({
    contentId: 900_000 + index,
    variants: [{ barcode: each.barcode, salePrice: each.price, listPrice: each.price, quantity: each.stock }],
  });
  const parcelRow = (each: Parcel) => ({
    orderNumber: each.orderNumber,
    shipmentPackageId: each.id,
    supplierId: 123_456,
    status: each.status,
    shipmentPackageStatus: each.status,
    createdBy: each.createdBy,
    originPackageIds: each.origins,
    orderDate: each.changedAt + 3 * HOUR_MS,
    originShipmentDate: each.changedAt,
    lastModifiedDate: each.changedAt,
    currencyCode: 'TRY',
    packageTotalPrice: each.lines.reduce((sum, { variant, quantity }) => sum + variant.price * quantity, 0),
    commercial: false,
    customerId: 88,
    customerFirstName: 'Ayşe',
    customerLastName: 'Yılmaz',
    cargoTrackingNumber: 7_330_000_000_000_000 + each.id,
    shipmentAddress: {
      firstName: 'Ayşe',
      lastName: 'Yılmaz',
      address1: 'Örnek 1',
      city: 'İstanbul',
      district: 'Kadıköy',
      countryCode: 'TR',
    },
    packageHistories: [{ createdDate: each.changedAt, status: each.status }],
    lines: each.lines.map(({ lineId, variant, quantity }) => ({
      lineId,
      barcode: variant.barcode,
      stockCode: variant.stockCode,
      productName: 'Ürün',
      quantity,
      lineGrossAmount: variant.price,
      lineUnitPrice: variant.price,
      vatRate: 10,
      orderLineItemStatusName: each.status,
    })),
  });
  const stream = ({ query }: SeenRequest): Scripted => {
    const [from, to] = ['lastModifiedStartDate', 'lastModifiedEndDate'].map((name) =>
      Number(query.get(name)),
    );
    if (to! - from! > 14 * 24 * HOUR_MS) return refusal(400, 'span');
    const rows = parcels
      .filter(({ changedAt }) => changedAt >= from! && changedAt <= to!)
      .sort((left, right) => right.changedAt - left.changedAt);
    const at = Number((query.get('nextCursor') ?? 'c0').slice(1));
    const size = Number(query.get('size'));
    const content = rows.slice(at, at + size).map(parcelRow);
    const hasMore = at + size < rows.length;
    return { json: { content, size: content.length, hasMore, nextCursor: hasMore ? `c${at + size}` : null } };
  };
  const orders = (request: SeenRequest): Scripted => {
    const { query } = request;
    const to = Number(query.get('endDate') ?? Date.now());
    const from = Number(query.get('startDate') ?? to - 7 * 24 * HOUR_MS);
    if (to - from > 14 * 24 * HOUR_MS) return refusal(400, 'span');
    const rows = parcels.filter(
      (each) =>
        each.changedAt >= from &&
        each.changedAt <= to &&
        (query.get('orderNumber') ?? each.orderNumber) === each.orderNumber &&
        (query.get('shipmentPackageIds')?.split(',').includes(String(each.id)) ?? true),
    );
    return envelope(rows.map(parcelRow), request, 200);
  };
  const takeOffers = ({ body }: SeenRequest): Scripted => {
    const known = bodies.get(body) ?? 0;
    if (Date.now() - known < 15 * 60_000) {
      faults.push('the same body again');
      return {
        status: 400,
        json: { errors: ['15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!'] },
      };
    }
    bodies.set(body, Date.now());
    const id = `${randomUUID()}-1`;
    const { items } = JSON.parse(body) as { items: Record<string, unknown>[] };
    batches.set(id, { items, polls: 0 });
    return { json: { batchRequestId: id } };
  };
  const settle = (item: Record<string, unknown>) => {
    const variant = variants.find(({ barcode }) => barcode === item['barcode']);
    if (variant && typeof item['quantity'] === 'number') variant.stock = item['quantity'];
    if (variant && typeof item['salePrice'] === 'number') variant.price = item['salePrice'];
    return {
      requestItem: { updateRequestDate: new Date().toISOString(), ...item },
      status: variant ? 'SUCCESS' : 'FAILED',
      failureReasons: variant ? [] : ['barkodlu ürün bulunamadı'],
    };
  };
  const readBatch = (id: string): Scripted => {
    const batch = batches.get(id);
    if (!batch) return refusal(404, 'batch.not.found');
    batch.polls += 1;
    const items = batch.polls === 1 && batches.size === 1 ? [] : batch.items.map(settle);
    return {
      json: {
        batchRequestId: id,
        creationDate: Date.now(),
        itemCount: batch.items.length,
        failedItemCount: 0,
        batchRequestType: 'ProductInventoryUpdate',
        items,
      },
    };
  };
  const readings: Readonly<Record<string, (request: SeenRequest) => Scripted>> = {
    [`product/${S}/products/approved`]: (request) => envelope(chosen(request).map(approved), request, 100),
    [`product/${S}/products/approved/inventory-and-price`]: (request) =>
      envelope(chosen(request).map(light), request, 100),
    [`product/${S}/products/unapproved`]: (request) => envelope([], request, 1_000),
    [`order/${S}/orders/stream`]: stream,
    [`order/${S}/v2/orders`]: orders,
    [`order/${S}/claims`]: () => refusal(404, 'order.not.found'),
    'order/claim-issue-reasons': () => ({ json: [] }),
    'product/brands/by-name': () => ({ json: [] }),
    'product/lookup/cargo-providers': () => ({ json: [] }),
    [`qna/${S}/questions/filter`]: (request) => envelope([], request, 50),
    [`finance/che/${S}/settlements`]: () => refusal(401, 'x'),
    [`finance/che/${S}/otherfinancials`]: () => refusal(401, 'x'),
  };

  const server = await startScriptedServer((request) => {
    const path = request.path.replace('/trendyol/integration/', '');
    if (request.headers['user-agent'] !== `${KEYS.sellerId} - SelfIntegration`) return { status: 403 };
    if (request.headers.authorization !== BASIC)
      return { status: 401, json: { exception: 'ClientApiAuthenticationException' } };
    const batch = new RegExp(`^product/${S}/products/batch-requests/(.+)$`).exec(path);
    if (batch) return readBatch(batch[1]!);
    if (request.method === 'POST' && path === `inventory/${S}/products/price-and-inventory`)
      return takeOffers(request);
    if (request.method === 'GET' && Object.hasOwn(readings, path)) return readings[path]!(request);
    faults.push(`${request.method} ${path}`);
    return { status: 404 };
  });

  const born = (of: Omit<Parcel, 'id' | 'changedAt'>): Parcel => {
    const parcel = { ...of, id: next(), changedAt: Date.now() };
    parcels.push(parcel);
    return parcel;
  };
  const set = (parcel: Parcel, status: string): void => {
    parcel.status = status;
    parcel.changedAt = Date.now();
  };
  const living = (orderNumber: string): readonly Parcel[] =>
    parcels.filter(
      (each) => each.orderNumber === orderNumber && !/^(UnPacked|Cancelled|UnSupplied)$/.test(each.status),
    );
  return {
    baseUrl: server.baseUrl,
    faults,
    variant: (barcode: string): Variant => variants.find((each) => each.barcode === barcode)!,
    buy: (...wanted: readonly (readonly [barcode: string, quantity: number])[]): string => {
      const orderNumber = `1065${next()}`;
      const lines = wanted.map(([barcode, quantity]) => {
        const variant = variants.find((each) => each.barcode === barcode)!;
        variant.stock -= quantity;
        return { lineId: next(), variant, quantity };
      });
      born({ orderNumber, createdBy: 'order-creation', origins: null, lines, status: 'Created' });
      return orderNumber;
    },
    set: (orderNumber: string, status: string): void =>
      living(orderNumber).forEach((each) => set(each, status)),
    /** Each piece in a package of its own. */
    split: (orderNumber: string): void => {
      for (const whole of living(orderNumber)) {
        const { lines, status } = whole;
        set(whole, 'UnPacked');
        for (const line of lines)
          for (let piece = 0; piece < line.quantity; piece += 1)
            born({
              orderNumber,
              createdBy: 'split',
              origins: [whole.id],
              lines: [{ ...line, lineId: next(), quantity: 1 }],
              status,
            });
      }
    },
    /** The customer gives back one line of the first package: it is cancelled, and a new one holds the rest. */
    cancelFirst: (orderNumber: string): Variant => {
      const [first] = living(orderNumber);
      const [line, ...rest] = first!.lines;
      const status = first!.status;
      set(first!, 'Cancelled');
      if (rest.length > 0)
        born({ orderNumber, createdBy: 'cancel', origins: [first!.id], lines: rest, status });
      return line!.variant;
    },
    close: server.close,
  };
}
