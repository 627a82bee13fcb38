import { logFields } from '#engine/monitor/log-fields.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { systemClock } from '../../node-host/clock.ts';
import { createLogger } from '../../node-host/logger.ts';
import { systemRandom } from '../../node-host/random.ts';
import { seedEmpty } from '../../sandbox/seed-sandbox.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import type { CommandContext } from './context.ts';
import { EXIT } from './outcome.ts';
import { aborted } from './serve-command.ts';

export type SandboxOptions = {
  readonly port: number;
  readonly state?: string;
  readonly seed: 'none' | 'sample';
};

/** `sandbox`: marketplaces on this computer, until Ctrl-C. Always prints JSON: what it says is made to be read by programs. */
export async function sandbox(context: CommandContext, options: SandboxOptions): Promise<void> {
  const running = await start(context, options);
  try {
    if (options.seed === 'sample') seedEmpty(running);
    const { port, origin } = running;
    const json = { origin, port, control: `${origin}/_sandbox/`, marketplaces: running.accounts };
    context.print({ json, text: JSON.stringify(json, null, 2), exitCode: EXIT.done });
    context.progress(`${context.words().sandboxRunning} ${context.words().stopHint}`);
    await aborted(context.signal);
  } finally {
    await running.stop();
  }
}

async function start(context: CommandContext, options: SandboxOptions): Promise<Sandbox> {
  const file = { write: (line: string) => context.progress(line.trimEnd()) };
  const logger = createLogger({ file, clean: logFields, level: 'warn' });
  const stateFile = options.state ?? null;
  try {
    return await startSandbox({
      port: options.port,
      clock: systemClock,
      random: systemRandom,
      logger,
      stateFile,
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new ProblemError(problem('input/invalid', { field: `--port ${options.port}` }, error.message), {
      cause: error,
    });
  }
}
