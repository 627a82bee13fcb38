import { problem, ProblemError } from '#contract/problem.ts';
import type { AdapterContext, MarketplaceAdapter, MarketplaceConnection } from '../kit/port.ts';
import { acknowledge } from './acknowledge.ts';
import {
  readAccountChoices,
  readAttributes,
  readAttributeValues,
  readBrands,
  readCargoCompanies,
  readCategories,
} from './catalogue.ts';
import { checkDraft } from './check-draft.ts';
import { createClient, type TrendyolClient } from './client.ts';
import {
  changeWarehouse,
  createBrand,
  createReturn,
  readListingBrief,
  readPlaces,
  readVideos,
  reportServiceDelivery,
  sendVideo,
  sendWarrantyDocument,
} from './further.ts';
import { readBuyBox, readCommissions } from './insight.ts';
import { deleteInvoice, readLabel, sendInvoice } from './invoices.ts';
import { trendyolManifest } from './manifest.ts';
import { updateStockAndPrice } from './offers.ts';
import {
  CANCEL_REASONS,
  cancelLines,
  changeCargo,
  extendDispatch,
  reportBoxes,
  reportDelivery,
  reportLabourCost,
  reportShipment,
  splitPackage,
} from './order-desk.ts';
import { archiveListings, createListings, deleteListings, unlockListings } from './publish.ts';
import { answerQuestion, readQuestions } from './questions.ts';
import { readBatch } from './read-batch.ts';
import { findListings } from './find-listings.ts';
import { readListings, readOffers } from './read-listings.ts';
import { readOrders, readOrdersByNumber } from './read-orders.ts';
import { answerReturn, readReturnReasons, readReturns } from './returns.ts';
import { readSettlements } from './settlements.ts';
import { updateContent } from './update-content.ts';
import { verifyCredentials } from './verify-credentials.ts';

/** Trendyol's seller API in its newest generation (sheet of 24 Nov 2026); quirks and their sources: README.md. */
export const trendyol: MarketplaceAdapter = { manifest: trendyolManifest, connect };

function connect(context: AdapterContext): MarketplaceConnection {
  const client = createClient(context);
  if (!/^\d{1,19}$/.test(client.sellerId)) {
    throw new ProblemError(
      problem('input/invalid', { field: 'sellerId', marketplace: trendyolManifest.name }),
    );
  }
  return {
    ...offersOf(client),
    ...catalogueOf(client),
    ...deskOf(client),
    ...afterSalesOf(client),
    ...furtherOf(client),
  };
}

function offersOf(client: TrendyolClient) {
  return {
    verifyCredentials: (signal) => verifyCredentials(client, signal),
    readListings: (signal) => readListings(client, signal),
    readOffers: (externalIds, signal) => readOffers(client, externalIds, signal),
    updateStockAndPrice: (items, options) => updateStockAndPrice(client, items, options),
    readBatch: (batchId, signal) => readBatch(client, batchId, signal),
    readOrders: (window, signal) => readOrders(client, window, signal),
    readOrdersByNumber: (orderNumbers, signal) => readOrdersByNumber(client, orderNumbers, signal),
    acknowledgeOrder: (acknowledgement) => acknowledge(client, acknowledgement, { status: 'Picking' }),
    reportInvoice: ({ invoiceNumber, ...acknowledgement }) =>
      acknowledge(client, acknowledgement, { status: 'Invoiced', invoiceNumber }),
  } satisfies Partial<MarketplaceConnection>;
}

function catalogueOf(client: TrendyolClient) {
  return {
    findListings: (keys, signal) => findListings(client, keys, signal),
    readCategories: (signal) => readCategories(client, signal),
    readAttributes: (categoryId, signal) => readAttributes(client, categoryId, signal),
    readAttributeValues: (of, signal) => readAttributeValues(client, of, signal),
    readBrands: (search, signal) => readBrands(client, search, signal),
    readAccountChoices: (signal) => readAccountChoices(client, signal),
    checkDraft,
    createListings: (drafts, options) => createListings(client, drafts, options),
    updateContent: (drafts, options) => updateContent(client, drafts, options),
    archiveListings: (ids, options) => archiveListings(client, ids, { ...options, archived: true }),
    unarchiveListings: (ids, options) => archiveListings(client, ids, { ...options, archived: false }),
    deleteListings: (ids, options) => deleteListings(client, ids, options),
    unlockListings: (ids, options) => unlockListings(client, ids, options),
    readBuyBox: (ids, signal) => readBuyBox(client, ids, signal),
    readCommissions: (ids, signal) => readCommissions(client, ids, signal),
  } satisfies Partial<MarketplaceConnection>;
}

function deskOf(client: TrendyolClient) {
  return {
    cancelLines: (action) => cancelLines(client, action),
    readCancelReasons: () => Promise.resolve(CANCEL_REASONS),
    splitPackage: (action) => splitPackage(client, action),
    changeCargo: (action) => changeCargo(client, action),
    readCargoCompanies: (_packageId, signal) => readCargoCompanies(client, signal),
    reportBoxes: (action) => reportBoxes(client, action),
    extendDispatch: (action) => extendDispatch(client, action),
    reportLabourCost: (action) => reportLabourCost(client, action),
    reportShipment: (action) => reportShipment(client, action),
    reportDelivery: (action) => reportDelivery(client, action),
    readLabel: (of, signal) => readLabel(client, of, signal),
    sendInvoice: (action) => sendInvoice(client, action),
    deleteInvoice: (action) => deleteInvoice(client, action),
  } satisfies Partial<MarketplaceConnection>;
}

function afterSalesOf(client: TrendyolClient) {
  return {
    readReturns: (window, signal) => readReturns(client, window, signal),
    readReturnReasons: (signal) => readReturnReasons(client, signal),
    answerReturn: (answer) => answerReturn(client, answer),
    readQuestions: (window, signal) => readQuestions(client, window, signal),
    answerQuestion: (answer) => answerQuestion(client, answer),
    readSettlements: (window, signal) => readSettlements(client, window, signal),
  } satisfies Partial<MarketplaceConnection>;
}

function furtherOf(client: TrendyolClient) {
  return {
    createBrand: (brand, options) => createBrand(client, brand, options),
    readListingBrief: (externalId, signal) => readListingBrief(client, externalId, signal),
    sendVideo: (video, options) => sendVideo(client, video, options),
    readVideos: (signal) => readVideos(client, signal),
    changeWarehouse: (action) => changeWarehouse(client, action),
    reportServiceDelivery: (action) => reportServiceDelivery(client, action),
    sendWarrantyDocument: (action) => sendWarrantyDocument(client, action),
    createReturn: (wish) => createReturn(client, wish),
    readPlaces: (path, signal) => readPlaces(client, path, signal),
  } satisfies Partial<MarketplaceConnection>;
}
