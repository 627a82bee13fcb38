import { foldKey, normaliseCode } from '#common/turkish-text.ts';
import type { StoreSettings } from '#contract/shop.ts';
import type { OwnCodes } from '../cache/tables/variant-code.ts';
import { chooseCode, looseBarcode, type ShopCode } from './codes.ts';

type Codes = Readonly<Record<string, string>>;

/** Where a variant's codes come from: the shop's columns as the merchant chose them, and the merchant's own word. */
export type CodeOrigins = {
  readonly settings: Pick<
    StoreSettings,
    'barcodeSource' | 'stockCodeSource' | 'optionBarcodeSource' | 'optionStockCodeSource'
  >;
  readonly variant: Codes;
  readonly product: Codes;
  /** How many variants the product has. */
  readonly variantCount: number;
  readonly own: OwnCodes;
};

/** What the shop itself says, without the merchant's own word, and where. Empty where it says nothing. */
export function shopCodes(origins: Omit<CodeOrigins, 'own'>): {
  readonly barcode: ShopCode;
  readonly stockCode: ShopCode;
} {
  const { settings } = origins;
  return {
    barcode: chooseCode(
      { product: settings.barcodeSource, optionValue: settings.optionBarcodeSource },
      origins,
    ),
    stockCode: chooseCode(
      { product: settings.stockCodeSource, optionValue: settings.optionStockCodeSource },
      origins,
    ),
  };
}

/** A variant's codes as they count: the merchant's own word first, then the shop's. */
export function codesOfVariant(origins: CodeOrigins): {
  readonly barcode: string;
  readonly stockCode: string;
} {
  const shop = shopCodes(origins);
  return {
    barcode: origins.own.barcode ?? shop.barcode.code,
    stockCode: origins.own.stockCode ?? shop.stockCode.code,
  };
}

/** What searching and matching look at, made of a variant's texts and codes. */
export function keysOfVariant(variant: {
  readonly variantId: string;
  readonly title: string;
  readonly optionText: string;
  readonly model: string;
  readonly barcode: string;
  readonly stockCode: string;
}): { readonly looseBarcode: string; readonly titleFold: string; readonly searchKey: string } {
  const titleFold = foldKey(`${variant.title} ${variant.optionText}`);
  const model = normaliseCode(variant.model);
  const codes = foldKey([variant.barcode, variant.stockCode, model, variant.variantId].join(' '));
  return {
    looseBarcode: looseBarcode(variant.barcode),
    titleFold,
    searchKey: `${titleFold} ${codes}`.trim(),
  };
}
