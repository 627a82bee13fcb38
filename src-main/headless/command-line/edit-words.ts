import type { Language } from '#contract/basics.ts';
import type { EditWords } from './edit-word-list.ts';
import { editWordsEn } from './edit-words.en.ts';
import { editWordsTr } from './edit-words.tr.ts';

/** What the commands about products and their edits say, in this language. */
export function editWords(language: Language): EditWords {
  return language === 'tr' ? editWordsTr : editWordsEn;
}
