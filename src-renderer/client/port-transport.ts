import { RPCLink } from '@orpc/client/message-port';
import { PORT_MESSAGE, type ShellVerbs } from '#contract/shell.ts';
import type { Transport } from './transport.ts';

const ASK_AGAIN_MS = 2_000;

/**
 * The engine as a process of the desktop program. The shell hands over a port when asked, and a new one by itself
 * after it had to start the engine again; each takes the place of the one before.
 */
export function createPortTransport(shell: ShellVerbs): Transport {
  return {
    start(listener) {
      let current: MessagePort | null = null;
      window.addEventListener('message', (event) => {
        const port = event.ports[0];
        if (event.source !== window || event.data !== PORT_MESSAGE || !port) return;
        current?.close();
        current = port;
        port.addEventListener('close', () => {
          if (current !== port) return;
          current = null;
          listener.lost();
        });
        const link = new RPCLink({ port });
        port.start();
        listener.opened({ link, isOpen: () => current === port });
      });
      shell.requestEnginePort();
      window.setInterval(() => {
        if (current === null) shell.requestEnginePort();
      }, ASK_AGAIN_MS);
    },
  };
}
