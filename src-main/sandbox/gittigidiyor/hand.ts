import { z } from 'zod';
import type { SandboxMarketplace } from '../marketplace.ts';
import type { ShopperOrder, ShopperSide } from '../shopper-side.ts';
import { blankProduct, settle } from './product-operations.ts';
import { advance, cancel, findSale, sell, takeBack } from './sale-operations.ts';
import {
  left,
  type GittiGidiyorRules,
  type GittiGidiyorWorld,
  type List,
  type Product,
  type Sale,
} from './state.ts';

export type SeedProduct = {
  readonly itemId: string;
  readonly title: string;
  readonly barcode?: string;
  readonly quantity: number;
  readonly priceKurus: number;
  readonly marketKurus?: number | null;
  readonly status?: Product['status'];
  readonly brand?: string;
  readonly description?: string;
  readonly sold?: number;
  readonly variants?: readonly {
    readonly stockCode: string;
    readonly color: string;
    readonly size: string;
    readonly quantity: number;
  }[];
};

/** What can be done to the sandbox's GittiGidiyor from outside its API. */
export type GittiGidiyorHand = Pick<SandboxMarketplace, 'actions' | 'truth'> & {
  readonly shoppers: ShopperSide;
  readonly seedProducts: (seeds: readonly SeedProduct[]) => readonly Product[];
  readonly product: (productId: string) => Product | null;
  readonly products: () => readonly Product[];
  readonly sales: () => readonly Sale[];
  /** Throws `RangeError` for what is not on the shelf (unless overselling is allowed). */
  readonly buy: (wish: {
    readonly productId: string;
    readonly variantId?: string | null;
    readonly amount: number;
    readonly oversell?: 'refused' | 'allowed';
  }) => Sale;
  readonly cancelSale: (saleCode: string) => void;
  readonly moveSale: (saleCode: string, list: Exclude<List, 'R'>) => void;
  readonly returnSale: (saleCode: string) => void;
  readonly setRules: (change: Partial<GittiGidiyorRules>) => void;
};

const BUYERS = [
  ['Ayşe', 'Örnek', 'Kadıköy', 'İstanbul'],
  ['Ömer', 'Işık', 'Çankaya', 'Ankara'],
  ['Şule', 'Yıldız', 'Karşıyaka', 'İzmir'],
] as const;

const SaleWish = z.strictObject({ saleCode: z.string() });
const BuyWish = z.strictObject({
  productId: z.string(),
  variantId: z.string().nullable().exactOptional(),
  amount: z.int().min(1).default(1),
  oversell: z.enum(['refused', 'allowed']).exactOptional(),
});
const RulesWish = z.strictObject({
  phase: z.enum(['open', 'no-new-listings', 'reads-only', 'gone']).exactOptional(),
  clockToleranceMs: z.int().min(0).exactOptional(),
});

export function gittigidiyorHand(
  world: GittiGidiyorWorld,
  host: { readonly setRules: (change: Partial<GittiGidiyorRules>) => void; readonly changed: () => void },
): GittiGidiyorHand {
  const act = <T>(action: () => T): T => {
    const result = action();
    host.changed();
    return result;
  };
  const saleOf = (saleCode: string): Sale => {
    const sale = world.state.sales.get(saleCode);
    if (!sale) throw new RangeError(`no sale ${saleCode}`);
    return sale;
  };
  const hand = {
    seedProducts: (seeds: readonly SeedProduct[]) => act(() => seeds.map((seed) => addProduct(world, seed))),
    product: (productId: string) => world.state.products.get(productId) ?? null,
    products: () => [...world.state.products.values()],
    sales: () => [...world.state.sales.values()],
    buy: ({ productId, variantId = null, amount, oversell = 'refused' }) =>
      act(() => sell(world, { productId, variantId, amount, oversell, buyer: inventBuyer(world) })),
    cancelSale: (saleCode: string) => act(() => cancel(world, saleOf(saleCode))),
    moveSale: (saleCode: string, list: Exclude<List, 'R'>) =>
      act(() => advance(world, saleOf(saleCode), list)),
    returnSale: (saleCode: string) => act(() => takeBack(world, saleOf(saleCode))),
    setRules: (change: Partial<GittiGidiyorRules>) => act(() => host.setRules(change)),
    truth: () => ({
      nick: world.state.credentials.nick,
      rules: world.rules(),
      products: [...world.state.products.values()],
      sales: [...world.state.sales.values()],
    }),
  } satisfies Omit<GittiGidiyorHand, 'actions' | 'shoppers'>;
  return { ...hand, actions: actionsOf(world, hand), shoppers: shoppersOf(world, hand) };
}

type Hand = Omit<GittiGidiyorHand, 'actions' | 'shoppers'>;

function actionsOf(world: GittiGidiyorWorld, hand: Hand): GittiGidiyorHand['actions'] {
  return {
    buy: (input) => hand.buy(BuyWish.parse(input)),
    cancel: (input) => hand.cancelSale(SaleWish.parse(input).saleCode),
    move: (input) => {
      const wish = SaleWish.extend({ list: z.enum(['P', 'S', 'I', 'C', 'T', 'O']) }).parse(input);
      hand.moveSale(wish.saleCode, wish.list);
    },
    return: (input) => hand.returnSale(SaleWish.parse(input).saleCode),
    sale: (input) => findSale(world, SaleWish.parse(input).saleCode),
    rules: (input) => {
      hand.setRules(RulesWish.parse(input ?? {}));
      return world.rules();
    },
  };
}

function addProduct(world: GittiGidiyorWorld, seed: SeedProduct): Product {
  const product = blankProduct(world, seed.itemId);
  const sold = seed.sold ?? 0;
  Object.assign(product, {
    title: seed.title,
    description: seed.description ?? seed.title,
    specs: [{ name: 'Marka', value: seed.brand ?? 'Diğer' }],
    photos: [`https://mcdn.example.com/${product.productId}.jpg`],
    barcode: seed.barcode ?? '',
    priceKurus: seed.priceKurus,
    marketKurus: seed.marketKurus ?? null,
    total: seed.quantity + sold,
    sold,
    status: seed.status ?? 'A',
    variants: (seed.variants ?? []).map((one, index) => {
      world.state.counters.variant += 1;
      return {
        variantId: String(world.state.counters.variant),
        nameId: '1',
        valueId: String(100 + index),
        alias: `Renk:${one.color}`,
        specs: [{ nameId: '2', name: 'Beden', valueId: String(200 + index), value: one.size }],
        stockCode: one.stockCode,
        total: one.quantity,
        sold: 0,
      };
    }),
  });
  settle(product);
  world.state.products.set(product.productId, product);
  return product;
}

function inventBuyer(world: GittiGidiyorWorld): Sale['buyer'] {
  const [name, surname, district, city] = BUYERS[Math.floor(world.random.fraction() * BUYERS.length)]!;
  return {
    username: name.toLowerCase(),
    name,
    surname,
    phone: '',
    address: 'Çiçek Sokak No: 5 D: 3',
    district,
    city,
  };
}

const STATES: Readonly<Record<List, ShopperOrder['state']>> = {
  P: 'open',
  S: 'open',
  I: 'other',
  C: 'shipped',
  T: 'delivered',
  O: 'delivered',
  R: 'other',
};

function orderOf(sale: Sale): ShopperOrder {
  const cancelled = sale.statusText === 'İptal edildi';
  const returned = sale.list === 'R' && !cancelled;
  return {
    orderNumber: sale.saleCode,
    state: cancelled ? 'cancelled' : returned ? 'returned' : STATES[sale.list],
    lines: cancelled ? [] : [{ lineId: sale.saleCode, code: codeOf(sale), quantity: sale.amount }],
  };
}

const codeOf = ({ productId, variantId }: Sale): string =>
  variantId === null ? productId : `${productId}/${variantId}`;

function shoppersOf(world: GittiGidiyorWorld, hand: Hand): ShopperSide {
  return {
    shelf: () =>
      hand
        .products()
        .filter(({ status }) => status === 'A')
        .flatMap((product) =>
          product.variants.length === 0
            ? [{ code: product.productId, title: product.title, quantity: left(product) }]
            : product.variants.map((variant) => ({
                code: `${product.productId}/${variant.variantId}`,
                title: product.title,
                quantity: left(variant),
              })),
        )
        .filter(({ quantity }) => quantity > 0),
    buy: ({ lines, oversell }) => {
      if (lines.length !== 1) throw new RangeError('a sale is one row of one product');
      const [productId, variantId] = lines[0]!.code.split('/');
      const wish = { productId: productId!, variantId: variantId ?? null, amount: lines[0]!.quantity };
      return orderOf(hand.buy({ ...wish, ...(oversell ? { oversell } : {}) }));
    },
    orders: () => hand.sales().map(orderOf),
    cancel: ({ orderNumber }) => {
      const sale = findSale(world, orderNumber);
      if (sale.list !== 'S' && sale.list !== 'P')
        throw new RangeError(`${orderNumber} can't be cancelled any more`);
      hand.cancelSale(orderNumber);
    },
    carry: ({ orderNumber, to }) => {
      if (to === 'undelivered') throw new RangeError('no list holds what was not delivered');
      hand.moveSale(orderNumber, to === 'shipped' ? 'C' : 'T');
    },
    return: ({ orderNumber }) => {
      hand.returnSale(orderNumber);
      return { returnId: orderNumber };
    },
  };
}
