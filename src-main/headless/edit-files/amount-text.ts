import { E4 } from '#common/money.ts';
import { read, unread, type Read } from '#common/file-fault.ts';

/**
 * An amount in 1/10000 out of a spreadsheet's text in units, Turkish or English: `1.234,56`, `1,234.56`, `1234.5`, with
 * or without `₺`/`TL`. Where a text could mean two amounts (`1.234`: 1234 or 1,234?) it is refused: a guess would be a
 * price.
 */
export function readAmount(text: string): Read<number> {
  const compact = text.replace(/[\s\u00A0\u202F]/g, '').replace(/^(?:₺|TL|TRY)|(?:₺|TL|TRY)$/gi, '');
  if (compact === '') return unread('empty');
  const match = /^([+-]?)([\d.,]+)$/.exec(compact);
  if (!match) return unread('not-a-number');
  const plain = toPlainDecimal(match[2]!);
  if (!plain.ok) return plain;
  const magnitude = toE4(plain.value);
  return magnitude.ok ? read(match[1] === '-' ? 0 - magnitude.value : magnitude.value) : magnitude;
}

/** A JSON number in units: its decimal point can't be mistaken. */
export function readAmountNumber(amount: number): Read<number> {
  const text = String(Math.abs(amount));
  if (!/^\d+(?:\.\d+)?$/.test(text)) return unread('not-a-number');
  const magnitude = toE4(text);
  return magnitude.ok ? read(amount < 0 ? 0 - magnitude.value : magnitude.value) : magnitude;
}

/** A count of pieces. `12.0` is none, and `1.200` could be meant as 1200 or as 1,2. */
export function readWhole(text: string): Read<number> {
  const compact = text.replace(/[\s\u00A0\u202F]/g, '');
  if (compact === '') return unread('empty');
  if (/^[+-]?\d{1,3}(?:[.,]\d{3})+$/.test(compact)) return unread('ambiguous-number');
  // A plus sign could be meant as "so many more".
  if (!/^-?\d{1,15}$/.test(compact))
    return unread(/^-?\d+[.,]\d+$/.test(compact) ? 'not-whole' : 'not-a-number');
  return read(Number(compact) + 0);
}

/** Digits with the two separators told apart: grouping gone, a point for the decimals. */
function toPlainDecimal(figures: string): Read<string> {
  const [lastPoint, lastComma] = [figures.lastIndexOf('.'), figures.lastIndexOf(',')];
  if (lastPoint < 0 && lastComma < 0) return read(figures);
  if (lastPoint >= 0 && lastComma >= 0) {
    const [decimal, group] = lastComma > lastPoint ? [',', '.'] : ['.', ','];
    return split(figures, decimal, group);
  }
  const separator = lastPoint >= 0 ? '.' : ',';
  const other = separator === '.' ? ',' : '.';
  if (figures.indexOf(separator) !== figures.lastIndexOf(separator)) return split(figures, other, separator);
  // One separator with three figures behind it groups thousands or begins the decimals, unless it can't group.
  const groups = new RegExp(`^[1-9]\\d{0,2}\\${separator}\\d{3}$`);
  return groups.test(figures) ? unread('ambiguous-number') : split(figures, separator, other);
}

function split(figures: string, decimal: string, group: string): Read<string> {
  const pattern = new RegExp(`^(?:\\d+|\\d{1,3}(?:\\${group}\\d{3})+)(?:\\${decimal}\\d+)?$`);
  if (!pattern.test(figures)) return unread('not-a-number');
  return read(figures.replaceAll(group, '').replace(decimal, '.'));
}

/** OpenCart keeps four decimals (DECIMAL(15,4)); more would be rounded, and that is not this file's decision. */
function toE4(plain: string): Read<number> {
  const [whole = '', decimals = ''] = plain.split('.');
  if (whole.length > 11) return unread('not-a-number');
  const kept = decimals.replace(/0+$/, '');
  if (kept.length > 4) return unread('too-precise');
  return read(Number(whole) * E4 + Number(kept.padEnd(4, '0')));
}
