/** Turkey's clock is three hours ahead of UTC all year round since 2016. */
const SHIFT_MS = 3 * 3_600_000;

/** The day in Turkey as the SOAP services take it: `24/11/2026`. */
export function soapDay(atMs: number): string {
  const [year, month, day] = isoDay(atMs).split('-');
  return `${day}/${month}/${year}`;
}

/** The day in Turkey as SettlementService takes it: `2026-11-24`. */
export function isoDay(atMs: number): string {
  return new Date(atMs + SHIFT_MS).toISOString().slice(0, 10);
}

/** Day and time in Turkey: `24/11/2026 09:30`. */
export function soapMinute(atMs: number): string {
  return `${soapDay(atMs)} ${new Date(atMs + SHIFT_MS).toISOString().slice(11, 16)}`;
}

/**
 * Reads what the SOAP services write: `24/11/2026`, `24/11/2026 09:30[:15]`, `24-11-2026 …`, `2026-11-24` with or without
 * a time or an offset. Without an offset it is Turkey's clock. Null for anything else.
 */
export function readTurkishTime(text: string): number | null {
  const local =
    /^\s*(?:(\d{2})[/-](\d{2})[/-](\d{4})|(\d{4})-(\d{2})-(\d{2}))(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/.exec(
      text,
    );
  if (!local) return null;
  const [, day, month, year, isoYear, isoMonth, isoDayOfMonth, hour, minute, second, offset] = local;
  const date = isoYear === undefined ? `${year}-${month}-${day}` : `${isoYear}-${isoMonth}-${isoDayOfMonth}`;
  const utc = Date.parse(`${date}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}Z`);
  if (Number.isNaN(utc)) return null;
  return utc - shiftOf(offset);
}

function shiftOf(offset: string | undefined): number {
  if (offset === undefined) return SHIFT_MS;
  if (offset === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset)!;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
