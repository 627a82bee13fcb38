import type { Tree, SoapCall } from './soap.ts';
import type { GittiGidiyorWorld } from './state.ts';

/** Ends an operation with a failure envelope. */
export class Failure extends Error {
  readonly words: { readonly message: string; readonly viewMessage: string };

  constructor(message: string, viewMessage: string) {
    super(message);
    this.name = 'Failure';
    this.words = { message, viewMessage };
  }
}

export type Operation = {
  /** Between `time` and `lang`, in their documented order. All must be there; some may be empty. */
  readonly params: readonly string[];
  readonly writes: 'nothing' | 'listings' | 'new listings' | 'orders';
  readonly act: (world: GittiGidiyorWorld, call: SoapCall) => Tree;
};

export type Page<T> = { readonly rows: readonly T[]; readonly total: number; readonly more: boolean };

/** One page; the paging faults have their say here. */
export function cutPage<T>(
  world: GittiGidiyorWorld,
  endpoint: string,
  rows: readonly T[],
  wish: { readonly offset: number; readonly size: number },
): Page<T> {
  if (!Number.isInteger(wish.offset) || wish.offset < 0)
    throw new Failure('invalid offset', 'Başlangıç değeri geçersiz.');
  if (!Number.isInteger(wish.size) || wish.size < 1 || wish.size > 100)
    throw new Failure('rowCount must be between 1 and 100', 'Satır sayısı 1 ile 100 arasında olmalıdır.');
  const { faults } = world;
  const repeated = faults.strike(['duplicate-page'], endpoint) !== null && wish.offset > 0 ? wish.size : 0;
  const overlap = faults.strike(['overlapping-page'], endpoint) !== null ? Math.ceil(wish.size / 2) : 0;
  const wrong = faults.strike(['wrong-total'], endpoint) !== null ? wish.size : 0;
  const start = Math.max(0, wish.offset - repeated - overlap);
  const end = wish.offset + wish.size;
  return {
    rows: rows.slice(start, repeated > 0 ? start + wish.size : end),
    total: rows.length + wrong,
    more: end < rows.length,
  };
}
