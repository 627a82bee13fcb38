import { problem, ProblemError } from '#contract/problem.ts';
import type {
  EditingFacts,
  ProductDetail,
  ProductPage,
  ProductQuery,
  ProductSheetRecord,
  ProductValues,
} from '#contract/products.ts';
import { perVersion } from '../cache/per-version.ts';
import { readKeptEditingFacts } from '../cache/tables/editing-facts.ts';
import { pendingOf } from '../cache/tables/pending-edit.ts';
import { warmProducts, warmProductWords } from '../cache/tables/product-boards.ts';
import { findProducts } from '../cache/tables/product-query.ts';
import {
  listingsOfProduct,
  livingProducts,
  productRows,
  productTitles,
  type ProductRowParts,
} from '../cache/tables/product-rows.ts';
import { findSheet } from '../cache/tables/product-sheet.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import type { EngineContext } from '../context.ts';
import { effectiveSheet, type ProductSheet } from '../editing/sheet.ts';
import { ensureSheet, ensureSheets } from '../jobs/edits/ensure-sheet.ts';
import { editRows } from './edit-rows.ts';
import { os } from './implement.ts';

export const productsHandlers = {
  page: os.products.page.handler(({ input, context }) => page(context, input)),
  detail: os.products.detail.handler(({ input, context }) => detail(context, input.productId)),
  sheets: os.products.sheets.handler(({ input, context }) => sheets(context, input.productIds)),
  facts: os.products.facts.handler(({ context }) => editingFacts(context)),
};

async function page(context: EngineContext, query: ProductQuery): Promise<ProductPage> {
  const { database, host } = context;
  const pause = (): Promise<void> => host.clock.sleep(0);
  await warmProducts(database, pause);
  const words = warmProductWords(database, pause);
  // Whoever looks at products will soon search them. Without a search, its failure is a bug that must be heard of.
  if (query.search === '') void words;
  else await words;
  const { productIds, total, counts } = findProducts(database, query);
  return { rows: productRows(rowParts(context), productIds), total, counts: { ...counts } };
}

async function detail(context: EngineContext, productId: string): Promise<ProductDetail> {
  const { database } = context;
  await ensureSheet(context, productId);
  const parts = rowParts(context);
  const row = productRows(parts, [productId])[0];
  if (row === undefined) throw new ProblemError(problem('product/not-known', { productId }));
  const kept = findSheet(database, productId);
  const edits = pendingOf(database, productId);
  return {
    row,
    sheet: kept && recordOf(kept.sheet),
    seen: kept && recordOf(effectiveSheet(kept.sheet, edits)),
    edits: editRows(database, edits),
    options: [...(kept?.options ?? [])],
    masterId: kept?.masterId ?? null,
    readAt: kept === null ? null : new Date(kept.readAt).toISOString(),
    facts: parts.facts,
    listings: listingsOfProduct(database, productId),
  };
}

/** So many sheets are taken out of the cache before others get their turn. */
const STEP = 50;

async function sheets(context: EngineContext, productIds: readonly string[]): Promise<ProductValues[]> {
  const { database, host } = context;
  await ensureSheets(context, productIds);
  const isLiving = livingProducts(database, productIds);
  const living = productIds.filter((productId) => isLiving.has(productId));
  const titles = productTitles(database, living);
  const found: ProductValues[] = [];
  for (const [index, productId] of living.entries()) {
    if (index % STEP === STEP - 1) await host.clock.sleep(0);
    const kept = findSheet(database, productId);
    found.push({
      productId,
      title: titles.get(productId) ?? '',
      sheet: kept && recordOf(kept.sheet),
      seen: kept && recordOf(effectiveSheet(kept.sheet, pendingOf(database, productId))),
    });
  }
  return found;
}

/** A sheet as it crosses the border: every key has its value. */
function recordOf(sheet: ProductSheet): ProductSheetRecord {
  return Object.fromEntries(
    Object.entries(sheet).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
  );
}

/** Thousands of categories are taken out of their JSON once between two writes. */
function editingFacts({ database }: EngineContext): EditingFacts | null {
  return perVersion(database, 'editing-facts', () => readKeptEditingFacts(database)?.facts ?? null);
}

function rowParts(context: EngineContext): ProductRowParts {
  const { database } = context;
  return {
    database,
    facts: editingFacts(context),
    barcodeSource: readStoreRow(database)?.settings.barcodeSource ?? null,
  };
}
