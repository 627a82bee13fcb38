import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ShopWriteRow } from '#contract/edits.ts';
import type { StoreState } from '#contract/shop.ts';
import { jsonOf, runCommand, type Ran } from '../support/command-line.ts';
import { createOpencartShop, type OpencartShop } from '../support/opencart-shop.ts';

const PASSWORD = 'çok gizli p@ss/w0rd';

describe.each(['3.0.4.1', '4.1.0.4'] as const)(
  'edits from the command line and an OpenCart %s',
  (version) => {
    let shop: OpencartShop;
    let folder: string;
    let user: string;
    let productId: string;

    beforeAll(async () => {
      shop = await createOpencartShop(inject('mariadb'), version);
      folder = mkdtempSync(join(tmpdir(), 'meschain-edit-shop-'));
      user = `e_${shop.connection.database.slice(-8)}`;
      await shop.run(`CREATE USER '${user}'@'%' IDENTIFIED BY '${PASSWORD}'`);
      await shop.run(`GRANT ALL ON \`${shop.connection.database}\`.* TO '${user}'@'%'`);
      const [row] = await shop.rows('SELECT MIN(product_id) AS id FROM oc_product WHERE quantity > 20');
      productId = String(row!['id']);
      const url = `mysql://${user}@127.0.0.1:${shop.connection.port}/${shop.connection.database}`;
      const connected = await run(['store', 'connect', '--url', url], { MESCHAIN_STORE_PASSWORD: PASSWORD });
      expect(connected.code, connected.err).toBe(0);
      const pulled = await run(['pull']);
      expect(pulled.code, pulled.err).toBe(0);
    });
    afterAll(async () => {
      await shop.run(`DROP USER '${user}'@'%'`);
      await shop.remove();
      rmSync(folder, { recursive: true, force: true });
    });

    const run = (argv: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
      runCommand([...argv, '--json'], { dataFolder: join(folder, 'profile'), env });
    const product = async () => {
      const [row] = await shop.rows(
        `SELECT p.quantity, p.price, d.name FROM oc_product p JOIN oc_product_description d USING (product_id)
        JOIN oc_language l USING (language_id) WHERE p.product_id = ${productId} ORDER BY l.language_id LIMIT 1`,
      );
      return { quantity: Number(row!['quantity']), price: String(row!['price']), name: String(row!['name']) };
    };

    it('shows what the database account may do, feature by feature', async () => {
      const checked = await run(['store', 'check']);
      const { report } = jsonOf<StoreState>(checked);
      const missing = new Map(report?.rights.map((each) => [each.feature, each.missing]));
      expect([missing.get('read'), missing.get('orders'), missing.get('edit')]).toStrictEqual([[], [], []]);
      const told = await runCommand(['store', 'check'], { dataFolder: join(folder, 'profile') });
      expect(told.out).toMatch(/Ürün düzenleme +yetki var/);
    });

    it('reach the shop once, beside what was sold meanwhile, and are taken back without undoing a sale', async () => {
      const before = await product();
      const language = jsonOf<{ sheet: Record<string, unknown> }>(await run(['products', 'show', productId]));
      const nameField = Object.keys(language.sheet).find((field) => field.startsWith('name:'))!;
      const file = join(folder, 'düzenleme.csv');
      writeFileSync(
        file,
        `productId;price;quantity;${nameField}\n${productId};1.299,90;${before.quantity - 2};"Çay & ""Kahve"" "\n`,
      );
      expect((await run(['edit', '--file', file, '--apply'])).code).toBe(0);
      await shop.run(`UPDATE oc_product SET quantity = quantity - 3 WHERE product_id = ${productId}`);
      const written = await run(['store', 'write']);
      expect([written.code, jsonOf(written)]).toMatchObject([0, { written: 3, pending: 0 }]);
      expect(await product()).toStrictEqual({
        quantity: before.quantity - 5,
        price: '1299.9000',
        // 4.x trims its texts; that is no change of somebody else's to stand against taking it back.
        name: `Çay &amp; &quot;Kahve&quot;${version === '3.0.4.1' ? ' ' : ''}`,
      });
      const { rows } = jsonOf<{ rows: ShopWriteRow[] }>(await run(['store', 'undo']));
      const { runId } = rows[0]!;
      const dump = join(folder, 'önce.sql');
      expect((await run(['store', 'dump', runId, '--out', dump])).code).toBe(0);
      expect(readFileSync(dump, 'utf8')).toContain('oc_product');
      await shop.run(`UPDATE oc_product SET quantity = quantity - 1 WHERE product_id = ${productId}`);
      expect((await run(['store', 'undo', runId, '--apply'])).code).toBe(0);
      expect(jsonOf(await run(['store', 'write']))).toMatchObject({ written: 3, conflicts: 0 });
      expect(await product()).toStrictEqual({ ...before, quantity: before.quantity - 4 });
    });
  },
);
