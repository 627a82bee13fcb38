import { RPCLink } from '@orpc/client/websocket';
import type { Transport, TransportListener } from './transport.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const REFUSALS = 2;

/** How the attempts so far went, in a row. */
type Attempts = {
  readonly failures: number;
  /** Did the engine serve its document right before this attempt? */
  readonly engineWasUp: boolean;
  /** Attempts that failed although the engine was up before and after. */
  readonly refusals: number;
};

const FRESH: Attempts = { failures: 0, engineWasUp: false, refusals: 0 };

/**
 * The engine behind the page's own origin. A refused upgrade looks to a page like any other lost connection, so the
 * page also asks for its own document: a socket that fails while the document is served both before and after, twice
 * in a row, is a page that is not let in. An engine that is just starting is never mistaken for one that refuses.
 */
export function createWebSocketTransport(): Transport {
  return { start: (listener) => connect(listener, FRESH) };
}

function connect(listener: TransportListener, attempts: Attempts): void {
  const address = new URL('/rpc', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  const link = new RPCLink({ websocket: socket });
  let opened = false;
  socket.addEventListener('open', () => {
    opened = true;
    listener.opened({ link, isOpen: () => socket.readyState === WebSocket.OPEN });
  });
  socket.addEventListener('close', () => {
    listener.lost();
    void connectAgain(listener, opened ? FRESH : attempts);
  });
}

async function connectAgain(listener: TransportListener, attempts: Attempts): Promise<void> {
  const failures = attempts.failures + 1;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
  await new Promise((resume) => window.setTimeout(resume, wait));
  const isUp = await engineAnswers();
  const refusals = attempts.engineWasUp && isUp ? attempts.refusals + 1 : 0;
  if (refusals >= REFUSALS) listener.refused();
  else connect(listener, { failures, engineWasUp: isUp, refusals });
}

async function engineAnswers(): Promise<boolean> {
  try {
    const response = await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return response.ok;
  } catch {
    return false; // No answer is the answer: the engine is not there.
  }
}
