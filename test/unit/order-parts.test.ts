import { describe, expect, it } from 'vitest';
import { followHolds, type LedgerRow } from '#engine/orders/ledger-rows.ts';
import { ORDER_OVERLAP_MS, orderWindows } from '#engine/orders/order-windows.ts';
import { isNewerVersion } from '#engine/orders/package-version.ts';
import { matchStoreLines } from '#engine/orders/store-order.ts';
import { totalDifference } from '#engine/orders/understand.ts';
import { importRetryDelay } from '#engine/orders/import-retry.ts';

const DAY = 24 * 3_600_000;

describe('the windows in which orders are read', () => {
  it('reach thirteen days back at first, in one query, and overlap what was read before by more than three hours', () => {
    const now = 100 * DAY;
    const first = orderWindows({ now, cursorMs: null, historyMs: 90 * DAY, windowMs: 14 * DAY });
    expect(first).toEqual([{ fromMs: now - 13 * DAY, toMs: now + ORDER_OVERLAP_MS }]);
    const next = orderWindows({ now, cursorMs: now - 60_000, historyMs: 90 * DAY, windowMs: 14 * DAY });
    expect(next).toEqual([{ fromMs: now - 60_000 - ORDER_OVERLAP_MS, toMs: now + ORDER_OVERLAP_MS }]);
  });

  it('leave no gap, never span more than allowed, and go back no further than the marketplace keeps', () => {
    const now = 200 * DAY;
    const windows = orderWindows({ now, cursorMs: now - 100 * DAY, historyMs: 90 * DAY, windowMs: 14 * DAY });
    expect(windows[0]?.fromMs).toBe(now - 90 * DAY);
    windows.forEach((window, index) => {
      expect(window.toMs - window.fromMs).toBeLessThanOrEqual(14 * DAY);
      const next = windows[index + 1];
      if (next) expect(next.fromMs).toBe(window.toMs);
    });
  });

  it('still look back when the computer clock was set to the past', () => {
    const now = 100 * DAY;
    const windows = orderWindows({ now, cursorMs: now + 5 * DAY, historyMs: 90 * DAY, windowMs: 14 * DAY });
    expect(windows[0]?.fromMs).toBe(now - ORDER_OVERLAP_MS);
  });
});

describe('two versions of a package', () => {
  const at = (lastModifiedMs: number, status: 'new' | 'picking' | 'cancelled', rawHash = 'a') => ({
    lastModifiedMs,
    status,
    rawHash,
  });

  it('are told apart by the marketplace time first, then by how far along they are', () => {
    expect(isNewerVersion(at(2, 'new'), at(1, 'cancelled'))).toBe(true);
    expect(isNewerVersion(at(1, 'cancelled'), at(2, 'new'))).toBe(false);
    expect(isNewerVersion(at(1, 'picking'), at(1, 'new'))).toBe(true);
    expect(isNewerVersion(at(1, 'new', 'a'), at(1, 'new', 'a'))).toBe(false);
  });
});

const row = (draft: Partial<LedgerRow>): LedgerRow => ({
  lineKey: 'B1',
  barcode: 'B1',
  unitPriceE4: 100,
  variantId: 'p1',
  held: 0,
  written: 0,
  storeLineId: null,
  ...draft,
});
const hold = (barcode: string, unitPriceE4: number, quantity: number) => ({
  barcode,
  unitPriceE4,
  quantity,
  vatRateE4: null,
  stockCode: '',
  title: barcode,
});

describe('the stock ledger of an order', () => {
  it('gives each price of a barcode a line of its own before the shop has the order', () => {
    const rows = followHolds({
      held: [hold('B1', 200, 2), hold('B1', 100, 1)],
      rows: [],
      keepLines: 'replace-lines',
    });
    expect(rows.map((each) => [each.lineKey, each.held])).toEqual([
      ['B1', 2],
      ['B1#2', 1],
    ]);
  });

  it('keeps to the lines that the shop has: a new price goes to the nearest line, the sum is always right', () => {
    const rows = followHolds({
      held: [hold('B1', 190, 3)],
      rows: [
        row({ lineKey: 'B1', unitPriceE4: 200, written: 2, storeLineId: '7' }),
        row({ lineKey: 'B1#2', unitPriceE4: 100, written: 1, storeLineId: '8' }),
      ],
      keepLines: 'keep-lines',
    });
    expect(rows.map((each) => [each.lineKey, each.held, each.written])).toEqual([
      ['B1', 3, 2],
      ['B1#2', 0, 1],
    ]);
  });

  it('keeps a barcode that the shop order does not have as a reserved row of its own', () => {
    const rows = followHolds({
      held: [hold('B1', 200, 1), hold('B9', 50, 2)],
      rows: [row({ unitPriceE4: 200, written: 1, storeLineId: '7' })],
      keepLines: 'keep-lines',
    });
    expect(rows.at(-1)).toMatchObject({ lineKey: 'B9', held: 2, written: 0, storeLineId: null });
  });
});

describe('lines of an order found again in the shop', () => {
  const line = (lineKey: string, productId: string | null) => ({
    lineKey,
    productId,
    optionValueIds: [],
    title: lineKey,
    model: lineKey,
    quantity: 1,
    unitPriceE4: 1,
    vatRateE4: null,
  });
  const stored = (storeLineId: string, productId: string | null, model: string) => ({
    storeLineId,
    productId,
    optionValueIds: [],
    quantity: 1,
    title: model,
    model,
  });

  it('are matched by product when they come back in another order, each only once', () => {
    const given = [
      { row: row({ lineKey: 'a' }), line: line('a', '1') },
      { row: row({ lineKey: 'b' }), line: line('b', '2') },
      { row: row({ lineKey: 'c' }), line: line('c', null) },
    ];
    const found = matchStoreLines(given, [
      stored('10', null, 'c'),
      stored('11', '2', 'x'),
      stored('12', '1', 'x'),
    ]);
    expect([...found].map(([key, each]) => [key, each.storeLineId])).toEqual([
      ['a', '12'],
      ['b', '11'],
      ['c', '10'],
    ]);
  });
});

describe('the total of an order', () => {
  it('may differ by a kuruş a unit, and is remarked upon when it differs by more', () => {
    const lines = [
      {
        lineId: '1',
        barcode: 'B',
        stockCode: '',
        title: '',
        quantity: 3,
        unitPriceE4: 333_300,
        vatRateE4: null,
        status: 'new' as const,
      },
    ];
    expect(totalDifference({ lines, totalE4: 1_000_000 })).toBeNull();
    expect(totalDifference({ lines, totalE4: 1_100_000 })?.code).toBe('order/total-differs');
  });
});

describe('an order that could not be written', () => {
  it('is tried again ever more slowly and never given up', () => {
    const delays = [1, 3, 6, 10, 500].map((tries) => importRetryDelay(tries, 1));
    expect(delays).toEqual([10_000, 60_000, 600_000, 3_600_000, 3_600_000]);
  });
});
