import * as fc from 'fast-check';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CHANNEL_RULES } from '#contract/channels.ts';
import { ProductFilter, type ProductQuery } from '#contract/products.ts';
import type { FieldName } from '#common/product-field.ts';
import { foldKey } from '#common/turkish-text.ts';
import type { FieldValue } from '#contract/product-value.ts';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import { turkishSortKey } from '#engine/cache/sort-key.ts';
import { insertChannel } from '#engine/cache/tables/channel.ts';
import { keepEdits, undoBatch } from '#engine/cache/tables/edit-batch.ts';
import { findEdits } from '#engine/cache/tables/edit-query.ts';
import { writeLink, writeLinkState } from '#engine/cache/tables/listing-link.ts';
import { writeListing } from '#engine/cache/tables/listing.ts';
import { discardEdits, findPending, listPending, writePending } from '#engine/cache/tables/pending-edit.ts';
import { warmProducts, warmProductWords } from '#engine/cache/tables/product-boards.ts';
import { findProducts, selectProducts } from '#engine/cache/tables/product-query.ts';
import { productRows } from '#engine/cache/tables/product-rows.ts';
import { writeSheet } from '#engine/cache/tables/product-sheet.ts';
import { writeProductGone, writeProduct } from '#engine/cache/tables/product.ts';
import { writeVariant } from '#engine/cache/tables/variant.ts';
import { transact } from '#engine/cache/transaction.ts';
import { defaultMode } from '#engine/editing/merge.ts';
import { cacheProfile, type CacheProfile } from '../support/cache-profile.ts';

const TITLES = ['Keten Gömlek', 'İpek Şal', 'Işıltılı Çanta', 'Çocuk Şapkası', 'ÇELİK TERMOS', 'Şemsiye'];
const SEARCHES = ['', 'k', 'şa', 'SAL', 'gömlek', 'kg-1', '869', '8690000001 ipek', 'p3', 'yok böyle'];
const FILTERS = ProductFilter.options;
const SORTS = ['title', 'model', 'quantity', 'price', 'modifiedAt', 'productId'] as const;

let profile: CacheProfile;
let database: Database;
beforeEach(() => {
  profile = cacheProfile();
  database = openCache({ host: profile.host });
  // All that the list needs to know of the shop: the language of its titles, and which code is the barcode.
  database
    .prepare(
      `INSERT INTO store (id, kind, connection, report, settings, connected_at)
       VALUES (1, 'sample', '{"kind":"sample"}', '{"language":"tr-tr"}', '{"barcodeSource":"ean"}', 1)`,
    )
    .run();
  insertChannel(database, {
    channelId: 'c1',
    marketplace: 'trendyol',
    name: 'c1',
    mode: 'approval',
    baseUrl: null,
    rules: DEFAULT_CHANNEL_RULES,
    account: null,
    createdAt: 1,
  });
});
afterEach(() => {
  closeCache(database);
  profile.remove();
});

type Made = {
  readonly number: number;
  readonly title: string;
  readonly quantity?: number;
  readonly price?: number;
};

function addProduct({ number, title, quantity = number % 4, price = number * 10_000 }: Made): void {
  const productId = String(number);
  const ean = number % 5 === 0 ? '' : `869000000${number}`;
  const model = `KG-${number}`;
  const codes = { model, ...(ean === '' ? {} : { ean }) };
  const images = number % 3 === 0 ? [] : [`resim-${number}.jpg`];
  transact(database, () => {
    writeProduct(database, {
      product: {
        productId,
        fingerprint: `f${title}`,
        title,
        model,
        codes,
        manufacturer: 'Marka',
        categories: ['Giyim'],
        images,
        descriptions: [],
        enabled: number % 2 === 0,
        currency: 'TRY',
        storedPriceE4: price,
        taxRateE4: 0,
        modifiedAt: `2026-11-${String(10 + (number % 9))} 10:00:00`,
        variants: [],
      },
      rangeKey: '0-999',
      at: 1,
      earlier: 'maybe',
    });
    writeVariant(database, {
      variantId: `p${number}`,
      productId,
      optionValueIds: [],
      optionText: '',
      barcode: ean,
      stockCode: `STK-${number}`,
      model,
      codes: {},
      quantity,
      priceE4: price,
      listPriceE4: price,
      enabled: true,
      offeredIn: ['0'],
      title,
      imageUrl: images[0] ?? null,
      currency: 'TRY',
      taxRateE4: 0,
      doubt: null,
      doubtedAt: null,
      looseBarcode: '',
      titleFold: foldKey(title),
      searchKey: foldKey(title),
      readAt: 1,
    });
    writeSheet(database, {
      productId,
      sheet: {
        model,
        enabled: number % 2 === 0,
        quantity,
        price,
        images,
        'name:tr-tr': title,
        'code:ean': ean,
      },
      dateModified: null,
      masterId: null,
      options: [],
      fingerprint: `f${title}`,
      readAt: 1,
    });
  });
}

function addListing(number: number): void {
  writeListing(database, {
    channelId: 'c1',
    listing: {
      externalId: `x${number}`,
      barcode: `x${number}`,
      stockCode: '',
      groupId: '',
      title: `x${number}`,
      imageUrl: null,
      productUrl: null,
      state: 'on-sale',
      rawState: 'onSale',
      quantity: null,
      salePriceE4: null,
      listPriceE4: null,
    },
    newListingId: `l${number}`,
    at: 1,
  });
}

let batches = 0;
function edit(number: number, field: FieldName, base: FieldValue, mine: FieldValue): string {
  const batchId = `b${(batches += 1)}`;
  const made = { productId: String(number), field, base, mine, mode: defaultMode(field) };
  keepEdits(database, { batchId, at: 1, by: 'merchant', title: '' }, [made]);
  return batchId;
}

const query = (changes: Partial<ProductQuery> = {}): ProductQuery => ({
  search: '',
  filter: 'all',
  sort: 'title',
  descending: false,
  offset: 0,
  limit: 500,
  ...changes,
});

/** Every product as the page shows it, found out one by one. */
function shown() {
  const ids = database.prepare<[], string>('SELECT product_id FROM product').pluck().all();
  return productRows({ database, facts: FACTS, barcodeSource: 'ean' }, ids);
}
type Shown = ReturnType<typeof shown>[number];

const FACTS = {
  languages: [],
  language: 'tr-tr',
  currency: 'TRY',
  pricesIncludeTax: true,
  categories: [],
  manufacturers: [],
  attributes: [],
  codeSources: ['ean'],
  imageBaseUrl: null,
  limits: {
    name: 255,
    model: 64,
    image: 255,
    description: 65_535,
    attribute: 65_535,
    codes: {},
    otherCode: 255,
  },
};

const TRUTH: Readonly<Record<ProductFilter, (row: Shown) => boolean>> = {
  all: () => true,
  pending: (row) => row.pending > 0,
  conflict: (row) => row.conflicts > 0,
  refused: (row) => row.refused > 0,
  enabled: (row) => row.enabled,
  disabled: (row) => !row.enabled,
  'out-of-stock': (row) => row.quantity! <= 0,
  'no-barcode': (row) => row.barcode === '',
  'no-image': (row) => row.imageUrl === null,
  'not-listed': (row) => row.listings === 0,
};
const SORTED: Readonly<Record<ProductQuery['sort'], (row: Shown) => string | number>> = {
  title: (row) => turkishSortKey(row.title),
  model: (row) => turkishSortKey(row.model),
  quantity: (row) => row.quantity!,
  price: (row) => row.storedPriceE4,
  modifiedAt: (row) => row.modifiedAt!,
  productId: (row) => Number(row.productId),
};

function matches(row: Shown, search: string): boolean {
  const key = foldKey(
    `${row.title} ${row.model} ${row.barcode} ${shopCodes(row.productId)} p${row.productId}`,
  );
  return foldKey(search)
    .split(' ')
    .every((term) => key.includes(term));
}

function shopCodes(productId: string): string {
  return database
    .prepare<[string], string>(
      "SELECT group_concat(barcode || ' ' || stock_code, ' ') FROM variant WHERE product_id = ? AND gone_at IS NULL",
    )
    .pluck()
    .all(productId)
    .join(' ');
}

function expectTruth(): void {
  const rows = shown();
  for (const search of SEARCHES) {
    const found = rows.filter((row) => matches(row, search));
    for (const filter of FILTERS) {
      const window = findProducts(database, query({ search, filter }));
      const expected = found.filter(TRUTH[filter]).map(({ productId }) => productId);
      expect(window.productIds.toSorted(), `${search}/${filter}`).toEqual(expected.toSorted());
      expect(window.total, `${search}/${filter}`).toBe(expected.length);
      expect(window.counts[filter], `${search}/${filter}`).toBe(expected.length);
    }
  }
  for (const sort of SORTS) {
    const byId = new Map(rows.map((row) => [row.productId, row]));
    const window = findProducts(database, query({ sort }));
    const values = window.productIds.map((productId) => SORTED[sort](byId.get(productId)!));
    expect(values, sort).toEqual(values.toSorted((one, other) => (one < other ? -1 : Number(one > other))));
    const down = findProducts(database, query({ sort, descending: true, offset: 1, limit: 3 }));
    expect(down.productIds, sort).toEqual(window.productIds.toReversed().slice(1, 4));
  }
  expectEdits();
}

/** The list of edits holds every edit once, whatever its window. */
function expectEdits(): void {
  const all = listPending(database, { limit: 1_000 }).edits;
  for (const state of [null, 'pending', 'conflict'] as const) {
    const wanted = all.filter((each) => state === null || each.state === state);
    const offsets = Array.from({ length: Math.ceil(wanted.length / 7) }, (_, page) => page * 7);
    const pages = offsets.flatMap((offset) => {
      const page = findEdits(database, { state, search: '', offset, limit: 7 });
      expect(page.total).toBe(wanted.length);
      return page.edits;
    });
    const places = (edits: typeof all) => edits.map((each) => `${each.productId} ${each.field}`).toSorted();
    expect(places(pages)).toEqual(places(wanted));
  }
}

type Write = () => void;

/** What a merchant, a sync and the shop do to products, each as one write. */
const write = (): fc.Arbitrary<Write> => {
  const number = fc.integer({ min: 1, max: 8 });
  const title = fc.constantFrom(...TITLES);
  return fc.oneof(
    fc.tuple(number, title, fc.nat(3)).map(
      ([each, name, quantity]): Write =>
        () =>
          addProduct({ number: each, title: name, quantity }),
    ),
    number.map(
      (each): Write =>
        () =>
          writeProductGone(database, String(each), 2),
    ),
    number.map(
      (each): Write =>
        () =>
          void database.prepare('DELETE FROM product WHERE product_id = ?').run(String(each)),
    ),
    number.map((each): Write => () => {
      addListing(each);
      writeLink(database, { listingId: `l${each}`, variantId: `p${each}`, by: 'merchant', at: 1 });
    }),
    number.map(
      (each): Write =>
        () =>
          writeLinkState(database, `l${each}`, 'ignored'),
    ),
    fc.tuple(number, title).map(
      ([each, name]): Write =>
        () =>
          void edit(each, 'name:tr-tr', 'x', name),
    ),
    fc.tuple(number, fc.nat(5)).map(
      ([each, pieces]): Write =>
        () =>
          void edit(each, 'quantity', 3, pieces),
    ),
    fc.tuple(number, fc.nat(90_000)).map(
      ([each, price]): Write =>
        () =>
          void edit(each, 'price', 1, price),
    ),
    fc.tuple(number, fc.boolean()).map(
      ([each, on]): Write =>
        () =>
          void edit(each, 'enabled', !on, on),
    ),
    fc.tuple(number, fc.constantFrom('', '8690000001')).map(
      ([each, code]): Write =>
        () =>
          void edit(each, 'code:ean', 'x', code),
    ),
    fc.tuple(number, fc.boolean()).map(
      ([each, some]): Write =>
        () =>
          void edit(each, 'images', ['x'], some ? ['y.jpg'] : []),
    ),
    number.map((each): Write => () => {
      const pending = findPending(database, { productId: String(each), field: 'price' });
      if (pending) writePending(database, { ...pending, state: 'conflict', theirs: 5, theirsAt: 2 });
    }),
    number.map(
      (each): Write =>
        () =>
          void discardEdits(database, [{ productId: String(each), field: 'price' }]),
    ),
    fc.tuple(number, title).map(([each, name]): Write => () => {
      undoBatch(database, edit(each, 'name:tr-tr', 'x', name), 3);
    }),
    fc.tuple(number, title).map(([each, name]): Write => () => {
      expect(() =>
        transact(database, () => {
          addProduct({ number: each, title: name });
          throw new Error('taken back');
        }),
      ).toThrow('taken back');
    }),
  );
};

describe('products that are searched, filtered and sorted', () => {
  it('are exactly those that the page shows so, after whatever was written', () => {
    for (const [index, title] of TITLES.entries()) addProduct({ number: index + 1, title });
    expectTruth();
    fc.assert(
      fc.property(fc.array(write(), { minLength: 1, maxLength: 6 }), (writes) => {
        for (const each of writes) each();
        expectTruth();
      }),
      { numRuns: 40 },
    );
  });

  it('stand in the order of the Turkish alphabet and count as the merchant left them', () => {
    for (const [index, title] of TITLES.entries()) addProduct({ number: index + 1, title });
    edit(1, 'name:tr-tr', 'Keten Gömlek', 'Zeytinyağı');
    edit(2, 'enabled', true, false);
    edit(3, 'quantity', 3, 0);
    const { productIds, counts } = findProducts(database, query());
    expect(productIds).toEqual(['5', '4', '3', '2', '6', '1']);
    expect(counts).toMatchObject({ all: 6, pending: 3, enabled: 2, disabled: 4, 'out-of-stock': 2 });
    expect(findProducts(database, query({ search: 'ZEYTİN' })).productIds).toEqual(['1']);
    expect(selectProducts(database, { search: '', filter: 'out-of-stock' })).toEqual(['4', '3']);
  });

  it('are all found by who asks while they are still being read', async () => {
    transact(database, () => {
      for (let number = 1; number <= 6_000; number += 1) addProduct({ number, title: `Mavi Kupa ${number}` });
    });
    const pauses: (() => void)[] = [];
    const pause = () => new Promise<void>((resolve) => pauses.push(resolve));
    const warming = warmProducts(database, pause);
    expect(pauses).toHaveLength(1);
    addProduct({ number: 7, title: 'Yeşil Kupa' });
    expect(findProducts(database, query()).total).toBe(6_000);
    pauses.shift()?.();
    await warming;
    const gathering = warmProductWords(database, pause);
    expect(pauses).toHaveLength(1);
    addProduct({ number: 8, title: 'Yeşil Kupa' });
    expect(findProducts(database, query({ search: 'yeşil' })).productIds).toEqual(['7', '8']);
    pauses.shift()?.();
    await gathering;
    expect(findProducts(database, query({ search: 'kupa' })).total).toBe(6_000);
  });

  it('go by another barcode once the merchant chose another', () => {
    addProduct({ number: 1, title: 'Keten Gömlek' });
    edit(1, 'code:ean', '8690000001', '');
    expect(findProducts(database, query({ filter: 'no-barcode' })).total).toBe(1);
    database.prepare(`UPDATE store SET settings = '{"barcodeSource":"model"}'`).run();
    expect(findProducts(database, query({ filter: 'no-barcode' })).total).toBe(0);
  });
});
