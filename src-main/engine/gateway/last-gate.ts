import { problem, type Problem } from '#contract/problem.ts';
import type { Manifest } from '../marketplaces/kit/port.ts';
import type { LastGate } from './port.ts';

/** More names than this help nobody; the count says how many there are. */
const NAMED = 20;

export type GateOptions = {
  readonly channelId: string;
  readonly manifest: Manifest;
  readonly gate: LastGate;
};

/**
 * Judges a final body by the figures that stand in it. One bad offer stops the whole request: what else is in it was
 * made by the same hand.
 *
 * @throws when the adapter can't read its own body back: then nothing may be sent.
 */
export function judgeOffers(
  { channelId, manifest, gate }: GateOptions,
  { endpoint, path }: { readonly endpoint: string; readonly path: string },
  bodyText: string | null,
): Problem | null {
  const offers = manifest.readOffers(endpoint, bodyText ?? '', path);
  if (offers === null) return null;
  const held = gate(channelId, offers).filter(({ holds }) => holds.length > 0);
  if (held.length === 0) return null;
  const guards = [...new Set(held.flatMap(({ holds }) => holds.map(({ guard }) => guard)))];
  return problem('guard/stopped-request', {
    marketplace: manifest.name,
    count: held.length,
    externalIds: held
      .slice(0, NAMED)
      .map(({ externalId }) => externalId)
      .join(', '),
    guards: guards.join(', '),
  });
}
