import { Agent } from 'undici';
import type { Clock, LogFields, Logger } from '#engine/host.ts';
import { createGateway, type GatewayOptions } from '#engine/gateway/create-gateway.ts';
import type { CallMeter, OutgoingOffer } from '#engine/gateway/port.ts';
import { gittigidiyor } from '#engine/marketplaces/gittigidiyor/adapter.ts';
import type { MarketplaceConnection } from '#engine/marketplaces/kit/port.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { seededChance } from '../../support/steady-host.ts';
import type { LogLine } from '../../support/gateway-under-test.ts';

export const GG_CREDENTIALS = {
  apiKey: 'key-of-the-shop',
  secretKey: 'very-secret-word',
  roleName: 'role-of-the-shop',
  rolePassword: 'password-of-the-role',
  nick: 'ornek-magaza',
};

/** What the adapter has is there for certain, with the port's own signatures. */
type Whole = {
  readonly [Method in keyof ReturnType<typeof gittigidiyor.connect>]-?: NonNullable<
    MarketplaceConnection[Method]
  >;
};

/** The real gateway and the real adapter on real sockets; only time runs faster. */
export function openGittigidiyor(
  baseUrl: string | null,
  changes: Partial<GatewayOptions> & { readonly clock?: Clock } = {},
) {
  const dispatcher = new Agent({ connect: { timeout: 2_000 } });
  const clock = changes.clock ?? quickClock(20);
  const meters: CallMeter[] = [];
  const log: LogLine[] = [];
  const gated: OutgoingOffer[] = [];
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      log.push({ level, event, fields });
    };
  const logger: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const credentials = changes.credentials ?? GG_CREDENTIALS;
  const gateway = createGateway({
    channelId: 'channel-1',
    baseUrl,
    manifest: gittigidiyor.manifest,
    credentials,
    network: { dispatcher },
    clock,
    random: seededChance('gateway'),
    logger,
    gate: (_channel, offers) => {
      gated.push(...offers);
      return [];
    },
    meter: (call) => meters.push(call),
    reach: () => undefined,
    ...changes,
  });
  const connection: Whole = gittigidiyor.connect({ credentials, gateway, clock, logger });
  return { gateway, connection, meters, log, gated, clock, close: () => dispatcher.destroy() };
}
