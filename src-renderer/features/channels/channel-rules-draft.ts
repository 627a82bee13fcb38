import { formatAmount } from '#common/localised-figures.ts';
import { parseAmount } from '#common/money.ts';
import type { Language } from '#contract/basics.ts';
import type { ChannelRules } from '#contract/channels.ts';

/** The rules as they stand in their fields, in the page's language. */
export type RulesText = {
  readonly stockBuffer: string;
  readonly markup: string;
  readonly maxStep: string;
  readonly floor: string;
  readonly ceiling: string;
};

export type RulesError = {
  readonly field: keyof RulesText;
  readonly kind: 'amount' | 'percent' | 'whole' | 'range' | 'floor-above-ceiling';
  readonly min: number;
  readonly max: number;
};

export type RulesVerdict =
  | { readonly kind: 'rules'; readonly rules: ChannelRules }
  | { readonly kind: 'errors'; readonly errors: readonly RulesError[] };

const MARKUP_MIN_E4 = -500_000;
const MARKUP_MAX_E4 = 10_000_000;

export function textOfRules(rules: ChannelRules, language: Language): RulesText {
  const amount = (value: number | null): string => (value === null ? '' : formatAmount(value, language));
  return {
    stockBuffer: String(rules.stockBuffer),
    markup: formatAmount(rules.priceMarkupE4, language)
      .replace(/([.,]\d*?)0+$/, '$1')
      .replace(/[.,]$/, ''),
    maxStep: String(rules.maxStepPercent),
    floor: amount(rules.floorE4),
    ceiling: amount(rules.ceilingE4),
  };
}

/** Reads the fields; an amount that could be read in two ways is an error and never a guess. */
export function readRules(text: RulesText, language: Language): RulesVerdict {
  const errors: RulesError[] = [];
  const fail = (error: RulesError): null => {
    errors.push(error);
    return null;
  };
  const whole = (field: 'stockBuffer' | 'maxStep', min: number, max: number): number | null => {
    const value = /^\d{1,6}$/.test(text[field].trim()) ? Number(text[field]) : Number.NaN;
    return value >= min && value <= max ? value : fail({ field, kind: 'whole', min, max });
  };
  const limit = (field: 'floor' | 'ceiling'): number | null => {
    if (text[field].trim() === '') return null;
    const value = parseAmount({ text: text[field], locale: language });
    return value !== null && value > 0 ? value : fail({ field, kind: 'amount', min: 0, max: 0 });
  };
  const stockBuffer = whole('stockBuffer', 0, 10_000);
  const maxStepPercent = whole('maxStep', 1, 1_000);
  const priceMarkupE4 = readMarkup(text.markup, language, fail);
  const floorE4 = limit('floor');
  const ceilingE4 = limit('ceiling');
  if (floorE4 !== null && ceilingE4 !== null && floorE4 > ceilingE4) {
    fail({ field: 'floor', kind: 'floor-above-ceiling', min: 0, max: 0 });
  }
  if (errors.length > 0 || stockBuffer === null || maxStepPercent === null || priceMarkupE4 === null) {
    return { kind: 'errors', errors };
  }
  return { kind: 'rules', rules: { stockBuffer, priceMarkupE4, maxStepPercent, floorE4, ceilingE4 } };
}

/** A percentage in 1/10000 percent; a minus may be the typographic one that the page itself writes. */
function readMarkup(text: string, language: Language, fail: (error: RulesError) => null): number | null {
  const range = { min: MARKUP_MIN_E4 / 10_000, max: MARKUP_MAX_E4 / 10_000 };
  const value = parseAmount({ text: text.replace('−', '-').replace('%', ''), locale: language });
  if (value === null) return fail({ field: 'markup', kind: 'percent', ...range });
  if (value < MARKUP_MIN_E4 || value > MARKUP_MAX_E4)
    return fail({ field: 'markup', kind: 'range', ...range });
  return value;
}
