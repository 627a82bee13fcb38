import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StorePort } from '#engine/store/port.ts';
import { openWithTurkish, READING } from '../../support/opencart-sheets.ts';
import type { OpencartShop, OpencartVersion } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS } from '../../support/opencart-under-test.ts';

describe.each<OpencartVersion>(['3.0.4.1', '4.1.0.4'])('what can be chosen in OpenCart %s', (version) => {
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    [shop, store] = await openWithTurkish(version);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  it('are its languages, makers, attributes and categories by the names that the shop shows', async () => {
    await shop.run("UPDATE oc_category_description SET name = 'Desktop &amp; Co' WHERE category_id = 20");
    const facts = await store.readEditingFacts({
      settings: { ...OPENCART_SETTINGS, pricesIncludeTax: true },
    });
    expect(facts).toMatchObject({
      languages: [
        { code: 'en-gb', name: 'English', enabled: true },
        { code: 'tr-tr', name: 'Türkçe', enabled: false },
      ],
      language: 'en-gb',
      currency: 'TRY',
      pricesIncludeTax: true,
    });
    expect(facts.categories).toContainEqual({ categoryId: '26', path: 'Desktop & Co > PC' });
    expect(facts.manufacturers.map(({ name }) => name)).toEqual(
      facts.manufacturers.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'tr')),
    );
    expect(facts.manufacturers).toContainEqual({ manufacturerId: '8', name: 'Apple' });
    expect(facts.attributes).toContainEqual({ attributeId: '2', group: 'Processor', name: 'No. of Cores' });
    expect(facts.limits.description).toBe(
      version === '4.1.0.4' ? await halfOfPacket(shop) : Math.min(65_535, await halfOfPacket(shop)),
    );
  });

  it('are categories by their own name where an importer gave them no path, and in no circle', async () => {
    await shop.run("INSERT INTO oc_category SET category_id = 900, parent_id = 901, image = ''");
    await shop.run("INSERT INTO oc_category SET category_id = 901, parent_id = 900, image = ''");
    await shop.run(`INSERT INTO oc_category_description (category_id, language_id, name, description, meta_title,
      meta_description, meta_keyword) VALUES (900, 2, 'Halka', '', '', '', ''), (901, 1, 'Ring', '', '', '', '')`);
    await shop.run('INSERT INTO oc_category_path VALUES (901, 900, 0), (901, 901, 1), (7777, 900, 0)');
    const { categories } = await store.readEditingFacts(READING);
    expect(categories.filter(({ categoryId }) => Number(categoryId) >= 900)).toEqual([
      { categoryId: '900', path: 'Halka' },
      { categoryId: '901', path: 'Halka > Ring' },
    ]);
  });

  it('say where pictures can be looked at, once an order told or the merchant did', async () => {
    await shop.run("INSERT INTO oc_order SET store_id = 0, store_url = 'https://dukkan.example/shop'");
    expect((await store.readEditingFacts(READING)).imageBaseUrl).toBe('https://dukkan.example/shop/image/');
  });
});

async function halfOfPacket(shop: OpencartShop): Promise<number> {
  const [row] = await shop.rows('SELECT @@max_allowed_packet AS bytes');
  return Math.min(16_777_215, Math.floor(Number(row?.bytes) / 2));
}
