import { problem, ProblemError } from '#contract/problem.ts';
import type { AdapterContext, MarketplaceAdapter, MarketplaceConnection } from '../kit/port.ts';
import { changeCargo, readCargoCompanies, readLabel } from './cargo-desk.ts';
import { readAccountChoices, readAttributes, readAttributeValues, readCategories } from './catalogue.ts';
import { checkDraft } from './check-draft.ts';
import { createClient } from './client.ts';
import { readBuyBox, readCommissions } from './insight.ts';
import { archiveListings, deleteListings, unarchiveListings, unlockListings } from './manage-listings.ts';
import { hepsiburadaManifest } from './manifest.ts';
import { updateStockAndPrice } from './offers.ts';
import {
  CANCEL_REASONS,
  cancelLines,
  changeWarehouse,
  packLines,
  reportBoxes,
  reportDelivery,
  reportLabourCost,
  reportShipment,
  sendInvoice,
  splitPackage,
  unpack,
} from './order-desk.ts';
import { namingMissingRight, pagesOfOptional } from './optional-service.ts';
import { createListings, updateContent } from './publish.ts';
import { answerQuestion, readQuestions } from './questions.ts';
import { readBatch } from './read-batch.ts';
import { findListings, readListings, readOffers } from './read-listings.ts';
import { readOrders, readOrdersByNumber } from './read-orders.ts';
import { answerReturn, readReturns, RETURN_REASONS } from './returns.ts';
import { readSettlements } from './settlements.ts';
import { verifyCredentials } from './verify-credentials.ts';

/** Hepsiburada's seller API of 2026 (sheet of 24 Nov 2026); quirks and their sources: README.md. */
export const hepsiburada: MarketplaceAdapter = { manifest: hepsiburadaManifest, connect };

function connect(context: AdapterContext): MarketplaceConnection {
  const client = createClient(context);
  if (!/^[0-9A-Za-z-]{1,60}$/.test(client.merchantId)) {
    throw new ProblemError(
      problem('input/invalid', { field: 'merchantId', marketplace: hepsiburadaManifest.name }),
    );
  }
  return {
    verifyCredentials: (signal) => verifyCredentials(client, signal),
    readListings: (signal) => readListings(client, signal),
    readOffers: (externalIds, signal) => readOffers(client, externalIds, signal),
    updateStockAndPrice: (items, options) => updateStockAndPrice(client, items, options),
    readBatch: (batch, signal) => readBatch(client, batch, signal),
    readOrders: (window, signal) => readOrders(client, window, signal),
    readOrdersByNumber: (orderNumbers, signal) => readOrdersByNumber(client, orderNumbers, signal),
    findListings: (keys, signal) => findListings(client, keys, signal),
    readCategories: (signal) => readCategories(client, signal),
    readAttributes: (categoryId, signal) => readAttributes(client, categoryId, signal),
    readAttributeValues: (of, signal) => readAttributeValues(client, of, signal),
    readAccountChoices: (signal) =>
      namingMissingRight(client, () => readAccountChoices(client, signal), signal),
    checkDraft,
    createListings: (drafts, options) => createListings(client, drafts, options),
    updateContent: (drafts, options) => updateContent(client, drafts, options),
    archiveListings: (externalIds, options) => archiveListings(client, externalIds, options),
    unarchiveListings: (externalIds, options) => unarchiveListings(client, externalIds, options),
    deleteListings: (externalIds, options) => deleteListings(client, externalIds, options),
    unlockListings: (externalIds, options) => unlockListings(client, externalIds, options),
    readBuyBox: (externalIds, signal) => readBuyBox(client, externalIds, signal),
    readCommissions: (externalIds, signal) => readCommissions(client, externalIds, signal),
    packLines: (action) => packLines(client, action),
    unpack: (action) => unpack(client, action),
    splitPackage: (action) => splitPackage(client, action),
    cancelLines: (action) => cancelLines(client, action),
    readCancelReasons: () => Promise.resolve(CANCEL_REASONS),
    reportShipment: (action) => reportShipment(client, action),
    reportDelivery: (action) => reportDelivery(client, action),
    changeCargo: (action) => changeCargo(client, action),
    readCargoCompanies: (packageId, signal) => readCargoCompanies(client, packageId, signal),
    reportBoxes: (action) => reportBoxes(client, action),
    changeWarehouse: (action) => changeWarehouse(client, action),
    reportLabourCost: (action) => reportLabourCost(client, action),
    readLabel: (of, signal) => readLabel(client, of, signal),
    sendInvoice: (action) => sendInvoice(client, action),
    readReturns: (window, signal) => pagesOfOptional(client, readReturns(client, window, signal), signal),
    readReturnReasons: () => Promise.resolve(RETURN_REASONS),
    answerReturn: (answer) => answerReturn(client, answer),
    readQuestions: (window, signal) => pagesOfOptional(client, readQuestions(client, window, signal), signal),
    answerQuestion: (answer) =>
      namingMissingRight(client, () => answerQuestion(client, answer), answer.signal),
    readSettlements: (window, signal) =>
      pagesOfOptional(client, readSettlements(client, window, signal), signal),
  };
}
