import type { OrderStatus } from '#contract/orders.ts';
import type { StatusMap, StoreSettings } from '#contract/shop.ts';

type Stage = keyof StatusMap;

/** In the order in which an order goes through them: it never goes back. */
const STAGES = [
  'picking',
  'invoiced',
  'shipped',
  'undelivered',
  'delivered',
  'returned',
] as const satisfies readonly Stage[];

/** The marketplace's words, by the stage they mean. A cancelled order goes the way of `cancelOrder`; others mean none. */
const STAGE_OF: Readonly<Partial<Record<OrderStatus, Stage>>> = {
  picking: 'picking',
  invoiced: 'invoiced',
  shipped: 'shipped',
  'at-collection-point': 'shipped',
  undelivered: 'undelivered',
  delivered: 'delivered',
  returned: 'returned',
};

/** Stages that an order reaches only by way of the one before it, also when nobody was looking. */
const ON_THE_WAY: readonly Stage[] = ['picking', 'invoiced', 'shipped', 'delivered'];

export type StatusTarget = {
  readonly statusId: string;
  /**
   * Statuses that an order may be moved out of: the one it was imported with, those of earlier stages, and those by which
   * the merchant tells the marketplace something. Any other is the merchant's own choice and stays.
   */
  readonly expectedFrom: readonly string[];
};

/**
 * Which status the shop's order should have at this word of the marketplace; null leaves it alone. A stage without a
 * status of its own takes the nearest earlier one on the way to the buyer: an order that was delivered was shipped, even
 * if the program was off meanwhile.
 */
export function statusTarget(
  status: OrderStatus,
  settings: Pick<StoreSettings, 'statusMap' | 'shopTells' | 'newOrderStatusId'>,
): StatusTarget | null {
  const stage = STAGE_OF[status];
  if (stage === undefined) return null;
  const { statusMap } = settings;
  const passed = ON_THE_WAY.includes(stage) ? ON_THE_WAY.slice(0, ON_THE_WAY.indexOf(stage) + 1) : [stage];
  const mapped = passed.findLast((each) => statusMap[each] !== null);
  const statusId = mapped === undefined ? null : statusMap[mapped];
  if (mapped === undefined || statusId === null) return null;
  const earlier = STAGES.slice(0, STAGES.indexOf(mapped)).map((each) => statusMap[each]);
  const { picking, invoiced } = settings.shopTells;
  const from = [settings.newOrderStatusId, ...earlier, picking, invoiced].filter((id) => id !== null);
  return { statusId, expectedFrom: [...new Set(from)].filter((id) => id !== statusId) };
}

/**
 * Whether a status that holds no stock was chosen for an order by the merchant's own mapping: then the shop has the goods
 * again by the merchant's word, and nothing is reserved beside it.
 */
export function isMapped(statusId: string, { statusMap }: Pick<StoreSettings, 'statusMap'>): boolean {
  return Object.values(statusMap).includes(statusId);
}

/** Whether the merchant wants statuses to go one way or the other at all. */
export function followsStatuses({ statusMap, shopTells }: StoreSettings): boolean {
  return [...Object.values(statusMap), ...Object.values(shopTells)].some((statusId) => statusId !== null);
}
