import { problem, ProblemError } from '#contract/problem.ts';
import type { AdapterContext, MarketplaceAdapter, MarketplaceConnection } from '../kit/port.ts';
import { acknowledge } from './acknowledge.ts';
import { createClient } from './client.ts';
import { trendyolManifest } from './manifest.ts';
import { readBatch, updateStockAndPrice } from './offers.ts';
import { readListings, readOffers } from './read-listings.ts';
import { readOrders, readOrdersByNumber } from './read-orders.ts';
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
  };
}
