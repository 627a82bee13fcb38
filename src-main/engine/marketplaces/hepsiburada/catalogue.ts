import type {
  AccountChoice,
  AttributeKind,
  AttributeValue,
  MarketplaceAttribute,
  MarketplaceCategory,
} from '../kit/catalogue.ts';
import { isProblemError, type Problem } from '#contract/problem.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getShippingProfiles } from './api-after-sales.ts';
import { CATALOGUE_PAGE, getAttributes, getAttributeValues, getCategories } from './api-catalogue.ts';
import { readCargoFirms } from './cargo-desk.ts';
import type { HepsiburadaClient } from './client.ts';
import { turnPages } from './paging.ts';
import type { HepsiburadaRequest } from './request.ts';
import { foldKey } from '#common/turkish-text.ts';
import { parseRows, readList } from './wire.ts';
import { WireAttributes, WireCategory, WireValue, type WireAttribute } from './wire-listing.ts';
import { WireProfile } from './wire-after-sales.ts';

/** How a service says that it does not give what it was not described for. */
const SAYS_NO: ReadonlySet<Problem['code']> = new Set([
  'channel/request-refused',
  'channel/not-found',
  'channel/server-error',
]);

/**
 * The whole tree: leaves first, then what stands above them. Only a leaf that is active and available takes products
 * (sheet §2.1). The service is described for leaves alone; where it refuses the rest, leaves come without parents.
 */
export async function* readCategories(
  client: HepsiburadaClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceCategory[]> {
  yield* categoryPages(client, true, signal);
  try {
    yield* categoryPages(client, false, signal);
  } catch (error) {
    if (!isProblemError(error) || !SAYS_NO.has(error.problem.code)) throw error;
    client.context.logger.warn('inner-categories-refused', { marketplace: 'hepsiburada' });
  }
}

async function* categoryPages(
  client: HepsiburadaClient,
  leaf: boolean,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceCategory[]> {
  const pages = cataloguePages(client, 'categories', (page) => getCategories(page, leaf), signal);
  for await (const rows of pages) {
    const categories = parseRows(rows, WireCategory).good.flatMap((row) =>
      row.categoryId === null
        ? []
        : [
            {
              categoryId: row.categoryId,
              parentId: row.parentCategoryId === '0' ? null : row.parentCategoryId,
              name: row.displayName || row.name,
              leaf: row.leaf ?? leaf,
              open: (row.leaf ?? leaf) && /^active$/i.test(row.status || 'ACTIVE') && row.available !== false,
            },
          ],
    );
    if (categories.length > 0) yield categories;
  }
}

/** What is asked of every product alike comes from the draft itself; these are the category's own. */
export async function readAttributes(
  client: HepsiburadaClient,
  categoryId: string,
  signal?: AbortSignal,
): Promise<readonly MarketplaceAttribute[]> {
  const request = getAttributes(categoryId);
  const { data } = await client.read(request, WireAttributes, { priority: PRIORITY.content, signal });
  return [
    ...data.attributes.flatMap((row) => mapAttribute(row, false) ?? []),
    ...data.variantAttributes.flatMap((row) => mapAttribute(row, true) ?? []),
  ];
}

const KINDS: Readonly<Record<string, AttributeKind>> = {
  string: 'text',
  text: 'text',
  integer: 'number',
  number: 'number',
  enum: 'choice',
  media: 'image',
  video: 'text',
  boolean: 'flag',
  date: 'date',
};

function mapAttribute(row: WireAttribute, variant: boolean): MarketplaceAttribute | null {
  if (row.id === null) return null;
  const kind = KINDS[row.type.toLowerCase()] ?? 'text';
  return {
    attributeId: row.id,
    name: row.name,
    help: null,
    kind,
    required: row.mandatory === true,
    variant,
    slicer: false,
    custom: kind !== 'choice',
    // How several values are written into an import is not documented (sheet §2.3): one is sent.
    multiple: false,
    unit: null,
    maxLength: null,
    values: [],
    valuesComplete: kind !== 'choice',
  };
}

/** The values' own texts are sent, not their ids (sheet §2.2). The service does not search: what is asked for is looked for here. */
export async function* readAttributeValues(
  client: HepsiburadaClient,
  of: { readonly categoryId: string; readonly attributeId: string; readonly search?: string },
  signal?: AbortSignal,
): AsyncGenerator<readonly AttributeValue[]> {
  const wanted = foldKey(of.search ?? '');
  const requestOf = (page: number) => getAttributeValues(of.categoryId, of.attributeId, page);
  for await (const rows of cataloguePages(client, 'attribute-values', requestOf, signal)) {
    const values = parseRows(rows, WireValue).good.flatMap((row) => {
      const name = row.value || row.name;
      return name === '' || !foldKey(name).includes(wanted) ? [] : [{ valueId: row.id ?? name, name }];
    });
    if (values.length > 0) yield values;
  }
}

export async function readAccountChoices(
  client: HepsiburadaClient,
  signal?: AbortSignal,
): Promise<readonly AccountChoice[]> {
  const firms = await readCargoFirms(client, signal);
  const request = getShippingProfiles(client.merchantId);
  const list = readList(request, await client.ask(request, { priority: PRIORITY.content, signal }));
  const profiles = parseRows(list.rows, WireProfile).good;
  return [
    // Listings name both by their display names (sheet §5.4).
    ...firms.map(({ name }) => ({
      kind: 'cargo-company' as const,
      choiceId: name,
      name,
      preferred: false,
    })),
    ...profiles.flatMap(({ name }) =>
      name === '' ? [] : [{ kind: 'shipment-template' as const, choiceId: name, name, preferred: false }],
    ),
  ];
}

function cataloguePages(
  client: HepsiburadaClient,
  endpoint: 'categories' | 'attribute-values',
  requestOf: (page: number) => HepsiburadaRequest,
  signal?: AbortSignal,
): AsyncGenerator<readonly unknown[]> {
  return turnPages(client, {
    endpoint,
    limit: CATALOGUE_PAGE,
    numbered: true,
    readPage: async (offset) => {
      const request = requestOf(offset / CATALOGUE_PAGE);
      const list = readList(request, await client.ask(request, { priority: PRIORITY.content, signal }));
      return { rows: list.rows, keys: list.rows.map((row) => JSON.stringify(row)), total: list.total };
    },
  });
}
