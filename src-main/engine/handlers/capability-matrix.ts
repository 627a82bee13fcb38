import type { CapabilityMatrix } from '#contract/marketplace-catalogue.ts';
import type { Manifest } from '../marketplaces/kit/port.ts';

/** One row per capability, one cell per marketplace: the manifests' own word and nothing beside it. */
export function capabilityMatrix(manifests: readonly Manifest[]): CapabilityMatrix {
  const labels = new Map(
    manifests.flatMap(({ capabilities }) =>
      capabilities.map(({ capability, label }) => [capability, label] as const),
    ),
  );
  return {
    marketplaces: manifests.map(({ marketplace, name, closed }) => ({
      marketplace,
      name,
      closed: closed?.reason ?? null,
    })),
    rows: [...labels].map(([capability, label]) => ({
      capability,
      label,
      cells: manifests.map(({ marketplace, capabilities }) => {
        const told = capabilities.find((each) => each.capability === capability);
        return { marketplace, state: told?.state ?? 'not-listed', reason: told?.reason ?? null };
      }),
    })),
  };
}
