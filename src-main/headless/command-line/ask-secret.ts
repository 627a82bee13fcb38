import type { ReadStream } from 'node:tty';
import type { Streams } from './streams.ts';

/** Asks for a secret on the terminal without showing it. Null when there is no terminal, or Ctrl-C or Ctrl-D is pressed. */
export async function askSecret(streams: Streams, question: string): Promise<string | null> {
  const terminal = streams.stdin;
  if (!isTerminal(terminal)) return null;
  streams.stderr.write(`${question}: `);
  terminal.setRawMode(true);
  terminal.resume();
  try {
    return await readLine(terminal);
  } finally {
    terminal.setRawMode(false);
    terminal.pause();
    streams.stderr.write('\n');
  }
}

function isTerminal(stream: Streams['stdin']): stream is ReadStream {
  return 'isTTY' in stream && stream.isTTY;
}

function readLine(terminal: ReadStream): Promise<string | null> {
  return new Promise((resolve) => {
    let typed: string[] = [];
    const finish = (answer: string | null): void => {
      terminal.off('data', onData);
      resolve(answer);
    };
    const onData = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') return finish(typed.join(''));
        if (character === '\u0003' || (character === '\u0004' && typed.length === 0)) return finish(null);
        if (character === '\u007f' || character === '\b') typed = typed.slice(0, -1);
        else if (character >= ' ') typed.push(character);
      }
    };
    terminal.on('data', onData);
  });
}
