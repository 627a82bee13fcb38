import type { NewStoreOrder, NewStoreOrderLine } from '#engine/store/port.ts';

/** An order as a marketplace sends it; the total is what its lines add up to. */
export function sampleOrder(facts: {
  readonly number: string;
  readonly lines: readonly NewStoreOrderLine[];
}): NewStoreOrder {
  const address = {
    firstName: 'Ayşe',
    lastName: 'Yılmaz',
    company: '',
    address: 'Atatürk Cd. No:1 D:5',
    district: 'Kadıköy',
    city: 'İstanbul',
    postcode: '34710',
    countryIso2: 'TR',
    phone: '+90 532 000 00 00',
  };
  return {
    mark: { marketplace: 'trendyol', channelId: 'channel-1', orderNumber: facts.number },
    marketplaceName: 'Trendyol',
    channelName: 'Trendyol mağazam',
    orderedAt: '2026-11-20T09:30:00.000Z',
    currency: 'TRY',
    email: 'relay@example.com',
    taxNumber: '',
    taxOffice: '',
    shipping: address,
    invoice: address,
    lines: facts.lines,
    totalE4: facts.lines.reduce((sum, line) => sum + line.unitPriceE4 * line.quantity, 0),
    comment: '',
  };
}

/** Goods of OpenCart's demo shop; the same order for the same number in every process. */
export function orderOf(number: string): NewStoreOrder {
  const line = { title: 'Ürün', model: 'M', unitPriceE4: 1_200_000, vatRateE4: 200_000 };
  return sampleOrder({
    number,
    lines: [
      { ...line, lineKey: 'a', productId: '30', optionValueIds: ['16'], quantity: 1 },
      { ...line, lineKey: 'b', productId: '40', optionValueIds: [], quantity: 2 },
    ],
  });
}
