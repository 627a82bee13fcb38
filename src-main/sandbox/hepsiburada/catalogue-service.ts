import { jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import { ATTRIBUTES, CATEGORIES, VALUES } from './catalogue-data.ts';
import { matchDue } from './matching.ts';
import { readFilePart } from './multipart.ts';
import type { Job, Product } from './state.ts';
import { recordOf, sliceRows, textOf, type Call } from './world.ts';

/** A catalogue's refusal inside a 200. */
export function no(code: number, message: string): Refusal {
  return new Refusal(jsonAnswer(200, { success: false, code, version: 1, message, data: [] }));
}

function pageOf(call: Call, rows: readonly unknown[]): SandboxAnswer {
  const size = Math.min(1_000, Number(call.query.get('size') ?? 100) || 100);
  const page = Number(call.query.get('page') ?? 0) || 0;
  const cut = sliceRows(call, rows, page * size, size);
  const totalPages = Math.ceil(cut.total / size);
  return jsonAnswer(200, {
    success: true,
    code: 0,
    version: 1,
    message: null,
    totalElements: cut.total,
    totalPages,
    number: page,
    numberOfElements: cut.rows.length,
    first: page === 0,
    last: page >= totalPages - 1,
    data: cut.rows,
  });
}

export function getCategories(call: Call): SandboxAnswer {
  const leaf = call.query.get('leaf');
  return pageOf(
    call,
    CATEGORIES.filter((each) => leaf === null || String(each.leaf) === leaf),
  );
}

export function getAttributes(call: Call): SandboxAnswer {
  if (!CATEGORIES.some(({ categoryId }) => String(categoryId) === call.params['categoryId']))
    throw no(1001, 'Category is not found');
  return jsonAnswer(200, { success: true, code: 0, version: 1, message: null, data: ATTRIBUTES });
}

export function getValues(call: Call): SandboxAnswer {
  const id = call.params['attributeId'] ?? '';
  const known = [...ATTRIBUTES.attributes, ...ATTRIBUTES.variantAttributes].find((each) => each.id === id);
  if (!known) throw no(2002, 'Attribute is not found');
  if (known.type !== 'enum') throw no(2001, 'Attribute is not enum');
  return pageOf(
    call,
    VALUES.map((value, index) => ({ id: `v${index + 1}`, value })),
  );
}

/** POST /products/import: a `.json` file in the part `file`. */
export function postImport(call: Call): SandboxAnswer {
  const { world } = call;
  const file = readFilePart(call.request, 'file');
  if (file === null) throw no(3003, 'File is missing');
  if (!/\.json$/i.test(file.fileName)) throw no(3002, 'File type is not valid');
  const rows = parseList(file.text);
  if (rows === null) throw no(3001, 'File content is not valid');
  const job: Job = {
    id: world.random.uuid(),
    createdMs: world.now(),
    polls: 0,
    rows: rows.map((row) => importOne(call, row)),
  };
  world.state.imports.set(job.id, job);
  return jsonAnswer(200, { success: true, code: 0, version: 1, message: null, data: { trackingId: job.id } });
}

function parseList(text: string): readonly unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const MANDATORY = [
  'UrunAdi',
  'UrunAciklamasi',
  'Marka',
  'GarantiSuresi',
  'kg',
  'tax_vat_rate',
  'price',
  'stock',
  'Barcode',
  'Image1',
];

function importOne(call: Call, row: unknown): Job['rows'][number] {
  const { products } = call.world.state;
  const { categoryId, attributes } = recordOf(row);
  const fields = recordOf(attributes);
  const sku = textOf(fields['merchantSku']).toUpperCase();
  const fail = (message: string): Job['rows'][number] => ({ sku, messages: [message], failed: true });
  if (sku === '' || /\s/.test(sku)) return fail('merchantSku is not valid');
  const known = products.get(sku);
  if (known && ['MATCHED', 'IN_EXTERNAL_PROGRESS', 'CREATED'].includes(known.status))
    return fail('Can not update product in matched or in catalog progress status');
  const category = CATEGORIES.find((each) => each.categoryId === categoryId);
  if (!category?.leaf) return fail('Category is not valid');
  const barcode = textOf(fields['Barcode']);
  const taken = [...products.values()].some((each) => each.barcode === barcode && each.merchantSku !== sku);
  if (barcode !== '' && taken) return fail('Barcode must be unique barcode');
  const wanted = [
    ...MANDATORY,
    ...ATTRIBUTES.attributes.filter(({ mandatory }) => mandatory).map(({ id }) => id),
  ];
  const missing = wanted.filter((name) => textOf(fields[name]).trim() === '');
  const price = commaKurus(fields['price']);
  const stock = /^\d{1,9}$/.test(textOf(fields['stock'])) ? Number(textOf(fields['stock'])) : null;
  const product: Product = {
    merchantSku: sku,
    barcode,
    hbSku: known?.hbSku ?? null,
    groupId: textOf(fields['VaryantGroupID']),
    title: textOf(fields['UrunAdi']),
    brand: textOf(fields['Marka']),
    categoryId: category.categoryId,
    description: textOf(fields['UrunAciklamasi']),
    images: Object.entries(fields).flatMap(([name, value]) =>
      /^Image\d+$/.test(name) ? [textOf(value)] : [],
    ),
    vatRate: Number(textOf(fields['tax_vat_rate'])) || 0,
    status: missing.length > 0 ? 'MISSING_INFO' : 'WAITING',
    rejectReasons: missing.map((name) => `${name} zorunludur`),
    priceKurus: price === null || stock === null ? 0 : price,
    stock: price === null || stock === null ? 0 : stock,
    attributes: { ...fields },
  };
  products.set(sku, product);
  const odd = price === null || stock === null;
  const warning = 'Değer uygun formatta değildir. Listeleme kaydı 0 fiyat 0 stok olarak oluşturulacaktır.';
  return { sku, messages: odd ? [warning] : [], failed: false };
}

/** `130,50`: a text with a comma and nothing else. */
function commaKurus(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{1,9}(?:,\d{1,2})?$/.test(value)) return null;
  return Math.round(Number(value.replace(',', '.')) * 100);
}

export function postFastListing(call: Call): SandboxAnswer {
  const { world, body } = call;
  if (!Array.isArray(body)) throw no(3001, 'Body is not valid');
  const rows = body.map((entry): Job['rows'][number] => {
    const row = recordOf(entry);
    const sku = textOf(row['merchantSku']).toUpperCase();
    if (sku === '' || textOf(row['productName']) === '' || textOf(row['merchant']) === '')
      return { sku, messages: ['merchant, merchantSku, productName zorunludur'], failed: true };
    world.state.products.set(sku, {
      merchantSku: sku,
      barcode: textOf(row['barcode']),
      hbSku: textOf(row['hbSku']) || null,
      groupId: '',
      title: textOf(row['productName']),
      brand: '',
      categoryId: 0,
      description: '',
      images: [],
      vatRate: 20,
      status: 'WAITING',
      rejectReasons: [],
      priceKurus: commaKurus(row['price']) ?? 0,
      stock: Number(textOf(row['stock'])) || 0,
      attributes: {},
    });
    return { sku, messages: [], failed: false };
  });
  const job: Job = { id: world.random.uuid(), createdMs: world.now(), polls: 0, rows };
  world.state.imports.set(job.id, job);
  return jsonAnswer(200, { success: true, code: 0, version: 1, message: null, data: { trackingId: job.id } });
}

/** GET /products/status/{trackingId}: at work at the first look. */
export function getImportStatus(call: Call): SandboxAnswer {
  matchDue(call.world);
  const job = call.world.state.imports.get(call.params['trackingId'] ?? '');
  if (!job) throw no(4000, 'TrackingId is not found');
  job.polls += 1;
  const { merchantId } = call.world.state.credentials;
  return pageOf(
    call,
    job.rows.map(({ sku, messages, failed }, index) => {
      const product = call.world.state.products.get(sku);
      const open = job.polls === 1;
      return {
        itemOrderID: index,
        merchant: merchantId,
        merchantSku: sku,
        hbSku: product?.hbSku ?? null,
        barcode: product?.barcode ?? null,
        productStatus: open || failed ? null : (product?.status ?? null),
        productName: product?.title ?? null,
        variantGroupId: product?.groupId ?? null,
        categoryId: product?.categoryId ?? null,
        importStatus: open ? 'PROCESSING' : failed ? 'FAILED' : 'SUCCESS',
        importMessages: open
          ? []
          : messages.map((message) => ({ severity: failed ? 'ERROR' : 'WARNING', message })),
        validationResults: open
          ? []
          : (product?.rejectReasons ?? []).map((message) => ({
              attributeName: message.split(' ')[0],
              message,
            })),
        taskDetails: [],
        rejectReasonsMessages: open ? [] : (product?.rejectReasons ?? []),
        matchedHbProductInfo: [],
        videoStatus: null,
        qualityScore: null,
        qualityStatus: null,
        ccValidationResults: null,
      };
    }),
  );
}

/** GET /products/all-products-of-merchant/{m}: code 4014 inside a 200 where nothing fits. */
export function getProducts(call: Call): SandboxAnswer {
  matchDue(call.world);
  const wanted = (name: string): string => call.query.get(name) ?? '';
  const rows = [...call.world.state.products.values()].filter(
    ({ merchantSku, barcode, hbSku }) =>
      (wanted('merchantSku') === '' || merchantSku === wanted('merchantSku').toUpperCase()) &&
      (wanted('barcode') === '' || barcode === wanted('barcode')) &&
      (wanted('hbSku') === '' || hbSku === wanted('hbSku')),
  );
  if (rows.length === 0)
    throw no(4014, `Merchant products not found by merchantId ${call.params['merchantId']}`);
  return pageOf(
    call,
    rows.map((product) => ({
      merchantSku: product.merchantSku,
      barcode: product.barcode,
      hbSku: product.hbSku,
      variantGroupId: product.groupId,
      productName: product.title,
      brand: product.brand,
      images: product.images,
      categoryId: product.categoryId,
      categoryName: CATEGORIES.find(({ categoryId }) => categoryId === product.categoryId)?.name ?? '',
      tax: product.vatRate.toFixed(1),
      price: String(product.priceKurus / 100),
      description: product.description,
      status: product.status,
      baseAttributes: [],
      variantTypeAttributes: [],
      productAttributes: [],
      validationResults: [],
      rejectReasons: product.rejectReasons,
      qualityScore: null,
      qualityStatus: null,
      ccValidationResults: null,
    })),
  );
}
