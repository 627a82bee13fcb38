import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createOpencartShop, type OpencartShop } from '../support/opencart-shop.ts';
import { jsonOf, runCommand, type Ran } from '../support/command-line.ts';

const PASSWORD = 'çok gizli p@ss/w0rd';

describe.each(['3.0.4.1', '4.1.0.4'] as const)('the command line and an OpenCart %s', (version) => {
  let shop: OpencartShop;
  let folder: string;
  let user: string;

  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version);
    folder = mkdtempSync(join(tmpdir(), 'meschain-store-'));
    user = `m_${shop.connection.database.slice(-8)}`;
    await shop.run(`CREATE USER '${user}'@'%' IDENTIFIED BY '${PASSWORD}'`);
    await shop.run(`GRANT ALL ON \`${shop.connection.database}\`.* TO '${user}'@'%'`);
  });
  afterAll(async () => {
    await shop.run(`DROP USER '${user}'@'%'`);
    await shop.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (argv: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
    runCommand([...argv, '--json'], { dataFolder: join(folder, 'profile'), env });
  const url = (): string => `mysql://${user}@127.0.0.1:${shop.connection.port}/${shop.connection.database}`;

  it('says that the password is wrong, and does not repeat it', async () => {
    const ran = await run(['store', 'connect', '--url', url()], { MESCHAIN_STORE_PASSWORD: 'yanlis-parola' });
    expect([ran.code, jsonOf(ran)]).toMatchObject([1, { error: { code: 'store/wrong-password' } }]);
    expect(ran.out + ran.err).not.toContain('yanlis-parola');
    expect(jsonOf(await run(['status']))).toMatchObject({ store: { connected: false } });
  });

  it('connects with the password from the environment and shows what it found', async () => {
    const ran = await run(['store', 'connect', '--url', url()], { MESCHAIN_STORE_PASSWORD: PASSWORD });
    expect(ran.code, ran.err).toBe(0);
    expect(jsonOf(ran)).toMatchObject({
      connected: true,
      report: { kind: 'mysql', generation: version.slice(0, 3), currency: 'TRY', prefix: 'oc_' },
    });
    expect(ran.out).not.toContain(PASSWORD);
  });

  it('reads the shop without being told the password again', async () => {
    const ran = await run(['pull']);
    expect(ran.code, ran.err).toBe(0);
    const [{ count } = { count: 0 }] = await shop.rows('SELECT COUNT(*) AS count FROM oc_product');
    expect(jsonOf(ran)).toMatchObject({ store: { products: Number(count) } });
    const again = jsonOf<{ store: { changed: number } }>(await run(['pull']));
    expect(again.store.changed).toBe(0);
  });

  it('names the tables that a check finds unlike the others, and what to do about them', async () => {
    await shop.run('CREATE TABLE oc_eklenti (ad VARCHAR(20)) ENGINE=MyISAM CHARSET=latin5');
    try {
      const ran = await runCommand(['store', 'check'], { dataFolder: join(folder, 'profile') });
      expect(ran.code, ran.err).toBe(0);
      expect(ran.out).toContain('oc_eklenti');
      expect(ran.out).toContain('utf8mb4 karakter kümesine');
      const { tableFindings, report } = jsonOf<{
        readonly tableFindings: readonly { readonly kind: string; readonly tables: readonly string[] }[];
        readonly report: {
          readonly tables: readonly { readonly name: string; readonly collation: string }[];
        };
      }>(await run(['store', 'check']));
      expect(tableFindings).toContainEqual(
        expect.objectContaining({ kind: 'other-charsets', tables: ['oc_eklenti'] }),
      );
      expect(report.tables.find(({ name }) => name === 'oc_eklenti')).toMatchObject({
        engine: 'MyISAM',
        collation: 'latin5_turkish_ci',
        charsets: ['latin5'],
      });
    } finally {
      await shop.run('DROP TABLE oc_eklenti');
    }
  });

  it('takes the password from the address as well', async () => {
    const address = `mysql://${user}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${shop.connection.port}/${shop.connection.database}`;
    const ran = await run(['store', 'connect', '--url', address, '--prefix', 'oc_']);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.out + ran.err).not.toContain(PASSWORD);
  });

  it('keeps the password nowhere in the open', () => {
    for (const entry of readdirSync(join(folder, 'profile'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = readFileSync(join(entry.parentPath, entry.name));
      for (const text of [PASSWORD, encodeURIComponent(PASSWORD)])
        expect(content.includes(text), entry.name).toBe(false);
    }
  });

  it('names what is wrong with an address that leads to no shop', async () => {
    const env = { MESCHAIN_STORE_PASSWORD: PASSWORD };
    const closed = await run(['store', 'connect', '--url', `mysql://${user}@127.0.0.1:1/x`], env);
    expect(jsonOf(closed)).toMatchObject({ error: { code: 'store/unreachable' } });
    const absent = await run(['store', 'connect', '--url', `${url()}_absent`], env);
    expect(jsonOf<{ error: { code: string } }>(absent).error.code).toMatch(
      /^store\/(no-such-database|too-few-rights)$/,
    );
    const prefix = await run(['store', 'connect', '--url', url(), '--prefix', 'yok_'], env);
    expect(jsonOf<{ error: { code: string } }>(prefix).error.code).toMatch(
      /^store\/(wrong-prefix|not-opencart)$/,
    );
  });
});
