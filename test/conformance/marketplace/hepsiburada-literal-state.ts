import type { Scripted, SeenRequest } from '../../support/scripted-server.ts';

export const KEYS = {
  merchantId: 'b6d61df6-0000-4000-8000-00000000abcd',
  serviceKey: 'Zx9Yw8Vu7Ts6',
  userAgent: 'deneme_dev',
};
export const M = KEYS.merchantId;
export const BASIC = `Basic ${Buffer.from(`${M}:${KEYS.serviceKey}`).toString('base64')}`;
export const HOUR_MS = 3_600_000;

export type Listing = { hbSku: string; merchantSku: string; price: number; stock: number; barcode: string };
export type Line = {
  readonly id: string;
  readonly orderNumber: string;
  readonly listing: Listing;
  quantity: number;
  status: string;
  packageNumber: string | null;
};
export type Upload = { readonly run: () => readonly object[]; polls: number };

export const local = (ms: number): string => new Date(ms + 3 * HOUR_MS).toISOString().slice(0, 19);
export const money = (amount: number) => ({ currency: 'TRY', amount });

/** What the market remembers. */
export type Market = {
  readonly goods: readonly Listing[];
  readonly lines: Line[];
  readonly uploads: Map<string, Upload>;
  /** Packages that left, by number. */
  readonly shipped: Map<string, { readonly at: number; readonly delivered: boolean }>;
  readonly cancelled: object[];
  readonly claims: Record<string, unknown>[];
  readonly accepted: string[];
  /** Whether an order's lines say which package they lie in, or the list of packages alone does. */
  readonly linesNamePackages: boolean;
};

/** Method, path, the names of its query (`?`: may be left out), and the answer to its parts. */
export type Rule = readonly [
  method: string,
  path: RegExp,
  names: string,
  answer: (request: SeenRequest, parts: readonly string[]) => Scripted,
];
