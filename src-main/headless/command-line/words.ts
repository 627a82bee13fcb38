import type { Language } from '#contract/basics.ts';
import type { JobPhase } from '#contract/activity.ts';
import { wordsEn } from './words.en.ts';
import { wordsTr } from './words.tr.ts';

/** Everything the command line says in its own words; problems and guards are worded by the border. */
export type Words = {
  readonly phase: Readonly<Record<JobPhase, string>>;
  readonly passphrase: string;
  readonly storePassword: (address: string) => string;
  readonly store: string;
  readonly products: string;
  readonly variants: string;
  readonly changed: string;
  readonly channel: string;
  readonly marketplace: string;
  readonly mode: string;
  readonly state: string;
  readonly listings: string;
  readonly linked: string;
  readonly orders: string;
  readonly ordersSeen: string;
  readonly ordersImported: string;
  readonly planned: string;
  readonly sent: string;
  readonly confirmed: string;
  readonly failed: string;
  readonly held: string;
  readonly waiting: string;
  readonly unknown: string;
  readonly reason: string;
  readonly product: string;
  readonly barcode: string;
  readonly from: string;
  readonly to: string;
  readonly id: string;
  readonly endpoint: string;
  readonly duration: string;
  readonly status: string;
  readonly total: string;
  readonly date: string;
  readonly shopOrder: string;
  readonly stock: string;
  readonly price: string;
  readonly meant: string;
  readonly shown: string;
  readonly kind: string;
  readonly notConnected: string;
  readonly storeConnected: (address: string, products: number) => string;
  readonly missingRights: string;
  readonly channelAdded: (name: string) => string;
  readonly channelRemoved: (name: string) => string;
  readonly noChannels: string;
  readonly linkedCount: (linked: number, open: number) => string;
  readonly nothingPlanned: string;
  readonly planSummary: (waiting: number, held: number, requests: number, seconds: number) => string;
  readonly changedSince: (count: number) => string;
  readonly notApprovable: (count: number) => string;
  readonly auditSummary: (compared: number, equal: number) => string;
  readonly noOrders: string;
  readonly lastSync: string;
  readonly never: string;
  readonly needsYou: string;
  readonly nothingNeedsYou: string;
  readonly works: string;
  readonly doesNotWork: string;
  readonly notChecked: string;
  readonly modes: Readonly<Record<'approval' | 'automatic', string>>;
  readonly serving: (address: string) => string;
  readonly anotherAddress: string;
  readonly stopHint: string;
  readonly serverLocked: string;
  readonly stopping: string;
  readonly sandboxRunning: string;
  readonly demoFolder: (folder: string) => string;
  readonly demoSandbox: (address: string) => string;
  readonly demoShop: string;
  readonly demoChannel: (name: string) => string;
  readonly demoSync: string;
  readonly demoKept: string;
  readonly heldBack: string;
  readonly nothingHeld: string;
  readonly shopTitle: string;
  readonly storeRead: (products: number, variants: number, changed: number) => string;
  readonly onMarketplace: string;
  readonly inShop: string;
  readonly demoSummary: string;
  readonly demoProducts: (products: number, variants: number) => string;
  readonly demoListings: (listings: number, linked: number, proposed: number) => string;
  readonly demoPrices: (equal: number) => string;
  readonly demoOrders: (seen: number, imported: number) => string;
  readonly demoSent: (sent: number, confirmed: number) => string;
  readonly demoHeld: (held: number) => string;
  readonly pricesAndStock: string;
  readonly sentNow: string;
  readonly justConfirmed: string;
  readonly openOrders: string;
  readonly andMore: (count: number) => string;
};

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
