import type { SandboxAnswer, SandboxRequest } from './exchange.ts';

/**
 * One marketplace of the sandbox. Every request is answered in one go, so what it does is done as a whole or not at all;
 * what happens to the answer on its way back is the server's business (`faults.ts`).
 */
export type SandboxMarketplace = {
  /** The first part of its paths: `http://127.0.0.1:PORT/<marketplace>`. */
  readonly marketplace: string;
  readonly name: string;
  readonly credentials: () => Readonly<Record<string, string>>;
  /** The name of the endpoint that a request means, for faults and the call log; null for an unknown path. */
  readonly endpointOf: (request: Pick<SandboxRequest, 'method' | 'path'>) => string | null;
  readonly handle: (request: SandboxRequest) => SandboxAnswer;
  /** What the control interface can do with it, by name. Throws a `Refusal` for what makes no sense. */
  readonly actions: Readonly<Record<string, (input: unknown) => unknown>>;
  /** Everything that it holds to be true, for comparison with what a program believes. */
  readonly truth: () => unknown;
  readonly save: () => unknown;
};
