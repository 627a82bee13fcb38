import type { Hold } from '#contract/guards.ts';
import type { Problem } from '#contract/problem.ts';

/** What the request does to the other side; decides what may be retried and what an unknown outcome means. */
export type Effect = 'read' | 'absolute-write' | 'creation' | 'acknowledgement';

export type GatewayRequest = {
  /** A key of the manifest's `endpoints`: its limits, time-outs and meter are found by it. */
  readonly endpoint: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A key of the manifest's `hosts`; left out: the base URL itself. */
  readonly host?: string;
  /** Below the host's base URL; starts with a slash. Values in it are already percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. Serialised once; the same bytes are hashed, gated, recorded and sent. */
  readonly body?: unknown;
  /** In place of `body` where it is no JSON (SOAP, forms, files). */
  readonly content?: RequestContent;
  /** How the answer is to be taken; JSON when left out. A refusal (4xx) always comes with its text, whatever was asked for. */
  readonly answer?: 'json' | 'text' | 'bytes';
  /**
   * In place of host and path: an address that the marketplace itself handed out for one document (presigned upload or
   * download). Gets none of the channel's headers or keys, and only addresses that the manifest's `documentAddress` allows.
   */
  readonly documentUrl?: string;
  /** What of this very request must be shown nowhere beside the channel's keys: a signature that its body holds. */
  readonly secrets?: readonly string[];
  /** Lower number goes first when the endpoint's pace makes requests wait. */
  readonly priority: number;
  readonly intent?: IntentRecorder;
  /**
   * Whether an answer says in words that nothing was done, whatever its status: it is then handed on as the answer (a SOAP
   * fault comes with 500). Without it every 5xx is a failure that a read is asked again for, and leaves a write's outcome
   * unknown, because whatever stands in between may have answered for a server that did act.
   */
  readonly refusesInWords?: (text: string) => boolean;
  /** Ends the waiting of any request and a read on its way; a write whose bytes have left runs to its answer. */
  readonly signal?: AbortSignal;
};

/** A body that is no JSON. */
export type RequestContent =
  | { readonly kind: 'text'; readonly contentType: string; readonly text: string }
  | { readonly kind: 'bytes'; readonly contentType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'multipart'; readonly parts: readonly MultipartPart[] };

/** One part of a `multipart/form-data` body (RFC 7578); with a file name it is a file. */
export type MultipartPart = {
  readonly name: string;
  readonly fileName?: string;
  readonly contentType?: string;
  readonly content: string | Uint8Array;
};

export type GatewayResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /**
   * Parsed with integers above 2^53 kept as text. Undefined when the body is empty, or when text or bytes were asked for; a
   * refusal (4xx) is parsed whatever was asked for, and undefined where it is no JSON.
   */
  readonly json: unknown;
  /** The unpacked body where `answer` is 'bytes'; else empty. */
  readonly bytes: Uint8Array;
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
  /** Without the query where it is a document's own address: that holds its key. */
  readonly url: string;
  /**
   * The body as text. Bytes are told as `{"contentType","bytes","sha256"}`, a multipart body as a list of
   * `{"name","fileName","contentType","text"}`, files that are no text by `bytes` and `sha256` in place of `text`.
   * The channel's secrets are taken out of it, and out of the url.
   */
  readonly bodyText: string | null;
  /** SHA-256 of method, path and body as they leave. */
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
 * 429, nothing was done), `channel/breaker-open`, `guard/stopped-request`,
 * `channel/closed` (nothing was sent), and whatever a token's fetching ends in (nothing was sent).
 */
export type Gateway = {
  readonly send: (request: GatewayRequest) => Promise<GatewayResponse>;
  /**
   * A write as it would leave, ended before its first byte: put together, judged by the gate, and estimated. Nothing is
   * recorded, counted or sent.
   */
  readonly rehearse: (request: GatewayRequest) => {
    readonly sealed: SealedRequest;
    readonly stopped: Problem | null;
    readonly waitMs: number;
  };
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
