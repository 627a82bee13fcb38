import type { MarketplaceAddress, MarketplacePackage } from '../kit/port.ts';
import type { WireAddress, WirePackage } from './wire-order.ts';

/** Company invoices; 1 is a person's (sheet §7.1). */
const COMPANY = 2;

export function mapBuyer(wire: WirePackage): MarketplacePackage['buyer'] {
  const billing = wire.billingAddress;
  const corporate = isCompany(billing);
  const name = wire.customerfullName || wire.customerFullName || (billing?.fullName ?? '');
  return {
    ...splitName(name),
    email: wire.customerEmail.trim(),
    company: corporate ? (billing?.fullName ?? '').trim() : '',
    taxNumber: corporate ? firstOf(billing?.taxId, wire.taxId) : '',
    taxOffice: corporate ? firstOf(billing?.taxHouse, wire.taxOffice) : '',
    identityNumber: corporate ? '' : firstOf(wire.tcIdentityNumber, billing?.tcId),
  };
}

/** Of a pick-up order the delivery address is the point and names nobody: the buyer is in the invoice's. */
export function mapShipping(wire: WirePackage): MarketplaceAddress {
  const shipping = wire.shippingAddress ?? wire.billingAddress;
  const billing = wire.billingAddress;
  const mapped = mapAddress(shipping);
  if (mapped.firstName !== '' || billing === null || billing === undefined)
    return mapped.firstName === '' ? { ...mapped, ...splitName(wire.customerfullName) } : mapped;
  const named = splitName(billing.fullName || wire.customerfullName);
  return { ...mapped, ...named, phone: mapped.phone || billing.gsm };
}

export function mapInvoice(wire: WirePackage): MarketplaceAddress {
  const billing = wire.billingAddress ?? wire.shippingAddress;
  const mapped = mapAddress(billing);
  return isCompany(billing) ? { ...mapped, company: (billing?.fullName ?? '').trim() } : mapped;
}

function isCompany(address: WireAddress | null | undefined): boolean {
  return address?.invoiceType === COMPANY;
}

function mapAddress(address: WireAddress | null | undefined): MarketplaceAddress {
  const street = (address?.address ?? '').trim();
  const quarter = (address?.neighborhood ?? '').trim();
  return {
    ...splitName(address?.fullName ?? ''),
    company: '',
    address: quarter === '' || street.includes(quarter) ? street : `${quarter} ${street}`.trim(),
    district: (address?.district ?? '').trim(),
    city: (address?.city ?? '').trim(),
    postcode: (address?.postalCode ?? '').trim(),
    countryIso2: (address?.countryCode || 'TR').trim().toUpperCase(),
    phone: (address?.gsm ?? '').trim(),
  };
}

/** n11 sends one name; the last word is the family's. */
function splitName(fullName: string): { readonly firstName: string; readonly lastName: string } {
  const words = fullName.trim().split(/\s+/);
  const last = words.length > 1 ? words.pop()! : '';
  return { firstName: words.join(' '), lastName: last };
}

function firstOf(...texts: readonly (string | undefined)[]): string {
  return texts.map((text) => (text ?? '').trim()).find((text) => text !== '') ?? '';
}
