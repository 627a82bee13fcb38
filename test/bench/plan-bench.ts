import { makePlan } from '#engine/jobs/make-plan.ts';
import type { EngineContext } from '#engine/context.ts';
import { compare, type Ratio } from './measure.ts';

/** Planning every listing of a channel against one bare scan of the very columns that the planner needs. */
export async function planBench(
  context: EngineContext,
  facts: { readonly channelId: string; readonly listings: number },
): Promise<Ratio> {
  const { database } = context;
  const scan = database
    .prepare<[string], unknown[]>(
      `SELECT l.row, l.listing_id, l.external_id, l.state, l.frozen, l.linked_by, l.own_price_e4, l.own_buffer,
         l.own_floor_e4, l.own_ceiling_e4, l.confirmed_quantity, l.confirmed_price_e4, l.confirmed_list_price_e4,
         l.sent_quantity, l.sent_price_e4, l.desired_quantity, l.desired_price_e4, l.desired_list_price_e4, l.held,
         v.variant_id, v.quantity, v.price_e4, v.list_price_e4, v.currency, v.tax_rate_e4, v.enabled,
         v.duplicate_barcode, v.doubt, v.gone_at
       FROM listing l JOIN variant v ON v.variant_id = l.variant_id WHERE l.channel_id = ? AND l.link_state = 'linked'`,
    )
    .raw();
  let changes = 0;
  const ratio = await compare({
    name: `plan over ${facts.listings} listings : bare scan of them`,
    aim: 2,
    rounds: facts.listings > 10_000 ? 7 : 15,
    ours: async () => {
      changes = (await makePlan(context, facts.channelId)).changes;
    },
    floor: () => {
      let rows = 0;
      for (const row of scan.iterate(facts.channelId)) rows += row.length > 0 ? 1 : 0;
      if (rows === 0) throw new Error('nothing is linked');
    },
  });
  return { ...ratio, note: `${changes} changes written each time` };
}
