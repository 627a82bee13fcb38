import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

const unpackGzip = promisify(gunzip);
const unpackBrotli = promisify(brotliDecompress);
const unpackZlib = promisify(inflate);
const unpackDeflate = promisify(inflateRaw);

/** What the gateway can read; sent as `accept-encoding`. */
export const ACCEPTED_ENCODINGS = 'gzip, br, deflate';

/** What is unpacked at a time, in bytes. */
const SMALLEST_PIECE = 16 * 1_024;
const LARGEST_PIECE = 1_024 * 1_024;

/** The answer's bytes are not what its headers say, or too many. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
}

/** Unpacks by `content-encoding`, the last one first. A small answer must not unpack into more than `maxBytes`. */
export async function unpackBody(bytes: Buffer, encodings: string, maxBytes: number): Promise<Buffer> {
  let body = bytes;
  for (const encoding of encodings
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .reverse()) {
    if (encoding === '' || encoding === 'identity' || body.length === 0) continue;
    body = await unpackOnce(body, encoding, maxBytes);
  }
  return body;
}

async function unpackOnce(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  // Text unpacks to some four times its size: one piece holds most answers, and a bomb goes off in few of them.
  const chunkSize = Math.min(LARGEST_PIECE, Math.max(SMALLEST_PIECE, bytes.length * 4));
  const options = { maxOutputLength: maxBytes, chunkSize };
  try {
    if (encoding === 'gzip' || encoding === 'x-gzip') return await unpackGzip(bytes, options);
    if (encoding === 'br') return await unpackBrotli(bytes, options);
    // RFC 9110 means zlib by `deflate`; servers that send the bare stream are as common. 0x?8 is zlib's first byte.
    if (encoding === 'deflate')
      return await ((bytes[0]! & 0x0f) === 8 ? unpackZlib : unpackDeflate)(bytes, options);
  } catch (error) {
    throw new BodyError(`the answer's ${encoding} is damaged or too large`, { cause: error });
  }
  throw new BodyError(`the answer is packed by an unknown method: ${encoding.slice(0, 40)}`);
}

/**
 * Bytes to text by the charset that the header or else an XML declaration names, UTF-8 when none does. Bytes that are no
 * text are refused.
 */
export function decodeText(bytes: Buffer, contentType: string): string {
  const declared = (
    /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1] ?? declaredInXml(bytes)
  )?.toLowerCase();
  if (declared === undefined || declared === 'utf-8' || declared === 'utf8') {
    if (!isUtf8(bytes)) throw new BodyError('the answer is no utf-8 text');
    return bytes.toString('utf8');
  }
  try {
    return new TextDecoder(declared, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new BodyError(`the answer is no ${declared} text`, { cause: error });
  }
}

/** `<?xml version="1.0" encoding="ISO-8859-9"?>`: SOAP servers often leave the charset out of the header. */
function declaredInXml(bytes: Buffer): string | undefined {
  if (bytes[0] !== 0x3c || bytes[1] !== 0x3f) return undefined;
  const declaration = bytes.subarray(0, 200).toString('latin1').split('?>')[0]!;
  return /\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(declaration)?.[1];
}
