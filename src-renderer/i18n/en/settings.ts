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
    findings: 'What was found in the shop',
    findingsText: 'What the last check saw, and what it means.',
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
    optionBarcodeSource: 'Column of option values’ barcodes',
    optionStockCodeSource: 'Column of option values’ stock codes',
    optionSourceText:
      'OpenCart itself has no codes of options; fields that extensions added are listed here.',
    asProducts: 'as for products',
    sourceRepeated: '{{repeated}} repeated',
    source: '{{source}} — {{filled}} filled',
    sourceGtin: '{{source}} — {{filled}} filled, {{valid}} valid barcodes',
    pricesIncludeTax: 'The shop’s prices include VAT',
    pricesIncludeTaxText: 'When off, tax is added by the shop’s own tax rules.',
    newOrderStatus: 'Status of a new order',
    newOrderStatusText:
      'An order from a marketplace is written to the shop with this status. Only statuses that take stock can be chosen.',
    cancelledOrderStatus: 'Status of a cancelled order',
  },
  orders: {
    buyersTitle: 'Buyers and invoice details',
    buyers: 'Customer of the order',
    buyersText:
      'When matching, an order is written for the one account that has the buyer’s e-mail or telephone. No account is made or changed.',
    buyersGuest: 'Every buyer is a guest',
    buyersMatch: 'Match with the shop’s customers',
    noField: 'no field: written beside the company’s name',
    noFields:
      'The shop has no custom field for text, or none that can be seen. Tax number and tax office are written beside the company’s name and into the order’s history.',
    fieldAt: { account: '{{name}} (account)', address: '{{name}} (address)' },
    taxNumberField: 'Field of the tax number',
    taxOfficeField: 'Field of the tax office',
    proposed: 'Proposed by its name: {{name}}',
    mapTitle: 'From the marketplace to the shop',
    mapText:
      'When the status changes at the marketplace, the shop’s order is moved to the chosen status, once. Another status that the merchant chose stays. Stock goes down or comes back by the shop’s own rule, by whether the status holds stock. Applies to changes from now on.',
    stage: {
      picking: 'Being picked',
      invoiced: 'Invoiced',
      shipped: 'Shipped',
      delivered: 'Delivered',
      undelivered: 'Not delivered',
      returned: 'Returned',
    },
    leave: 'leave the shop alone',
    tellsTitle: 'From the shop to the marketplace',
    tellsText: 'When the order gets this status in OpenCart, the marketplace is told.',
    tells: {
      picking: 'Report as being picked',
      invoiced: 'Report as invoiced (with OpenCart’s invoice number)',
    },
    pathTitle: 'How orders are written',
    path: 'What sets the status and takes the stock',
    pathText:
      'The database way writes in one step and mails nobody. With the API, OpenCart itself sets the status and takes the stock; mails go out and extensions run. When the API does not answer, the order waits at status 0 and is tried again.',
    pathNotOffered:
      'The API of this OpenCart version was never tried; orders are written through the database.',
    pathDatabase: 'Write through the database',
    pathApi: 'By the shop’s own API',
    apiUrl: 'Address of the shop',
    apiUrlText: 'Of the front page, with https. The API key is not sent over an unencrypted connection.',
    apiUser: 'API user name',
    apiKey: 'API key',
    apiKeyText:
      'OpenCart: System > Users > API. Left empty, the key that is kept stays. Allow this computer’s IP address there.',
    tellsNone: 'do not report',
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
