import { fork as forkNode, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TunnelPort } from './tunnel-port.ts';

type Wire =
  | { readonly type: 'message'; readonly data: unknown }
  | { readonly type: 'port'; readonly id: number; readonly data: unknown }
  | { readonly type: 'port-closed'; readonly id: number };

const parentPort = fileURLToPath(new URL('./parent-port.ts', import.meta.url));

class NodeUtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #ports = new Map<number, TunnelPort>();
  #nextPort = 1;

  constructor(entry: string, args: readonly string[]) {
    super();
    this.#child = forkNode(entry, [...args], {
      execArgv: ['--import', parentPort],
      serialization: 'advanced',
    });
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (wire: Wire) => this.#arrive(wire));
    this.#child.on('exit', (code) => {
      for (const port of this.#ports.values()) port.close();
      this.#ports.clear();
      this.emit('exit', code ?? 1);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  postMessage(data: unknown, ports: readonly TunnelPort[] = []): void {
    const ids = ports.map((port) => this.#adopt(port));
    this.#child.send({ type: 'message', data, ports: ids });
  }

  kill(): boolean {
    return this.#child.kill();
  }

  #adopt(port: TunnelPort): number {
    const id = this.#nextPort++;
    this.#ports.set(id, port);
    port.on('message', ({ data }: { data: unknown }) => {
      if (this.#child.connected) this.#child.send({ type: 'port', id, data });
    });
    port.on('close', () => {
      this.#ports.delete(id);
      if (this.#child.connected) this.#child.send({ type: 'port-closed', id });
    });
    port.start();
    return id;
  }

  #arrive(wire: Wire): void {
    if (wire.type === 'message') this.emit('message', wire.data);
    else if (wire.type === 'port') this.#ports.get(wire.id)?.postMessage(wire.data);
    else this.#ports.get(wire.id)?.close();
  }
}

export const utilityProcess = {
  fork: (entry: string, args: readonly string[] = []): NodeUtilityProcess =>
    new NodeUtilityProcess(entry, args),
};
