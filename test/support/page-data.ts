import { Channel, DEFAULT_CHANNEL_RULES, Marketplace } from '#contract/channels.ts';
import { LinkProposal } from '#contract/listings.ts';
import { Overview } from '#contract/overview.ts';
import { StoreReport, StoreState } from '#contract/shop.ts';

const AT = '2026-11-24T11:05:00.000Z';

/** A channel in step, with whatever a test changes; parsed by the contract. */
export function someChannel(change: Partial<Channel> = {}): Channel {
  return Channel.parse({
    channelId: 'c1',
    marketplace: 'trendyol',
    marketplaceName: 'Trendyol',
    name: 'Trendyol Ana Mağaza',
    mode: 'approval',
    paused: false,
    sandbox: false,
    baseUrl: null,
    rules: DEFAULT_CHANNEL_RULES,
    credentials: [{ key: 'apiSecret', hasValue: true, last4: 'Lm2T', changedAt: AT }],
    health: 'in-step',
    counts: {
      listings: 12_480,
      linked: 12_400,
      unlinked: 80,
      proposed: 0,
      waiting: 0,
      held: 0,
      failed: 0,
      unknown: 0,
      ordersToday: 17,
    },
    lastSyncAt: AT,
    lastConfirmedAt: AT,
    oldestConfirmedAt: AT,
    problem: null,
    ...change,
  });
}

export function someMarketplace(): Marketplace {
  const field = (
    key: string,
    label: string,
    secret: boolean,
    pattern: string,
  ): Marketplace['credentialFields'][number] => ({
    key,
    label: { tr: label, en: label },
    help: { tr: `Panelde ${label}`, en: `${label} in the panel` },
    secret,
    pattern,
  });
  return Marketplace.parse({
    marketplace: 'trendyol',
    name: 'Trendyol',
    currency: 'TRY',
    credentialFields: [
      field('sellerId', 'Satıcı ID', false, '^[0-9]{1,12}$'),
      field('apiSecret', 'API Secret', true, '^.{5,}$'),
    ],
    capabilities: [
      {
        capability: 'orders.read',
        label: { tr: 'Siparişleri al', en: 'Fetch orders' },
        state: 'works',
        reason: null,
      },
    ],
  });
}

export function someReport(change: Partial<StoreReport> = {}): StoreReport {
  return StoreReport.parse({
    kind: 'mysql',
    serverVersion: '10.11.19-MariaDB',
    encrypted: true,
    prefix: 'oc_',
    candidates: [{ prefix: 'oc_', shopName: 'Örnek Ev', products: 12_480, newestOrderAt: null }],
    generation: '3.0',
    transactional: true,
    engines: { InnoDB: 134 },
    shopName: 'Örnek Ev',
    currency: 'TRY',
    language: 'tr-tr',
    languages: ['tr-tr'],
    timeZoneOffsetMinutes: 180,
    products: 12_480,
    pricesIncludeTax: false,
    codeSources: [
      { source: 'ean', filled: 11_870, distinct: 11_861, validGtin: 11_802 },
      { source: 'sku', filled: 12_100, distinct: 12_100, validGtin: 0 },
    ],
    proposedBarcodeSource: 'ean',
    proposedStockCodeSource: 'sku',
    orderStatuses: [{ statusId: '2', name: 'İşleniyor', holdsStock: true }],
    grantStatements: ["GRANT SELECT ON `shop`.* TO 'meschain'@'%';"],
    missingRights: [],
    excessRights: [],
    warnings: [],
    ...change,
  });
}

export function someStore(change: Partial<StoreState> = {}): StoreState {
  return StoreState.parse({
    connected: true,
    address: 'meschain@db.example.com:3306/shop',
    report: someReport(),
    settings: null,
    lastRead: { at: AT, durationMs: 1_840, products: 12_480, variants: 15_220, changed: 14 },
    problem: null,
    ...change,
  });
}

export const NO_STORE: StoreState = {
  connected: false,
  address: null,
  report: null,
  settings: null,
  lastRead: null,
  problem: null,
};

export function someOverview(change: Partial<Overview> = {}): Overview {
  return Overview.parse({
    store: someStore(),
    channels: [someChannel()],
    needsYou: [],
    edits: { pending: 0, conflicts: 0, refused: 0 },
    today: { orders: 59, ordersImported: 57, changesConfirmed: 1_284, changesFailed: 0, requests: 412 },
    recentJobs: [],
    runningJobId: null,
    at: AT,
    ...change,
  });
}

/** A proposal whose candidates are `certain` or not, in the order given. */
export function someProposal(listingId: string, certain: readonly boolean[]): LinkProposal {
  return LinkProposal.parse({
    listingId,
    channelId: 'c1',
    externalId: `x-${listingId}`,
    barcode: '8690000000654',
    stockCode: 'STK-1',
    listingTitle: `Çaydanlık ${listingId}`,
    candidates: certain.map((isCertain, index) => ({
      variant: {
        variantId: `v-${listingId}-${index}`,
        productId: 'p1',
        title: `Mağazadaki çaydanlık ${index + 1}`,
        optionText: '',
        barcode: '8690000000654',
        stockCode: 'STK-1',
        model: 'M-1',
        quantity: 4,
        priceE4: 12_999_000,
        listPriceE4: null,
        currency: 'TRY',
        imageUrl: null,
        enabled: true,
        dirt: [],
      },
      grounds: [isCertain ? 'barcode' : 'title'],
      certain: isCertain,
    })),
  });
}
