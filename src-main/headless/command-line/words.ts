import type { Language } from '#contract/basics.ts';
import type { Words } from './word-list.ts';
import { wordsEn } from './words.en.ts';
import { wordsTr } from './words.tr.ts';

/** What the command line says in its own words. */
export function wordsOf(language: Language): Words {
  return language === 'tr' ? wordsTr : wordsEn;
}

/**
 * The system's language before a profile says otherwise: Turkish, unless the environment asks for English (POSIX order
 * LC_ALL, LC_MESSAGES, LANG).
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^en([_.-]|$)/i.test(locale) ? 'en' : 'tr';
}
