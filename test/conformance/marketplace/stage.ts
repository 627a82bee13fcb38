import { expect } from 'vitest';
import type { GatewayOptions } from '#engine/gateway/create-gateway.ts';
import type { OutgoingOffer } from '#engine/gateway/port.ts';
import type { BatchReport, MarketplaceConnection, OfferUpdate } from '#engine/marketplaces/kit/port.ts';
import { openBench, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import { startTap, type Tap } from './tap.ts';
import type { MarketplaceWorld, Need, SeedListing, Traits } from './world.ts';

/** One thing that is expected of every marketplace, by name. */
export type Expectation = {
  readonly sentence: string;
  /** What a marketplace must have for it to be asked; where it has not, the reason is printed. */
  readonly needs?: Need;
  /**
   * What the connection must be able to do. Where it lacks all of it, the expectation is another one: that the manifest
   * says of the capability, with a reason and its year, that there is none.
   */
  readonly offers?: {
    readonly methods: readonly (keyof MarketplaceConnection)[];
    readonly capability: RegExp;
  };
  readonly run: (stage: Stage) => Promise<void>;
};

export type Tapped = Bench & { readonly tap: Tap; readonly gated: readonly OutgoingOffer[] };

export type Stage = {
  readonly name: string;
  readonly world: MarketplaceWorld;
  readonly traits: Traits;
  /** A connection of its own through a tap; closed when the expectation ends. */
  readonly tapped: (changes?: Partial<GatewayOptions>) => Promise<Tapped>;
};

/** Opens connections through taps; `close` ends them all. */
export function tapsOf(world: MarketplaceWorld): {
  readonly tapped: Stage['tapped'];
  readonly close: () => Promise<void>;
} {
  const open: Tapped[] = [];
  return {
    tapped: async (changes = {}) => {
      const tap = await startTap(world.baseUrl, { clock: world.clock, callOf: world.callOf });
      const gated: OutgoingOffer[] = [];
      const bench = openBench(
        tap.baseUrl,
        {
          clock: world.clock,
          manifest: world.adapter.manifest,
          credentials: world.credentials,
          gate: (_channel, offers) => {
            gated.push(...offers);
            return [];
          },
          ...changes,
        },
        world.adapter,
      );
      const tapped = { ...bench, tap, gated };
      open.push(tapped);
      return tapped;
    },
    close: async () => {
      for (const { close, tap } of open) {
        await close();
        await tap.close();
      }
    },
  };
}

export function lastDay({ clock }: Pick<MarketplaceWorld, 'clock'>, by: 'stream' | 'window') {
  const now = clock.now();
  return { fromMs: now - 86_400_000, toMs: now + 60_000, by };
}

export function seedOf(externalId: string, changes: Partial<SeedListing> = {}): SeedListing {
  return {
    externalId,
    stockCode: `S-${externalId}`,
    title: 'Çiçekli Şık Gömlek',
    quantity: 10,
    salePriceE4: 1_499_000,
    listPriceE4: 1_999_900,
    state: 'on-sale',
    ...changes,
  };
}

export function seedMany(world: MarketplaceWorld, count: number): void {
  world.seed(
    Array.from({ length: count }, (_nothing, index) => seedOf(`B-${index + 1}`, { quantity: 1_000 })),
  );
}

/** The marketplace's own key of a seeded listing. */
export function idOf({ idOf: own }: MarketplaceWorld, externalId: string): string {
  return own?.(externalId) ?? externalId;
}

export function update(
  world: MarketplaceWorld,
  externalId: string,
  values: Partial<Omit<OfferUpdate, 'externalId'>>,
): OfferUpdate {
  return {
    externalId: idOf(world, externalId),
    quantity: null,
    salePriceE4: null,
    listPriceE4: null,
    ...values,
  };
}

export async function submitAndSettle(
  world: MarketplaceWorld,
  items: readonly OfferUpdate[],
  connection: MarketplaceConnection = world.connection,
): Promise<BatchReport> {
  const { intent, steps } = recordIntent();
  const result = await connection.updateStockAndPrice(items, { intent, priority: 1 });
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
  return settled(world, result.batchId, connection);
}

/** Asks for a batch until it has ended. */
export async function settled(
  world: MarketplaceWorld,
  batchId: string,
  connection: MarketplaceConnection = world.connection,
): Promise<BatchReport> {
  let report = await connection.readBatch(batchId);
  await until(async () => {
    report = await connection.readBatch(batchId);
    return report.final;
  }, world);
  return report;
}

/** Polls on the world's own clock until it holds. */
export async function until(holds: () => Promise<boolean>, world: MarketplaceWorld): Promise<void> {
  const deadline = world.clock.monotonic() + 600_000;
  while (!(await holds())) {
    if (world.clock.monotonic() > deadline) throw new Error('it never came true');
    await world.clock.sleep(1_000);
  }
}
