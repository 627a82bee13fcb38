import type { Database } from 'better-sqlite3';
import { DEFAULT_CHANNEL_RULES } from '#contract/channels.ts';
import { insertChannel, writeListingsReadAt } from '#engine/cache/tables/channel.ts';
import { writeLink } from '#engine/cache/tables/listing-link.ts';
import { writeConfirmed, writeListing, writeSent } from '#engine/cache/tables/listing.ts';
import { transact } from '#engine/cache/transaction.ts';
import type { EngineContext } from '#engine/context.ts';

const CHUNK = 2_000;

type Variant = {
  readonly variantId: string;
  readonly title: string;
  readonly optionText: string;
  readonly barcode: string;
  readonly stockCode: string;
  readonly quantity: number;
  readonly priceE4: number;
  readonly listPriceE4: number;
};

/**
 * Lists the first `count` variants of the cache on a Trendyol channel, as if its listings had been read: nearly all
 * linked and in step with the shop, every fiftieth linked to nothing, and every hundredth with another stock over
 * there. Returns the channel's id.
 */
export function listGoods(context: EngineContext, count: number): string {
  const { database, host } = context;
  const channelId = host.random.uuid();
  const at = host.clock.now();
  insertChannel(database, {
    channelId,
    marketplace: 'trendyol',
    name: 'Trendyol',
    mode: 'approval',
    baseUrl: null,
    rules: DEFAULT_CHANNEL_RULES,
    account: null,
    createdAt: at,
  });
  for (let start = 0; start < count; start += CHUNK) {
    const variants = readVariants(database, start, Math.min(CHUNK, count - start));
    transact(database, () => {
      for (const [index, variant] of variants.entries()) {
        listOne(context, variant, { channelId, number: start + index, at });
      }
    });
  }
  writeListingsReadAt(database, channelId, at);
  return channelId;
}

function readVariants(database: Database, offset: number, limit: number): readonly Variant[] {
  return database
    .prepare<[number, number], Variant>(
      `SELECT variant_id AS variantId, title, option_text AS optionText, barcode, stock_code AS stockCode, quantity,
         price_e4 AS priceE4, list_price_e4 AS listPriceE4
       FROM variant WHERE gone_at IS NULL ORDER BY row LIMIT ? OFFSET ?`,
    )
    .all(limit, offset);
}

function listOne(
  { database, host }: EngineContext,
  variant: Variant,
  place: { readonly channelId: string; readonly number: number; readonly at: number },
): void {
  const { channelId, number, at } = place;
  // Variants of one product share its barcode in the shop; over there every listing has one of its own.
  const externalId =
    variant.optionText === '' ? variant.barcode || `no-${number}` : `${variant.barcode}-${number}`;
  const { listingId } = writeListing(database, {
    channelId,
    listing: {
      externalId,
      barcode: externalId,
      stockCode: variant.stockCode,
      groupId: '',
      title: `${variant.title} ${variant.optionText}`.trim(),
      imageUrl: null,
      productUrl: null,
      state: 'on-sale',
      rawState: 'onSale',
      quantity: null,
      salePriceE4: null,
      listPriceE4: null,
    },
    newListingId: host.random.uuid(),
    at,
  });
  const shown = {
    quantity: number % 100 === 7 ? variant.quantity + 1 : Math.max(0, variant.quantity),
    priceE4: kurus(variant.priceE4),
    listPriceE4: kurus(variant.listPriceE4),
  };
  writeConfirmed(database, { listingId, ...shown, at: at + (number % 1_000) });
  writeSent(database, { listingId, ...shown, at });
  if (number % 50 !== 3) writeLink(database, { listingId, variantId: variant.variantId, by: 'barcode', at });
}

function kurus(amountE4: number): number {
  return Math.round(amountE4 / 100) * 100;
}
