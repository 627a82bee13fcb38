import type { StoreSettings } from '#contract/shop.ts';
import { foldKey, normaliseCode } from '#common/turkish-text.ts';
import type { VariantRow } from '../cache/tables/variant.ts';
import { chooseCode, looseBarcode } from '../linking/codes.ts';
import type { StoreProduct, StoreProductVariant } from '../store/port.ts';

/** What the cache keeps of a variant: its codes chosen as the merchant said, and what searching and matching need. */
export function toVariantRow(parts: {
  readonly product: StoreProduct;
  readonly variant: StoreProductVariant;
  readonly settings: StoreSettings;
  readonly doubt: VariantRow['doubt'];
  readonly at: number;
}): VariantRow {
  const { product, variant, settings, doubt, at } = parts;
  const codes = { variant: variant.codes, product: product.codes, variantCount: product.variants.length };
  const barcode = chooseCode(settings.barcodeSource, codes);
  const stockCode = chooseCode(settings.stockCodeSource, codes);
  const model = normaliseCode(product.model);
  const titleFold = foldKey(`${product.title} ${variant.optionText}`);
  const codesFold = foldKey([barcode, stockCode, model, variant.variantId].join(' '));
  return {
    variantId: variant.variantId,
    productId: product.productId,
    optionValueIds: variant.optionValueIds,
    optionText: variant.optionText,
    barcode,
    stockCode,
    model,
    codes: variant.codes,
    quantity: variant.quantity,
    priceE4: variant.priceE4,
    listPriceE4: variant.listPriceE4,
    enabled: product.enabled,
    title: product.title,
    imageUrl: product.images[0] ?? null,
    currency: product.currency,
    taxRateE4: product.taxRateE4,
    doubt,
    doubtedAt: doubt === null ? null : at,
    looseBarcode: looseBarcode(barcode),
    titleFold,
    searchKey: `${titleFold} ${codesFold}`.trim(),
    readAt: at,
  };
}
