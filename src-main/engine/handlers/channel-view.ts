import type { Channel, ChannelHealth } from '#contract/channels.ts';
import type { ProblemCode } from '#contract/problem.ts';
import { channelOwner } from '../cache/credentials.ts';
import { isThisComputer } from '../cache/loopback.ts';
import { countChannel, oldestConfirmation } from '../cache/tables/channel-counts.ts';
import type { ChannelRow } from '../cache/tables/channel.ts';
import { listSecrets } from '../cache/tables/secret.ts';
import { startOfTurkishDay } from '../cache/turkish-day.ts';
import type { EngineContext } from '../context.ts';

/** A channel as the page sees it: its credentials masked, its figures counted from rows. */
export function channelView(context: EngineContext, row: ChannelRow): Channel {
  const { database, host } = context;
  const manifest = context.channels.manifestOf(row.marketplace);
  const counts = countChannel(database, row.channelId, startOfTurkishDay(host.clock.now()));
  const secrets = new Map(
    listSecrets(database, channelOwner(row.channelId)).map((secret) => [secret.field, secret]),
  );
  return {
    channelId: row.channelId,
    marketplace: row.marketplace,
    marketplaceName: manifest.name,
    name: row.name,
    mode: row.mode,
    paused: row.paused,
    sandbox: isThisComputer(row.baseUrl),
    baseUrl: row.baseUrl,
    rules: row.rules,
    shopView: row.shopView,
    credentials: manifest.credentialFields.map(({ key }) => {
      const secret = secrets.get(key);
      return {
        key,
        hasValue: secret !== undefined,
        last4: secret?.last4 ?? null,
        changedAt: secret ? new Date(secret.changedAt).toISOString() : null,
      };
    }),
    health: healthOf(row, counts),
    counts,
    lastSyncAt: isoOrNull(row.lastSyncAt),
    lastConfirmedAt: isoOrNull(row.lastConfirmedAt),
    oldestConfirmedAt: isoOrNull(oldestConfirmation(database, row.channelId)),
    problem: row.problem,
  };
}

/** Problems that pass by themselves once the line or the marketplace is back. */
const OFFLINE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'channel/unreachable',
  'channel/timeout',
  'channel/breaker-open',
  'channel/rate-limited',
  'channel/server-error',
]);

/** Worst first. */
function healthOf(row: ChannelRow, counts: Channel['counts']): ChannelHealth {
  if (row.paused) return 'paused';
  const offline = row.problem !== null && OFFLINE.has(row.problem.code);
  if ((row.problem !== null && !offline) || counts.failed > 0) return 'failing';
  // Before what waits here: those figures are as old as the last time it could be reached.
  if (offline) return 'offline';
  if (counts.held > 0) return 'held';
  if (counts.waiting > 0 || counts.unknown > 0) return 'waiting';
  return row.lastSyncAt === null ? 'never-synced' : 'in-step';
}

function isoOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}
