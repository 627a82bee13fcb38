import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openMerchantDesk, type DeskMarketplace, type MerchantDesk } from '../support/merchant-desk.ts';

let desk: MerchantDesk;
afterEach(() => desk.close());

const ON = ['--channel', 'Pazar'];
type Rows<T> = { readonly rows: readonly T[] };

const OFFERS: readonly {
  readonly marketplace: DeskMarketplace;
  readonly buybox: boolean;
  readonly search: boolean;
}[] = [
  { marketplace: 'trendyol', buybox: true, search: false },
  { marketplace: 'hepsiburada', buybox: true, search: false },
  { marketplace: 'n11', buybox: false, search: true },
  { marketplace: 'amazon', buybox: true, search: true },
];

describe.each(OFFERS)('meschain market on $marketplace', ({ marketplace, buybox, search }) => {
  it('tells places, shares and catalogue where they are offered, and refuses the rest in words', async () => {
    desk = await openMerchantDesk(marketplace);
    const { stockCode, barcode, title } = desk.goods[0]!;
    const named = [...ON, '--sku', stockCode];
    if (buybox) {
      const { rows } = await desk.done<Rows<{ title: string }>>(['market', 'buybox', ...named]);
      expect(rows.map((row) => row.title)).toEqual([title]);
    } else {
      expect((await desk.refused(['market', 'buybox', ...named])).code).toBe('channel/not-offered');
    }
    const shares = await desk.done<Rows<{ percent: number }>>(['market', 'commissions', ...named]);
    for (const { percent } of shares.rows) expect(percent).toBeGreaterThan(0);
    const looked = ['market', 'search', ...ON, '--barcode', barcode];
    if (search) expect(await desk.done<Rows<object>>(looked)).toHaveProperty('rows');
    else expect((await desk.refused(looked)).code).toBe('channel/not-offered');
    const nobody = ['market', 'buybox', ...ON, '--sku', 'YOK-BÖYLE'];
    expect((await desk.refused(nobody)).code).toBe(buybox ? 'listing/not-known' : 'channel/not-offered');
  });
});

describe('meschain market on Trendyol', () => {
  it('tells places and how a product stands', async () => {
    desk = await openMerchantDesk('trendyol');
    const { rows } = await desk.done<Rows<{ placeId: string; name: string }>>(['market', 'places', ...ON]);
    const turkey = rows.find(({ name }) => name.startsWith('Türkiye'))!;
    const below = await desk.done<Rows<object>>(['market', 'places', turkey.placeId, ...ON]);
    expect(below.rows.length).toBeGreaterThan(0);
    const { barcode } = desk.goods[0]!;
    expect(await desk.done(['market', 'listing', barcode, ...ON])).toMatchObject({
      listing: { approved: true, archived: false },
    });
    expect(await desk.done(['market', 'listing', '1', ...ON])).toEqual({ listing: null });
  });

  it('asks for a brand once, also when the answer is lost', async () => {
    desk = await openMerchantDesk('trendyol');
    const picture = join(desk.dataFolder, 'marka.png');
    writeFileSync(picture, Buffer.from('89504e470d0a1a0a', 'hex'));
    const wish = ['market', 'brand', 'Işıltı Örgü Evi', ...ON, '--image', picture];
    desk.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'brand-create', count: 1 });
    const first = await desk.done<{ brandId: string; made: boolean }>(wish);
    const second = await desk.done<{ brandId: string; made: boolean }>(wish);
    expect([first.made, second.made]).toEqual([true, false]);
    expect(second.brandId).toBe(first.brandId);
  });

  it('gives a product page a video once, and tells what became of it', async () => {
    desk = await openMerchantDesk('trendyol');
    const { listing } = await desk.done<{ listing: { contentId: string } }>([
      'market',
      'listing',
      desk.goods[0]!.barcode,
      ...ON,
    ]);
    const about = ['--title', 'Tanıtım', '--url', 'https://ornek.example/v.mp4', '--content'];
    const wish = ['market', 'video', ...ON, ...about, listing.contentId];
    desk.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'video-create', count: 1 });
    const { videoId } = await desk.done<{ videoId: string }>(wish);
    expect(await desk.done(wish)).toEqual({ videoId, made: false });
    const { rows } = await desk.done<Rows<{ videoId: string }>>(['market', 'videos', ...ON]);
    expect(rows.map((row) => row.videoId)).toEqual([videoId]);
  });
});
