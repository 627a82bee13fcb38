import type { Language } from '#contract/basics.ts';

/** What the shell says by itself; everything else is said by the page. */
export type ShellWords = {
  readonly openSite: (host: string) => string;
  readonly open: string;
  readonly cancel: string;
  readonly quit: string;
  readonly useKeyFile: string;
  readonly noKeychain: string;
  readonly noKeychainDetail: string;
  readonly cannotStart: string;
  readonly show: string;
  readonly waiting: (count: number) => string;
};

const TR: ShellWords = {
  openSite: (host) => `${host} tarayıcıda açılsın mı?`,
  open: 'Aç',
  cancel: 'Vazgeç',
  quit: 'Çık',
  useKeyFile: 'Anahtar dosyasıyla sürdür',
  noKeychain: 'İşletim sistemi anahtarlığı kullanılamıyor.',
  noKeychainDetail:
    'Mağaza parolası ve API anahtarları anahtarlık olmadan korunamaz. Bir anahtarlık (GNOME Keyring, KWallet) kurup ' +
    'yeniden başlatın, MESCHAIN_PASSPHRASE ile bir kasa parolası verin ya da yalnız hesabınızın okuyabildiği bir ' +
    'anahtar dosyasıyla sürdürün.',
  cannotStart: 'MesChain Sync başlatılamadı.',
  show: 'Göster',
  waiting: (count) => (count === 0 ? 'MesChain Sync' : `MesChain Sync: ${count} iş sizi bekliyor`),
};

const EN: ShellWords = {
  openSite: (host) => `Open ${host} in the browser?`,
  open: 'Open',
  cancel: 'Cancel',
  quit: 'Quit',
  useKeyFile: 'Go on with a key file',
  noKeychain: 'The operating system’s keychain cannot be used.',
  noKeychainDetail:
    'Without it the shop’s password and the API keys cannot be protected. Install a keychain (GNOME Keyring, KWallet) ' +
    'and start again, give a vault passphrase in MESCHAIN_PASSPHRASE, or go on with a key file that only this account ' +
    'can read.',
  cannotStart: 'MesChain Sync could not be started.',
  show: 'Show',
  waiting: (count) => (count === 0 ? 'MesChain Sync' : `MesChain Sync: ${count} things need you`),
};

export function shellWords(language: Language): ShellWords {
  return language === 'tr' ? TR : EN;
}

/** Turkish, unless the system speaks English. */
export function languageOfSystem(locale: string): Language {
  return /^en\b/i.test(locale) ? 'en' : 'tr';
}
