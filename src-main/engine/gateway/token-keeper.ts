import { isProblemError, type ProblemError } from '#contract/problem.ts';
import type { Clock } from '../host.ts';
import type { SessionManifest } from '../marketplaces/kit/port.ts';
import type { GatewayResponse } from './port.ts';

/** A token is not used in its last minute: what leaves with it must arrive while it is good. */
const MARGIN_MS = 60_000;
/** After refused keys the same answer is given for so long, instead of a storm that gets the account locked. */
const HOLD_MS = 30_000;
/** Secrets of tokens that were replaced may still turn up in late answers. */
const REMEMBERED_SECRETS = 12;

export type Token = {
  readonly headers: Readonly<Record<string, string>>;
  /** Monotonic milliseconds until which it may be used. */
  readonly goodUntil: number;
  /** Monotonic milliseconds of when it was given out. */
  readonly givenAt: number;
};

/** One account's access token: fetched once for all who wait, kept in memory alone. */
export type TokenKeeper = {
  /** The token in hand; null when there is none, or not for long enough. */
  readonly current: () => Token | null;
  /** Rejects with the problem that its fetching ended in; refused keys are not tried again for half a minute. */
  readonly get: () => Promise<Token>;
  /** This token was refused as expired. Another one that took its place meanwhile stays. */
  readonly drop: (token: Token) => void;
  /** What must never be shown of the tokens of late. */
  readonly secrets: () => readonly string[];
};

export function createTokenKeeper(parts: {
  readonly session: SessionManifest;
  readonly clock: Clock;
  readonly ask: () => Promise<GatewayResponse>;
}): TokenKeeper {
  const { session, clock, ask } = parts;
  let token: Token | null = null;
  let fetching: Promise<Token> | null = null;
  let refused: { readonly error: ProblemError; readonly until: number } | null = null;
  let secrets: readonly string[] = [];

  const read = (response: GatewayResponse): Token => {
    const now = clock.now();
    try {
      const given = session.read(response, now);
      secrets = [...new Set([...given.secrets, ...secrets])].slice(0, REMEMBERED_SECRETS);
      const leftMs = given.expiresAtMs - now - MARGIN_MS;
      const givenAt = clock.monotonic();
      return { headers: given.headers, goodUntil: givenAt + leftMs, givenAt };
    } catch (error) {
      if (isProblemError(error)) refused = { error, until: clock.monotonic() + HOLD_MS };
      throw error;
    }
  };

  const renew = async (): Promise<Token> => {
    try {
      token = read(await ask());
      return token;
    } finally {
      fetching = null;
    }
  };

  const current = (): Token | null => {
    if (token !== null && clock.monotonic() >= token.goodUntil) token = null;
    return token;
  };

  return {
    current,
    get: async () => {
      const inHand = current();
      if (inHand !== null) return inHand;
      if (refused !== null && clock.monotonic() < refused.until) throw refused.error;
      refused = null;
      fetching ??= renew();
      return fetching;
    },
    drop: (dropped) => {
      if (token === dropped) token = null;
    },
    secrets: () => secrets,
  };
}
