import { EventEmitter } from 'node:events';

/**
 * One end of a channel in the main process. An end that was given away is represented by what carries its messages on:
 * to another process or into a page.
 */
export class TunnelPort extends EventEmitter {
  #other: TunnelPort | null = null;
  #started = false;
  readonly #waiting: unknown[] = [];

  static pair(): [TunnelPort, TunnelPort] {
    const [one, two] = [new TunnelPort(), new TunnelPort()];
    one.#other = two;
    two.#other = one;
    return [one, two];
  }

  postMessage(data: unknown): void {
    this.#other?.arrive(data);
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    const other = this.#other;
    this.#other = null;
    if (other === null) return;
    other.#other = null;
    other.emit('close');
  }

  private arrive(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }
}
