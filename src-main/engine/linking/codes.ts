import { foldKey, normaliseCode } from '#common/turkish-text.ts';

/** What merchants put where they have no code: seen in OpenCart shops, so that it is never taken for one. */
const NO_CODE = new Set(['yok', 'none', 'null', 'n/a', 'na', 'bos', 'x']);
/** Longer than the longest of them in any spelling. */
const TOO_LONG = 9;

type Codes = Readonly<Record<string, string>>;

/** Which column holds a code: of products, and of option values where that is another one. */
export type CodeChoice = { readonly product: string | null; readonly optionValue: string | null | undefined };

/** A code of the shop's and the column it stands in; without a code the source is null. */
export type ShopCode = { readonly code: string; readonly source: string | null };

/**
 * A variant's code from the columns that the merchant chose. A product's own code belongs to its variant only when it
 * has exactly one: given to all of them it would be a lie about all but one. Empty when there is none.
 */
export function chooseCode(
  choice: CodeChoice,
  codes: { readonly variant: Codes; readonly product: Codes; readonly variantCount: number },
): ShopCode {
  const own = codeFrom(codes.variant, choice.optionValue ?? choice.product);
  if (own.code !== '' || codes.variantCount !== 1) return own;
  return codeFrom(codes.product, choice.product);
}

/** The code as machines compare it; empty for what only stands in for one. */
export function realCode(text: string): string {
  const code = normaliseCode(text);
  return /^[-0.,_/\s]*$/.test(code) || (code.length < TOO_LONG && NO_CODE.has(foldKey(code))) ? '' : code;
}

/**
 * A barcode without what spreadsheets and people add or take: blanks, hyphens, leading zeros. Two codes that are the
 * same only in this form are a guess for a person to judge, never a match.
 */
export function looseBarcode(code: string): string {
  const digits = code.replaceAll(/[\s-]/g, '');
  return /^\d{6,}$/.test(digits) ? digits.replace(/^0+/, '') : digits.toLowerCase();
}

function codeFrom(codes: Codes, source: string | null): ShopCode {
  const code = source !== null && Object.hasOwn(codes, source) ? realCode(codes[source] ?? '') : '';
  return { code, source: code === '' ? null : source };
}
