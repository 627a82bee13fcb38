import { toMarketplaceNumber } from '#common/money.ts';
import { turkishDate } from './local-time.ts';
import { get, segment, write, type HepsiburadaRequest } from './request.ts';

/** The largest pages (sheet §1.5). Paging is mandatory here since 21 May 2024. */
export const OPEN_PAGE = 100;
export const THIN_PAGE = 50;
export const PACKAGE_PAGE = 10;

const orders = (merchantId: string): string => `/orders/merchantid/${segment(merchantId)}`;
const lines = (merchantId: string): string => `/lineitems/merchantid/${segment(merchantId)}`;
const packages = (merchantId: string): string => `/packages/merchantid/${segment(merchantId)}`;
const onePackage = (merchantId: string, packageNumber: string): string =>
  `${packages(merchantId)}/packagenumber/${segment(packageNumber)}`;

export function getOpenLines(merchantId: string, offset: number, limit = OPEN_PAGE): HepsiburadaRequest {
  return get('orders-open', 'orders', orders(merchantId), { offset, limit });
}

export function getAwaitingLines(merchantId: string, offset: number): HepsiburadaRequest {
  const path = `${orders(merchantId)}/paymentawaiting`;
  return get('orders-awaiting', 'orders', path, { offset, limit: THIN_PAGE });
}

/** Without dates: production refused every one with WrongDateFormat (5 Jun 2026); the feed holds one month. */
export function getCancelledLines(merchantId: string, offset: number): HepsiburadaRequest {
  const path = `${orders(merchantId)}/cancelled`;
  return get('orders-cancelled', 'orders', path, { offset, limit: THIN_PAGE });
}

export function getOrder(merchantId: string, orderNumber: string): HepsiburadaRequest {
  return get('order-by-number', 'orders', `${orders(merchantId)}/ordernumber/${segment(orderNumber)}`);
}

/**
 * At most 24 hours; what is longer is cut to its first day. Guide and integrators write `offset` (sheet §4.2); the official
 * file of this one service writes `Offset`, which is sent as well where the first is refused.
 */
export function getPackages(
  merchantId: string,
  span: { readonly fromMs: number; readonly toMs: number } | null,
  offset: number,
  inCapitalsToo = false,
): HepsiburadaRequest {
  const dates = span === null ? {} : { begindate: turkishDate(span.fromMs), enddate: turkishDate(span.toMs) };
  return get('packages', 'orders', packages(merchantId), {
    offset,
    ...(inCapitalsToo ? { Offset: offset } : {}),
    limit: PACKAGE_PAGE,
    ...dates,
  });
}

export type MovingFeed = 'shipped' | 'delivered' | 'undelivered';

/** Without dates, like {@link getCancelledLines}. */
export function getMovingPackages(merchantId: string, feed: MovingFeed, offset: number): HepsiburadaRequest {
  return get('packages-moving', 'orders', `${packages(merchantId)}/${feed}`, { offset, limit: THIN_PAGE });
}

export function getPackage(merchantId: string, packageNumber: string): HepsiburadaRequest {
  return get('package-by-number', 'orders', onePackage(merchantId, packageNumber));
}

export function postPackage(
  merchantId: string,
  wanted: readonly { readonly lineId: string; readonly quantity: number }[],
): HepsiburadaRequest {
  const lineItemRequests = wanted.map(({ lineId, quantity }) => ({
    id: lineId,
    quantity,
    serialNumbers: [],
  }));
  const body = { lineItemRequests, parcelQuantity: 1 };
  return write({ endpoint: 'package-create', host: 'orders' }, 'POST', packages(merchantId), body);
}

export function postUnpack(merchantId: string, packageNumber: string): HepsiburadaRequest {
  const path = `${onePackage(merchantId, packageNumber)}/unpack`;
  return write({ endpoint: 'package-unpack', host: 'orders' }, 'POST', path);
}

export function postSplit(
  merchantId: string,
  packageNumber: string,
  groups: readonly (readonly { readonly lineId: string; readonly quantity: number }[])[],
): HepsiburadaRequest {
  const packageDetails = groups.map((group) => ({
    lines: group.map(({ lineId, quantity }) => ({ orderLineId: lineId, quantity })),
    parcelQuantity: 1,
  }));
  const path = `${onePackage(merchantId, packageNumber)}/split`;
  const body = { packageDetails, cancelledItems: [] };
  return write({ endpoint: 'package-split', host: 'orders' }, 'POST', path, body);
}

export function getLabels(merchantId: string, packageNumber: string, format: string): HepsiburadaRequest {
  const path = `${onePackage(merchantId, packageNumber)}/labels`;
  return get('package-label', 'orders', path, { format });
}

export function putInvoice(merchantId: string, packageNumber: string, body: unknown): HepsiburadaRequest {
  const path = `${onePackage(merchantId, packageNumber)}/invoice`;
  return write({ endpoint: 'package-invoice', host: 'orders' }, 'PUT', path, body);
}

export function putBoxes(
  merchantId: string,
  packageNumber: string,
  boxes: { readonly totalDesi: number; readonly totalParcel: number },
): HepsiburadaRequest {
  const path = `${onePackage(merchantId, packageNumber)}/parcel-info`;
  return write({ endpoint: 'package-boxes', host: 'orders' }, 'PUT', path, boxes);
}

export function putWarehouse(merchantId: string, packageNumber: string, label: string): HepsiburadaRequest {
  const path = `${onePackage(merchantId, packageNumber)}/warehouse`;
  const body = { shippingAddressLabel: label };
  return write({ endpoint: 'package-warehouse', host: 'orders' }, 'PUT', path, body);
}

/** Own cargo only; other companies move the status themselves. */
export function postReport(
  merchantId: string,
  packageNumber: string,
  report: 'intransit' | 'deliver' | 'undeliver',
  body: unknown,
): HepsiburadaRequest {
  const path = `${onePackage(merchantId, packageNumber)}/${report}`;
  return write({ endpoint: 'package-report', host: 'orders' }, 'POST', path, body);
}

export function getPackageCargoOptions(merchantId: string, packageNumber: string): HepsiburadaRequest {
  // Their spelling.
  return get('cargo-options', 'orders', `${onePackage(merchantId, packageNumber)}/changablecargocompanies`);
}

export function getLineCargoOptions(merchantId: string, lineId: string): HepsiburadaRequest {
  const path = `/delivery/changeablecargocompanies/merchantid/${segment(merchantId)}/orderlineid/${segment(lineId)}`;
  return get('cargo-options', 'orders', path);
}

export function putPackageCargo(
  merchantId: string,
  packageNumber: string,
  shortName: string,
): HepsiburadaRequest {
  const path = `${onePackage(merchantId, packageNumber)}/changecargocompany`;
  const body = { CargoCompanyShortName: shortName };
  return write({ endpoint: 'cargo-change', host: 'orders' }, 'PUT', path, body);
}

export function putLineCargo(merchantId: string, lineId: string, shortName: string): HepsiburadaRequest {
  const path = `${lines(merchantId)}/orderlineid/${segment(lineId)}/cargocompany`;
  const body = { CargoCompanyShortName: shortName };
  return write({ endpoint: 'cargo-change', host: 'orders' }, 'PUT', path, body);
}

export function postCancelLine(merchantId: string, lineId: string, reasonId: string): HepsiburadaRequest {
  const path = `${lines(merchantId)}/id/${segment(lineId)}/cancelbymerchant`;
  return write({ endpoint: 'line-cancel', host: 'orders' }, 'POST', path, { reasonId });
}

export function putLabourCost(merchantId: string, lineId: string, unitCostE4: number): HepsiburadaRequest {
  const path = `${lines(merchantId)}/orderlineid/${segment(lineId)}/laborcost`;
  const body = { unitLaborCost: toMarketplaceNumber(unitCostE4) };
  return write({ endpoint: 'line-labour-cost', host: 'orders' }, 'PUT', path, body);
}
