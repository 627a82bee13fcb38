import type { Job } from '#contract/activity.ts';
import type { Tone } from '../../ui/state-dot.tsx';

export const JOB_TONES: Readonly<Record<Job['state'], Tone>> = {
  running: 'busy',
  done: 'ok',
  'done-with-failures': 'waiting',
  failed: 'failing',
  cancelled: 'paused',
  interrupted: 'offline',
};

/** How far a run is, in percent; null when its length is not known. */
export function shareOf({ done, total }: Pick<Job, 'done' | 'total'>): number | null {
  return total === null || total === 0 ? null : Math.min(100, (100 * done) / total);
}
