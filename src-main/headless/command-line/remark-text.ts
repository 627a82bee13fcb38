import { formatAmount } from '#common/localised-figures.ts';
import type { Language } from '#contract/basics.ts';
import { describeEditRemark } from '#contract/edit-remark-texts.ts';
import type { EditRemark } from '#contract/edits.ts';

/** A remark with its place in the file, where it has one, and its sentence. */
export type ToldRemark = EditRemark & { readonly line: number | null; readonly text: string };

type Place = { readonly line: number; readonly edit: { readonly productId: string; readonly field: string } };

export function describeRemark(remark: EditRemark, places: readonly Place[], language: Language): ToldRemark {
  const place = places.find(({ edit }) => edit.productId === remark.productId && edit.field === remark.field);
  return { ...remark, line: place?.line ?? null, text: remarkText(remark, language) };
}

export function remarkText(remark: EditRemark, language: Language): string {
  return describeEditRemark(remark, language, (valueE4) => formatAmount(valueE4, language));
}
