import { inflate, type Inflater } from './inflate.ts';
import { broken, UnreadableWorkbook } from './unreadable.ts';

/** How a zip file begins (PKWARE APPNOTE 4.3.7). */
const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_HEADER = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const DIRECTORY_END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
/** A workbook has some dozens. */
const MOST_ENTRIES = 2_000;

/** Sheets pack to a tenth or a thirtieth. What packs to less than a hundredth was made to fill memory. */
const MOST_RATIO = 100;
const SMALL = 1024 * 1024;

type Entry = {
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly at: number;
};

export function isZip(bytes: Uint8Array): boolean {
  return bytes.length > 4 && viewOf(bytes).getUint32(0, true) === LOCAL_HEADER;
}

/** The parts of a zip file, unpacked one by one and never more than `most` bytes of them altogether. */
export class Zip {
  readonly #bytes: Uint8Array;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #inflater: Inflater;
  #left: number;

  /** @throws UnreadableWorkbook where its directory can't be read. */
  constructor(bytes: Uint8Array, most: number, Inflate: Inflater) {
    this.#bytes = bytes;
    this.#entries = readDirectory(bytes);
    this.#inflater = Inflate;
    this.#left = most;
  }

  /**
   * The bytes of a part, checked against the checksum of the directory; null where there is none of this name. The size
   * that the directory tells is judged before anything is unpacked, and unpacking stops where it was a lie.
   *
   * @throws UnreadableWorkbook
   */
  async read(name: string): Promise<Uint8Array | null> {
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    const isBomb = entry.size > SMALL && entry.size > entry.packedSize * MOST_RATIO;
    if (entry.size > this.#left || isBomb) throw new UnreadableWorkbook('workbook-too-large');
    this.#left -= entry.size;
    const packed = packedOf(this.#bytes, entry);
    if (entry.method === STORED && entry.size !== packed.length) throw broken(name);
    const unpacked = entry.method === STORED ? packed : await inflate(packed, entry.size, this.#inflater);
    if (crc32(unpacked) !== entry.checksum) throw broken(name);
    return unpacked;
  }
}

function readDirectory(bytes: Uint8Array): ReadonlyMap<string, Entry> {
  const view = viewOf(bytes);
  const end = directoryEnd(view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  let at = view.getUint32(end + 16, true);
  if (count > MOST_ENTRIES) throw new UnreadableWorkbook('workbook-too-large');
  if (at + size > end) throw broken('zip');
  const entries = new Map<string, Entry>();
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_HEADER) throw broken('zip');
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw broken('zip');
    const name = String.fromCharCode(...bytes.subarray(at + 46, at + 46 + nameLength));
    const method = view.getUint16(at + 10, true);
    const readable =
      (view.getUint16(at + 8, true) & ENCRYPTED) === 0 && (method === STORED || method === DEFLATED);
    // Two parts of one name: which of them a spreadsheet program shows is not ours to guess.
    if (!readable || entries.has(name)) throw broken(name);
    entries.set(name, {
      method,
      checksum: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

function directoryEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - DIRECTORY_END_BYTES - LONGEST_COMMENT);
  for (let at = view.byteLength - DIRECTORY_END_BYTES; at >= first; at -= 1) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  }
  throw broken('zip');
}

function packedOf(bytes: Uint8Array, entry: Entry): Uint8Array<ArrayBuffer> {
  const view = viewOf(bytes);
  const { at, packedSize } = entry;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL_HEADER) throw broken('zip');
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + packedSize > bytes.length) throw broken('zip');
  return bytes.slice(start, start + packedSize);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The checksum of zip files (APPNOTE 4.4.7). */
function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC_TABLE[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
