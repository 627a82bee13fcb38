import { problem, type Problem } from '#contract/problem.ts';
import type { MarketplaceLine, MarketplacePackage } from '../marketplaces/kit/port.ts';

/**
 * What is wrong with a package that cannot be taken as an order, or null when nothing is. Such a package is kept and
 * shown; it never stops the others.
 */
export function misunderstanding(received: MarketplacePackage): Problem | null {
  if (received.problem) return received.problem;
  const faults = [
    ...named(received.orderNumber.trim() === '', 'orderNumber'),
    ...named(received.packageId.trim() === '', 'packageId'),
    ...named(!Number.isSafeInteger(received.lastModifiedMs) || received.lastModifiedMs <= 0, 'lastModified'),
    ...named(!Number.isSafeInteger(received.orderedAtMs) || received.orderedAtMs <= 0, 'orderDate'),
    ...named(!Number.isSafeInteger(received.totalE4) || received.totalE4 < 0, 'total'),
    ...named(!/^[A-Z]{3}$/.test(received.currency), 'currency'),
    ...named(received.lines.length === 0, 'lines'),
    ...received.lines.flatMap((line, index) => lineFaults(line, index)),
  ];
  if (faults.length === 0) return null;
  return problem('order/not-understood', { fields: faults.join(', '), packageId: received.packageId });
}

function lineFaults(line: MarketplaceLine, index: number): readonly string[] {
  return [
    ...named(!Number.isSafeInteger(line.quantity) || line.quantity < 0, `lines[${index}].quantity`),
    ...named(!Number.isSafeInteger(line.unitPriceE4) || line.unitPriceE4 < 0, `lines[${index}].unitPrice`),
    ...named(line.lineId === '', `lines[${index}].lineId`),
  ];
}

function named(faulty: boolean, field: string): readonly string[] {
  return faulty ? [field] : [];
}

/**
 * Whether the lines' sum explains the marketplace's total. Unit prices are rounded to the kuruş, so every unit may be
 * off by one kuruş (Trendyol sheet §3.3: rounding is per unit, in `discountDetails`).
 */
export function totalDifference(received: Pick<MarketplacePackage, 'lines' | 'totalE4'>): Problem | null {
  const sum = received.lines.reduce((total, line) => total + line.quantity * line.unitPriceE4, 0);
  const units = received.lines.reduce((total, line) => total + line.quantity, 0);
  if (Math.abs(sum - received.totalE4) <= units * 100) return null;
  return problem('order/total-differs', { linesE4: sum, totalE4: received.totalE4 });
}
