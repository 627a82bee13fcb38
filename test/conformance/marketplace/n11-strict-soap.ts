import type { SeenRequest } from '../../support/scripted-server.ts';

type Element = { readonly name: string; readonly children: readonly Element[]; readonly text: string };

const DAY = /^\d{2}\/\d{2}\/\d{4}$/;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONG = /^-?\d{1,19}$/;
const ANY = /^[\s\S]+$/;
const PAGING = ['currentPage', 'pageSize'];

/** Children after `auth` in the order of the xs:sequence, `!` = mandatory (sheet §8; WSDLs of 2015 and 2022). */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  'productService GetProductQuestionList': ['productQuestionSearch', 'pagingData!'],
  'productService GetProductQuestionDetail': ['productQuestionId!'],
  'productService SaveProductAnswer': ['productQuestionId!', 'answer!'],
  'returnService ClaimReturnList': ['searchData', 'pagingData'],
  'returnService ClaimReturnDenyReasonTypes': [],
  'returnService ClaimReturnApprove': ['claimReturnId!'],
  'returnService ClaimReturnDeny': [
    'claimReturnId!',
    'denyReasonId!',
    'denyReasonNote!',
    'returnShipmentType',
    'shipmentCompanyId',
    'trackingNumber',
    'deliveryReceiptNumber',
  ],
  'claimCancelService ClaimCancelList': ['searchData', 'pagingData'],
  'claimCancelService ClaimCancelDenyReasonType': [],
  'claimCancelService ClaimCancelApprove': ['claimCancelId!'],
  'claimCancelService ClaimCancelDeny': ['claimCancelId!', 'denyReasonId!', 'denyReasonNote!'],
  'catalogService SearchCatalog': ['productTitles', 'categoryId', 'uscs', 'brandName', 'catalogIds'],
  'sellerInvoiceService SaveLinkSellerInvoice': ['url!', 'orderNumber!', 'invoiceDateTime', 'invoiceNumber'],
  'shipmentCompanyService GetShipmentCompanies': [],
  'shipmentService GetShipmentTemplateList': [],
  'settlementService GetSettlementList': ['startDate!', 'endDate!', 'pagingData'],
  'settlementService GetSettlementDetail': ['date!'],
};

const INNER: Readonly<Record<string, readonly string[]>> = {
  auth: ['appKey!', 'appSecret!'],
  pagingData: PAGING,
  productQuestionSearch: [
    'productId',
    'buyerEmail',
    'subject',
    'status',
    'questionDate',
    'startDate',
    'endDate',
  ],
  period: ['startDate!', 'endDate!'],
  searchDate: ['searchDateType!', 'period'],
  'ClaimReturnList searchData': ['status', 'executer', 'searchInfoType', 'searchQuery', 'period', 'sender'],
  'ClaimCancelList searchData': ['status', 'executer', 'searchInfoType', 'searchQuery', 'searchDate'],
};

const VALUES: Readonly<Record<string, RegExp>> = {
  productQuestionId: LONG,
  claimReturnId: LONG,
  claimCancelId: LONG,
  denyReasonId: LONG,
  currentPage: /^\d+$/,
  pageSize: /^(\d{1,2}|100)$/,
  answer: /^[\s\S]{1,2048}$/,
  date: ISO_DAY,
  returnShipmentType: /^(CUSTOM|CAMPAIGN)$/,
  searchDateType: /^(REQUESTED|ACCEPTED|DENIED)$/,
  status: /^(REQUESTED|ALL|OPEN|CLOSED)$/,
};

export function operationIn(body: string): string {
  return /<\w+:Body><\w+:(\w+)Request\b/.exec(body)?.[1] ?? '';
}

/** What a service made from the WSDLs would find wrong with a call. */
export function judgeSoap(
  service: string,
  { method, headers, body }: SeenRequest,
  keys: { readonly appKey: string; readonly appSecret: string },
): readonly string[] {
  const operation = operationIn(body);
  const named = `${service} ${operation}`;
  const sequence = Object.hasOwn(OPERATIONS, named) ? OPERATIONS[named] : undefined;
  if (sequence === undefined) return [`no such operation: ${named}`];
  const faults: string[] = [];
  if (method !== 'POST') faults.push('not POST');
  if (!/^text\/xml;\s*charset=utf-8$/i.test(headers['content-type'] ?? '')) faults.push('not text/xml');
  if (headers['soapaction'] !== '""') faults.push('no empty soapAction');
  if (!body.includes('xmlns:sch="http://www.n11.com/ws/schemas"')) faults.push('another namespace');
  const element = readXml(body).find(({ name }) => name.endsWith('Envelope'));
  const request = element?.children.find(({ name }) => name.endsWith('Body'))?.children[0];
  if (!request) return ['no body'];
  const auth = operation === 'GetShipmentCompanies' ? [] : ['auth!'];
  faults.push(...judgeSequence(request, [...auth, ...sequence], operation));
  const given = request.children.find(({ name }) => name === 'auth');
  if (given && textOf(given, 'appKey') !== keys.appKey) faults.push('another appKey');
  if (given && textOf(given, 'appSecret') !== keys.appSecret) faults.push('another appSecret');
  return faults.map((fault) => `${named}: ${fault}`);
}

function judgeSequence(element: Element, sequence: readonly string[], operation: string): readonly string[] {
  const order = sequence.map((name) => name.replace('!', ''));
  const names = element.children.map(({ name }) => name);
  const places = names.map((name) => order.indexOf(name));
  const faults = names.filter((_name, index) => places[index] === -1).map((name) => `unknown ${name}`);
  if (places.some((place, index) => index > 0 && place < places[index - 1]!))
    faults.push(`out of order: ${names.join(', ')}`);
  for (const name of sequence)
    if (name.endsWith('!') && !names.includes(name.slice(0, -1))) faults.push(`${name} is missing`);
  return [...faults, ...element.children.flatMap((child) => judgeChild(child, operation))];
}

function judgeChild(child: Element, operation: string): readonly string[] {
  const { name } = child;
  const inner = INNER[`${operation} ${name}`] ?? INNER[name];
  if (inner !== undefined) return judgeSequence(child, inner, operation);
  if (child.children.length > 0) return [`${name} has children`];
  const form = /^(start|end)Date$/.test(name)
    ? operation === 'GetSettlementList'
      ? ISO_DAY
      : DAY
    : (VALUES[name] ?? ANY);
  return form.test(child.text) ? [] : [`${name}: ${child.text}`];
}

function textOf(element: Element, name: string): string {
  return element.children.find((child) => child.name === name)?.text ?? '';
}

/** Elements in their order, which the program's own reader does not keep. */
function readXml(text: string): readonly Element[] {
  const root = { name: '', children: [] as Element[], text: '' };
  const open: (typeof root)[] = [root];
  for (const [, closing, name, rest, words] of text.matchAll(/<(\/?)([\w:]+)([^>]*)>([^<]*)/g)) {
    if (closing === '/') {
      open.pop();
      continue;
    }
    const element = { name: name!, children: [] as Element[], text: unescape(words ?? '') };
    open.at(-1)!.children.push(element);
    if (!rest!.endsWith('/')) open.push(element);
  }
  return root.children;
}

function unescape(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_whole, name: string) => named[name]!);
}
