import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { jsonOf, runCommand, type Ran } from '../../support/command-line.ts';
import { renamePrefix } from '../../support/opencart-shapes.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';

type Refused = {
  readonly error: { readonly code: string; readonly happened: string; readonly detail: string | null };
};

/** What a merchant may point the program at by mistake, and what is then said; each time nothing may be kept. */
describe('a database that is no whole OpenCart shop', () => {
  let folder: string;
  let shop: OpencartShop;
  let user: string;
  const listeners: Server[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'meschain-refused-'));
    shop = await createOpencartShop(inject('mariadb'), '3.0.4.1');
    user = `r_${shop.connection.database.slice(-8)}`;
    await shop.run(`CREATE USER '${user}'@'%' IDENTIFIED BY 'x'`);
    await shop.run(`GRANT ALL ON \`${shop.connection.database}\`.* TO '${user}'@'%'`);
  });
  afterAll(async () => {
    for (const listener of listeners) listener.close();
    await shop.run(`DROP USER IF EXISTS '${user}'@'%', '${user}_f'@'%'`);
    await shop.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const command = (argv: readonly string[]): Promise<Ran> =>
    runCommand([...argv, '--json'], {
      dataFolder: join(folder, 'profile'),
      env: { MESCHAIN_STORE_PASSWORD: 'x' },
    });
  const refused = async (
    changes: {
      readonly port?: number;
      readonly user?: string;
      readonly database?: string;
      readonly prefix?: string;
    } = {},
  ): Promise<Refused['error']> => {
    const { port, database } = { ...shop.connection, ...changes };
    const url = `mysql://${changes.user ?? user}@127.0.0.1:${port}/${database}`;
    const prefix = changes.prefix === undefined ? [] : ['--prefix', changes.prefix];
    const ran = await command(['store', 'connect', '--url', url, ...prefix]);
    expect(ran.code).toBe(1);
    expect(jsonOf(await command(['status']))).toMatchObject({ store: { connected: false } });
    return jsonOf<Refused>(ran).error;
  };
  /** A service of another kind at the port: it says this and hangs up, or only hangs up. */
  const listen = async (greeting: string | null): Promise<number> => {
    const listener = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      if (greeting === null) socket.destroy();
      else socket.end(greeting);
    });
    listeners.push(listener);
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return (listener.address() as AddressInfo).port; // it listens on a port, so this is its address
  };

  it.each([
    ['hangs up at once', null],
    ['is a mail or file server', '220 FTP ready\r\n'],
    ['is a web server', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'],
  ])('is not reached where something answers that %s', async (_, greeting) => {
    expect(await refused({ port: await listen(greeting) })).toMatchObject({ code: 'store/unreachable' });
  });

  it('is told from a shop whose tables this account may not see, with the statements to ask for', async () => {
    const { database } = shop.connection;
    await shop.run(`CREATE USER '${user}_f'@'%' IDENTIFIED BY 'x'`);
    await shop.run(`GRANT SELECT ON \`${database}\`.oc_product TO '${user}_f'@'%'`);
    for (const prefix of [undefined, 'oc_']) {
      const error = await refused({ user: `${user}_f`, ...(prefix === undefined ? {} : { prefix }) });
      expect(error).toMatchObject({ code: 'store/too-few-rights' });
      expect(error.detail).toContain(`GRANT SELECT ON \`${database}\`.\`oc_setting\` TO '${user}_f'@'%';`);
    }
  });

  it('is somebody else’s, even with a table of the same name', async () => {
    const { database } = shop.connection;
    await renamePrefix(shop, 'arsiv_');
    await shop.run('RENAME TABLE arsiv_setting TO old_setting, arsiv_product TO old_product');
    const partial = await refused();
    expect(partial).toMatchObject({ code: 'store/unknown-generation' });
    expect(partial.happened).toContain('arsiv_product, arsiv_setting');
    await shop.run('RENAME TABLE old_setting TO arsiv_setting, old_product TO arsiv_product');
    await shop.run(`CREATE DATABASE \`${database}_blog\``);
    await shop.run(`CREATE TABLE \`${database}_blog\`.blog_product_to_category (id INT)`);
    await shop.run(`GRANT ALL ON \`${database}_blog\`.* TO '${user}'@'%'`);
    expect(await refused({ database: `${database}_blog` })).toMatchObject({ code: 'store/not-opencart' });
    await shop.run(`DROP DATABASE \`${database}_blog\``);
    await shop.run(
      `RENAME TABLE ${(
        await shop.rows('SELECT table_name AS t FROM information_schema.tables WHERE table_schema = ?', [
          database,
        ])
      )
        .map(({ t }) => `\`${t}\` TO \`oc_${String(t).slice('arsiv_'.length)}\``)
        .join(', ')}`,
    );
  });

  it.each([
    [
      'a table of the orders',
      'RENAME TABLE oc_order_total TO x',
      'RENAME TABLE x TO oc_order_total',
      'oc_order_total',
    ],
    ['the tax rules', 'RENAME TABLE oc_tax_rule TO x', 'RENAME TABLE x TO oc_tax_rule', 'oc_tax_rule'],
    [
      'the quantity of its products',
      'ALTER TABLE oc_product CHANGE quantity qty INT',
      'ALTER TABLE oc_product CHANGE qty quantity INT',
      'oc_product.quantity',
    ],
    [
      'the column that finds an order again',
      'ALTER TABLE `oc_order` CHANGE user_agent ua VARCHAR(255)',
      'ALTER TABLE `oc_order` CHANGE ua user_agent VARCHAR(255)',
      'oc_order.user_agent',
    ],
    [
      'its settings',
      'UPDATE oc_setting SET store_id = store_id + 9',
      'UPDATE oc_setting SET store_id = store_id - 9',
      'oc_setting',
    ],
    [
      'its languages',
      'RENAME TABLE oc_language TO x; CREATE TABLE oc_language LIKE x',
      'DROP TABLE oc_language; RENAME TABLE x TO oc_language',
      'oc_language',
    ],
    [
      'its order statuses',
      'RENAME TABLE oc_order_status TO x; CREATE TABLE oc_order_status LIKE x',
      'DROP TABLE oc_order_status; RENAME TABLE x TO oc_order_status',
      'oc_order_status',
    ],
  ])('is a half-moved one that lacks %s, and that is what is said', async (_, breakIt, mendIt, name) => {
    await shop.run(breakIt);
    try {
      const error = await refused();
      expect(error.code).toBe('store/unknown-generation');
      expect(error.happened).toContain(name);
    } finally {
      await shop.run(mendIt);
    }
  });
});
