import { listStaleDue, noteStaleRead } from '../cache/tables/listing-stale.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { readListings, takeOffers } from './read-listings.ts';

/** One call of the adapter; it cuts it into requests of the marketplace's own size. */
const CHUNK = 500;

/**
 * Reads back the listings that the marketplace itself has moved since they were confirmed, because it sold some of them
 * or took a sale back. What it no longer knows by name is settled by a whole reading. A reading that fails leaves the
 * marks, and with them the plan says the wanted stock again instead of believing a memory.
 */
export async function readStaleListings(
  context: EngineContext,
  channelId: string,
  signal?: AbortSignal,
): Promise<void> {
  const { database, host, events } = context;
  const due = listStaleDue(database, channelId, host.clock.now());
  if (due.length === 0) return;
  const { connection } = context.channels.open(channelId);
  let missing = 0;
  for (let start = 0; start < due.length; start += CHUNK) {
    const chunk = due.slice(start, start + CHUNK);
    const begunAt = host.clock.now();
    const offers = await connection.readOffers(
      chunk.map(({ externalId }) => externalId),
      signal,
    );
    const shown = new Set(offers.map(({ externalId }) => externalId));
    const read = chunk.filter(({ externalId }) => shown.has(externalId));
    missing += chunk.length - read.length;
    transact(database, () => {
      takeOffers(context, channelId, offers);
      noteStaleRead(database, read, begunAt);
    });
  }
  host.logger.info('stale-listings-read', { channelId, listings: due.length, unknown: missing });
  events.changed('listings');
  if (missing > 0) await readListings(context, channelId, signal ? { signal } : {});
}
