import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordIntent } from '../../support/gateway-under-test.ts';
import { openServices, type ServicesBench } from '../../support/trendyol-services.ts';

let services: ServicesBench;
beforeEach(async () => {
  services = await openServices();
  services.hand.seedListings([
    { barcode: 'B1', quantity: 5, salePrice: 149.9, listPrice: 199.9, title: 'Gömlek' },
  ]);
});
afterEach(async () => {
  await services.close();
});

const send = (changes: { readonly salePriceE4: number }) =>
  services.connection.updateStockAndPrice(
    [{ externalId: 'B1', quantity: null, listPriceE4: null, ...changes }],
    { intent: recordIntent().intent, priority: 1 },
  );

describe('a price that is changed again and again at Trendyol', () => {
  it('is never written more than thirty times in a minute, and none of the changes is refused', async () => {
    const sent = [];
    for (let change = 1; change <= 32; change += 1)
      sent.push(await send({ salePriceE4: 1_000_000 + change * 100 }));
    const failed = [];
    for (const one of sent) {
      const report = await services.settle(one);
      failed.push(...report.items.filter(({ state }) => state !== 'done'));
    }
    expect(failed).toEqual([]);
    expect(services.hand.listing('B1')).toMatchObject({ saleKurus: 10_032 });
  });
});
