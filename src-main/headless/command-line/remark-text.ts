import { formatAmount, formatNumber } from '#common/localised-figures.ts';
import type { Language } from '#contract/basics.ts';
import type { EditRemark } from '#contract/edits.ts';
import { editWords } from './edit-words.ts';

/** A remark with its place in the file, where it has one, and its sentence. */
export type ToldRemark = EditRemark & { readonly line: number | null; readonly text: string };

type Place = { readonly line: number; readonly edit: { readonly productId: string; readonly field: string } };

export function describeRemark(remark: EditRemark, places: readonly Place[], language: Language): ToldRemark {
  const place = places.find(({ edit }) => edit.productId === remark.productId && edit.field === remark.field);
  return { ...remark, line: place?.line ?? null, text: remarkText(remark, language) };
}

/** Parameters whose names end in `E4` are amounts. */
export function remarkText(remark: EditRemark, language: Language): string {
  return editWords(language).remarks[remark.code]((name) => {
    const value = remark.params[name];
    if (typeof value !== 'number') return value ?? '';
    return name.endsWith('E4') ? formatAmount(value, language) : formatNumber(value, language);
  });
}
