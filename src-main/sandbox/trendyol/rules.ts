import type { RateLimit } from '../rate-windows.ts';

/** Where the public documents leave a question open, a switch; the first named value is the one it starts with. */
export type TrendyolRules = {
  /** The seller's listing limit, which decides the per-minute limits (valid since 14 Sep 2026). */
  readonly tier: '50K' | '75K' | '150K' | '500K' | 'unlimited';
  readonly rateLimits: 'kept' | 'off';
  /** How many reads of a batch find it still in progress. */
  readonly batchOpenPolls: number;
  /** After how long a batch's values take effect even if nobody asks for its result, in milliseconds. */
  readonly batchDelayMs: number;
  /** `orderDate` was three hours ahead of UTC in the official sample; plain UTC for a program that reads it so. */
  readonly orderDate: 'three-hours-ahead' | 'utc';
  /** Where the refusal of the same body within 15 minutes stands: in a 400, in a 200 or in the batch's items. */
  readonly sameBody: 'status-400' | 'status-200' | 'batch-item';
  /** What a right key gets on another seller's path. */
  readonly otherSellerStatus: 403 | 401 | 404;
  /** Stage was seen answering 401 to writes on an unknown package (May 2026). */
  readonly unknownPackageStatus: 404 | 401;
  readonly nextPageToken: 'always' | 'beyond-10000' | 'never';
  /** What stands in place of a package that was cancelled in part; see `replace-package.ts`. */
  readonly partialCancel:
    'unpacked-with-cancelled-package' | 'unpacked-remainder-only' | 'cancelled-original';
  /** Whether a cancelled piece goes back on sale by itself. */
  readonly cancelRestocks: 'no' | 'yes';
  /** Picking twice, fewer pieces than the line has: accepted, or refused. */
  readonly pickingState: 'liberal' | 'strict';
  /** With orderNumber or shipmentPackageIds and no dates: the whole history, or the default week. */
  readonly orderNumberWithoutDates: 'whole-history' | 'last-week';
  /** The stream's page asks for five seconds between requests; `kept` refuses what comes sooner. */
  readonly streamPause: 'ignored' | 'kept';
  /** New products wait for somebody's approval, or have it as soon as they are made. */
  readonly approval: 'by-hand' | 'at-once';
  /** Which spelling of attributes writes take (the documents have both). */
  readonly attributeShape: 'both' | 'singular' | 'plural';
  /** What quality control makes of a content update, as the audits tell it. */
  readonly contentControl: 'passes' | 'runs' | 'fails';
  /** What a search for returns without any answers (404 was seen on stage, May 2026). */
  readonly noClaims: 'empty-page' | 'status-404';
  /** What the dates of the claims service are of. */
  readonly claimDates: 'last-change' | 'creation';
};

export const DEFAULT_RULES: TrendyolRules = {
  tier: '50K',
  rateLimits: 'kept',
  batchOpenPolls: 1,
  batchDelayMs: 1_000,
  orderDate: 'three-hours-ahead',
  sameBody: 'status-400',
  otherSellerStatus: 403,
  unknownPackageStatus: 404,
  nextPageToken: 'always',
  partialCancel: 'unpacked-with-cancelled-package',
  cancelRestocks: 'no',
  pickingState: 'liberal',
  orderNumberWithoutDates: 'whole-history',
  streamPause: 'ignored',
  approval: 'by-hand',
  attributeShape: 'both',
  contentControl: 'passes',
  noClaims: 'empty-page',
  claimDates: 'last-change',
};

export type LimitGroup =
  | 'product-read'
  | 'product-write'
  | 'inventory-write'
  | 'orders-read'
  | 'orders-stream'
  | 'package-status'
  | 'package-change'
  | 'package-manual'
  | 'claims'
  | 'claim-approve'
  | 'claim-reject'
  | 'claim-audit'
  | 'label'
  | 'label-request'
  | 'finance'
  | 'questions'
  | 'question-answer'
  | 'video-write'
  | 'videos'
  | 'none';

const TIERS = ['50K', '75K', '150K', '500K', 'unlimited'] as const;

/** Requests per minute by tier; null where there is no limit (tables of 8 Jun and 14 Sep 2026). */
const PER_MINUTE: Readonly<Record<Exclude<LimitGroup, 'none'>, readonly (number | null)[]>> = {
  'product-read': [1_000, 1_250, 1_500, 1_750, 2_000],
  'product-write': [200, 300, 400, 500, 600],
  'inventory-write': [350, 500, 1_000, 1_500, 2_000],
  'orders-read': [30, 40, 50, 100, 100],
  'orders-stream': [1_000, 1_000, 1_000, 1_000, 1_000],
  'package-status': [300, 300, 500, null, null],
  'package-change': [100, 100, 200, null, null],
  'package-manual': [1_000, 1_000, 1_500, null, null],
  claims: [1_000, 1_000, 1_000, 1_000, 1_000],
  'claim-approve': [5, 5, 5, 5, 5],
  'claim-reject': [5, 5, 5, 5, 5],
  'claim-audit': [1_000, 1_000, 1_000, 1_000, 1_000],
  label: [100, 100, 100, 100, 100],
  'label-request': [100, 100, 100, 100, 100],
  finance: [100, 100, 100, 100, 100],
  questions: [1_000, 1_000, 1_000, 1_000, 1_000],
  'question-answer': [500, 500, 500, 500, 500],
  'video-write': [200, 200, 200, 200, 200],
  videos: [1_000, 1_000, 1_000, 1_000, 1_000],
};

/** "At most 50 requests in 10 seconds to the same endpoint" (page of 27 Apr 2026), and the group's minute. */
export function limitsOf(
  rules: TrendyolRules,
  route: { readonly endpoint: string; readonly group: LimitGroup },
): Readonly<Record<string, RateLimit>> {
  if (rules.rateLimits === 'off') return {};
  const perMinute = route.group === 'none' ? null : PER_MINUTE[route.group][TIERS.indexOf(rules.tier)];
  return {
    [`endpoint:${route.endpoint}`]: { requests: 50, perMs: 10_000 },
    ...(perMinute ? { [`group:${route.group}`]: { requests: perMinute, perMs: 60_000 } } : {}),
    ...(route.group === 'orders-stream' && rules.streamPause === 'kept'
      ? { 'pause:orders-stream': { requests: 1, perMs: 5_000 } }
      : {}),
  };
}
