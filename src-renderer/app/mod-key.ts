/** The key that commands begin with: `⌘` on a Mac, `Ctrl` elsewhere. */
export const MOD_KEY = /mac/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';
