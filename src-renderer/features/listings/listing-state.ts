import type { ListingRow } from '#contract/listings.ts';
import type { Tone } from '../../ui/state-dot.tsx';

/** How a listing stands, in one shape and one word; what needs a person comes first. */
export type Standing = {
  readonly tone: Tone;
  readonly word:
    | `progress.${ListingRow['progress']}`
    | `state.${ListingRow['state']}`
    | `link.${ListingRow['linkState']}`
    | 'frozen'
    | 'differs'
    | 'notListed';
};

const PROGRESS_TONES: Readonly<Record<ListingRow['progress'], Tone>> = {
  none: 'ok',
  waiting: 'waiting',
  held: 'held',
  queued: 'busy',
  sending: 'busy',
  sent: 'busy',
  unknown: 'waiting',
  failed: 'failing',
};

export function standingOf(row: ListingRow): Standing {
  if (isNotListed(row)) return { tone: 'info', word: 'notListed' };
  if (row.linkState !== 'linked') {
    return { tone: row.linkState === 'ignored' ? 'paused' : 'info', word: `link.${row.linkState}` };
  }
  if (row.progress === 'failed') return { tone: 'failing', word: 'progress.failed' };
  if (row.overrides.frozen) return { tone: 'paused', word: 'frozen' };
  if (row.progress !== 'none')
    return { tone: PROGRESS_TONES[row.progress], word: `progress.${row.progress}` };
  if (row.holds.length > 0) return { tone: 'held', word: 'progress.held' };
  if (row.state !== 'on-sale') return { tone: 'offline', word: `state.${row.state}` };
  if (row.quantityDiffers || row.priceDiffers) return { tone: 'waiting', word: 'differs' };
  return { tone: 'ok', word: 'progress.none' };
}

/** A variant of the shop that the channel does not have: shown by the filter "not listed", and not a listing. */
export function isNotListed(row: ListingRow): boolean {
  return row.externalId === '' && row.confirmed === null;
}
