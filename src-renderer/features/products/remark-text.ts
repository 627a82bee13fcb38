import { useCallback } from 'react';
import { describeEditRemark } from '#contract/edit-remark-texts.ts';
import type { EditRemark } from '#contract/edits.ts';
import { useFormat } from '../../i18n/use-format.ts';

/** A remark as a sentence in the page's language, its amounts as money and its numbers grouped. */
export function useRemarkText(currency: string): (remark: EditRemark) => string {
  const format = useFormat();
  return useCallback(
    (remark) => describeEditRemark(remark, format.language, (valueE4) => format.money(valueE4, currency)),
    [format, currency],
  );
}
