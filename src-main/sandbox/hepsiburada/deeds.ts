import { z } from 'zod';
import { inventBuyer } from '../trendyol/buyers.ts';
import { inventHbSku } from './matching.ts';
import { linesOf } from './parcels.ts';
import type { Claim, Order, Product } from './state.ts';
import { settleDue } from './uploads.ts';
import { nextNumber, type HepsiburadaWorld } from './world.ts';

export const SeedWish = z.strictObject({
  merchantSku: z.string().min(1),
  title: z.string(),
  barcode: z.string().default(''),
  groupId: z.string().default(''),
  brand: z.string().default('Örnek'),
  quantity: z.int().min(0).default(0),
  price: z.number().min(0).default(0),
  vatRate: z.int().default(20),
  state: z.enum(['on-sale', 'archived', 'locked', 'waiting', 'rejected']).default('on-sale'),
  minPrice: z.number().nullable().default(null),
  maxPrice: z.number().nullable().default(null),
  fulfilledByHb: z.boolean().default(false),
});
export type SeedWish = z.input<typeof SeedWish>;

export const BuyWish = z.strictObject({
  lines: z.array(z.strictObject({ merchantSku: z.string(), quantity: z.int().min(1) })).min(1),
  paid: z.boolean().default(true),
  oversell: z.enum(['refused', 'allowed']).default('refused'),
  orderedMs: z.int().optional(),
  company: z.strictObject({ company: z.string(), taxNumber: z.string(), taxOffice: z.string() }).optional(),
});
export type BuyWish = z.input<typeof BuyWish>;

export type ClaimWish = {
  readonly quantity?: number;
  readonly reason?: string;
  readonly status?: string;
  readonly type?: string;
};

export function seedOne(world: HepsiburadaWorld, seed: z.output<typeof SeedWish>): void {
  const { state } = world;
  const kurus = (amount: number): number => Math.round(amount * 100);
  const listed = seed.state !== 'waiting' && seed.state !== 'rejected';
  const product: Product = {
    merchantSku: seed.merchantSku,
    barcode: seed.barcode,
    hbSku: listed ? inventHbSku(world) : null,
    groupId: seed.groupId,
    title: seed.title,
    brand: seed.brand,
    categoryId: 18_021_982,
    description: `<p>${seed.title}</p>`,
    images: ['https://cdn.example.invalid/urun.jpg'],
    vatRate: seed.vatRate,
    status: listed ? 'MATCHED' : seed.state === 'rejected' ? 'REJECTED' : 'WAITING',
    rejectReasons: seed.state === 'rejected' ? ['Görsel uygun değil'] : [],
    priceKurus: kurus(seed.price),
    stock: seed.quantity,
    attributes: {},
  };
  state.products.set(seed.merchantSku.toUpperCase(), product);
  if (product.hbSku === null) return;
  state.listings.set(seed.merchantSku, {
    listingId: world.random.uuid(),
    hbSku: product.hbSku,
    merchantSku: seed.merchantSku,
    priceKurus: kurus(seed.price),
    stock: seed.quantity,
    active: seed.state !== 'archived',
    lockReasons: seed.state === 'locked' ? ['PriceLock'] : [],
    fulfilledByHb: seed.fulfilledByHb,
    minKurus: seed.minPrice === null ? null : kurus(seed.minPrice),
    maxKurus: seed.maxPrice === null ? null : kurus(seed.maxPrice),
  });
}

/** Takes the pieces off the shelf and makes an order of open lines; an unpaid one waits for its payment. */
export function buy(world: HepsiburadaWorld, wish: z.output<typeof BuyWish>): Order {
  settleDue(world);
  const { state } = world;
  const nowMs = wish.orderedMs ?? world.now();
  const wanted = wish.lines.map(({ merchantSku, quantity }) => {
    const listing = state.listings.get(merchantSku) ?? fail(`${merchantSku} is not listed`);
    if (wish.oversell === 'refused' && listing.stock < quantity)
      fail(`${merchantSku} has ${listing.stock} left`);
    return { listing, quantity };
  });
  for (const { listing, quantity } of wanted) listing.stock = Math.max(0, listing.stock - quantity);
  const order: Order = {
    orderNumber: `21${String(52_000_000 + nextNumber(world)).padStart(8, '0')}`,
    orderId: world.random.uuid(),
    orderedMs: nowMs,
    paid: wish.paid,
    addressChangeUntilMs: 0,
    buyer: { ...inventBuyer(world.random), ...wish.company },
    lines: wanted.map(({ listing, quantity }) => {
      const product = state.products.get(listing.merchantSku.toUpperCase());
      return {
        id: world.random.uuid(),
        merchantSku: listing.merchantSku,
        hbSku: listing.hbSku,
        barcode: product?.barcode ?? '',
        title: product?.title ?? listing.merchantSku,
        quantity,
        unitKurus: listing.priceKurus,
        vatRate: product?.vatRate ?? 20,
        status: 'Open',
        packageNumber: null,
        changedMs: nowMs,
        cargo: 'Aras Kargo',
        labourKurus: null,
        cancelReason: null,
      };
    }),
  };
  state.orders.set(order.orderNumber, order);
  return order;
}

export function openClaim(world: HepsiburadaWorld, lineId: string, wish: ClaimWish): Claim {
  for (const parcel of world.state.parcels.values()) {
    const found = linesOf(world, parcel).find(({ line }) => line.id === lineId);
    if (!found) continue;
    found.line.status = 'ClaimCreated';
    const number = `35${nextNumber(world)}`;
    const claim: Claim = {
      number,
      id: world.random.uuid(),
      status: wish.status ?? 'AwaitingAction',
      type: wish.type ?? 'Return',
      createdMs: world.now(),
      orderNumber: found.order.orderNumber,
      lineId,
      quantity: wish.quantity ?? found.line.quantity,
      reason: wish.reason ?? 'Vazgeçtim',
      explanation: '',
      statement: '',
    };
    world.state.claims.set(number, claim);
    return claim;
  }
  return fail(`line ${lineId} was not sent`);
}

export function fail(message: string): never {
  throw new RangeError(message);
}
