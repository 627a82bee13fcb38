import { afterEach, describe, expect, it } from 'vitest';
import { collect, recordIntent } from '../../support/gateway-under-test.ts';
import { openHepsiburadaAt, type HepsiburadaBench } from '../../support/hepsiburada-bench.ts';
import { envelope } from '../../support/hepsiburada-wire.ts';
import {
  all,
  body,
  DAY_MS,
  dated,
  days,
  K,
  listing,
  listings,
  M,
  onlyGet,
  paged,
  startStrictServer,
  write,
  type Rule,
} from './hepsiburada-strict-server.ts';

const opened: HepsiburadaBench[] = [];
async function open(rules: readonly Rule[]) {
  const server = await startStrictServer(rules);
  const bench = openHepsiburadaAt(server);
  opened.push(bench);
  return { bench, server, connection: bench.connection };
}
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

describe('services beside stock and orders, asked by the letter', () => {
  it('answers catalogue, insight, claims, questions, money and cargo as they are asked', async () => {
    const list = (data: readonly unknown[]) => ({
      json: { success: true, code: 0, totalElements: data.length, data },
    });
    const sizes = ({ query }: { readonly query: URLSearchParams }) =>
      /^\d+$/.test(query.get('page') ?? '') && Number(query.get('size')) <= 1_000 ? null : 'page and size';
    const skus =
      (most: number): Rule['fault'] =>
      ({ query }) => {
        const list = query.get('skuList');
        return !list
          ? 'skuList cannot be empty'
          : list.split(',').length > most
            ? `more than ${most} SKUs`
            : null;
      };
    const seller: Rule['fault'] = ({ headers }) => (headers['merchantid'] === M ? null : 'merchantId header');
    const claims = paged(100);
    const { connection, server } = await open([
      listings,
      onlyGet('/product/api/categories/get-all-categories', sizes, ({ query }) =>
        query.get('leaf') === 'true'
          ? list([
              {
                categoryId: 1,
                name: 'Gömlek',
                parentCategoryId: 0,
                leaf: true,
                status: 'ACTIVE',
                available: true,
              },
            ])
          : {
              status: 500,
              json: { message: 'global.messages.error.internalServerError', fieldErrors: null },
            },
      ),
      onlyGet('/product/api/categories/1/attributes', undefined, {
        json: { success: true, code: 0, data: { baseAttributes: [], attributes: [], variantAttributes: [] } },
      }),
      onlyGet(
        '/product/api/categories/1/attribute/renk_variant_property/values',
        sizes,
        list([{ id: 'v', value: 'Siyah' }]),
      ),
      onlyGet('/buybox-orders/merchantid/{m}', skus(10), { json: [{ sku: 'HBCV1', rank: 1, price: 649.9 }] }),
      onlyGet('/commissions/merchantid/{m}', skus(50), { json: [{ sku: 'HBCV1', commissionRate: 14.5 }] }),
      onlyGet('/claims/merchantId/{m}', all(claims, dated(['beginDate', 'endDate'])), { json: [] }),
      ...['NewRequest', 'AwaitingAction', 'AwaitingPreApproval', 'InDispute'].map((status) =>
        onlyGet(`/claims/merchantId/{m}/status/${status}`, claims, { json: [] }),
      ),
      write('POST', '/claims/number/356189794/accept', body({ FinalizedWith: /^(Refund|Change)$/ })),
      write(
        'POST',
        '/claims/number/356189794/reject',
        body({ ClaimRejectionReason: /^ProductIsDamaged$/, MerchantStatement: /./ }),
      ),
      onlyGet(
        '/api/v1.0/issues',
        all(seller, ({ query }) => (query.get('page') === '1' ? null : 'page')),
        { json: { data: [], totalItemCount: 0 } },
      ),
      write(
        'POST',
        '/api/v1.0/issues/77/answer',
        all(seller, ({ body: text }) => (/name="Answer"\r\n/.test(text) ? null : 'Answer')),
        { status: 201, json: {} },
      ),
      onlyGet(
        '/transactions/merchantid/{m}',
        all(paged(100, ['Offset', 'Limit']), ({ query }) => {
          const span =
            Date.parse(query.get('RecordDateEnd') ?? '') - Date.parse(query.get('RecordDateStart') ?? '');
          return span > 0 && span <= 31 * DAY_MS ? null : 'a pair of dates, at most a month';
        }),
        { json: { count: 0, items: [] } },
      ),
      onlyGet('/cargoFirms/{m}', undefined, { json: { cargoFirms: [], error: false, msg: null } }),
      onlyGet('/profiles/{m}', undefined, { json: { profiles: [], error: false, msg: null } }),
      onlyGet(
        `${K}/labels`,
        ({ query }) => (/^(zpl|base64zpl|pdf|png|jpg)$/.test(query.get('format') ?? '') ? null : 'format'),
        { json: { format: 'zpl', data: ['^XA^XZ'] } },
      ),
      onlyGet(`${K}/changablecargocompanies`, undefined, {
        json: [{ Id: 1, Name: 'Aras', ShortName: 'ARAS', IsActive: true }],
      }),
    ]);
    expect(await collect(connection.readCategories())).toMatchObject([{ categoryId: '1', open: true }]);
    await connection.readAttributes('1');
    await collect(connection.readAttributeValues({ categoryId: '1', attributeId: 'renk_variant_property' }));
    await connection.readBuyBox(['A-1']);
    expect(await connection.readCommissions(['A-1'])).toEqual([{ externalId: 'A-1', percent: 14.5 }]);
    await collect(connection.readReturns(days(20)));
    const answer = { returnId: '356189794', returnLineIds: [], files: [], intent: recordIntent().intent };
    await connection.answerReturn({ ...answer, answer: 'accept', reasonId: null, text: '' });
    await connection.answerReturn({
      ...answer,
      answer: 'reject',
      reasonId: 'ProductIsDamaged',
      text: 'Kırık',
    });
    await collect(connection.readQuestions(days(7)));
    await connection.answerQuestion({ questionId: '77', text: 'Evet', intent: recordIntent().intent });
    await collect(connection.readSettlements(days(70)));
    await connection.readAccountChoices();
    const parcel = { packageId: '013105889-0414141341', orderNumber: '0414141341' };
    await connection.readLabel({ ...parcel, trackingNumber: '', format: 'zpl' });
    expect(await connection.readCargoCompanies(parcel.packageId)).toEqual([
      { cargoCompanyId: 'ARAS', name: 'Aras' },
    ]);
    // The inner categories are asked for beyond the description, and do without.
    expect(server.faults).toEqual([]);
  });

  it('is asked for ten SKUs of the buy box at a time, and only for what is on sale', async () => {
    const many = Array.from({ length: 23 }, (_, index) => ({
      ...listing,
      listingId: `x-${index}`,
      hepsiburadaSku: `HB${index}`,
      merchantSku: `S-${index}`,
      isSalable: index !== 22,
    }));
    const asked: number[] = [];
    const { connection } = await open([
      onlyGet('/listings/merchantid/{m}', undefined, { json: envelope(many) }),
      onlyGet('/buybox-orders/merchantid/{m}', undefined, ({ query }) => {
        const skus = query.get('skuList')!.split(',');
        asked.push(skus.length);
        const sellers = (price: number) => [
          { rank: 2, price: price + 1 },
          { rank: 1, price },
        ];
        return { json: { variants: skus.map((sku) => ({ sku, buyboxOrders: sellers(100) })) } };
      }),
    ]);
    const boxes = await connection.readBuyBox(many.map(({ merchantSku }) => merchantSku));
    expect(asked).toEqual([10, 10, 2]);
    expect(boxes[0]).toMatchObject({ externalId: 'S-0', rank: null, winningPriceE4: 1_000_000, sellers: 2 });
  });
});
