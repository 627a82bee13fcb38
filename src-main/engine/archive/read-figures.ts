import { parseAmount, parseDecimalE4 } from '#common/money.ts';
import { readTurkishTime } from '../marketplaces/gittigidiyor/local-time.ts';

/**
 * An amount of a table that does not say how it writes them. What could be two amounts (`1.299`: one lira thirty, or
 * thirteen hundred) is `null`: a guess would be a price.
 */
export function readLooseAmount(text: string): number | null {
  const compact = text.replace(/[\s₺]/g, '').replace(/^TL|TL$|TRY$/i, '');
  if (/^-?\d+([.,]\d{1,2})?$/.test(compact)) return parseDecimalE4(compact.replace(',', '.'));
  if (/^-?\d{1,3}[.,]\d{3}$/.test(compact)) return null;
  if (/^-?\d+\.\d{4}$/.test(compact)) return parseDecimalE4(compact);
  const locale = compact.lastIndexOf(',') > compact.lastIndexOf('.') ? 'tr' : 'en';
  return parseAmount({ text: compact, locale });
}

/** A whole number of pieces. */
export function readPieces(text: string): number | null {
  const match = /^\s*(\d{1,9})(?:[.,]0+)?\s*(?:adet)?\s*$/i.exec(text);
  return match ? Number(match[1]) : null;
}

/** The marketplace's own way of writing a date, or ISO 8601; both without a zone are Turkish time. */
export function readLooseTime(text: string): number | null {
  const iso =
    /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?\s*$/.exec(
      text,
    );
  if (!iso) return readTurkishTime(text);
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone] = iso;
  if (zone === undefined) return readTurkishTime(`${day}/${month}/${year} ${hour}:${minute}:${second}`);
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(at) ? null : at;
}

/** `12,5` or `%12.5` percent, in 1/10000. */
export function readPercentE4(text: string): number | null {
  const plain = text.replace(/[%\s]/g, '').replace(',', '.');
  return /^\d{1,2}(\.\d{1,4})?$/.test(plain) ? parseDecimalE4(plain) : null;
}
