import type { Random } from '#engine/host.ts';
import type { SandboxAnswer, SandboxRequest } from './exchange.ts';
import type { FaultBook } from './faults.ts';
import type { ShopperSide } from './shopper-side.ts';

/**
 * One marketplace of the sandbox. Every request is answered in one go, so what it does is done as a whole or not at all;
 * what happens to the answer on its way back is the server's business (`faults.ts`).
 */
export type SandboxMarketplace = {
  /** The first part of its paths: `http://127.0.0.1:PORT/<marketplace>`. Several hosts are further parts: its own affair. */
  readonly marketplace: string;
  readonly name: string;
  readonly credentials: () => Readonly<Record<string, string>>;
  /** The name of the endpoint that a request means, for faults and the call log; null for an unknown path. */
  readonly endpointOf: (request: Pick<SandboxRequest, 'method' | 'path'>) => string | null;
  readonly handle: (request: SandboxRequest) => SandboxAnswer;
  /** What it answers in place of acting when `rate-limit` or `server-error` strikes; left out: a plain JSON. */
  readonly faultAnswer?: (
    fault: { readonly kind: 'rate-limit' | 'server-error'; readonly status: number },
    request: SandboxRequest,
  ) => SandboxAnswer;
  /** What the control interface can do with it, by name. Throws a `Refusal` for what makes no sense. */
  readonly actions: Readonly<Record<string, (input: unknown) => unknown>>;
  /** What its customers do, in the words common to all marketplaces: the crowd (`shoppers.ts`) works on it. */
  readonly shoppers?: ShopperSide;
  /** Everything that it holds to be true, for comparison with what a program believes. */
  readonly truth: () => unknown;
  readonly save: () => unknown;
};

/** What a marketplace is made with; one line in `marketplaces.ts` names its maker. */
export type SandboxParts<Credentials, Rules> = {
  /** Sandbox time, epoch milliseconds. */
  readonly now: () => number;
  readonly random: Random;
  readonly faults: FaultBook;
  /** What `save` gave in an earlier run; undefined at first. */
  readonly kept: unknown;
  readonly credentials?: Credentials;
  readonly rules?: Partial<Rules>;
  /** `http://127.0.0.1:PORT/<marketplace>`, for addresses that it hands out. Known once it listens. */
  readonly baseUrl: () => string;
  /** Called after anything was changed by hand, so that it is kept. */
  readonly changed: () => void;
};
