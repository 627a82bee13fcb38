import { createHash } from 'node:crypto';
import type { OrderMark } from '../../port.ts';

const MARK = 'MesChain/1';
/** `order.user_agent` holds this many characters in every version. */
const WIDTH = 255;

/**
 * What names an imported order in the shop's own row: `order.user_agent`, shown in admin's Browser tab only. No column
 * of OpenCart is meant for a marketplace's number and none is unique, hence the lock around every use.
 */
export function markText(mark: OrderMark): string {
  const parts = [mark.marketplace, mark.orderNumber, mark.channelId].map(encodeURIComponent);
  const text = [MARK, ...parts].join(' ');
  if (text.length <= WIDTH) return text;
  return `${MARK} sha256:${createHash('sha256').update(parts.join(' ')).digest('hex')}`;
}

/** Name of the server-wide lock under which an order is looked for and written. At most 64 characters. */
export function lockName(...parts: readonly string[]): string {
  return `meschain:${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
}

export const MARK_PATTERN = `${MARK} %`;
