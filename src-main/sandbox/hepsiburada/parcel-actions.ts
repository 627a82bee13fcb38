import { emptyAnswer, jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { shortName } from './order-json.ts';
import {
  cancelLine,
  dissolve,
  findLine,
  isOpen,
  linesOf,
  makeParcel,
  moveParcel,
  type Pieces,
} from './parcels.ts';
import type { OrderLine, Parcel } from './state.ts';
import { recordOf, refuse, textOf, type Call } from './world.ts';

const WEEK_MS = 7 * 86_400_000;
const CARGO = ['Aras Kargo', 'HepsiJET', 'Yurtiçi Kargo', 'Sürat Kargo'];
const DAILY_CANCELS = 100;

/** POST /packages/merchantid/{m} */
export function postPackage(call: Call): SandboxAnswer {
  const body = recordOf(call.body);
  const parcel = makeParcel(
    call.world,
    piecesOf(call, body['lineItemRequests'], 'id'),
    textOf(body['cargoCompany']),
  );
  return jsonAnswer(201, { packageNumber: parcel.packageNumber, barcode: parcel.barcode });
}

function piecesOf(call: Call, wanted: unknown, name: 'id' | 'orderLineId', within?: Parcel): Pieces {
  if (!Array.isArray(wanted) || wanted.length === 0) throw refuse(400, 'lineItemRequests cannot be empty');
  return wanted.map((entry) => {
    const row = recordOf(entry);
    const found = findLine(call.world, textOf(row[name]));
    if (!found) throw refuse(404, 'Line item not found');
    const quantity = row['quantity'];
    if (
      typeof quantity !== 'number' ||
      !Number.isInteger(quantity) ||
      quantity < 1 ||
      quantity > found.line.quantity
    )
      throw refuse(400, 'quantity is not valid');
    if (found.order.addressChangeUntilMs > call.world.now())
      throw refuse(409, 'Order has an ongoing change address demand');
    const fits = within
      ? found.line.packageNumber === within.packageNumber
      : isOpen(found.line) && found.order.paid;
    if (!fits) throw refuse(409, 'Line item is not open');
    return { ...found, quantity };
  });
}

function parcelOf(call: Call): Parcel {
  const parcel = call.world.state.parcels.get(call.params['packageNumber'] ?? '');
  if (!parcel || parcel.status === 'Unpacked') throw refuse(404, 'Package not found');
  return parcel;
}

function openParcelOf(call: Call): Parcel {
  const parcel = parcelOf(call);
  if (parcel.status !== 'Open') throw refuse(409, `Package status is ${parcel.status}`);
  return parcel;
}

export function postUnpack(call: Call): SandboxAnswer {
  dissolve(call.world, openParcelOf(call));
  return emptyAnswer(200);
}

/** Every line of the package must be in one of the details or among the cancelled ones. */
export function postSplit(call: Call): SandboxAnswer {
  const parcel = openParcelOf(call);
  const { packageDetails, cancelledItems } = recordOf(call.body);
  if (!Array.isArray(packageDetails) || packageDetails.length === 0)
    throw refuse(400, 'packageDetails cannot be empty');
  const groups = packageDetails.map((detail) =>
    piecesOf(call, recordOf(detail)['lines'], 'orderLineId', parcel),
  );
  const gone =
    Array.isArray(cancelledItems) && cancelledItems.length > 0
      ? piecesOf(call, cancelledItems, 'orderLineId', parcel)
      : [];
  const named = [...groups.flat(), ...gone].reduce((sum, { quantity }) => sum + quantity, 0);
  const held = linesOf(call.world, parcel).reduce((sum, { line }) => sum + line.quantity, 0);
  if (named !== held) throw refuse(400, 'All lines of the package must be given');
  dissolve(call.world, parcel);
  for (const { order, line, quantity } of gone)
    cancelLine(call.world, { order, line }, 'CancelledByMerchant', quantity);
  for (const group of groups) makeParcel(call.world, group, parcel.cargo);
  return emptyAnswer(200);
}

export function getLabels(call: Call): SandboxAnswer {
  const parcel = parcelOf(call);
  const format = call.query.get('format') ?? '';
  if (!['zpl', 'base64zpl', 'pdf', 'png', 'jpg'].includes(format)) throw refuse(400, 'format is not valid');
  if (!/aras|hepsijet/i.test(parcel.cargo))
    throw refuse(400, 'Cargo company does not provide mutual barcodes');
  const zpl = `^XA^FO50,50^BCN,100,Y,N,N^FD${parcel.barcode}^FS^XZ`;
  const data =
    format === 'zpl'
      ? zpl
      : Buffer.from(format === 'pdf' ? `%PDF-1.4 ${parcel.barcode}` : zpl).toString('base64');
  return jsonAnswer(200, { format, data: [data], hasMerchantMutualBarcode: true });
}

export function putInvoice(call: Call): SandboxAnswer {
  const parcel = parcelOf(call);
  const link = textOf(recordOf(call.body)['invoiceLink']);
  if (!/^https?:\/\//.test(link)) throw refuse(400, 'InvoiceLink is not valid');
  parcel.invoiceLink = link;
  return emptyAnswer(204);
}

export function putBoxes(call: Call): SandboxAnswer {
  const parcel = openParcelOf(call);
  const { totalDesi, totalParcel } = recordOf(call.body);
  if (typeof totalDesi !== 'number' || typeof totalParcel !== 'number' || totalParcel < 1)
    throw refuse(400, 'totalParcel is not valid');
  parcel.desi = totalDesi;
  parcel.boxes = totalParcel;
  return emptyAnswer(204);
}

export function putWarehouse(call: Call): SandboxAnswer {
  const parcel = openParcelOf(call);
  const label = textOf(recordOf(call.body)['shippingAddressLabel']);
  if (label === '') throw refuse(400, 'shippingAddressLabel is not valid');
  parcel.warehouse = label;
  return emptyAnswer(204);
}

/** Own cargo only ("Mağaza Hesabı"): others move the status themselves. */
export function postReport(report: 'intransit' | 'deliver' | 'undeliver'): (call: Call) => SandboxAnswer {
  const rules = {
    intransit: ['shippedDate', 'InTransit'],
    deliver: ['receivedDate', 'Delivered'],
    undeliver: ['undeliveredDate', 'Undelivered'],
  } as const;
  const [dateField, status] = rules[report];
  return (call) => {
    const parcel = parcelOf(call);
    if (!/mağaza/i.test(parcel.cargo)) throw refuse(403, 'Package is not delivered by the merchant');
    const body = recordOf(call.body);
    const atMs = Date.parse(textOf(body[dateField]));
    const nowMs = call.world.now();
    if (Number.isNaN(atMs) || nowMs - atMs > WEEK_MS) throw refuse(400, `${dateField} is not valid`);
    if (report === 'intransit') parcel.tracking = textOf(body['trackingNumber']);
    if (report === 'undeliver') parcel.undeliveredReason = textOf(body['undeliveredReason']);
    moveParcel(call.world, parcel, status);
    return emptyAnswer(204);
  };
}

export function getCargoOptions(call: Call): SandboxAnswer {
  if (call.params['packageNumber'] !== undefined) parcelOf(call);
  else if (!findLine(call.world, call.params['lineId'] ?? '')) throw refuse(404, 'Line item not found');
  return jsonAnswer(
    200,
    [...CARGO, 'Mağaza Hesabı'].map((name, index) => ({
      Id: index + 1,
      Name: name,
      ShortName: shortName(name),
      LogoUrl: '',
      IsActive: true,
    })),
  );
}

export function putCargo(call: Call): SandboxAnswer {
  const wanted = textOf(recordOf(call.body)['CargoCompanyShortName']);
  const name = [...CARGO, 'Mağaza Hesabı'].find((each) => shortName(each) === wanted);
  if (name === undefined) throw refuse(400, 'CargoCompanyShortName is not valid');
  if (call.params['packageNumber'] !== undefined) openParcelOf(call).cargo = name;
  else openLineOf(call).line.cargo = name;
  return emptyAnswer(204);
}

function openLineOf(call: Call): NonNullable<ReturnType<typeof findLine>> & { readonly line: OrderLine } {
  const found = findLine(call.world, call.params['lineId'] ?? '');
  if (!found) throw refuse(404, 'Line item not found');
  if (!isOpen(found.line)) throw refuse(409, 'Line item is not open');
  return found;
}

export function postCancelLine(call: Call): SandboxAnswer {
  const reason = textOf(recordOf(call.body)['reasonId']);
  if (reason === '') throw refuse(400, 'reasonId cannot be empty');
  const found = openLineOf(call);
  const { cancelledToday } = call.world.state;
  const day = new Date(call.world.now()).toISOString().slice(0, 10);
  if (cancelledToday.day !== day) Object.assign(cancelledToday, { day, count: 0 });
  if (cancelledToday.count >= DAILY_CANCELS) throw refuse(406, 'Günlük limiti aştınız');
  cancelledToday.count += 1;
  found.line.cancelReason = 'MerchantCanNotBeSupplied';
  cancelLine(call.world, found, 'CancelledByMerchant');
  return emptyAnswer(200);
}

export function putLabourCost(call: Call): SandboxAnswer {
  const cost = recordOf(call.body)['unitLaborCost'];
  if (typeof cost !== 'number' || cost < 0) throw refuse(400, 'unitLaborCost is not valid');
  const found = findLine(call.world, call.params['lineId'] ?? '');
  if (!found) throw refuse(404, 'Line item not found');
  found.line.labourKurus = Math.round(cost * 100);
  return emptyAnswer(204);
}

export function getPackageableWith(call: Call): SandboxAnswer {
  const { order, line } = openLineOf(call);
  const others = order.lines.filter((each) => each !== line && isOpen(each));
  if (others.length === 0) throw refuse(404, 'No packageable line');
  return jsonAnswer(200, {
    lineItems: others.map(({ id, quantity }) => ({
      lineItemId: id,
      orderNumber: order.orderNumber,
      quantity,
    })),
  });
}
