const FORM = /^\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*$/;

const zone = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Istanbul',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/**
 * GittiGidiyor's `dd/MM/yyyy HH:mm:ss` as epoch milliseconds. The texts name no zone and are Turkish time: UTC+2 with a
 * summer hour until September 2016, UTC+3 since (sheet §9). Null for what is no date.
 */
export function readTurkishTime(text: string): number | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const [day, month, year, hour, minute, second] = match.slice(1).map((part) => Number(part ?? '0'));
  const asUtc = Date.UTC(year!, month! - 1, day, hour, minute, second);
  const valid =
    new Date(asUtc).getUTCDate() === day &&
    new Date(asUtc).getUTCMonth() === month! - 1 &&
    hour! < 24 &&
    minute! < 60;
  if (!valid) return null;
  const guess = asUtc - offsetMs(asUtc);
  // Once more from the guess: the first offset was that of the hour of the clocks' change.
  return asUtc - offsetMs(guess);
}

/** How far Turkish clocks were ahead of UTC at a moment. */
function offsetMs(atMs: number): number {
  const parts = Object.fromEntries(zone.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(atMs / 1_000) * 1_000;
}
