import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../../src-main/headless/command-line/run-command-line.ts';

class Collected extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

export type CommandLineOptions = {
  readonly dataFolder: string;
  readonly env?: Record<string, string>;
  readonly stdin?: string;
  readonly pageFolder?: string;
  readonly signal?: AbortSignal;
  /** Told of everything as it is written, for commands that stay. */
  readonly onWrite?: (stream: 'out' | 'err', text: string) => void;
};

/** Runs one command as the merchant would, in this process, with its own streams. */
export async function runCommand(argv: readonly string[], options: CommandLineOptions): Promise<Ran> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  if (options.onWrite) {
    const { onWrite } = options;
    for (const [name, stream] of [
      ['out', stdout],
      ['err', stderr],
    ] as const) {
      const write = stream.write.bind(stream) as (text: string) => boolean;
      stream.write = ((text: string) => {
        onWrite(name, text);
        return write(text);
      }) as typeof stream.write; // the commands write texts and nothing else
    }
  }
  const code = await runCommandLine({
    argv: ['--data', options.dataFolder, ...argv],
    env: options.env ?? {},
    platform: 'linux',
    home: options.dataFolder,
    streams: { stdin: Readable.from([options.stdin ?? '']), stdout, stderr },
    version: '1.2.3',
    pageFolder: options.pageFolder ?? options.dataFolder,
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, out: stdout.text, err: stderr.text };
}

/** The one JSON document of a command. Fails, showing everything that was said, when there is none. */
export function jsonOf<T = Record<string, unknown>>({ code, out, err }: Ran): T {
  try {
    return JSON.parse(out) as T;
  } catch (error) {
    throw new Error(`exit ${code}, no JSON document:\n${out}\n${err}`, { cause: error });
  }
}
