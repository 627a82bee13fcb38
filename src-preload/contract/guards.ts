import { z } from 'zod';

/**
 * What can hold a change back. A guard's verdict is data: the sentence is made from `guard` and `params` in
 * `guard-texts.ts`. `approvable` ones may be let through one by one, by a person; the others never.
 */
export const GUARDS = [
  'price/missing',
  'price/not-positive',
  'price/not-whole-kurus',
  'price/wrong-currency',
  'price/list-below-sale',
  'price/below-floor',
  'price/above-ceiling',
  'price/large-step',
  'price/decimal-slip',
  'price/bulk-brake',
  'stock/negative',
  'stock/above-store',
  'stock/above-marketplace-limit',
  'stock/store-reading-suspicious',
  'stock/held-by-marketplace',
  'listing/duplicate-barcode',
  'listing/not-for-sale',
  'listing/view-not-read',
] as const;
export const GuardId = z.enum(GUARDS);
export type GuardId = z.infer<typeof GuardId>;

export const APPROVABLE_GUARDS: ReadonlySet<GuardId> = new Set<GuardId>([
  'price/large-step',
  'price/decimal-slip',
  'price/bulk-brake',
  'stock/store-reading-suspicious',
]);

export const Hold = z.object({
  guard: GuardId,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Hold = z.infer<typeof Hold>;
