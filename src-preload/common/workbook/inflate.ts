import { broken } from './unreadable.ts';

/** The Compression standard's `DecompressionStream`, which every host has and this room may not name. */
export type Inflater = new (format: 'deflate-raw') => {
  readonly writable: {
    getWriter(): {
      write(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
      close(): Promise<void>;
      abort(): Promise<void>;
    };
  };
  readonly readable: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
      cancel(): Promise<void>;
    };
  };
};

/** A stream may unpack all it was given before anybody reads: 16 KiB become 16 MiB at most (deflate's 1032 : 1). */
const WRITTEN_AT_ONCE = 16 * 1024;

/**
 * Unpacks raw deflate into exactly `size` bytes; memory stays near that, whatever the packed bytes would become.
 *
 * @throws UnreadableWorkbook where they become more, fewer, or nothing that can be unpacked.
 */
export async function inflate(
  packed: Uint8Array<ArrayBuffer>,
  size: number,
  Inflate: Inflater,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Inflate('deflate-raw');
  const reader = stream.readable.getReader();
  const writing = writeAll(stream.writable.getWriter(), packed);
  const unpacked = new Uint8Array(size);
  let at = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) break;
      if (at + value.length > size) {
        await reader.cancel();
        throw broken('zip');
      }
      unpacked.set(value, at);
      at += value.length;
    }
  } catch (error) {
    // The Compression standard's answer to bytes that are no deflate.
    throw error instanceof TypeError ? broken('zip') : error;
  } finally {
    await writing;
  }
  if (at !== size) throw broken('zip');
  return unpacked;
}

/** Ends with the stream, however that ends: the reading side tells why. */
async function writeAll(
  writer: ReturnType<InstanceType<Inflater>['writable']['getWriter']>,
  packed: Uint8Array<ArrayBuffer>,
): Promise<void> {
  try {
    for (let at = 0; at < packed.length; at += WRITTEN_AT_ONCE) {
      await writer.write(packed.subarray(at, at + WRITTEN_AT_ONCE));
    }
    await writer.close();
  } catch {
    // The reader meets the same failure and throws it; a stream that was cancelled has nothing more to tell.
  }
}
