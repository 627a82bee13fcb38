import { assertNever } from '#common/assert-never.ts';
import type { NeedsYou } from '#contract/overview.ts';
import type { Tone } from '../../ui/state-dot.tsx';

export type NeedKind = NeedsYou['kind'];

/** How grave each kind is, as a shape. */
export const NEED_TONES: Readonly<Record<NeedKind, Tone>> = {
  'cache-damaged': 'failing',
  'store-offline': 'failing',
  'channel-failing': 'failing',
  'orders-late': 'failing',
  'orders-failed': 'failing',
  'dead-letters': 'failing',
  'edits-in-conflict': 'held',
  'edits-refused': 'failing',
  'changes-held': 'held',
  'changes-waiting': 'waiting',
  'edits-waiting': 'info',
  'links-proposed': 'info',
  'outcome-unknown': 'waiting',
};

/** Where the one button of a need leads: the screen, already narrowed to what is meant; null when it acts in place. */
export function linkOfNeed(need: NeedsYou): string | null {
  const channel = need.channelId === null ? null : encodeURIComponent(need.channelId);
  const onChannel = channel === null ? '' : `&channel=${channel}`;
  switch (need.kind) {
    case 'cache-damaged':
      return null;
    case 'store-offline':
      return '/settings';
    case 'channel-failing':
      return channel === null ? '/channels' : `/channels/${channel}`;
    case 'orders-late':
      return `/orders?filter=late${onChannel}`;
    case 'orders-failed':
      return `/orders?filter=problem${onChannel}`;
    case 'dead-letters':
      return `/activity?tab=dead-letters${onChannel}`;
    case 'changes-held':
      return `/plan?held=1${onChannel}`;
    case 'changes-waiting':
      return `/plan?held=0${onChannel}`;
    case 'links-proposed':
      return channel === null ? '/listings?filter=proposed' : `/channels/${channel}/matching`;
    case 'edits-in-conflict':
      return '/edits?tab=conflicts';
    case 'edits-refused':
      return '/edits?tab=refused';
    case 'edits-waiting':
      return '/edits';
    case 'outcome-unknown':
      return `/activity?tab=batches${onChannel}`;
    default:
      return assertNever(need.kind, 'need');
  }
}
