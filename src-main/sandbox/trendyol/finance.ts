import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { refusal } from './answers.ts';
import { queryNumber } from './body-fields.ts';
import { toLira } from './listings.ts';
import { cutPage } from './paging.ts';
import type { PackageLine, TrendyolPackage } from './state.ts';
import type { Call, TrendyolWorld } from './world.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const LONGEST_MS = 15 * DAY_MS;
const COMMISSION_PERCENT = 21.5;
const PARCEL_KURUS = 8_490;

type Row = {
  readonly type: string;
  readonly id: string;
  readonly words: string;
  readonly atMs: number;
  /** In the seller's favour when positive. */
  readonly kurus: number;
  readonly line?: PackageLine;
  readonly one?: TrendyolPackage;
};

/** GET …/settlements */
export function getSettlements(call: Call): SandboxAnswer {
  return rowsOf(call, saleRows(call.world));
}

/** GET …/otherfinancials */
export function getOtherFinancials(call: Call): SandboxAnswer {
  return rowsOf(call, invoiceRows(call.world));
}

function rowsOf(call: Call, all: readonly Row[]): SandboxAnswer {
  const { query, world } = call;
  const nowMs = world.now();
  const types = (query.get('transactionTypes') ?? query.get('transactionType') ?? '')
    .split(',')
    .map((type) => type.trim());
  // Missing altogether it was answered 500 (seen live).
  if (types[0] === '') throw refusal(500, 'generic.exception', 'Exception Occured')(nowMs);
  const size = queryNumber(query, 'size', 500);
  const page = queryNumber(query, 'page', 0) ?? 0;
  if (size !== 500 && size !== 1_000)
    throw refusal(400, 'invalid.size', 'Size değeri 500 ya da 1000 olmalı')(nowMs);
  const from = Number(query.get('startDate') ?? Number.NaN);
  const to = Number(query.get('endDate') ?? Number.NaN);
  if (!(to >= from) || to - from > LONGEST_MS)
    throw refusal(400, 'invalid.date.range', 'Tarih aralığı en fazla 15 gün olabilir')(nowMs);
  const rows = all.filter(({ type, atMs }) => types.includes(type) && atMs >= from && atMs <= to);
  const cut = cutPage(call, rows, { page, size, offset: page * size });
  return jsonAnswer(200, {
    page,
    size,
    totalPages: cut.totalPages,
    totalElements: cut.totalElements,
    content: cut.content.map((row) => rowJson(world, row)),
  });
}

function deliveredAt(one: TrendyolPackage): number | null {
  return one.history.find(({ status }) => status === 'Delivered')?.atMs ?? null;
}

/** A sale for each line of what was delivered, its discounts, and what came back. */
function saleRows(world: TrendyolWorld): readonly Row[] {
  const sales = [...world.state.packages.values()].flatMap((one): readonly Row[] => {
    const atMs = deliveredAt(one);
    if (atMs === null) return [];
    return one.lines.flatMap((line): readonly Row[] => {
      const discount = line.sellerDiscounts.reduce((sum, kurus) => sum + kurus, 0);
      const sale: Row = {
        type: 'Sale',
        id: `7${line.lineId}`,
        words: 'Satış',
        atMs,
        kurus: line.grossKurus * line.quantity,
        line,
        one,
      };
      if (discount === 0) return [sale];
      return [sale, { ...sale, type: 'Discount', id: `8${line.lineId}`, words: 'İndirim', kurus: -discount }];
    });
  });
  const returns = [...world.state.claims.values()].flatMap((claim) => {
    const one = world.state.packages.get(claim.packageId);
    return claim.items.flatMap((item, index): readonly Row[] => {
      const line = one?.lines.find(({ lineId }) => lineId === item.lineId);
      const accepted = item.history.find(({ to }) => to === 'Accepted');
      if (!one || !line || !accepted) return [];
      const kurus = -(line.grossKurus - (line.sellerDiscounts[0] ?? 0));
      return [
        {
          type: 'Return',
          id: `9${line.lineId}${index}`,
          words: 'İade',
          atMs: accepted.atMs,
          kurus,
          line,
          one,
        },
      ];
    });
  });
  return [...sales, ...returns];
}

/** One cargo invoice for each week's deliveries. */
function invoiceRows(world: TrendyolWorld): readonly Row[] {
  return [...weeks(world)].map(([week, packages]) => ({
    type: 'DeductionInvoices',
    id: serialOf(week),
    words: 'Kargo Faturası',
    atMs: Math.max(...packages.map((one) => deliveredAt(one) ?? 0)),
    kurus: -packages.length * PARCEL_KURUS,
  }));
}

function weeks(world: TrendyolWorld): ReadonlyMap<number, readonly TrendyolPackage[]> {
  const delivered = [...world.state.packages.values()].filter((one) => deliveredAt(one) !== null);
  return Map.groupBy(delivered, (one) => Math.floor((deliveredAt(one) ?? 0) / WEEK_MS));
}

function serialOf(week: number): string {
  return `DDF${week}`;
}

function rowJson(world: TrendyolWorld, row: Row): unknown {
  const commission = row.line ? Math.round((Math.abs(row.kurus) * COMMISSION_PERCENT) / 100) : 0;
  return {
    id: row.id,
    transactionDate: row.atMs,
    barcode: row.line?.barcode ?? null,
    transactionType: row.words,
    receiptId: row.line ? row.line.lineId : null,
    description: row.words,
    debt: row.kurus < 0 ? toLira(-row.kurus) : 0,
    credit: row.kurus > 0 ? toLira(row.kurus) : 0,
    paymentPeriod: row.line ? 30 : null,
    commissionRate: row.line ? COMMISSION_PERCENT : null,
    commissionAmount: row.line ? toLira(commission) : null,
    commissionInvoiceSerialNumber: null,
    sellerRevenue: row.line ? toLira(Math.abs(row.kurus) - commission) : null,
    orderNumber: row.one?.orderNumber ?? null,
    paymentOrderId: null,
    paymentDate: row.line ? row.atMs + 30 * DAY_MS : null,
    sellerId: Number(world.state.credentials.sellerId),
    storeId: null,
    storeName: null,
    storeAddress: null,
    country: 'Türkiye',
    orderDate: row.one?.orderedMs ?? null,
    affiliate: 'TRENDYOLTR',
    shipmentPackageId: row.one?.packageId ?? null,
  };
}

/** GET …/cargo-invoice/{serial}/items: what an invoice of cargo consists of. */
export function getCargoInvoice(call: Call): SandboxAnswer {
  const { world, params } = call;
  const found = [...weeks(world)].find(([week]) => serialOf(week) === params['serialNumber']);
  if (!found) throw refusal(404, 'cargo.invoice.not.found', 'Kargo faturası bulunamadı')(world.now());
  const [, packages] = found;
  const size = queryNumber(call.query, 'size', 500) ?? 500;
  const page = queryNumber(call.query, 'page', 0) ?? 0;
  const cut = cutPage(call, packages, { page, size, offset: page * size });
  return jsonAnswer(200, {
    page,
    size,
    totalPages: cut.totalPages,
    totalElements: cut.totalElements,
    content: cut.content.map((one) => ({
      shipmentPackageType: 'Gönderi Kargo Bedeli',
      parcelUniqueId: one.trackingNumber,
      orderNumber: one.orderNumber,
      amount: toLira(PARCEL_KURUS),
      desi: one.desk.deci ?? 1,
    })),
  });
}
