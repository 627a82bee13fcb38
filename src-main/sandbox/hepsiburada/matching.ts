import type { Product } from './state.ts';
import { nextNumber, type HepsiburadaWorld } from './world.ts';

/** Hepsiburada's own SKU: HBCV and ten letters or digits. */
export function inventHbSku(world: HepsiburadaWorld): string {
  return `HBCV${nextNumber(world).toString(36).toUpperCase().padStart(10, '0')}`;
}

/** Makes a product ready for sale: it gets Hepsiburada's SKU and a listing with the price and stock it was sent with. */
export function match(world: HepsiburadaWorld, product: Product): void {
  product.status = 'MATCHED';
  product.hbSku ??= inventHbSku(world);
  product.rejectReasons = [];
  if (world.state.listings.has(product.merchantSku)) return;
  world.state.listings.set(product.merchantSku, {
    listingId: world.random.uuid(),
    hbSku: product.hbSku,
    merchantSku: product.merchantSku,
    priceKurus: product.priceKurus,
    stock: product.stock,
    active: true,
    lockReasons: [],
    fulfilledByHb: false,
    minKurus: null,
    maxKurus: null,
  });
}

/** Where products are matched by themselves, those whose time has come. */
export function matchDue(world: HepsiburadaWorld): void {
  const after = world.rules().matchAfterMs;
  if (after === null) return;
  for (const job of world.state.imports.values()) {
    if (world.now() - job.createdMs < after) continue;
    for (const { sku, failed } of job.rows) {
      const product = world.state.products.get(sku);
      if (!failed && product?.status === 'WAITING') match(world, product);
    }
  }
}
