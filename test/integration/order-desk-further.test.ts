import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buyAt, openMerchantDesk, type MerchantDesk } from '../support/merchant-desk.ts';

let desk: MerchantDesk;
afterEach(() => desk.close());

describe('what few marketplaces take of a package', () => {
  it('is told Trendyol: another warehouse, an authorised service, a warranty document, a return for the buyer', async () => {
    desk = await openMerchantDesk('trendyol');
    const hand = desk.sandbox.marketplaces.trendyol;
    const number = buyAt(desk, 'trendyol', [1]);
    await desk.done(['order', 'pick', number]);
    await desk.done(['order', 'warehouse', number, '--warehouse', '11']);
    await desk.done(['order', 'service-delivery', number]);
    const document = join(desk.dataFolder, 'garanti.pdf');
    writeFileSync(document, '%PDF-1.4\n%%EOF\n');
    const [{ lines }] = (await desk.show(number)) as [Awaited<ReturnType<typeof desk.show>>[number]];
    await desk.done(['order', 'warranty', number, '--line', lines[0]!.lineId, '--file', document]);
    expect(hand.packages()[0]!.desk).toMatchObject({ warehouseId: 11, byService: true });
    const early = ['order', 'open-return', number, '--cargo', 'ARASMP', '--reason', '401'];
    expect((await desk.refused(early)).code).toBe('order/wrong-state');
    for (const status of ['Invoiced', 'Shipped', 'Delivered'] as const)
      hand.setPackageStatus(hand.packages()[0]!.packageId, status);
    await desk.done(early);
    const { returns } = await desk.done<{ returns: readonly { orderNumber: string }[] }>(['returns']);
    expect(returns.map(({ orderNumber }) => orderNumber)).toEqual([number]);
  });

  it('is told Hepsiburada where it takes it, and refused in words where it does not', async () => {
    desk = await openMerchantDesk('hepsiburada');
    const number = buyAt(desk, 'hepsiburada', [1]);
    await desk.done(['order', 'pack', number]);
    await desk.done(['order', 'warehouse', number, '--warehouse', 'Merkez']);
    expect((await desk.refused(['order', 'service-delivery', number])).code).toBe('channel/not-offered');
  });
});
