import { DEFAULT_SETTINGS } from '#contract/settings.ts';
import type { Language } from '#contract/basics.ts';

/**
 * What the page keeps for itself, so that it starts as it was left before the engine has answered. A browser may
 * refuse storage altogether; then everything starts from its default.
 */
function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null; // Storage is switched off in this browser: nothing is remembered, nothing else changes.
  }
}

function write(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    return; // As above.
  }
}

export function rememberedLanguage(): Language {
  const kept = read('meschain-language');
  return kept === 'tr' || kept === 'en' ? kept : DEFAULT_SETTINGS.language;
}

export function rememberLanguage(language: Language): void {
  write('meschain-language', language);
}

/** Null when the merchant never chose: then the window's width decides. */
export function rememberedRail(): 'narrow' | 'wide' | null {
  const kept = read('meschain-rail');
  return kept === 'narrow' || kept === 'wide' ? kept : null;
}

export function rememberRail(rail: 'narrow' | 'wide'): void {
  write('meschain-rail', rail);
}
