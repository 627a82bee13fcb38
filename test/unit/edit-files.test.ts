import { describe, expect, it } from 'vitest';
import { readAmount, readAmountNumber, readWhole } from '../../src-main/headless/edit-files/amount-text.ts';
import { readCsv } from '#common/csv.ts';
import { readEditFile } from '../../src-main/headless/edit-files/edit-file.ts';
import { describeFault } from '#contract/file-fault-texts.ts';
import type { FileEdit } from '../../src-main/headless/edit-files/file-edit.ts';
import { readFieldText } from '../../src-main/headless/edit-files/field-text.ts';
import { seededChance } from '../support/steady-host.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const edits = async (text: string): Promise<readonly FileEdit[]> => {
  const { edits: found, faults } = await readEditFile(bytes(text));
  expect(faults).toStrictEqual([]);
  return found;
};
const faults = async (text: string): Promise<readonly string[]> =>
  (await readEditFile(bytes(text))).faults.map(({ line, column, code }) => `${line} ${column} ${code}`);
const brief = ({ product, field, value }: FileEdit): readonly unknown[] => [product.code, field, value];

describe('an amount in a merchant’s table', () => {
  it.each([
    ['1234', 12_340_000],
    ['1234,5', 12_345_000],
    ['1234.56', 12_345_600],
    ['1.234,56', 12_345_600],
    ['1,234.56', 12_345_600],
    ['1.234.567', 12_345_670_000],
    ['12.345.678,9', 123_456_789_000],
    ['0,999', 9_990],
    ['0.1234', 1_234],
    ['1234,567', 12_345_670],
    ['129.9000', 1_299_000],
    ['129,90 TL', 1_299_000],
    ['₺ 129,90', 1_299_000],
    ['-5,00', -50_000],
    ['+5', 50_000],
    ['0', 0],
  ])('%s is read as %d ten-thousandths', (text, amountE4) => {
    expect(readAmount(text)).toStrictEqual({ ok: true, value: amountE4 });
  });

  it.each([
    ['1.234', 'ambiguous-number'],
    ['1,234', 'ambiguous-number'],
    ['999.000', 'ambiguous-number'],
    ['1.23.456', 'not-a-number'],
    ['1,234,56', 'not-a-number'],
    ['1.234,56,7', 'not-a-number'],
    ['1,5.5', 'not-a-number'],
    ['12,34567', 'too-precise'],
    ['5,', 'not-a-number'],
    [',5', 'not-a-number'],
    ['1e5', 'not-a-number'],
    ['123456789012', 'not-a-number'],
    ['', 'empty'],
    ['yüz', 'not-a-number'],
  ])('%s is refused: %s', (text, code) => {
    expect(readAmount(text)).toStrictEqual({ ok: false, code });
  });

  it('is never read as another amount than the one that either habit of writing gave it', () => {
    const seed = `amounts ${process.env['TEST_SEED'] ?? '1'}`;
    const chance = seededChance(seed);
    for (let round = 0; round < 3_000; round += 1) {
      const amountE4 = Math.floor(chance.fraction() * 10 ** (1 + Math.floor(chance.fraction() * 11)));
      const decimals = Math.floor(chance.fraction() * 5);
      const locale = chance.fraction() < 0.5 ? 'tr-TR' : 'en-GB';
      const useGrouping = chance.fraction() < 0.5;
      const cut = amountE4 - (amountE4 % 10 ** (4 - decimals));
      const text = new Intl.NumberFormat(locale, {
        useGrouping,
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(cut / 10_000);
      const found = readAmount(text);
      const expected = found.ok ? { ok: true, value: cut } : { ok: false, code: 'ambiguous-number' };
      expect(found, `seed ${seed}: ${text}`).toStrictEqual(expected);
    }
  });

  it('may be a JSON number, whose point can’t be mistaken', () => {
    expect(readAmountNumber(1.234)).toStrictEqual({ ok: true, value: 12_340 });
    expect(readAmountNumber(-0.1)).toStrictEqual({ ok: true, value: -1_000 });
    expect(readAmountNumber(1.23456)).toStrictEqual({ ok: false, code: 'too-precise' });
    expect(readAmountNumber(1e21)).toStrictEqual({ ok: false, code: 'not-a-number' });
  });

  it('is not taken for pieces', () => {
    expect(readWhole(' 12 ')).toStrictEqual({ ok: true, value: 12 });
    expect(readWhole('-3')).toStrictEqual({ ok: true, value: -3 });
    expect(readWhole('1.200')).toStrictEqual({ ok: false, code: 'ambiguous-number' });
    expect(readWhole('12,5')).toStrictEqual({ ok: false, code: 'not-whole' });
    expect(readWhole('+5')).toStrictEqual({ ok: false, code: 'not-a-number' });
  });
});

describe('a table by RFC 4180', () => {
  it('keeps delimiters, quotes and line ends inside quotes, and counts lines', () => {
    const { records, fault } = readCsv('a;"b;""x""\r\ny"\r\n\r\n;\n1;"2"\r3;4', ';');
    expect(fault).toBeNull();
    expect(records).toStrictEqual([
      { line: 1, cells: ['a', 'b;"x"\r\ny'] },
      { line: 5, cells: ['1', '2'] },
      { line: 6, cells: ['3', '4'] },
    ]);
  });

  it.each([
    ['a;"b', 1, 'quote-open'],
    ['a;b\n5" boru;1', 2, 'quote-inside'],
    ['a;b\n"5" boru;1', 2, 'after-quote'],
  ])('%j ends at line %d: %s', (text, line, code) => {
    expect(readCsv(text, ';').fault).toMatchObject({ line, code });
  });

  it('gives back whatever cells were written, in any delimiter', () => {
    const seed = `cells ${process.env['TEST_SEED'] ?? '1'}`;
    const chance = seededChance(seed);
    const letters = ['a', 'ş', '"', ',', ';', '\t', '\n', '\r\n', ' ', '', '1'];
    const pick = (): string => letters[Math.floor(chance.fraction() * letters.length)]!;
    for (let round = 0; round < 500; round += 1) {
      const rows = Array.from({ length: 3 }, () =>
        Array.from({ length: 3 }, () => `x${pick()}${pick()}${pick()}`),
      );
      for (const delimiter of [',', ';', '\t'] as const) {
        const text = rows
          .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
          .join('\r\n');
        expect(
          readCsv(text, delimiter).records.map(({ cells }) => cells),
          `seed ${seed}`,
        ).toStrictEqual(rows);
      }
    }
  });
});

describe('a file of edits', () => {
  const wide = 'productId;price;quantity;name:tr-tr;#not\n101;129,90;8;"Çaydanlık; büyük";x\n102;;;Şişe;\n';
  const expected = [
    ['101', 'price', 1_299_000],
    ['101', 'quantity', 8],
    ['101', 'name:tr-tr', 'Çaydanlık; büyük'],
    ['102', 'name:tr-tr', 'Şişe'],
  ];

  it.each([
    ['UTF-8', bytes(wide), 'utf-8'],
    ['UTF-8 with a byte order mark', bytes(`\uFEFF${wide}`), 'utf-8'],
    ['UTF-16LE with a byte order mark', new Uint8Array(Buffer.from(`\uFEFF${wide}`, 'utf16le')), 'utf-16le'],
    ['UTF-16LE without one', new Uint8Array(Buffer.from(wide, 'utf16le')), 'utf-16le'],
    ['Windows-1254', windows1254(wide), 'windows-1254'],
  ])('is read in %s', async (_name, file, encoding) => {
    const found = await readEditFile(file);
    expect(found).toMatchObject({ encoding, faults: [] });
    expect(found.edits.map(brief)).toStrictEqual(expected);
  });

  it('may be parted by commas or tabs, and says its delimiter as Excel does', async () => {
    expect((await edits('productId,price\n101,"129,90"')).map(brief)).toStrictEqual([
      ['101', 'price', 1_299_000],
    ]);
    expect((await edits('productId\tprice\n101\t129,90')).map(brief)).toStrictEqual([
      ['101', 'price', 1_299_000],
    ]);
    expect((await edits('sep=;\nproductId;price\n101;129,90')).map(brief)).toStrictEqual([
      ['101', 'price', 1_299_000],
    ]);
  });

  it('leaves a field as it is where a product’s cell is empty, and empties it where an edit says so', async () => {
    expect(
      (await edits('model;special;code:ean\nM1;;\nM2;99,90|01.12.2026|;2800000000017')).map(brief),
    ).toStrictEqual([
      ['M2', 'special', { priceE4: 999_000, dateStart: '2026-12-01', dateEnd: null }],
      ['M2', 'code:ean', '2800000000017'],
    ]);
    expect(
      (await edits('barcode;field;value\n28;special;\n28;code:sku;\n28;categories;')).map(brief),
    ).toStrictEqual([
      ['28', 'special', null],
      ['28', 'code:sku', ''],
      ['28', 'categories', []],
    ]);
  });

  it('takes stock as the new figure, and the figure that was seen if it is told', async () => {
    expect(
      (
        await edits(
          'productId;field;value;mode;base\n1;quantity;8;set;\n2;quantity;8;;10\n3;option:7:quantity;4;difference;',
        )
      ).map(({ mode, base, value }) => [value, mode, base]),
    ).toStrictEqual([
      [8, 'set', undefined],
      [8, null, 10],
      [4, 'difference', undefined],
    ]);
  });

  it('reads the same as JSON', async () => {
    const file = JSON.stringify([
      { productId: 101, field: 'price', value: 129.9 },
      { model: 'M-1', field: 'price', value: '1.299,90' },
      { barcode: '0123', field: 'enabled', value: false },
      { productId: '7', field: 'quantity', value: 5, mode: 'set', base: 4 },
      { productId: '7', field: 'special', value: { price: 10, dateEnd: '2026-12-31' } },
      { productId: '7', field: 'option:3:price', value: -2.5 },
      { productId: '7', field: 'option:4:price', value: { price: 3, prefix: '+' } },
      { productId: '7', field: 'categories', value: [20, '33'] },
      { productId: '7', field: 'images', value: ['catalog/a.jpg'] },
      { productId: '7', field: 'attribute:2:tr-tr', value: null },
      { productId: '7', field: 'manufacturer', value: 8 },
      { productId: '7', field: 'cost', value: null },
    ]);
    expect((await edits(file)).map(brief)).toStrictEqual([
      ['101', 'price', 1_299_000],
      ['M-1', 'price', 12_999_000],
      ['0123', 'enabled', false],
      ['7', 'quantity', 5],
      ['7', 'special', { priceE4: 100_000, dateStart: null, dateEnd: '2026-12-31' }],
      ['7', 'option:3:price', { priceE4: 25_000, prefix: '-' }],
      ['7', 'option:4:price', { priceE4: 30_000, prefix: '+' }],
      ['7', 'categories', ['20', '33']],
      ['7', 'images', ['catalog/a.jpg']],
      ['7', 'attribute:2:tr-tr', null],
      ['7', 'manufacturer', '8'],
      ['7', 'cost', null],
    ]);
    expect((await edits(file))[3]).toMatchObject({ mode: 'set', base: 4 });
  });

  it.each([
    ['', '1  no-edits'],
    ['productId;price\n', '1  no-edits'],
    ['ad;price\n1;2', '1  no-identifier'],
    ['productId;fiyat\n1;2', '1 fiyat unknown-column'],
    ['productId;price;price\n1;2;3', '1 price column-twice'],
    ['productId;price\n1;2\n3', '3  cell-count'],
    ['productId;price\n1;1.234', '2 price ambiguous-number'],
    ['productId;price;quantity\n1;5;1,5', '2 quantity not-whole'],
    ['productId;code:ean\n1;8,69E+12', '2 code:ean scientific'],
    ['productId;enabled\n1;belki', '2 enabled not-yes-or-no'],
    ['productId;price\n1;5\n1;6', '3 price twice'],
    [';price\n1;5', '1  no-identifier'],
    ['productId;price\n;5', '2 productId empty'],
    ['productId;field;value\n1;fiyat;5', '2 field unknown-field'],
    ['productId;field;value;mode\n1;price;5;difference', '2 mode mode-not-for-field'],
    ['productId;field;value;mode\n1;price;5;yap', '2 mode unknown-mode'],
    ['productId;model;field;value\n1;M;price;5', '1 model several-identifiers'],
    ['productId;field\n1;price', '1 value missing'],
    ['[{"productId":1,\n"field":"price" "value":5}]', '2 17 not-json'],
    ['[\n', '1  not-json'],
    ['{"productId":1}', '1  not-a-list'],
    ['[\n1]', '2  not-an-object'],
    [
      '[\n{"productId":1,"field":"price","value":5},\n\n{"productId":1,"field":"model","value":5}]',
      '4 value wrong-kind',
    ],
    ['[{"productId":1,"field":"price","value":"1.234"}]', '1 value ambiguous-number'],
    ['[{"productId":1,"field":"price","priceE4":5}]', '1 priceE4 unknown-key'],
    ['[{"productId":1,"field":"special","value":{"priceE4":5}}]', '1 value not-a-special'],
    [
      '[{"productId":1,"field":"option:1:price","value":{"price":-5,"prefix":"+"}}]',
      '1 value not-an-option-price',
    ],
    ['[{"productId":1,"field":"price"}]', '1 value missing'],
    ['[{"field":"price","value":1}]', '1  no-identifier'],
    ['[{"productId":1,"model":"x","field":"price","value":1}]', '1 model several-identifiers'],
    ['[{"barcode":123,"field":"price","value":1}]', '1 barcode wrong-kind'],
  ])('%j is not understood: %s', async (text, told) => {
    expect(await faults(text)).toContain(told);
  });

  it('names every place that is wrong, in the merchant’s language', async () => {
    const { faults: found } = await readEditFile(bytes('productId;price\n1;1.234\n2;5\n3;x'));
    expect(found.map((fault) => describeFault(fault, 'tr'))).toStrictEqual([
      'satır 2, price: “1.234” iki sayı olabilir; binlik ayırmadan ya da ondalıklı yazın (1234,00)',
      'satır 4, price: sayı değil: “x”',
    ]);
    expect(describeFault(found[1]!, 'en')).toBe('line 4, price: not a number: “x”');
  });
});

it('A product is switched on and off in either language, however a spreadsheet writes it', () => {
  for (const yes of ['1', 'true', 'EVET', 'Açık', 'DOĞRU']) {
    expect(readFieldText('enabled', yes)).toStrictEqual({ ok: true, value: true });
  }
  for (const no of ['0', 'FALSE', 'HAYIR', 'hayır', 'Kapalı', 'DISABLED']) {
    expect(readFieldText('enabled', no)).toStrictEqual({ ok: true, value: false });
  }
});

/** ASCII and the twelve letters that Turkish adds, at their places in the code page. */
function windows1254(text: string): Uint8Array {
  const places: Readonly<Record<string, number>> = { Ç: 0xc7, ç: 0xe7, ı: 0xfd, Ş: 0xde, ş: 0xfe, ü: 0xfc };
  return Uint8Array.from(text, (letter) => places[letter] ?? letter.charCodeAt(0));
}
