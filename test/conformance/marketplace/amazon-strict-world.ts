import type { Clock } from '#engine/host.ts';
import { TURKEY } from '../../support/amazon-wire.ts';
import { strictDesk } from './amazon-strict-desk.ts';
import { strictListings } from './amazon-strict-listings.ts';
import { SHIRT_SCHEMA } from './amazon-strict-schema.ts';
import { refuse, strictState, type Answer, type Call } from './amazon-strict-state.ts';

/** An Amazon that keeps to the words of its models, operation by operation. */
export function strictWorld(clock: Clock) {
  const state = strictState(clock);
  const { world, documents, orders, bad, keep, linkTo } = state;
  const shelf = strictListings(state);
  const desk = strictDesk(state);

  const handle = (call: Call): Answer => {
    const { operation, parts, query, json, origin } = call;
    const body = (json ?? {}) as Record<string, unknown>;
    const id = parts[3] ?? '';
    const sku = decodeURIComponent(parts[4] ?? '');
    switch (operation) {
      case 'getMarketplaceParticipations':
        return {
          status: 200,
          json: {
            payload: [
              { marketplace: { id: TURKEY }, participation: { isParticipating: true }, storeName: 'Ö' },
            ],
          },
        };
      case 'searchListingsItems':
        return shelf.search(call);
      case 'getListingsItem':
        return shelf.getItem(sku, query);
      case 'patchListingsItem':
        return shelf.patchItem(sku, body);
      case 'putListingsItem':
        return shelf.putItem(sku, query, body);
      case 'deleteListingsItem':
        return shelf.deleteItem(sku);
      case 'getListingsRestrictions':
        return { status: 200, json: { restrictions: [] } };
      case 'searchDefinitionsProductTypes':
        return {
          status: 200,
          json: { productTypes: [{ name: 'SHIRT', displayName: 'Gömlek', marketplaceIds: [TURKEY] }] },
        };
      case 'getDefinitionsProductType': {
        const schema = keep('schema', 'application/json', Buffer.from(JSON.stringify(SHIRT_SCHEMA)));
        return {
          status: 200,
          json: { schema: { link: { resource: linkTo(schema, origin), verb: 'GET' }, checksum: 'x' } },
        };
      }
      case 'searchCatalogItems':
        return {
          status: 200,
          json: { numberOfResults: 1, items: [{ asin: 'B0EXAMPLE1', summaries: [], identifiers: [] }] },
        };
      case 'getInventorySummaries':
        return desk.inventoryPage(query);
      case 'getCompetitiveSummary':
        return { status: 200, json: { responses: [] } };
      case 'getMyFeesEstimates':
        return { status: 200, json: [] };
      case 'createFeedDocument':
      case 'getFeedDocument':
      case 'getReportDocument':
        return desk.documentOf(call);
      case 'createFeed':
        if (body['feedType'] !== 'JSON_LISTINGS_FEED') return bad('feedType');
        return shelf.runFeed(String(body['inputFeedDocumentId']));
      case 'getFeed':
        return desk.getFeed(id);
      case 'createReport':
        return desk.createReport(String(body['reportType']));
      case 'getReport':
        return desk.getReport(id);
      case 'searchOrders':
        return desk.searchOrders(call);
      case 'getOrder': {
        const order = orders.get(id);
        return order ? { status: 200, json: { order } } : refuse(404, 'NotFound', 'order');
      }
      case 'confirmShipment':
        return desk.ship(call);
      case 'listTransactions':
        return desk.transactions(query);
      default:
        return refuse(404, 'NotFound', operation);
    }
  };

  return { world, handle, documents };
}

export type StrictWorld = ReturnType<typeof strictWorld>;
