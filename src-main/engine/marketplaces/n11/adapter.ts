import { problem, ProblemError } from '#contract/problem.ts';
import type { AdapterContext, MarketplaceAdapter, MarketplaceConnection } from '../kit/port.ts';
import { answerReturn } from './answer-return.ts';
import { readCargoCompanies } from './cargo-companies.ts';
import {
  readAccountChoices,
  readAttributes,
  readAttributeValues,
  readCategories,
  readCommissions,
  searchCatalogue,
} from './catalogue.ts';
import { checkDraft } from './check-draft.ts';
import { createClient } from './client.ts';
import { sendInvoice } from './invoice.ts';
import { n11Manifest } from './manifest.ts';
import { readBatch, updateStockAndPrice } from './offers.ts';
import {
  acknowledgeOrder,
  cancelLines,
  readCancelReasons,
  reportBoxes,
  reportLabourCost,
  splitPackage,
} from './order-desk.ts';
import { createListings, deleteListings, setStatus, updateContent } from './publish.ts';
import { answerQuestion, readQuestion, readQuestions } from './questions.ts';
import { findListings } from './find-listings.ts';
import { readListings, readOffers } from './read-listings.ts';
import { readOrders, readOrdersByNumber } from './read-orders.ts';
import { readReturnReasons, readReturns } from './returns.ts';
import { readSettlements } from './settlements.ts';
import { verifyCredentials } from './verify-credentials.ts';

/** n11's seller API: REST where it has it, SOAP where that is the only way (sheet of 24 Nov 2026); quirks: README.md. */
export const n11: MarketplaceAdapter = { manifest: n11Manifest, connect };

function connect(context: AdapterContext): MarketplaceConnection {
  const client = createClient(context);
  for (const [field, value] of [
    ['appKey', client.appKey],
    ['appSecret', client.appSecret],
  ] as const) {
    if (!/^\S{1,200}$/.test(value))
      throw new ProblemError(problem('input/invalid', { field, marketplace: n11Manifest.name }));
  }
  return {
    verifyCredentials: (signal) => verifyCredentials(client, signal),
    readListings: (signal) => readListings(client, signal),
    readOffers: (externalIds, signal) => readOffers(client, externalIds, signal),
    updateStockAndPrice: (items, options) => updateStockAndPrice(client, items, options),
    readBatch: (batchId, signal) => readBatch(client, batchId, signal),
    readOrders: (window, signal) => readOrders(client, window, signal),
    readOrdersByNumber: (orderNumbers, signal) => readOrdersByNumber(client, orderNumbers, signal),
    acknowledgeOrder: (acknowledgement) => acknowledgeOrder(client, acknowledgement),

    findListings: (keys, signal) => findListings(client, keys, signal),
    readCategories: (signal) => readCategories(client, signal),
    readAttributes: (categoryId, signal) => readAttributes(client, categoryId, signal),
    readAttributeValues: (of, signal) => readAttributeValues(client, of, signal),
    readAccountChoices: (signal) => readAccountChoices(client, signal),
    checkDraft,
    searchCatalogue: (query, signal) => searchCatalogue(client, query, signal),
    createListings: (drafts, options) => createListings(client, drafts, options),
    updateContent: (drafts, options) => updateContent(client, drafts, options),
    archiveListings: (externalIds, options) => setStatus(client, externalIds, 'Suspended', options),
    unarchiveListings: (externalIds, options) => setStatus(client, externalIds, 'Active', options),
    deleteListings: (externalIds, options) => deleteListings(client, externalIds, options),
    readCommissions: (externalIds, signal) => readCommissions(client, externalIds, signal),

    cancelLines: (action) => cancelLines(client, action),
    readCancelReasons,
    splitPackage: (action) => splitPackage(client, action),
    readCargoCompanies: (_packageId, signal) => readCargoCompanies(client, signal),
    reportBoxes: (action) => reportBoxes(client, action),
    reportLabourCost: (action) => reportLabourCost(client, action),
    sendInvoice: (action) => sendInvoice(client, action),

    readReturns: (window, signal) => readReturns(client, window, signal),
    readReturnReasons: (signal) => readReturnReasons(client, signal),
    answerReturn: (answer) => answerReturn(client, answer),
    readQuestions: (window, signal) => readQuestions(client, window, signal),
    readQuestion: (questionId, signal) => readQuestion(client, questionId, signal),
    answerQuestion: (answer) => answerQuestion(client, answer),
    readSettlements: (window, signal) => readSettlements(client, window, signal),
  };
}
