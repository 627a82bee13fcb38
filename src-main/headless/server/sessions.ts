import { timingSafeEqual } from 'node:crypto';
import type { Random } from '#engine/host.ts';

/** After this many wrong tokens nobody can begin a session any more: somebody is guessing. */
export const MAX_WRONG_TOKENS = 5;

export type TokenVerdict =
  { readonly kind: 'session'; readonly id: string } | { readonly kind: 'refused' | 'locked' };

export type Sessions = {
  /** A fresh 256-bit token that begins one session and is void after that. */
  readonly issueToken: () => string;
  readonly begin: (token: string) => TokenVerdict;
  readonly has: (sessionId: string | null) => boolean;
  readonly locked: () => boolean;
};

/** One-time tokens and the sessions they began. Both live only in this process's memory. */
export function createSessions(random: Pick<Random, 'bytes'>): Sessions {
  const tokens = new Set<string>();
  const sessions = new Set<string>();
  let wrong = 0;

  return {
    issueToken: () => {
      const token = random.bytes(32).toString('base64url');
      tokens.add(token);
      return token;
    },
    begin: (token) => {
      if (wrong >= MAX_WRONG_TOKENS) return { kind: 'locked' };
      const known = findEqual(tokens, token);
      if (known === null) {
        wrong += 1;
        return { kind: wrong >= MAX_WRONG_TOKENS ? 'locked' : 'refused' };
      }
      tokens.delete(known);
      const id = random.bytes(32).toString('base64url');
      sessions.add(id);
      return { kind: 'session', id };
    },
    has: (sessionId) => sessionId !== null && findEqual(sessions, sessionId) !== null,
    locked: () => wrong >= MAX_WRONG_TOKENS,
  };
}

/** Looks through all of them, each in the same time, so that an answer's speed tells nothing about a token. */
function findEqual(known: ReadonlySet<string>, text: string): string | null {
  const wanted = Buffer.from(text);
  let found: string | null = null;
  for (const candidate of known) {
    const bytes = Buffer.from(candidate);
    if (bytes.length === wanted.length && timingSafeEqual(bytes, wanted)) found = candidate;
  }
  return found;
}
