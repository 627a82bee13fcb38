import type { Random } from '#engine/host.ts';

/** Before the marketplace acts: nothing has happened there. */
export const BEFORE_FAULTS = [
  'rate-limit',
  'server-error',
  'html',
  'timeout-before',
  'reset-before',
] as const;
/** After it acted: what was asked is done, but the asker learns it late, in part or not at all. */
export const AFTER_FAULTS = [
  'lost-answer',
  'timeout-after',
  'garbage-json',
  'truncated-body',
  'truncated-gzip',
  'slow-body',
  'huge-number',
] as const;
/** In what it does or says. */
export const INNER_FAULTS = [
  'partial-rejection',
  'silent-items',
  'batch-lost',
  'batch-stuck',
  'duplicate-page',
  'overlapping-page',
  'repeated-cursor',
  'wrong-total',
  'unknown-word',
  'missing-field',
] as const;
export const FAULT_KINDS = [...BEFORE_FAULTS, ...AFTER_FAULTS, ...INNER_FAULTS] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type NewFault = {
  readonly kind: FaultKind;
  /** An endpoint's name, or null for all of them. */
  readonly endpoint?: string | null;
  /** Of each request it could hit, 0 to 1; 1 when left out. */
  readonly probability?: number;
  /** How often it strikes before it is gone; null or left out: until it is taken away. */
  readonly count?: number | null;
  /** HTTP status of `server-error` and `html` (500 and 502). */
  readonly status?: number;
  /** `rate-limit` sends this Retry-After; left out, none. */
  readonly retryAfterSeconds?: number;
  /** How long `timeout-*` keeps the line open and `slow-body` takes, in milliseconds of the host (60,000). */
  readonly delayMs?: number;
  /** Share of a batch's items that `partial-rejection` and `silent-items` hit, 0 to 1 (0.3). */
  readonly share?: number;
  /** The reason that `partial-rejection` gives. */
  readonly text?: string;
};

export type Fault = Required<Omit<NewFault, 'status' | 'retryAfterSeconds' | 'text'>> &
  Pick<NewFault, 'status' | 'retryAfterSeconds' | 'text'> & {
    readonly faultId: string;
    readonly struck: number;
  };

/** The faults that are switched on. Chance comes from the host, so a seeded run strikes at the same places again. */
export type FaultBook = {
  /** Throws `RangeError` for a probability, share or count outside its range. */
  readonly add: (fault: NewFault) => Fault;
  readonly remove: (faultId: string) => boolean;
  readonly clear: () => void;
  readonly list: () => readonly Fault[];
  /** The fault of one of `kinds` that strikes now, counted as having struck; null when none does. */
  readonly strike: (kinds: readonly FaultKind[], endpoint: string | null) => Fault | null;
};

export function createFaultBook(random: Random): FaultBook {
  let faults: Fault[] = [];
  let number = 0;
  return {
    add: (wanted) => {
      number += 1;
      const fault = complete(wanted, `f${number}`);
      faults.push(fault);
      return fault;
    },
    remove: (faultId) => {
      const before = faults.length;
      faults = faults.filter((fault) => fault.faultId !== faultId);
      return faults.length < before;
    },
    clear: () => {
      faults = [];
    },
    list: () => [...faults],
    strike: (kinds, endpoint) => {
      for (const [index, fault] of faults.entries()) {
        if (!kinds.includes(fault.kind)) continue;
        if (fault.endpoint !== null && fault.endpoint !== endpoint) continue;
        if (fault.count !== null && fault.struck >= fault.count) continue;
        if (fault.probability < 1 && random.fraction() >= fault.probability) continue;
        faults[index] = { ...fault, struck: fault.struck + 1 };
        return fault;
      }
      return null;
    },
  };
}

function complete(wanted: NewFault, faultId: string): Fault {
  const fault: Fault = {
    endpoint: null,
    probability: 1,
    count: null,
    delayMs: 60_000,
    share: 0.3,
    ...wanted,
    faultId,
    struck: 0,
  };
  if (!FAULT_KINDS.includes(fault.kind)) throw new RangeError(`no kind of fault: ${fault.kind}`);
  within('probability', fault.probability, 1);
  within('share', fault.share, 1);
  within('delayMs', fault.delayMs, 3_600_000);
  if (fault.count !== null) within('count', fault.count, 1_000_000_000);
  return fault;
}

function within(name: string, value: number, top: number): void {
  if (!Number.isFinite(value) || value < 0 || value > top)
    throw new RangeError(`${name} must be 0 to ${top}`);
}
