import type { Clock } from '../../host.ts';

/** "More than 30 price updates per minute for one barcode" fail in the batch (limits page, 14 Sep 2026). */
const PRICES_A_MINUTE = 30;
/** A second more than their minute, which begins when the request arrives. */
const MINUTE_MS = 61_000;

/** Keeps one barcode's prices from being written more often than Trendyol takes them. Of this run; another one is not known. */
export type PricePace = {
  /** Waits until all of them may be written, and counts them as written. Rejects when the signal is aborted. */
  readonly take: (barcodes: readonly string[], signal?: AbortSignal) => Promise<void>;
};

export function createPricePace(clock: Clock): PricePace {
  const sent: { readonly at: number; readonly barcodes: readonly string[] }[] = [];
  const counts = new Map<string, number>();

  const forgetOld = (now: number): void => {
    while (sent[0] !== undefined && sent[0].at + MINUTE_MS <= now) {
      for (const barcode of sent.shift()!.barcodes) {
        const left = counts.get(barcode)! - 1; // Counted when it was sent.
        if (left === 0) counts.delete(barcode);
        else counts.set(barcode, left);
      }
    }
  };

  return {
    take: async (barcodes, signal) => {
      forgetOld(clock.monotonic());
      while (barcodes.some((barcode) => (counts.get(barcode) ?? 0) >= PRICES_A_MINUTE)) {
        await clock.sleep(sent[0]!.at + MINUTE_MS - clock.monotonic(), signal);
        forgetOld(clock.monotonic());
      }
      if (barcodes.length === 0) return;
      sent.push({ at: clock.monotonic(), barcodes });
      for (const barcode of barcodes) counts.set(barcode, (counts.get(barcode) ?? 0) + 1);
    },
  };
}
