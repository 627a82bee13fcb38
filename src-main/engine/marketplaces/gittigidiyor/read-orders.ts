import { isProblemError } from '#contract/problem.ts';
import type { MarketplacePackage, OrderWindow } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { XmlNode } from '../kit/xml.ts';
import { getPagedSales, getSale, SALE_STATUSES, type SaleStatus } from './api.ts';
import type { GittiGidiyorClient, ReadOptions } from './client.ts';
import { mapSale } from './map-sale.ts';
import { readTotal, turnPages } from './paging.ts';
import { nodeAt, nodesAt, textAt } from './xml-fields.ts';

/**
 * Sales changed in the window. Lists are read in the order in which a sale passes through them, so that one that moves on
 * meanwhile is met again and never passed over. The service by dates is not used: how it wants them was never written down.
 */
export async function* readOrders(
  client: GittiGidiyorClient,
  window: OrderWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplacePackage[]> {
  if (window.toMs < window.fromMs) throw new RangeError('a window of orders ends before it begins');
  const options = { priority: PRIORITY.orders, signal };
  // Their times are whole seconds: what happened later within the window's first one is written as its beginning.
  const fromMs = Math.floor(window.fromMs / 1_000) * 1_000;
  for (const list of SALE_STATUSES)
    for await (const nodes of readSalePages(client, { list, fromMs }, options)) {
      const packages = nodes.flatMap((node) => mapSale(node, list) ?? []);
      if (packages.length < nodes.length)
        client.context.logger.warn('rows-not-understood', {
          marketplace: 'gittigidiyor',
          endpoint: 'getPagedSales',
          rows: nodes.length - packages.length,
        });
      const inside = packages.filter(
        ({ lastModifiedMs }) =>
          lastModifiedMs === 0 || (lastModifiedMs >= fromMs && lastModifiedMs <= window.toMs),
      );
      if (inside.length > 0) yield inside;
    }
}

/**
 * One list, newest action first, until the window's beginning is passed. A sale that comes meanwhile pushes others onto
 * the next page: seen twice, never missed. Rows that can't even be named come along, each once.
 */
export async function* readSalePages(
  client: GittiGidiyorClient,
  of: { readonly list: SaleStatus; readonly fromMs: number },
  options: ReadOptions,
): AsyncGenerator<readonly XmlNode[]> {
  yield* turnPages<XmlNode>({
    endpoint: 'getPagedSales',
    logger: client.context.logger,
    keyOf: (node) => textAt(node, 'saleCode'),
    readPage: async (index) => {
      const result = await client.read(getPagedSales(of.list, index + 1), options);
      const rows = nodesAt(result, 'sales', 'sale');
      const more = textAt(result, 'nextPageAvailable').toLowerCase() === 'true';
      return { rows, received: rows.length, total: readTotal(textAt(result, 'saleCount')), more };
    },
    // A whole page from before the window: what follows is older still. One without times proves nothing.
    isEnough: (rows) =>
      rows.length > 0 &&
      rows.every((node) => {
        const time = mapSale(node, of.list)?.lastModifiedMs ?? 0;
        return time > 0 && time < of.fromMs;
      }),
  });
}

/** The sales of these codes as they stand now; unknown ones are left out. */
export async function readOrdersByNumber(
  client: GittiGidiyorClient,
  orderNumbers: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplacePackage[]> {
  const found: MarketplacePackage[] = [];
  for (const orderNumber of new Set(orderNumbers)) {
    const node = await readSale(client, orderNumber, { priority: PRIORITY.orders, signal });
    const sale = node === null ? null : mapSale(node, null);
    if (sale !== null) found.push(sale);
  }
  return found;
}

/** Null for a code that the marketplace does not know. */
async function readSale(
  client: GittiGidiyorClient,
  saleCode: string,
  options: ReadOptions,
): Promise<XmlNode | null> {
  try {
    const result = await client.read(getSale(saleCode), options);
    const own = textAt(result, 'saleCode') === '' ? null : result;
    return nodeAt(result, 'sale') ?? nodesAt(result, 'sales', 'sale')[0] ?? own;
  } catch (error) {
    // Every refusal in words to this question is "there is none": which words it has was never published.
    const none = ['channel/not-found', 'channel/request-refused'];
    if (isProblemError(error) && none.includes(error.problem.code) && error.problem.params['status'] === 200)
      return null;
    throw error;
  }
}
