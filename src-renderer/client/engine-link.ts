import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import type { EngineSession } from './transport.ts';

/**
 * A link that outlives connections. A call made while there is none waits for the next; a call whose connection dies
 * before the answer is asked again on the next one. That is safe for writes too: each carries a `requestId`, and the
 * engine answers a repeated one with its first result.
 */
export class EngineLink implements ClientLink<ClientContext> {
  #session: EngineSession | null = null;
  readonly #waiting = new Set<(session: EngineSession) => void>();

  /** Takes a new connection into use and lets everyone who waits go on. */
  use(session: EngineSession): void {
    this.#session = session;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resume of waiting) resume(session);
  }

  async call(
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    for (;;) {
      const session = await this.#open(options.signal);
      try {
        return await session.link.call(path, input, options);
      } catch (error) {
        if (session.isOpen() || options.signal?.aborted) throw error;
      }
    }
  }

  #open(signal: AbortSignal | undefined): Promise<EngineSession> {
    if (this.#session?.isOpen()) return Promise.resolve(this.#session);
    return new Promise((resolve, reject) => {
      const resume = (session: EngineSession): void => {
        signal?.removeEventListener('abort', abort);
        resolve(session);
      };
      const abort = (): void => {
        this.#waiting.delete(resume);
        reject(new DOMException('The call was given up before the engine could be reached.', 'AbortError'));
      };
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.add(resume);
    });
  }
}
