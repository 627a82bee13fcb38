import { problem } from '#contract/problem.ts';
import { mulDivRound } from '#common/money.ts';
import { foldKey } from '#common/turkish-text.ts';
import type { OrderStatus } from '#contract/orders.ts';
import type { MarketplaceAddress, MarketplacePackage } from '../kit/port.ts';
import { writeXml, type XmlNode } from '../kit/xml.ts';
import type { SaleStatus } from './api.ts';
import { NAME } from './errors.ts';
import { WireSale } from './wire.ts';
import { textAt } from './xml-fields.ts';

/** The list that a sale was found in says where it stands (sheet §7.1, byStatus); `R` holds returns and cancellations alike. */
const BY_LIST: Readonly<Record<Exclude<SaleStatus, 'R'>, OrderStatus>> = {
  P: 'awaiting',
  S: 'new',
  // The buyer asked for it and the seller has not said yes: it still has to be sent or cancelled.
  I: 'new',
  C: 'shipped',
  T: 'delivered',
  O: 'delivered',
};

/** Status texts where no list names it; only "Kargo yapılacak" is from a source (sheet §8), the rest follows the words. */
const BY_TEXT: readonly (readonly [RegExp, OrderStatus])[] = [
  [/iptal (tale[bp]|iste[gk])/, 'new'],
  [/iptal/, 'cancelled'],
  [/iade/, 'returned'],
  [/odeme bekle/, 'awaiting'],
  [/kargo (yapilacak|bekle)|kargoya veril(ecek|mesi)/, 'new'],
  [/onayi? bekle|kargo(da|landi|ya verildi)/, 'shipped'],
  [/para (transfer|aktar)|tamamlan|onaylandi/, 'delivered'],
];

export function statusOf(list: SaleStatus | null, text: string): OrderStatus {
  if (list !== null && list !== 'R') return BY_LIST[list];
  const folded = foldKey(text);
  return BY_TEXT.find(([sign]) => sign.test(folded))?.[1] ?? 'other';
}

/**
 * One sale is one row of one product. Rows of one basket are tied by `combinedSaleCodes` alone, and that list grows
 * later: the order number is the sale's own code, so that an order never changes its name.
 */
export function mapSale(node: XmlNode, list: SaleStatus | null): MarketplacePackage | null {
  const saleCode = textAt(node, 'saleCode');
  if (saleCode === '') return null;
  const raw = typeof node === 'string' ? node : writeXml({ sale: node });
  const parsed = WireSale.safeParse(node);
  const sale = parsed.success ? parsed.data : WireSale.parse({ saleCode });
  const status = statusOf(list, sale.status);
  const missing = missingOf(sale);
  const price = sale.price ?? 0;
  const amount = sale.amount ?? 1;
  return {
    packageId: saleCode,
    orderNumber: saleCode,
    status,
    rawStatus: [sale.status, sale.statusCode, list ?? ''].filter((text) => text !== '').join(' · '),
    origin: 'order',
    replaces: [],
    orderedAtMs: sale.endDate ?? sale.lastActionDate ?? 0,
    lastModifiedMs: sale.lastActionDate ?? sale.endDate ?? 0,
    dispatchByMs: sale.shippingInfo.shippingExpireDate,
    currency: 'TRY',
    totalE4: price,
    lines: [
      {
        lineId: saleCode,
        barcode: '',
        stockCode: sale.itemId,
        title: sale.productTitle,
        quantity: amount,
        // `price` is for the whole amount (sheet §7.1).
        unitPriceE4: mulDivRound(price, 1, Math.max(1, amount)),
        vatRateE4: null,
        status,
      },
    ],
    buyer: {
      firstName: sale.buyerInfo.name,
      lastName: sale.buyerInfo.surname,
      email: '',
      company: sale.invoiceInfo.companyTitle,
      taxNumber: sale.invoiceInfo.taxNumber,
      taxOffice: sale.invoiceInfo.taxOffice,
      identityNumber: sale.invoiceInfo.tcCertificate,
    },
    shipping: shippingOf(sale),
    invoice: invoiceOf(sale),
    cargo: {
      provider: sale.shippingInfo.shippingFirmName,
      trackingNumber: sale.cargoCode || sale.shippingInfo.cargoCode,
      trackingLink: '',
    },
    raw,
    problem:
      missing === null
        ? null
        : problem('order/not-understood', { marketplace: NAME, orderNumber: saleCode }, missing),
  };
}

/** What an order can't be imported without. Names of fields only: values may be personal. */
function missingOf(sale: WireSale): string | null {
  const missing = [
    ...(sale.price === null || sale.price < 0 ? ['price'] : []),
    ...(sale.amount === null || sale.amount < 1 ? ['amount'] : []),
    ...(sale.endDate === null && sale.lastActionDate === null ? ['endDate'] : []),
  ];
  return missing.length === 0 ? null : missing.join(', ');
}

function shippingOf({ buyerInfo }: WireSale): MarketplaceAddress {
  const quarter = buyerInfo.neighborhoodType.neighborhoodName;
  return {
    firstName: buyerInfo.name,
    lastName: buyerInfo.surname,
    company: '',
    address: [quarter, buyerInfo.address].filter((text) => text !== '').join(' '),
    district: buyerInfo.district,
    city: buyerInfo.city,
    postcode: buyerInfo.zipCode,
    countryIso2: 'TR',
    phone: buyerInfo.mobilePhone || buyerInfo.phone,
  };
}

/** Left empty by buyers who want it where the parcel goes. The city is a code there whose list is gone. */
function invoiceOf(sale: WireSale): MarketplaceAddress {
  const shipping = shippingOf(sale);
  const { invoiceInfo } = sale;
  if (invoiceInfo.address === '' && invoiceInfo.fullname === '') return shipping;
  const names = invoiceInfo.fullname.split(/\s+/).filter((part) => part !== '');
  return {
    firstName: names.slice(0, -1).join(' ') || shipping.firstName,
    lastName: names.at(-1) ?? shipping.lastName,
    company: invoiceInfo.companyTitle,
    address: invoiceInfo.address || shipping.address,
    district: invoiceInfo.district || shipping.district,
    city: shipping.city,
    postcode: invoiceInfo.zipCode || shipping.postcode,
    countryIso2: 'TR',
    phone: invoiceInfo.phoneNumber || shipping.phone,
  };
}
