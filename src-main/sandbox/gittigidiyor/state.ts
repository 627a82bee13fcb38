import type { Random } from '#engine/host.ts';
import type { FaultBook } from '../faults.ts';

export type GittiGidiyorCredentials = {
  readonly apiKey: string;
  readonly secretKey: string;
  readonly roleName: string;
  readonly rolePassword: string;
  readonly nick: string;
};

export type Variant = {
  readonly variantId: string;
  readonly alias: string;
  readonly nameId: string;
  readonly valueId: string;
  readonly specs: readonly {
    readonly nameId: string;
    readonly name: string;
    readonly valueId: string;
    readonly value: string;
  }[];
  readonly stockCode: string;
  /** Counts what is sold. */
  total: number;
  sold: number;
};

export type Product = {
  readonly productId: string;
  readonly itemId: string;
  status: 'A' | 'L' | 'S' | 'U';
  title: string;
  subtitle: string;
  description: string;
  categoryCode: string;
  specs: readonly { readonly name: string; readonly value: string }[];
  photos: readonly string[];
  barcode: string;
  priceKurus: number;
  marketKurus: number | null;
  /** Counts what is sold. */
  total: number;
  sold: number;
  variants: Variant[];
};

export const LISTS = ['P', 'S', 'I', 'C', 'T', 'O', 'R'] as const;
export type List = (typeof LISTS)[number];

export type Sale = {
  readonly saleCode: string;
  readonly productId: string;
  readonly variantId: string | null;
  readonly itemId: string;
  readonly title: string;
  readonly amount: number;
  readonly totalKurus: number;
  list: List;
  statusText: string;
  readonly soldAtMs: number;
  lastActionMs: number;
  cargoCompany: string;
  cargoCode: string;
  readonly buyer: {
    readonly username: string;
    readonly name: string;
    readonly surname: string;
    readonly phone: string;
    readonly address: string;
    readonly district: string;
    readonly city: string;
  };
};

export type GittiGidiyorState = {
  readonly credentials: GittiGidiyorCredentials;
  readonly products: Map<string, Product>;
  readonly sales: Map<string, Sale>;
  counters: { product: number; variant: number; sale: number };
};

/** What the documents leave open, or what changed with the closing of 2022. */
export type GittiGidiyorRules = {
  /** From 20 June 2022 nothing new, from 18 July reads alone, from 5 September nothing. */
  readonly phase: 'open' | 'no-new-listings' | 'reads-only' | 'gone';
  /** How far a `time` may be from the sandbox's clock; no source has a figure. */
  readonly clockToleranceMs: number;
};

export const DEFAULT_RULES: GittiGidiyorRules = { phase: 'open', clockToleranceMs: 24 * 3_600_000 };

export type GittiGidiyorWorld = {
  readonly state: GittiGidiyorState;
  readonly rules: () => GittiGidiyorRules;
  readonly now: () => number;
  readonly random: Random;
  readonly faults: FaultBook;
};

export function emptyState(credentials: GittiGidiyorCredentials): GittiGidiyorState {
  return {
    credentials,
    products: new Map(),
    sales: new Map(),
    counters: { product: 500_000_000, variant: 70_000_000, sale: 300_000_000 },
  };
}

export function saveState(state: GittiGidiyorState): unknown {
  return {
    version: 1,
    credentials: state.credentials,
    counters: state.counters,
    products: [...state.products.values()],
    sales: [...state.sales.values()],
  };
}

/** Null for what this version did not write: the sandbox then begins anew. */
export function loadState(kept: unknown): GittiGidiyorState | null {
  if (typeof kept !== 'object' || kept === null || (kept as { version?: unknown }).version !== 1) return null;
  // The file is written by saveState of this very version and by nothing else.
  const file = kept as {
    readonly credentials: GittiGidiyorCredentials;
    readonly counters: GittiGidiyorState['counters'];
    readonly products: readonly Product[];
    readonly sales: readonly Sale[];
  };
  return {
    credentials: file.credentials,
    counters: { ...file.counters },
    products: new Map(file.products.map((one) => [one.productId, one])),
    sales: new Map(file.sales.map((one) => [one.saleCode, one])),
  };
}

/** Pieces that buyers see: all counted ones less the sold ones. */
export function left(of: { readonly total: number; readonly sold: number }): number {
  return Math.max(0, of.total - of.sold);
}
