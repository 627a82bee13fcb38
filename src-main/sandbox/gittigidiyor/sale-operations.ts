import { Failure, cutPage, type Operation } from './operation.ts';
import { text, turkishTime, type SoapCall, type Tree } from './soap.ts';
import { left, LISTS, type GittiGidiyorWorld, type List, type Sale } from './state.ts';
import { settle } from './product-operations.ts';

export const STATUS_TEXTS: Readonly<Record<Exclude<List, 'R'>, string>> = {
  P: 'Ödeme bekleniyor',
  S: 'Kargo yapılacak',
  I: 'İptal talebi var',
  C: 'Alıcı onayı bekleniyor',
  T: 'Para transferi bekleniyor',
  O: 'Tamamlandı',
};

const REASONS = [
  ['1', 'Ürün stokta kalmadı'],
  ['2', 'Alıcı vazgeçti'],
] as const;

export function saleTree(world: GittiGidiyorWorld, sale: Sale): Tree {
  const { buyer } = sale;
  const strange = world.faults.strike(['unknown-word'], 'IndividualSaleService') !== null;
  return {
    saleCode: sale.saleCode,
    itemId: sale.itemId,
    status: strange ? 'Yepyeni bir durum' : sale.statusText,
    statusCode: sale.list,
    productId: sale.productId,
    productTitle: sale.title,
    price: `${Math.trunc(sale.totalKurus / 100)}.${String(sale.totalKurus % 100).padStart(2, '0')}`,
    cargoPayment: 'S',
    cargoCode: sale.cargoCode,
    amount: sale.amount,
    endDate: turkishTime(sale.soldAtMs),
    buyerInfo: {
      username: buyer.username,
      name: buyer.name,
      surname: buyer.surname,
      mobilePhone: buyer.phone,
      address: buyer.address,
      district: buyer.district,
      city: buyer.city,
      zipCode: '',
    },
    lastActionDate: turkishTime(sale.lastActionMs),
    variantId: sale.variantId ?? undefined,
    moneyDate: ['T', 'O'].includes(sale.list) ? turkishTime(sale.lastActionMs + 86_400_000) : undefined,
    commissionRate: 12.5,
    shippingInfo: {
      deliveryOption: 'REGULAR',
      shippingFirmName: sale.cargoCompany,
      shippingPaymentType: 'SELLER',
    },
  };
}

export function findSale(world: GittiGidiyorWorld, saleCode: string): Sale {
  const sale = world.state.sales.get(saleCode);
  if (!sale) throw new Failure('sale not found', 'Satış bulunamadı.');
  return sale;
}

function move(world: GittiGidiyorWorld, sale: Sale, list: List, statusText: string): void {
  sale.list = list;
  sale.statusText = statusText;
  sale.lastActionMs = world.now();
}

/** Pieces come back to the shelf only by the seller's hand: no source says that a cancellation gives them back. */
export function cancel(world: GittiGidiyorWorld, sale: Sale): void {
  if (sale.list !== 'P' && sale.list !== 'S' && sale.list !== 'I')
    throw new Failure('sale status is not suitable', 'Satışın durumu iptal için uygun değil.');
  move(world, sale, 'R', 'İptal edildi');
}

export function advance(world: GittiGidiyorWorld, sale: Sale, list: Exclude<List, 'R'>): void {
  move(world, sale, list, STATUS_TEXTS[list]);
}

export function takeBack(world: GittiGidiyorWorld, sale: Sale): void {
  if (sale.list !== 'T' && sale.list !== 'O' && sale.list !== 'C')
    throw new RangeError(`nothing was delivered of ${sale.saleCode}`);
  move(world, sale, 'R', 'İade edilecek');
}

function salesOf(world: GittiGidiyorWorld, call: SoapCall): readonly Sale[] {
  const list = LISTS.find((each) => each === text(call.params['byStatus']));
  if (list === undefined) throw new Failure('invalid byStatus', 'Durum değeri geçersiz.');
  const orderBy = text(call.params['orderBy']);
  const orderType = text(call.params['orderType']);
  if (!['P', 'C', 'A'].includes(orderBy) || !['A', 'D'].includes(orderType))
    throw new Failure('invalid order', 'Sıralama değeri geçersiz.');
  const key = (sale: Sale): number =>
    orderBy === 'A' ? sale.lastActionMs : orderBy === 'C' ? sale.totalKurus : Number(sale.productId);
  const rows = [...world.state.sales.values()].filter((sale) => sale.list === list);
  return rows.sort((one, other) => (orderType === 'A' ? 1 : -1) * (key(one) - key(other)));
}

export const SALE_OPERATIONS: Readonly<Record<string, Operation>> = {
  getPagedSales: {
    params: ['pageNumber', 'pageSize', 'withData', 'byStatus', 'byUser', 'orderBy', 'orderType'],
    writes: 'nothing',
    act: (world, call) => {
      const size = Number(text(call.params['pageSize']));
      const offset = (Number(text(call.params['pageNumber'])) - 1) * size;
      const page = cutPage(world, 'IndividualSaleService', salesOf(world, call), { offset, size });
      return {
        saleCount: page.total,
        sales: { sale: page.rows.map((sale) => saleTree(world, sale)) },
        nextPageAvailable: page.more,
      };
    },
  },
  getSale: {
    params: ['saleCode'],
    writes: 'nothing',
    act: (world, call) => ({ sale: saleTree(world, findSale(world, text(call.params['saleCode']))) }),
  },
  getReasonsToCancelSale: {
    params: [],
    writes: 'nothing',
    act: () => ({
      count: REASONS.length,
      reasons: { reason: REASONS.map(([id, reason]) => ({ id, reason })) },
    }),
  },
  cancelSale: {
    params: ['saleCode', 'reasonId'],
    writes: 'orders',
    act: (world, call) => {
      if (!REASONS.some(([id]) => id === text(call.params['reasonId'])))
        throw new Failure('invalid reason', 'İptal nedeni geçersiz.');
      cancel(world, findSale(world, text(call.params['saleCode'])));
      return { result: 'Satış iptal edildi.' };
    },
  },
  giveApprovalForRemandedItem: {
    params: ['saleCode'],
    writes: 'orders',
    act: (world, call) => {
      const sale = findSale(world, text(call.params['saleCode']));
      if (sale.statusText !== 'İade edilecek')
        throw new Failure('sale status is not suitable', 'Satışın durumu uygun değil.');
      move(world, sale, 'R', 'İade tamamlandı');
      return { result: 'İade onaylandı.' };
    },
  },
  getCargoCompany: {
    params: [],
    writes: 'nothing',
    act: () => ({
      cargoCompanies: {
        cargoCompany: ['aras', 'mng', 'ptt', 'surat', 'ups', 'yurtici'].map((name) => ({
          name,
          value: name,
        })),
      },
    }),
  },
  sendCargoInformation: {
    params: ['saleCode', 'cargoPostCode', 'cargoCompany', 'cargoBranch', 'followUpUrl', 'userType'],
    writes: 'orders',
    act: (world, call) => {
      const sale = findSale(world, text(call.params['saleCode']));
      if (sale.list !== 'S') throw new Failure('sale status is not suitable', 'Satışın durumu uygun değil.');
      if (text(call.params['userType']) !== 'S')
        throw new Failure('invalid userType', 'Kullanıcı tipi geçersiz.');
      sale.cargoCode = text(call.params['cargoPostCode']);
      sale.cargoCompany = text(call.params['cargoCompany']);
      advance(world, sale, 'C');
      return { result: 'Kargo bilgisi kaydedildi.' };
    },
  },
};

/** A buyer's purchase of one product or variant. */
export function sell(
  world: GittiGidiyorWorld,
  wish: {
    readonly productId: string;
    readonly variantId: string | null;
    readonly amount: number;
    readonly oversell: 'refused' | 'allowed';
    readonly buyer: Sale['buyer'];
  },
): Sale {
  const product = world.state.products.get(wish.productId);
  const variant = product?.variants.find(({ variantId }) => variantId === wish.variantId);
  const shelf = wish.variantId === null ? product : variant;
  if (!product || !shelf) throw new RangeError(`no product ${wish.productId}`);
  const enough = product.status === 'A' && left(shelf) >= wish.amount;
  if (!enough && wish.oversell !== 'allowed') throw new RangeError(`not on the shelf: ${wish.productId}`);
  shelf.sold += wish.amount;
  if (shelf.sold > shelf.total) shelf.total = shelf.sold;
  settle(product);
  world.state.counters.sale += 1;
  const nowMs = world.now();
  const sale: Sale = {
    saleCode: String(world.state.counters.sale),
    productId: product.productId,
    variantId: wish.variantId,
    itemId: variant?.stockCode || product.itemId,
    title: product.title,
    amount: wish.amount,
    totalKurus: product.priceKurus * wish.amount,
    list: 'S',
    statusText: STATUS_TEXTS.S,
    soldAtMs: nowMs,
    lastActionMs: nowMs,
    cargoCompany: '',
    cargoCode: '',
    buyer: wish.buyer,
  };
  world.state.sales.set(sale.saleCode, sale);
  return sale;
}
