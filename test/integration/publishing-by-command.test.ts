import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CatalogueAttributes } from '#contract/marketplace-catalogue.ts';
import type {
  AcceptedGuesses,
  MappingCoverage,
  PublishItem,
  PublishPreview,
  PublishRun,
} from '#contract/publishing.ts';
import type { Logger } from '#engine/host.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { jsonOf, runCommand, type Ran } from '../support/command-line.ts';
import { creationsAt, PUBLISHING_MARKETS, SHIRTS } from '../support/publishing-bench.ts';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const SKU = `${SHIRTS.model}-M`;

let folder: string;
let sandbox: Sandbox;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-publishing-'));
  sandbox = await startSandbox({ clock: systemClock, random: systemRandom, logger: silent });
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Mapping = {
  readonly coverage: MappingCoverage;
  readonly missing: AcceptedGuesses['unsure'];
  readonly mapping: Record<string, unknown>;
};
type Published = { readonly run: PublishRun; readonly items: readonly PublishItem[] };

// Side by side: most of the time goes by while each marketplace works on what it was sent.
describe.concurrent.each(PUBLISHING_MARKETS)(
  'from an empty folder to a listing on $marketplace',
  (market) => {
    it('takes commands alone, without the page', { timeout: 120_000 }, async () => {
      const { marketplace } = market;
      const dataFolder = join(folder, marketplace);
      const file = (name: string, content: unknown): string => {
        const path = join(folder, `${marketplace}-${name}.json`);
        writeFileSync(path, JSON.stringify(content));
        return path;
      };
      const run = (...argv: string[]): Promise<Ran> => runCommand([...argv, '--json'], { dataFolder });
      const done = async <T>(...argv: string[]): Promise<T> => {
        const ran = await run(...argv);
        expect([argv.join(' '), ran.code, ran.code === 0 ? '' : ran.out]).toEqual([argv.join(' '), 0, '']);
        return jsonOf<T>(ran);
      };
      const on = ['--channel', 'Kanal'];
      await done('store', 'connect', '--sample');
      const account = sandbox.accounts.find((each) => each.marketplace === marketplace)!;
      const keys = file('keys', account.credentials);
      await done(
        'channel',
        'add',
        marketplace,
        '--name',
        'Kanal',
        '--base-url',
        account.baseUrl,
        '--credentials',
        keys,
      );
      await done('pull');

      const { rows: categories } = await done<{
        rows: { categoryId: string; path: string; open: boolean }[];
      }>('categories', ...on, '--search', 'gömlek');
      const { categoryId } = categories.find(({ open }) => open)!;
      const before = jsonOf<Mapping>(await run('mapping', ...on));
      expect(before.coverage).toMatchObject({ percent: 0 });
      expect(before.missing.map(({ what }) => what)).toContain(SHIRTS.category);
      const held = jsonOf<PublishPreview>(await run('publish', ...on, '--sku', SKU, '--dry-run'));
      expect(
        held.items.map(({ ready, faults }) => [ready, faults.some(({ field }) => field === 'category')]),
      ).toEqual([[false, true]]);

      // What is not known is refused in words, and then nothing of the file is kept.
      const wrong = await run(
        'mapping',
        'set',
        ...on,
        '--file',
        file('wrong', {
          categories: { [SHIRTS.category]: categoryId, 'Böyle > Bir > Kategori > Yok': categoryId },
        }),
      );
      expect(wrong.code).toBe(2);
      expect(wrong.err + wrong.out).toContain('Böyle > Bir > Kategori > Yok');
      expect(jsonOf<Mapping>(await run('mapping', ...on)).coverage.shopCategoriesMapped).toBe(0);

      const fields = Object.entries(market.fields).map(([key, value]) => `${key}=${value}`);
      await done(
        'mapping',
        'set',
        ...on,
        '--category',
        `${SHIRTS.category}=${categoryId}`,
        '--desi',
        '1',
        ...(fields.length > 0 ? ['--field', ...fields] : []),
      );
      await run('mapping', 'accept', ...on);
      const { rows: brands } = await done<{ rows: { brandId: string; name: string }[] }>(
        'brands',
        ...on,
        '--refresh',
      );
      if (brands.length > 0)
        await done('mapping', 'set', ...on, '--brand', `${SHIRTS.manufacturer}=${brands[0]!.brandId}`);
      const { attributes } = await done<CatalogueAttributes>('attributes', categoryId, ...on);
      const open = jsonOf<Mapping>(await run('mapping', ...on)).missing.filter(
        (each) => each.kind === 'attribute' && each.categoryId === categoryId,
      );
      for (const { attributeId } of open) {
        const { custom } = attributes.find((attribute) => attribute.attributeId === attributeId)!;
        const listed = custom
          ? null
          : await done<{ rows: { valueId: string }[] }>(
              'attributes',
              categoryId,
              ...on,
              '--values',
              attributeId!,
            );
        const source = listed === null ? 'text:Pamuk' : `value:${listed.rows[0]!.valueId}`;
        await done('mapping', 'set', ...on, '--attribute', `${categoryId}:${attributeId}=${source}`);
      }

      // The whole mapping as one file: kept once more, it changes nothing.
      const { mapping } = jsonOf<Mapping>(await run('mapping', ...on));
      await done('mapping', 'set', ...on, '--file', file('mapping', mapping));
      expect(jsonOf<Mapping>(await run('mapping', ...on)).mapping).toEqual(mapping);

      // A product's own words win over the shop's.
      await done(
        'mapping',
        'set',
        ...on,
        '--file',
        file('words', { products: { [SKU]: { title: 'Çok Şık Dar Kesim Gömlek' } } }),
      );
      const shown = await runCommand(['publish', ...on, '--sku', SKU, '--dry-run'], { dataFolder });
      expect(shown.out).toContain('Çok Şık Dar Kesim Gömlek');
      expect(shown.out).toContain(account.baseUrl);
      const preview = await done<PublishPreview>('publish', ...on, '--sku', SKU, '--dry-run');
      expect(preview).toMatchObject({ ready: 1, held: 0, requests: [{ stopped: null }] });
      expect(creationsAt(sandbox, market)).toEqual([]);
      const published = await done<Published>('publish', ...on, '--sku', SKU);
      expect(published.items).toMatchObject([{ stockCode: SKU, state: 'done', problem: null }]);
      expect(published.items[0]!.listingId).not.toBeNull();
      expect(creationsAt(sandbox, market)).toHaveLength(1);

      const again = await run('publish', ...on, '--sku', SKU);
      expect([again.code, jsonOf<Published>(again).items[0]!.state]).toEqual([3, 'held']);
      expect(creationsAt(sandbox, market)).toHaveLength(1);
      const unknown = await run('publish', ...on, '--sku', 'YOK-BOYLE-KOD');
      expect([unknown.code, unknown.out.includes('YOK-BOYLE-KOD')]).toEqual([3, true]);
    });
  },
);
