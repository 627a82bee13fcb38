import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { PackageAction, Reason } from '../kit/order-desk.ts';
import {
  DELIVER_PATHS,
  postMultiSplit,
  postQuantitySplit,
  postSplit,
  postSplitPackages,
  putAlternativeDelivery,
  putBoxes,
  putCargo,
  putDelivered,
  putExtension,
  putLabourCosts,
  putReturned,
  putUnsupplied,
  type Pieces,
} from './api-packages.ts';
import type { TrendyolClient } from './client.ts';
import { sendForPackage } from './package-write.ts';
import type { TrendyolRequest } from './request.ts';

const NAME = 'Trendyol';

/** The closed list of the page (2026); there is no 503. */
export const CANCEL_REASONS: readonly Reason[] = [
  { reasonId: '500', text: 'Stok tükendi' },
  { reasonId: '501', text: 'Kusurlu / defolu / bozuk ürün' },
  { reasonId: '502', text: 'Hatalı fiyat' },
  { reasonId: '504', text: 'Entegrasyon hatası' },
  { reasonId: '505', text: 'Toplu alım' },
  { reasonId: '506', text: 'Mücbir sebep' },
];

/** Lines, or pieces of them, that can't be supplied. The package is replaced by what is left: it must be read anew. */
export async function cancelLines(
  client: TrendyolClient,
  action: PackageAction & { readonly reasonId: string },
): Promise<void> {
  if (action.lines.length === 0) throw new RangeError('nothing to cancel');
  if (!CANCEL_REASONS.some(({ reasonId }) => reasonId === action.reasonId)) throw invalid('reasonId');
  await sendForPackage(client, putUnsupplied(client.sellerId, action.packageId, action), action);
}

/**
 * Makes several packages of one; it happens over there a little later, and the new ones have ids of their own. What no
 * group names stays together as the last one.
 *
 * @throws RangeError for groups that are no parts of the package.
 */
export async function splitPackage(
  client: TrendyolClient,
  action: PackageAction & { readonly groups: readonly (readonly Pieces[])[] },
): Promise<void> {
  await sendForPackage(client, splitRequest(client.sellerId, action), action);
}

/** Four services for it: whole lines (one group, several), pieces of a single line, and anything. */
export function splitRequest(
  sellerId: string,
  { packageId, lines, groups: wanted }: PackageAction & { readonly groups: readonly (readonly Pieces[])[] },
): TrendyolRequest {
  const groups = wanted.map(joined).filter((group) => group.length > 0);
  const rest = leftOf(lines, groups);
  if (groups.length + (rest.length > 0 ? 1 : 0) < 2)
    throw new RangeError('a package is split into at least two');
  const quantityOf = new Map(joined(lines).map(({ lineId, quantity }) => [lineId, quantity]));
  const whole = groups.flat().every(({ lineId, quantity }) => quantity === quantityOf.get(lineId));
  if (whole) {
    const named = (rest.length > 0 ? groups : groups.slice(0, -1)).map((group) =>
      group.map(({ lineId }) => lineId),
    );
    return named.length === 1
      ? postSplit(sellerId, packageId, named[0]!)
      : postMultiSplit(sellerId, packageId, named);
  }
  const all = rest.length > 0 ? [...groups, rest] : groups;
  const [first] = all.flat();
  if (quantityOf.size === 1) {
    const quantities = all.map((group) => group[0]!.quantity);
    return postQuantitySplit(sellerId, packageId, { lineId: first!.lineId, quantities });
  }
  // Whole lines that are left out come together by themselves; a rest of a line that is cut is told.
  const cut = rest.some(({ lineId }) => groups.flat().some((piece) => piece.lineId === lineId));
  return postSplitPackages(sellerId, packageId, cut ? all : groups);
}

function joined(pieces: readonly Pieces[]): readonly Pieces[] {
  return [...Map.groupBy(pieces, ({ lineId }) => lineId)].map(([lineId, same]) => ({
    lineId,
    quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
}

function leftOf(lines: readonly Pieces[], groups: readonly (readonly Pieces[])[]): readonly Pieces[] {
  const left = new Map(joined(lines).map(({ lineId, quantity }) => [lineId, quantity]));
  for (const { lineId, quantity } of groups.flat()) {
    const remaining = (left.get(lineId) ?? -1) - quantity;
    if (!Number.isInteger(quantity) || quantity < 1 || remaining < 0)
      throw new RangeError(`the package does not hold ${quantity} of line ${lineId}`);
    left.set(lineId, remaining);
  }
  return [...left].flatMap(([lineId, quantity]) => (quantity > 0 ? [{ lineId, quantity }] : []));
}

/** Once in five minutes for one package; Trendyol Express may be full. The package is read anew afterwards. */
export async function changeCargo(
  client: TrendyolClient,
  action: PackageAction & { readonly cargoCompanyId: string },
): Promise<void> {
  const request = putCargo(client.sellerId, action.packageId, action.cargoCompanyId);
  await sendForPackage(client, request, action);
}

export async function reportBoxes(
  client: TrendyolClient,
  action: PackageAction & { readonly boxes: number; readonly desi: number },
): Promise<void> {
  if (!Number.isInteger(action.boxes) || action.boxes < 1) throw invalid('boxes');
  if (!(action.desi >= 0)) throw invalid('desi');
  await sendForPackage(client, putBoxes(client.sellerId, action.packageId, action), action);
}

/** One to three days; refused where the package can't be extended, which nothing tells beforehand since April 2026. */
export async function extendDispatch(
  client: TrendyolClient,
  action: PackageAction & { readonly days: number },
): Promise<void> {
  if (!Number.isInteger(action.days) || action.days < 1 || action.days > 3) throw invalid('days');
  await sendForPackage(client, putExtension(client.sellerId, action.packageId, action.days), action);
}

/** For one unit of every line that is named. */
export async function reportLabourCost(
  client: TrendyolClient,
  action: PackageAction & { readonly amountE4: number },
): Promise<void> {
  if (action.amountE4 < 0 || action.amountE4 % 100 !== 0) throw invalid('amount');
  const lineIds = action.lines.map(({ lineId }) => lineId);
  if (lineIds.length === 0) throw new RangeError('no lines');
  const request = putLabourCosts(client.sellerId, action.packageId, { lineIds, amountE4: action.amountE4 });
  await sendForPackage(client, request, action);
}

/**
 * Own cargo ("alternative delivery"): the package becomes Shipped. Trendyol wants a link to follow the parcel by, or a
 * telephone of ten digits; a bare tracking number is neither.
 */
export async function reportShipment(
  client: TrendyolClient,
  action: PackageAction & { readonly trackingNumber: string; readonly trackingLink: string | null },
): Promise<void> {
  const link = action.trackingLink?.trim() ?? '';
  const phone = action.trackingNumber.replace(/[\s()-]/g, '').replace(/^(?:\+?90|0)(?=\d{10}$)/, '');
  const byLink = /^https?:\/\/\S+$/i.test(link);
  if (!byLink && !/^[2-9]\d{9}$/.test(phone)) throw invalid('trackingLink');
  const of = byLink
    ? { isPhoneNumber: false, trackingInfo: link }
    : { isPhoneNumber: true, trackingInfo: phone };
  await sendForPackage(client, putAlternativeDelivery(client.sellerId, action.packageId, of), action);
}

/** Delivered, or brought back, where the seller brings it. */
export async function reportDelivery(
  client: TrendyolClient,
  action: PackageAction & { readonly outcome: 'delivered' | 'undelivered' },
): Promise<void> {
  const { sellerId } = client;
  if (action.outcome === 'undelivered') {
    await sendForPackage(client, putReturned(sellerId, action.packageId), action);
    return;
  }
  const [guide, reference] = DELIVER_PATHS;
  try {
    await sendForPackage(client, putDelivered(sellerId, action.packageId, guide), action);
  } catch (error) {
    // Guide and reference spell the path differently: one that is not there did nothing.
    if (!isProblemError(error) || !isMissingPath(error)) throw error;
    await sendForPackage(client, putDelivered(sellerId, action.packageId, reference), action);
  }
}

/** 403, 404 and 405 of the gateway say nothing about a package; those of the service name it. 403: "wrong path" (2026). */
function isMissingPath({ problem: { params, detail } }: ProblemError): boolean {
  const status = params['status'];
  return (
    (status === 403 || status === 404 || status === 405) &&
    !/[a-z]\.not\.found|NotFoundException/i.test(detail ?? '')
  );
}

export function invalid(field: string): ProblemError {
  return new ProblemError(problem('input/invalid', { field, marketplace: NAME }));
}
