import type { HeldLine } from './reconcile.ts';

/** What an order holds of one of its lines, and what of that the shop's stock already shows. */
export type LedgerRow = {
  readonly lineKey: string;
  readonly barcode: string;
  readonly unitPriceE4: number;
  readonly variantId: string | null;
  readonly held: number;
  readonly written: number;
  readonly storeLineId: string | null;
};

/**
 * Brings the ledger in line with what the order holds now.
 *
 * Until the shop was first asked to write the order the rows simply follow it. From then on (`keepLines`) each row
 * stands for a line of the shop's order, which can only change its quantity: units of a barcode go to the row with
 * their price, else to the row with the nearest one, and a barcode that the shop's order does not have gets a row of
 * its own, which stays reserved.
 */
export function followHolds(input: {
  readonly held: readonly HeldLine[];
  readonly rows: readonly LedgerRow[];
  readonly keepLines: 'keep-lines' | 'replace-lines';
}): readonly LedgerRow[] {
  return input.keepLines === 'keep-lines' ? spread(input.held, input.rows) : freshRows(input.held, []);
}

function spread(held: readonly HeldLine[], rows: readonly LedgerRow[]): readonly LedgerRow[] {
  const next = rows.map((row) => ({ ...row, held: 0 }));
  const homeless: HeldLine[] = [];
  for (const line of held) {
    const candidates = next.filter((row) => row.barcode === line.barcode);
    const [first, ...others] = candidates;
    if (!first) {
      homeless.push(line);
      continue;
    }
    const nearest = others.reduce(
      (best, row) => (distance(row, line) < distance(best, line) ? row : best),
      first,
    );
    nearest.held += line.quantity;
  }
  return [...next, ...freshRows(homeless, next)];
}

function distance(row: LedgerRow, line: HeldLine): number {
  return Math.abs(row.unitPriceE4 - line.unitPriceE4);
}

function freshRows(held: readonly HeldLine[], existing: readonly LedgerRow[]): readonly LedgerRow[] {
  const used = new Set(existing.map((row) => row.lineKey));
  return held.map((line) => {
    let lineKey = line.barcode;
    for (let number = 2; used.has(lineKey); number += 1) lineKey = `${line.barcode}#${number}`;
    used.add(lineKey);
    return {
      lineKey,
      barcode: line.barcode,
      unitPriceE4: line.unitPriceE4,
      variantId: null,
      held: line.quantity,
      written: 0,
      storeLineId: null,
    };
  });
}
