import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';
import type { Clock } from '#engine/host.ts';
import { GG_CREDENTIALS } from './gittigidiyor-world.ts';

const PRODUCT = ['IndividualProductService', 'https://product.individual.ws.listingapi.gg.com'] as const;
const SALE = ['IndividualSaleService', 'http://sale.individual.ws.listingapi.gg.com'] as const;
const CARGO = ['IndividualCargoService', 'http://cargo.individual.ws.listingapi.gg.com'] as const;
const CATEGORY = ['CategoryService', 'http://category.anonymous.ws.listingapi.gg.com'] as const;
const CATEGORY_2 = ['CategoryV2Service', 'http://categoryv2.anonymous.ws.listingapi.gg.com'] as const;

const ID = /^(\d{1,19})?$/;
const FLAG = /^(true|false)$/;
const ROWS = /^([1-9]\d?|100)$/;
const MONEY = /^\d{1,9}\.\d{2}$/;
const COUNT = /^\d{1,9}$/;
const ANY = /[\s\S]*/;

type Params = Readonly<Record<string, RegExp>>;

/** Each operation with its service and its parameters in the order of the fact sheet (§5 to §7). */
export const OPERATIONS: Readonly<
  Record<string, readonly [service: readonly [string, string], params: Params]>
> = {
  getProducts: [PRODUCT, { startOffSet: COUNT, rowCount: ROWS, status: /^[ALSU]$/, withData: FLAG }],
  getProduct: [PRODUCT, { productId: ID, itemId: ANY }],
  getProductVariants: [PRODUCT, { productId: ID, itemId: ANY, variantId: ID, variantStockCode: ANY }],
  getStockAndPrice: [PRODUCT, { productIdList: ANY, itemIdList: ANY }],
  insertAndActivateProduct: [
    PRODUCT,
    { itemId: /./, product: ANY, forceToSpecEntry: FLAG, nextDateOption: FLAG },
  ],
  updateProduct: [
    PRODUCT,
    { itemId: ANY, productId: ID, product: ANY, onSale: FLAG, forceToSpecEntry: FLAG, nextDateOption: FLAG },
  ],
  updatePrice: [PRODUCT, { productId: ID, itemId: ANY, price: MONEY, cancelBid: FLAG }],
  updateMarketPrice: [PRODUCT, { productId: ID, marketPrice: MONEY }],
  updateStock: [PRODUCT, { productId: ID, itemId: ANY, stock: COUNT, cancelBid: FLAG }],
  updateStockAndActivateProduct: [PRODUCT, { productId: ID, itemId: ANY, stock: COUNT }],
  updateVariantStock: [PRODUCT, { productId: ID, itemId: ANY, variantId: ID, stock: COUNT }],
  finishEarlyProducts: [PRODUCT, { productIdList: ANY, itemIdList: ANY }],
  relistProducts: [PRODUCT, { productIdList: ANY, itemIdList: ANY }],
  deleteProducts: [PRODUCT, { productIdList: ANY, itemIdList: ANY }],
  getPagedSales: [
    SALE,
    {
      pageNumber: /^[1-9]\d*$/,
      pageSize: ROWS,
      withData: FLAG,
      byStatus: /^[PSCTROI]$/,
      byUser: ANY,
      orderBy: /^[PCA]$/,
      orderType: /^[AD]$/,
    },
  ],
  getSale: [SALE, { saleCode: /^\d+$/ }],
  getReasonsToCancelSale: [SALE, {}],
  cancelSale: [SALE, { saleCode: /^\d+$/, reasonId: /^\d+$/ }],
  giveApprovalForRemandedItem: [SALE, { saleCode: /^\d+$/ }],
  getCargoCompany: [CARGO, {}],
  sendCargoInformation: [
    CARGO,
    {
      saleCode: /^\d+$/,
      cargoPostCode: /./,
      cargoCompany: /^[a-z]+$/,
      cargoBranch: ANY,
      followUpUrl: ANY,
      userType: /^[SBAN]$/,
    },
  ],
  getCategories: [
    CATEGORY,
    { startOffSet: COUNT, rowCount: ROWS, withSpecs: FLAG, withDeepest: FLAG, withCatalog: FLAG },
  ],
  getCategorySpecs: [CATEGORY, { categoryCode: /^[a-z\d]+$/ }],
  getCategoryVariantSpecs: [CATEGORY, { categoryCode: /^[a-z\d]+$/ }],
  getRequiredCategorySpecs: [CATEGORY_2, { categoryCode: /^[a-z\d]+$/ }],
};

type Node = Readonly<Record<string, unknown>>;
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  ignoreDeclaration: true,
});

export type StrictGittigidiyor = {
  readonly baseUrl: string;
  /** What was wrong with any request, in words; empty where all were as documented. */
  readonly faults: readonly string[];
  /** The operations that were asked for, in their order, each with its parameters. */
  readonly calls: readonly { readonly operation: string; readonly params: Node }[];
  readonly close: () => Promise<void>;
};

/**
 * Serves `/listingapi/ws/<Service>` by the fact sheet's words alone; `answers` give the inner of `return` by operation, null
 * for a refusal.
 */
export async function startStrictGittigidiyor(
  clock: Pick<Clock, 'now'>,
  answers: Readonly<Record<string, string | null | ((params: Node) => string)>>,
): Promise<StrictGittigidiyor> {
  const faults: string[] = [];
  const calls: { operation: string; params: Node }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const read = readRequest(text);
      const wrong = [
        ...faultsOfTransport(`${request.method} ${request.url}`, request.headers, read.operation),
        ...faultsOfCall(read, clock.now()),
      ];
      faults.push(...wrong.map((fault) => `${read.operation}: ${fault}`));
      calls.push({ operation: read.operation, params: read.params });
      const inner = read.operation in answers ? (answers[read.operation] ?? null) : '';
      const told = typeof inner === 'function' ? inner(read.params) : inner;
      const good = `<ackCode>success</ackCode><responseTime>04/05/2022 10:11:12</responseTime><timeElapsed>38 ms</timeElapsed>${told}`;
      const bad = `<ackCode>failure</ackCode><responseTime>04/05/2022 10:11:12</responseTime><timeElapsed>1 ms</timeElapsed><error><errorId>0</errorId><errorCode>0</errorCode><message>${wrong.length}</message><viewMessage>${inner === null ? 'Ürün bulunamadı.' : 'İstek geçersiz.'}</viewMessage></error>`;
      response.writeHead(200, { 'content-type': 'text/xml;charset=UTF-8' });
      response.end(
        `<?xml version='1.0' encoding='UTF-8'?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body><ns0:${read.operation}Response xmlns:ns0="${read.namespace}"><return>${wrong.length === 0 && inner !== null ? good : bad}</return></ns0:${read.operation}Response></env:Body></env:Envelope>`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Read = { readonly operation: string; readonly namespace: string; readonly params: Node };

function readRequest(text: string): Read {
  const envelope = entryOf(parser.parse(text) as Node, /(^|:)Envelope$/);
  const body = entryOf(envelope.node, /(^|:)Body$/);
  const call = entryOf(body.node, /^\w+:\w+$/);
  const [prefix = '', operation = ''] = call.name.split(':');
  const declared = [call.node, body.node, envelope.node].find((node) => `@xmlns:${prefix}` in node);
  const params = Object.fromEntries(Object.entries(call.node).filter(([name]) => !name.startsWith('@')));
  return { operation, namespace: textIn(declared, `@xmlns:${prefix}`), params };
}

function textIn(node: Node | undefined, name: string): string {
  const value = node?.[name];
  return typeof value === 'string' ? value : '';
}

function entryOf(node: Node, sign: RegExp): { readonly name: string; readonly node: Node } {
  const [name, value] = Object.entries(node).find(([key]) => sign.test(key)) ?? ['', {}];
  return { name, node: typeof value === 'object' && value !== null ? (value as Node) : {} };
}

function faultsOfTransport(line: string, headers: IncomingHttpHeaders, operation: string): readonly string[] {
  const [service] = OPERATIONS[operation]?.[0] ?? [''];
  const { roleName, rolePassword } = GG_CREDENTIALS;
  const basic = `Basic ${Buffer.from(`${roleName}:${rolePassword}`).toString('base64')}`;
  return [
    ...(line === `POST /listingapi/ws/${service}` ? [] : [`asked at ${line}`]),
    ...(headers.authorization === basic ? [] : ['without the role’s Basic']),
    ...(/^text\/xml\b/i.test(headers['content-type'] ?? '') ? [] : ['no text/xml']),
    ...('soapaction' in headers ? [] : ['no SOAPAction, which SOAP 1.1 wants']),
  ];
}

function faultsOfCall({ operation, namespace, params }: Read, nowMs: number): readonly string[] {
  const known = OPERATIONS[operation];
  if (known === undefined) return ['no operation of the documents'];
  const [[service, wantedNamespace], own] = known;
  const signed = service.startsWith('Individual') ? ['apiKey', 'sign', 'time'] : [];
  const order = [...signed, ...Object.keys(own), 'lang'];
  const { apiKey, secretKey } = GG_CREDENTIALS;
  const time = textIn(params, 'time');
  const sign = createHash('md5').update(`${apiKey}${secretKey}${time}`).digest('hex');
  const isSigned = signed.length > 0;
  return [
    ...(namespace === wantedNamespace ? [] : [`in the namespace ${namespace}`]),
    ...(Object.keys(params).join(' ') === order.join(' ')
      ? []
      : [`parameters ${Object.keys(params).join(' ')}`]),
    ...(!isSigned || (params['apiKey'] === apiKey && params['sign'] === sign) ? [] : ['signed wrongly']),
    ...(!isSigned || (/^\d{13}$/.test(time) && Math.abs(Number(time) - nowMs) < 300_000)
      ? []
      : [`time ${time}`]),
    ...(/^(tr|en)$/.test(textIn(params, 'lang')) ? [] : ['no language']),
    ...Object.entries(own)
      .filter(([name, sign_]) => typeof params[name] === 'string' && !sign_.test(params[name]))
      .map(([name]) => `${name} is ${textIn(params, name)}`),
  ];
}
