import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAME_BODY_TEXT } from '../../src-main/sandbox/trendyol/price-and-inventory.ts';
import { startBench, type SandboxBench, type SandboxReply } from '../support/sandbox-client.ts';

let bench: SandboxBench;
beforeEach(async () => {
  bench = await startBench({ rules: { trendyol: { rateLimits: 'off' } } });
  bench.sandbox.trendyol.seedListings([
    {
      barcode: 'B1',
      stockCode: 'S1',
      title: 'Keten Gömlek',
      productMainId: 'M1',
      size: 'S',
      quantity: 5,
      salePrice: 100,
      listPrice: 120,
    },
    {
      barcode: 'B2',
      stockCode: 'S2',
      title: 'Keten Gömlek',
      productMainId: 'M1',
      size: 'M',
      quantity: 6,
      salePrice: 100,
      listPrice: 120,
    },
    { barcode: 'B3', stockCode: 'S3', title: 'Çorap', quantity: 0, salePrice: 49.9, listPrice: 49.9 },
    { barcode: 'U1', stockCode: 'S9', title: 'Bekleyen', approved: false, quantity: 3, salePrice: 10 },
    {
      barcode: 'U2',
      title: 'Reddedilen',
      approved: false,
      unapprovedStatus: 'rejected',
      rejectReason: 'Sakıncalı Görsel',
    },
  ]);
});
afterEach(() => bench.sandbox.stop());

const WRITE = '/integration/inventory/sellers/{sellerId}/products/price-and-inventory';
const PRODUCTS = '/integration/product/sellers/{sellerId}/products';

type Item = Readonly<Record<string, string | number>>;
type BatchJson = {
  readonly status?: string;
  readonly itemCount: number;
  readonly failedItemCount: number;
  readonly batchRequestType: string;
  readonly items: readonly {
    readonly status: string;
    readonly failureReasons: readonly string[];
    readonly requestItem: Item;
  }[];
};

const post = (items: readonly Item[]): Promise<SandboxReply> =>
  bench.ask({ method: 'POST', path: WRITE, body: { items } });

async function batchIdOf(items: readonly Item[]): Promise<string> {
  const answer = await post(items);
  expect(answer.status).toBe(200);
  return (answer.json as { batchRequestId: string }).batchRequestId;
}

async function poll(batchId: string): Promise<BatchJson> {
  const answer = await bench.ask({ path: `${PRODUCTS}/batch-requests/${batchId}` });
  expect(answer.status).toBe(200);
  return answer.json as BatchJson;
}

/** Sends and polls until every item has its result. */
async function send(items: readonly Item[]): Promise<BatchJson> {
  const batchId = await batchIdOf(items);
  for (let look = 0; look < 10; look += 1) {
    const batch = await poll(batchId);
    if (batch.items.length === batch.itemCount && batch.items.every((item) => item.status !== 'IN_PROGRESS'))
      return batch;
  }
  throw new Error('the batch never ended');
}

describe('stock and price in the sandbox’s Trendyol', () => {
  it('queues a change, shows it in progress, and carries a result per item but no status of the batch', async () => {
    bench.sandbox.trendyol.setRules({ batchOpenPolls: 2 });
    const batchId = await batchIdOf([{ barcode: 'B1', quantity: 9 }]);
    expect(batchId).toMatch(/^[0-9a-f-]{36}-\d{10}$/);
    const first = await poll(batchId);
    expect(first).toMatchObject({ itemCount: 1, items: [], batchRequestType: 'ProductInventoryUpdate' });
    expect(first.status).toBeUndefined();
    expect((await poll(batchId)).items).toMatchObject([{ status: 'IN_PROGRESS' }]);
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(5);
    const last = await poll(batchId);
    expect(last.status).toBeUndefined();
    expect(last.items).toMatchObject([
      { status: 'SUCCESS', failureReasons: [], requestItem: { barcode: 'B1', quantity: 9, salePrice: null } },
    ]);
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(9);
  });

  it('lets a change take effect after a while even if nobody asks', async () => {
    await batchIdOf([{ barcode: 'B1', quantity: 9 }]);
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(5);
    bench.clock.advance(1_000);
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(9);
  });

  it('lets changes take effect in the order in which they were accepted', async () => {
    await batchIdOf([{ barcode: 'B1', quantity: 1 }]);
    await send([{ barcode: 'B1', quantity: 2 }]);
    bench.clock.advance(5_000);
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(2);
  });

  it('judges each item by itself', async () => {
    const batch = await send([
      { barcode: 'B1', quantity: 20_000 },
      { barcode: 'B2', quantity: 20_001 },
      { barcode: 'B3', salePrice: 60 },
      { barcode: 'U1', quantity: 1 },
      { barcode: 'NEVER', quantity: 1 },
      { barcode: 'B1', quantity: 3 },
      { barcode: 'B2', salePrice: 0, listPrice: 10 },
    ]);
    expect(batch.items.map((item) => item.status)).toEqual([
      'SUCCESS',
      ...Array.from({ length: 6 }, () => 'FAILED'),
    ]);
    expect(batch.failedItemCount).toBe(6);
    expect(batch.items[2]!.failureReasons).toEqual(["TSF PSF'den Büyük olamaz"]);
    expect(batch.items[3]!.failureReasons[0]).toContain('barkodlu ürün bulunamadı');
    expect(bench.sandbox.trendyol.listing('B1')!.quantity).toBe(20_000);
    expect(bench.sandbox.trendyol.listing('B3')).toMatchObject({ saleKurus: 4_990, listKurus: 4_990 });
  });

  it('cleans blanks out of a barcode and echoes the clean one', async () => {
    const batch = await send([{ barcode: ' B 1', quantity: 4 }]);
    expect(batch.items[0]).toMatchObject({ status: 'SUCCESS', requestItem: { barcode: 'B1' } });
  });

  it('takes 1,000 items and no more, never an empty list, never an item without a value', async () => {
    const items = (count: number): Item[] =>
      Array.from({ length: count }, (_, index) => ({ barcode: `X${index}`, quantity: 1 }));
    expect((await post(items(1_000))).status).toBe(200);
    expect((await post(items(1_001))).status).toBe(400);
    expect((await post([])).status).toBe(400);
    expect((await post([{ barcode: 'B1' }])).status).toBe(400);
    expect(
      (await bench.ask({ method: 'POST', path: WRITE, body: [{ barcode: 'B1', quantity: 1 }] })).status,
    ).toBe(400);
  });

  it.each([
    ['status-400', 400],
    ['status-200', 200],
  ] as const)('refuses the same body for 15 minutes (%s)', async (sameBody, status) => {
    bench.sandbox.trendyol.setRules({ sameBody });
    await batchIdOf([{ barcode: 'B1', quantity: 7 }]);
    bench.clock.advance(15 * 60_000 - 1);
    const again = await post([{ barcode: 'B1', quantity: 7 }]);
    expect(again.status).toBe(status);
    expect(again.json).toMatchObject({ errors: [{ message: SAME_BODY_TEXT }] });
    expect((await post([{ barcode: 'B1', quantity: 8 }])).status).toBe(200);
    bench.clock.advance(1);
    expect((await post([{ barcode: 'B1', quantity: 7 }])).json).toHaveProperty('batchRequestId');
  });

  it('says so in the batch where the rules want it there', async () => {
    bench.sandbox.trendyol.setRules({ sameBody: 'batch-item' });
    await batchIdOf([{ barcode: 'B1', quantity: 7 }]);
    expect((await send([{ barcode: 'B1', quantity: 7 }])).items[0]!.failureReasons).toEqual([SAME_BODY_TEXT]);
  });

  it('takes 30 prices a minute for one barcode', async () => {
    for (let count = 0; count < 30; count += 1) {
      expect(
        (await send([{ barcode: 'B1', salePrice: 80 + count / 100, listPrice: 120 }])).failedItemCount,
      ).toBe(0);
    }
    expect((await send([{ barcode: 'B1', salePrice: 90, listPrice: 120 }])).failedItemCount).toBe(1);
    expect((await send([{ barcode: 'B1', quantity: 2 }])).failedItemCount).toBe(0);
    bench.clock.advance(60_000);
    expect((await send([{ barcode: 'B1', salePrice: 91, listPrice: 120 }])).failedItemCount).toBe(0);
  });

  it('forgets a batch’s result after four hours', async () => {
    const batchId = await batchIdOf([{ barcode: 'B1', quantity: 9 }]);
    bench.clock.advance(4 * 3_600_000 - 1);
    await poll(batchId);
    bench.clock.advance(1);
    expect((await bench.ask({ path: `${PRODUCTS}/batch-requests/${batchId}` })).status).toBe(404);
  });
});

describe('the product lists of the sandbox’s Trendyol', () => {
  it('groups variants by content and counts contents', async () => {
    const answer = await bench.ask({ path: `${PRODUCTS}/approved?size=100` });
    expect(answer.json).toMatchObject({
      totalElements: 2,
      totalPages: 1,
      nextPageToken: null,
      content: [
        {
          productMainId: 'M1',
          title: 'Keten Gömlek',
          variants: [
            {
              barcode: 'B1',
              stockCode: 'S1',
              stock: { quantity: 5 },
              price: { salePrice: 100, listPrice: 120 },
              onSale: true,
            },
            { barcode: 'B2' },
          ],
        },
        { variants: [{ barcode: 'B3', price: { salePrice: 49.9 }, onSale: false }] },
      ],
    });
  });

  it('gives figures alone, filtered by up to 50 barcodes', async () => {
    const answer = await bench.ask({
      path: `${PRODUCTS}/approved/inventory-and-price?barcodes=B2,NEVER&size=100`,
    });
    expect(answer.json).toMatchObject({
      totalElements: 1,
      content: [
        { variants: [{ barcode: 'B2', quantity: 6, salePrice: 100, listPrice: 120, stockCode: 'S2' }] },
      ],
    });
    const many = Array.from({ length: 51 }, (_, index) => `X${index}`).join(',');
    expect(
      (await bench.ask({ path: `${PRODUCTS}/approved/inventory-and-price?barcodes=${many}` })).status,
    ).toBe(400);
  });

  it('pages by number and by token, and ties a token to its filters', async () => {
    bench.sandbox.trendyol.seedListings(
      Array.from({ length: 7 }, (_, index) => ({ barcode: `P${index}`, quantity: 1, salePrice: 1 })),
    );
    const page = async (
      query: string,
    ): Promise<{ token: string | null; barcodes: string[]; status: number }> => {
      const answer = await bench.ask({ path: `${PRODUCTS}/approved?${query}` });
      const json = answer.json as {
        nextPageToken: string | null;
        content?: { variants: { barcode: string }[] }[];
      };
      return {
        status: answer.status,
        token: json.nextPageToken,
        barcodes: (json.content ?? []).flatMap((content) =>
          content.variants.map((variant) => variant.barcode),
        ),
      };
    };
    const byNumber = [
      ...(await page('size=4&page=0')).barcodes,
      ...(await page('size=4&page=1')).barcodes,
      ...(await page('size=4&page=2')).barcodes,
    ];
    const byToken: string[] = [];
    let token: string | null = '';
    while (token !== null) {
      const next: Awaited<ReturnType<typeof page>> = await page(
        `size=4${token ? `&nextPageToken=${token}` : ''}`,
      );
      byToken.push(...next.barcodes);
      token = next.token;
    }
    expect(byToken).toEqual(byNumber);
    expect(new Set(byToken).size).toBe(10);
    const first = await page('size=4');
    expect((await page(`size=4&stockCode=S1&nextPageToken=${first.token}`)).status).toBe(400);
    expect((await page('size=101')).status).toBe(400);
    expect((await page('size=100&page=100')).status).toBe(400);
  });

  it('lists what waits for approval or was refused, flat', async () => {
    expect((await bench.ask({ path: `${PRODUCTS}/unapproved?size=1000` })).json).toMatchObject({
      totalElements: 2,
      content: [
        { barcode: 'U1', status: 'pendingApproval', quantity: 3, salePrice: 10 },
        { barcode: 'U2', status: 'rejected', rejectReasonDetails: [{ rejectReason: 'Sakıncalı Görsel' }] },
      ],
    });
    expect((await bench.ask({ path: `${PRODUCTS}/unapproved?status=rejected` })).json).toMatchObject({
      totalElements: 1,
    });
  });

  it('tells by barcode whether a product is live', async () => {
    const base = '/integration/product/sellers/{sellerId}/product';
    expect((await bench.ask({ path: `${base}/B1` })).json).toMatchObject({
      barcode: 'B1',
      approved: true,
      archived: false,
    });
    expect((await bench.ask({ path: `${base}/U1` })).json).toMatchObject({
      approved: false,
      contentId: null,
    });
    expect(await bench.ask({ path: `${base}/NEVER` })).toMatchObject({
      status: 404,
      json: { errors: [{ key: 'product.not.found' }] },
    });
  });
});
