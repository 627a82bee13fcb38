import { RPCLink } from '@orpc/client/websocket';
import type { Transport, TransportListener } from './transport.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/**
 * The engine behind the page's own origin. A refused upgrade looks to a page like any other lost connection, so after
 * a socket that never opened the page asks for its own document: if that answers, the engine is up and it is this
 * page that is not let in.
 */
export function createWebSocketTransport(): Transport {
  return {
    start(listener) {
      connect(listener, 0);
    },
  };
}

function connect(listener: TransportListener, failures: number): void {
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
    const failed = opened ? 0 : failures + 1;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failed);
    window.setTimeout(() => void reconnect(listener, failed), wait);
  });
}

async function reconnect(listener: TransportListener, failures: number): Promise<void> {
  if (failures >= 2 && (await engineAnswers())) {
    listener.refused();
    return;
  }
  connect(listener, failures);
}

async function engineAnswers(): Promise<boolean> {
  try {
    const response = await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return response.ok;
  } catch {
    // No answer is the answer: the engine is not there.
    return false;
  }
}
