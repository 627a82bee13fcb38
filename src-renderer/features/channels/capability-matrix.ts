import { foldKey } from '#common/turkish-text.ts';
import type { Bilingual } from '#contract/basics.ts';
import type { CapabilityState, Marketplace } from '#contract/channels.ts';

/**
 * `not-listed`: the marketplace's folder says nothing about it, because the thing does not exist there. `closed`: it was
 * built and works against a sandbox, but the marketplace itself is gone.
 */
export type MatrixState = CapabilityState['state'] | 'not-listed' | 'closed';
export type MatrixCell = {
  readonly marketplace: string;
  readonly state: MatrixState;
  readonly reason: Bilingual | null;
  /** The marketplace itself is gone. */
  readonly isClosed: boolean;
};
export type MatrixRow = {
  readonly capability: string;
  readonly label: Bilingual;
  readonly cells: readonly MatrixCell[];
};
export type MatrixFilter = 'all' | 'differs' | CapabilityState['state'];
export const MATRIX_FILTERS: readonly MatrixFilter[] = [
  'all',
  'differs',
  'works',
  'not-built',
  'not-offered',
];

/** One row per capability that any of these marketplaces speaks of, in the order in which they first name them. */
export function capabilityMatrix(marketplaces: readonly Marketplace[]): readonly MatrixRow[] {
  const labels = new Map<string, Bilingual>();
  for (const { capabilities } of marketplaces) {
    for (const { capability, label } of capabilities) {
      if (!labels.has(capability)) labels.set(capability, label);
    }
  }
  return [...labels].map(([capability, label]) => ({
    capability,
    label,
    cells: marketplaces.map(({ marketplace, capabilities, closed }) => {
      const own = capabilities.find((candidate) => candidate.capability === capability);
      const state = own?.state ?? 'not-listed';
      return {
        marketplace,
        state: state === 'works' && closed !== undefined ? 'closed' : state,
        reason: own?.reason ?? null,
        isClosed: closed !== undefined,
      };
    }),
  }));
}

/** Rows in which any marketplace is in that state; `differs`: those that are open are not all in the same one. */
export function matches(row: MatrixRow, filter: MatrixFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'differs') {
    const open = row.cells.filter(({ isClosed }) => !isClosed);
    return new Set((open.length > 0 ? open : row.cells).map(({ state }) => state)).size > 1;
  }
  return row.cells.some(({ state }) => state === filter);
}

/** Looks for every word in the names and reasons of both languages. */
export function speaksOf(row: MatrixRow, search: string): boolean {
  const text = foldKey(
    [row.label, ...row.cells.map(({ reason }) => reason)]
      .flatMap((part) => (part === null ? [] : [part.tr, part.en]))
      .join(' '),
  );
  return foldKey(search)
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
