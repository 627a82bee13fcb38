import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isVkn } from '#common/tax-id.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import { seedTrendyol, type SeedSummary } from '../../src-main/sandbox/seed-trendyol.ts';
import { SANDBOX_START, startBench, type SandboxBench } from '../support/sandbox-client.ts';

let bench: SandboxBench;
let summary: SeedSummary;
beforeEach(async () => {
  bench = await startBench();
  summary = seedTrendyol(bench.sandbox);
});
afterEach(() => bench.sandbox.stop());

describe('the demo’s Trendyol', () => {
  it('lists most of the sample shop, with several hundred differences', () => {
    expect(summary.listings).toBeGreaterThan(900);
    expect(summary.otherStock + summary.otherPrice).toBeGreaterThan(300);
    expect(summary.onlyThere).toBeGreaterThanOrEqual(10);
    expect(summary.byStockCodeAlone).toBeGreaterThanOrEqual(8);
  });

  it('matches the shop by barcode or stock code for all but the things that are only there', () => {
    const barcodes = new Set<string>();
    const stockCodes = new Set<string>();
    for (const product of sampleCatalogue()) {
      for (const one of [product, ...product.options.flatMap((option) => option.values)]) {
        barcodes.add(one.ean.trim());
        stockCodes.add(one.sku);
      }
    }
    const strangers = bench.sandbox.trendyol
      .listings()
      .filter((listing) => !barcodes.has(listing.barcode) && !stockCodes.has(listing.stockCode));
    expect(strangers).toHaveLength(summary.onlyThere);
  });

  it('never sells above its list price', () => {
    for (const listing of bench.sandbox.trendyol.listings()) {
      expect(listing.saleKurus).toBeGreaterThan(0);
      expect(listing.listKurus).toBeGreaterThanOrEqual(listing.saleKurus);
    }
  });

  it('has the orders of the last days, the odd ones among them', () => {
    const packages = bench.sandbox.trendyol.packages();
    expect(summary.orders).toBeGreaterThanOrEqual(25);
    const statuses = new Set(packages.map((one) => one.status));
    for (const status of [
      'Awaiting',
      'Created',
      'Picking',
      'Invoiced',
      'Shipped',
      'Delivered',
      'Cancelled',
      'UnPacked',
    ] as const) {
      expect(statuses).toContain(status);
    }
    const corporate = packages.find((one) => one.commercial)!;
    expect(isVkn(corporate.buyer.taxNumber)).toBe(true);
    expect(packages.some((one) => one.createdBy === 'split')).toBe(true);
    expect(
      packages.some((one) => one.lines.some((line) => !bench.sandbox.trendyol.listing(line.barcode))),
    ).toBe(true);
    expect(packages.some((one) => one.status === 'Picking' && one.agreedDeliveryMs < SANDBOX_START)).toBe(
      true,
    );
    for (const one of packages) {
      expect(one.lastModifiedMs).toBeLessThanOrEqual(SANDBOX_START);
      expect(one.history.map((entry) => entry.atMs)).toEqual(
        one.history.map((entry) => entry.atMs).sort((a, b) => a - b),
      );
    }
  });

  it('is the same account every time', async () => {
    const other = await startBench();
    expect(seedTrendyol(other.sandbox)).toEqual(summary);
    expect(
      other.sandbox.trendyol.listings().map((one) => [one.barcode, one.quantity, one.saleKurus]),
    ).toEqual(bench.sandbox.trendyol.listings().map((one) => [one.barcode, one.quantity, one.saleKurus]));
    await other.sandbox.stop();
  });
});
