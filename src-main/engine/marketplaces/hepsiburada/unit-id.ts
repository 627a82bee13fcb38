/**
 * Names of parcels. A package may hold lines of several orders (sheet §4.2, `OrderNumbers`), and each order must keep its
 * own part: so a package is named by its number and the order's. What is in no package yet is named by the order alone.
 */
const ORDER = 'order-';

export function orderUnitId(orderNumber: string): string {
  return `${ORDER}${orderNumber}`;
}

export function packageUnitId(packageNumber: string, orderNumber: string): string {
  return `${packageNumber}-${orderNumber}`;
}

/** The package's number; null where the id stands for an order's unpacked lines. */
export function packageNumberOf(unitId: string): string | null {
  if (unitId.startsWith(ORDER)) return null;
  const end = unitId.lastIndexOf('-');
  return end < 0 ? unitId : unitId.slice(0, end);
}

/** The order's number, where the id says it. */
export function orderNumberOf(unitId: string): string | null {
  const start = unitId.lastIndexOf('-');
  return start < 0 ? null : unitId.slice(start + 1);
}
