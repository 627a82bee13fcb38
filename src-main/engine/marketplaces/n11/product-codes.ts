import type { MarketplaceLine, MarketplacePackage } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { N11Client } from './client.ts';
import { readProducts } from './read-listings.ts';
import { readOrdersByNumber } from './read-orders.ts';
import { WireLine, WirePackage } from './wire-order.ts';

export type ProductCodes = { readonly stockCode: string; readonly barcode: string };
export type SoldLine = {
  readonly packageId: string;
  readonly line: MarketplaceLine;
};

/**
 * Questions and returns name n11's product alone: this finds the seller's codes behind it, each product and order once in
 * a reading.
 */
export type CodeFinder = {
  readonly codesOf: (productId: string) => Promise<ProductCodes>;
  /**
   * The line of an order that sold the product; null when the order is not known (any more), or when lines with several
   * stock codes name the product: the wrong variant would go back into stock.
   */
  readonly soldLine: (orderNumber: string, productId: string) => Promise<SoldLine | null>;
};

export function createCodeFinder(client: N11Client, signal: AbortSignal | undefined): CodeFinder {
  const codes = new Map<string, ProductCodes>();
  const orders = new Map<string, readonly MarketplacePackage[]>();
  return {
    codesOf: async (productId) => {
      const known = codes.get(productId);
      if (known) return known;
      const found = await findCodes(client, productId, signal);
      codes.set(productId, found);
      return found;
    },
    soldLine: async (orderNumber, productId) => {
      if (orderNumber === '' || productId === '') return null;
      const packages = orders.get(orderNumber) ?? (await readOrdersByNumber(client, [orderNumber], signal));
      orders.set(orderNumber, packages);
      return findLine(packages, productId);
    },
  };
}

async function findCodes(
  client: N11Client,
  productId: string,
  signal: AbortSignal | undefined,
): Promise<ProductCodes> {
  if (!/^\d{1,19}$/.test(productId)) return { stockCode: '', barcode: '' };
  const options = { priority: PRIORITY.afterSales, signal };
  for await (const products of readProducts(client, { id: productId }, options)) {
    const own = products.filter(({ n11ProductId }) => n11ProductId === productId);
    const [first] = own;
    if (first && own.every(({ stockCode }) => stockCode === first.stockCode))
      return { stockCode: first.stockCode, barcode: first.barcode.trim() };
  }
  return { stockCode: '', barcode: '' };
}

/** The package that stands now comes before one that dissolved. */
function findLine(packages: readonly MarketplacePackage[], productId: string): SoldLine | null {
  const standing = [...packages].sort(
    (left, right) => Number(left.status === 'split') - Number(right.status === 'split'),
  );
  for (const each of standing) {
    const wire = WirePackage.safeParse(JSON.parse(each.raw));
    const lineIds = (wire.data?.lines ?? []).flatMap((raw) => {
      const line = WireLine.safeParse(raw).data;
      return line?.productId === productId && line.orderLineId !== null ? [line.orderLineId] : [];
    });
    const [line, ...others] = each.lines.filter(({ lineId }) => lineIds.includes(lineId));
    if (others.some(({ stockCode }) => stockCode !== line!.stockCode)) return null;
    if (line) return { packageId: each.packageId, line };
  }
  return null;
}
