import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type {
  AccountChoice,
  AttributeValue,
  CatalogueMatch,
  MarketplaceAttribute,
  MarketplaceCategory,
} from '../kit/catalogue.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { XmlNode } from '../kit/xml.ts';
import { foldKey } from '#common/turkish-text.ts';
import { getCategories, getCategoryAttributes } from './api.ts';
import { readCargoCompanies } from './cargo-companies.ts';
import type { N11Client } from './client.ts';
import { NAME } from './errors.ts';
import { readProducts, readProductsByCode } from './read-listings.ts';
import { callSoap, childrenOf, rowsAt, textAt } from './soap-client.ts';
import { CategoryAttributes, CategoryTree, WireCategory, type WireAttribute } from './wire.ts';
import { child } from '../kit/soap.ts';

/** Deeper than any tree of theirs. */
const MAX_DEPTH = 20;
/** n11 has no brand service: a brand is a value of this attribute of every category (sheet §1.2). */
export const BRAND_ATTRIBUTE = '1';
/** Pages of products that are looked through for the names of shipment templates. */
const TEMPLATE_PAGES = 4;

/** The whole tree, level by level. */
export async function* readCategories(
  client: N11Client,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceCategory[]> {
  const options = { priority: PRIORITY.content, signal };
  const { categories } = await client.read(getCategories(), CategoryTree, options);
  let level = categories.map((raw) => ({ raw, parentId: null as string | null }));
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth += 1) {
    const next: typeof level = [];
    const told = level.flatMap(({ raw, parentId }): readonly MarketplaceCategory[] => {
      const parsed = WireCategory.safeParse(raw);
      if (!parsed.success || parsed.data.id === null) return [];
      const { id, name } = parsed.data;
      const below = parsed.data.subCategories ?? [];
      next.push(...below.map((each) => ({ raw: each, parentId: id })));
      return [{ categoryId: id, parentId, name, leaf: below.length === 0, open: true }];
    });
    if (told.length > 0) yield told;
    level = next;
  }
}

export async function readAttributes(
  client: N11Client,
  categoryId: string,
  signal?: AbortSignal,
): Promise<readonly MarketplaceAttribute[]> {
  const options = { priority: PRIORITY.content, signal };
  const answer = await client.read(getCategoryAttributes(categoryId), CategoryAttributes, options);
  return [...answer.categoryAttributes]
    .sort((left, right) => (left.attributeOrder ?? 0) - (right.attributeOrder ?? 0))
    .flatMap((attribute) => mapAttribute(attribute) ?? []);
}

function mapAttribute(wire: WireAttribute): MarketplaceAttribute | null {
  if (wire.attributeId === null) return null;
  const custom = wire.isCustomValue ?? false;
  const values = wire.attributeValues.flatMap(({ id, value }) =>
    id === null ? [] : [{ valueId: id, name: value }],
  );
  return {
    attributeId: wire.attributeId,
    name: wire.attributeName,
    help: null,
    kind: values.length === 0 && custom ? 'text' : 'choice',
    required: wire.isMandatory ?? false,
    variant: wire.isVariant ?? false,
    slicer: wire.isSlicer ?? false,
    custom,
    multiple: false,
    unit: null,
    maxLength: null,
    values,
    // They always come whole, brands by the thousand with them.
    valuesComplete: true,
  };
}

export async function* readAttributeValues(
  client: N11Client,
  of: { readonly categoryId: string; readonly attributeId: string; readonly search?: string },
  signal?: AbortSignal,
): AsyncGenerator<readonly AttributeValue[]> {
  const attributes = await readAttributes(client, of.categoryId, signal);
  const wanted = foldKey(of.search ?? '');
  const values = attributes.find(({ attributeId }) => attributeId === of.attributeId)?.values ?? [];
  const fitting = wanted === '' ? values : values.filter(({ name }) => foldKey(name).includes(wanted));
  if (fitting.length > 0) yield fitting;
}

/**
 * Shipment templates and cargo companies. Whether ShipmentService still answers is not known (sheet §1.2): the templates
 * that products of the account already name are told in any case.
 */
export async function readAccountChoices(
  client: N11Client,
  signal?: AbortSignal,
): Promise<readonly AccountChoice[]> {
  const named = await readTemplateNames(client, signal);
  const used = await templatesInUse(client, signal);
  const [mostUsed] = [...used].sort(([, left], [, right]) => right - left).map(([name]) => name);
  const templates = [...new Set([...named, ...used.keys()])].map((name): AccountChoice => ({
    kind: 'shipment-template',
    choiceId: name,
    name,
    preferred: name === mostUsed,
  }));
  const companies = (await readCargoCompanies(client, signal)).map(
    ({ cargoCompanyId, name }): AccountChoice => ({
      kind: 'cargo-company',
      choiceId: cargoCompanyId,
      name,
      preferred: false,
    }),
  );
  return [...templates, ...companies];
}

async function readTemplateNames(
  client: N11Client,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const call = {
    endpoint: 'shipment-templates',
    service: 'shipmentService',
    operation: 'GetShipmentTemplateList',
    content: {},
  } as const;
  try {
    const element = await callSoap(client, call, { priority: PRIORITY.content, signal });
    return rowsAt(element, 'shipmentTemplates', 'shipmentTemplate')
      .map((row) => textAt(row, 'templateName'))
      .filter((name) => name !== '');
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    client.context.logger.warn('n11-shipment-templates-not-read', { code: error.problem.code });
    return [];
  }
}

async function templatesInUse(
  client: N11Client,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const used = new Map<string, number>();
  let pages = 0;
  for await (const products of readProducts(client, {}, { priority: PRIORITY.content, signal })) {
    for (const { shipmentTemplate } of products)
      if (shipmentTemplate !== '') used.set(shipmentTemplate, (used.get(shipmentTemplate) ?? 0) + 1);
    pages += 1;
    if (pages >= TEMPLATE_PAGES) break;
  }
  return used;
}

/**
 * Entries of n11's catalogue with this barcode. A title alone can't be searched for: it needs a category as well (sheet
 * §8.8).
 *
 * @throws ProblemError `channel/not-offered` for a search by title alone.
 */
export async function searchCatalogue(
  client: N11Client,
  query: { readonly barcode?: string; readonly text?: string },
  signal?: AbortSignal,
): Promise<readonly CatalogueMatch[]> {
  const barcode = (query.barcode ?? '').trim();
  if (barcode === '')
    throw new ProblemError(
      problem('channel/not-offered', { marketplace: NAME, capability: 'catalogue-search-by-title' }),
    );
  const call = {
    endpoint: 'catalogue-search',
    service: 'catalogService',
    operation: 'SearchCatalog',
    content: { uscs: [barcode] },
  } as const;
  const element = await callSoap(client, call, { priority: PRIORITY.content, signal });
  return findEntries(element).map((entry) => mapEntry(entry, barcode));
}

/** The answer's shape is not documented: whatever carries a catalogue id is an entry. */
function findEntries(node: XmlNode, depth = 0): readonly XmlNode[] {
  if (typeof node === 'string' || depth > 6) return [];
  if (entryId(node) !== '') return [node];
  return Object.keys(node)
    .filter((name) => name !== 'result' && name !== 'pagingData')
    .flatMap((name) => childrenOf(node, name).flatMap((each) => findEntries(each, depth + 1)));
}

function entryId(node: XmlNode): string {
  const plain = textAt(node, 'catalogId') || textAt(node, 'n11CatalogId');
  // A plain `id` is taken for one only beside a title: categories and brands have ids, too.
  return plain || (entryTitle(node) === '' ? '' : textAt(node, 'id'));
}

function entryTitle(node: XmlNode): string {
  return textAt(node, 'title') || textAt(node, 'productTitle') || textAt(node, 'productName');
}

function mapEntry(entry: XmlNode, barcode: string): CatalogueMatch {
  const images = child(entry, 'images');
  const image = textAt(entry, 'imageUrl') || textAt(entry, 'image') || textAt(child(images, 'image'), 'url');
  const url = textAt(entry, 'productUrl') || textAt(entry, 'url');
  return {
    catalogueId: entryId(entry),
    title: entryTitle(entry),
    barcode: textAt(entry, 'usc') || textAt(entry, 'barcode') || textAt(entry, 'gtin') || barcode,
    imageUrl: /^https?:\/\/\S+$/i.test(image) ? image : null,
    productUrl: /^https?:\/\/\S+$/i.test(url) ? url : null,
  };
}

/** The share that n11 takes of each product's sale, as the product's row tells it. */
export async function readCommissions(
  client: N11Client,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly { readonly externalId: string; readonly percent: number }[]> {
  const options = { priority: PRIORITY.insight, signal };
  const products = await readProductsByCode(client, externalIds, options);
  return [...products].flatMap(([externalId, { commissionRate }]) =>
    commissionRate === null ? [] : [{ externalId, percent: commissionRate / 10_000 }],
  );
}
