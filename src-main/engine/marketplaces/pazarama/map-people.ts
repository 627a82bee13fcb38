import type { MarketplaceAddress, MarketplacePackage } from '../kit/port.ts';
import type { WireAddress, WireOrder } from './wire-order.ts';

/** Company invoices; 1 is a person's (portal, 2026). */
const COMPANY = 2;

export function mapBuyer(wire: WireOrder): MarketplacePackage['buyer'] {
  const billing = wire.billingAddress;
  const corporate = isCompany(billing);
  return {
    ...splitName(wire.customerName || (billing?.nameSurname ?? '')),
    email: wire.customerEmail.trim(),
    company: corporate ? companyOf(billing) : '',
    taxNumber: corporate ? (billing?.taxNumber ?? '').trim() : '',
    taxOffice: corporate ? (billing?.taxOffice ?? '').trim() : '',
    identityNumber: corporate ? '' : (billing?.identityNumber ?? '').trim(),
  };
}

export function mapShipping(wire: WireOrder): MarketplaceAddress {
  const mapped = mapAddress(wire.shipmentAddress ?? wire.billingAddress);
  return mapped.firstName === '' ? { ...mapped, ...splitName(wire.customerName) } : mapped;
}

export function mapInvoice(wire: WireOrder): MarketplaceAddress {
  const billing = wire.billingAddress ?? wire.shipmentAddress;
  const mapped = mapAddress(billing);
  return isCompany(billing) ? { ...mapped, company: companyOf(billing) } : mapped;
}

function isCompany(address: WireAddress | null | undefined): boolean {
  return address?.invoiceType === COMPANY;
}

function companyOf(address: WireAddress | null | undefined): string {
  return (address?.companyName || address?.nameSurname || '').trim();
}

function mapAddress(address: WireAddress | null | undefined): MarketplaceAddress {
  const street = (address?.addressDetail || address?.displayAddressText || '').trim();
  const quarter = (address?.neighborhoodName ?? '').trim();
  return {
    ...splitName(address?.nameSurname ?? ''),
    company: '',
    address: quarter === '' || street.includes(quarter) ? street : `${quarter} ${street}`.trim(),
    district: (address?.districtName ?? '').trim(),
    city: (address?.cityName ?? '').trim(),
    // Addresses carry neither; Pazarama delivers in Turkey.
    postcode: '',
    countryIso2: 'TR',
    phone: (address?.phoneNumber ?? '').trim(),
  };
}

/** Pazarama sends one name; the last word is the family's. */
function splitName(fullName: string): { readonly firstName: string; readonly lastName: string } {
  const words = fullName.trim().split(/\s+/);
  const last = words.length > 1 ? words.pop()! : '';
  return { firstName: words.join(' '), lastName: last };
}
