/** How a cell's number is meant: only as far as it changes what the number says. */
export type NumberFormat =
  | { readonly kind: 'plain' | 'date' | 'percent' }
  /** `00000`: a code whose leading zeros are only shown. */
  | { readonly kind: 'digits'; readonly count: number };

const PLAIN: NumberFormat = { kind: 'plain' };

/** Built-in formats (ECMA-376 part 1, 18.8.30), with the East Asian dates. */
function builtIn(id: number): NumberFormat {
  if (id === 9 || id === 10) return { kind: 'percent' };
  const date =
    (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return date ? { kind: 'date' } : PLAIN;
}

/** `code` is the format's own text (`dd.mm.yyyy;@`), or null where it is one of the built-in ones. */
export function numberFormatOf(id: number, code: string | null): NumberFormat {
  if (code === null) return builtIn(id);
  const positive = code.split(';')[0]!;
  if (/^0{2,}$/.test(positive)) return { kind: 'digits', count: positive.length };
  // Texts in quotes, escaped and padding characters, colours, currencies and languages show nothing of the number; hours
  // and minutes in brackets do.
  const bare = positive
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/general/gi, '');
  if (bare.includes('%')) return { kind: 'percent' };
  return /[ymdhs]/i.test(bare) ? { kind: 'date' } : PLAIN;
}

const DAY_MS = 86_400_000;
/** Day 0 of the two ways of counting days, the first with 29 February 1900, which never was. */
const DAY_ZERO = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

/** Up to the year 9999, where spreadsheet programs end. */
const DAYS = 2_958_466;

/** 15 figures are what a spreadsheet program keeps and shows; what a double adds behind them is no one's figure. */
const FIGURES = 15;

/**
 * A number as a text with a point and without grouping. A whole number of more than 15 figures stands in the scientific
 * way, by which every reader of codes knows that its last figures are lost.
 */
export function numberText(value: number, format: NumberFormat, epoch: 1900 | 1904): string {
  if (format.kind === 'date') return dateText(value, epoch);
  if (format.kind === 'percent') return `${plain(value * 100)}%`;
  const text = plain(value);
  return format.kind === 'digits' && /^\d+$/.test(text) ? text.padStart(format.count, '0') : text;
}

function plain(value: number): string {
  // Most cells: pieces and codes.
  if (Number.isInteger(value) && Math.abs(value) < 10 ** FIGURES) return String(value + 0);
  const rounded = Number(value.toPrecision(FIGURES));
  if (Math.abs(rounded) >= 10 ** FIGURES) return rounded.toExponential().toUpperCase();
  return String(rounded + 0);
}

/** `2026-12-31`, or with a time `2026-12-31 18:30:00`. */
function dateText(days: number, epoch: 1900 | 1904): string {
  if (days < 0 || days >= DAYS) return plain(days);
  const at = new Date(DAY_ZERO[epoch] + Math.round((days * DAY_MS) / 1000) * 1000);
  const [date = '', time = ''] = at.toISOString().slice(0, 19).split('T');
  return time === '00:00:00' ? date : `${date} ${time}`;
}
