import type { MarketplaceLine } from '../kit/port.ts';
import { mapStatus } from './order-status.ts';
import { camelKeys } from './wire.ts';
import { WireLine } from './wire-order.ts';

/** One order line, as sent, as read and in our terms. */
export type OrderLine = { readonly raw: unknown; readonly wire: WireLine; readonly mapped: MarketplaceLine };

/** Null for what lacks an id, a quantity or a price. */
export function mapLine(raw: unknown): OrderLine | null {
  const parsed = WireLine.safeParse(camelKeys(raw));
  if (!parsed.success) return null;
  const wire = parsed.data;
  const lineId = wire.lineItemId ?? wire.id;
  const quantity = wire.quantity ?? 0;
  const unitPriceE4 = unitPrice(wire);
  if (lineId === null || quantity < 1 || unitPriceE4 === null || unitPriceE4 < 0) return null;
  const stockCode = wire.merchantSku ?? wire.merchantSKU ?? '';
  const mapped: MarketplaceLine = {
    lineId,
    // Two lines without a barcode must not be taken for the same goods.
    barcode: wire.productBarcode.trim() || stockCode || (wire.sku ?? wire.hbSku ?? ''),
    stockCode,
    title: wire.name || wire.productName,
    quantity,
    unitPriceE4,
    // A percentage goes through the same reader as an amount: 20 becomes 200000.
    vatRateE4: wire.vatRate,
    status: wire.status === '' ? 'new' : mapStatus(wire.status),
  };
  return { raw, wire, mapped };
}

/** A package's line, read for its id alone. */
export function unpackedLine(raw: unknown): { readonly lineItemId: string | null } | null {
  const parsed = WireLine.safeParse(camelKeys(raw));
  return parsed.success ? { lineItemId: parsed.data.lineItemId ?? parsed.data.id } : null;
}

/**
 * For one unit. `totalPrice` is what the line costs and is believed over `unitPrice` where they disagree: discounts
 * that can't be divided leave a fraction of a kuruş (how the two relate to the discounts is not documented).
 */
function unitPrice(wire: WireLine): number | null {
  const unit = wire.unitPrice ?? wire.price;
  const { totalPrice, quantity } = wire;
  if (totalPrice === null || quantity === null || quantity < 1) return unit;
  if (unit !== null && unit * quantity === totalPrice) return unit;
  return Math.round(totalPrice / quantity);
}
