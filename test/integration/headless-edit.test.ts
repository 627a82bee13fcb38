import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditPage, ShopWriteRow } from '#contract/edits.ts';
import { DEFAULT_ORDER_SETTINGS } from '#contract/shop.ts';
import type { ProductPage } from '#contract/products.ts';
import { openSampleStore, type SampleStore } from '#engine/store/sample/open-sample-store.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { jsonOf, runCommand, type Ran } from '../support/command-line.ts';

const goods = sampleCatalogue()
  .filter(
    (product) =>
      product.options.length === 0 &&
      product.special === null &&
      product.enabled &&
      product.quantity > 10 &&
      product.netPriceE4 > 0 &&
      /^\d{13}$/.test(product.ean),
  )
  .filter((product, _at, all) => all.filter(({ ean }) => ean === product.ean).length === 1)
  .slice(0, 6)
  .map((product) => ({ ...product, id: String(product.productId) }));
const [kettle, lamp, book, cup, pen] = goods;

type EditReport = {
  readonly applied: boolean;
  readonly batchId: string | null;
  readonly changed: number;
  readonly unchanged: number;
  readonly edits: readonly Record<string, unknown>[];
  readonly remarks: readonly Record<string, unknown>[];
  readonly write?: Record<string, unknown>;
};

let folder: string;
const run = (...argv: string[]): Promise<Ran> =>
  runCommand([...argv, '--json'], { dataFolder: join(folder, 'profile') });
const said = (argv: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  runCommand(argv, { dataFolder: join(folder, 'profile'), env });

/** The shop itself, while no command has it open. */
async function inShop<T>(action: (shop: SampleStore) => T | Promise<T>): Promise<T> {
  const shop = openSampleStore({
    file: join(folder, 'profile', 'sample-shop.sqlite'),
    clock: systemClock,
    random: systemRandom,
  });
  try {
    return await action(shop);
  } finally {
    await shop.close();
  }
}

const SETTINGS = {
  barcodeSource: 'ean',
  stockCodeSource: 'sku',
  pricesIncludeTax: false,
  newOrderStatusId: '2',
  cancelledOrderStatusId: '7',
  ...DEFAULT_ORDER_SETTINGS,
};
const sheetOf = (productId: string) =>
  inShop(async (shop) => (await shop.readSheets([productId], { settings: SETTINGS }))[0]!.sheet);

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function waiting(): Promise<EditPage['counts']> {
  return jsonOf<EditPage>(await run('edits')).counts;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-edit-'));
  const connected = await run('store', 'connect', '--sample');
  expect(connected.code, connected.err).toBe(0);
  const pulled = await run('pull');
  expect(pulled.code, pulled.err).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('products on the command line', () => {
  it('are listed with what can be looked for', async () => {
    const all = jsonOf<ProductPage>(await run('products', 'list'));
    expect(all.rows).toHaveLength(sampleCatalogue().length);
    const found = jsonOf<ProductPage>(await run('products', 'list', '--search', kettle!.ean, '--limit', '1'));
    expect(found.rows).toMatchObject([{ productId: kettle!.id, model: kettle!.model }]);
    const gone = jsonOf<ProductPage>(await run('products', 'list', '--filter', 'disabled'));
    expect(gone.rows.length).toBe(sampleCatalogue().filter((product) => !product.enabled).length);
    const text = await said(['products', 'list', '--search', kettle!.model]);
    expect(text.out).toContain(kettle!.title);
  });

  it('are shown field by field, by the names that edits take', async () => {
    const shirt = sampleCatalogue().find((product) => product.options.length === 1)!;
    const size = shirt.options[0]!.values[0]!;
    const shown = await said(['products', 'show', String(shirt.productId)]);
    expect(shown.out).toContain(
      `option:${size.optionValueId}:quantity (${shirt.options[0]!.name}: ${size.name})`,
    );
    const missing = await run('products', 'show', '999999');
    expect([missing.code, jsonOf(missing)]).toMatchObject([1, { error: { code: 'product/not-known' } }]);
  });
});

describe('a file of edits', () => {
  const table = (): string =>
    [
      'model;price;quantity;name:tr-tr;#not',
      `${kettle!.model};1.299,90;${kettle!.quantity - 2};"Çaydanlık; büyük";bayram`,
      `${lamp!.model};;${lamp!.quantity};;`,
    ].join('\r\n');

  it('shows what would change, and keeps nothing yet', async () => {
    const ran = await run('edit', '--file', file('ürünler.csv', table()));
    expect(ran.code, ran.err).toBe(0);
    const report = jsonOf<EditReport>(ran);
    expect(report).toMatchObject({ applied: false, batchId: null, unchanged: 1 });
    expect(report.edits).toStrictEqual([
      {
        line: 2,
        productId: kettle!.id,
        title: kettle!.title,
        field: 'price',
        before: kettle!.netPriceE4,
        after: 12_999_000,
        mode: 'set',
      },
      {
        line: 2,
        productId: kettle!.id,
        title: kettle!.title,
        field: 'quantity',
        before: kettle!.quantity,
        after: kettle!.quantity - 2,
        mode: 'difference',
      },
      {
        line: 2,
        productId: kettle!.id,
        title: kettle!.title,
        field: 'name:tr-tr',
        before: kettle!.title,
        after: 'Çaydanlık; büyük',
        mode: 'set',
      },
    ]);
    expect(report.remarks).toMatchObject([
      {
        productId: kettle!.id,
        title: kettle!.title,
        field: 'price',
        kind: 'warning',
        code: 'price-jump',
        line: 2,
      },
    ]);
    expect(await waiting()).toMatchObject({ pending: 0 });
  });

  it('is understood as Excel saves it in Turkish, and says so', async () => {
    // ı and ş as Windows-1254 has them.
    const bytes = Buffer.from(`productId;name:tr-tr\n${book!.id};Kap\u00FDn\u00FEl\n`, 'latin1');
    const ran = await run('edit', '--file', file('windows.csv', bytes));
    expect(jsonOf<EditReport>(ran).edits).toMatchObject([{ after: 'Kapınşl' }]);
    expect(ran.err).toContain('Windows-1254');
  });

  it('is kept as one group of edits that wait, and can be taken back as one', async () => {
    const kept = jsonOf<EditReport>(await run('edit', '--file', join(folder, 'ürünler.csv'), '--apply'));
    expect(kept).toMatchObject({ applied: true, changed: 3, batchId: expect.any(String) });
    expect(await waiting()).toMatchObject({ pending: 3, products: 1 });
    const again = jsonOf<EditReport>(await run('edit', '--file', join(folder, 'ürünler.csv'), '--apply'));
    expect(again).toMatchObject({ changed: 0, unchanged: 4, batchId: null });
    expect(await waiting()).toMatchObject({ pending: 3 });
    const batches = jsonOf<{ rows: { batchId: string; title: string }[] }>(
      await run('edits', 'undo', '--list'),
    );
    expect(batches.rows).toMatchObject([{ batchId: kept.batchId, title: 'ürünler.csv', state: 'open' }]);
    expect(jsonOf(await run('edits', 'undo', kept.batchId!))).toMatchObject({ fields: 3 });
    expect(await waiting()).toMatchObject({ pending: 0 });
    const twice = await run('edits', 'undo', kept.batchId!);
    expect([twice.code, jsonOf(twice)]).toMatchObject([1, { error: { code: 'edit/batch-undone' } }]);
  });

  it('with a mistake is not used at all, and every wrong place is named', async () => {
    const path = file('yanlış.csv', `productId;price\n${kettle!.id};10\n${lamp!.id};1.234\n999999;5\n`);
    const first = await run('edit', '--file', path, '--apply');
    expect([first.code, jsonOf(first)]).toMatchObject([
      1,
      { error: { code: 'edit/file-not-understood', detail: expect.stringContaining('satır 3, price') } },
    ]);
    writeFileSync(path, `model;price\n${kettle!.model};10\nYOK-1;5\n`);
    const second = await run('edit', '--file', path, '--apply');
    expect(jsonOf(second)).toMatchObject({ error: { detail: expect.stringContaining('satır 3, model') } });
    const english = await said(['edit', '--file', path], { LANG: 'en_US.UTF-8' });
    expect(english.err).toContain('line 3, model: the shop has no such product: “YOK-1”');
    expect(await waiting()).toMatchObject({ pending: 0 });
  });

  it('with a value that the shop can’t hold keeps none of its edits', async () => {
    const edits = [
      { productId: kettle!.id, field: 'price', value: kettle!.netPriceE4 / 10_000 + 1 },
      { productId: kettle!.id, field: 'name:en-gb', value: 'Kettle' },
      { productId: lamp!.id, field: 'model', value: '' },
    ];
    const path = file('edits.json', JSON.stringify(edits));
    const look = await run('edit', '--file', path);
    expect([look.code, jsonOf<EditReport>(look).remarks]).toMatchObject([
      3,
      [
        { code: 'no-such-field', field: 'name:en-gb' },
        { code: 'empty', field: 'model', text: 'Boş bırakılamaz.' },
      ],
    ]);
    const apply = await run('edit', '--file', path, '--apply');
    expect([apply.code, jsonOf(apply)]).toMatchObject([1, { applied: false, batchId: null }]);
    expect(await waiting()).toMatchObject({ pending: 0 });
  });

  it('names manufacturers and categories as the merchant knows them', async () => {
    const path = file(
      'marka.csv',
      `productId;manufacturer;categories\n${book!.id};${kettle!.manufacturer.toLocaleUpperCase('tr')};${kettle!.category}|${book!.category}\n`,
    );
    const report = jsonOf<EditReport>(await run('edit', '--file', path));
    const kettleSheet = await sheetOf(kettle!.id);
    const bookSheet = await sheetOf(book!.id);
    const expected = kettleSheet.manufacturer === bookSheet.manufacturer ? [] : [kettleSheet.manufacturer];
    expect(
      report.edits.filter(({ field }) => field === 'manufacturer').map(({ after }) => after),
    ).toStrictEqual(expected);
    writeFileSync(path, `productId;manufacturer\n${book!.id};Hiç Olmayan\n`);
    expect((await run('edit', '--file', path)).err).toContain('mağazada yok: “Hiç Olmayan”');
  });

  it('that can’t be read is a mistake in the call', async () => {
    const ran = await run('edit', '--file', join(folder, 'yok.csv'));
    expect([ran.code, jsonOf(ran)]).toMatchObject([2, { error: { code: 'input/invalid' } }]);
  });
});

describe('one product', () => {
  it('is edited by what is typed, and the edit can be dropped', async () => {
    const ran = await run(
      'edit',
      '--set',
      cup!.id,
      'price=45,5',
      'cost=20',
      'quantity=3',
      '--mode',
      'set',
      '--apply',
    );
    expect(ran.code, ran.err).toBe(0);
    const { rows } = jsonOf<EditPage>(await run('edits', '--search', cup!.model));
    expect(rows.map(({ field, mine, mode }) => [field, mine, mode])).toStrictEqual(
      expect.arrayContaining([
        ['price', 455_000, 'set'],
        ['quantity', 3, 'set'],
      ]),
    );
    const dropped = await run('edits', 'discard', '--product', cup!.id, '--field', 'price');
    expect(jsonOf(dropped)).toStrictEqual({ discarded: 1 });
    expect(jsonOf(await run('edits', 'discard', '--all'))).toMatchObject({ discarded: 1 });
    expect(await waiting()).toMatchObject({ pending: 0 });
  });

  it.each([
    [['edit']],
    [['edit', '--set', '1']],
    [['edit', '--set', '1', 'price']],
    [['edit', '--set', '1', 'fiyat=5']],
    [['edit', '--set', '1', 'price=1.234']],
    [['edit', '--set', '1', 'price=5', '--mode', 'difference']],
    [['edit', '--set', '1', '--file', 'x.csv']],
    [['edits', 'discard']],
    [['edits', 'discard', '--all', '--product', '1']],
    [['edits', '--state', 'yok']],
    [['products', 'list', '--limit', '0']],
    [['store', 'dump', 'x']],
  ])('%j is a mistake in the call', async (argv) => {
    const ran = await run(...argv);
    expect([ran.code, jsonOf(ran)]).toMatchObject([2, { error: { code: 'input/invalid' } }]);
  });

  it('that is not in the shop is named', async () => {
    const ran = await run('edit', '--set', '999999', 'price=5');
    expect([ran.code, jsonOf(ran)]).toMatchObject([1, { error: { code: 'product/not-known' } }]);
  });
});

describe('writing edits into the shop', () => {
  let runId: string;

  it('writes what was kept, and takes sales in between into account', async () => {
    await run('edit', '--set', kettle!.id, 'price=150', `quantity=${kettle!.quantity - 2}`, '--apply');
    await inShop((shop) => shop.simulateSale(`p${kettle!.id}`, 3));
    const ran = await run('edit', '--set', lamp!.id, 'model=LAMBA-1', '--write');
    expect(ran.code, ran.err).toBe(0);
    expect(jsonOf<EditReport>(ran)).toMatchObject({
      applied: true,
      write: { written: 3, pending: 0, conflicts: 0, refused: 0, state: 'done' },
    });
    expect(await sheetOf(kettle!.id)).toMatchObject({ price: 1_500_000, quantity: kettle!.quantity - 5 });
    expect(await sheetOf(lamp!.id)).toMatchObject({ model: 'LAMBA-1' });
    expect(await waiting()).toMatchObject({ pending: 0 });
    const { rows } = jsonOf<{ rows: ShopWriteRow[] }>(await run('store', 'undo'));
    expect(rows).toMatchObject([{ products: 2, fields: 3, undoneAt: null }]);
    runId = rows[0]!.runId;
  });

  it('keeps the rows from before in a file of the owner’s alone, and overwrites none', async () => {
    const out = join(folder, 'önce.sql');
    const ran = await run('store', 'dump', runId, '--out', out);
    expect(ran.code, ran.err).toBe(0);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readFileSync(out, 'utf8')).toContain(`'${lamp!.model}'`);
    expect((await run('store', 'dump', runId, '--out', out)).code).toBe(2);
    const unknown = await run('store', 'dump', 'yok', '--out', join(folder, 'yok.sql'));
    expect([unknown.code, jsonOf(unknown)]).toMatchObject([1, { error: { code: 'edit/run-not-known' } }]);
  });

  it('shows a conflict with what was saved in the shop, and writes the merchant’s word on it', async () => {
    await run('edit', '--set', cup!.id, 'price=77', 'name:tr-tr=Bardak', '--apply');
    await inShop((shop) => shop.saveInAdmin(cup!.id, { price: 880_000, 'name:tr-tr': 'Fincan' }));
    const first = await run('store', 'write');
    expect([first.code, jsonOf(first)]).toMatchObject([3, { written: 0, conflicts: 2 }]);
    const shown = await run('conflicts');
    expect([shown.code, jsonOf<EditPage>(shown).rows.length]).toStrictEqual([3, 2]);
    expect((await said(['conflicts'])).out).toContain('88,00');
    const mine = await run('conflicts', '--resolve', 'mine', '--product', cup!.id, '--field', 'price');
    expect(jsonOf(mine)).toStrictEqual({ resolved: 1, left: 1 });
    expect(jsonOf(await run('conflicts', '--resolve', 'theirs'))).toStrictEqual({ resolved: 1, left: 0 });
    expect(jsonOf(await run('store', 'write'))).toMatchObject({ written: 1, conflicts: 0 });
    expect(await sheetOf(cup!.id)).toMatchObject({ price: 770_000, 'name:tr-tr': 'Fincan' });
  });

  it('is taken back by edits of its own, which leave sales and later edits alone', async () => {
    await inShop((shop) => {
      shop.simulateSale(`p${kettle!.id}`, 1);
      shop.saveInAdmin(lamp!.id, { model: 'LAMBA-2' });
    });
    const looked = await run('pull');
    expect(looked.code, looked.err).toBe(0);
    const look = jsonOf<{ counts: Record<string, number> }>(await run('store', 'undo', runId));
    expect(look).toMatchObject({ applied: false, counts: { back: 2, conflict: 1 } });
    expect(await waiting()).toMatchObject({ pending: 0 });
    const undone = await run('store', 'undo', runId, '--apply');
    expect([undone.code, jsonOf(undone)]).toMatchObject([3, { applied: true }]);
    await run('store', 'write');
    expect(await sheetOf(kettle!.id)).toMatchObject({
      price: kettle!.netPriceE4,
      quantity: kettle!.quantity - 4,
    });
    expect(await sheetOf(lamp!.id)).toMatchObject({ model: 'LAMBA-2' });
    const again = await run('store', 'undo', runId, '--apply');
    expect([again.code, jsonOf(again)]).toMatchObject([1, { error: { code: 'edit/run-undone' } }]);
  });

  it('says what it did in the merchant’s own language', async () => {
    const ran = await said(['edit', '--set', pen!.id, 'price=9', '--apply'], { LANG: 'en_US.UTF-8' });
    expect(ran.out).toMatch(/Will be[\s\S]*9\.00[\s\S]*1 fields? of 1 products? would change/);
    const written = await said(['store', 'write']);
    expect(written.out).toContain('1 alan mağazaya yazıldı');
  });
});
