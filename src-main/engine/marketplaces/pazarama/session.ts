import { problem, ProblemError } from '#contract/problem.ts';
import type { SessionManifest } from '../kit/port.ts';
import { asRecord } from '../kit/record.ts';
import { isRefusal, NAME, refusalProblem } from './errors.ts';

const SCOPE = 'merchantgatewayapi.fullaccess';
/** Tokens live for an hour (portal, 2026), also where the answer does not say so. */
const LIFE_S = 3_600;
/** A token is renewed so long before it ends (our own margin). */
const MARGIN_MS = 120_000;

/** `POST /connect/token` with the keys as Basic (portal, 2026). The answer is plain OAuth or in the envelope: both are read. */
export const session: SessionManifest = {
  request: (credentials) => {
    const pair = `${field(credentials, 'clientId')}:${field(credentials, 'clientSecret')}`;
    return {
      endpoint: 'token',
      host: 'login',
      method: 'POST',
      path: '/connect/token',
      headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
      content: {
        kind: 'text',
        contentType: 'application/x-www-form-urlencoded',
        text: `grant_type=client_credentials&scope=${SCOPE}`,
      },
    };
  },
  read: (response, nowMs) => {
    // Whatever else a refused 400 may say: only the keys were asked about.
    if (isRefusal(response))
      throw new ProblemError(refusalProblem('token', response, { refused: 'channel/wrong-key' }));
    const body = asRecord(response.json);
    const data = asRecord(body?.['data']);
    const token = firstText(body?.['access_token'], data?.['accessToken'], data?.['access_token']);
    if (token === null) {
      const params = { marketplace: NAME, endpoint: 'token', status: response.status };
      throw new ProblemError(problem('channel/not-understood', params, 'no access token'));
    }
    const told = Number(body?.['expires_in'] ?? data?.['expiresIn'] ?? data?.['expires_in']);
    const lifeMs = (Number.isFinite(told) && told > 0 ? told : LIFE_S) * 1_000;
    return {
      headers: { authorization: `Bearer ${token}` },
      secrets: [token],
      // Short-lived tokens (a tester's) keep half of their life.
      expiresAtMs: nowMs + Math.max(lifeMs - MARGIN_MS, lifeMs / 2),
    };
  },
  // 401 with an empty body (seen 8 Oct 2026).
  expired: ({ status }) => status === 401,
};

export function field(credentials: Readonly<Record<string, string>>, key: string): string {
  return (Object.hasOwn(credentials, key) ? credentials[key]! : '').trim();
}

function firstText(...values: readonly unknown[]): string | null {
  for (const value of values) if (typeof value === 'string' && value.trim() !== '') return value.trim();
  return null;
}
