import type { CapabilityMatrix } from '#contract/marketplace-catalogue.ts';
import type { Manifest } from '../marketplaces/kit/port.ts';

/**
 * One row per capability, one cell per marketplace: the manifests' own word and nothing beside it. Of a closed marketplace
 * nothing works: what its adapter speaks, it speaks to a server on this computer.
 */
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
      cells: manifests.map(({ marketplace, capabilities, closed }) => {
        const told = capabilities.find((each) => each.capability === capability);
        if (closed !== undefined && told?.state === 'works')
          return { marketplace, state: 'closed', reason: { ...closed.reason } };
        return { marketplace, state: told?.state ?? 'not-listed', reason: told?.reason ?? null };
      }),
    })),
  };
}
