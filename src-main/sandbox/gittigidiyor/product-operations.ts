import { Failure, cutPage, type Operation } from './operation.ts';
import { inside, text, type Element, type SoapCall, type Tree } from './soap.ts';
import { left, type GittiGidiyorWorld, type Product, type Variant } from './state.ts';

const lira = (kurus: number): string => `${Math.trunc(kurus / 100)}.${String(kurus % 100).padStart(2, '0')}`;

function kurusOf(written: string, field: string): number {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(written);
  const kurus = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : 0;
  if (kurus <= 0) throw new Failure(`invalid ${field}`, 'Fiyat geçersiz.');
  return kurus;
}

function countOf(written: string): number {
  if (!/^\d{1,6}$/.test(written)) throw new Failure('invalid stock', 'Stok adedi geçersiz.');
  return Number(written);
}

/** By its number or by the seller's own code; of relisted ones with one code, the newest. */
export function findProduct(world: GittiGidiyorWorld, call: SoapCall): Product {
  const productId = text(call.params['productId']);
  const itemId = text(call.params['itemId']);
  const found =
    productId !== ''
      ? world.state.products.get(productId)
      : [...world.state.products.values()].filter((one) => itemId !== '' && one.itemId === itemId).at(-1);
  if (!found) throw new Failure('product not found', 'Ürün bulunamadı.');
  return found;
}

export function productTree(product: Product): Tree {
  const groups = Map.groupBy(product.variants, ({ nameId, valueId }) => `${nameId} ${valueId}`);
  return {
    categoryCode: product.categoryCode,
    storeCategoryId: 0,
    title: product.title,
    subtitle: product.subtitle,
    specs: {
      spec: product.specs.map(({ name, value }) => ({ '@name': name, '@value': value, '@type': 'Combo' })),
    },
    photos: { photo: product.photos.map((url, index) => ({ '@photoId': index, url })) },
    pageTemplate: 1,
    description: product.description,
    format: 'S',
    buyNowPrice: lira(product.priceKurus),
    listingDays: 180,
    productCount: product.total,
    variantGroups:
      product.variants.length === 0
        ? undefined
        : {
            variantGroup: [...groups.values()].map((members) => ({
              '@nameId': members[0]!.nameId,
              '@valueId': members[0]!.valueId,
              '@alias': members[0]!.alias,
              variants: { variant: members.map(variantTree) },
            })),
          },
    marketPrice: product.marketKurus === null ? undefined : lira(product.marketKurus),
    globalTradeItemNo: product.barcode,
  };
}

function variantTree(variant: Variant): Tree {
  return {
    '@variantId': variant.variantId,
    variantSpecs: {
      variantSpec: variant.specs.map(({ nameId, name, valueId, value }) => ({
        '@nameId': nameId,
        '@name': name,
        '@valueId': valueId,
        '@value': value,
      })),
    },
    quantity: variant.total,
    stockCode: variant.stockCode,
    soldCount: variant.sold,
  };
}

function rowOf(product: Product): Tree {
  return { productId: product.productId, itemId: product.itemId, product: productTree(product) };
}

/** A listing whose last piece is gone is closed; one that was put back stands on sale again. */
export function settle(product: Product): void {
  if (product.variants.length > 0) {
    product.total = product.variants.reduce((sum, { total }) => sum + total, 0);
    product.sold = product.variants.reduce((sum, { sold }) => sum + sold, 0);
  }
  if (product.status === 'A' && left(product) === 0) product.status = product.sold > 0 ? 'S' : 'U';
}

function setStock(product: Product, call: SoapCall, activate: 'yes' | 'no'): Tree {
  product.total = countOf(text(call.params['stock']));
  if (product.total === 0) product.sold = 0;
  if (activate === 'yes' && left(product) > 0) product.status = 'A';
  settle(product);
  return { result: 'Ürün stoğu güncellendi.', productId: product.productId };
}

function fill(world: GittiGidiyorWorld, product: Product, body: Element): void {
  const title = text(body, 'title');
  const categoryCode = text(body, 'categoryCode');
  if (title === '') throw new Failure('title is required', 'Başlık zorunludur.');
  if (!/^[a-z0-9]{2,}$/.test(categoryCode)) throw new Failure('invalid category', 'Kategori geçersiz.');
  const specs = inside(inside(body, 'specs')[0], 'spec').map((one) => ({
    name: text(one, '@name'),
    value: text(one, '@value'),
  }));
  if (!specs.some(({ name, value }) => name === 'Marka' && value !== ''))
    throw new Failure('required spec is missing: Marka', 'Zorunlu özellik eksik: Marka.');
  if (text(inside(body, 'cargoDetail')[0], 'city') === '')
    throw new Failure('cargoDetail is required', 'Kargo bilgisi zorunludur.');
  const market = text(body, 'marketPrice');
  Object.assign(product, {
    title,
    categoryCode,
    specs,
    subtitle: text(body, 'subtitle'),
    description: text(body, 'description'),
    photos: inside(inside(body, 'photos')[0], 'photo').map((one) => text(one, 'url')),
    barcode: text(body, 'globalTradeItemNo'),
    priceKurus: kurusOf(text(body, 'buyNowPrice'), 'buyNowPrice'),
    marketKurus: market === '' ? null : kurusOf(market, 'marketPrice'),
    variants: inside(inside(body, 'variantGroups')[0], 'variantGroup').flatMap((group) =>
      inside(inside(group, 'variants')[0], 'variant').map((one) => newVariant(world, group, one)),
    ),
  });
}

function newVariant(world: GittiGidiyorWorld, group: Element, one: Element): Variant {
  world.state.counters.variant += 1;
  return {
    variantId: String(world.state.counters.variant),
    nameId: text(group, '@nameId'),
    valueId: text(group, '@valueId'),
    alias: text(group, '@alias'),
    specs: inside(inside(one, 'variantSpecs')[0], 'variantSpec').map((spec) => ({
      nameId: text(spec, '@nameId'),
      name: text(spec, '@name'),
      valueId: text(spec, '@valueId'),
      value: text(spec, '@value'),
    })),
    stockCode: text(one, 'stockCode'),
    total: countOf(text(one, 'quantity')),
    sold: 0,
  };
}

export function blankProduct(world: GittiGidiyorWorld, itemId: string): Product {
  world.state.counters.product += 1;
  return {
    productId: String(world.state.counters.product),
    itemId,
    status: 'A',
    title: '',
    subtitle: '',
    description: '',
    categoryCode: 'xyz1',
    specs: [],
    photos: [],
    barcode: '',
    priceKurus: 0,
    marketKurus: null,
    total: 1,
    sold: 0,
    variants: [],
  };
}

function insert(world: GittiGidiyorWorld, call: SoapCall, status: Product['status']): Tree {
  const itemId = text(call.params['itemId']);
  const taken = [...world.state.products.values()].some((one) => itemId !== '' && one.itemId === itemId);
  if (taken) throw new Failure('itemId is in use', 'Bu ürün kodu kullanılıyor.');
  const body = inside(call.params, 'product')[0] ?? '';
  const product = blankProduct(world, itemId);
  fill(world, product, body);
  // "Inserting stock 0 becomes 1."
  product.total = Math.max(1, countOf(text(body, 'productCount') || '1'));
  product.status = status;
  settle(product);
  world.state.products.set(product.productId, product);
  return { productId: product.productId, result: 'Ürün eklendi.', descriptionFilterStatus: 'OK' };
}

function idsOf(call: SoapCall): readonly string[] {
  return inside(inside(call.params, 'productIdList')[0], 'item').map((one) => text(one));
}

function manage(world: GittiGidiyorWorld, call: SoapCall, change: (product: Product) => boolean): Tree {
  const done = idsOf(call).filter((id) => {
    const product = world.state.products.get(id);
    return product !== undefined && change(product);
  });
  return { productIdList: { productId: done }, result: `${done.length} ürün işlendi.` };
}

const BY_ID = ['productId', 'itemId'] as const;
const LISTS = ['productIdList', 'itemIdList'] as const;

export const PRODUCT_OPERATIONS: Readonly<Record<string, Operation>> = {
  getProducts: {
    params: ['startOffSet', 'rowCount', 'status', 'withData'],
    writes: 'nothing',
    act: (world, call) => {
      const status = text(call.params['status']);
      const rows = [...world.state.products.values()].filter((one) => one.status === status);
      const wish = {
        offset: Number(text(call.params['startOffSet'])),
        size: Number(text(call.params['rowCount'])),
      };
      const page = cutPage(world, 'IndividualProductService', rows, wish);
      return { productCount: page.total, products: { product: page.rows.map(rowOf) } };
    },
  },
  getProduct: {
    params: BY_ID,
    writes: 'nothing',
    act: (world, call) => ({ productDetail: rowOf(findProduct(world, call)) }),
  },
  getProductVariants: {
    params: [...BY_ID, 'variantId', 'variantStockCode'],
    writes: 'nothing',
    act: (world, call) => {
      const { variantGroups } = productTree(findProduct(world, call));
      return { variantGroups };
    },
  },
  getStockAndPrice: {
    params: LISTS,
    writes: 'nothing',
    act: (world, call) => ({
      products: {
        product: idsOf(call).flatMap((id) => {
          const product = world.state.products.get(id);
          if (!product) return [];
          return [
            {
              productId: product.productId,
              itemId: product.itemId,
              format: 'S',
              amount: product.total,
              soldItemCount: product.sold,
              buyNowPrice: lira(product.priceKurus),
            },
          ];
        }),
      },
    }),
  },
  insertProduct: {
    params: ['itemId', 'product', 'forceToSpecEntry', 'nextDateOption'],
    writes: 'new listings',
    act: (world, call) => insert(world, call, 'L'),
  },
  insertAndActivateProduct: {
    params: ['itemId', 'product', 'forceToSpecEntry', 'nextDateOption'],
    writes: 'new listings',
    act: (world, call) => insert(world, call, 'A'),
  },
  updateProduct: {
    params: ['itemId', 'productId', 'product', 'onSale', 'forceToSpecEntry', 'nextDateOption'],
    writes: 'listings',
    act: (world, call) => {
      const product = findProduct(world, call);
      const body = inside(call.params, 'product')[0] ?? '';
      const fresh = { ...product };
      fill(world, fresh, body);
      fresh.total = countOf(text(body, 'productCount'));
      settle(fresh);
      Object.assign(product, fresh);
      return { productId: product.productId, result: 'Ürün güncellendi.', descriptionFilterStatus: 'OK' };
    },
  },
  updatePrice: {
    params: [...BY_ID, 'price', 'cancelBid'],
    writes: 'listings',
    act: (world, call) => {
      const product = findProduct(world, call);
      product.priceKurus = kurusOf(text(call.params['price']), 'price');
      return { result: 'Fiyat güncellendi.', productId: product.productId };
    },
  },
  updateMarketPrice: {
    params: ['productId', 'marketPrice'],
    writes: 'listings',
    act: (world, call) => {
      const product = findProduct(world, call);
      product.marketKurus = kurusOf(text(call.params['marketPrice']), 'marketPrice');
      return { result: 'Piyasa fiyatı güncellendi.', productId: product.productId };
    },
  },
  updateStock: {
    params: [...BY_ID, 'stock', 'cancelBid'],
    writes: 'listings',
    act: (world, call) => setStock(findProduct(world, call), call, 'no'),
  },
  updateStockAndActivateProduct: {
    params: [...BY_ID, 'stock'],
    writes: 'listings',
    act: (world, call) => setStock(findProduct(world, call), call, 'yes'),
  },
  updateVariantStock: {
    params: [...BY_ID, 'variantId', 'stock'],
    writes: 'listings',
    act: (world, call) => {
      const product = findProduct(world, call);
      const variant = product.variants.find(({ variantId }) => variantId === text(call.params['variantId']));
      if (!variant) throw new Failure('variant not found', 'Ürün varyantı bulunamadı.');
      variant.total = countOf(text(call.params['stock']));
      if (variant.total === 0) variant.sold = 0;
      settle(product);
      return { result: 'Varyant stoğu güncellendi.', productId: product.productId };
    },
  },
  finishEarlyProducts: {
    params: LISTS,
    writes: 'listings',
    act: (world, call) =>
      manage(world, call, (product) => {
        if (product.status !== 'A') return false;
        product.status = 'U';
        return true;
      }),
  },
  relistProducts: {
    params: LISTS,
    writes: 'new listings',
    act: (world, call) =>
      manage(world, call, (product) => {
        if (product.status === 'A' || left(product) === 0) return false;
        product.status = 'A';
        return true;
      }),
  },
  deleteProducts: {
    params: LISTS,
    writes: 'listings',
    act: (world, call) =>
      manage(
        world,
        call,
        (product) => product.status !== 'A' && world.state.products.delete(product.productId),
      ),
  },
};
