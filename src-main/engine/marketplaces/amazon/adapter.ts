import type { AdapterContext, MarketplaceAdapter, MarketplaceConnection } from '../kit/port.ts';
import { readBuyBox, readCommissions, searchCatalogue } from './catalogue.ts';
import { checkDraft } from './check-draft.ts';
import { createClient } from './client.ts';
import { amazonManifest } from './manifest.ts';
import { updateStockAndPrice } from './offers.ts';
import { readAttributes, readAttributeValues, readCategories } from './product-types.ts';
import { createListings, deleteListings, previewListings, updateContent } from './publish.ts';
import { readBatch } from './read-batch.ts';
import { findListings, readListings, readOffers } from './read-listings.ts';
import { readOrders, readOrdersByNumber } from './read-orders.ts';
import { readReturns } from './read-returns.ts';
import { readSettlements } from './read-settlements.ts';
import { reportShipment } from './report-shipment.ts';
import { verifyCredentials } from './verify-credentials.ts';

/** Amazon's Selling Partner API in its living generations (sheet of Nov 2026); quirks and their sources: README.md. */
export const amazon: MarketplaceAdapter = { manifest: amazonManifest, connect };

function connect(context: AdapterContext): MarketplaceConnection {
  const client = createClient(context);
  return {
    verifyCredentials: (signal) => verifyCredentials(client, signal),
    readListings: (signal) => readListings(client, signal),
    readOffers: (externalIds, signal) => readOffers(client, externalIds, signal),
    updateStockAndPrice: (items, options) => updateStockAndPrice(client, items, options),
    readBatch: (batchId, signal) => readBatch(client, batchId, signal),
    readOrders: (window, signal) => readOrders(client, window, signal),
    readOrdersByNumber: (orderNumbers, signal) => readOrdersByNumber(client, orderNumbers, signal),
    reportShipment: (shipment) => reportShipment(client, shipment),
    findListings: (keys, signal) => findListings(client, keys, signal),
    readCategories: (signal) => readCategories(client, signal),
    readAttributes: (categoryId, signal) => readAttributes(client, categoryId, signal),
    readAttributeValues: (of, signal) => readAttributeValues(client, of, signal),
    checkDraft,
    previewListings: (drafts, signal) => previewListings(client, drafts, signal),
    searchCatalogue: (query, signal) => searchCatalogue(client, query, signal),
    createListings: (drafts, options) => createListings(client, drafts, options),
    updateContent: (drafts, options) => updateContent(client, drafts, options),
    deleteListings: (externalIds, options) => deleteListings(client, externalIds, options),
    readBuyBox: (externalIds, signal) => readBuyBox(client, externalIds, signal),
    readCommissions: (externalIds, signal) => readCommissions(client, externalIds, signal),
    readReturns: (window, signal) => readReturns(client, window, signal),
    readSettlements: (window, signal) => readSettlements(client, window, signal),
  };
}
