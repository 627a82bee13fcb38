import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import type { Vault } from '../vault/port.ts';

/** The personal part of an order, from its newest package. */
export type OrderBuyer = Pick<MarketplacePackage, 'buyer' | 'shipping' | 'invoice' | 'cargo'>;

export function sealBuyer(vault: Vault, orderId: string, source: OrderBuyer): string {
  const { buyer, shipping, invoice, cargo } = source;
  return vault.seal(
    placeOf(orderId),
    JSON.stringify({ buyer, shipping, invoice, cargo } satisfies OrderBuyer),
  );
}

const NOBODY = {
  firstName: '',
  lastName: '',
  company: '',
  address: '',
  district: '',
  city: '',
  postcode: '',
  countryIso2: '',
  phone: '',
};

/** What stands where a buyer was forgotten. */
export const NO_BUYER: OrderBuyer = {
  buyer: {
    firstName: '',
    lastName: '',
    email: '',
    company: '',
    taxNumber: '',
    taxOffice: '',
    identityNumber: '',
  },
  shipping: NOBODY,
  invoice: NOBODY,
  cargo: { provider: '', trackingNumber: '', trackingLink: '' },
};

/** An empty token stands for a buyer who was forgotten. Rejects with `vault/tampered` or `vault/key-changed`. */
export function openBuyer(vault: Vault, orderId: string, token: string): OrderBuyer {
  if (token === '') return NO_BUYER;
  // Sealed by sealBuyer above, and authenticated: nobody else can have written it.
  return JSON.parse(vault.open(placeOf(orderId), token)) as OrderBuyer;
}

function placeOf(orderId: string): { table: string; row: string; field: string } {
  return { table: 'sales_order', row: orderId, field: 'buyer' };
}
