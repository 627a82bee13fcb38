import type { KdvPercent } from './sample-family.ts';

/** A product as the sample shop's tables hold it, before anything was sold or edited. Prices are net of KDV. */
export type SampleProduct = {
  readonly productId: number;
  readonly title: string;
  readonly model: string;
  readonly sku: string;
  readonly ean: string;
  readonly manufacturer: string;
  readonly category: string;
  readonly html: string;
  readonly images: readonly string[];
  readonly kdv: KdvPercent;
  readonly netPriceE4: number;
  readonly quantity: number;
  readonly enabled: boolean;
  /** Local date and time of the shop, as OpenCart's date_modified. */
  readonly modifiedAt: string;
  readonly special: SampleSpecial | null;
  readonly options: readonly SampleOption[];
};

/** Open from `start` (included) to `end` (excluded); an empty text leaves that side open. */
export type SampleSpecial = { readonly netPriceE4: number; readonly start: string; readonly end: string };

export type SampleOption = {
  readonly optionId: number;
  readonly name: string;
  readonly values: readonly SampleOptionValue[];
};

export type SampleOptionValue = {
  readonly optionValueId: number;
  readonly name: string;
  readonly quantity: number;
  /** Net, added to the product's. */
  readonly netPriceE4: number;
  readonly sku: string;
  readonly ean: string;
};
