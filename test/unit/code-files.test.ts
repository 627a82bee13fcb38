import { describe, expect, it } from 'vitest';
import { readCodeFile } from '#common/code-file.ts';

const read = (text: string) =>
  readCodeFile(new TextEncoder().encode(text), { TextDecoder, DecompressionStream });
const faults = async (text: string): Promise<readonly string[]> =>
  (await read(text)).faults.map(({ line, column, code }) => `${line} ${column} ${code}`);

describe('a merchant’s table of barcodes', () => {
  it('names a variant by its product and option, with Turkish titles and notes beside them', async () => {
    const { rows, faults: none } = await read(
      'Ürün No;Seçenek;# not;BARKOD;Stok Kodu\r\n42;Kırmızı / XL;yeni;8690000000017;K-XL\r\n\r\n43;;;8690000000024;',
    );
    expect(none).toEqual([]);
    expect(rows).toEqual([
      {
        line: 2,
        by: 'product',
        code: '42',
        option: { text: 'Kırmızı / XL' },
        barcode: '8690000000017',
        stockCode: 'K-XL',
      },
      { line: 4, by: 'product', code: '43', option: null, barcode: '8690000000024', stockCode: null },
    ]);
  });

  it('takes the stock code for the name where nothing else names the variant', async () => {
    expect((await read('stockCode,barcode\nRAF-1,8690000000017')).rows).toMatchObject([
      { by: 'stock-code', code: 'RAF-1', barcode: '8690000000017', stockCode: null },
    ]);
    expect((await read('model,optionValueIds,stockCode\nM,21+16,S')).rows).toMatchObject([
      { by: 'model', code: 'M', option: { optionValueIds: ['21', '16'] }, barcode: null, stockCode: 'S' },
    ]);
  });

  it.each([
    ['barcode\n869', ['1 variantId missing']],
    ['model;renk;barcode\nM;K;869', ['1 renk unknown-column']],
    ['model;barkod;barcode\nM;1;2', ['1 barcode column-twice']],
    ['model\nM', ['1 barcode missing']],
    ['model;barcode\n;8690000000017', ['2 variantId empty']],
    ['model;barcode\nM;', ['2 barcode empty']],
    ['model;barcode\nM;8,69E+12', ['2 barcode scientific']],
    ['model;barcode\nM;1;2', ['2  cell-count']],
    ['model;barcode\nM;"1', ['2  quote-open']],
    ['', ['1  no-edits']],
    ['PK\u0003\u0004workbook', ['1  workbook-broken']],
  ])('%j is not guessed at', async (text, expected) => {
    expect(await faults(text)).toEqual(expected);
  });
});
