import type { ArchiveColumn, ArchiveField, ArchiveImport } from '#contract/archive.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { describeFault } from '#contract/file-fault-texts.ts';
import { decodeText } from '#common/decode-text.ts';
import type { Fault } from '#common/file-fault.ts';
import { isWorkbook, readWorkbook } from '#common/workbook/read-workbook.ts';
import { parseXml, type XmlNode } from '../marketplaces/kit/xml.ts';
import { readNodes } from './read-nodes.ts';
import { readRows, readTable, type ReadTable } from './read-table.ts';
import { remark, type ReadArchive } from './records.ts';

export type ArchiveContent = ReadArchive & {
  readonly format: ArchiveImport['format'];
  readonly columns: readonly ArchiveColumn[];
};

/**
 * Reads what merchants kept of a closed marketplace: its XML answers with or without an envelope, the same as JSON, or a
 * table of an integrator as CSV or Excel workbook. Letters may be UTF-8, UTF-16 or Turkish Windows-1254/ISO 8859-9.
 *
 * @throws ProblemError `input/invalid` for a file that is none of these.
 */
export async function readArchive(
  bytes: Uint8Array,
  told: ReadonlyMap<string, ArchiveField>,
): Promise<ArchiveContent> {
  if (isWorkbook(bytes)) return { format: 'xlsx', ...(await workbookOf(bytes, told)) };
  const decoded = decodeText(bytes, TextDecoder);
  if (decoded === null) throw unreadable(OTHER_LETTERS);
  const text = decoded.text.replace(/^\ufeff/, '');
  if (/^\s*</.test(text)) return { format: 'xml', columns: [], ...readNodes(xmlOf(text)) };
  if (/^\s*[[{]/.test(text)) return { format: 'json', columns: [], ...readNodes(jsonOf(text)) };
  return { format: 'csv', ...readTable(text, told) };
}

/** Cells whose formula has no result are empty and told: the rest of an archived row is worth keeping. */
async function workbookOf(bytes: Uint8Array, told: ReadonlyMap<string, ArchiveField>): Promise<ReadTable> {
  const { records, faults } = await readWorkbook(bytes, { TextDecoder, DecompressionStream });
  const whole = faults.find(({ column }) => column === '');
  if (whole !== undefined) throw unreadable(asWords(whole));
  const table = readRows(records, told);
  const empty = faults.map((fault) => {
    const place = { ...fault, line: 0 };
    return remark(
      String(fault.line),
      'warning',
      `${fault.column}: ${describeFault(place, 'tr')}. Hücre boş bırakıldı.`,
      `${fault.column}: ${describeFault(place, 'en')}. The cell was left empty.`,
    );
  });
  return { ...table, remarks: [...empty, ...table.remarks] };
}

function asWords(fault: Fault): Words {
  const [tr, en] = (['tr', 'en'] as const).map((language) =>
    describeFault({ ...fault, line: 0 }, language).split('; '),
  );
  return {
    tr: [sentence(tr![0]!), NOTHING_TR, sentence(tr!.slice(1).join('; '))],
    en: [sentence(en![0]!), NOTHING_EN, sentence(en!.slice(1).join('; '))],
  };
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

function xmlOf(text: string): XmlNode {
  try {
    return parseXml(text, { attributes: true });
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable(BROKEN);
    throw error;
  }
}

function jsonOf(text: string): XmlNode {
  try {
    return nodeOf(JSON.parse(quoteLongNumbers(text)));
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable(BROKEN);
    throw error;
  }
}

/** Ids above 2^53 would become other ids. Texts are passed over. */
function quoteLongNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (part) =>
    part.startsWith('"') ? part : `"${part}"`,
  );
}

/** JSON in the shape of the same XML: every value its text, absent ones left out. */
function nodeOf(value: unknown): XmlNode {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return { item: value.map(nodeOf) };
  if (typeof value !== 'object') return String(value as string | number | boolean);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      Array.isArray(each) ? each.map(nodeOf) : nodeOf(each),
    ]),
  );
}

type Words = {
  readonly tr: readonly [string, string, string];
  readonly en: readonly [string, string, string];
};

const NOTHING_TR = 'Hiçbir şey içe aktarılmadı.';
const NOTHING_EN = 'Nothing was imported.';
const OTHER_LETTERS: Words = {
  tr: ['Dosyanın harf kodlaması tanınmadı.', NOTHING_TR, 'Dosyayı UTF-8 olarak kaydedip yeniden verin.'],
  en: [
    'The encoding of the file was not recognised.',
    NOTHING_EN,
    'Save the file as UTF-8 and give it again.',
  ],
};
const BROKEN: Words = {
  tr: [
    'Dosya yarım ya da bozuk; XML/JSON olarak okunamadı.',
    NOTHING_TR,
    'Dosyanın tamamını yeniden kaydedip verin.',
  ],
  en: [
    'The file is cut off or broken and can’t be read as XML/JSON.',
    NOTHING_EN,
    'Save the whole file again and give that.',
  ],
};

function unreadable({ tr, en }: Words): ProblemError {
  return new ProblemError(
    problem('input/invalid', {
      field: 'file',
      happenedTr: tr[0],
      meansTr: tr[1],
      actionTr: tr[2],
      happenedEn: en[0],
      meansEn: en[1],
      actionEn: en[2],
    }),
  );
}
