import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderStatus } from '#contract/orders.ts';
import { reconcile } from '#engine/orders/reconcile.ts';
import { isNewerVersion } from '#engine/orders/package-version.ts';
import type { KnownPackage } from '#engine/orders/replacement.ts';

type Draft = Partial<KnownPackage> & {
  readonly units?: Readonly<Record<string, number>>;
  readonly price?: number;
};

function parcel(packageId: string, draft: Draft = {}): KnownPackage {
  const { units = { B1: 1 }, price = 1_000_000, ...rest } = draft;
  const status = rest.status ?? 'new';
  const lines = Object.entries(units).map(([barcode, quantity], index) => ({
    lineId: `${packageId}-${index}`,
    barcode,
    stockCode: `S-${barcode}`,
    title: `Ürün ${barcode}`,
    quantity,
    unitPriceE4: price,
    vatRateE4: 200_000,
    status: 'new' as OrderStatus,
  }));
  const total = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceE4, 0);
  return {
    packageId,
    status,
    rawStatus: status,
    origin: 'order',
    replaces: [],
    lastModifiedMs: 1_000,
    totalE4: total,
    lines,
    ...rest,
  };
}

function held(packages: readonly KnownPackage[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const line of reconcile(packages).held) sums[line.barcode] = (sums[line.barcode] ?? 0) + line.quantity;
  return sums;
}

describe('what an order holds', () => {
  it('is everything in its live packages, shipped and delivered ones too', () => {
    for (const status of [
      'awaiting',
      'new',
      'picking',
      'invoiced',
      'shipped',
      'delivered',
      'undelivered',
    ] as const) {
      expect(held([parcel('1', { status, units: { B1: 2, B2: 1 } })])).toEqual({ B1: 2, B2: 1 });
    }
  });

  it('is nothing once it is cancelled or can not be supplied', () => {
    expect(held([parcel('1', { status: 'cancelled' })])).toEqual({});
    expect(held([parcel('1', { status: 'unsupplied' })])).toEqual({});
  });

  it('stays when the goods come back: the merchant books returned goods in the shop', () => {
    expect(held([parcel('1', { status: 'returned', units: { B1: 3 } })])).toEqual({ B1: 3 });
  });

  it('stays while the marketplace uses a word that nobody knows', () => {
    expect(held([parcel('1', { status: 'other', rawStatus: 'Teleported', units: { B1: 2 } })])).toEqual({
      B1: 2,
    });
  });

  it('gives back a cancelled line of a live package', () => {
    const known = parcel('1', { units: { B1: 2, B2: 1 } });
    const lines = known.lines.map((line) =>
      line.barcode === 'B2' ? { ...line, status: 'cancelled' as const } : line,
    );
    expect(held([{ ...known, lines }])).toEqual({ B1: 2 });
  });

  it('stays with a split package until the packages that replace it are here, and is never counted twice', () => {
    const whole = parcel('1', { status: 'split', units: { B1: 3 } });
    const two = parcel('2', { origin: 'split', replaces: ['1'], units: { B1: 2 } });
    const one = parcel('3', { origin: 'split', replaces: ['1'], units: { B1: 1 } });
    expect(held([whole])).toEqual({ B1: 3 });
    expect(reconcile([whole]).incomplete).toBe(true);
    expect(held([whole, two])).toEqual({ B1: 3 });
    expect(held([whole, two, one])).toEqual({ B1: 3 });
    expect(reconcile([whole, two, one]).incomplete).toBe(false);
  });

  it('is not doubled when the new packages arrive before the old one is closed', () => {
    const stale = parcel('1', { status: 'new', units: { B1: 3 } });
    const two = parcel('2', { origin: 'split', replaces: ['1'], units: { B1: 2 }, lastModifiedMs: 2_000 });
    const one = parcel('3', { origin: 'split', replaces: ['1'], units: { B1: 1 }, lastModifiedMs: 2_000 });
    expect(held([stale, two, one])).toEqual({ B1: 3 });
  });

  it('is not doubled either when the new packages do not say what they replace', () => {
    const stale = parcel('1', { status: 'new', units: { B1: 3 } });
    const two = parcel('2', { origin: 'split', units: { B1: 2 }, lastModifiedMs: 2_000 });
    const one = parcel('3', { origin: 'split', units: { B1: 1 }, lastModifiedMs: 2_000 });
    expect(held([stale, two, one])).toEqual({ B1: 3 });
    expect(held([{ ...stale, status: 'split' }, two, one])).toEqual({ B1: 3 });
  });

  it('shrinks to what a partial cancellation left', () => {
    const old = parcel('1', { status: 'cancelled', units: { B1: 3 } });
    const rest = parcel('2', { origin: 'cancel', replaces: ['1'], units: { B1: 2 } });
    expect(held([old, rest])).toEqual({ B1: 2 });
    expect(held([{ ...old, status: 'split' }, rest])).toEqual({ B1: 2 });
    expect(held([{ ...old, status: 'new' }, rest])).toEqual({ B1: 2 });
  });

  it('follows a split of a split, also when every ancestor is named', () => {
    const root = parcel('1', { status: 'split', units: { B1: 5 } });
    const left = parcel('2', { status: 'split', origin: 'split', replaces: ['1'], units: { B1: 3 } });
    const right = parcel('3', { origin: 'split', replaces: ['1'], units: { B1: 2 } });
    const leftRest = parcel('4', { origin: 'cancel', replaces: ['1', '2'], units: { B1: 1 } });
    expect(held([root, left, right, leftRest])).toEqual({ B1: 3 });
    // Before the sibling is seen its two units stay reserved.
    expect(held([root, left, leftRest])).toEqual({ B1: 3 });
  });

  it('adds up several parcels of one order', () => {
    expect(held([parcel('1', { units: { B1: 2 } }), parcel('2', { units: { B1: 1, B2: 4 } })])).toEqual({
      B1: 3,
      B2: 4,
    });
  });

  it('keeps lines of one barcode at two prices apart, and takes the package total where it holds all of it', () => {
    const cheap = parcel('1', { units: { B1: 1 }, price: 100_000 });
    const dear = parcel('2', { units: { B1: 2 }, price: 200_000, totalE4: 400_100 });
    const order = reconcile([cheap, dear]);
    expect(order.held.map((line) => [line.unitPriceE4, line.quantity])).toEqual([
      [200_000, 2],
      [100_000, 1],
    ]);
    expect(order.totalE4).toBe(500_100);
  });

  it('speaks with the voice of the package that has most left to do', () => {
    expect(reconcile([parcel('1', { status: 'shipped' }), parcel('2', { status: 'new' })]).status).toBe(
      'new',
    );
    expect(reconcile([parcel('1', { status: 'cancelled' }), parcel('2', { status: 'shipped' })]).status).toBe(
      'shipped',
    );
    expect(reconcile([parcel('1', { status: 'cancelled' })]).status).toBe('cancelled');
  });
});

type Version = KnownPackage & { readonly rawHash: string };

/** Takes versions in one by one, as the inbox does, and keeps the newest of each package. */
function afterArrival(versions: readonly Version[]): ReturnType<typeof reconcile> {
  const inbox = new Map<string, Version>();
  for (const version of versions) {
    const known = inbox.get(version.packageId);
    if (!known || isNewerVersion(version, known)) inbox.set(version.packageId, version);
  }
  return reconcile([...inbox.values()]);
}

const STATUSES: readonly OrderStatus[] = [
  'awaiting',
  'new',
  'picking',
  'invoiced',
  'shipped',
  'delivered',
  'returned',
  'cancelled',
  'unsupplied',
  'split',
  'other',
];

const versionOf = fc.record({
  packageId: fc.constantFrom('1', '2', '3', '10'),
  status: fc.constantFrom(...STATUSES),
  origin: fc.constantFrom('order', 'split', 'cancel', 'other'),
  replaces: fc.subarray(['1', '2', '3', '99']),
  lastModifiedMs: fc.integer({ min: 1, max: 4 }),
  units: fc.record({ B1: fc.integer({ min: 1, max: 4 }), B2: fc.integer({ min: 1, max: 3 }) }),
  price: fc.constantFrom(100_000, 200_000),
  salt: fc.integer({ min: 0, max: 3 }),
});

function toVersion(drawn: typeof versionOf extends fc.Arbitrary<infer T> ? T : never): Version {
  const { packageId, units, price, salt, ...rest } = drawn;
  const known = parcel(packageId, { ...rest, units, price });
  return { ...known, rawHash: JSON.stringify([known, salt]) };
}

describe('orders that arrive in any order', () => {
  it('end in the same state, however versions of their packages are shuffled and repeated', () => {
    fc.assert(
      fc.property(
        fc
          .array(versionOf.map(toVersion), { minLength: 1, maxLength: 8 })
          .chain((versions) =>
            fc.tuple(
              fc.constant(versions),
              fc.shuffledSubarray(versions, { minLength: versions.length }),
              fc.array(fc.constantFrom(...versions), { maxLength: 6 }),
            ),
          ),
        ([versions, shuffled, repeated]) => {
          expect(afterArrival([...shuffled, ...repeated])).toEqual(afterArrival(versions));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never hold more of a barcode than all packages together ever named', () => {
    fc.assert(
      fc.property(fc.array(versionOf.map(toVersion), { minLength: 1, maxLength: 6 }), (versions) => {
        const order = afterArrival(versions);
        const named = new Map<string, number>();
        const newest = new Map<string, Version>();
        for (const version of versions) {
          const known = newest.get(version.packageId);
          if (!known || isNewerVersion(version, known)) newest.set(version.packageId, version);
        }
        for (const known of newest.values()) {
          for (const line of known.lines)
            named.set(line.barcode, (named.get(line.barcode) ?? 0) + line.quantity);
        }
        for (const line of order.held) {
          expect(line.quantity).toBeGreaterThan(0);
          expect(line.quantity).toBeLessThanOrEqual(named.get(line.barcode) ?? 0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never hold more than was ordered, whatever is split, cancelled or arrives late', () => {
    const ordered = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(
        ordered,
        fc.integer({ min: 0, max: 6 }),
        fc.boolean(),
        fc.constantFrom('split', 'cancel'),
        (units, first, named, origin) => {
          const part = Math.min(Math.max(1, first), units);
          const root = parcel('1', { units: { B1: units } });
          const replaces = named ? ['1'] : [];
          const one = parcel('2', {
            origin: origin as 'split',
            replaces,
            units: { B1: part },
            lastModifiedMs: 2_000,
          });
          const rest = units - part;
          const two =
            rest > 0
              ? [
                  parcel('3', {
                    origin: origin as 'split',
                    replaces,
                    units: { B1: rest },
                    lastModifiedMs: 2_000,
                  }),
                ]
              : [];
          for (const status of ['new', 'split'] as const) {
            for (const set of [
              [{ ...root, status }],
              [{ ...root, status }, one],
              [{ ...root, status }, one, ...two],
            ]) {
              expect(held(set)['B1'] ?? 0).toBeLessThanOrEqual(units);
            }
          }
          expect(held([{ ...root, status: 'split' }, one, ...two])['B1']).toBe(units);
        },
      ),
    );
  });
});
