import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain, ParentPort } from 'electron';
import { isProblemError, problem } from '#contract/problem.ts';
import { createEngine, type Engine } from '#engine/main.ts';
import type { KeyVault } from '#engine/host.ts';
import { createNodeHost, type NodeHost } from '../node-host/create-node-host.ts';
import { ToEngine, type FromEngine } from './engine-messages.ts';

/** Entry of the engine's own process: its own heap, its own crash. It knows nothing of windows. */
const parent: ParentPort = process.parentPort;
const say = (message: FromEngine): void => parent.postMessage(message);

type Running = { readonly engine: Engine; readonly nodeHost: NodeHost; readonly handler: RPCHandler<object> };
let running: Promise<Running> | null = null;

parent.on('message', (event) => {
  const message = ToEngine.parse(event.data);
  if (message.kind === 'start') running ??= start(message);
  else if (message.kind === 'page') void connect(event.ports[0]);
  else void stop();
});

async function start(message: Extract<ToEngine, { kind: 'start' }>): Promise<Running> {
  try {
    const nodeHost = createNodeHost({ ...message, kind: 'desktop', demo: false, keys: keysOf(message) });
    process.on('uncaughtException', (error) => {
      // A process in an unknown state must not send prices: say what happened and end. Main starts a new one.
      nodeHost.host.logger.error('engine-crashed', { error: error.name, stack: error.stack });
      process.exit(1);
    });
    const engine = await createEngine(nodeHost.host);
    say({ kind: 'ready' });
    return { engine, nodeHost, handler: new RPCHandler(engine.router) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    say({
      kind: 'failed',
      problem: isProblemError(error) ? error.problem : problem('engine/bug', {}, detail),
    });
    throw error;
  }
}

async function connect(port: MessagePortMain | undefined): Promise<void> {
  if (!port || running === null) return;
  const { handler } = await running;
  handler.upgrade(port, { context: {} });
  port.start();
}

async function stop(): Promise<void> {
  if (running !== null) {
    const { engine, nodeHost } = await running;
    await engine.stop();
    await nodeHost.close();
  }
  process.exit(0);
}

function keysOf(message: Extract<ToEngine, { kind: 'start' }>): KeyVault {
  const key = Buffer.from(message.key);
  return {
    protection: message.protection,
    dataKey: async () => ({ keyId: message.keyId, key: Buffer.from(key) }),
  };
}
