import { problem, ProblemError } from '#contract/problem.ts';
import type { Manifest } from './port.ts';

/** What a marketplace can't do by its API, with the manifest's own reason where it gives one. */
export function notOffered(manifest: Manifest, capability: string): ProblemError {
  const reason = manifest.capabilities.find((each) => each.capability === capability)?.reason ?? null;
  return new ProblemError(
    problem('channel/not-offered', {
      marketplace: manifest.name,
      capability,
      ...(reason === null ? {} : { happenedTr: reason.tr, happenedEn: reason.en }),
    }),
  );
}
