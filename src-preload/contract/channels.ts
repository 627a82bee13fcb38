import { z } from 'zod';
import { AmountE4, Bilingual, CurrencyCode, Identifier, Instant } from './basics.ts';
import { Problem } from './problem.ts';

export const MarketplaceId = z.string().regex(/^[a-z0-9]+$/);
export type MarketplaceId = z.infer<typeof MarketplaceId>;

/** One field of a marketplace's credentials form, drawn from the adapter's manifest. */
export const CredentialField = z.object({
  key: z.string(),
  label: Bilingual,
  /** "Where do I find this?" */
  help: Bilingual,
  secret: z.boolean(),
  pattern: z.string(),
});
export type CredentialField = z.infer<typeof CredentialField>;

/** What a marketplace's API offers, and where it does not, why (with source and date). */
export const CapabilityState = z.object({
  capability: z.string(),
  label: Bilingual,
  state: z.enum(['works', 'not-built', 'not-offered']),
  reason: Bilingual.nullable(),
});
export type CapabilityState = z.infer<typeof CapabilityState>;

export const Marketplace = z.object({
  marketplace: MarketplaceId,
  name: z.string(),
  currency: CurrencyCode,
  credentialFields: z.array(CredentialField),
  capabilities: z.array(CapabilityState),
  /** Set for a marketplace that is gone: since when (a date), and in words. Only its archive is of use. */
  closed: z.object({ since: z.string(), reason: Bilingual }).exactOptional(),
});
export type Marketplace = z.infer<typeof Marketplace>;

export const ChannelMode = z.enum(['approval', 'automatic']);
export type ChannelMode = z.infer<typeof ChannelMode>;

/** Rules of one channel. Percentages are whole percent; a null floor or ceiling means there is none. */
export const ChannelRules = z.object({
  stockBuffer: z.int().min(0).max(10_000),
  /** Added to the shop's price: 0 sells at the shop's price, 12.5 sells 12.5 % above. In 1/10000 percent. */
  priceMarkupE4: z.int().min(-500_000).max(10_000_000),
  maxStepPercent: z.int().min(1).max(1_000),
  floorE4: AmountE4.nullable(),
  ceilingE4: AmountE4.nullable(),
});
export type ChannelRules = z.infer<typeof ChannelRules>;

export const DEFAULT_CHANNEL_RULES: ChannelRules = {
  stockBuffer: 0,
  priceMarkupE4: 0,
  maxStepPercent: 30,
  floorE4: null,
  ceilingE4: null,
};

/**
 * Which side of the shop a channel looks at; null is the shop's own default. A store brings its customer group and its
 * address for taxes along; a currency is converted by the shop's own table.
 */
export const ShopView = z.object({
  /** Code as in the shop's `language` table. */
  language: z.string().min(1).max(10).nullable(),
  storeId: Identifier.nullable(),
  currency: CurrencyCode.nullable(),
  customerGroupId: Identifier.nullable(),
});
export type ShopView = z.infer<typeof ShopView>;

export const DEFAULT_SHOP_VIEW: ShopView = {
  language: null,
  storeId: null,
  currency: null,
  customerGroupId: null,
};

export const EndpointCheck = z.object({
  endpoint: z.string(),
  label: Bilingual,
  outcome: z.enum(['works', 'refused', 'failed', 'not-checked']),
  durationMs: z.int().nullable(),
  problem: Problem.nullable(),
  /** True for what single features need (a role that some merchants never ask for): refused, it keeps no channel from working. */
  optional: z.boolean().exactOptional(),
});
export type EndpointCheck = z.infer<typeof EndpointCheck>;

/** Whether an endpoint's answer stands in a channel's way. */
export function standsInTheWay({ outcome, optional }: EndpointCheck): boolean {
  return outcome === 'failed' || (outcome === 'refused' && optional !== true);
}

export const ChannelCheck = z.object({
  works: z.boolean(),
  account: z.string().nullable(),
  endpoints: z.array(EndpointCheck),
  checkedAt: Instant,
});
export type ChannelCheck = z.infer<typeof ChannelCheck>;

/** How a channel stands, in one word and one shape; worst first wins. */
export const ChannelHealth = z.enum([
  'failing',
  'offline',
  'held',
  'waiting',
  'in-step',
  'never-synced',
  'paused',
]);
export type ChannelHealth = z.infer<typeof ChannelHealth>;

export const Channel = z.object({
  channelId: Identifier,
  marketplace: MarketplaceId,
  marketplaceName: z.string(),
  name: z.string(),
  mode: ChannelMode,
  paused: z.boolean(),
  /** True when the base URL is on this computer: shown in a red frame with the word SANDBOX. */
  sandbox: z.boolean(),
  baseUrl: z.string().nullable(),
  rules: ChannelRules,
  shopView: ShopView.default(DEFAULT_SHOP_VIEW),
  credentials: z.array(
    z.object({
      key: z.string(),
      hasValue: z.boolean(),
      last4: z.string().nullable(),
      changedAt: Instant.nullable(),
    }),
  ),
  health: ChannelHealth,
  counts: z.object({
    listings: z.int(),
    linked: z.int(),
    unlinked: z.int(),
    proposed: z.int(),
    waiting: z.int(),
    held: z.int(),
    failed: z.int(),
    unknown: z.int(),
    ordersToday: z.int(),
  }),
  lastSyncAt: Instant.nullable(),
  lastConfirmedAt: Instant.nullable(),
  /** The oldest confirmation among what is for sale: the honest age of the channel's figures. */
  oldestConfirmedAt: Instant.nullable(),
  problem: Problem.nullable(),
});
export type Channel = z.infer<typeof Channel>;

export const ChannelName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cf}]+$/u);

/** Keys as they are copied from a panel: blanks and line ends around them belong to nobody. */
export const Credentials = z.record(z.string(), z.string().trim().max(2_000));

export const NewChannel = z.object({
  marketplace: MarketplaceId,
  name: ChannelName,
  mode: ChannelMode,
  baseUrl: z.url({ protocol: /^https?$/ }).nullable(),
  credentials: Credentials,
});
export type NewChannel = z.infer<typeof NewChannel>;
