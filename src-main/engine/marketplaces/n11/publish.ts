import { toMarketplaceNumber } from '#common/money.ts';
import { exactInteger } from '../kit/exact-json.ts';
import type { ListingDraft, WriteOptions } from '../kit/catalogue.ts';
import type { SubmitResult } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { postTask, type TaskRow } from './api.ts';
import { BRAND_ATTRIBUTE } from './catalogue.ts';
import { fieldOf } from './check-draft.ts';
import type { N11Client } from './client.ts';
import { draftAttributes } from './draft-attributes.ts';
import { n11Limits } from './limits.ts';
import { readProductsByCode } from './read-listings.ts';
import { submitTask } from './submit-task.ts';

/**
 * Queues new products, one row for each variant. A stock code that is in use already is refused by n11 row by row; what a
 * lost answer left behind is found by its stock code before anything is sent again.
 */
export async function createListings(
  client: N11Client,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertRows(drafts.map(({ stockCode }) => stockCode));
  return submitTask(client, postTask('product-create', 'product-create', drafts.map(creationRow)), options);
}

function creationRow(draft: ListingDraft): TaskRow {
  const most = fieldOf(draft, 'maxPurchaseQuantity');
  if (draft.currency.toUpperCase() !== 'TRY') throw new RangeError('a draft that is not in lira');
  return {
    stockCode: draft.stockCode,
    title: draft.title.trim(),
    description: draft.description,
    categoryId: exactInteger(draft.categoryId),
    currencyType: 'TL',
    productMainId: draft.groupId,
    preparingDay: Number(fieldOf(draft, 'preparingDay')),
    shipmentTemplate: fieldOf(draft, 'shipmentTemplate'),
    ...(most === '' ? {} : { maxPurchaseQuantity: Number(most) }),
    catalogId: draft.catalogueId === null ? null : exactInteger(draft.catalogueId),
    barcode: draft.barcode.trim() === '' ? null : draft.barcode.trim(),
    quantity: draft.quantity,
    images: draft.images.map((url, index) => ({ url, order: index + 1 })),
    attributes: attributeRows(draft),
    salePrice: toMarketplaceNumber(draft.salePriceE4),
    listPrice: toMarketplaceNumber(draft.listPriceE4),
    vatRate: draft.vatRate,
  };
}

/** Exactly one of value and text, null for the other: both together are refused (TASK_ERR_001). */
function attributeRows(draft: ListingDraft): readonly unknown[] {
  return draftAttributes(draft).map(({ attributeId, valueId, text }) => ({
    id: exactInteger(attributeId),
    valueId: valueId === null ? null : exactInteger(valueId),
    customValue: valueId === null ? text : null,
  }));
}

/**
 * Queues changes of content. Title, category and pictures can't be changed by the API, nor can the brand (portal, 2026):
 * they are left out. `vatRate` is always sent, because the documents disagree on whether it is required.
 */
export async function updateContent(
  client: N11Client,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertRows(drafts.map(({ stockCode }) => stockCode));
  return submitTask(client, postTask('product-update', 'product-update', drafts.map(contentRow)), options);
}

function contentRow(draft: ListingDraft): TaskRow {
  const most = fieldOf(draft, 'maxPurchaseQuantity');
  const days = fieldOf(draft, 'preparingDay');
  const template = fieldOf(draft, 'shipmentTemplate');
  const own = draft.attributes.filter(({ attributeId }) => attributeId !== BRAND_ATTRIBUTE);
  const attributes = attributeRows({ ...draft, attributes: own, brandId: null, brandName: '' });
  return {
    stockCode: draft.stockCode,
    ...(draft.description.trim() === '' ? {} : { description: draft.description }),
    ...(days === '' ? {} : { preparingDay: Number(days) }),
    ...(template === '' ? {} : { shipmentTemplate: template }),
    // Without the flag beside it a new maximum is passed over in silence.
    ...(most === '' ? {} : { deleteMaxPurchaseQuantity: true, maxPurchaseQuantity: Number(most) }),
    ...(attributes.length === 0 ? {} : { attributes }),
    vatRate: draft.vatRate,
  };
}

/** Takes off sale (`Suspended`) or puts back (`Active`); each with the VAT rate that the product has. */
export async function setStatus(
  client: N11Client,
  externalIds: readonly string[],
  status: 'Active' | 'Suspended',
  options: WriteOptions,
): Promise<SubmitResult> {
  assertRows(externalIds);
  const reading = { priority: PRIORITY.content, signal: options.signal };
  const products = await readProductsByCode(client, externalIds, reading);
  const rows = externalIds.map((stockCode): TaskRow => {
    const vatRate = products.get(stockCode)?.vatRate ?? null;
    return { stockCode, status, ...(vatRate === null ? {} : { vatRate }) };
  });
  return submitTask(client, postTask('product-update', 'product-update', rows), options);
}

/** By stock code, as the portal has it; older clients name product ids (sheet §6.5). */
export async function deleteListings(
  client: N11Client,
  externalIds: readonly string[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertRows(externalIds);
  const rows = externalIds.map((stockCode): TaskRow => ({ stockCode }));
  return submitTask(client, postTask('product-delete', 'product-delete', rows), options);
}

/** What a caller should never have made. */
function assertRows(stockCodes: readonly string[]): void {
  if (stockCodes.length === 0 || stockCodes.length > n11Limits.itemsPerRequest)
    throw new RangeError(`${stockCodes.length} products in one request`);
  if (stockCodes.some((stockCode) => stockCode.trim() === ''))
    throw new RangeError('a product without a stock code');
  if (new Set(stockCodes).size !== stockCodes.length) throw new RangeError('one stock code stands twice');
}
