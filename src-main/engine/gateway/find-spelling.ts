import type { GatewayResponse } from './port.ts';

/**
 * Which spelling of its hosts' segments a tester's server knows: asked once, and only where there is a choice.
 */
export type SpellingFinder = {
  /** Null until it is known. */
  readonly known: () => number | null;
  /** Asks, once for all who wait. Rejects with the problem of a server that gives no answer, and is asked again then. */
  readonly find: () => Promise<number>;
};

export function createSpellingFinder(
  spellings: number,
  probe: (spelling: number) => Promise<GatewayResponse>,
): SpellingFinder {
  let known: number | null = spellings <= 1 ? 0 : null;
  let finding: Promise<number> | null = null;

  const ask = async (): Promise<number> => {
    for (let spelling = 0; spelling < spellings; spelling += 1) {
      // Any other answer, a refusal too, comes from a path that exists.
      if ((await probe(spelling)).status !== 404) return spelling;
    }
    return 0;
  };

  const find = async (): Promise<number> => {
    try {
      known = await ask();
      return known;
    } finally {
      finding = null;
    }
  };

  return {
    known: () => known,
    find: () => (finding ??= find()),
  };
}
