import { jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import type { Listing, Upload, UploadItem } from './state.ts';
import { recordOf, type Call, type HepsiburadaWorld } from './world.ts';

const MOST_ITEMS = 4_000;
const MOST_RUNNING = 5;
const RESULT_LIFE_MS = 24 * 3_600_000;

/** POST …/{kind}-uploads: a bare list, worked on later; at most five at a time. */
export function postUpload(kind: string): (call: Call) => SandboxAnswer {
  return (call) => {
    const { world, body } = call;
    if (!Array.isArray(body) || body.length === 0) throw bad('Request body cannot be empty');
    if (body.length > MOST_ITEMS) throw bad(`A request can hold ${MOST_ITEMS} items at most`);
    const running = [...world.state.uploads.values()].filter(({ settledMs }) => settledMs === null);
    if (running.length >= MOST_RUNNING)
      throw bad('There are too many ongoing/waiting inventory uploads at the moment.');
    const upload: Upload = {
      id: world.random.uuid(),
      kind,
      createdMs: world.now(),
      items: body.map((row) => itemOf(row, kind)),
      errors: [],
      settledMs: null,
      polls: 0,
      stuck: world.faults.strike(['batch-stuck'], call.endpoint) !== null,
      lost: world.faults.strike(['batch-lost'], call.endpoint) !== null,
    };
    const partial = world.faults.strike(['partial-rejection'], call.endpoint);
    if (partial) {
      const count = Math.max(1, Math.round(upload.items.length * partial.share));
      for (let elementNo = 0; elementNo < count; elementNo += 1)
        upload.errors.push({ elementNo, code: partial.text ?? 'ListingFrozen' });
    }
    world.state.uploads.set(upload.id, upload);
    return jsonAnswer(200, { id: upload.id });
  };
}

function itemOf(row: unknown, kind: string): UploadItem {
  const { merchantSku, hepsiburadaSku, price, availableStock, dispatchTime, ...rest } = recordOf(row);
  const days = Number.isInteger(dispatchTime) && Number(dispatchTime) >= 0;
  return {
    merchantSku: typeof merchantSku === 'string' ? merchantSku : null,
    hbSku: typeof hepsiburadaSku === 'string' ? hepsiburadaSku : null,
    price: kind === 'stock' ? undefined : price,
    stock: kind === 'price' ? undefined : availableStock,
    // Since Jan 2024 the handling time is this service's alone.
    wrongDispatch: kind === 'shipping-info' && dispatchTime !== undefined && !days,
    shipping:
      kind === 'shipping-info'
        ? {
            ...(days ? { dispatchTime: Number(dispatchTime) } : {}),
            ...textOf(rest, 'shippingProfileName'),
            ...textOf(rest, 'cargoCompany1'),
          }
        : null,
  };
}

function textOf(row: Readonly<Record<string, unknown>>, name: 'shippingProfileName' | 'cargoCompany1') {
  const value = row[name];
  return typeof value === 'string' ? { [name]: value } : {};
}

/** Everything that is due takes effect, in the order of acceptance. */
export function settleDue(world: HepsiburadaWorld): void {
  const nowMs = world.now();
  for (const upload of world.state.uploads.values())
    if (upload.settledMs === null && !upload.stuck && nowMs - upload.createdMs >= world.rules().uploadDelayMs)
      settle(world, upload);
}

function settle(world: HepsiburadaWorld, upload: Upload): void {
  const seen = new Set<string>();
  const before = new Set(upload.errors.map(({ elementNo }) => elementNo));
  for (const [elementNo, item] of upload.items.entries()) {
    if (before.has(elementNo)) continue;
    const listing = findListing(world, item);
    const code = faultOf(item, listing, seen);
    if (code === null) apply(item, listing!);
    else upload.errors.push({ elementNo, code });
  }
  upload.settledMs = world.now();
}

function findListing(world: HepsiburadaWorld, { merchantSku, hbSku }: UploadItem): Listing | null {
  const bySku = merchantSku === null ? undefined : world.state.listings.get(merchantSku);
  if (bySku || hbSku === null) return bySku ?? null;
  return [...world.state.listings.values()].find((each) => each.hbSku === hbSku) ?? null;
}

function faultOf(item: UploadItem, listing: Listing | null, seen: Set<string>): string | null {
  if (listing === null) return 'ProductNotFound';
  if (item.hbSku !== null && item.merchantSku !== null && item.hbSku !== listing.hbSku)
    return 'MismatchingSkusSpecified';
  if (seen.has(listing.merchantSku)) return 'DuplicateMerchantSkuSpecified';
  seen.add(listing.merchantSku);
  if (item.wrongDispatch) return 'InvalidDispatchTime';
  if (item.price !== undefined && !isPrice(item.price)) return 'InvalidPrice';
  if (
    item.stock !== undefined &&
    !(typeof item.stock === 'number' && Number.isSafeInteger(item.stock) && item.stock >= 0)
  )
    return 'InvalidAvailableStock';
  if (item.price !== undefined && isPrice(item.price) && !inCorridor(listing, item.price))
    return 'OutOfPriceRange';
  return null;
}

function isPrice(value: unknown): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return false;
  return Math.abs(Math.round(value * 100) - value * 100) < 1e-6;
}

function inCorridor({ minKurus, maxKurus }: Listing, price: number): boolean {
  const kurus = Math.round(price * 100);
  return (minKurus === null || kurus >= minKurus) && (maxKurus === null || kurus <= maxKurus);
}

function apply({ price, stock, shipping }: UploadItem, listing: Listing): void {
  if (shipping !== null) listing.shipping = { ...listing.shipping, ...shipping };
  if (isPrice(price)) listing.priceKurus = Math.round(price * 100);
  if (typeof stock === 'number') listing.stock = stock;
}

/** GET …/{kind}-uploads/id/{id}: kept for a day. */
export function getUpload(call: Call): SandboxAnswer {
  const { world } = call;
  const upload = world.state.uploads.get(call.params['id'] ?? '');
  const lost = upload?.lost === true || world.faults.strike(['batch-lost'], call.endpoint) !== null;
  if (!upload || lost || world.now() - upload.createdMs > RESULT_LIFE_MS)
    throw new Refusal({ status: 404, headers: { 'content-type': 'text/plain' }, body: 'Upload not found' });
  upload.polls += 1;
  if (upload.settledMs === null && !upload.stuck && upload.polls > world.rules().uploadOpenPolls)
    settle(world, upload);
  return jsonAnswer(200, uploadJson(world, upload));
}

function uploadJson(world: HepsiburadaWorld, upload: Upload): unknown {
  const done = upload.settledMs !== null;
  const errors = done ? upload.errors.toSorted((one, other) => one.elementNo - other.elementNo) : [];
  const named = (elementNo: number) => {
    const item = upload.items[elementNo];
    return { elementNo, hepsiburadaSku: item?.hbSku ?? null, merchantSku: item?.merchantSku ?? null };
  };
  return {
    id: upload.id,
    status: done ? 'Done' : 'Processing',
    createdAt: new Date(upload.createdMs).toISOString(),
    total: upload.items.length,
    processed: done ? upload.items.length : 0,
    errors: errors.map(({ elementNo, code }) => ({ ...named(elementNo), errors: [code] })),
    priceValidations: errors.flatMap(({ elementNo, code }) => {
      const listing = findListing(world, upload.items[elementNo]!);
      if (code !== 'OutOfPriceRange' || !listing) return [];
      return [
        {
          ...named(elementNo),
          type: 'MinLock',
          minPrice: (listing.minKurus ?? 0) / 100,
          maxPrice: (listing.maxKurus ?? 100_000_00) / 100,
          regulativePriceDetail: null,
          description: 'Fiyat belirlenen aralığın dışında',
        },
      ];
    }),
  };
}

function bad(message: string): Refusal {
  return new Refusal({ status: 400, headers: { 'content-type': 'text/plain' }, body: message });
}
