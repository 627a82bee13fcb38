import type { SandboxAnswer } from '../exchange.ts';
import { whyCreationFails } from './check-product.ts';
import { seedListings, toKurus } from './products.ts';
import type { BatchKind, BatchRow, PazaramaBatch, PazaramaListing } from './state.ts';
import { asList, asObject, envelope, refuse, type Call, type PazaramaWorld } from './world.ts';

const KEPT_MS = 4 * 3_600_000;
const MOST_ROWS: Readonly<Record<BatchKind, number>> = {
  stock: 3_000,
  price: 3_000,
  status: 3_000,
  products: 500,
};
/** “%70 oranındaki indirimler” are looked at before they hold (portal, 2026). */
const APPROVAL_FROM = 0.7;
const SENT_FOR_APPROVAL = 'Ürün fiyat onayına gönderildi';

/** Takes an upload in. Nothing of it has happened yet. */
export function postBatch(call: Call, kind: BatchKind): SandboxAnswer {
  const name = { stock: 'items', price: 'items', status: 'productItems', products: 'products' }[kind];
  const rows = asList(call.body[name]).map(asObject);
  if (rows.length === 0) throw refuse(`${name} boş olamaz`);
  if (rows.length > MOST_ROWS[kind])
    throw refuse(`Bir istekte en fazla ${MOST_ROWS[kind]} ürün gönderilebilir`);
  const codes = rows.map(({ code }) => code);
  if (kind === 'products' && new Set(codes).size < codes.length) throw refuse('Barkodlar unique olmalıdır');
  const batch = makeBatch(call, kind, rows);
  call.world.state.batches.set(batch.id, batch);
  if (kind !== 'products')
    return envelope(batch.id, { message: 'Fiyat/Stok güncelleme işleminiz sıraya alındı.' });
  const creationDate = new Date(batch.createdMs).toISOString();
  return envelope({ batchRequestId: batch.id, creationDate, error: { errors: [], message: null } });
}

function makeBatch({ world, endpoint }: Call, kind: BatchKind, rows: readonly BatchRow[]): PazaramaBatch {
  const partial = world.faults.strike(['partial-rejection'], endpoint);
  const silent = world.faults.strike(['silent-items'], endpoint);
  const hit = (share: number | undefined): readonly number[] =>
    share === undefined ? [] : [...rows.keys()].filter(() => world.random.fraction() < share);
  const reason = partial?.text ?? 'Beklenmeyen bir hata oluştu';
  return {
    id: world.random.uuid(),
    kind,
    createdMs: world.now(),
    rows,
    planted: Object.fromEntries(hit(partial?.share).map((place) => [place, reason])),
    silent: hit(silent?.share),
    stuck: world.faults.strike(['batch-stuck'], endpoint) !== null,
    lost: world.faults.strike(['batch-lost'], endpoint) !== null,
    settledMs: null,
    results: [],
  };
}

/** Lets the uploads take effect whose time has come, in the order in which they were accepted. */
export function settleDue(world: PazaramaWorld): void {
  const now = world.now();
  for (const batch of world.state.batches.values()) {
    if (batch.createdMs <= now - KEPT_MS) world.state.batches.delete(batch.id);
    else if (
      batch.settledMs === null &&
      !batch.stuck &&
      batch.createdMs <= now - world.rules().batchDelayMs
    ) {
      batch.settledMs = now;
      batch.results = batch.rows.map((row, place) => batch.planted[place] ?? settleRow(world, batch, row));
    }
  }
}

/** Null where the row was done. */
function settleRow(world: PazaramaWorld, batch: PazaramaBatch, row: BatchRow): string | null {
  if (batch.kind === 'products') {
    const why = whyCreationFails(world, row);
    if (why === null) create(world, row);
    return why;
  }
  const listing = world.state.listings.get(String(row['code']));
  if (!listing) return 'Ürün bulunamadı';
  if (batch.kind === 'status') return setStatus(listing, row);
  return batch.kind === 'stock' ? setStock(listing, row) : setPrice(listing, row);
}

function setStatus(listing: PazaramaListing, { productStatus }: BatchRow): string | null {
  if (productStatus !== 1 && productStatus !== 10) return 'productStatus geçersiz';
  listing.offSale = productStatus === 10;
  return null;
}

function setStock(listing: PazaramaListing, { stockCount }: BatchRow): string | null {
  if (!Number.isInteger(stockCount) || (stockCount as number) < 0) return 'stockCount geçersiz';
  listing.quantity = stockCount as number;
  return null;
}

function setPrice(listing: PazaramaListing, { listPrice, salePrice }: BatchRow): string | null {
  if (typeof salePrice !== 'number' || typeof listPrice !== 'number' || salePrice <= 0)
    return 'Satış fiyatı boş olmamalıdır!';
  if ([salePrice, listPrice].some((price) => !/^\d+(\.\d{1,2})?$/.test(String(price))))
    return 'Fiyat geçersiz: en fazla 2 ondalık basamak';
  if (listPrice < salePrice) return 'salePrice, listPrice değerinden büyük olamaz';
  if (salePrice <= listPrice * (1 - APPROVAL_FROM)) return SENT_FOR_APPROVAL;
  listing.saleKurus = toKurus(salePrice);
  listing.listKurus = toKurus(listPrice);
  return null;
}

function create(world: PazaramaWorld, row: BatchRow): void {
  const attributes = asList(row['attributes']).map(asObject) as unknown as PazaramaListing['attributes'];
  seedListings(world, [
    {
      code: row['code'] as string, // whyCreationFails has looked at all of these.
      stockCode: row['stockCode'] as string,
      groupCode: row['groupCode'] as string,
      title: row['displayName'] as string,
      description: row['description'] as string,
      quantity: row['stockCount'] as number,
      salePrice: row['salePrice'] as number,
      listPrice: row['listPrice'] as number,
      vatRate: row['vatRate'] as number,
      categoryId: row['categoryId'] as string,
      brandId: row['brandId'] as string,
      attributes,
      imageUrls: asList(row['images']).map((image) => String(asObject(image)['imageurl'])),
      state: 'waiting',
    },
  ]);
}

function findBatch(call: Call, id: string | null): PazaramaBatch {
  const batch = call.world.state.batches.get(id ?? '');
  const lost = batch?.lost === true || call.world.faults.strike(['batch-lost'], call.endpoint) !== null;
  // What an unknown one is answered with is not documented.
  if (!batch || lost) throw refuse('İşlem bulunamadı');
  return batch;
}

/** GET /listing-state/batch-id/{id}/lake-projections?page=&pageSize=. */
export function getResults(call: Call): SandboxAnswer {
  const batch = findBatch(call, decodeURIComponent(call.parts[0]!));
  const page = Math.max(1, Number(call.query.get('page') ?? 1) || 1);
  const pageSize = Math.max(1, Number(call.query.get('pageSize') ?? 10) || 10);
  const wanted = call.query.get('lakeType') === '1' ? batch.kind === 'status' : batch.kind !== 'products';
  const all = wanted ? batch.rows.map((row, place) => ({ row, place })) : [];
  const told = all.filter(({ place }) => !batch.silent.includes(place));
  const rows = told.slice((page - 1) * pageSize, page * pageSize).map(({ row, place }) => ({
    id: `${batch.id}-${place}`,
    sellerId: call.world.state.sellerId,
    batchId: batch.id,
    code: row['code'],
    ...resultJson(batch, row, place),
    operationSourceText: 'MerchantApi',
  }));
  const totals = {
    pageIndex: page,
    pageSize,
    totalPages: Math.max(1, Math.ceil(told.length / pageSize)),
    totalCount: told.length,
    // As in the portal's example, whatever the name says.
    hasNextPage: true,
  };
  return call.world.rules().results === 'nested'
    ? envelope({ data: rows, ...totals })
    : envelope(rows, { ...totals, messageCode: 'MSS0' });
}

function resultJson(batch: PazaramaBatch, row: BatchRow, place: number): Readonly<Record<string, unknown>> {
  const open = batch.settledMs === null;
  const reason = open ? null : (batch.results[place] ?? null);
  const status = open ? 3 : reason === null ? 0 : reason === SENT_FOR_APPROVAL ? 5 : 1;
  const word = { 0: 'Başarılı', 1: 'Tamamlanamadı', 3: 'İşleniyor', 5: 'Onaya gönderildi' }[status];
  const operationDetail = reason ?? (open ? '' : 'Başarılı');
  const part = { status, operationDetail };
  return {
    price:
      batch.kind === 'price' ? { ...part, salePrice: row['salePrice'], listPrice: row['listPrice'] } : null,
    stock: batch.kind === 'stock' ? { ...part, count: row['stockCount'] } : null,
    ...(batch.kind === 'status' ? { status: { operationDetail: reason ?? '' } } : {}),
    operationStatusText: word,
  };
}

/** GET /product/getProductBatchResult?BatchRequestId=. */
export function getProductResult(call: Call): SandboxAnswer {
  const batch = findBatch(call, call.query.get('BatchRequestId'));
  const failed = batch.results.flatMap((errorReason, place) =>
    errorReason === null || batch.silent.includes(place)
      ? []
      : [
          {
            productName: batch.rows[place]!['name'],
            productCode: batch.rows[place]!['code'],
            errorReason,
          },
        ],
  );
  return envelope({
    status: batch.settledMs === null ? 1 : 2,
    batchRequestId: batch.id,
    batchResult: [],
    totalCount: batch.rows.length,
    successfulCount: batch.results.filter((reason) => reason === null).length,
    isExcel: false,
    failedCount: failed.length,
    failedProducts: failed,
    creationDate: new Date(batch.createdMs).toISOString(),
  });
}
