import { foldKey } from '#common/turkish-text.ts';
import type {
  AttributeValue,
  MarketplaceAttribute,
  MarketplaceBrand,
  MarketplaceCategory,
} from '../kit/catalogue.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getBrands, getCategories, getCategoryAttributes, getSellerDelivery } from './api.ts';
import type { PazaramaClient } from './client.ts';
import { turnNumberedPages } from './turn-pages.ts';
import {
  BrandPage,
  CategoryTree,
  CategoryWithAttributes,
  SellerDelivery,
  WireCategory,
  type WireAttribute,
} from './wire.ts';

/**
 * The tree comes as a flat list. Where a row's parent is not in it (the portal's example has a leaf alone), the row is told
 * as a root with its whole path for a name.
 */
export async function* readCategories(
  client: PazaramaClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceCategory[]> {
  const { data } = await client.read(getCategories(), CategoryTree, { priority: PRIORITY.content, signal });
  const rows = data.flatMap((raw) => WireCategory.safeParse(raw).data ?? []);
  const ids = new Set(rows.map(({ id }) => id));
  const categories = rows.flatMap((row): readonly MarketplaceCategory[] => {
    if (row.id === null) return [];
    const parentId = row.parentId !== null && ids.has(row.parentId) ? row.parentId : null;
    const own = row.displayName || row.name;
    const path = row.parentCategories.join(' > ');
    const name = parentId === null && path !== '' ? path : own;
    return [{ categoryId: row.id, parentId, name, leaf: row.leaf ?? false, open: true }];
  });
  if (categories.length > 0) yield categories;
}

export async function readAttributes(
  client: PazaramaClient,
  categoryId: string,
  signal?: AbortSignal,
): Promise<readonly MarketplaceAttribute[]> {
  const options = { priority: PRIORITY.content, signal };
  const { data } = await client.read(getCategoryAttributes(categoryId), CategoryWithAttributes, options);
  return data.attributes.flatMap((attribute) => mapAttribute(attribute) ?? []);
}

/** Creating a product takes ids of values alone: nothing can be typed. */
function mapAttribute(wire: WireAttribute): MarketplaceAttribute | null {
  if (wire.id === null) return null;
  return {
    attributeId: wire.id,
    name: wire.displayName || wire.name,
    help: wire.description.trim() === '' ? null : wire.description.trim(),
    kind: 'choice',
    required: wire.isRequired ?? false,
    variant: wire.isVariantable ?? false,
    slicer: false,
    custom: false,
    multiple: false,
    unit: null,
    maxLength: null,
    values: wire.attributeValues.flatMap(({ id, value }) =>
      id === null ? [] : [{ valueId: id, name: value }],
    ),
    valuesComplete: true,
  };
}

export async function* readAttributeValues(
  client: PazaramaClient,
  of: { readonly categoryId: string; readonly attributeId: string; readonly search?: string },
  signal?: AbortSignal,
): AsyncGenerator<readonly AttributeValue[]> {
  const attributes = await readAttributes(client, of.categoryId, signal);
  const wanted = foldKey(of.search ?? '');
  const values = attributes.find(({ attributeId }) => attributeId === of.attributeId)?.values ?? [];
  const fitting = wanted === '' ? values : values.filter(({ name }) => foldKey(name).includes(wanted));
  if (fitting.length > 0) yield fitting;
}

/** By name, as far as the service's own filter goes; all of them for an empty one. */
export async function* readBrands(
  client: PazaramaClient,
  search: string,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceBrand[]> {
  const options = { priority: PRIORITY.content, signal };
  yield* turnNumberedPages<MarketplaceBrand>(client, {
    endpoint: 'brands',
    keyOf: ({ brandId }) => brandId,
    readPage: async (page) => {
      const { data } = await client.read(getBrands(page, search.trim()), BrandPage, options);
      return data.flatMap(({ id, name }) => (id === null ? [] : [{ brandId: id, name }]));
    },
  });
}

/** The carriers of the seller's own delivery settings: a shipment is reported with the id of one of them. */
export async function readCargoCompanies(
  client: PazaramaClient,
  signal?: AbortSignal,
): Promise<readonly { readonly cargoCompanyId: string; readonly name: string }[]> {
  const options = { priority: PRIORITY.orderActions, signal };
  const { data } = await client.read(getSellerDelivery(), SellerDelivery, options);
  return (data.cargoCompany?.cargoCompanies ?? []).flatMap(({ cargoCompanyId, cargoCompanyName }) =>
    cargoCompanyId === null ? [] : [{ cargoCompanyId, name: cargoCompanyName }],
  );
}
