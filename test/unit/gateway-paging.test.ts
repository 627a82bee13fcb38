import { describe, expect, it } from 'vitest';
import { inChunks } from '#engine/marketplaces/kit/batches.ts';
import { createPagingGuard, type PagingGuard } from '#engine/marketplaces/kit/paging.ts';

function guard(): PagingGuard<string> {
  return createPagingGuard({ marketplace: 'N11', endpoint: 'orders', keyOf: (row) => row });
}

const NOT_UNDERSTOOD = expect.objectContaining({
  problem: expect.objectContaining({ code: 'channel/not-understood' }),
});

describe('reading page by page', () => {
  it('gives each order once, however the pages overlap', () => {
    const pages = guard();
    expect(pages.fresh(['a', 'b'])).toEqual(['a', 'b']);
    expect(pages.fresh(['b', 'c', 'c'])).toEqual(['c']);
  });

  it('is not taken for whole when the same page comes again and again', () => {
    const pages = guard();
    pages.fresh(['a']);
    pages.fresh(['a']);
    pages.fresh(['a']);
    expect(() => pages.fresh(['a'])).toThrow(NOT_UNDERSTOOD as Error);
  });

  it('is not taken for whole when a cursor comes back', () => {
    const pages = guard();
    expect(pages.next('one')).toBe('one');
    expect(pages.next('two')).toBe('two');
    expect(() => pages.next('one')).toThrow(NOT_UNDERSTOOD as Error);
    expect([pages.next(''), pages.next(null), pages.next(undefined)]).toEqual([null, null, null]);
  });

  it('goes on beyond a total that is too small, and ends at an empty page though the total promises more', () => {
    const pages = guard();
    expect(pages.isLast({ received: 50, size: 50, total: 50 })).toBe(false);
    expect(pages.isLast({ received: 20, size: 50, total: 900 })).toBe(false);
    expect(pages.isLast({ received: 0, size: 50, total: 900 })).toBe(true);
    expect(guard().isLast({ received: 20, size: 50, total: 20 })).toBe(true);
    expect(guard().isLast({ received: 20, size: 50, total: null })).toBe(true);
  });
});

describe('a batch that is too large', () => {
  it('is cut into parts that together are the whole, in order', () => {
    expect(inChunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(inChunks([], 2)).toEqual([]);
    expect(() => inChunks([1], 0)).toThrow(RangeError);
  });
});
