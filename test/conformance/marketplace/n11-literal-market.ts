import { startScriptedServer, type Scripted, type SeenRequest } from '../../support/scripted-server.ts';

/**
 * A small n11 with a memory, made from the fact sheet alone: tasks are carried out later, queries are taken by the letter,
 * packages tell nothing of their origin, refusals of `/ms` are 500s, SOAP is there for returns alone.
 */
export const KEYS = { appKey: 'anahtar-1', appSecret: 'gizli-kelime-2' };
const DAY_MS = 86_400_000;

export type Product = { stockCode: string; barcode: string | null; price: number; stock: number };
type Line = { orderLineId: number; product: Product; quantity: number };
type Parcel = {
  id: string;
  orderNumber: string;
  status: string;
  changedAt: number;
  orderedAt: number;
  lines: Line[];
};
type Task = { readonly rows: readonly Record<string, unknown>[]; polls: number };

const QUERY = /^(startDate|endDate|page|size|status|orderNumber|packageIds|orderByField|orderByDirection)$/;

export async function openLiteralN11(products: readonly Product[], honoursChanges: boolean) {
  const faults: string[] = [];
  const parcels: Parcel[] = [];
  const tasks = new Map<number, Task>();
  let last = 700_000;
  const next = (): number => (last += 1);

  const productRow = ({ stockCode, barcode, price, stock }: Product, index: number) => ({
    n11ProductId: 7_000_000_000 + index,
    sellerId: 4,
    stockCode,
    title: `Ürün ${stockCode}`,
    status: 'Active',
    saleStatus: stock > 0 ? 'On_Sale' : 'Out_Of_Stock',
    currencyType: 'TL',
    barcode,
    salePrice: price,
    listPrice: price,
    quantity: stock,
    imageUrls: [],
    vatRate: 10,
  });
  const parcelRow = ({ id, orderNumber, status, changedAt, orderedAt, lines }: Parcel) => {
    const address = {
      address: 'Örnek 1',
      city: 'İstanbul',
      district: 'Kadıköy',
      fullName: 'Ayşe Örnek',
      gsm: '5550000000',
      tcId: '',
    };
    return {
      orderNumber,
      id,
      shipmentPackageStatus: status,
      customerEmail: 'a@example.com',
      customerfullName: 'Ayşe Örnek',
      taxId: null,
      cargoTrackingNumber: id,
      cargoProviderName: 'Yurtiçi Kargo',
      lastModifiedDate: changedAt,
      agreedDeliveryDate: orderedAt + DAY_MS,
      totalAmount: lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0),
      packageHistories: [
        { createdDate: orderedAt, status: 'Created' },
        { createdDate: changedAt, status: ` ${status}` },
      ],
      sellerId: 4,
      billingAddress: { ...address, invoiceType: 1 },
      shippingAddress: address,
      lines: lines.map(({ orderLineId, product, quantity }) => ({
        orderLineId,
        quantity,
        productId: 7_000_000_000 + products.indexOf(product),
        productName: 'Ürün',
        stockCode: product.stockCode,
        barcode: null,
        variantAttributes: [],
        price: product.price,
        dueAmount: product.price * quantity,
        orderItemLineItemStatusName: status,
        vatRate: 10,
      })),
    };
  };
  const failure = (name: string): Scripted => ({
    status: 500,
    json: { '@type': 'x', name, message: name, errors: [] },
  });

  const listParcels = ({ query }: SeenRequest): Scripted => {
    const strange = [...query.keys()].filter((key) => !QUERY.test(key));
    if (strange.length > 0) faults.push(`shipmentPackages: ${strange.join(',')}`);
    const from = Number(query.get('startDate') ?? Date.now() - 15 * DAY_MS);
    const to = Math.min(Number(query.get('endDate') ?? from + 15 * DAY_MS), from + 15 * DAY_MS);
    const byChange = honoursChanges && query.get('orderByField') === 'true';
    const found = parcels.filter(({ id, orderNumber, status, changedAt, orderedAt }) => {
      const at = byChange ? changedAt : orderedAt;
      return (
        at >= from &&
        at <= to &&
        (query.get('status') ?? status) === status &&
        (query.get('orderNumber') ?? orderNumber) === orderNumber &&
        (query.get('packageIds') ?? id) === id
      );
    });
    const [page, size] = [Number(query.get('page')), Math.min(Number(query.get('size')), 100)];
    const rows = found.slice(page * size, page * size + size).map(parcelRow);
    return {
      json: { pageCount: rows.length, totalPages: Math.ceil(found.length / size), page, size, content: rows },
    };
  };
  const listProducts = ({ query }: SeenRequest): Scripted => {
    const [page, size] = [Number(query.get('page')), Number(query.get('size'))];
    if (size > 250) return failure('ConstraintViolationException');
    const wanted = query.get('stockCode');
    const found = products.filter(({ stockCode }) => wanted === null || stockCode === wanted);
    const content = found
      .slice(page * size, page * size + size)
      .map((each) => productRow(each, products.indexOf(each)));
    return {
      json: {
        content,
        totalElements: found.length,
        totalPages: Math.ceil(found.length / size),
        number: page,
        size,
      },
    };
  };
  const takeTask = ({ body }: SeenRequest): Scripted => {
    const { payload } = JSON.parse(body) as {
      payload: { integrator?: string; skus: Record<string, unknown>[] };
    };
    if (!payload.integrator)
      return { json: { id: null, status: 'REJECT', reasons: ['integrator boş olamaz'] } };
    const id = next();
    tasks.set(id, { rows: payload.skus, polls: 0 });
    return {
      json: {
        id,
        type: 'SKU_UPDATE',
        status: 'IN_QUEUE',
        reasons: [`${payload.skus.length} sku işlenmeye alındı.`],
      },
    };
  };
  const settle = (row: Record<string, unknown>) => {
    const product = products.find(({ stockCode }) => stockCode === row['stockCode']);
    const priced = row['salePrice'] !== undefined || row['listPrice'] !== undefined;
    const pair = typeof row['salePrice'] === 'number' && typeof row['listPrice'] === 'number';
    if (!product || (priced && !pair))
      return {
        itemCode: row['stockCode'],
        status: 'Fail',
        reasons: ['listPrice salePrice dan küçük olamaz'],
        sku: null,
      };
    if (pair) product.price = row['salePrice'] as number;
    if (typeof row['quantity'] === 'number') product.stock = row['quantity'];
    return {
      itemCode: product.stockCode,
      status: 'SUCCESS',
      reasons: ['Başarıyla tamamlandı.'],
      sku: { salePrice: product.price, listPrice: product.price, stock: product.stock },
    };
  };
  const readTask = ({ body }: SeenRequest): Scripted => {
    const { taskId } = JSON.parse(body) as { taskId: number };
    const task = tasks.get(taskId)!;
    task.polls += 1;
    if (task.polls === 1 && tasks.size === 1) return { json: { taskId, status: 'IN_QUEUE', skus: null } };
    const content = task.polls <= 2 ? task.rows.map(settle) : [];
    return {
      json: {
        taskId,
        status: 'PROCESSED',
        skus: { content, totalElements: content.length, totalPages: 1, last: true, number: 0, size: 1_000 },
      },
    };
  };
  const soap = (operation: string, inner: string): Scripted => ({
    body: `<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body><ns3:${operation}Response xmlns:ns3="http://www.n11.com/ws/schemas"><result><status>success</status></result>${inner}</ns3:${operation}Response></env:Body></env:Envelope>`,
    headers: { 'content-type': 'text/xml' },
  });

  const server = await startScriptedServer((request) => {
    const path = request.path.replace(/^\/trendyol/, '');
    const called = /<sch:(\w+)Request/.exec(request.body)?.[1];
    if (/^\/ws\/(returnService|claimCancelService|productService)\/$/.test(path))
      return soap(called ?? '', '');
    if (path.startsWith('/ws/')) return { status: 503, body: '<html>Application is not available</html>' };
    const { appkey, appsecret } = request.headers;
    if (appkey !== KEYS.appKey || appsecret !== KEYS.appSecret)
      return path.startsWith('/ms/')
        ? { status: 401, json: { name: 'SellerApiUserUnauthorizedException' } }
        : { status: 403, body: 'Authentication failed' };
    const asked = `${request.method} ${path}`;
    if (asked === 'GET /rest/delivery/v1/shipmentPackages') return listParcels(request);
    if (asked === 'GET /ms/product-query') return listProducts(request);
    if (asked === 'POST /ms/product/tasks/price-stock-update') return takeTask(request);
    if (asked === 'POST /ms/product/task-details/page-query') return readTask(request);
    if (asked === 'GET /cdn/categories') return { json: { categories: [] } };
    faults.push(asked);
    return { status: 503, body: '<html>Application is not available</html>' };
  });

  const born = (orderNumber: string, orderedAt: number, lines: Line[], status: string): Parcel => {
    const parcel = { id: `30000000${next()}`, orderNumber, status, changedAt: Date.now(), orderedAt, lines };
    parcels.push(parcel);
    return parcel;
  };
  const standing = (orderNumber: string): readonly Parcel[] =>
    parcels.filter((each) => each.orderNumber === orderNumber && each.status !== 'Unpacked');
  const set = (parcel: Parcel, status: string): void => {
    parcel.status = status;
    parcel.changedAt = Date.now();
  };
  return {
    baseUrl: server.baseUrl,
    faults,
    product: (stockCode: string): Product => products.find((each) => each.stockCode === stockCode)!,
    buy: (...wanted: readonly (readonly [stockCode: string, quantity: number])[]): string => {
      const orderNumber = `2000000${next()}`;
      const lines = wanted.map(([stockCode, quantity]) => {
        const product = products.find((each) => each.stockCode === stockCode)!;
        product.stock -= quantity;
        return { orderLineId: next(), product, quantity };
      });
      born(orderNumber, Date.now() - 60_000, lines, 'Created');
      return orderNumber;
    },
    set: (orderNumber: string, status: string): void =>
      standing(orderNumber).forEach((each) => set(each, status)),
    /** Each piece in a package of its own; the line's id goes with the first of them. */
    splitAll: (orderNumber: string): void => {
      for (const whole of standing(orderNumber)) {
        set(whole, 'Unpacked');
        for (const { orderLineId, product, quantity } of whole.lines)
          for (let piece = 0; piece < quantity; piece += 1)
            born(
              orderNumber,
              whole.orderedAt,
              [{ orderLineId: piece === 0 ? orderLineId : next(), product, quantity: 1 }],
              whole.status === 'Unpacked' ? 'Picking' : whole.status,
            );
      }
    },
    /** The first package that still stands is not supplied. */
    drop: (orderNumber: string, status: 'Cancelled' | 'UnSupplied'): Product => {
      const [first] = standing(orderNumber).filter((each) => each.status === 'Picking');
      set(first!, status);
      return first!.lines[0]!.product;
    },
    close: server.close,
  };
}
