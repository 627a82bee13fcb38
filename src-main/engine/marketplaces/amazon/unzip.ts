import { gunzipSync } from 'node:zlib';
import { broken } from './client.ts';

/** No report or feed result of a small seller comes near this; a bomb does. */
const UNZIPPED_TOP = 256 * 1_024 * 1_024;

/** A document's bytes, unpacked where it says GZIP or its first bytes do (a proxy may have unpacked it already). */
export function unzip(bytes: Uint8Array, algorithm: string): Uint8Array {
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!zipped) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: UNZIPPED_TOP });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw broken('document-download', `not ${algorithm || 'GZIP'}: ${error.name}`);
  }
}
