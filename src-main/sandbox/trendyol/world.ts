import type { Random } from '#engine/host.ts';
import type { FaultBook } from '../faults.ts';
import type { FormPart } from './form.ts';
import type { TrendyolRules } from './rules.ts';
import type { TrendyolState } from './state.ts';

/** What every service of the Trendyol sandbox works on. */
export type TrendyolWorld = {
  readonly state: TrendyolState;
  readonly rules: () => TrendyolRules;
  readonly now: () => number;
  readonly random: Random;
  readonly faults: FaultBook;
};

/** One request, matched to its route and let in. */
export type Call = {
  readonly world: TrendyolWorld;
  readonly endpoint: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  readonly bodyText: string;
  /** The parts of a body with files; empty for every other. */
  readonly form: readonly FormPart[];
  readonly header: (name: string) => string;
};
