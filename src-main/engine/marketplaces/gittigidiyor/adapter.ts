import { problem, ProblemError } from '#contract/problem.ts';
import type { AdapterContext, MarketplaceAdapter } from '../kit/port.ts';
import { answerReturn, readReturns, readSettlements } from './after-sales.ts';
import { readAttributes, readCategories } from './catalogue.ts';
import { checkDraft } from './check-draft.ts';
import { createClient } from './client.ts';
import { gittigidiyorManifest } from './manifest.ts';
import { readBatch, updateStockAndPrice } from './offers.ts';
import { cancelLines, readCancelReasons, readCargoCompanies, reportShipment } from './order-desk.ts';
import { createListings, manageProducts, updateContent } from './publish.ts';
import { readListings, readOffers } from './read-listings.ts';
import { readOrders, readOrdersByNumber } from './read-orders.ts';
import { verifyCredentials } from './verify-credentials.ts';

/** GittiGidiyor's SOAP services as they were until 2022; quirks and their sources: README.md. Talks to this computer only. */
export const gittigidiyor = { manifest: gittigidiyorManifest, connect } satisfies MarketplaceAdapter;

function connect(context: AdapterContext) {
  const client = createClient(context);
  if (client.nick === '')
    throw new ProblemError(
      problem('input/invalid', { field: 'nick', marketplace: gittigidiyorManifest.name }),
    );
  return {
    verifyCredentials: (signal) => verifyCredentials(client, signal),
    readListings: (signal) => readListings(client, signal),
    readOffers: (externalIds, signal) => readOffers(client, externalIds, signal),
    updateStockAndPrice: (items, options) => updateStockAndPrice(client, items, options),
    readBatch: (batchId) => readBatch(batchId),
    readOrders: (window, signal) => readOrders(client, window, signal),
    readOrdersByNumber: (orderNumbers, signal) => readOrdersByNumber(client, orderNumbers, signal),
    readCategories: (signal) => readCategories(client, signal),
    readAttributes: (categoryId, signal) => readAttributes(client, categoryId, signal),
    checkDraft,
    createListings: (drafts, options) => createListings(client, drafts, options),
    updateContent: (drafts, options) => updateContent(client, drafts, options),
    archiveListings: (ids, options) => manageProducts(client, 'finishEarlyProducts', ids, options),
    unarchiveListings: (ids, options) => manageProducts(client, 'relistProducts', ids, options),
    deleteListings: (ids, options) => manageProducts(client, 'deleteProducts', ids, options),
    reportShipment: (action) => reportShipment(client, action),
    cancelLines: (action) => cancelLines(client, action),
    readCancelReasons: (signal) => readCancelReasons(client, signal),
    readCargoCompanies: (_packageId, signal) => readCargoCompanies(client, signal),
    readReturns: (window, signal) => readReturns(client, window, signal),
    answerReturn: (answer) => answerReturn(client, answer),
    readSettlements: (window, signal) => readSettlements(client, window, signal),
  } satisfies ReturnType<MarketplaceAdapter['connect']>;
}
