import { CodeResult, CodeRow } from '#contract/codes.ts';
import { EditingFacts, ProductDetail, ProductRow } from '#contract/products.ts';
import type { PendingEditRow, ProductPage, ProductQuery, ProductSheetRecord } from '#contract/products.ts';
import { foldKey } from '#common/turkish-text.ts';
import { someEdit } from './page-data-edits.ts';

const AT = '2026-11-24T11:05:00.000Z';

/** What can be chosen from in the shop of these tests: two languages, a few categories, prices without tax. */
export function someFacts(change: Partial<EditingFacts> = {}): EditingFacts {
  return EditingFacts.parse({
    languages: [
      { code: 'tr-tr', name: 'Türkçe', enabled: true },
      { code: 'en-gb', name: 'English', enabled: true },
    ],
    language: 'tr-tr',
    currency: 'TRY',
    pricesIncludeTax: false,
    categories: [
      { categoryId: '20', path: 'Ev' },
      { categoryId: '21', path: 'Ev > Işıklandırma' },
      { categoryId: '22', path: 'Ev > Mutfak' },
      { categoryId: '33', path: 'Hediyelik' },
    ],
    manufacturers: [
      { manufacturerId: '5', name: 'İnci Cam' },
      { manufacturerId: '6', name: 'Örnek Metal' },
    ],
    attributes: [{ attributeId: '7', group: 'Ölçüler', name: 'Yükseklik' }],
    codeSources: ['sku', 'ean'],
    imageBaseUrl: 'https://shop.example.com/image/',
    limits: {
      name: 255,
      model: 64,
      image: 255,
      description: 65_535,
      attribute: 65_535,
      codes: { sku: 64, ean: 14 },
      otherCode: 255,
    },
    ...change,
  });
}

/** A product that is on sale, with nothing waiting. */
export function someProduct(index: number, change: Partial<ProductRow> = {}): ProductRow {
  return ProductRow.parse({
    productId: String(100 + index),
    title: `Işıklı Ayna ${index}`,
    model: `AYN-${index}`,
    barcode: `86900000${String(index).padStart(5, '0')}`,
    manufacturer: 'İnci Cam',
    category: 'Ev > Işıklandırma',
    imageUrl: null,
    quantity: 10,
    storedPriceE4: 12_999_000,
    costE4: 8_000_000,
    currency: 'TRY',
    enabled: true,
    variants: 1,
    listings: 1,
    modifiedAt: '2026-11-20 10:00:00',
    pending: 0,
    conflicts: 0,
    refused: 0,
    ...change,
  });
}

/** Everything editable of that product, as the shop holds it. */
export function someSheet(change: ProductSheetRecord = {}): ProductSheetRecord {
  return {
    model: 'AYN-1',
    enabled: true,
    quantity: 10,
    price: 12_999_000,
    manufacturer: '5',
    categories: ['21'],
    images: ['catalog/ayna-1.jpg', 'catalog/ayna-2.jpg', 'catalog/ayna-3.jpg'],
    special: null,
    cost: 8_000_000,
    'code:sku': 'STK-1',
    'code:ean': '8690000000012',
    'name:tr-tr': 'Işıklı Ayna',
    'name:en-gb': 'Lit mirror',
    'description:tr-tr': '<p>Ayna</p>',
    'description:en-gb': '<p>Mirror</p>',
    'attribute:7:tr-tr': '60 cm',
    'option:42:quantity': 4,
    'option:42:price': { priceE4: 100_000, prefix: '+' },
    ...change,
  };
}

/** A product with its sheet; `edits` wait over it, their values shown. */
export function someDetail(change: Partial<ProductDetail> = {}): ProductDetail {
  const sheet = change.sheet === undefined ? someSheet() : change.sheet;
  const edits = change.edits ?? [];
  const over = Object.fromEntries(edits.map(({ field, mine }) => [field, mine]));
  return ProductDetail.parse({
    row: someProduct(1, { title: 'Işıklı Ayna', pending: edits.length }),
    sheet,
    seen: sheet === null ? null : { ...sheet, ...over },
    edits,
    options: [{ optionValueId: '42', option: 'Renk', value: 'Kırmızı', subtracts: true }],
    masterId: null,
    readAt: AT,
    facts: someFacts(),
    listings: [],
    ...change,
  });
}

/** An edit of the product above that waits. */
export function someWaiting(
  change: Pick<PendingEditRow, 'field' | 'base' | 'mine'> & Partial<PendingEditRow>,
): PendingEditRow {
  return someEdit({
    productId: '101',
    title: 'Işıklı Ayna',
    mode: change.field === 'quantity' ? 'difference' : 'set',
    ...change,
  });
}

/** Answers `products.page` out of a list, as the engine would: searched, filtered, a window of it, the counts. */
export function productPage(rows: readonly ProductRow[], query: ProductQuery): ProductPage {
  const fits: Readonly<Record<string, (row: ProductRow) => boolean>> = {
    pending: ({ pending }) => pending > 0,
    conflict: ({ conflicts }) => conflicts > 0,
    refused: ({ refused }) => refused > 0,
    disabled: ({ enabled }) => !enabled,
    enabled: ({ enabled }) => enabled,
    'out-of-stock': ({ quantity }) => quantity !== null && quantity <= 0,
  };
  const searched = rows.filter(({ title }) => foldKey(title).includes(foldKey(query.search)));
  const count = (filter: string): number => searched.filter(fits[filter] ?? (() => true)).length;
  const found = searched.filter(fits[query.filter] ?? (() => true));
  return {
    rows: found.slice(query.offset, query.offset + query.limit),
    total: found.length,
    counts: {
      all: searched.length,
      pending: count('pending'),
      conflict: count('conflict'),
      refused: count('refused'),
      enabled: count('enabled'),
      disabled: count('disabled'),
      'out-of-stock': count('out-of-stock'),
      'no-barcode': 0,
      'no-image': 0,
      'not-listed': 0,
    },
  };
}

/** A red one of the product above: its barcode is the option value's in the shop, its stock code nobody's. */
export function someCodes(change: Partial<CodeRow> = {}): CodeRow {
  const own = change.own ?? { barcode: null, stockCode: null };
  const shop = change.shop ?? { barcode: '8690000000012', stockCode: '' };
  return CodeRow.parse({
    variant: {
      variantId: 'p101:42',
      productId: '101',
      title: 'Işıklı Ayna',
      optionText: 'Kırmızı',
      barcode: own.barcode ?? shop.barcode,
      stockCode: own.stockCode ?? shop.stockCode,
      model: 'AYN-1',
      quantity: 4,
      priceE4: 13_099_000,
      listPriceE4: null,
      currency: 'TRY',
      imageUrl: null,
      enabled: true,
      dirt: [],
    },
    own,
    shop,
    sources: {
      barcode: shop.barcode === '' ? null : 'option:barkod',
      stockCode: shop.stockCode === '' ? null : 'related:sku',
    },
    ...change,
  });
}

/** What the engine says of one line of codes. */
export function someCodeResult(change: Partial<CodeResult> = {}): CodeResult {
  return CodeResult.parse({
    line: 2,
    outcome: 'set',
    variantId: 'p101:42',
    name: { title: 'Işıklı Ayna', optionText: 'Kırmızı' },
    fitting: 1,
    badCheckDigit: false,
    sharedWith: null,
    sharedName: null,
    ...change,
  });
}
