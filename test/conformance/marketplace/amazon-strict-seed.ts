import { TURKEY } from '../../support/amazon-wire.ts';
import type { StrictAmazon } from './amazon-strict-server.ts';

const price = (amount: number) => [{ schedule: [{ value_with_tax: amount }] }];

/** A listing at 100 lira with nine pieces, or one whose goods lie in Amazon's warehouse, with what a change must not lose. */
export function seedStrict(
  { world }: StrictAmazon,
  sku: string,
  channel = 'DEFAULT',
  { barcode = '8690000000012', quantity = 9, lira = 100 } = {},
): void {
  const isOwn = channel === 'DEFAULT';
  const own = isOwn ? { quantity, lead_time_to_ship_max_days: 3 } : {};
  world.listings.set(sku, {
    asked: {
      item_name: [{ value: `Ürün ${sku}`, language_tag: 'tr_TR', marketplace_id: TURKEY }],
      externally_assigned_product_identifier: [{ type: 'ean', value: barcode, marketplace_id: TURKEY }],
      fulfillment_availability: [{ fulfillment_channel_code: channel, ...own }],
      purchasable_offer: [
        { marketplace_id: TURKEY, currency: 'TRY', audience: 'ALL', our_price: price(lira) },
        { marketplace_id: TURKEY, currency: 'TRY', audience: 'B2B', our_price: price(lira - 10) },
      ],
    },
    holds: { quantity: isOwn ? quantity : null, price: lira.toFixed(2), channel },
    due: null,
    asin: 'B0EXAMPLE1',
    issues: [],
    createdAt: '2026-02-01T00:00:00Z',
  });
}
