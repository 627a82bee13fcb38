import type { CsvRecord } from '../csv.ts';
import type { Decoder } from '../decode-text.ts';
import type { Fault } from '../file-fault.ts';
import type { Inflater } from './inflate.ts';
import { readBook, readNumberFormats, readSharedTexts } from './parts.ts';
import { isFilled, readSheet } from './sheet.ts';
import { broken, UnreadableWorkbook } from './unreadable.ts';
import { isZip, Zip } from './zip.ts';

/** What the reading of files takes from its host: two classes of the web that this room may not name. */
export type FileHands = { readonly TextDecoder: Decoder; readonly DecompressionStream: Inflater };

export type Workbook = {
  /** The first sheet that is shown, header first. */
  readonly records: readonly CsvRecord[];
  readonly faults: readonly Fault[];
};

/** All parts that are read, unpacked: a table of 100,000 products stays below it. */
const MOST_UNPACKED = 64 * 1024 * 1024;

/** How a compound file begins: a workbook before Excel 2007, or one with a password (MS-CFB 2.2). */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Whether a file begins as workbooks do; no text file that we read does. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return isZip(bytes) || isCompound(bytes);
}

/**
 * The table of an Excel workbook (`.xlsx`, ECMA-376), as it would stand in a CSV file. Numbers are exact texts with a
 * point, dates ISO texts; which cells are numbers is told beside them. A fault without a column stands for the whole
 * file, and then there are no records.
 *
 * Refused: old workbooks and those with a password, broken ones, ones that would unpack beyond bounds, and ones with a
 * second filled sheet, since nobody could tell that it was left out.
 */
export async function readWorkbook(bytes: Uint8Array, hands: FileHands): Promise<Workbook> {
  try {
    if (isCompound(bytes)) throw new UnreadableWorkbook('workbook');
    return await readParts(new Zip(bytes, MOST_UNPACKED, hands.DecompressionStream), hands);
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    const { fault: code, found } = error;
    return { records: [], faults: [{ line: 1, column: '', code, found: found.slice(0, 40) }] };
  }
}

async function readParts(zip: Zip, { TextDecoder }: FileHands): Promise<Workbook> {
  const textOf = async (name: string): Promise<string | null> => {
    const part = await zip.read(name);
    return part && new TextDecoder('utf-8').decode(part);
  };
  const needed = async (name: string): Promise<string> => {
    const text = await textOf(name);
    if (text === null) throw broken(name);
    return text;
  };
  const { sheets, epoch } = readBook(
    await needed('xl/workbook.xml'),
    await needed('xl/_rels/workbook.xml.rels'),
  );
  const [first, ...others] = sheets;
  const styles = await textOf('xl/styles.xml');
  const texts = await textOf('xl/sharedStrings.xml');
  const table = readSheet(await needed(first!.path), {
    texts: texts === null ? [] : readSharedTexts(texts),
    formats: styles === null ? [] : readNumberFormats(styles),
    epoch,
  });
  for (const { name, path } of others) {
    if (isFilled(await needed(path))) throw new UnreadableWorkbook('workbook-several-sheets', name);
  }
  return table;
}

function isCompound(bytes: Uint8Array): boolean {
  return COMPOUND.every((byte, at) => bytes[at] === byte);
}
