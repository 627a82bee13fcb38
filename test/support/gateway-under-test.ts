import { Agent } from 'undici';
import type { Clock, LogFields, Logger } from '#engine/host.ts';
import { createGateway, type GatewayOptions } from '#engine/gateway/create-gateway.ts';
import type { CallMeter, Gateway, IntentRecorder, SealedRequest } from '#engine/gateway/port.ts';
import { trendyol } from '#engine/marketplaces/trendyol/adapter.ts';
import type { MarketplaceAdapter, MarketplaceConnection } from '#engine/marketplaces/kit/port.ts';
import { quickClock } from './quick-clock.ts';
import { seededChance } from './steady-host.ts';

export const CREDENTIALS = { sellerId: '123456', apiKey: 'key-of-the-shop', apiSecret: 'very-secret-word' };

export type LogLine = { readonly level: string; readonly event: string; readonly fields: LogFields };

export type Bench = {
  readonly gateway: Gateway;
  readonly connection: MarketplaceConnection;
  readonly meters: CallMeter[];
  readonly log: LogLine[];
  readonly clock: Clock;
  readonly close: () => Promise<void>;
};

/** The real gateway and the real adapter on real sockets; only time runs faster. */
export function openBench(
  baseUrl: string,
  changes: Partial<GatewayOptions> = {},
  adapter: MarketplaceAdapter = trendyol,
): Bench {
  const dispatcher = new Agent({ connect: { timeout: 2_000 } });
  const clock = changes.clock ?? quickClock(20);
  const meters: CallMeter[] = [];
  const log: LogLine[] = [];
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      log.push({ level, event, fields });
    };
  const logger: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const gateway = createGateway({
    channelId: 'channel-1',
    baseUrl,
    manifest: adapter.manifest,
    credentials: CREDENTIALS,
    network: { dispatcher },
    clock,
    random: seededChance('gateway'),
    logger,
    gate: () => [],
    meter: (call) => meters.push(call),
    reach: () => undefined,
    ...changes,
  });
  const connection = adapter.connect({
    credentials: changes.credentials ?? CREDENTIALS,
    gateway,
    clock,
    logger,
  });
  return { gateway, connection, meters, log, clock, close: () => dispatcher.destroy() };
}

export type IntentStep =
  | { readonly step: 'before-send'; readonly request: SealedRequest }
  | { readonly step: 'after-answer'; readonly status: number; readonly text: string }
  | { readonly step: 'outcome-unknown'; readonly reason: string }
  | { readonly step: 'not-sent'; readonly reason: string };

/** Writes down what the gateway tells the recorder, in order. */
export function recordIntent(): { readonly intent: IntentRecorder; readonly steps: IntentStep[] } {
  const steps: IntentStep[] = [];
  return {
    steps,
    intent: {
      beforeSend: (request) => void steps.push({ step: 'before-send', request }),
      afterAnswer: ({ status, text }) => void steps.push({ step: 'after-answer', status, text }),
      outcomeUnknown: (reason) => void steps.push({ step: 'outcome-unknown', reason }),
      notSent: (reason) => void steps.push({ step: 'not-sent', reason }),
    },
  };
}

/** The problem that a promise rejects with; anything else is a failed expectation. */
export async function problemOf(promise: Promise<unknown>): Promise<{
  readonly code: string;
  readonly params: Record<string, string | number>;
  readonly detail: string | null;
}> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && 'problem' in error)
      return error.problem as Awaited<ReturnType<typeof problemOf>>;
    throw error;
  }
  throw new Error('expected a problem, and there was none');
}

export async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}
