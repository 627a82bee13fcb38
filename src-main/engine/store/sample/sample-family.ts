/** KDV in percent, by the kind of goods (printed books are exempt). */
export type KdvPercent = 0 | 1 | 10 | 20;

export type OptionKind = 'none' | 'beden' | 'numara' | 'renk' | 'yaş' | 'beden-renk';

/** A row of goods that a merchant would order together: every kind in every make becomes one product. */
export type SampleFamily = {
  readonly category: string;
  readonly brands: readonly string[];
  readonly kinds: readonly string[];
  readonly makes: readonly string[];
  readonly option: OptionKind;
  readonly kdv: KdvPercent;
  /** Whole lira, tax included. */
  readonly priceFrom: number;
  readonly priceTo: number;
  readonly care: 'textile' | 'home' | 'cosmetic' | 'electronic' | 'toy' | 'paper' | 'food';
  readonly colour: string;
};
