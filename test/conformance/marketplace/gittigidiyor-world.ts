import { Agent } from 'undici';
import type { Clock, LogFields, Logger } from '#engine/host.ts';
import { createGateway, type GatewayOptions } from '#engine/gateway/create-gateway.ts';
import type { CallMeter, OutgoingOffer } from '#engine/gateway/port.ts';
import { gittigidiyor } from '#engine/marketplaces/gittigidiyor/adapter.ts';
import type { ListingDraft } from '#engine/marketplaces/kit/catalogue.ts';
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

/** A product that GittiGidiyor takes as it stands. */
export function ggDraft(changes: Partial<ListingDraft> = {}): ListingDraft {
  return {
    stockCode: 'TS-100',
    barcode: '8690000000012',
    groupId: 'TS-100',
    title: 'Örnek Pamuklu Tişört',
    subtitle: '',
    description: '<p>Pamuk & keten.</p>',
    categoryId: 'gac',
    brandId: null,
    brandName: 'Örnek',
    attributes: [{ attributeId: 'spec:Marka', name: 'Marka', valueId: 'Örnek', text: 'Örnek', unit: null }],
    images: ['https://cdn.example.com/1.jpg'],
    vatRate: 20,
    quantity: 6,
    salePriceE4: 1_999_000,
    listPriceE4: 2_499_000,
    currency: 'TRY',
    desi: 1,
    catalogueId: null,
    fields: {
      city: '34',
      shippingPayment: 'S',
      shippingWhere: 'country',
      cargoCompany: 'aras',
      shippingDays: 'today',
      beforeTime: '10:30',
      listingDays: '180',
      pageTemplate: '1',
    },
    ...changes,
  };
}
