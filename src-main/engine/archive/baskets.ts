import type { SaleRecord } from './records.ts';

/**
 * Which sales were one basket. The lists of the sales name one another, not always in both directions, so everything that
 * hangs together is one; its lowest code names it.
 */
export function basketsOf(
  sales: readonly Pick<SaleRecord, 'saleCode' | 'together'>[],
): ReadonlyMap<string, string> {
  const parent = new Map<string, string>();
  const rootOf = (code: string): string => {
    let root = code;
    while (parent.has(root) && parent.get(root) !== root) root = parent.get(root)!;
    return root;
  };
  for (const { saleCode, together } of sales)
    for (const code of [saleCode, ...together]) {
      const [one, other] = [rootOf(saleCode), rootOf(code)];
      const lower = isLower(one, other) ? one : other;
      parent.set(one, lower);
      parent.set(other, lower);
    }
  return new Map(sales.map(({ saleCode }) => [saleCode, rootOf(saleCode)]));
}

function isLower(one: string, other: string): boolean {
  return one.length === other.length ? one < other : one.length < other.length;
}
