import { z } from 'zod';
import { AmountE4, CurrencyCode, Identifier, Instant, PageRequest } from './basics.ts';
import { Hold } from './guards.ts';
import { StoreVariant } from './shop.ts';

export const LinkState = z.enum(['linked', 'proposed', 'unlinked', 'ignored']);
export type LinkState = z.infer<typeof LinkState>;

/** What the marketplace says about the listing itself; an unknown word of theirs is kept as `other`. */
export const ListingState = z.enum([
  'on-sale',
  'off-sale',
  'archived',
  'locked',
  'waiting-approval',
  'rejected',
  'gone',
  'other',
]);
export type ListingState = z.infer<typeof ListingState>;

/** Stock and price at one moment, from one point of view. `at` is when that view was true. */
export const Offer = z.object({
  quantity: z.int().nullable(),
  priceE4: AmountE4.nullable(),
  listPriceE4: AmountE4.nullable(),
  at: Instant.nullable(),
});
export type Offer = z.infer<typeof Offer>;

/** The merchant's own word on one listing; null leaves the channel's rule in force. */
export const ListingOverrides = z.object({
  priceE4: AmountE4.positive().nullable(),
  stockBuffer: z.int().min(0).max(10_000).nullable(),
  floorE4: AmountE4.positive().nullable(),
  ceilingE4: AmountE4.positive().nullable(),
  /** Leaves the listing alone altogether. */
  frozen: z.boolean(),
});
export type ListingOverrides = z.infer<typeof ListingOverrides>;

export const ListingRow = z.object({
  listingId: Identifier,
  channelId: Identifier,
  channelName: z.string(),
  sandbox: z.boolean(),
  externalId: z.string(),
  barcode: z.string(),
  stockCode: z.string(),
  title: z.string(),
  optionText: z.string(),
  imageUrl: z.string().nullable(),
  currency: CurrencyCode,
  state: ListingState,
  linkState: LinkState,
  variantId: Identifier.nullable(),
  store: Offer.nullable(),
  desired: Offer.nullable(),
  sent: Offer.nullable(),
  confirmed: Offer.nullable(),
  quantityDiffers: z.boolean(),
  priceDiffers: z.boolean(),
  holds: z.array(Hold),
  /** Where the newest unsent or unfinished change stands. */
  progress: z.enum(['none', 'waiting', 'held', 'queued', 'sending', 'sent', 'unknown', 'failed']),
  overrides: ListingOverrides,
});
export type ListingRow = z.infer<typeof ListingRow>;

export const ListingFilter = z.enum([
  'all',
  'differs',
  'held',
  'failed',
  'unlinked',
  'proposed',
  'out-of-stock',
  'frozen',
  'not-listed',
]);
export type ListingFilter = z.infer<typeof ListingFilter>;

export const ListingQuery = PageRequest.extend({
  channelId: Identifier.nullable(),
  search: z.string().max(200),
  filter: ListingFilter,
  sort: z.enum(['title', 'stockCode', 'quantity', 'price', 'confirmedAt']),
  descending: z.boolean(),
});
export type ListingQuery = z.infer<typeof ListingQuery>;

export const ListingPage = z.object({
  rows: z.array(ListingRow),
  total: z.int(),
  /** How many rows each chip would show, for the same channel and search. */
  counts: z.record(ListingFilter, z.int()),
});
export type ListingPage = z.infer<typeof ListingPage>;

/** One step of "why this price": plain data, worded on the page. */
export const TraceStep = z.object({
  step: z.enum([
    'store-price',
    'store-special',
    'option-price',
    'tax',
    'currency',
    'markup',
    'override',
    'rounded',
    'store-quantity',
    'reserved',
    'buffer',
    'marketplace-limit',
    'held-by-marketplace',
    'disabled',
  ]),
  value: z.number(),
  result: z.number(),
  /** What the result counts in, before it is converted into the channel's currency. */
  currency: CurrencyCode.optional(),
});
export type TraceStep = z.infer<typeof TraceStep>;

export const ListingDetail = z.object({
  row: ListingRow,
  variant: StoreVariant.nullable(),
  priceTrace: z.array(TraceStep),
  stockTrace: z.array(TraceStep),
  /** The shop's title and description in the channel's language; `fallback` where it has none and the shop's own stands. */
  shopText: z
    .object({ language: z.string(), title: z.string(), html: z.string(), fallback: z.boolean() })
    .nullable()
    .default(null),
  history: z.array(
    z.object({
      at: Instant,
      event: z.enum([
        'sent',
        'confirmed',
        'refused',
        'held',
        'approved',
        'edited',
        'linked',
        'unlinked',
        'marketplace-changed',
      ]),
      field: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      by: z.string(),
    }),
  ),
});
export type ListingDetail = z.infer<typeof ListingDetail>;

/** A guess which of the shop's variants a listing is, with its grounds. */
export const LinkProposal = z.object({
  listingId: Identifier,
  channelId: Identifier,
  externalId: z.string(),
  barcode: z.string(),
  stockCode: z.string(),
  listingTitle: z.string(),
  candidates: z.array(
    z.object({
      variant: StoreVariant,
      /** Best ground first: a barcode beats a stock code beats a model beats a title. */
      grounds: z.array(z.enum(['barcode', 'stock-code', 'model', 'title'])),
      certain: z.boolean(),
    }),
  ),
});
export type LinkProposal = z.infer<typeof LinkProposal>;
