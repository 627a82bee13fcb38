import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { xmlAnswer, type SandboxAnswer, type SandboxRequest } from '../exchange.ts';
import { SoapFailure, type SoapNode } from './soap-nodes.ts';
import { OPERATIONS } from './soap-operations.ts';
import type { N11World } from './world.ts';

const NAMESPACE = 'http://www.n11.com/ws/schemas';

/** Which operations each service has; the address ends with a slash. */
export const SOAP_SERVICES: Readonly<Record<string, readonly string[]>> = {
  productService: ['GetProductQuestionList', 'GetProductQuestionDetail', 'SaveProductAnswer'],
  returnService: ['ClaimReturnList', 'ClaimReturnApprove', 'ClaimReturnDeny', 'ClaimReturnDenyReasonTypes'],
  claimCancelService: [
    'ClaimCancelList',
    'ClaimCancelApprove',
    'ClaimCancelDeny',
    'ClaimCancelDenyReasonType',
  ],
  catalogService: ['SearchCatalog'],
  sellerInvoiceService: ['SaveLinkSellerInvoice'],
  shipmentCompanyService: ['GetShipmentCompanies'],
  shipmentService: ['GetShipmentTemplateList'],
  settlementService: ['GetSettlementList', 'GetSettlementDetail'],
};

const WITHOUT_KEY = new Set(['GetShipmentCompanies']);

export function serviceOf(path: string): string | null {
  const name = /^\/ws\/(\w+)\/$/.exec(path)?.[1];
  return name !== undefined && Object.hasOwn(SOAP_SERVICES, name) ? name : null;
}

/** Document/literal: the operation's element is in the namespace, its children are not; a failure comes with 200. */
export function answerSoap(world: N11World, service: string, request: SandboxRequest): SandboxAnswer {
  const text = request.body.toString('utf8');
  const operation = readOperation(text);
  const known = operation !== null && SOAP_SERVICES[service]?.includes(operation.name) === true;
  if (!known || !/^text\/xml\b/i.test(request.headers['content-type'] ?? ''))
    return fault('No endpoint mapping found');
  try {
    if (!WITHOUT_KEY.has(operation.name)) requireKey(world, operation.content);
    return success(operation.name, OPERATIONS[operation.name]!(world, operation.content));
  } catch (error) {
    if (!(error instanceof SoapFailure)) throw error;
    const { code, message } = error;
    const failed = { status: 'failure', errorCode: code, errorMessage: message, errorCategory: 'SELLER_API' };
    return envelope(operation.name, writeNode('result', failed));
  }
}

/** In place of an answer, when a fault strikes. */
export function soapFaultAnswer(status: number): SandboxAnswer {
  return { ...htmlPage('Application is not available'), status };
}

function htmlPage(title: string): SandboxAnswer {
  return {
    status: 503,
    headers: { 'content-type': 'text/html' },
    body: `<html><body><h1>${title}</h1></body></html>`,
  };
}

function requireKey({ state }: N11World, content: SoapNode): void {
  const auth = content['auth'];
  const [first] = Object.keys(content);
  const keys = typeof auth === 'object' && !Array.isArray(auth) ? (auth as SoapNode) : {};
  const { appKey, appSecret } = state.credentials;
  if (first === 'auth' && keys['appKey'] === appKey && keys['appSecret'] === appSecret) return;
  throw new SoapFailure('SELLER_API.authenticationFailed', 'Apide doğrulama işlemi başarısız oldu.');
}

function readOperation(text: string): { readonly name: string; readonly content: SoapNode } | null {
  if (XMLValidator.validate(text) !== true) return null;
  const prefix = new RegExp(`xmlns:(\\w+)="${NAMESPACE}"`).exec(text)?.[1];
  const name =
    prefix === undefined ? undefined : new RegExp(`<${prefix}:(\\w+)Request[\\s>/]`).exec(text)?.[1];
  // Children in the namespace are not seen by the service.
  if (name === undefined || new RegExp(`<${prefix}:(?!${name}Request)`).test(text)) return null;
  const parser = new XMLParser({ removeNSPrefix: true, ignoreAttributes: true, parseTagValue: false });
  const read = parser.parse(text) as { Envelope?: { Body?: Record<string, SoapNode | string> } };
  const content = read.Envelope?.Body?.[`${name}Request`];
  return content === undefined ? null : { name, content: typeof content === 'string' ? {} : content };
}

function success(operation: string, content: unknown): SandboxAnswer {
  return envelope(operation, writeNode('result', { status: 'success' }) + writeFields(content));
}

function envelope(operation: string, inner: string): SandboxAnswer {
  return xmlAnswer(
    200,
    `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Header/><env:Body>` +
      `<ns3:${operation}Response xmlns:ns3="${NAMESPACE}">${inner}</ns3:${operation}Response></env:Body></env:Envelope>`,
  );
}

function fault(message: string): SandboxAnswer {
  return xmlAnswer(
    500,
    `<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body><env:Fault><faultcode>env:Client</faultcode>` +
      `<faultstring>${message}</faultstring></env:Fault></env:Body></env:Envelope>`,
  );
}

function writeFields(content: unknown): string {
  if (typeof content !== 'object' || content === null) return '';
  return Object.entries(content)
    .map(([name, value]) => writeNode(name, value))
    .join('');
}

function writeNode(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((each) => writeNode(name, each)).join('');
  const inner =
    typeof value === 'object' ? writeFields(value) : escape(`${value as string | number | boolean}`);
  return `<${name}>${inner}</${name}>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
