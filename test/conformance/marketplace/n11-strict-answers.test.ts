import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import { n11Line, n11Package, n11Page, n11Soap } from '../../support/n11-wire.ts';
import type { Scripted } from '../../support/scripted-server.ts';
import { KEYS } from './n11-strict-server.ts';
import {
  action,
  GOOD,
  NOW,
  openStrict,
  packages,
  picking,
  WINDOW,
  type StrictWorld,
} from './n11-strict-world.ts';

let world: StrictWorld;
afterEach(async () => {
  const said = JSON.stringify(world.log);
  for (const secret of [...Object.values(KEYS), 'Ayşe', 'alici@example.com'])
    expect(said).not.toContain(secret);
  await world.close();
});

describe('an order at N11', () => {
  it('is not passed over when another one leaves the pages while they are turned', async () => {
    const row = (id: number) =>
      picking({ id: `${300_000_000_000_000 + id}`, orderNumber: `${2_000_000_000_000 + id}` });
    const all = Array.from({ length: 250 }, (_each, id) => row(id));
    let asked = 0;
    world = await openStrict({
      shipmentPackages: ({ query }) => {
        if (query.has('status')) return packages([]);
        // Between the first page and the second the fifth package changes: it is beyond the window's end from then on.
        const now = asked === 0 ? all : all.toSpliced(4, 1);
        asked += 1;
        const page = Number(query.get('page'));
        const content = now.slice(page * 100, page * 100 + 100);
        return packages(content, {
          page,
          totalPages: Math.ceil(now.length / 100),
          totalElements: now.length,
        });
      },
    });
    const read = await collect(world.connection.readOrders({ ...WINDOW, by: 'stream' }));
    expect(new Set(read.map(({ packageId }) => packageId)).size).toBe(250);
    expect(read).toHaveLength(250);
  });

  it('without an id of its package counts as accepted when it was accepted before', async () => {
    world = await openStrict({
      shipmentPackages: packages([picking({ id: null })]),
      update: { json: { content: [{ lineId: 7, status: 'FAIL', reasons: ['Sipariş uygun değil'] }] } },
    });
    const [one] = await world.connection.readOrdersByNumber(['2000000000001']);
    await world.connection.acknowledgeOrder!({ ...action(), packageId: one!.packageId });
    expect(world.server.requests.at(-1)!.query.get('orderNumber')).toBe('2000000000001');
  });

  it.each([
    ['Picking', null],
    ['Created', 'channel/outcome-unknown'],
  ])('of which nothing was said counts as accepted only where it looks so (%s)', async (status, code) => {
    world = await openStrict({
      shipmentPackages: packages([picking({ shipmentPackageStatus: status })]),
      update: { json: { content: [] } },
    });
    const accepting = world.connection.acknowledgeOrder!(action());
    if (code === null) await accepting;
    else expect((await problemOf(accepting)).code).toBe(code);
  });

  it.each([
    ['by its mark', { micro: true }],
    ['by its country', { shippingAddress: { ...n11Package().shippingAddress, countryCode: 'DE' } }],
  ])('that is exported gets number and time of its invoice, known %s', async (_by, changes) => {
    world = await openStrict({ shipmentPackages: packages([picking(changes)]) });
    const invoice = { number: 'EXP1', issuedAtMs: NOW, link: 'https://example.com/1.pdf', file: null };
    await world.connection.sendInvoice!({ ...action(), invoice });
    const [body] = world.bodies('SaveLinkSellerInvoice');
    expect(body).toMatch(/<invoiceDateTime>\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}<.*<invoiceNumber>EXP1</);
    expect(world.faults).toEqual([]);
  });
});

describe('a return at N11', () => {
  const claims = (inner: string) => ({
    body: n11Soap(
      'ClaimReturnList',
      `${GOOD}<claimReturnList><claimReturn><claimReturnId>88</claimReturnId><status>APPROVED</status>` +
        `<orderNumber>2000000000001</orderNumber>${inner}<quantity>1</quantity></claimReturn></claimReturnList>`,
    ),
  });
  const two = [
    n11Line({ orderLineId: 1, productId: 70, stockCode: 'KIR-M' }),
    n11Line({ orderLineId: 2, productId: 71, stockCode: 'KIR-L' }),
  ];
  const read = async (inner: string, lines: readonly unknown[]) => {
    world = await openStrict({
      ClaimReturnList: claims(inner),
      shipmentPackages: packages([picking({ lines })]),
      'product-query': { json: n11Page([]) },
    });
    const [claim] = await collect(world.connection.readReturns!(WINDOW));
    return claim!.lines[0]!;
  };

  it.each([
    ['<productId>71</productId>', 'KIR-L'],
    ['<productId>9</productId><skuId>71</skuId>', 'KIR-L'],
    ['<productId>71</productId><skuId>9</skuId>', 'KIR-L'],
  ])(
    'names the stock code that was sold, whichever number %s the claim carries',
    async (inner, stockCode) => {
      expect(await read(inner, two)).toMatchObject({ stockCode, quantity: 1 });
    },
  );

  it('never puts a variant into stock that may not be the one that came back', async () => {
    const same = two.map((line) => ({ ...line, productId: 70 }));
    expect(await read('<productId>70</productId>', same)).toMatchObject({ stockCode: '', orderLineId: null });
  });
});

describe('what N11’s SOAP services write in more than one way', () => {
  it.each(['denyReasonTypeDataList', 'claimCancelDenyReasonTypeList'])(
    'is read: reasons in %s, repeated or wrapped',
    async (list) => {
      const each = (id: number) => `<id>${id}</id><value>Neden ${id}</value>`;
      const repeated = `<${list}>${each(1)}</${list}><${list}>${each(2)}</${list}>`;
      const wrapped = `<${list}><type>${each(3)}</type><type>${each(4)}</type></${list}>`;
      world = await openStrict({
        ClaimReturnDenyReasonTypes: { body: n11Soap('ClaimReturnDenyReasonTypes', GOOD + repeated) },
        ClaimCancelDenyReasonType: { body: n11Soap('ClaimCancelDenyReasonType', GOOD + wrapped) },
      });
      const reasons = await world.connection.readReturnReasons!();
      expect(reasons.map(({ reasonId }) => reasonId)).toEqual(['1', '2', 'cancel:3', 'cancel:4']);
    },
  );

  it('is read: amounts with a dot or a comma; and rows without one are missed aloud', async () => {
    const row = (day: number, amount: string) =>
      `<settlementList><settlementDate>2026-10-0${day}</settlementDate>` +
      `<settlementAmount>${amount}</settlementAmount></settlementList>`;
    const rows = row(1, '1234.5') + row(2, '1.234,56') + row(3, '-');
    const body = n11Soap('GetSettlementList', `${GOOD}<settlementListData>${rows}</settlementListData>`);
    world = await openStrict({ GetSettlementList: { body } });
    const entries = await collect(world.connection.readSettlements!(WINDOW));
    expect(entries.map(({ amountE4 }) => amountE4)).toEqual([12_345_000, 12_345_600]);
    expect(world.log.map(({ event, fields }) => [event, fields['rows']])).toEqual([
      ['n11-settlement-rows-not-read', 1],
    ]);
  });
});

describe('what N11’s SOAP services say too little of', () => {
  const answerOf = (script: Scripted) => async () => {
    world = await openStrict({
      SaveProductAnswer: script,
      ClaimReturnApprove: script,
      ClaimReturnList: script,
    });
  };
  const EMPTY = {
    body: '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>',
  };

  it.each([
    ['nothing at all', { status: 202, body: '' }],
    ['an empty envelope', EMPTY],
  ])('is a good answer to a question where it is %s: the WSDL declares none', async (_what, script) => {
    await answerOf(script)();
    await world.connection.answerQuestion!({ questionId: '5', text: 'Evet', intent: recordIntent().intent });
    expect(world.faults).toEqual([]);
  });

  it.each([
    ['nothing at all', { body: '' }],
    ['an empty envelope', EMPTY],
    ['a plain word', { body: 'OK' }],
  ])('leaves open whether a return was accepted, where it is %s', async (_what, script) => {
    await answerOf(script)();
    const { intent, steps } = recordIntent();
    const claim = { returnId: '88', returnLineIds: [], reasonId: null, text: '', files: [] };
    const said = await problemOf(world.connection.answerReturn!({ ...claim, answer: 'accept', intent }));
    expect(said.code).toBe('channel/outcome-unknown');
    expect(steps.at(-1)!.step).toBe('outcome-unknown');
  });

  it('never means that there are no returns', async () => {
    await answerOf(EMPTY)();
    expect((await problemOf(collect(world.connection.readReturns!(WINDOW)))).code).toBe(
      'channel/not-understood',
    );
  });
});

describe('the keys of an N11 shop', () => {
  it('are in no request that is rehearsed or kept, while the hash is over the bytes that leave', async () => {
    world = await openStrict();
    const { intent, steps } = recordIntent();
    await world.connection.answerQuestion!({ questionId: '5', text: 'Evet', intent });
    const [step] = steps;
    if (step?.step !== 'before-send') throw new Error('nothing was kept');
    const [sent] = world.server.requests;
    expect(step.request.bodyText).toContain('<appKey>[…]</appKey><appSecret>[…]</appSecret>');
    expect(step.request.bodyHash).toBe(
      createHash('sha256').update(`POST ${sent!.path}\n${sent!.body}`).digest('hex'),
    );
    const rehearsed = world.gateway.rehearse({
      endpoint: 'question-answer',
      method: 'POST',
      path: '/ws/productService/',
      query: { key: KEYS.appSecret },
      content: { kind: 'text', contentType: 'text/xml', text: sent!.body },
      priority: 1,
    });
    expect(rehearsed.sealed.bodyText).toBe(step.request.bodyText);
    expect(rehearsed.sealed.url).toMatch(/\?key=\[…\]$/);
  });

  it.each([
    [
      'products',
      'product-query',
      { status: 400, json: { errorCode: 'x', errorMessage: `${KEYS.appKey} yok` } },
    ],
    ['orders', 'shipmentPackages', { status: 400, json: { errorMessage: `anahtar: ${KEYS.appSecret}` } }],
    [
      'returns',
      'ClaimReturnList',
      {
        body: n11Soap(
          'X',
          '<result><status>failure</status>' +
            '<errorMessage>a1b2&lt;c3&amp;d4-key-of-the-shop</errorMessage></result>',
        ),
      },
    ],
  ])('are not shown where an answer about %s repeats them', async (_what, key, script) => {
    world = await openStrict({ [key]: script });
    const { endpoints } = await world.connection.verifyCredentials();
    const problems = endpoints.flatMap(({ problem }) => problem ?? []);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.detail).toContain('[…]');
    for (const secret of [...Object.values(KEYS), 'key-of-the-shop', 'of-the-shop'])
      expect(JSON.stringify(problems)).not.toContain(secret);
  });
});
