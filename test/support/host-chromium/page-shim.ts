/**
 * Runs in the page before anything of its own: what `require('electron')` gives a preload. Written as one function
 * without anything from outside, because it travels into the page as text.
 */
export function installPageShim(): void {
  type Listener = (event: { readonly ports: readonly MessagePort[] }, ...given: readonly unknown[]) => void;
  type Wire = { readonly type: string; readonly [name: string]: unknown };
  const scope = globalThis as unknown as Record<string, unknown>; // the page's globals, by names of our own
  const send = (wire: Wire): Promise<unknown> =>
    (scope['__toMain'] as (wire: Wire) => Promise<unknown>)(wire);
  const listeners = new Map<string, Listener[]>();
  const ports = new Map<number, MessagePort>();

  scope['__fromMain'] = (wire: Wire): void => {
    if (wire.type === 'port') ports.get(wire['id'] as number)?.postMessage(wire['data']);
    else if (wire.type === 'port-closed') {
      ports.get(wire['id'] as number)?.close();
      ports.delete(wire['id'] as number);
    } else {
      const given = (wire['ports'] as number[]).map((id) => {
        const { port1, port2 } = new MessageChannel();
        ports.set(id, port1);
        port1.addEventListener('message', (event) => void send({ type: 'port', id, data: event.data }));
        port1.start();
        return port2;
      });
      for (const listener of listeners.get(wire['channel'] as string) ?? [])
        listener({ ports: given }, wire['message']);
    }
  };

  scope['__electron'] = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: object) =>
        Object.defineProperty(scope, name, { value: Object.freeze(api) }),
    },
    ipcRenderer: {
      invoke: (channel: string, ...given: unknown[]) => send({ type: 'invoke', channel, given }),
      send: (channel: string, ...given: unknown[]) => void send({ type: 'send', channel, given }),
      on: (channel: string, listener: Listener) =>
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
  };
}
