import { EventEmitter } from 'node:events';

/** In the engine's process: what Electron calls `process.parentPort`, over Node's own pipe to the parent. */
type Wire =
  | { readonly type: 'message'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly type: 'port'; readonly id: number; readonly data: unknown }
  | { readonly type: 'port-closed'; readonly id: number };

class RemotePort extends EventEmitter {
  readonly id: number;
  #started = false;
  readonly #waiting: unknown[] = [];

  constructor(id: number) {
    super();
    this.id = id;
  }

  postMessage(data: unknown): void {
    process.send?.({ type: 'port', id: this.id, data });
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    process.send?.({ type: 'port-closed', id: this.id });
  }

  arrive(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }
}

const ports = new Map<number, RemotePort>();
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (data: unknown) => process.send?.({ type: 'message', data }),
});

process.on('message', (wire: Wire) => {
  if (wire.type === 'port') ports.get(wire.id)?.arrive(wire.data);
  else if (wire.type === 'port-closed') {
    ports.get(wire.id)?.emit('close');
    ports.delete(wire.id);
  } else {
    const given = wire.ports.map((id) => {
      const port = new RemotePort(id);
      ports.set(id, port);
      return port;
    });
    parentPort.emit('message', { data: wire.data, ports: given });
  }
});

Object.defineProperty(process, 'parentPort', { value: parentPort });
