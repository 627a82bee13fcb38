import { afterEach, expect, it } from 'vitest';
import { isToken, openAmazonBench, type AmazonBench } from '../support/amazon-bench.ts';
import { collect, problemOf } from '../support/gateway-under-test.ts';

let bench: AmazonBench;
afterEach(() => bench.stop());

it('whoever stops waiting for a token leaves nothing behind, though its fetching fails afterwards', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown): void => void unheard.push(reason);
  process.on('unhandledRejection', hear);
  try {
    bench = await openAmazonBench((request) => (isToken(request) ? 'drop' : null));
    const stopped = collect(bench.connection.readListings(AbortSignal.abort()));
    expect((await problemOf(stopped)).code).toBe('sync/cancelled');
    // Somebody who waits on hears how it ended; by then it has ended for the first one, too.
    expect((await problemOf(collect(bench.connection.readListings()))).code).toBe('channel/unreachable');
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(unheard).toEqual([]);
  } finally {
    process.off('unhandledRejection', hear);
  }
});
