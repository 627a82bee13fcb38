import { createInterface } from 'node:readline';
import { startServer } from '../server/start-server.ts';
import type { CommandContext } from './context.ts';
import { EXIT, type Outcome } from './outcome.ts';
import type { Profile } from './profile.ts';

export type ServeOptions = { readonly port: number };

/** `serve`: browser mode. Prints an address that opens the page once, then stays until Ctrl-C. */
export async function serve(context: CommandContext, options: ServeOptions): Promise<void> {
  const profile = await context.openProfile({
    kind: 'browser',
    demo: false,
    dataFolder: context.options.data,
  });
  try {
    await serveProfile(context, { profile, port: options.port, before: null });
  } finally {
    context.progress(context.words().stopping);
    await profile.close();
  }
}

export type Serving = {
  readonly profile: Profile;
  readonly port: number;
  /** What the command has to show before the address; becomes part of its one document. */
  readonly before: Outcome | null;
};

/** Serves an open profile until the command is asked to stop. */
export async function serveProfile(
  context: CommandContext,
  { profile, port, before }: Serving,
): Promise<void> {
  const words = context.words();
  const server = await startServer({
    router: profile.engine.router,
    pageFolder: context.pageFolder,
    port,
    random: profile.host.random,
    logger: profile.host.logger,
    onLocked: () => context.progress(words.serverLocked),
  });
  try {
    const address = server.newAddress();
    const own = { address, port: server.port };
    context.print({
      json: before === null ? own : { ...(before.json as object), ...own }, // every outcome's JSON is an object
      text: [...(before === null ? [] : [before.text, '']), words.serving(address)].join('\n'),
      exitCode: EXIT.done,
    });
    context.progress(words.stopHint);
    const closeReader = offerMoreAddresses(context, server.newAddress);
    await aborted(context.signal);
    closeReader();
  } finally {
    await server.stop();
  }
}

/** An address works once; on a terminal, Enter gives the next one. */
function offerMoreAddresses(context: CommandContext, newAddress: () => string): () => void {
  const { stdin } = context.streams;
  if (!('isTTY' in stdin) || !stdin.isTTY || context.options.json) return () => undefined;
  context.progress(context.words().anotherAddress);
  const reader = createInterface({ input: stdin });
  reader.on('line', () => context.progress(context.words().serving(newAddress())));
  return () => reader.close();
}

/** Resolves when the signal is, or already was, aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
