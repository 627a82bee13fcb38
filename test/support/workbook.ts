import { crc32, deflateRawSync } from 'node:zlib';

/** A cell as Excel would keep it: a text, a number, a date or percentage by style, a formula, or raw XML. */
export type WorkbookCell =
  | string
  | number
  | null
  | { readonly number: number; readonly format: keyof typeof STYLES }
  | { readonly xml: string };

const STYLES = { plain: 0, date: 1, time: 2, percent: 3, code: 4, lira: 5 } as const;

const STYLES_XML = `<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="3"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm;@"/><numFmt numFmtId="165" formatCode="0000000000000"/>
<numFmt numFmtId="166" formatCode="#,##0.00\\ [$₺-41F];[Red]-#,##0.00\\ [$₺-41F]"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`;

export type Sheet = {
  readonly rows: readonly (readonly WorkbookCell[])[];
  readonly name?: string;
  readonly state?: 'hidden';
};

export type WorkbookOptions = { readonly date1904?: boolean; readonly method?: 'stored' | 'deflated' };

/** A workbook of these sheets. */
export function workbookOf(sheets: readonly Sheet[], options: WorkbookOptions = {}): Uint8Array<ArrayBuffer> {
  const texts: string[] = [];
  const bodies = sheets.map(({ rows }) =>
    sheetXml(rows.map((row, at) => rowXml(row, at + 1, texts)).join('')),
  );
  return workbookFromXml(sheets, bodies, {
    ...options,
    texts: `<sst>${texts.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`,
  });
}

export function sheetXml(rows: string): string {
  return `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
}

/** A workbook whose sheets are XML as it stands here. */
export function workbookFromXml(
  sheets: readonly Pick<Sheet, 'name' | 'state'>[],
  bodies: readonly string[],
  { texts, date1904, method }: WorkbookOptions & { readonly texts?: string } = {},
): Uint8Array<ArrayBuffer> {
  const list = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${escape(name ?? `Sayfa${at + 1}`)}" sheetId="${at + 7}" ${state ? `state="${state}" ` : ''}r:id="rId${at + 1}"/>`,
  );
  const relations = sheets.map(
    (_sheet, at) =>
      `<Relationship Id="rId${at + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  return zipOf(
    {
      'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${list.join('')}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
      'xl/styles.xml': STYLES_XML,
      ...(texts === undefined ? {} : { 'xl/sharedStrings.xml': texts }),
      ...Object.fromEntries(bodies.map((body, at) => [`xl/worksheets/sheet${at + 1}.xml`, body])),
    },
    method,
  );
}

function rowXml(row: readonly WorkbookCell[], line: number, texts: string[]): string {
  const cells = row.map((cell, at) => {
    const place = `r="${letters(at)}${line}"`;
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
    if (typeof cell === 'string') return `<c ${place} t="s"><v>${texts.push(cell) - 1}</v></c>`;
    if ('xml' in cell) return cell.xml.replace('<c', `<c ${place}`);
    return `<c ${place} s="${STYLES[cell.format]}"><v>${cell.number}</v></c>`;
  });
  return `<row r="${line}">${cells.join('')}</row>`;
}

export function letters(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : letters(Math.floor(at / 26) - 1) + letter;
}

function escape(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[each]!,
  );
}

/** A zip file. `told` may lie about the unpacked size of a part. */
export function zipOf(
  parts: Readonly<Record<string, string | Uint8Array>>,
  method: 'stored' | 'deflated' = 'deflated',
  told: (name: string, size: number) => number = (_name, size) => size,
): Uint8Array<ArrayBuffer> {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = method === 'stored' ? bytes : deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(method === 'stored' ? 0 : 8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(told(name, bytes.length), 18);
    common.writeUInt16LE(name.length, 22);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    common.copy(entry, 6);
    entry.writeUInt32LE(at, 42);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, Buffer.from(name), packed]);
    bodies.push(local);
    directory.push(entry, Buffer.from(name));
    at += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...bodies, listing, end]));
}
