import type { BatchRow } from '#contract/activity.ts';
import type { Tone } from '../../ui/state-dot.tsx';

/** How the state of a batch is marked. */
export const BATCH_TONES: Readonly<Record<BatchRow['state'], Tone>> = {
  intent: 'busy',
  open: 'busy',
  final: 'ok',
  refused: 'failing',
  unknown: 'waiting',
  lost: 'failing',
};
