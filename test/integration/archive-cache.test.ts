import { afterEach, beforeEach, expect, it } from 'vitest';
import { allMigrations } from '#engine/cache/migrations/all.ts';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import { salvage } from '#engine/cache/salvage.ts';
import { insertArchiveImport, writeArchiveColumn } from '#engine/cache/tables/archive-import.ts';
import {
  findArchivedListings,
  markNewest,
  writeArchivedListing,
} from '#engine/cache/tables/archive-listing.ts';
import { findArchivedSales, writeArchivedSale } from '#engine/cache/tables/archive-sale.ts';
import { cacheProfile, type CacheProfile } from '../support/cache-profile.ts';

let profile: CacheProfile;
let other: CacheProfile;
beforeEach(() => {
  profile = cacheProfile();
  other = cacheProfile();
});
afterEach(() => {
  profile.remove();
  other.remove();
});

const ALL = { search: '', newestOnly: false, offset: 0, limit: 10 };
const listing = (externalId: string) => ({
  source: 'gittigidiyor' as const,
  externalId,
  ownCode: 'TS-100',
  ownCodeMade: false,
  groupId: 'TS-100',
  title: 'Şık Gömlek',
  subtitle: '',
  description: '',
  category: '',
  brand: '',
  barcode: '',
  mpn: '',
  attributes: [{ name: 'Marka', value: 'Örnek' }],
  images: [],
  priceE4: 1_999_000,
  listPriceE4: null,
  currency: 'TRY',
  quantityThen: 3,
  desi: 2.5,
  statusThen: 'A',
  importId: 'i1',
});
const sale = {
  source: 'gittigidiyor' as const,
  saleCode: '300000001',
  basket: '300000001',
  externalId: '500',
  ownCode: 'TS-100',
  title: 'Şık Gömlek',
  amount: 2,
  totalE4: 3_998_000,
  currency: 'TRY',
  statusThen: 'Tamamlandı',
  soldAt: 5,
  paidAt: null,
  commissionPercentE4: null,
  invoiceSealed: 'v1.token',
  importId: 'i1',
};

it('an archive finds its place in a cache of the version before, and is saved from a damaged one', () => {
  closeCache(
    openCache({ host: profile.host, migrations: allMigrations.filter(({ version }) => version < 80) }),
  );
  const database = openCache({ host: profile.host });
  insertArchiveImport(database, {
    importId: 'i1',
    source: 'gittigidiyor',
    fileName: 'a.xml',
    fileHash: 'f',
    format: 'xml',
    listings: 2,
    sales: 1,
    at: 1,
  });
  // By number, not by letter: 1000 came after 900.
  for (const externalId of ['1000', '900']) writeArchivedListing(database, listing(externalId));
  markNewest(database, 'gittigidiyor', 'TS-100');
  writeArchivedSale(database, sale);
  writeArchiveColumn(database, { source: 'gittigidiyor', header: 'kodumuz', field: 'itemId' });
  const rescued = openCache({ host: other.host });
  expect(salvage(database, rescued)).toBeGreaterThanOrEqual(5);
  for (const cache of [database, rescued]) {
    expect(findArchivedListings(cache, ALL).rows).toMatchObject([
      { externalId: '1000', newest: true, attributes: [{ name: 'Marka', value: 'Örnek' }], desi: 2.5 },
      { externalId: '900', newest: false },
    ]);
    expect(findArchivedListings(cache, { ...ALL, newestOnly: true, search: 'SIK gömlek' }).total).toBe(1);
    const { importId: _importId, ...row } = sale;
    expect(findArchivedSales(cache, ALL).rows).toEqual([row]);
    closeCache(cache);
  }
});
