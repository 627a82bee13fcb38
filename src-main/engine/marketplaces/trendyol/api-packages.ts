import { toMarketplaceNumber } from '#common/money.ts';
import { exactInteger } from '../kit/exact-json.ts';
import type { Invoice } from '../kit/order-desk.ts';
import { get, packagePath, segment, write, type TrendyolRequest } from './request.ts';

export type Pieces = { readonly lineId: string; readonly quantity: number };

export function putUnsupplied(
  sellerId: string,
  packageId: string,
  of: { readonly lines: readonly Pieces[]; readonly reasonId: string },
): TrendyolRequest {
  const body = {
    lines: of.lines.map(({ lineId, quantity }) => ({ lineId: exactInteger(lineId), quantity })),
    reasonId: exactInteger(of.reasonId),
  };
  return write('package-unsupplied', 'PUT', packagePath(sellerId, packageId, 'items/unsupplied'), body);
}

/** Whole lines into one new package; the rest stays together. */
export function postSplit(sellerId: string, packageId: string, lineIds: readonly string[]): TrendyolRequest {
  const body = { orderLineIds: lineIds.map(exactInteger) };
  return write('package-split', 'POST', packagePath(sellerId, packageId, 'split'), body);
}

/** Whole lines into several; "do not list all lines": the rest becomes the last package. */
export function postMultiSplit(
  sellerId: string,
  packageId: string,
  groups: readonly (readonly string[])[],
): TrendyolRequest {
  const body = { splitGroups: groups.map((ids) => ({ orderLineIds: ids.map(exactInteger) })) };
  return write('package-multi-split', 'POST', packagePath(sellerId, packageId, 'multi-split'), body);
}

/** One line into packages of these many pieces. */
export function postQuantitySplit(
  sellerId: string,
  packageId: string,
  of: { readonly lineId: string; readonly quantities: readonly number[] },
): TrendyolRequest {
  const body = { quantitySplit: [{ orderLineId: exactInteger(of.lineId), quantities: of.quantities }] };
  return write('package-quantity-split', 'POST', packagePath(sellerId, packageId, 'quantity-split'), body);
}

/** Packages as they are described; here `quantities` is one number. */
export function postSplitPackages(
  sellerId: string,
  packageId: string,
  groups: readonly (readonly Pieces[])[],
): TrendyolRequest {
  const body = {
    splitPackages: groups.map((group) => ({
      packageDetails: group.map(({ lineId, quantity }) => ({
        orderLineId: exactInteger(lineId),
        quantities: quantity,
      })),
    })),
  };
  return write('package-split-packages', 'POST', packagePath(sellerId, packageId, 'split-packages'), body);
}

export function putBoxes(
  sellerId: string,
  packageId: string,
  of: { readonly boxes: number; readonly desi: number },
): TrendyolRequest {
  const body = { boxQuantity: of.boxes, deci: of.desi };
  return write('package-boxes', 'PUT', packagePath(sellerId, packageId, 'box-info'), body);
}

export function putCargo(sellerId: string, packageId: string, cargoProvider: string): TrendyolRequest {
  const path = packagePath(sellerId, packageId, 'cargo-providers');
  return write('package-cargo', 'PUT', path, { cargoProvider });
}

export function putWarehouse(sellerId: string, packageId: string, warehouseId: string): TrendyolRequest {
  const body = { warehouseId: exactInteger(warehouseId) };
  return write('package-warehouse', 'PUT', packagePath(sellerId, packageId, 'warehouse'), body);
}

export function putExtension(sellerId: string, packageId: string, days: number): TrendyolRequest {
  const path = packagePath(sellerId, packageId, 'extended-agreed-delivery-date');
  return write('package-extend', 'PUT', path, { extendedDayCount: days });
}

/** A bare list; the cost is for one unit. */
export function putLabourCosts(
  sellerId: string,
  packageId: string,
  of: { readonly lineIds: readonly string[]; readonly amountE4: number },
): TrendyolRequest {
  const body = of.lineIds.map((lineId) => ({
    orderLineId: exactInteger(lineId),
    laborCostPerItem: toMarketplaceNumber(of.amountE4),
  }));
  return write('labour-cost', 'PUT', packagePath(sellerId, packageId, 'labor-costs'), body);
}

/** A link to follow the parcel by, or the telephone of whoever brings it (ten digits). */
export function putAlternativeDelivery(
  sellerId: string,
  packageId: string,
  of: { readonly isPhoneNumber: boolean; readonly trackingInfo: string },
): TrendyolRequest {
  const path = packagePath(sellerId, packageId, 'alternative-delivery');
  return write('alternative-delivery', 'PUT', path, { ...of, params: {} });
}

/** The guide names the first, the reference the second (2026). */
export const DELIVER_PATHS = ['manual-deliver', 'manual-invoice-delivery'] as const;

export function putDelivered(
  sellerId: string,
  packageId: string,
  path: (typeof DELIVER_PATHS)[number],
): TrendyolRequest {
  return write('manual-deliver', 'PUT', packagePath(sellerId, packageId, path));
}

export function putReturned(sellerId: string, packageId: string): TrendyolRequest {
  return write('manual-return', 'PUT', packagePath(sellerId, packageId, 'manual-return'));
}

export function putServiceDelivery(sellerId: string, packageId: string): TrendyolRequest {
  return write('package-service', 'PUT', packagePath(sellerId, packageId, 'delivered-by-service'));
}

/**
 * "3 letters or digits, then 13 digits"; the newer text: a year from 2020 to 2099, then 9 digits (2026). What only the older
 * one takes is left out: number and date are optional but for exports.
 */
const INVOICE_NUMBER = /^[A-Za-z0-9]{3}20[2-9]\d{10}$/;

export function invoiceNaming({ number, issuedAtMs }: Invoice): {
  readonly invoiceNumber?: string;
  readonly invoiceDateTime?: number;
} {
  const invoiceNumber = number.trim();
  if (!INVOICE_NUMBER.test(invoiceNumber)) return {};
  return { invoiceNumber, invoiceDateTime: Math.floor(issuedAtMs / 1_000) };
}

export function postInvoiceLink(
  sellerId: string,
  packageId: string,
  of: { readonly link: string; readonly invoice: Invoice },
): TrendyolRequest {
  const body = {
    invoiceLink: of.link,
    shipmentPackageId: exactInteger(packageId),
    ...invoiceNaming(of.invoice),
  };
  return write('invoice-link', 'POST', sellerPath(sellerId, 'seller-invoice-links'), body);
}

export function postInvoiceFile(
  sellerId: string,
  packageId: string,
  of: { readonly file: NonNullable<Invoice['file']>; readonly invoice: Invoice },
): TrendyolRequest {
  const named = Object.entries(invoiceNaming(of.invoice)).map(([name, value]) => ({
    name,
    content: String(value),
  }));
  const { name: fileName, mediaType: contentType, bytes } = of.file;
  const parts = [
    { name: 'shipmentPackageId', content: packageId },
    ...named,
    { name: 'file', fileName, contentType, content: bytes },
  ];
  const path = sellerPath(sellerId, 'seller-invoice-file');
  return { endpoint: 'invoice-file', method: 'POST', path, content: { kind: 'multipart', parts } };
}

export function postInvoiceDeletion(
  sellerId: string,
  of: { readonly packageId: string; readonly channelId: string; readonly customerId: string },
): TrendyolRequest {
  const body = {
    serviceSourceId: exactInteger(of.packageId),
    channelId: exactInteger(of.channelId),
    customerId: exactInteger(of.customerId),
  };
  return write('invoice-delete', 'POST', sellerPath(sellerId, 'seller-invoice-links/delete'), body);
}

export function postWarranty(
  sellerId: string,
  of: {
    readonly packageId: string;
    readonly lineId: string;
    readonly file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };
  },
): TrendyolRequest {
  const { name: fileName, mediaType: contentType, bytes } = of.file;
  const parts = [
    { name: 'shipmentPackageId', content: of.packageId },
    { name: 'lineId', content: of.lineId },
    { name: 'file', fileName, contentType, content: bytes },
  ];
  const path = sellerPath(sellerId, 'warranty-documents');
  return { endpoint: 'warranty-document', method: 'POST', path, content: { kind: 'multipart', parts } };
}

export function postLabelRequest(sellerId: string, trackingNumber: string): TrendyolRequest {
  const body = { format: 'ZPL', boxQuantity: 1 };
  return write('label-request', 'POST', labelPath(sellerId, trackingNumber), body);
}

export function getLabels(sellerId: string, trackingNumber: string): TrendyolRequest {
  return get('label', labelPath(sellerId, trackingNumber));
}

function labelPath(sellerId: string, trackingNumber: string): string {
  return sellerPath(sellerId, `common-label/${segment(trackingNumber)}`);
}

function sellerPath(sellerId: string, rest: string): string {
  return `/integration/sellers/${segment(sellerId)}/${rest}`;
}
