import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { packageJson } from './package-json.ts';
import { dissolve, setStatus, type Pieces } from './packages.ts';
import { PACKAGE_STATUSES, type N11Package, type PackageStatus } from './state.ts';
import { asList, asObject, cutPage, restRefusal, type Call, type N11World } from './world.ts';

const DAY_MS = 86_400_000;
/** Longer spans are cut without a word (production, 10 Oct 2026). */
const LONGEST_MS = 15 * DAY_MS;
const CANCEL_REASONS = new Set([61, 62, 63, 64, 65]);
const LABOUR_VAT = new Set([0, 1, 10, 20]);

/** GET /rest/delivery/v1/shipmentPackages. Nothing in the query is ever refused: it is clamped, or finds nothing. */
export function getPackages(call: Call): SandboxAnswer {
  const { world, query } = call;
  const size = Math.min(100, Math.max(1, Number(query.get('size') ?? 20) || 20));
  const page = Math.max(0, Number(query.get('page') ?? 0) || 0);
  const byChange = query.get('orderByField') === 'true';
  const rows = [...world.state.packages.values()]
    .filter((one) => fits(one, query, { nowMs: world.now(), byChange }))
    .sort(
      (left, right) => timeOf(left, byChange) - timeOf(right, byChange) || (left.key < right.key ? -1 : 1),
    );
  if (query.get('orderByDirection') !== 'ASC') rows.reverse();
  const cut = cutPage(call, rows, { page, size });
  const unknownWord = world.faults.strike(['unknown-word'], call.endpoint) !== null;
  const missing = world.faults.strike(['missing-field'], call.endpoint) !== null;
  const content = cut.content.map((one) => {
    const shown = packageJson(world, one, unknownWord ? 'YeniDurum' : one.status) as Record<string, unknown>;
    if (missing) delete shown['orderNumber'];
    return shown;
  });
  // pageCount counts the rows of this page, whatever its name says.
  return jsonAnswer(200, { pageCount: content.length, totalPages: cut.totalPages, page, size, content });
}

function timeOf(one: N11Package, byChange: boolean): number {
  return byChange ? one.lastModifiedMs : one.orderedMs;
}

function fits(
  one: N11Package,
  query: URLSearchParams,
  { nowMs, byChange }: { readonly nowMs: number; readonly byChange: boolean },
): boolean {
  const [from, to] = spanOf(query, nowMs);
  const ids = query.get('packageIds');
  const at = timeOf(one, byChange);
  return (
    at >= from &&
    at <= to &&
    (query.get('orderNumber') ?? one.orderNumber) === one.orderNumber &&
    (ids === null || (one.shownId !== null && ids.split(',').includes(one.shownId))) &&
    statusFits(one.status, query.get('status')) &&
    query.get('sender') !== 'N11'
  );
}

function statusFits(status: PackageStatus, asked: string | null): boolean {
  return asked === null || PACKAGE_STATUSES.some((known) => known === asked && known === status);
}

function spanOf(query: URLSearchParams, nowMs: number): readonly [number, number] {
  const read = (name: string): number | null => {
    const text = query.get(name);
    return text !== null && /^\d{12,14}$/.test(text) ? Number(text) : null;
  };
  const [start, end] = [read('startDate'), read('endDate')];
  if (start === null) return [(end ?? nowMs) - LONGEST_MS, end ?? nowMs];
  return [start, Math.min(end ?? Number.MAX_SAFE_INTEGER, start + LONGEST_MS)];
}

/** PUT /rest/order/v1/update: accepts lines; each has its own result. */
export function putOrderUpdate(call: Call): SandboxAnswer {
  const { world } = call;
  const body = asObject(call.body);
  if (body?.['status'] !== 'Picking') throw restRefusal('invalidInput', 'status alanı geçersizdir');
  const ids = asList(body['lines']).map((line) => asObject(line)?.['lineId']);
  if (ids.length === 0) throw restRefusal('invalidInput', 'lines alanı boş olamaz');
  const touched = new Set<N11Package>();
  const content = ids.map((lineId) => {
    const one = livePackageOf(world, lineId);
    if (!one || (one.status !== 'Created' && !touched.has(one)))
      return { lineId, status: 'FAIL', reasons: ['Sipariş kalemi onaylanabilir durumda değil'] };
    touched.add(one);
    return { lineId, status: 'SUCCESS', reasons: ['Sipariş onaylandı'] };
  });
  for (const one of touched) setStatus(one, 'Picking', world.now());
  return jsonAnswer(200, { content });
}

function livePackageOf(world: N11World, lineId: unknown): N11Package | undefined {
  return [...world.state.packages.values()].find(
    ({ status, lines }) =>
      status !== 'Unpacked' &&
      status !== 'UnSupplied' &&
      status !== 'Cancelled' &&
      lines.some(({ orderLineId }) => orderLineId === lineId),
  );
}

/** POST /rest/delivery/v1/splitCombinePackage. */
export function postSplit(call: Call): SandboxAnswer {
  const groups = asList(asObject(call.body)?.['splitGroups']).map((group) =>
    asList(asObject(group)?.['orderLineIds']),
  );
  const whole = pickingPackage(call.world, groups.flat());
  const pieces = groups.map((ids) =>
    ids.map((id) => {
      const line = whole.lines.find(({ orderLineId }) => orderLineId === id)!; // pickingPackage has looked at all.
      return { orderLineId: line.orderLineId, quantity: line.quantity };
    }),
  );
  return splitAnswer(tryDissolve(call.world, whole, pieces, []));
}

/** POST /rest/delivery/v1/splitPackageByQuantity. */
export function postQuantitySplit(call: Call): SandboxAnswer {
  const body = asObject(call.body);
  const groups = asList(body?.['splitPackages']).map((group) =>
    asList(asObject(group)?.['packageDetails']).map((detail) => piecesOf(detail, 'quantities')),
  );
  const cancelled = asList(body?.['cancelledItems']);
  const dropped = cancelled.map((item) => piecesOf(item, 'quantity'));
  if (cancelled.some((item) => !CANCEL_REASONS.has(asObject(item)?.['cancelReasonId'] as number)))
    throw restRefusal('invalidInput', 'cancelReasonId alanı geçersizdir');
  const all = [...groups.flat(), ...dropped];
  const whole = pickingPackage(
    call.world,
    all.map(({ orderLineId }) => orderLineId),
  );
  const goes = dropped.reduce((sum, { quantity }) => sum + quantity, 0);
  const holds = whole.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (goes >= holds) throw restRefusal('invalidInput', 'Paketin tamamı iptal edilemez');
  return splitAnswer(tryDissolve(call.world, whole, groups, dropped));
}

function piecesOf(value: unknown, quantityName: string): Pieces {
  const fields = asObject(value);
  const [orderLineId, quantity] = [fields?.['orderLineId'], fields?.[quantityName]];
  if (typeof orderLineId !== 'number' || typeof quantity !== 'number')
    throw restRefusal('invalidInput', `orderLineId ve ${quantityName} alanları zorunludur`);
  return { orderLineId, quantity };
}

/** The one package, being picked, that holds all of these lines. */
function pickingPackage(world: N11World, lineIds: readonly unknown[]): N11Package {
  if (lineIds.length === 0) throw restRefusal('invalidInput', 'orderLineId alanı zorunludur');
  const whole = [...world.state.packages.values()].find(
    ({ status, lines }) =>
      status === 'Picking' && lineIds.every((id) => lines.some(({ orderLineId }) => orderLineId === id)),
  );
  if (!whole) throw restRefusal('preconditionFailed', 'ön koşullar sağlanamadı');
  return whole;
}

function tryDissolve(
  world: N11World,
  whole: N11Package,
  groups: readonly (readonly Pieces[])[],
  dropped: readonly Pieces[],
): readonly N11Package[] {
  try {
    return dissolve(world, whole, { groups, dropped });
  } catch (error) {
    if (error instanceof RangeError) throw restRefusal('invalidInput', 'Adet alanı geçersizdir');
    throw error;
  }
}

function splitAnswer(packages: readonly N11Package[]): SandboxAnswer {
  const splitPackageOrderItems = packages.flatMap(({ orderNumber, shownId, lines }) =>
    lines.map(({ orderLineId, stockCode, quantity }) => ({
      orderNumber,
      packageId: shownId,
      orderLineId,
      stockCode,
      quantity,
    })),
  );
  return jsonAnswer(200, { code: 200, message: 'success', splitPackageOrderItems });
}

/** PUT /rest/order/v1/labor-costs. */
export function putLabourCosts(call: Call): SandboxAnswer {
  const content = asList(asObject(call.body)?.['laborCostDetails']).map((detail) => {
    const fields = asObject(detail);
    const lineId = fields?.['orderLineId'];
    const amount = fields?.['totalLaborCostExcludingVAT'];
    const good =
      typeof amount === 'number' && amount > 0 && LABOUR_VAT.has(fields?.['laborVatRate'] as number);
    if (!good || !livePackageOf(call.world, lineId))
      return { lineId, status: 'FAIL', reasons: ['İşçilik bedeli kaydedilemedi'] };
    call.world.state.labourCosts.set(lineId as number, Math.round(amount * 100));
    return { lineId, status: 'SUCCESS', reasons: ['İşçilik bedeli kaydedildi'] };
  });
  return jsonAnswer(200, { content });
}

/** PUT /rest/delivery/v1/collectionRequest: bulky goods, all lines of the package in one call. */
export function putCollection(call: Call): SandboxAnswer {
  const details = asList(asObject(call.body)?.['collectionRequestDetails']).map(
    (each) => asObject(each) ?? {},
  );
  const first = details[0];
  const one = call.world.state.packages.get(String(first?.['id']));
  if (!first || !one) throw restRefusal('invalidInput', 'id alanı geçersizdir');
  const ids = new Set(details.map((detail) => detail['orderLineId']));
  if (!one.lines.every(({ orderLineId }) => ids.has(orderLineId)))
    throw restRefusal('invalidInput', 'Paketin tüm kalemleri gönderilmelidir');
  if (!['HLZ', 'CEVA', 'BL'].includes(String(first['shipmentCompany'])))
    throw restRefusal('invalidInput', 'shipmentCompany alanı geçersizdir');
  const [boxes, desi] = [Number(first['boxQuantity']), Number(first['desi'])];
  if (!(boxes >= 1) || !(desi > 0)) throw restRefusal('invalidInput', 'boxQuantity ve desi zorunludur');
  call.world.state.collections.set(one.key, { boxes, desi });
  return jsonAnswer(200, {
    content: details.map((detail) => ({ lineId: detail['orderLineId'], status: 'SUCCESS', reasons: [] })),
  });
}
