import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from 'better-sqlite3';
import { DEFAULT_CHANNEL_RULES } from '#contract/channels.ts';
import type { ListingFilter, ListingQuery } from '#contract/listings.ts';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import { warmBoards } from '#engine/cache/tables/boards.ts';
import { deleteChannel, insertChannel } from '#engine/cache/tables/channel.ts';
import { writeLink, writeLinkState } from '#engine/cache/tables/listing-link.ts';
import { findWindow } from '#engine/cache/tables/listing-query.ts';
import { writeConfirmed, writeListing, writeOverrides } from '#engine/cache/tables/listing.ts';
import { searchVariantRows } from '#engine/cache/tables/variant-search.ts';
import { writeVariant, writeVariantGone } from '#engine/cache/tables/variant.ts';
import { transact } from '#engine/cache/transaction.ts';
import { foldKey } from '#common/turkish-text.ts';
import { cacheProfile, type CacheProfile } from '../support/cache-profile.ts';

let profile: CacheProfile;
let database: Database;
beforeEach(() => {
  profile = cacheProfile();
  database = openCache({ host: profile.host });
  for (const channelId of CHANNELS) addChannel(channelId);
});
afterEach(() => {
  closeCache(database);
  profile.remove();
});

const CHANNELS = ['c1', 'c2'] as const;
const TITLES = ['Keten Gömlek', 'İpek Şal', 'Işıltılı Çanta', 'Çocuk Şapkası', 'ÇELİK TERMOS'];
const SEARCHES = ['', 'k', 'şa', 'SAL', 'gömlek', '869', '00', 'stk-1', 'çanta 86', 'yok böyle'];
const FILTERS: readonly ListingFilter[] = [
  'all',
  'differs',
  'held',
  'failed',
  'unlinked',
  'proposed',
  'out-of-stock',
  'frozen',
  'not-listed',
];

function addChannel(channelId: string): void {
  insertChannel(database, {
    channelId,
    marketplace: 'trendyol',
    name: channelId,
    mode: 'approval',
    baseUrl: null,
    rules: DEFAULT_CHANNEL_RULES,
    account: null,
    createdAt: 1,
  });
}

function addVariant(number: number, title: string): void {
  database
    .prepare(
      `INSERT INTO product (product_id, range_key, fingerprint, title, model, codes, manufacturer, categories, images,
         enabled, currency, stored_price_e4, tax_rate_e4, read_at)
       VALUES (?, '0-999', '', ?, '', '{}', '', '[]', '[]', 1, 'TRY', 0, 0, 1) ON CONFLICT DO NOTHING`,
    )
    .run(String(number), title);
  writeVariant(database, {
    variantId: `p${number}`,
    productId: String(number),
    optionValueIds: [],
    optionText: '',
    barcode: `8690000${number}`,
    stockCode: `STK-${number}`,
    model: '',
    codes: {},
    quantity: 5,
    priceE4: 100_000,
    listPriceE4: 100_000,
    enabled: true,
    offeredIn: ['0'],
    title,
    imageUrl: null,
    currency: 'TRY',
    taxRateE4: 0,
    doubt: null,
    doubtedAt: null,
    looseBarcode: '',
    titleFold: foldKey(title),
    searchKey: foldKey(`${title} 8690000${number} STK-${number} p${number}`),
    readAt: 1,
  });
}

function addListing(channelId: string, number: number, title: string): void {
  writeListing(database, {
    channelId,
    listing: {
      externalId: `8690000${number}`,
      barcode: `8690000${number}`,
      stockCode: `STK-${number}`,
      groupId: '',
      title,
      imageUrl: null,
      productUrl: null,
      state: 'on-sale',
      rawState: 'onSale',
      quantity: null,
      salePriceE4: null,
      listPriceE4: null,
    },
    newListingId: `${channelId}-${number}`,
    at: 1,
  });
}

const query = (changes: Partial<ListingQuery>): Omit<ListingQuery, 'channelId'> => ({
  search: '',
  filter: 'all',
  sort: 'title',
  descending: false,
  offset: 0,
  limit: 500,
  ...changes,
});

/** The same asked of the rows themselves, one by one, by nothing but their own columns. */
const TRUTH: Readonly<Record<Exclude<ListingFilter, 'not-listed'>, string>> = {
  all: '1',
  differs: `link_state = 'linked' AND frozen = 0 AND desired_quantity IS NOT NULL
    AND desired_quantity IS NOT confirmed_quantity`,
  held: 'held = 1',
  failed: '0',
  unlinked: "link_state = 'unlinked'",
  proposed: "link_state = 'proposed'",
  'out-of-stock': 'confirmed_quantity = 0',
  frozen: 'frozen = 1',
};

function truth(channelIds: readonly string[], search: string, filter: ListingFilter): readonly number[] {
  const terms = foldKey(search).split(' ').filter(Boolean);
  const ids = channelIds.map((id) => `'${id}'`).join(', ');
  const rows =
    filter === 'not-listed'
      ? database.prepare<[], { row: number; search_key: string }>(
          `SELECT row, search_key FROM variant v WHERE gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM listing l
             WHERE l.variant_id = v.variant_id AND l.link_state = 'linked' AND l.channel_id IN (${ids}))`,
        )
      : database.prepare<[], { row: number; search_key: string }>(
          `SELECT row, search_key FROM listing WHERE channel_id IN (${ids}) AND ${TRUTH[filter]}`,
        );
  return rows
    .all()
    .filter(({ search_key }) => terms.every((term) => search_key.includes(term)))
    .map(({ row }) => row)
    .sort((left, right) => left - right);
}

function expectTruth(): void {
  for (const channelIds of [['c1'], ['c1', 'c2']]) {
    for (const search of SEARCHES) {
      for (const filter of FILTERS) {
        const found = findWindow(database, channelIds, query({ search, filter }));
        const expected = truth(channelIds, search, filter);
        expect(
          found.rows.toSorted((left, right) => left - right),
          `${search}/${filter}`,
        ).toEqual(expected);
        expect(found.total, `${search}/${filter}`).toBe(expected.length);
        expect(found.counts[filter], `${search}/${filter}`).toBe(expected.length);
      }
    }
  }
}

type Write = () => void;

/** What a merchant, a sync and a marketplace do to listings, each as one write. */
const write = (): fc.Arbitrary<Write> => {
  const number = fc.integer({ min: 1, max: 12 });
  const channel = fc.constantFrom(...CHANNELS);
  const title = fc.constantFrom(...TITLES);
  const id = fc.tuple(channel, number).map(([channelId, each]) => `${channelId}-${each}`);
  return fc.oneof(
    fc.tuple(channel, number, title).map(
      (made): Write =>
        () =>
          addListing(...made),
    ),
    fc.tuple(number, title).map(
      (made): Write =>
        () =>
          addVariant(...made),
    ),
    number.map(
      (each): Write =>
        () =>
          writeVariantGone(database, `p${each}`, 2),
    ),
    fc.tuple(id, number).map(
      ([listingId, each]): Write =>
        () =>
          writeLink(database, { listingId, variantId: `p${each}`, by: 'merchant', at: 1 }),
    ),
    id.map(
      (listingId): Write =>
        () =>
          writeLinkState(database, listingId, 'ignored'),
    ),
    fc.tuple(id, fc.nat(2)).map(
      ([listingId, quantity]): Write =>
        () =>
          writeConfirmed(database, { listingId, quantity, priceE4: 100_000, listPriceE4: null, at: 3 }),
    ),
    fc.tuple(id, fc.boolean()).map(
      ([listingId, frozen]): Write =>
        () =>
          writeOverrides(database, listingId, {
            priceE4: null,
            stockBuffer: null,
            floorE4: null,
            ceilingE4: null,
            frozen,
          }),
    ),
    fc.tuple(id, fc.nat(2)).map(
      ([listingId, quantity]): Write =>
        () =>
          void database
            .prepare('UPDATE listing SET desired_quantity = ?, held = ? WHERE listing_id = ?')
            .run(quantity, quantity % 2, listingId),
    ),
    number.map(
      (each): Write =>
        () =>
          void database.prepare('DELETE FROM product WHERE product_id = ?').run(String(each)),
    ),
    fc.constant<Write>(() => {
      deleteChannel(database, 'c2');
      addChannel('c2');
    }),
    fc.array(fc.tuple(number, title), { maxLength: 4 }).map((made): Write => () => {
      expect(() =>
        transact(database, () => {
          for (const each of made) addVariant(...each);
          throw new Error('taken back');
        }),
      ).toThrow('taken back');
    }),
  );
};

describe('listings that are searched and filtered', () => {
  it('are exactly those that the rows themselves answer for, after whatever was written', () => {
    for (const [index, title] of TITLES.entries()) {
      addListing('c1', index + 1, title);
      addVariant(index + 1, title);
    }
    expectTruth();
    fc.assert(
      fc.property(fc.array(write(), { minLength: 1, maxLength: 6 }), (writes) => {
        for (const each of writes) each();
        expectTruth();
      }),
      { numRuns: 60 },
    );
  });

  it('stand in the order of the Turkish alphabet, however many a search finds', () => {
    transact(database, () => {
      for (let number = 1; number <= 5_000; number += 1) {
        addListing('c1', number, `${TITLES[number % TITLES.length]} ${String(number).padStart(4, '0')}`);
      }
    });
    const many = findWindow(database, ['c1'], query({ search: 'e', limit: 400, offset: 100 }));
    const few = findWindow(database, ['c1'], query({ search: 'stk-12', limit: 400 }));
    expect(many.total).toBeGreaterThan(2_000);
    expect(few.total).toBeLessThan(2_000);
    for (const { rows } of [many, few]) expect(rows).toEqual(rowsByTitle(rows));
    const down = findWindow(database, ['c1'], query({ search: 'e', descending: true, limit: many.total }));
    const up = findWindow(database, ['c1'], query({ search: 'e', limit: many.total }));
    expect(down.rows).toEqual(up.rows.toReversed());
  });

  it('are all found by a search that comes while their words are still being gathered', async () => {
    transact(database, () => {
      for (let number = 1; number <= 5_000; number += 1) addListing('c1', number, `Mavi Kupa ${number}`);
    });
    const pauses: (() => void)[] = [];
    const warming = warmBoards(database, () => new Promise((resolve) => pauses.push(resolve)));
    expect(pauses).toHaveLength(1);
    addListing('c1', 7, 'Yeşil Kupa 7');
    addListing('c1', 5_001, 'Yeşil Kupa 5001');
    database.prepare("DELETE FROM listing WHERE listing_id = 'c1-8'").run();
    findWindow(database, ['c1'], query({}));
    addListing('c1', 9, 'Yeşil Kupa 9');
    expect(findWindow(database, ['c1'], query({ search: 'yeşil' })).total).toBe(3);
    expect(findWindow(database, ['c1'], query({ search: 'mavi' })).total).toBe(4_997);
    pauses.shift()?.();
    await warming;
    expect(findWindow(database, ['c1'], query({ search: 'kupa' })).total).toBe(5_000);
  });

  it('follow a title that changed to where it belongs now', () => {
    transact(database, () => {
      for (let number = 1; number <= 3_000; number += 1) addListing('c1', number, `Mavi Kupa ${number}`);
    });
    expect(findWindow(database, ['c1'], query({ search: 'kupa', limit: 1 })).total).toBe(3_000);
    addListing('c1', 2_500, 'Altın Kupa');
    const [first] = findWindow(database, ['c1'], query({ search: 'kupa', limit: 1 })).rows;
    expect(database.prepare('SELECT title FROM listing WHERE row = ?').pluck().get(first)).toBe('Altın Kupa');
  });
});

it('the shop’s goods are found by any part of a name or code, living ones only, the first titles first', () => {
  transact(database, () => {
    for (let number = 1; number <= 2_500; number += 1) {
      addVariant(number, `Kupa ${number % 2 ? 'Zeytin' : 'Ahşap'}`);
    }
  });
  writeVariantGone(database, 'p2', 5);
  const titles = (search: string): readonly unknown[] =>
    searchVariantRows(database, search, 3).map((row) =>
      database.prepare('SELECT title_fold FROM variant WHERE row = ?').pluck().get(row),
    );
  expect(titles('kupa')).toEqual(['kupa ahsap', 'kupa ahsap', 'kupa ahsap']);
  expect(titles('ZEYTİN')).toEqual(['kupa zeytin', 'kupa zeytin', 'kupa zeytin']);
  expect(searchVariantRows(database, 'stk-2499', 3)).toHaveLength(1);
  expect(searchVariantRows(database, 'p2', 5_000)).not.toContain(2);
  expect(searchVariantRows(database, '', 2)).toHaveLength(2);
});

function rowsByTitle(rows: readonly number[]): readonly unknown[] {
  return database
    .prepare('SELECT row FROM listing WHERE row IN (SELECT value FROM json_each(?)) ORDER BY title_key, row')
    .pluck()
    .all(JSON.stringify(rows));
}
