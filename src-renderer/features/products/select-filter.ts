import type { ComboboxItem, ComboboxParsedItem, OptionsFilter } from '@mantine/core';
import { foldKey } from '#common/turkish-text.ts';

/** Filters a select by words as the page's searches do: I, İ, ı and i are one letter, accents fall away. */
export const matchesWords: OptionsFilter = ({ options, search, limit }) => {
  const words = foldKey(search).split(' ').filter(Boolean);
  const fits = ({ label }: ComboboxItem): boolean => words.every((word) => foldKey(label).includes(word));
  const found: ComboboxParsedItem[] = [];
  let room = limit;
  for (const option of options) {
    if (room <= 0) break;
    if ('items' in option) {
      const items = option.items.filter(fits).slice(0, room);
      room -= items.length;
      if (items.length > 0) found.push({ ...option, items });
    } else if (fits(option)) {
      room -= 1;
      found.push(option);
    }
  }
  return found;
};
