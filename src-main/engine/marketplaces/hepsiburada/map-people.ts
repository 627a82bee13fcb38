import type { MarketplaceAddress, MarketplacePackage } from '../kit/port.ts';
import type { WireAddress, WireLine, WireOrder, WirePackage } from './wire-order.ts';

type People = Pick<MarketplacePackage, 'buyer' | 'shipping' | 'invoice'>;

/** Who bought, and where it goes, out of whichever of order, line and package says it. */
export function mapPeople(
  order: WireOrder | null,
  line: WireLine | undefined,
  parcel: WirePackage | undefined,
): People {
  const invoice = line?.invoice ?? order?.invoice ?? null;
  const deliveryAddress = line?.shippingAddress ?? order?.deliveryAddress ?? null;
  const name =
    order?.customer?.name || line?.customerName || parcel?.customerName || deliveryAddress?.name || '';
  const taxNumber = invoice?.taxNumber || (parcel?.taxNumber ?? '');
  const company = taxNumber === '' ? '' : ((parcel?.companyName || invoice?.address?.name) ?? '');
  const shipping = deliveryAddress ? mapAddress(deliveryAddress) : parcelAddress(parcel);
  const billing = invoice?.address?.address ? mapAddress(invoice.address) : billingAddress(parcel);
  return {
    buyer: {
      ...splitName(name),
      email: deliveryAddress?.email || (parcel?.email ?? ''),
      company,
      taxNumber,
      taxOffice: invoice?.taxOffice || (parcel?.taxOffice ?? ''),
      identityNumber: invoice?.turkishIdentityNumber || (parcel?.identityNo ?? ''),
    },
    shipping,
    invoice: { ...(billing ?? shipping), company },
  };
}

/** `town` is the ilçe, `district` the mahalle (sheet §4.2); our `district` is the ilçe. */
function mapAddress(address: WireAddress): MarketplaceAddress {
  return {
    ...splitName(address.name),
    company: '',
    address: withQuarter(address.address, address.district),
    district: address.town,
    city: address.city,
    postcode: address.postalCode,
    countryIso2: (address.countryCode || 'TR').toUpperCase(),
    phone: address.phoneNumber,
  };
}

function parcelAddress(parcel: WirePackage | undefined): MarketplaceAddress {
  return {
    ...splitName(parcel?.recipientName || (parcel?.customerName ?? '')),
    company: '',
    address: withQuarter(parcel?.shippingAddressDetail ?? '', parcel?.shippingDistrict ?? ''),
    district: parcel?.shippingTown ?? '',
    city: parcel?.shippingCity ?? '',
    postcode: '',
    countryIso2: (parcel?.shippingCountryCode || 'TR').toUpperCase(),
    phone: parcel?.phoneNumber ?? '',
  };
}

function billingAddress(parcel: WirePackage | undefined): MarketplaceAddress | null {
  if (!parcel || parcel.billingAddress === '') return null;
  return {
    ...splitName(parcel.companyName || parcel.customerName),
    company: '',
    address: withQuarter(parcel.billingAddress, parcel.billingDistrict),
    district: parcel.billingTown,
    city: parcel.billingCity,
    postcode: parcel.billingPostalCode,
    countryIso2: (parcel.billingCountryCode || 'TR').toUpperCase(),
    phone: parcel.phoneNumber,
  };
}

function withQuarter(address: string, quarter: string): string {
  if (quarter.trim() === '' || address.includes(quarter)) return address;
  return address.trim() === '' ? quarter : `${quarter} ${address}`;
}

/** One field holds the whole name: the last word is the family name. */
function splitName(name: string): { readonly firstName: string; readonly lastName: string } {
  const words = name.trim().split(/\s+/);
  if (words.length < 2) return { firstName: name.trim(), lastName: '' };
  return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1)! };
}
