/** Minutes that a zone is ahead of UTC at an instant; null for a zone that is not known here. */
export function zoneOffsetMinutes(timeZone: string, atMs: number): number | null {
  if (timeZone === '') return null;
  try {
    const parts = formatOf(timeZone).formatToParts(atMs);
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    if (name === 'GMT') return 0;
    const match = /^GMT([+-])(\d{2}):(\d{2})/.exec(name);
    if (!match) return null;
    const minutes = Number(match[2]) * 60 + Number(match[3]);
    return match[1] === '-' ? -minutes : minutes;
  } catch (error) {
    // A merchant's setting may name a zone that nobody knows (any more).
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than all that a small shop is asked in a pass. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  return format;
}

/** `+03:00`, as SET time_zone takes it. Names of zones are often unknown to the server: its tables are empty. */
export function offsetText(minutes: number): string {
  const magnitude = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(magnitude / 60))}:${two(magnitude % 60)}`;
}

/** An instant as DATETIME in the shop's own time. */
export function toShopTime(atMs: number, offsetMinutes: number): string {
  return new Date(atMs + offsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A DATETIME of the shop as an ISO instant; null for zero dates and what is none. */
export function fromShopTime(text: string, offsetMinutes: number): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}):(\d{2}))?/.exec(text);
  if (!match || match[1] === '0000' || match[2] === '00' || match[3] === '00') return null;
  const atMs = Date.parse(
    `${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '00'}:${match[5] ?? '00'}:${match[6] ?? '00'}Z`,
  );
  return Number.isNaN(atMs) ? null : new Date(atMs - offsetMinutes * 60_000).toISOString();
}
