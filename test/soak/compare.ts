import type { OrderStatus } from '#contract/orders.ts';
import { findSalesOrderByNumber, type SalesOrderRow } from '#engine/cache/tables/sales-order.ts';
import { readStoreRow } from '#engine/cache/tables/store.ts';
import type { ShopperOrder } from '../../src-main/sandbox/shopper-side.ts';
import type { Life } from './life.ts';
import { linkedListings, piecesOf, type LinkedListing, type Pieces, type VariantOf } from './pieces.ts';
import type { Place, SoakWorld } from './world.ts';

/** What both sides held when the shoppers came; pieces by account, of those orders alone that the shop had given stock for. */
export type Before = {
  readonly stock: ReadonlyMap<string, number>;
  readonly orders: ReadonlyMap<string, ReadonlySet<string>>;
  readonly taken: ReadonlyMap<string, Pieces>;
};

export type Compared = {
  readonly listings: number;
  readonly orders: number;
  /** Listings that can't be sold there: told, and not compared. */
  readonly leftOut: number;
  readonly differences: readonly string[];
};

/** Which of our words fit a customer's; what is on its way back is delivered for both. */
const FITTING: Readonly<Record<ShopperOrder['state'], readonly OrderStatus[]>> = {
  open: ['awaiting', 'new', 'picking', 'invoiced', 'split', 'other'],
  shipped: ['shipped', 'at-collection-point'],
  delivered: ['delivered', 'returned'],
  undelivered: ['undelivered'],
  returned: ['returned', 'delivered'],
  cancelled: ['cancelled', 'unsupplied'],
  other: ['picking', 'invoiced', 'split', 'other', 'new', 'shipped'],
};

export function lookBefore(world: SoakWorld, variantOf: VariantOf): Before {
  const { harness, places } = world;
  const variants = new Set(linkedListings(harness.context.database).map(({ variantId }) => variantId));
  return {
    stock: new Map([...variants].map((variantId) => [variantId, harness.shop.quantityOf(variantId)])),
    orders: new Map(
      places.map((place) => [place.channelId, new Set(place.orders().map(({ orderNumber }) => orderNumber))]),
    ),
    taken: new Map(places.map((place) => [place.channelId, takenBy(world, place, variantOf)])),
  };
}

/** Pieces of the orders for which the shop gave stock: not of what was on its way before, nor of what waits for its payment. */
function takenBy({ harness }: SoakWorld, place: Place, variantOf: VariantOf): Pieces {
  const { database } = harness.context;
  return new Map(
    [...piecesOf(place, variantOf)].filter(([orderNumber]) => {
      const kept = findSalesOrderByNumber(database, place.channelId, orderNumber);
      return kept?.importState === 'imported' || kept?.importState === 'cancelled';
    }),
  );
}

/** Pieces by variant that wait for their payment: off the shelves, and still in the shop's books. */
function waitingForPayment(world: SoakWorld, variantOf: VariantOf): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>();
  for (const place of world.places)
    for (const [orderNumber, pieces] of piecesOf(place, variantOf)) {
      const kept = findSalesOrderByNumber(world.harness.context.database, place.channelId, orderNumber);
      if (kept === null || !waits(kept)) continue;
      for (const [variantId, count] of pieces) waiting.set(variantId, (waiting.get(variantId) ?? 0) + count);
    }
  return waiting;
}

function waits({ status, importState }: SalesOrderRow): boolean {
  return status === 'awaiting' && importState === 'reserved';
}

/** Every listing and every order, as the marketplaces, the shop and the program have them. */
export async function compare(
  world: SoakWorld,
  {
    before,
    life,
    variantOf,
  }: { readonly before: Before; readonly life: Life; readonly variantOf: VariantOf },
): Promise<Compared> {
  const listings = await compareListings(world, waitingForPayment(world, variantOf));
  const orders = world.places.flatMap((place) => compareOrders(world, place, { before, variantOf }));
  return {
    listings: listings.compared,
    leftOut: listings.leftOut,
    orders: world.places.reduce((sum, place) => sum + place.orders().length, 0),
    differences: [
      ...listings.differences,
      ...orders,
      ...twice(world),
      ...missingAfterSales(world, life),
      ...compareStock(world, { before, life, variantOf }),
    ],
  };
}

async function compareListings(
  { harness, places }: SoakWorld,
  waiting: ReadonlyMap<string, number>,
): Promise<{
  readonly compared: number;
  readonly leftOut: number;
  readonly differences: readonly string[];
}> {
  const { database } = harness.context;
  const prices = await shopPrices(harness);
  const differences: string[] = [];
  let [compared, leftOut] = [0, 0];
  for (const listing of linkedListings(database)) {
    const place = places.find(({ channelId }) => channelId === listing.channelId)!;
    const shelf = place.shelf(listing.externalId);
    if (shelf === null || !isCompared(listing)) {
      leftOut += 1;
      continue;
    }
    compared += 1;
    const name = `${place.marketplace} ${listing.externalId}`;
    const goods = prices.get(listing.variantId);
    const left = harness.shop.quantityOf(listing.variantId) - (waiting.get(listing.variantId) ?? 0);
    const quantity = goods?.enabled ? Math.max(0, left) : 0;
    if (listing.stockHeldBy === 'merchant' && shelf.quantity !== quantity)
      differences.push(`${name} shows ${shelf.quantity} pieces, the shop has ${quantity}`);
    // A price that a guard holds waits for a person's yes; its stock waits for nobody.
    if (goods && listing.held === 0 && shelf.saleKurus !== goods.saleKurus)
      differences.push(`${name} costs ${shelf.saleKurus} kuruş, ${goods.saleKurus} in the shop`);
  }
  return { compared, leftOut, differences };
}

/** What nobody can sell there is left as it is: waiting, rejected, locked, archived. An empty shelf is off sale. */
function isCompared({ frozen, state }: LinkedListing): boolean {
  return frozen === 0 && (state === 'on-sale' || state === 'off-sale');
}

type ShopGoods = { readonly saleKurus: number; readonly enabled: boolean };

async function shopPrices(harness: SoakWorld['harness']): Promise<ReadonlyMap<string, ShopGoods>> {
  const { settings } = readStoreRow(harness.context.database)!;
  const goods = new Map<string, ShopGoods>();
  for await (const range of harness.shop.readWatched({ settings })) {
    const ids = range.products().map(({ productId }) => productId);
    for (const { variants, enabled } of await harness.shop.readProducts(ids, { settings }))
      for (const { variantId, priceE4 } of variants)
        goods.set(variantId, { saleKurus: Math.round(priceE4 / 100), enabled });
  }
  return goods;
}

function compareOrders(
  { harness }: SoakWorld,
  place: Place,
  { before, variantOf }: { readonly before: Before; readonly variantOf: VariantOf },
): readonly string[] {
  const { channelId, marketplace } = place;
  const inShop = new Map(
    harness.shop
      .orders()
      .filter((order) => order.channelId === channelId)
      .map((order) => [order.orderNumber, order]),
  );
  const standing = piecesOf(place, variantOf);
  const differences: string[] = [];
  for (const order of place.orders()) {
    const name = `order ${order.orderNumber} of ${marketplace}`;
    const kept = findSalesOrderByNumber(harness.context.database, channelId, order.orderNumber);
    const isNew = !before.orders.get(channelId)!.has(order.orderNumber);
    if (kept === null) {
      // What was bought and cancelled before anybody looked may have left no trace in a marketplace's lists.
      if (isNew && order.state !== 'cancelled') differences.push(`${name} is ${order.state} and not known`);
      continue;
    }
    if (!FITTING[order.state].includes(kept.status))
      differences.push(`${name} is ${order.state} there and ${kept.status} (${kept.rawStatus}) here`);
    if (kept.importState === 'history' || waits(kept)) continue;
    const pieces = [...(standing.get(order.orderNumber)?.values() ?? [])].reduce(
      (sum, each) => sum + each,
      0,
    );
    const row = inShop.get(order.orderNumber);
    const written =
      row?.lines.reduce((sum, line) => sum + (line.productId === null ? 0 : line.quantity), 0) ?? 0;
    const isGone = kept.status === 'cancelled' || kept.status === 'unsupplied';
    if (isGone ? kept.importState === 'imported' : written !== pieces)
      differences.push(
        `${name} (${kept.status}, ${kept.importState}) holds ${pieces} pieces there and ${written} in the shop`,
      );
  }
  return differences;
}

/** No order twice in the shop. */
function twice({ harness }: SoakWorld): readonly string[] {
  const marked = harness.shop.orders().filter(({ marketplace }) => marketplace !== '');
  const groups = Map.groupBy(marked, ({ channelId, orderNumber }) => `${channelId} ${orderNumber}`);
  return [...groups]
    .filter(([, rows]) => rows.length > 1)
    .map(([name, rows]) => `order ${name} stands in the shop ${rows.length} times`);
}

/** Every return by its order and every question by its number; an account that shows neither is asked for neither. */
function missingAfterSales({ harness, places }: SoakWorld, { deeds }: Life): readonly string[] {
  const { database } = harness.context;
  const returns = database
    .prepare<[string, string], number>(
      'SELECT count(*) FROM market_return WHERE channel_id = ? AND order_number = ?',
    )
    .pluck();
  const questions = database
    .prepare<[string], number>('SELECT count(*) FROM market_question WHERE channel_id = ?')
    .pluck();
  return places.flatMap(({ marketplace, channelId }) => {
    const own = deeds.filter((deed) => deed.marketplace === marketplace);
    const returned = new Set(
      own.flatMap(({ kind, orderNumber }) => (kind === 'return' ? [orderNumber!] : [])),
    );
    const asked = own.filter(({ kind }) => kind === 'ask').length;
    const known = questions.get(channelId) ?? 0;
    return [
      ...[...returned]
        .filter((orderNumber) => returns.get(channelId, orderNumber) === 0)
        .map((orderNumber) => `the return of order ${orderNumber} of ${marketplace} is not known`),
      ...(known < asked ? [`${marketplace}: ${asked} questions were asked, ${known} are known`] : []),
    ];
  });
}

/** The shop's stock is what it was, with what the merchant moved, less what marketplaces' orders hold more than before. */
function compareStock(
  world: SoakWorld,
  {
    before,
    life,
    variantOf,
  }: { readonly before: Before; readonly life: Life; readonly variantOf: VariantOf },
): readonly string[] {
  const { harness, places } = world;
  const expected = new Map(before.stock);
  const move = (variantId: string, pieces: number): void => {
    expected.set(variantId, (expected.get(variantId) ?? 0) + pieces);
  };
  for (const { variantId, pieces } of life.shop) move(variantId, pieces);
  for (const place of places) {
    const held = before.taken.get(place.channelId)!;
    for (const [orderNumber, pieces] of takenBy(world, place, variantOf)) {
      const were = held.get(orderNumber);
      for (const variantId of new Set([...pieces.keys(), ...(were?.keys() ?? [])]))
        move(variantId, (were?.get(variantId) ?? 0) - (pieces.get(variantId) ?? 0));
    }
  }
  // Values of an option share their product's stock, which the least of both is shown of: only plain goods add up.
  return [...expected].flatMap(([variantId, quantity]) => {
    if (variantId.includes(':')) return [];
    const found = harness.shop.quantityOf(variantId);
    return found === quantity
      ? []
      : [`the shop has ${found} of ${variantId}, and by everything that was done it should be ${quantity}`];
  });
}
