import { describe, expect, it } from 'vitest';
import { describeProblem } from '#contract/problem-texts.ts';
import type { GatewayResponse } from '#engine/gateway/port.ts';
import { isRepeatedRequest, itemProblem, refusalProblem } from '#engine/marketplaces/trendyol/errors.ts';
import { trendyolManifest } from '#engine/marketplaces/trendyol/manifest.ts';

const CONTEXT = { endpoint: 'orders', sellerId: '123456' };

function answer(status: number, json: unknown, text = JSON.stringify(json) ?? ''): GatewayResponse {
  return { status, headers: {}, text, json, bytes: new Uint8Array(), durationMs: 1 };
}

describe('a refusal by Trendyol', () => {
  it.each([
    [401, { exception: 'ClientApiAuthenticationException' }, 'channel/wrong-key'],
    [401, { exception: 'ClientApiAuthenticationException', errors: [] }, 'channel/wrong-key'],
    [403, undefined, 'channel/forbidden'],
    [404, { exception: 'SupplierApiDomainNotFoundException' }, 'channel/other-seller'],
    [404, { exception: 'SellerIntegrationApiDomainNotFoundException' }, 'channel/other-seller'],
    [404, { errors: [{ key: 'order.not.found', message: 'x', errorCode: '404' }] }, 'channel/not-found'],
    [
      400,
      { timestamp: 1, exception: 'X', errors: [{ key: 'a.b', message: 'Geçersiz', errorCode: '400' }] },
      'channel/request-refused',
    ],
    [400, { errors: ['bare text'] }, 'channel/request-refused'],
    [400, { error: 'Bad Request', message: 'startDate' }, 'channel/request-refused'],
    [426, { message: 'scheduled brownout' }, 'channel/retired-endpoint'],
    [400, { message: 'This endpoint is in scheduled brownout' }, 'channel/retired-endpoint'],
    [302, {}, 'channel/not-understood'],
    [400, { errors: [{ message: 'Shipment Update Edilebilir Bir Durumda Değil.' }] }, 'order/wrong-state'],
  ] as const)('%i %j is %s', (status, json, code) => {
    const problem = refusalProblem(answer(status, json), CONTEXT);
    expect(problem.code).toBe(code);
    expect(problem.params).toMatchObject({ marketplace: 'Trendyol', sellerId: '123456', status });
  });

  it('shows what they said, without a buyer’s data', () => {
    const problem = refusalProblem(
      answer(400, { message: 'paket ayse@example.com için 05301112233' }),
      CONTEXT,
    );
    expect(problem.detail).toBe('HTTP 400: paket […] için […]');
  });
});

describe('the refusal of a repeated request', () => {
  const text = '15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!';

  it.each([
    text,
    JSON.stringify({ errors: [{ message: text }] }),
    `{"message":"15 dakika boyunca ayn\\u0131 iste\\u011fi tekrarl\\u0131 olarak atamazs\\u0131n\\u0131z!"}`,
    text.toUpperCase(),
    text.toLocaleUpperCase('tr'),
    '  15 dakika  boyunca ayni istegi tekrarli olarak atamazsiniz ',
  ])('is known in whatever dress it comes: %s', (dressed) => {
    expect(isRepeatedRequest(dressed)).toBe(true);
  });

  it('is not seen in other texts', () => {
    expect(isRepeatedRequest('15 dakika sonra tekrar deneyin')).toBe(false);
    expect(isRepeatedRequest('aynı istek')).toBe(false);
  });
});

describe('a refused item', () => {
  it.each([
    ["TSF PSF'den Büyük olamaz", 'liste'],
    ['8690000000012 barkodlu ürün bulunamadı', 'barkod'],
    ['Zorunlu kategori özellik bilgisi eksiktir. Eksik alan: Renk', 'özelliği eksik'],
    ['Zorunlu kategori özellik bilgisi bulunamadı (A, B)', 'özelliği eksik'],
    ['Beden için kategori özellik değeri geçerli değildir', 'listesinde yok'],
    ['Aynı barkodlu bir ürününüz bulunduğundan yeni ürün oluşturulamaz', 'zaten var'],
    ['Girmiş olduğunuz marka (12) sistemde kayıtlı değildir', 'markayı'],
    ['Marka alanı boş olamaz', 'marka'],
    ['Açıklama alanı boş olmamalıdır', 'açıklaması'],
    ['Barkod alanı hatalı', 'barkodu'],
    ['… tekrarlı ürün oluşturma isteği atılamaz', 'yinelendi'],
  ])('with “%s” is explained in both languages, and its raw words are kept', (raw, turkish) => {
    const problem = itemProblem([raw]);
    expect(problem.code).toBe('channel/item-refused');
    expect(problem.detail).toBe(raw);
    expect(describeProblem(problem, 'tr').happened.toLocaleLowerCase('tr')).toContain(
      turkish.toLocaleLowerCase('tr'),
    );
    const english = describeProblem(problem, 'en');
    expect(english.happened).not.toBe(
      describeProblem({ ...problem, params: { marketplace: 'Trendyol' } }, 'en').happened,
    );
    expect(english.action).not.toMatch(/[ğışİçö]/);
  });

  it('with words that nobody knows yet keeps them', () => {
    expect(itemProblem(['Yepyeni bir hata'])).toMatchObject({
      code: 'channel/item-refused',
      detail: 'Yepyeni bir hata',
    });
    expect(itemProblem([{ message: 'nesne' }, 7])).toMatchObject({ detail: 'nesne · 7' });
    expect(itemProblem(null)).toMatchObject({ code: 'channel/item-refused', detail: null });
  });

  it('of a repeated request is no fault of the product', () => {
    expect(itemProblem(['15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!']).code).toBe(
      'channel/same-request-repeated',
    );
  });
});

describe('Trendyol’s manifest', () => {
  it('says of every capability that is missing why, in both languages', () => {
    for (const { capability, state, reason, label } of trendyolManifest.capabilities) {
      expect(label.tr && label.en, capability).toBeTruthy();
      if (state === 'works') expect(reason, capability).toBeNull();
      else expect(reason?.tr && reason.en, capability).toBeTruthy();
    }
    const names = trendyolManifest.capabilities.map(({ capability }) => capability);
    expect(new Set(names).size).toBe(names.length);
  });

  it('reads stock and prices back out of a final body, and refuses to judge one with anything else in it', () => {
    const read = (body: unknown): unknown =>
      trendyolManifest.readOffers('price-and-inventory', JSON.stringify(body));
    expect(
      read({
        items: [
          { barcode: 'B', quantity: 0 },
          { barcode: 'C', salePrice: 0.1, listPrice: 19999.99 },
        ],
      }),
    ).toEqual([
      { externalId: 'B', quantity: 0, salePriceE4: null, listPriceE4: null },
      { externalId: 'C', quantity: null, salePriceE4: 1_000, listPriceE4: 199_999_900 },
    ]);
    for (const body of [
      {},
      { items: [{ quantity: 1 }] },
      { items: [{ barcode: 'B', quantity: 1.5 }] },
      { items: [{ barcode: 'B', salePrice: '9' }] },
      { items: [{ barcode: 'B', currencyType: 'USD', salePrice: 1 }] },
    ]) {
      expect(() => read(body)).toThrow();
    }
    expect(trendyolManifest.readOffers('package-status', '{}')).toBeNull();
  });
});
