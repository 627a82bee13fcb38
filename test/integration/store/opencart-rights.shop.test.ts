import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isProblemError, type Problem } from '#contract/problem.ts';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import type { StorePort } from '#engine/store/port.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS } from '../../support/opencart-under-test.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';
import { orderOf } from '../../support/sample-order.ts';

const WRITING = { settings: OPENCART_SETTINGS, reach: () => undefined };
/** Granted because the fact sheet names them, but nothing that is tried here reads them. */
const UNUSED =
  /_(?:category|attribute|attribute_description|attribute_group|attribute_group_description|custom_field\w*|customer\w*|product_attribute|stock_status|tax_class|geo_zone|weight_class|weight_class_description|length_class|length_class_description|customer_group|customer_group_description|store|identifier|extension|seo_url|address_format|custom_field|custom_field_description)$/;
/** What an order is written with; the other rights to write are for edits of the goods. */
const NEEDED_FOR_ORDERS =
  /^INSERT \w+_order(?:_\w+)?$|^UPDATE .*_(?:order(?:_\w+)?|product|product_option_value)$/;

describe.each(['3.0.4.1', '4.1.0.4'] as const)(
  'an account that lacks one right in an OpenCart %s',
  (version) => {
    let shop: OpencartShop;
    let user: string;
    let grants: readonly string[];
    beforeAll(async () => {
      shop = await createOpencartShop(inject('mariadb'), version);
      user = `n_${shop.connection.database.slice(-8)}`;
      const owner = openOpencartStore({
        connection: shop.connection,
        clock: systemClock,
        logger: silentLogger,
      });
      grants = (await owner.inspect()).grantStatements.map((text) =>
        text.replace(/ TO .*$/, ` TO '${user}'@'%'`),
      );
      await owner.close();
    });
    afterAll(async () => {
      await shop.run(`DROP USER IF EXISTS '${user}'@'%'`);
      await shop.remove();
    });

    const account = async (statements: readonly string[]): Promise<StorePort> => {
      await shop.run(`DROP USER IF EXISTS '${user}'@'%'`);
      await shop.run(`CREATE USER '${user}'@'%' IDENTIFIED BY 'x'`);
      for (const statement of statements) await shop.run(statement);
      const connection = { ...shop.connection, user, password: 'x' };
      return openOpencartStore({ connection, clock: systemClock, logger: silentLogger });
    };
    const problemOf = async (work: () => Promise<unknown>): Promise<Problem | null> => {
      try {
        await work();
        return null;
      } catch (error) {
        if (isProblemError(error)) return error.problem;
        throw error;
      }
    };
    const readAll = async (store: StorePort): Promise<void> => {
      const ids: string[] = [];
      for await (const range of store.readWatched({ settings: OPENCART_SETTINGS })) {
        ids.push(...range.products().map(({ productId }) => productId));
      }
      await store.readProducts(ids, { settings: OPENCART_SETTINGS });
    };
    const everything = async (): Promise<unknown> => {
      const tables = ['order', 'order_product', 'order_option', 'order_total', 'order_history'];
      const counts = tables.map((table) => `(SELECT COUNT(*) FROM oc_${table})`).join(', ');
      return shop.rows(`SELECT CONCAT_WS('/', ${counts}, (SELECT SUM(quantity) FROM oc_product),
      (SELECT SUM(quantity) FROM oc_product_option_value)) AS all_of_it`);
    };

    it('has everything work when it lacks none', async () => {
      const store = await account(grants);
      expect(await store.inspect()).toMatchObject({ missingRights: [], excessRights: [], warnings: [] });
      await readAll(store);
      const { storeOrderId, lines } = await store.writeOrder(orderOf('tam'), WRITING);
      await store.setOrderLines(storeOrderId, [{ storeLineId: lines[0]?.storeLineId ?? '', quantity: 2 }], {
        ...WRITING,
        comment: 'iki',
      });
      await store.cancelOrder(storeOrderId, { ...WRITING, comment: 'iptal' });
      await store.close();
    });

    it('is told which table it may not see, before a price is read wrongly', async () => {
      for (const grant of grants) {
        const table = /\.`(\w+)` TO/.exec(grant)?.[1] ?? '';
        if (UNUSED.test(table)) continue;
        const store = await account(grants.filter((other) => other !== grant));
        const problem = await problemOf(() => store.inspect());
        expect(problem, table).toMatchObject({ code: 'store/too-few-rights' });
        expect(problem?.params.missing, table).toContain(`SELECT ${table}`);
        expect(problem?.detail, table).toContain(
          `GRANT SELECT ON \`${shop.connection.database}\`.\`${table}\``,
        );
        expect(await problemOf(() => readAll(store)), table).toMatchObject({ code: 'store/too-few-rights' });
        await store.close();
      }
    });

    it('has no order half-written when it may not finish it', async () => {
      for (const grant of grants) {
        const right = /\b(INSERT|UPDATE \([^)]*\))/.exec(grant)?.[1];
        const table = /\.`(\w+)` TO/.exec(grant)?.[1] ?? '';
        if (right === undefined) continue;
        for (const lost of grant.match(/INSERT|UPDATE \([^)]*\)/g) ?? []) {
          if (!NEEDED_FOR_ORDERS.test(`${lost} ${table}`)) continue;
          const rest = grant.replace(`, ${lost}`, '');
          const store = await account(grants.map((other) => (other === grant ? rest : other)));
          const before = await everything();
          const report = await store.inspect();
          const name = lost.replaceAll('`', '');
          expect(report.missingRights, `${lost} ${table}`).toEqual([`${name} ${table}`]);
          expect(report.warnings).toMatchObject([{ code: 'store/too-few-rights' }]);
          await readAll(store);
          const problem = await problemOf(() => store.writeOrder(orderOf(`${lost} ${table}`), WRITING));
          expect(problem, `${lost} ${table}`).toMatchObject({ code: 'store/too-few-rights' });
          expect(problem?.params.missing).toContain(table);
          expect(await everything(), `${lost} ${table}`).toEqual(before);
          await store.close();
        }
      }
    });
  },
);
