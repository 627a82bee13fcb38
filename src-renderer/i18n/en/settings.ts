import type { Translated } from '../translated.ts';
import type { settings as source } from '../tr/settings.ts';

export const settings: Translated<typeof source> = {
  title: 'Settings',
  page: {
    title: 'Appearance and language',
    language: 'Language',
    colourScheme: 'Appearance',
  },
  background: {
    title: 'Background sync',
    text: 'Syncs by itself while the program is open. Automatic channels are sent to; for channels by approval only the plan is made.',
    every: 'How often',
    off: 'Off',
    minutes: 'every {{count}} minutes',
    hours: 'every {{count}} h',
  },
  shop: {
    title: 'Connection to the shop',
    none: 'No shop is connected.',
    connect: 'Connect the shop',
    address: 'Address',
    name: 'Shop',
    generation: 'OpenCart version',
    sample: 'sample shop',
    encrypted: 'Connection',
    encryptedYes: 'encrypted',
    encryptedNo: 'not encrypted',
    lastRead: 'Last read',
    lastReadText: '{{products}} products, {{variants}} variants, {{changed}} changes',
    never: 'not yet',
    check: 'Check the shop again',
    checked: 'The shop was reached; what was found is up to date.',
    change: 'Change the connection',
    disconnect: 'Remove the connection',
    disconnectTitle: 'Remove the connection to the shop?',
    disconnectText:
      'The password is deleted from this computer and the shop is no longer read; orders are not written to it. Nothing in the shop or on the marketplace changes.',
  },
  store: {
    title: 'How the shop is read',
    text: 'Which column is the barcode and which the stock code was proposed by measuring the shop.',
    barcodeSource: 'Barcode column',
    stockCodeSource: 'Stock code column',
    none: 'none',
    source: '{{source}} — {{filled}} filled',
    sourceGtin: '{{source}} — {{filled}} filled, {{valid}} valid barcodes',
    pricesIncludeTax: 'The shop’s prices include VAT',
    pricesIncludeTaxText: 'When off, tax is added by the shop’s own tax rules.',
    newOrderStatus: 'Status of a new order',
    newOrderStatusText:
      'An order from a marketplace is written to the shop with this status. Only statuses that take stock can be chosen.',
    cancelledOrderStatus: 'Status of a cancelled order',
  },
  about: {
    title: 'About the program',
    version: 'Version',
    host: 'Runs as',
    hostKind: { desktop: 'desktop program', browser: 'browser', 'command-line': 'command line' },
    keyProtection: 'Key protection',
    keyKind: {
      'operating-system': 'the operating system’s key store',
      passphrase: 'your passphrase',
      'key-file': 'a key file on this computer',
    },
    keyText: {
      'operating-system':
        'Passwords and personal data are encrypted with a key that only this user account can open.',
      passphrase:
        'Passwords and personal data are encrypted with a key made from your passphrase. A forgotten passphrase cannot be recovered.',
      'key-file':
        'Passwords and personal data are encrypted with a key in a file that only this user can read. Whoever copies that file can open the data.',
    },
    data: 'Data',
    dataText:
      'All data stay on this computer. The program connects to your shop and to the marketplaces you added, and to nothing else.',
    keys: 'Keyboard',
    keysText: 'Ctrl/⌘ K command box · / search · g and then a letter: screen · Ctrl/⌘ Shift E sync now',
  },
};
