import type { Hold } from '#contract/guards.ts';

/** What the request does to the other side; decides what may be retried and what an unknown outcome means. */
export type Effect = 'read' | 'absolute-write' | 'creation' | 'acknowledgement';

export type GatewayRequest = {
  /** A key of the manifest's `endpoints`: its limits, time-outs and meter are found by it. */
  readonly endpoint: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the channel's base URL; starts with a slash. Values in it are already percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Serialised once; the same bytes are hashed, gated, recorded and sent. */
  readonly body?: unknown;
  /** Lower number goes first when the endpoint's pace makes requests wait. */
  readonly priority: number;
  readonly intent?: IntentRecorder;
  /**
   * For writes: whether an answer says in words that nothing was done, whatever its status. Without it every 5xx leaves the
   * outcome unknown, because whatever stands in between may have answered for a server that did act.
   */
  readonly refusesInWords?: (text: string) => boolean;
  /** Ends the waiting of any request and a read on its way; a write whose bytes have left runs to its answer. */
  readonly signal?: AbortSignal;
};

export type GatewayResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Parsed with integers above 2^53 kept as text; undefined when the body is empty. */
  readonly json: unknown;
  readonly durationMs: number;
};

/**
 * Makes the intent durable before the first byte leaves (step ⑤) and the answer durable after (step ⑦). Required for
 * every effect but `read`: the gateway refuses to send a write without one.
 */
export type IntentRecorder = {
  readonly beforeSend: (request: SealedRequest) => void;
  readonly afterAnswer: (answer: { readonly status: number; readonly text: string }) => void;
  /** The bytes may have arrived, but no answer did. */
  readonly outcomeUnknown: (reason: string) => void;
  /** Nothing was sent: refused by the gate, the breaker or before the connection stood. */
  readonly notSent: (reason: string) => void;
};

export type SealedRequest = {
  readonly endpoint: string;
  readonly method: string;
  readonly url: string;
  readonly bodyText: string | null;
  /** SHA-256 of method, path and body. */
  readonly bodyHash: string;
};

/** One offer as it stands in the final body, read back out of it by the adapter's own `readOffers`. */
export type OutgoingOffer = {
  readonly externalId: string;
  readonly quantity: number | null;
  readonly salePriceE4: number | null;
  readonly listPriceE4: number | null;
};

/** The last gate. Sees the body's own figures, not what somebody meant to put there. */
export type LastGate = (
  channelId: string,
  offers: readonly OutgoingOffer[],
) => readonly { readonly externalId: string; readonly holds: readonly Hold[] }[];

/**
 * The only door to a marketplace: gate → limit → breaker → gate again → intent → send → retry (reads only) → meter.
 *
 * Resolves with the answer once there is one (a write's 408 and 5xx, or a page of HTML, are none). Rejects with `ProblemError`: `channel/unreachable`,
 * `channel/timeout` (reads), `channel/outcome-unknown` (writes whose answer was lost), `channel/rate-limited` (a write's
 * 429, nothing was done), `channel/breaker-open`, `guard/stopped-request`.
 */
export type Gateway = {
  readonly send: (request: GatewayRequest) => Promise<GatewayResponse>;
  /** How long a request to this endpoint would wait now, in milliseconds: for estimates and the plan. */
  readonly waitFor: (endpoint: string, requests: number) => number;
};

/** One call as it was: kept for the monitor, never with a body. */
export type CallMeter = {
  readonly channelId: string;
  readonly endpoint: string;
  readonly status: number | null;
  readonly durationMs: number;
  readonly waitedMs: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly attempt: number;
  readonly at: number;
};
