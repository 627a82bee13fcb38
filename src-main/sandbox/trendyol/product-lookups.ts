import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { refusal } from './answers.ts';
import { queryNumber } from './body-fields.ts';
import type { Call, TrendyolWorld } from './world.ts';

type Named = { readonly id: number; readonly name: string };

/** The same number for the same name in every run: what is named here is only ever made up. */
function idOf(name: string, first: number): number {
  let hash = 0;
  for (const letter of name) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return first + (hash % 900_000);
}

export function brandOf(name: string): Named {
  return { id: idOf(name, 1_000), name };
}

export function categoryOf(path: string): Named {
  return { id: idOf(path, 1_000), name: path.split('>').at(-1)?.trim() ?? path };
}

/** GET /product/brands: a page holds at least 1,000, without totals; it ends with an empty list. */
export function getBrands(call: Call): SandboxAnswer {
  const page = queryNumber(call.query, 'page', 0) ?? 0;
  const size = Math.min(2_000, Math.max(1_000, queryNumber(call.query, 'size', 1_000) ?? 1_000));
  const brands = allBrands(call.world).slice(page * size, (page + 1) * size);
  return jsonAnswer(200, { brands: brands.map((brand) => ({ ...brand, LUXE: false })) });
}

/** GET /product/brands/by-name: exact by the documents, part of the name in either case as stage was seen to answer. */
export function getBrandByName(call: Call): SandboxAnswer {
  const wanted = (call.query.get('name') ?? '').toLocaleLowerCase('tr');
  return jsonAnswer(
    200,
    allBrands(call.world).filter(
      (brand) => wanted !== '' && brand.name.toLocaleLowerCase('tr').includes(wanted),
    ),
  );
}

/** Known before anything is listed. */
const KNOWN_BRANDS = ['Nilperi'] as const;
const KNOWN_CATEGORIES = ['Giyim > Kadın > Gömlek'] as const;

export function findBrand(world: TrendyolWorld, brandId: number | null): Named | null {
  return allBrands(world).find(({ id }) => id === brandId) ?? null;
}

/** A category that takes products, with its path. */
export function findLeaf(
  world: TrendyolWorld,
  categoryId: number | null,
): { readonly id: number; readonly path: string } | null {
  const paths = allCategories(world);
  const path = paths.find((each) => categoryOf(each).id === categoryId);
  const inner = paths.some((each) => path !== undefined && each.startsWith(`${path} >`));
  return path === undefined || inner || categoryId === null ? null : { id: categoryId, path };
}

function allCategories(world: TrendyolWorld): readonly string[] {
  const listed = [...world.state.listings.values()].map((one) => one.category);
  return [...new Set([...listed, ...KNOWN_CATEGORIES])];
}

export function valueById(attributeId: number, valueId: number): string | null {
  const values = valuesOf(attributeId);
  return values.find((one) => one.attributeValueId === valueId)?.attributeValue ?? null;
}

export function idOfValue(attributeId: number, value: string): number | null {
  const values = valuesOf(attributeId);
  return values.find((one) => one.attributeValue === value)?.attributeValueId ?? null;
}

function valuesOf(
  attributeId: number,
): readonly { readonly attributeValueId: number; readonly attributeValue: string }[] {
  const values: readonly string[] = ATTRIBUTES.find((one) => one.id === attributeId)?.values ?? [];
  return values.map((attributeValue, index) => ({
    attributeValueId: attributeId * 20 + 59 + index,
    attributeValue,
  }));
}

function allBrands(world: TrendyolWorld): readonly Named[] {
  const listed = [...world.state.listings.values()].map((one) => one.brand);
  const names = new Set([...listed, ...world.state.brands, ...KNOWN_BRANDS]);
  return [...names].map((name) => brandOf(name)).sort((a, b) => a.id - b.id);
}

type Node = { id: number; name: string; parentId: number | null; subCategories: Node[] };

/** GET /product/product-categories: the tree of the categories that its listings stand in. */
export function getCategories(call: Call): SandboxAnswer {
  const roots: Node[] = [];
  for (const path of allCategories(call.world)) {
    let level = roots;
    let parentId: number | null = null;
    let walked = '';
    for (const name of path.split('>').map((part) => part.trim())) {
      walked = walked === '' ? name : `${walked} > ${name}`;
      let node: Node | undefined = level.find((one) => one.name === name);
      if (!node) {
        node = { id: idOf(walked, 1_000), name, parentId, subCategories: [] };
        level.push(node);
      }
      parentId = node.id;
      level = node.subCategories;
    }
  }
  return jsonAnswer(200, { categories: roots });
}

export const ATTRIBUTES = [
  { id: 47, name: 'Renk', required: true, allowCustom: true, varianter: false, slicer: true, values: [] },
  {
    id: 338,
    name: 'Beden',
    required: true,
    allowCustom: false,
    varianter: true,
    slicer: false,
    values: ['XS', 'S', 'M', 'L', 'XL', 'XXL', 'Tek Ebat'],
  },
  {
    id: 22,
    name: 'Materyal',
    required: false,
    allowCustom: false,
    varianter: false,
    slicer: false,
    values: ['Keten', 'Pamuk', 'Yün', 'Polyester'],
  },
] as const;

/** GET /product/categories/{id}/attributes: without values (V2); `required` asks for one half or both. */
export function getCategoryAttributes(call: Call): SandboxAnswer {
  const category = findCategory(call);
  const required = call.query.get('required');
  return jsonAnswer(200, {
    id: category.id,
    name: category.name,
    displayName: category.name,
    categoryAttributes: ATTRIBUTES.filter(
      (one) => required === null || String(one.required) === required,
    ).map((one) => ({
      categoryId: category.id,
      attribute: { id: one.id, name: one.name },
      required: one.required,
      allowCustom: one.allowCustom,
      varianter: one.varianter,
      slicer: one.slicer,
      allowMultipleAttributeValues: one.id === 22,
    })),
  });
}

/** GET /product/categories/{id}/attributes/{attributeId}/values */
export function getAttributeValues(call: Call): SandboxAnswer {
  findCategory(call);
  const attribute = ATTRIBUTES.find((one) => String(one.id) === call.params['attributeId']);
  if (!attribute) throw refusal(404, 'attribute.not.found', 'Özellik bulunamadı')(call.world.now());
  const size = Math.min(1_000, queryNumber(call.query, 'size', 1_000) ?? 1_000);
  const page = queryNumber(call.query, 'page', 0) ?? 0;
  const values = valuesOf(attribute.id);
  return jsonAnswer(200, {
    totalElements: values.length,
    totalPages: Math.ceil(values.length / size),
    page,
    size,
    content: values.slice(page * size, (page + 1) * size),
  });
}

function findCategory(call: Call): Named {
  const found = allCategories(call.world)
    .map((path) => categoryOf(path))
    .find((one) => String(one.id) === call.params['categoryId']);
  if (!found) throw refusal(404, 'category.not.found', 'Kategori bulunamadı')(call.world.now());
  return found;
}

export const CARGO_PROVIDERS = [
  { code: 'KOLAYGELSINMP', name: 'Kolay Gelsin Marketplace' },
  { code: 'CEVATEDARIK', name: 'Ceva Tedarik Marketplace' },
  { code: 'DHLECOMMP', name: 'DHL eCommerce Marketplace' },
  { code: 'PTTMP', name: 'PTT Kargo Marketplace' },
  { code: 'SURATMP', name: 'Sürat Kargo Marketplace' },
  { code: 'TEXMP', name: 'Trendyol Express Marketplace' },
  { code: 'HOROZMP', name: 'Horoz Kargo Marketplace' },
  { code: 'CEVAMP', name: 'CEVA Marketplace' },
  { code: 'YKMP', name: 'Yurtiçi Kargo Marketplace' },
  { code: 'ARASMP', name: 'Aras Kargo Marketplace' },
] as const;

/** GET /product/lookup/cargo-providers (list of 2026; UPS is gone). */
export function getCargoProviders(): SandboxAnswer {
  return jsonAnswer(200, CARGO_PROVIDERS);
}

/** GET /sellers/{sellerId}/addresses */
export function getAddresses(): SandboxAnswer {
  const address = (
    id: number,
    addressType: 'Shipment' | 'Invoice' | 'Returning',
  ): Readonly<Record<string, unknown>> => ({
    id,
    addressType,
    country: 'Türkiye',
    city: 'İstanbul',
    cityCode: 34,
    district: 'Ümraniye',
    districtId: 1_852,
    postCode: '34760',
    address: 'Deneme Sk. 1',
    fullAddress: 'Deneme Sk. 1 Ümraniye İstanbul',
    shipmentAddress: addressType === 'Shipment',
    invoiceAddress: addressType === 'Invoice',
    returningAddress: addressType === 'Returning',
    default: true,
  });
  const [shipment, invoice, returning] = [
    address(11, 'Shipment'),
    address(12, 'Invoice'),
    address(13, 'Returning'),
  ];
  return jsonAnswer(200, {
    supplierAddresses: [shipment, invoice, returning],
    defaultShipmentAddress: shipment,
    defaultInvoiceAddress: invoice,
    defaultReturningAddress: { present: true },
  });
}
