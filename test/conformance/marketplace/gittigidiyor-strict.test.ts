import { afterEach, beforeEach, expect, it } from 'vitest';
import { gittigidiyor } from '#engine/marketplaces/gittigidiyor/adapter.ts';
import { collect, recordIntent } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import type { ListingDraft } from '#engine/marketplaces/kit/catalogue.ts';
import { ggDraft, openGittigidiyor } from './gittigidiyor-world.ts';
import {
  OPERATIONS,
  startStrictGittigidiyor,
  type StrictGittigidiyor,
} from './gittigidiyor-strict-server.ts';

/** All but what only a variant or a sold-out product calls for is called below. */
const PRODUCT = `<productId>500000001</productId><itemId>TS-100</itemId><summary><listingStatus>A</listingStatus></summary>`;
const DETAIL = `<product><categoryCode>gac</categoryCode><title>Örnek Pamuklu Tişört</title>
  <specs><spec name="Marka" value="Örnek" type="Combo" required="true"/></specs>
  <photos><photo photoId="0"><url>https://cdn.example.com/1.jpg</url></photo></photos>
  <description>Pamuk.</description><format>S</format><buyNowPrice>199.90</buyNowPrice><productCount>6</productCount>
  <marketPrice>249.90</marketPrice><globalTradeItemNo>8690000000012</globalTradeItemNo></product>`;
const SALE = `<sale><saleCode>300000001</saleCode><itemId>TS-100</itemId><status>Kargo yapılacak</status><statusCode>X</statusCode>
  <productId>500000001</productId><productTitle>Örnek Tişört</productTitle><price>399.80</price><amount>2</amount>
  <cargoPayment>S</cargoPayment><endDate>04/05/2022 09:00:00</endDate>
  <buyerInfo><username>ornek</username><name>Ayşe</name><surname>Örnek</surname><city>İstanbul</city></buyerInfo>
  <lastActionDate>04/05/2022 09:05:00</lastActionDate><commissionRate>12.5</commissionRate></sale>`;
const sales = (rows: string) =>
  `<saleCount>${rows === '' ? 0 : 1}</saleCount><sales>${rows}</sales><nextPageAvailable>false</nextPageAvailable>`;
const ANSWERS = {
  getProducts: ({ status }: Readonly<Record<string, unknown>>) =>
    status === 'A'
      ? `<productCount>1</productCount><products><product>${PRODUCT}${DETAIL}</product></products>`
      : '<productCount>0</productCount><products/>',
  getProduct: `<productDetail>${PRODUCT}${DETAIL}</productDetail>`,
  getStockAndPrice: `<products><product><productId>500000001</productId><itemId>TS-100</itemId><format>S</format>
    <amount>6</amount><soldItemCount>1</soldItemCount><buyNowPrice>199.90</buyNowPrice></product></products>`,
  getPagedSales: ({ byStatus }: Readonly<Record<string, unknown>>) => sales(byStatus === 'S' ? SALE : ''),
  getSale: SALE,
  getReasonsToCancelSale:
    '<count>1</count><reasons><reason><id>1</id><reason>Stokta yok</reason></reason></reasons>',
  getCargoCompany: '<cargoCompany><name>aras</name></cargoCompany>',
  getCategories: `<categoryCount>2</categoryCount><categories>
    <category deepest="false" hasCatalog="false"><categoryCode>ga</categoryCode><categoryName>Giyim</categoryName></category>
    <category deepest="true" hasCatalog="false"><categoryCode>gac</categoryCode><categoryName>Tişört</categoryName></category></categories>`,
  getCategorySpecs:
    '<specs><spec name="Marka" type="Combo" required="true"><values><value>Örnek</value></values></spec></specs>',
  getCategoryVariantSpecs: '<specs/>',
  getRequiredCategorySpecs:
    '<count>1</count><catalogRequired>false</catalogRequired><requiredSpecs><spec name="Marka"/></requiredSpecs>',
};

let server: StrictGittigidiyor;
let bench: ReturnType<typeof openGittigidiyor>;
beforeEach(async () => {
  const clock = quickClock(50, Date.parse('2022-05-04T07:00:00Z'));
  server = await startStrictGittigidiyor(clock, ANSWERS);
  bench = openGittigidiyor(server.baseUrl, { clock });
});
afterEach(async () => {
  await bench.close();
  await server.close();
});

const options = () => ({ intent: recordIntent().intent, priority: 1 });
const WINDOW = { fromMs: Date.parse('2022-05-01T00:00:00Z'), toMs: Date.parse('2022-05-05T00:00:00Z') };
const action = () => ({
  packageId: '300000001',
  orderNumber: '300000001',
  lines: [],
  intent: recordIntent().intent,
});

const draft = (changes: Partial<ListingDraft> = {}): ListingDraft =>
  ggDraft({ stockCode: 'TS-200', groupId: 'TS-200', description: 'Pamuk & keten.', ...changes });

it('asks for nothing that the documents do not have, in their order, signed anew each time', async () => {
  const { connection } = bench;
  await connection.verifyCredentials();
  expect(await collect(connection.readListings())).toMatchObject([
    { externalId: '500000001', barcode: '8690000000012' },
  ]);
  expect(await connection.readOffers(['500000001'])).toMatchObject([{ quantity: 5, salePriceE4: 1_999_000 }]);
  const wish = { externalId: '500000001', quantity: 3, salePriceE4: 1_850_000, listPriceE4: 2_400_000 };
  await connection.updateStockAndPrice([wish], options());
  await connection.updateContent([draft({ stockCode: 'TS-100', groupId: 'TS-100' })], options());
  await connection.archiveListings(['500000001'], options());
  await connection.unarchiveListings(['500000001'], options());
  await connection.deleteListings(['500000001'], options());
  expect(await collect(connection.readOrders({ ...WINDOW, by: 'window' }))).toMatchObject([
    { orderNumber: '300000001', status: 'new', totalE4: 3_998_000 },
  ]);
  expect(await connection.readOrdersByNumber(['300000001'])).toHaveLength(1);
  const [reason] = await connection.readCancelReasons();
  await connection.cancelLines({ ...action(), reasonId: reason!.reasonId });
  await connection.reportShipment({
    ...action(),
    carrier: 'Aras Kargo',
    trackingNumber: '123456789012',
    trackingLink: null,
    shippedAtMs: bench.clock.now(),
  });
  await connection.readCargoCompanies(null);
  await collect(connection.readReturns(WINDOW));
  await connection.answerReturn({
    returnId: '300000001',
    returnLineIds: ['300000001'],
    answer: 'accept',
    reasonId: null,
    text: '',
    files: [],
    intent: recordIntent().intent,
  });
  await collect(connection.readSettlements(WINDOW));
  await collect(connection.readCategories());
  await connection.readAttributes('gac');
  expect(server.faults).toEqual([]);
  const asked = new Set(server.calls.map(({ operation }) => operation));
  const rare = [
    'updateStockAndActivateProduct',
    'updateVariantStock',
    'getProductVariants',
    'insertAndActivateProduct',
  ];
  expect(
    Object.keys(OPERATIONS)
      .filter((operation) => !asked.has(operation))
      .toSorted(),
  ).toEqual(rare.toSorted());
  const known = new Set(Object.keys(OPERATIONS));
  expect(Object.keys(gittigidiyor.manifest.endpoints).filter((endpoint) => !known.has(endpoint))).toEqual([]);
});

it('creates a product with the fields of the schema in the schema’s order', async () => {
  await server.close();
  server = await startStrictGittigidiyor(bench.clock, { ...ANSWERS, getProduct: null });
  await bench.close();
  bench = openGittigidiyor(server.baseUrl, { clock: bench.clock });
  await bench.connection.createListings([draft()], options());
  expect(server.faults).toEqual([]);
  const { params } = server.calls.find(({ operation }) => operation === 'insertAndActivateProduct')!;
  const schema = (
    'categoryCode storeCategoryId title subtitle specs photos pageTemplate description startDate catalogId newCatalogId ' +
    'catalogDetail catalogFilter format startPrice buyNowPrice netEarning listingDays productCount cargoDetail affiliateOption ' +
    'boldOption catalogOption vitrineOption variantGroups auctionProfilePercentage marketPrice globalTradeItemNo ' +
    'manufacturerPartNo sameDayDeliveryTypes'
  ).split(' ');
  const product = params['product'] as Readonly<Record<string, unknown>>;
  const names = Object.keys(product);
  expect(names.filter((name) => !schema.includes(name))).toEqual([]);
  expect(names).toEqual(schema.filter((name) => names.includes(name)));
  expect(product).toMatchObject({
    categoryCode: 'gac',
    format: 'S',
    buyNowPrice: '199.90',
    marketPrice: '249.90',
    productCount: '6',
    globalTradeItemNo: '8690000000012',
  });
});
