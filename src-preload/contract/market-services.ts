import { z } from 'zod';
import { AmountE4, CurrencyCode, Identifier, Instant } from './basics.ts';
import { FileContent } from './returns.ts';

/** A listing that something is told about. */
const Told = z.object({
  externalId: z.string(),
  stockCode: z.string(),
  barcode: z.string(),
  title: z.string(),
});

/** Who holds the first place, and for how much. */
export const BuyBoxRow = Told.extend({
  /** 1 is the first place; null where only the winner is told. */
  rank: z.int().nullable(),
  mine: z.boolean().nullable(),
  /** What the listing costs by the marketplace's own last word. */
  priceE4: AmountE4.nullable(),
  winningPriceE4: AmountE4.nullable(),
  sellers: z.int().nullable(),
  currency: CurrencyCode,
  at: Instant,
});
export type BuyBoxRow = z.infer<typeof BuyBoxRow>;

/** The marketplace's share, in whole and broken percent. */
export const CommissionRow = Told.extend({ percent: z.number() });
export type CommissionRow = z.infer<typeof CommissionRow>;

/** Which listings: by external id, stock code or barcode; null means all that are on sale. */
export const ListingChoice = z.object({
  channelId: Identifier,
  codes: z.array(z.string().trim().min(1).max(200)).min(1).max(5_000).nullable(),
});
export type ListingChoice = z.infer<typeof ListingChoice>;

export const CatalogueEntry = z.object({
  catalogueId: z.string(),
  title: z.string(),
  barcode: z.string(),
  imageUrl: z.string().nullable(),
  productUrl: z.string().nullable(),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** A country, province, district or neighbourhood as the marketplace numbers it. */
export const PlaceRow = z.object({ placeId: z.string(), name: z.string() });
export type PlaceRow = z.infer<typeof PlaceRow>;

export const VideoRow = z.object({
  videoId: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  state: z.enum(['in-progress', 'accepted', 'rejected', 'other']),
  rawState: z.string(),
  contentIds: z.array(z.string()),
});
export type VideoRow = z.infer<typeof VideoRow>;

export const NewVideo = z.object({
  channelId: Identifier,
  title: z.string().trim().min(1).max(50),
  description: z.string().max(500),
  videoUrl: z.url({ protocol: /^https$/ }),
  /** The marketplace's own numbers of the product pages that show it. */
  contentIds: z.array(z.string().min(1).max(50)).min(1).max(100),
});
export type NewVideo = z.infer<typeof NewVideo>;

export const NewBrand = z.object({
  channelId: Identifier,
  name: z.string().trim().min(1).max(200),
  images: z.array(FileContent).max(3),
});
export type NewBrand = z.infer<typeof NewBrand>;

/** `made` is false where it was there already: nothing was sent then. */
export const MadeBrand = z.object({ brandId: z.string(), made: z.boolean() });
export const MadeVideo = z.object({ videoId: z.string(), made: z.boolean() });

/** What the cheapest question tells of one listing; null where the marketplace does not know it. */
export const ListingBrief = z.object({
  approved: z.boolean(),
  archived: z.boolean(),
  contentId: z.string().nullable(),
});
export type ListingBrief = z.infer<typeof ListingBrief>;
