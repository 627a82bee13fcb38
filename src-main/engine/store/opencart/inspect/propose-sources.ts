import type { CodeSource, StoreReport } from '#contract/shop.ts';

type Proposal = Pick<
  StoreReport,
  | 'proposedBarcodeSource'
  | 'proposedStockCodeSource'
  | 'proposedOptionBarcodeSource'
  | 'proposedOptionStockCodeSource'
>;

/** Which source suits which code, by what was measured: of products, and of option values by themselves. */
export function proposeCodeSources(
  sources: readonly CodeSource[],
  counts: { readonly products: number; readonly optionValues: number },
): Proposal {
  const ofProducts = sources.filter(({ source }) => !isOfOptions(source));
  const ofOptions = sources.filter(({ source }) => isOfOptions(source));
  const barcode = proposeBarcode(ofProducts);
  const optionBarcode = proposeBarcode(ofOptions);
  return {
    proposedBarcodeSource: barcode,
    proposedStockCodeSource: proposeStockCode(ofProducts, { products: counts.products, barcode }),
    proposedOptionBarcodeSource: optionBarcode,
    proposedOptionStockCodeSource:
      ofOptions.find(
        (candidate) =>
          candidate.source !== optionBarcode &&
          /(?:sku|model|stok|kod)/i.test(candidate.source) &&
          isUsable(candidate, counts.optionValues),
      )?.source ?? null,
  };
}

/** Whether a source is of option values or their combinations, not of products. */
function isOfOptions(source: string): boolean {
  return source.startsWith('option:') || source.startsWith('related:');
}

/** The source with the most valid GTINs; null when there are none: a guess would be somebody else's product. */
function proposeBarcode(sources: readonly CodeSource[]): string | null {
  const best = [...sources].sort((a, b) => b.validGtin - a.validGtin || b.distinct - a.distinct)[0];
  return best !== undefined && best.validGtin > 0 ? best.source : null;
}

/** Stock codes are the merchant's own words: `sku` where at least half of the products have one, else `model`. */
function proposeStockCode(
  sources: readonly CodeSource[],
  facts: { readonly products: number; readonly barcode: string | null },
): string | null {
  const usable = (names: readonly string[]): string | undefined =>
    names.find((name) => {
      const source = sources.find((candidate) => candidate.source === name);
      return source !== undefined && name !== facts.barcode && isUsable(source, facts.products);
    });
  return (
    usable(['sku', 'code:SKU', 'model']) ??
    (sources.some((source) => source.source === 'model') ? 'model' : null)
  );
}

/** At least half of them have one, and nine of ten have one of their own. */
function isUsable(source: CodeSource, things: number): boolean {
  return source.filled > 0 && source.filled * 2 >= things && source.distinct * 10 >= source.filled * 9;
}
