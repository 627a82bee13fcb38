import {
  array,
  asyncProperty,
  assert,
  constant,
  double,
  integer,
  oneof,
  string,
  uint8Array,
} from 'fast-check';
import { readSheet } from 'read-excel-file/universal';
import { describe, expect, it } from 'vitest';
import { readCodeFile } from '#common/code-file.ts';
import { readWorkbook } from '#common/workbook/read-workbook.ts';
import { readArchive } from '#engine/archive/read-archive.ts';
import { readEditFile } from '../../src-main/headless/edit-files/edit-file.ts';
import { problemOf } from '../support/gateway-under-test.ts';
import { sheetXml, workbookFromXml, workbookOf, zipOf, type WorkbookCell } from '../support/workbook.ts';

const hands = { TextDecoder, DecompressionStream };
const read = (bytes: Uint8Array) => readWorkbook(bytes, hands);
const cells = async (rows: readonly (readonly WorkbookCell[])[]) =>
  (await read(workbookOf([{ rows }]))).records.map((record) => record.cells);
const codes = async (bytes: Uint8Array) => (await read(bytes)).faults.map(({ code }) => code);

describe('a workbook that a merchant saved in Excel', () => {
  it('gives every figure of a barcode that Excel keeps as a number', async () => {
    expect(await cells([['Barkod'], [8690000000012], [18690000000019]])).toEqual([
      ['Barkod'],
      ['8690000000012'],
      ['18690000000019'],
    ]);
  });

  it('shows the zeros before a code as Excel shows them', async () => {
    expect(await cells([['Barkod'], [{ number: 12345678905, format: 'code' }]])).toEqual([
      ['Barkod'],
      ['0012345678905'],
    ]);
  });

  it('marks a number whose last figures Excel has lost', async () => {
    expect(await cells([['Kod'], [{ xml: '<c><v>12345678901234567890</v></c>' }]])).toEqual([
      ['Kod'],
      ['1.23456789012346E+19'],
    ]);
  });

  it('gives an amount as it was typed, not as a computer keeps it', async () => {
    const kept = ['19.899999999999999', '0.1', '129.90000000000001', '1234.5', '1E-3'];
    const rows = kept.map((text) => [{ xml: `<c s="5"><v>${text}</v></c>` }]);
    expect((await cells([['Fiyat'], ...rows])).flat().slice(1)).toEqual([
      '19.9',
      '0.1',
      '129.9',
      '1234.5',
      '0.001',
    ]);
  });

  it('gives dates as dates, whichever way the workbook counts its days', async () => {
    const rows: WorkbookCell[][] = [
      ['Tarih', 'Saat'],
      [
        { number: 44685, format: 'date' },
        { number: 44685.375, format: 'time' },
      ],
    ];
    expect((await cells(rows))[1]).toEqual(['2022-05-04', '2022-05-04 09:00:00']);
    const shifted = rows.map((row) =>
      row.map((cell) =>
        typeof cell === 'object' && cell && 'number' in cell ? { ...cell, number: cell.number - 1462 } : cell,
      ),
    );
    const { records } = await read(workbookOf([{ rows: shifted }], { date1904: true }));
    expect(records[1]?.cells).toEqual(['2022-05-04', '2022-05-04 09:00:00']);
  });

  it('gives percentages, yes and no, formulas and rich texts as they are seen', async () => {
    const rich =
      '<c t="inlineStr"><is><r><t>Çay</t></r><r><t xml:space="preserve"> bardağı &amp; _x0041_</t></r></is></c>';
    const row: WorkbookCell[] = [
      { number: 0.125, format: 'percent' },
      { xml: '<c t="b"><v>1</v></c>' },
      { xml: '<c><f>2*3</f><v>6</v></c>' },
      { xml: '<c t="str"><f>A1</f><v></v></c>' },
      { xml: rich },
    ];
    expect((await cells([['a', 'b', 'c', 'd', 'e'], row]))[1]).toEqual([
      '12.5%',
      'true',
      '6',
      '',
      'Çay bardağı & A',
    ]);
  });

  it('keeps the line numbers of Excel where rows are empty, and fills rows up to the header', async () => {
    const { records } = await read(workbookOf([{ rows: [['a', 'b'], [], [null, 'x'], ['y']] }]));
    expect(records.map(({ line, cells: texts }) => [line, ...texts])).toEqual([
      [1, 'a', 'b'],
      [3, '', 'x'],
      [4, 'y', ''],
    ]);
  });

  it('reads the first sheet that is shown, and refuses where a second one holds something', async () => {
    const hidden = { rows: [['gizli']], state: 'hidden' } as const;
    const shown = { rows: [['model']], name: 'Ürünler' };
    expect((await read(workbookOf([hidden, shown, { rows: [] }]))).records.map((each) => each.cells)).toEqual(
      [['model']],
    );
    expect((await read(workbookOf([shown, { rows: [['x']], name: 'Kış' }]))).faults).toMatchObject([
      { code: 'workbook-several-sheets', found: 'Kış' },
    ]);
  });

  it('never takes a formula without a result for an empty cell', async () => {
    const rows: WorkbookCell[][] = [
      ['model', 'price'],
      ['A', { xml: '<c t="e"><f>X</f><v>#REF!</v></c>' }],
      ['B', { xml: '<c><f>2*3</f></c>' }],
    ];
    expect((await read(workbookOf([{ rows }]))).faults).toEqual([
      { line: 2, column: 'price', code: 'cell-error', found: '#REF!' },
      { line: 3, column: 'price', code: 'cell-not-calculated', found: '' },
    ]);
  });

  it('reads what another reader of workbooks reads', async () => {
    const cell = oneof(
      string({ unit: 'grapheme', maxLength: 12 }).map((text) =>
        text.replace(/[^\P{C}]|\s/gu, '').replaceAll('_x', ''),
      ),
      integer({ min: -1e12, max: 1e14 }),
      double({ min: 0.0001, max: 1e6, noNaN: true }).map((value) => Number(value.toPrecision(12))),
      constant(null),
    );
    await assert(
      asyncProperty(array(array(cell, { maxLength: 6 }), { maxLength: 12 }), async (rows) => {
        const bytes = workbookOf([{ rows: [['A', 'B', 'C', 'D', 'E', 'F'], ...rows] }]);
        const other = await readSheet(bytes.slice().buffer);
        const seen = other
          .map((row, at) => [
            String(at + 1),
            ...row.map((each) => (each === null ? '' : String(each as string | number))),
          ])
          .filter(([, ...texts]) => texts.some((text) => text !== ''));
        const { records } = await read(bytes);
        expect(
          records.map(({ line, cells: texts }) => [String(line), ...texts.map((text) => text.trim())]),
        ).toEqual(seen);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a workbook that was made to harm, or is damaged', () => {
  const bomb = 'x'.repeat(70 * 1024 * 1024);

  it('is refused by what its directory tells, before anything is unpacked', async () => {
    const bytes = workbookFromXml([{}], [bomb]);
    const started = performance.now();
    expect(await codes(bytes)).toEqual(['workbook-too-large']);
    expect(performance.now() - started).toBeLessThan(100);
  });

  it('is refused where the directory lies, and unpacked no further than it told', async () => {
    const honest = zipPartsOf(sheetXml(`<row r="1"><c r="A1" t="str"><v>${bomb}</v></c></row>`));
    const bytes = zipOf(honest, 'deflated', (name, size) => (name.endsWith('sheet1.xml') ? 1_000 : size));
    let unpacked = 0;
    class Counting {
      readonly writable: WritableStream;
      readonly readable: ReadableStream<Uint8Array>;
      constructor(format: 'deflate-raw') {
        const inner = new DecompressionStream(format);
        this.writable = inner.writable;
        this.readable = inner.readable.pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform(chunk, out) {
              unpacked += chunk.length;
              out.enqueue(chunk);
            },
          }),
        );
      }
    }
    const { faults } = await readWorkbook(bytes, { TextDecoder, DecompressionStream: Counting });
    expect(faults.map(({ code }) => code)).toEqual(['workbook-broken']);
    expect(unpacked).toBeLessThan(4 * 1024 * 1024);
  });

  it.each([
    [
      'a row far below everything',
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c r="A999999999"><v>1</v></c></row>',
    ],
    ['a column that no sheet has', '<row r="1"><c r="ZZZ1"><v>1</v></c></row>'],
    ['a cell whose address is hidden in entities', '<row r="1"><c r="&#90;&#90;&#90;1"><v>1</v></c></row>'],
    ['a cell of another row', '<row r="1"><c r="A2"><v>1</v></c></row>'],
    ['the same cell twice', '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'],
    ['a text that does not exist', '<row r="1"><c r="A1" t="s"><v>5</v></c></row>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><row r="1"/>'],
    ['an entity of its own', '<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'],
    ['a tag of a million attributes', `<row r="1"${' a="b"'.repeat(1_000_000)}/>`],
    ['a tag without an end', `<row r="1" a="${'b'.repeat(8_000_000)}`],
    ['a number that is none', '<row r="1"><c r="A1"><v>1O</v></c></row>'],
  ])('is refused: %s', async (_name, rows) => {
    expect(await codes(workbookFromXml([{}], [sheetXml(rows)], { method: 'stored' }))).toEqual([
      'workbook-broken',
    ]);
  });

  it('is refused where thousands of rows reach to the last column', async () => {
    const rows = Array.from(
      { length: 2_000 },
      (_, at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>1</v></c></row>`,
    );
    const bytes = workbookFromXml([{}], [sheetXml(rows.join(''))]);
    const started = performance.now();
    expect(await codes(bytes)).toEqual(['workbook-too-large']);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('is told to be old or locked, no workbook at all, or cut off', async () => {
    expect(await codes(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0))).toEqual([
      'workbook',
    ]);
    expect(await codes(zipOf({ mimetype: 'text/plain' }))).toEqual(['workbook-broken']);
    const whole = workbookOf([{ rows: [['model'], ['A']] }]);
    expect(await codes(whole.subarray(0, whole.length - 40))).toEqual(['workbook-broken']);
  });

  it('never gives other values than were saved: a changed byte is told, or changes nothing', async () => {
    const whole = workbookOf([
      {
        rows: [
          ['model', 'price'],
          ['A', 129.9],
          ['B', 5],
        ],
      },
    ]);
    const meant = JSON.stringify((await read(whole)).records);
    await assert(
      asyncProperty(
        integer({ min: 0, max: whole.length - 1 }),
        integer({ min: 1, max: 255 }),
        async (at, change) => {
          const damaged = whole.slice();
          damaged[at] = damaged[at]! ^ change;
          const { records, faults } = await read(damaged);
          if (faults.length === 0) expect(JSON.stringify(records)).toBe(meant);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('never breaks on anything that begins as one', async () => {
    await assert(
      asyncProperty(uint8Array({ maxLength: 300 }), async (tail) => {
        expect((await read(Uint8Array.of(0x50, 0x4b, 3, 4, ...tail))).records).toEqual([]);
      }),
    );
  });
});

describe('a workbook in the place of a CSV file', () => {
  it('gives variants their codes, and stops at a barcode that lost its zeros', async () => {
    const good = workbookOf([
      {
        rows: [
          ['model', 'Barkod', '# not'],
          ['TS-100', 8690000000012, { xml: '<c t="e"><v>#N/A</v></c>' }],
        ],
      },
    ]);
    expect(await readCodeFile(good, hands)).toMatchObject({
      rows: [{ line: 2, by: 'model', code: 'TS-100', barcode: '8690000000012' }],
      faults: [],
    });
    // EAN-8 01234565 and UPC-A 012345678905, typed as numbers.
    const lost = workbookOf([
      {
        rows: [
          ['model', 'Barkod'],
          ['A', 1234565],
          ['B', 12345678905],
        ],
      },
    ]);
    expect((await readCodeFile(lost, hands)).faults.map(({ line, code }) => [line, code])).toEqual([
      [2, 'zeros-lost'],
      [3, 'zeros-lost'],
    ]);
  });

  it('edits products; a number with three decimals is no thousand there', async () => {
    const rows: WorkbookCell[][] = [
      ['model', 'price', 'quantity', 'code:ean', 'name:tr-tr'],
      ['A', 1.234, 12, 8690000000012, 'Şişe 1.234'],
      [100200, 19.9, null, null, null],
    ];
    const { edits, faults } = await readEditFile(workbookOf([{ rows }]));
    expect(faults).toEqual([]);
    expect(edits.map(({ product, field, value }) => [product.code, field, value])).toEqual([
      ['A', 'price', 12_340],
      ['A', 'quantity', 12],
      ['A', 'code:ean', '8690000000012'],
      ['A', 'name:tr-tr', 'Şişe 1.234'],
      ['100200', 'price', 199_000],
    ]);
  });

  it('edits nothing where a formula failed, a piece is not whole, or a text could be two amounts', async () => {
    const rows: WorkbookCell[][] = [
      ['model', 'field', 'value'],
      ['A', 'price', { xml: '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>' }],
      ['B', 'quantity', 1.234],
      ['C', 'price', '1.234'],
    ];
    const { faults } = await readEditFile(workbookOf([{ rows }]));
    expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual(
      expect.arrayContaining(['2 cell-error', '3 not-whole', '4 ambiguous-number']),
    );
  });

  it('is kept in the archive with prices and dates of then, and tells a cell without a result', async () => {
    const rows: WorkbookCell[][] = [
      ['Sipariş No', 'Ürün Adı', 'Adet', 'Tutar', 'Sipariş Tarihi', 'Komisyon'],
      [
        300000001,
        'Şişe',
        3,
        31.5,
        { number: 44685.375, format: 'time' },
        { number: 0.125, format: 'percent' },
      ],
      [300000002, 'Bardak', 1, { xml: '<c t="e"><v>#N/A</v></c>' }, null, null],
    ];
    const { format, sales, remarks } = await readArchive(workbookOf([{ rows }]), new Map());
    expect(format).toBe('xlsx');
    expect(sales).toMatchObject([
      {
        saleCode: '300000001',
        amount: 3,
        totalE4: 315_000,
        soldAtMs: Date.parse('2022-05-04T06:00:00Z'),
        commissionPercentE4: 125_000,
      },
      { saleCode: '300000002', totalE4: null },
    ]);
    expect(remarks).toMatchObject([{ place: '3', severity: 'warning' }]);
    expect(remarks[0]?.message.tr).toContain('#N/A');
  });

  it('is refused for the archive in a sentence with what to do', async () => {
    const found = await problemOf(
      readArchive(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), new Map()),
    );
    expect(found.params).toMatchObject({
      happenedTr: expect.stringContaining('parolalı'),
      actionTr: expect.stringContaining('.xlsx'),
      actionEn: expect.stringContaining('.xlsx'),
    });
  });
});

/** The parts of a workbook of one sheet, to be packed with a lie. */
function zipPartsOf(sheet: string): Readonly<Record<string, string>> {
  return {
    'xl/workbook.xml': '<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet,
  };
}
