import { z } from 'zod';
import { Identifier, Instant } from './basics.ts';
import { Job } from './activity.ts';

export const Topic = z.enum([
  'store',
  'channels',
  'listings',
  'links',
  'plan',
  'orders',
  'activity',
  'settings',
  'products',
  'edits',
  'catalogue',
  'publishing',
  'returns',
  'questions',
  'settlements',
]);
export type Topic = z.infer<typeof Topic>;

/** Events say what changed, not the data: whoever listens reads again. Progress comes at most ten times a second. */
export const EngineEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), at: Instant }),
  z.object({ type: z.literal('changed'), topics: z.array(Topic) }),
  z.object({ type: z.literal('job'), job: Job }),
  z.object({ type: z.literal('channel-settled'), channelId: Identifier }),
]);
export type EngineEvent = z.infer<typeof EngineEvent>;
