import { problem, ProblemError } from '#contract/problem.ts';
import type { AdapterContext, MarketplaceAdapter, MarketplaceConnection } from '../kit/port.ts';
import {
  readAttributes,
  readAttributeValues,
  readBrands,
  readCargoCompanies,
  readCategories,
} from './catalogue.ts';
import { checkDraft } from './check-draft.ts';
import { createClient } from './client.ts';
import { pazaramaManifest } from './manifest.ts';
import { updateStockAndPrice } from './offers.ts';
import {
  acknowledgeOrder,
  cancelLines,
  readCancelReasons,
  reportShipment,
  sendInvoice,
} from './order-desk.ts';
import { createListings, setOnSale } from './publish.ts';
import { answerQuestion, readQuestions } from './questions.ts';
import { readBatch } from './read-batch.ts';
import { findListings, readListings, readOffers } from './read-listings.ts';
import { readOrders, readOrdersByNumber } from './read-orders.ts';
import { answerReturn, readReturnReasons, readReturns } from './returns.ts';
import { field } from './session.ts';
import { verifyCredentials } from './verify-credentials.ts';

/** Pazarama's seller API (facts of 24 Nov 2026, at second hand); quirks and what nobody has tried yet: README.md. */
export const pazarama: MarketplaceAdapter = { manifest: pazaramaManifest, connect };

function connect(context: AdapterContext): MarketplaceConnection {
  for (const { key, pattern } of pazaramaManifest.credentialFields) {
    if (!new RegExp(pattern).test(field(context.credentials, key)))
      throw new ProblemError(problem('input/invalid', { field: key, marketplace: pazaramaManifest.name }));
  }
  const client = createClient(context);
  return {
    verifyCredentials: (signal) => verifyCredentials(client, signal),
    readListings: (signal) => readListings(client, signal),
    readOffers: (externalIds, signal) => readOffers(client, externalIds, signal),
    findListings: (keys, signal) => findListings(client, keys, signal),
    updateStockAndPrice: (items, options) => updateStockAndPrice(client, items, options),
    readBatch: (batchId, signal) => readBatch(client, batchId, signal),
    readOrders: (window, signal) => readOrders(client, window, signal),
    readOrdersByNumber: (orderNumbers, signal) => readOrdersByNumber(client, orderNumbers, signal),
    acknowledgeOrder: (acknowledgement) => acknowledgeOrder(client, acknowledgement),

    readCategories: (signal) => readCategories(client, signal),
    readAttributes: (categoryId, signal) => readAttributes(client, categoryId, signal),
    readAttributeValues: (of, signal) => readAttributeValues(client, of, signal),
    readBrands: (search, signal) => readBrands(client, search, signal),
    checkDraft,
    createListings: (drafts, options) => createListings(client, drafts, options),
    archiveListings: (externalIds, options) => setOnSale(client, externalIds, { ...options, onSale: false }),
    unarchiveListings: (externalIds, options) => setOnSale(client, externalIds, { ...options, onSale: true }),

    reportShipment: (action) => reportShipment(client, action),
    cancelLines: (action) => cancelLines(client, action),
    readCancelReasons,
    readCargoCompanies: (_packageId, signal) => readCargoCompanies(client, signal),
    sendInvoice: (action) => sendInvoice(client, action),

    readReturns: (window, signal) => readReturns(client, window, signal),
    readReturnReasons,
    answerReturn: (answer) => answerReturn(client, answer),
    readQuestions: (window, signal) => readQuestions(client, window, signal),
    answerQuestion: (answer) => answerQuestion(client, answer),
  };
}
