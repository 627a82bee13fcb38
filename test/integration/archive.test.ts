import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveImport, ArchivedListing, ArchivedSale, MovedDraft } from '#contract/archive.ts';
import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { jsonOf, runCommand, type Ran } from '../support/command-line.ts';
import { silentLogger } from '../support/plain-host-parts.ts';
import { seededChance } from '../support/steady-host.ts';
import { workbookOf } from '../support/workbook.ts';

let folder: string;
let sandbox: Sandbox;
let profile: string;
let number = 0;
const run = (argv: readonly string[], stdin?: string): Promise<Ran> =>
  runCommand(argv, { dataFolder: profile, ...(stdin === undefined ? {} : { stdin }) });
const runGood = async (argv: readonly string[], stdin?: string): Promise<Ran> => {
  const ran = await run(argv, stdin);
  expect(ran.code, ran.err + ran.out).toBe(0);
  return ran;
};
const importing = async (text: string, ...more: readonly string[]): Promise<ArchiveImport> =>
  jsonOf<ArchiveImport>(await run(['archive', 'import', '-', '--json', ...more], text));
const listings = async (...more: readonly string[]): Promise<readonly ArchivedListing[]> =>
  jsonOf<{ rows: ArchivedListing[] }>(await run(['archive', 'list', '--json', ...more])).rows;
const sales = async (): Promise<readonly ArchivedSale[]> =>
  jsonOf<{ rows: ArchivedSale[] }>(await run(['archive', 'list', '--sales', '--json'])).rows;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-archive-'));
  sandbox = await startSandbox({ clock: systemClock, random: seededChance('archive'), logger: silentLogger });
});
beforeEach(() => {
  number += 1;
  profile = join(folder, `profile-${number}`);
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const product = (productId: string, itemId: string, more = '<buyNowPrice>199.90</buyNowPrice>'): string =>
  `<product><productId>${productId}</productId><itemId>${itemId}</itemId><product><categoryCode>xyz1</categoryCode>
    <title>Örnek Tişört ${productId}</title><description>&lt;p&gt;Pamuk&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</description>
    <photos><photo photoId="0"><url>https://mcdn.gittigidiyor.net/1.jpg</url></photo></photos>${more}</product></product>`;
const answer = (...products: readonly string[]): string =>
  `<return><products>${products.join('')}</products></return>`;
const SALE = `<return><sales><sale><saleCode>300000001</saleCode><itemId>TS-100</itemId><status>Tamamlandı</status>
  <productId>500</productId><productTitle>Örnek Tişört</productTitle><price>399.80</price><amount>2</amount>
  <endDate>04/05/2022 09:00:00</endDate><buyerInfo><name>Gülizar</name><surname>Çiçekdağı</surname><city>İzmir</city></buyerInfo>
  </sale></sales></return>`;

it('a closed marketplace can’t be connected, and says that only its archive is of use', async () => {
  const credentials = { apiKey: 'a1', secretKey: 'b2', roleName: 'c3', rolePassword: 'd4', nick: 'ornek' };
  const ran = await run(
    ['channel', 'add', 'gittigidiyor', '--credentials', '-', '--json'],
    JSON.stringify(credentials),
  );
  expect([ran.code, jsonOf(ran)]).toMatchObject([1, { error: { code: 'channel/closed' } }]);
  expect(jsonOf(await run(['channel', 'list', '--json']))).toEqual([]);
});

describe('the archive of a closed marketplace', () => {
  it('is only told about in a dry run, kept once however often it is imported, and shown with the prices of then', async () => {
    const tried = await importing(answer(product('500', 'TS-100')), '--dry-run');
    expect(tried).toMatchObject({ applied: false, format: 'xml', listings: { found: 1, added: 1 } });
    expect(await listings()).toEqual([]);
    await importing(answer(product('500', 'TS-100')));
    expect(await importing(answer(product('500', 'TS-100')))).toMatchObject({
      listings: { added: 0, known: 1 },
    });
    expect(await listings()).toMatchObject([
      { ownCode: 'TS-100', priceE4: 1_999_000, currency: 'TRY', title: 'Örnek Tişört 500' },
    ]);
  });

  it('is frozen: a later file fills what was empty and changes nothing else', async () => {
    await importing(answer(product('500', 'TS-100', '')));
    const filled = await importing(answer(product('500', 'TS-100')));
    expect(filled.listings).toMatchObject({ filled: 1, differs: 0 });
    const other = await run(
      ['archive', 'import', '-', '--json'],
      answer(product('500', 'TS-100', '<buyNowPrice>1.00</buyNowPrice>')),
    );
    expect([other.code, jsonOf<ArchiveImport>(other).listings.differs]).toEqual([3, 1]);
    expect((await listings())[0]?.priceE4).toBe(1_999_000);
  });

  it('shows of a code that was listed again the newest, and all of them when asked', async () => {
    await importing(answer(product('900', 'TS-100'), product('1000', 'TS-100'), product('5', 'TS-200')));
    expect((await listings()).map(({ externalId }) => externalId)).toEqual(['1000', '5']);
    expect(await listings('--all')).toHaveLength(3);
    expect((await listings('--search', 'TİŞÖRT 1000')).map(({ externalId }) => externalId)).toEqual(['1000']);
  });

  it('keeps a sale in the lira of then, and its buyer nowhere in plain', async () => {
    const found = await importing(SALE);
    expect(found.sales.added).toBe(1);
    const rows = await sales();
    expect(rows).toMatchObject([
      {
        saleCode: '300000001',
        totalE4: 3_998_000,
        amount: 2,
        soldAt: '2022-05-04T06:00:00.000Z',
        hasInvoice: true,
      },
    ]);
    expect(JSON.stringify([found, rows])).not.toContain('Çiçekdağı');
    for (const file of ['cache.sqlite', 'cache.sqlite-wal'])
      expect(read(join(profile, file)).includes('Çiçekdağı')).toBe(false);
    expect(await importing(SALE)).toMatchObject({ sales: { added: 0, known: 1 } });
  });

  it('remembers what the merchant said a column holds', async () => {
    const table = 'Kodumuz;Ürün Adı;Fiyat\nA-1;Şişe;12,50\n';
    expect((await run(['archive', 'import', '-', '--json'], table)).code).toBe(3);
    await runGood(['archive', 'import', '-', '--map', 'Kodumuz=itemId'], table);
    expect(await importing(table.replace('A-1', 'A-2'))).toMatchObject({ listings: { added: 1 } });
    expect((await listings()).map(({ ownCode }) => ownCode)).toEqual(['A-1', 'A-2']);
  });

  it('says what to do with a broken workbook of Excel, and keeps nothing', async () => {
    const file = join(folder, 'liste.xlsx');
    writeFileSync(file, new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]));
    const ran = await run(['archive', 'import', file]);
    expect(ran.code).toBe(1);
    expect(ran.err + ran.out).toContain('.xlsx');
    expect(await listings()).toEqual([]);
  });

  it('keeps a workbook of Excel as it keeps a CSV file', async () => {
    const file = join(folder, 'liste.xlsx');
    writeFileSync(
      file,
      workbookOf([
        {
          rows: [
            ['Stok Kodu', 'Ürün Adı', 'Fiyat'],
            ['A-1', 'Şişe', 12.5],
          ],
        },
      ]),
    );
    await runGood(['archive', 'import', file]);
    expect(await listings()).toMatchObject([{ ownCode: 'A-1', title: 'Şişe', priceE4: 125_000 }]);
  });

  it('moves listings to another channel as drafts that name what is missing, with nothing invented and nothing sent', async () => {
    await runGood(['store', 'connect', '--sample']);
    await runGood(['pull']);
    const { baseUrl, credentials } = sandbox.accounts.find(({ marketplace }) => marketplace === 'trendyol')!;
    await runGood(
      ['channel', 'add', 'trendyol', '--base-url', baseUrl, '--credentials', '-'],
      JSON.stringify(credentials),
    );
    const codes = jsonOf<{ rows: { variant: { stockCode: string; variantId: string } }[] }>(
      await runGood(['codes', 'list', '--json']),
    ).rows;
    const counted = Map.groupBy(codes, ({ variant }) => variant.stockCode);
    const only = codes.find(
      ({ variant }) => variant.stockCode !== '' && counted.get(variant.stockCode)!.length === 1,
    )!;
    const { stockCode } = only.variant;
    await importing(answer(product('500', stockCode), product('501', '')));
    const before = sandbox.calls().length;
    const moved = jsonOf<{ rows: MovedDraft[]; ready: number }>(
      await run(['archive', 'move', '--channel', 'Trendyol', '--json']),
    );
    expect(sandbox.calls().length).toBe(before);
    expect(moved.ready).toBe(0);
    const [known, unknown] = moved.rows;
    expect(known).toMatchObject({
      variantId: only.variant.variantId,
      draft: { stockCode, salePriceE4: 0, quantity: 0, images: [], description: '<p>Pamuk</p>' },
    });
    expect(known!.missing.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['salePrice', 'quantity', 'vatRate', 'categoryId', 'images']),
    );
    expect(known!.missing.find(({ field }) => field === 'salePrice')?.message.tr).toContain('199.90 TL');
    expect(unknown).toMatchObject({ variantId: null, draft: { stockCode: '' } });
    const nobody = await run(['archive', 'move', '--channel', 'Trendyol', '--listing', '777', '--json']);
    expect([nobody.code, jsonOf(nobody)]).toMatchObject([1, { error: { code: 'input/invalid' } }]);
  });
});

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
