import { isProblemError } from '#contract/problem.ts';
import { displayUpper, foldKey } from '#common/turkish-text.ts';
import type {
  AccountChoice,
  AttributeValue,
  MarketplaceAttribute,
  MarketplaceBrand,
  MarketplaceCategory,
} from '../kit/catalogue.ts';
import { inChunks } from '../kit/batches.ts';
import { createPagingGuard } from '../kit/paging.ts';
import { PRIORITY } from '../kit/priority.ts';
import {
  getAddresses,
  getAttributeValues,
  getBrands,
  getBrandsByName,
  getCargoProviders,
  getCategories,
  getCategoryAttributes,
  VALUE_PAGE,
} from './api-catalogue.ts';
import type { TrendyolClient } from './client.ts';
import {
  Addresses,
  AttributeValues,
  Brands,
  CargoProviders,
  Categories,
  CategoryAttributes,
  type CategoryAttribute,
  type WireCategory,
  type WireSellerAddress,
} from './wire-catalogue.ts';

const NODES_AT_ONCE = 1_000;
/** "One per hour" before 14 Sep 2026, perhaps still (sheet §1.5). */
const ADDRESSES_KEPT_MS = 3_600_000;

/** The whole tree comes in one answer. Only nodes without children take products. */
export async function* readCategories(
  client: TrendyolClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceCategory[]> {
  const roots = await client.read(getCategories(), Categories, { priority: PRIORITY.content, signal });
  const nodes = roots.flatMap((root) => flatten(root, null));
  yield* inChunks(nodes, NODES_AT_ONCE);
}

function flatten(node: WireCategory, parentId: string | null): readonly MarketplaceCategory[] {
  if (node.id === null) return [];
  const { id, name, subCategories } = node;
  const leaf = subCategories.length === 0;
  const own = { categoryId: id, parentId, name, leaf, open: leaf };
  return [own, ...subCategories.flatMap((child) => flatten(child, id))];
}

export async function readAttributes(
  client: TrendyolClient,
  categoryId: string,
  signal?: AbortSignal,
): Promise<readonly MarketplaceAttribute[]> {
  const options = { priority: PRIORITY.content, signal };
  const answer = await client.read(getCategoryAttributes(categoryId), CategoryAttributes, options);
  return answer.categoryAttributes.flatMap((row) => mapAttribute(row) ?? []);
}

/** V2 sends no values along: they are asked for one attribute at a time. */
function mapAttribute(row: CategoryAttribute): MarketplaceAttribute | null {
  if (!row.attribute || row.attribute.id === null) return null;
  const custom = row.allowCustom === true;
  return {
    attributeId: row.attribute.id,
    name: row.attribute.name,
    help: null,
    kind: custom ? 'text' : 'choice',
    required: row.required === true,
    variant: row.varianter === true,
    slicer: row.slicer === true,
    custom,
    multiple: row.allowMultipleAttributeValues === true,
    unit: null,
    // "Colour text at most 50" is the only bound that is written (create page, 2026).
    maxLength: custom && row.slicer === true ? 50 : null,
    values: [],
    valuesComplete: false,
  };
}

/** The service does not search: what is asked for is looked for here. */
export async function* readAttributeValues(
  client: TrendyolClient,
  of: { readonly categoryId: string; readonly attributeId: string; readonly search?: string },
  signal?: AbortSignal,
): AsyncGenerator<readonly AttributeValue[]> {
  const wanted = foldKey(of.search ?? '');
  const guard = createPagingGuard<AttributeValue>({
    marketplace: 'Trendyol',
    endpoint: 'attribute-values',
    keyOf: ({ valueId }) => valueId,
  });
  for (let page = 0; ; page += 1) {
    const request = getAttributeValues(of.categoryId, of.attributeId, page);
    const answer = await client.read(request, AttributeValues, { priority: PRIORITY.content, signal });
    const rows = answer.content.flatMap((row) => {
      const valueId = row.attributeValueId ?? row.id;
      const name = (row.attributeValue || row.attributeValueName || row.name).trim();
      return valueId === null ? [] : [{ valueId, name }];
    });
    const found = guard.fresh(rows).filter(({ name }) => foldKey(name).includes(wanted));
    if (found.length > 0) yield found;
    const received = answer.content.length;
    const { totalPages, totalElements: total } = answer;
    if (received === 0 || (totalPages !== null && page + 1 >= totalPages)) return;
    if (totalPages === null && guard.isLast({ received, size: VALUE_PAGE, total })) return;
  }
}

/**
 * All brands, or those whose name holds `search`. By the documents the search by name is exact and tells capitals apart,
 * on stage it was neither (May 2026): the usual spellings are asked for, and names are compared here.
 */
export async function* readBrands(
  client: TrendyolClient,
  search: string,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceBrand[]> {
  const options = { priority: PRIORITY.content, signal };
  const guard = createPagingGuard<MarketplaceBrand>({
    marketplace: 'Trendyol',
    endpoint: 'brands',
    keyOf: ({ brandId }) => brandId,
  });
  const mapped = (rows: readonly { id: string | null; name: string }[]): readonly MarketplaceBrand[] =>
    guard.fresh(rows.flatMap(({ id, name }) => (id === null ? [] : [{ brandId: id, name }])));
  const text = search.trim();
  if (text === '') {
    // No totals are given: an empty page is the end.
    for (let page = 0; ; page += 1) {
      const rows = await client.read(getBrands(page), Brands, options);
      if (rows.length === 0) return;
      const fresh = mapped(rows);
      if (fresh.length > 0) yield fresh;
    }
  }
  const key = foldKey(text);
  const found = new Map<string, MarketplaceBrand>();
  for (const spelling of spellings(text))
    for (const { id, name } of await brandsByName(client, spelling, signal))
      if (id !== null && foldKey(name).includes(key)) found.set(id, { brandId: id, name });
  if (found.size > 0) yield [...found.values()];
}

/** None is an empty list by the documents; a 404 for it is taken the same way. */
async function brandsByName(
  client: TrendyolClient,
  name: string,
  signal: AbortSignal | undefined,
): Promise<typeof Brands._output> {
  try {
    return await client.read(getBrandsByName(name), Brands, { priority: PRIORITY.content, signal });
  } catch (error) {
    if (isProblemError(error) && error.problem.code === 'channel/not-found') return [];
    throw error;
  }
}

function spellings(text: string): readonly string[] {
  const capital = (locale: 'tr' | 'en'): string =>
    text
      .split(/\s+/)
      .map((word) => displayUpper(word.slice(0, 1), locale) + word.slice(1).toLocaleLowerCase(locale))
      .join(' ');
  return [
    ...new Set([text, capital('tr'), capital('en'), displayUpper(text, 'tr'), displayUpper(text, 'en')]),
  ];
}

/** Addresses to send from and to return to, and the cargo companies; addresses are asked for once an hour at most. */
export async function readAccountChoices(
  client: TrendyolClient,
  signal?: AbortSignal,
): Promise<readonly AccountChoice[]> {
  const companies = await readCargoCompanies(client, signal);
  return [
    ...(await readAddresses(client, signal)),
    ...companies.map(({ cargoCompanyId, name }) => ({
      kind: 'cargo-company' as const,
      choiceId: cargoCompanyId,
      name,
      preferred: false,
    })),
  ];
}

export async function readCargoCompanies(
  client: TrendyolClient,
  signal?: AbortSignal,
): Promise<readonly { readonly cargoCompanyId: string; readonly name: string }[]> {
  const options = { priority: PRIORITY.content, signal };
  const rows = await client.read(getCargoProviders(), CargoProviders, options);
  return rows.flatMap(({ code, name }) =>
    code === '' ? [] : [{ cargoCompanyId: code, name: name || code }],
  );
}

async function readAddresses(
  client: TrendyolClient,
  signal?: AbortSignal,
): Promise<readonly AccountChoice[]> {
  const { addresses, context } = client;
  const now = context.clock.now();
  if (addresses.kept && now - addresses.kept.atMs < ADDRESSES_KEPT_MS) return addresses.kept.choices;
  const options = { priority: PRIORITY.content, signal };
  const answer = await client.read(getAddresses(client.sellerId), Addresses, options);
  const choices = answer.supplierAddresses.flatMap(mapAddress);
  addresses.kept = { atMs: now, choices };
  return choices;
}

function mapAddress(row: WireSellerAddress): readonly AccountChoice[] {
  if (row.id === null) return [];
  const type = row.addressType.toLowerCase();
  const shared = {
    choiceId: row.id,
    name: row.fullAddress || [row.address, row.district, row.city].filter((part) => part !== '').join(' '),
    preferred: (row.default ?? row.isDefault) === true,
  };
  const ships = row.shipmentAddress ?? row.isShipmentAddress ?? type.startsWith('shipment');
  const returns = row.returningAddress ?? row.isReturningAddress ?? type.startsWith('return');
  return [
    ...(ships ? [{ kind: 'shipment-address' as const, ...shared }] : []),
    ...(returns ? [{ kind: 'return-address' as const, ...shared }] : []),
  ];
}
