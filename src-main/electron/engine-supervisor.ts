import { MessageChannelMain, utilityProcess, type UtilityProcess, type WebContents } from 'electron';
import type { Problem } from '#contract/problem.ts';
import { PORT_MESSAGE } from '#contract/shell.ts';
import { FromEngine, type ToEngine } from './engine-messages.ts';
import { restartDelay, STEADY_MS } from './restart-delay.ts';

export type EngineSupervisor = {
  /** Gives a page a port to the engine: now, or as soon as there is one. A page that reloads asks again. */
  readonly connect: (page: WebContents) => void;
  /** After sleep: an engine that waits for its next start is started at once. */
  readonly wake: () => void;
  /** Lets running work reach a safe point, then ends the process. */
  readonly stop: () => Promise<void>;
};

export type SupervisorOptions = {
  /** `out/main/engine.js` */
  readonly entry: string;
  readonly start: Extract<ToEngine, { kind: 'start' }>;
  /** The engine said that it cannot run on this profile: starting it again would say the same. */
  readonly onRefused: (problem: Problem) => void;
};

const STOP_DEADLINE_MS = 15_000;

type State = {
  child: UtilityProcess | null;
  ready: boolean;
  stopping: boolean;
  refused: boolean;
  crashes: number;
  startedAt: number;
  timer: NodeJS.Timeout | null;
};

/** Keeps one engine process alive, and hands every page a new port whenever the engine is a new one. */
export function superviseEngine(options: SupervisorOptions): EngineSupervisor {
  const state: State = {
    child: null,
    ready: false,
    stopping: false,
    refused: false,
    crashes: 0,
    startedAt: 0,
    timer: null,
  };
  const pages = new Set<WebContents>();
  const begin = (): void => fork({ options, state, pages, again: begin });
  begin();
  return {
    connect: (page) => {
      if (!pages.has(page)) page.once('destroyed', () => pages.delete(page));
      pages.add(page);
      if (state.ready) handPort(state, page);
    },
    wake: () => {
      if (state.timer === null) return;
      clearTimeout(state.timer);
      state.timer = null;
      begin();
    },
    stop: () => stop(state),
  };
}

type Forking = {
  readonly options: SupervisorOptions;
  readonly state: State;
  readonly pages: ReadonlySet<WebContents>;
  readonly again: () => void;
};

function fork({ options, state, pages, again }: Forking): void {
  const child = utilityProcess.fork(options.entry, [], { serviceName: 'MesChain Engine', stdio: 'inherit' });
  state.child = child;
  state.startedAt = performance.now();
  child.once('spawn', () => child.postMessage(options.start));
  child.on('message', (data: unknown) => {
    const message = FromEngine.parse(data);
    if (message.kind === 'failed') {
      state.refused = true;
      options.onRefused(message.problem);
      return;
    }
    state.ready = true;
    for (const page of pages) handPort(state, page);
  });
  child.once('exit', () => {
    state.child = null;
    state.ready = false;
    if (state.stopping || state.refused) return;
    state.crashes = performance.now() - state.startedAt > STEADY_MS ? 1 : state.crashes + 1;
    state.timer = setTimeout(() => {
      state.timer = null;
      again();
    }, restartDelay(state.crashes));
  });
}

/** The two ends go to engine and page; main keeps none and is not in the way of the data. */
function handPort(state: State, page: WebContents): void {
  if (state.child === null || page.isDestroyed()) return;
  const { port1, port2 } = new MessageChannelMain();
  state.child.postMessage({ kind: 'page' } satisfies ToEngine, [port1]);
  page.postMessage(PORT_MESSAGE, null, [port2]);
}

async function stop(state: State): Promise<void> {
  state.stopping = true;
  if (state.timer !== null) clearTimeout(state.timer);
  const { child } = state;
  if (child === null) return;
  await new Promise<void>((resolve) => {
    const deadline = setTimeout(() => child.kill(), STOP_DEADLINE_MS);
    child.once('exit', () => {
      clearTimeout(deadline);
      resolve();
    });
    child.postMessage({ kind: 'stop' } satisfies ToEngine);
  });
}
