/** Türkiye keeps UTC+3 all year (since 2016): the sample shop's clock. */
export const SHOP_OFFSET_MINUTES = 180;

/** Epoch milliseconds as the shop writes a date: `2026-11-24 10:05:00`. */
export function shopTime(epochMs: number): string {
  return new Date(epochMs + SHOP_OFFSET_MINUTES * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The shop's date and time as an ISO instant in UTC. */
export function instantOf(shopDateTime: string): string {
  const epochMs = Date.parse(`${shopDateTime.replace(' ', 'T')}Z`) - SHOP_OFFSET_MINUTES * 60_000;
  return new Date(epochMs).toISOString();
}
