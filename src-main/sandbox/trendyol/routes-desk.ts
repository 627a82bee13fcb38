import { emptyAnswer, type SandboxAnswer } from '../exchange.ts';
import { refusal } from './answers.ts';
import { asList, asNumber, asObject, asText } from './body-fields.ts';
import { toKurus } from './listings.ts';
import {
  getLabel,
  postInvoiceFile,
  postInvoiceLink,
  postInvoiceDeletion,
  postLabel,
  postWarranty,
} from './papers.ts';
import { packageOf } from './package-actions.ts';
import { setStatus } from './replace-package.ts';
import { fileRoute, ORDERS, PACKAGE, route, type Route } from './route.ts';
import type { PackageDesk, PackageStatus, TrendyolPackage } from './state.ts';
import type { Call } from './world.ts';

const SELLER = '/sellers/{sellerId}';
const OPEN: readonly PackageStatus[] = ['Created', 'Picking', 'Invoiced'];
const ON_ITS_WAY: readonly PackageStatus[] = ['Shipped', 'AtCollectionPoint', 'UnDelivered'];

export const DESK_ROUTES: readonly Route[] = [
  route('PUT', `${PACKAGE}/box-info`, 'package-boxes', 'package-change', putBoxes),
  route('PUT', `${PACKAGE}/extended-agreed-delivery-date`, 'package-extend', 'package-change', putExtension),
  route('PUT', `${PACKAGE}/delivered-by-service`, 'package-service', 'package-change', putService),
  route('PUT', `${PACKAGE}/warehouse`, 'package-warehouse', 'package-status', putWarehouse),
  route('PUT', `${PACKAGE}/alternative-delivery`, 'alternative-delivery', 'package-status', putAlternative),
  route('PUT', `${PACKAGE}/labor-costs`, 'labour-cost', 'none', putLabour),
  route('PUT', `${PACKAGE}/manual-deliver`, 'manual-deliver', 'package-manual', putDelivered),
  route('PUT', `${PACKAGE}/manual-return`, 'manual-return', 'package-manual', putReturned),
  route('PUT', `${ORDERS}/manual-deliver/{trackingNumber}`, 'manual-deliver', 'package-manual', putDelivered),
  route('PUT', `${ORDERS}/manual-return/{trackingNumber}`, 'manual-return', 'package-manual', putReturned),
  route('POST', `${SELLER}/seller-invoice-links`, 'invoice-link', 'none', postInvoiceLink),
  route('POST', `${SELLER}/seller-invoice-links/delete`, 'invoice-delete', 'none', postInvoiceDeletion),
  fileRoute('POST', `${SELLER}/seller-invoice-file`, 'invoice-file', 'none', postInvoiceFile),
  fileRoute('POST', `${SELLER}/warranty-documents`, 'warranty-document', 'none', postWarranty),
  route('POST', `${SELLER}/common-label/{trackingNumber}`, 'label-request', 'label-request', postLabel),
  route('GET', `${SELLER}/common-label/{trackingNumber}`, 'label', 'label', getLabel),
];

function putBoxes(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = inState(call, OPEN);
  const body = asObject(call.body, 'istek', nowMs);
  const boxes = asNumber(body['boxQuantity'], 'boxQuantity', nowMs);
  const deci = asNumber(body['deci'], 'deci', nowMs);
  if (!Number.isInteger(boxes) || boxes < 1 || deci < 0)
    throw refusal(400, 'invalid.box.info', 'boxQuantity ve deci hatalı')(nowMs);
  return note(call, one, { boxes, deci });
}

/** One to three days, once. */
function putExtension(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = inState(call, OPEN);
  const days = asNumber(asObject(call.body, 'istek', nowMs)['extendedDayCount'], 'extendedDayCount', nowMs);
  if (![1, 2, 3].includes(days)) throw refusal(400, 'invalid.day.count', '1-3 gün verilebilir')(nowMs);
  if (one.desk.extendedDays !== undefined)
    throw refusal(400, 'not.extendible', 'Paket için ek süre alınamaz')(nowMs);
  return note(call, one, { extendedDays: days });
}

function putService(call: Call): SandboxAnswer {
  return note(call, inState(call, OPEN), { byService: true });
}

function putWarehouse(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = inState(call, OPEN);
  const warehouseId = asNumber(asObject(call.body, 'istek', nowMs)['warehouseId'], 'warehouseId', nowMs);
  return note(call, one, { warehouseId });
}

/** A link, or ten digits of telephone; then the package is on its way. */
function putAlternative(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = inState(call, OPEN);
  const body = asObject(call.body, 'istek', nowMs);
  asObject(body['params'], 'params', nowMs);
  const info = asText(body['trackingInfo'], 'trackingInfo', nowMs);
  const fits = body['isPhoneNumber'] === true ? /^\d{10}$/.test(info) : /^https?:\/\//.test(info);
  if (!fits) throw refusal(400, 'invalid.tracking.info', 'trackingInfo hatalı')(nowMs);
  note(call, one, { trackingInfo: info });
  setStatus(call.world, one, 'Shipped');
  return emptyAnswer(200);
}

/** A bare list; nothing above what the line costs. */
function putLabour(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = inState(call, [...OPEN, ...ON_ITS_WAY]);
  const costs = asList(call.body, 'istek', nowMs).map((entry) => {
    const fields = asObject(entry, 'laborCost', nowMs);
    const lineId = asNumber(fields['orderLineId'], 'orderLineId', nowMs);
    const kurus = toKurus(asNumber(fields['laborCostPerItem'], 'laborCostPerItem', nowMs));
    const line = one.lines.find((each) => each.lineId === lineId);
    if (!line || kurus < 0 || kurus > line.grossKurus)
      throw refusal(400, 'invalid.labor.cost', 'İşçilik bedeli hatalı')(nowMs);
    return [String(lineId), kurus] as const;
  });
  return note(call, one, { labour: { ...one.desk.labour, ...Object.fromEntries(costs) } });
}

/** By package or by tracking number, as the guide has both. */
function putDelivered(call: Call): SandboxAnswer {
  setStatus(call.world, inState(call, ON_ITS_WAY), 'Delivered');
  return emptyAnswer(200);
}

function putReturned(call: Call): SandboxAnswer {
  setStatus(call.world, inState(call, ON_ITS_WAY), 'Returned');
  return emptyAnswer(200);
}

function inState(call: Call, states: readonly PackageStatus[]): TrendyolPackage {
  const tracking = call.params['trackingNumber'];
  const named = [...call.world.state.packages.values()].find(
    ({ trackingNumber }) => String(trackingNumber) === tracking,
  );
  const one = tracking === undefined || named === undefined ? packageOf(call) : named;
  if (states.includes(one.status)) return one;
  throw refusal(
    400,
    'invalid.package.status',
    `Paket bu işlem için uygun durumda değil: ${one.status}`,
  )(call.world.now());
}

function note(call: Call, one: TrendyolPackage, more: PackageDesk): SandboxAnswer {
  one.desk = { ...one.desk, ...more };
  one.lastModifiedMs = call.world.now();
  return emptyAnswer(200);
}
