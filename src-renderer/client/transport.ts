import type { ClientContext, ClientLink } from '@orpc/client';

/** One living connection to the engine. */
export type EngineSession = {
  readonly link: ClientLink<ClientContext>;
  /** False from the moment the connection is known to be gone. */
  readonly isOpen: () => boolean;
};

export type TransportListener = {
  readonly opened: (session: EngineSession) => void;
  /** The connection is gone; the transport tries again by itself. */
  readonly lost: () => void;
  /** The engine is there and does not let this page in: the one-time address was used up. */
  readonly refused: () => void;
};

/** A way to the engine: a WebSocket in a browser, a message port on the desktop. */
export type Transport = { readonly start: (listener: TransportListener) => void };
