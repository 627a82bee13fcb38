/** Switches for what the documents leave open or to the seller's contract. */
export type HepsiburadaRules = {
  /** How long an upload is worked on, in sandbox milliseconds; it settles sooner when it was looked at twice. */
  readonly uploadDelayMs: number;
  /** Looks at an upload that find it still at work. */
  readonly uploadOpenPolls: number;
  /** After how long Hepsiburada packs an order by itself (15 minutes where that is on); null: the seller packs. */
  readonly autoPackMs: number | null;
  /** After how long an imported product is matched by itself; null: by hand (`approve`). */
  readonly matchAfterMs: number | null;
};

export const DEFAULT_RULES: HepsiburadaRules = {
  uploadDelayMs: 1_500,
  uploadOpenPolls: 1,
  autoPackMs: null,
  matchAfterMs: null,
};
