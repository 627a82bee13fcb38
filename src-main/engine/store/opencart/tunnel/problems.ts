import { problem, ProblemError } from '#contract/problem.ts';
import type { SshTunnel } from '#contract/shop.ts';

/** Says why there is no tunnel. ssh2 1.17 tells where it failed by `level`, and says nothing secret in its texts. */
export function tunnelProblem(
  error: Error,
  { host, port, user }: SshTunnel,
  keys: { readonly pinned: string | null; readonly found: string | null },
): ProblemError {
  const { pinned, found } = keys;
  if (pinned !== null && found !== null && pinned !== found) {
    const params = { host, expected: pinned, found };
    return new ProblemError(problem('store/tunnel-key-changed', params), { cause: error });
  }
  const level = 'level' in error ? error.level : undefined;
  if (level === 'client-authentication' || level === 'agent') {
    const params = { user, host };
    return new ProblemError(problem('store/tunnel-login-refused', params, error.message), { cause: error });
  }
  return new ProblemError(problem('store/tunnel-unreachable', { host, port }, error.message), {
    cause: error,
  });
}
