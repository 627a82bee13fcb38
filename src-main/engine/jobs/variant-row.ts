import { normaliseCode } from '#common/turkish-text.ts';
import type { StoreSettings } from '#contract/shop.ts';
import type { OwnCodes } from '../cache/tables/variant-code.ts';
import type { VariantRow } from '../cache/tables/variant.ts';
import { codesOfVariant, keysOfVariant } from '../linking/variant-codes.ts';
import type { StoreProduct, StoreProductVariant } from '../store/port.ts';

/** What the cache keeps of a variant: its codes chosen as the merchant said, and what searching and matching need. */
export function toVariantRow(parts: {
  readonly product: StoreProduct;
  readonly variant: StoreProductVariant;
  readonly settings: StoreSettings;
  /** What the merchant said its codes are, whatever the shop says. */
  readonly own: OwnCodes;
  readonly doubt: VariantRow['doubt'];
  readonly at: number;
}): VariantRow {
  const { product, variant, settings, own, doubt, at } = parts;
  const { barcode, stockCode } = codesOfVariant({
    settings,
    variant: variant.codes,
    product: product.codes,
    variantCount: product.variants.length,
    own,
  });
  const model = normaliseCode(product.model);
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
    offeredIn: product.offeredIn ?? null,
    title: product.title,
    imageUrl: product.images[0] ?? null,
    currency: product.currency,
    taxRateE4: product.taxRateE4,
    doubt,
    doubtedAt: doubt === null ? null : at,
    ...keysOfVariant({
      variantId: variant.variantId,
      title: product.title,
      optionText: variant.optionText,
      model,
      barcode,
      stockCode,
    }),
    readAt: at,
  };
}
