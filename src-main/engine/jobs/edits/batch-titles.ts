import { readSettings } from '../../cache/tables/setting.ts';
import type { EngineContext } from '../../context.ts';

/** What the list of batches calls those that nobody typed a title for, in the language of the page. */
const TITLES = {
  undo: { tr: 'Mağazaya yazılanlar geri alınıyor', en: 'Taking back what was written into the shop' },
  withdrawn: {
    tr: 'Yazılırken vazgeçilen düzenlemeler',
    en: 'Edits withdrawn while they were being written',
  },
} as const;

export function batchTitle(context: EngineContext, which: keyof typeof TITLES): string {
  return TITLES[which][readSettings(context.database).language];
}
