import type { ReadStream } from 'node:tty';

/** Where a command reads and writes: the process's own streams, or a test's. */
export type Streams = {
  readonly stdin: NodeJS.ReadableStream | ReadStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
};
