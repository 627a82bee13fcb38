/**
 * Services with their namespaces, as the official client v2.3, a typed client of 2022 and the developer pages have them
 * (sheet §2). Product services have an https namespace, the others http; all of them answer below the same TLS port.
 */
export const SERVICES = {
  IndividualProductService: 'https://product.individual.ws.listingapi.gg.com',
  IndividualSaleService: 'http://sale.individual.ws.listingapi.gg.com',
  IndividualCargoService: 'http://cargo.individual.ws.listingapi.gg.com',
  CategoryService: 'http://category.anonymous.ws.listingapi.gg.com',
  CategoryV2Service: 'http://categoryv2.anonymous.ws.listingapi.gg.com',
} as const;

export type GittiGidiyorService = keyof typeof SERVICES;

/** Where a service answers, below the base URL (sheet §2). */
export function servicePath(service: GittiGidiyorService): string {
  return `/listingapi/ws/${service}`;
}
