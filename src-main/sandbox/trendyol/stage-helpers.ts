import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { refusal } from './answers.ts';
import { asList, asNumber, asObject, asText, optionalNumber, type JsonObject } from './body-fields.ts';
import { buy } from './buy.ts';
import { packageOf, piecesOf, textOk } from './package-actions.ts';
import { setStatus } from './replace-package.ts';
import { PACKAGE_STATUSES, type Buyer, type PackageStatus } from './state.ts';
import type { Call } from './world.ts';

const REPORTED_BY_CARRIER: readonly PackageStatus[] = [
  'Shipped',
  'AtCollectionPoint',
  'Delivered',
  'UnDelivered',
  'Returned',
];
const CLOSED: readonly PackageStatus[] = ['Delivered', 'Returned', 'Cancelled', 'UnSupplied', 'UnPacked'];

/** POST /integration/test/order/orders/core: the stage's way of making an order. */
export function postTestOrder(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const body = asObject(call.body, 'istek', nowMs);
  const lines = asList(body['lines'], 'lines', nowMs).map((entry) => {
    const fields = asObject(entry, 'line', nowMs);
    return {
      barcode: asText(fields['barcode'], 'barcode', nowMs),
      quantity: asNumber(fields['quantity'], 'quantity', nowMs),
      discountPercentage: optionalNumber(fields['discountPercentage'], 'discountPercentage', nowMs) ?? 0,
    };
  });
  const made = withRefusal(call, () =>
    buy(call.world, { lines, buyer: buyerOf(body, nowMs), commercial: body['commercial'] === true }),
  );
  return jsonAnswer(200, { orderNumber: made.orderNumber });
}

/** PUT /integration/test/order/…/status: what the carrier would report, forward only. */
export function putTestStatus(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = packageOf(call);
  const body = asObject(call.body, 'istek', nowMs);
  piecesOf(body['lines'] ?? [], nowMs);
  const status = REPORTED_BY_CARRIER.find((candidate) => candidate === body['status']);
  if (!status) throw refusal(400, 'invalid.status', 'status geçersiz')(nowMs);
  const forward = PACKAGE_STATUSES.indexOf(status) > PACKAGE_STATUSES.indexOf(one.status);
  if (CLOSED.includes(one.status) || !forward)
    throw refusal(400, 'invalid.status', 'Yalnızca ileri durumlar bildirilebilir')(nowMs);
  setStatus(call.world, one, status);
  return textOk();
}

function buyerOf(body: JsonObject, nowMs: number): Partial<Buyer> {
  const part = (name: string): JsonObject =>
    body[name] === undefined ? {} : asObject(body[name], name, nowMs);
  const customer = part('customer');
  const shipping = part('shippingAddress');
  const invoice = part('invoiceAddress');
  const given = {
    firstName: customer['customerFirstName'],
    lastName: customer['customerLastName'],
    city: shipping['city'],
    district: shipping['district'],
    neighborhood: shipping['neighborhood'],
    street: shipping['addressText'],
    postalCode: shipping['postalCode'],
    phone: shipping['phone'],
    company: invoice['company'],
    taxNumber: invoice['invoiceTaxNumber'],
    taxOffice: invoice['invoiceTaxOffice'],
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string'));
}

function withRefusal<T>(call: Call, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refusal(400, 'invalid.order', error.message)(call.world.now());
  }
}
