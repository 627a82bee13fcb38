import { fromMarketplaceNumber, parseAmount } from '#common/money.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { GatewayResponse, IntentRecorder } from '../../gateway/port.ts';
import { child, isSoapFault, readSoap, soapEnvelope } from '../kit/soap.ts';
import type { XmlContent, XmlNode } from '../kit/xml.ts';
import { isSuccess, unclear, type N11Client, type ReadOptions } from './client.ts';
import type { N11Endpoint } from './endpoints.ts';
import { NAME, refusalProblem, soapProblem } from './errors.ts';

const NAMESPACE = 'http://www.n11.com/ws/schemas';

/** One call of the SOAP services (sheet §8.1): document/literal, children without a namespace, in the order of the WSDL. */
export type SoapCall = {
  readonly endpoint: N11Endpoint;
  /** As in the address: `productService`. */
  readonly service: string;
  /** Without `Request`: `ClaimReturnList`. */
  readonly operation: string;
  readonly content: { readonly [name: string]: XmlContent };
  /** GetShipmentCompanies takes none. */
  readonly withoutKey?: boolean;
  /** The WSDL declares no answer: a good one may be empty. */
  readonly withoutAnswer?: boolean;
};

/**
 * The answer's own element; an empty text where it has none (SaveProductAnswer declares no output). What the service
 * refuses, always with HTTP 200, rejects with a `ProblemError`.
 */
export async function callSoap(
  client: N11Client,
  call: SoapCall,
  options: ReadOptions & { readonly intent?: IntentRecorder },
): Promise<XmlNode> {
  const { priority, signal, intent, ...meaning } = options;
  const response = await client.context.gateway.send({
    endpoint: call.endpoint,
    method: 'POST',
    path: `/ws/${call.service}/`,
    headers: { soapaction: '""' },
    content: { kind: 'text', contentType: 'text/xml; charset=utf-8', text: envelopeOf(client, call) },
    answer: 'text',
    priority,
    refusesInWords: intent ? isSoapFault : isAnsweredOrAway,
    ...(intent ? { intent } : {}),
    ...(signal ? { signal } : {}),
  });
  if (call.withoutAnswer === true && isSuccess(response) && response.text.trim() === '') return '';
  return readAnswer(call, response, { meaning, intent });
}

/**
 * A read of a service that is gone is answered by the front door, with 503 and this page (production, 10 Oct 2026): asking
 * again at once would only make the other services look broken as well.
 */
function isAnsweredOrAway(text: string): boolean {
  return text.includes('Application is not available') || isSoapFault(text);
}

function envelopeOf({ appKey, appSecret }: N11Client, call: SoapCall): string {
  const auth = call.withoutKey === true ? {} : { auth: { appKey, appSecret } };
  return soapEnvelope({
    namespaces: { sch: NAMESPACE },
    body: { [`sch:${call.operation}Request`]: { ...auth, ...call.content } },
  });
}

function readAnswer(call: SoapCall, response: GatewayResponse, { meaning, intent }: Reading): XmlNode {
  const answer = parse(call, response, intent);
  if (answer.kind === 'fault')
    throw new ProblemError(soapProblem(call.endpoint, { code: answer.code, message: answer.text }, meaning));
  if (response.status < 200 || response.status >= 300)
    throw new ProblemError(refusalProblem(call.endpoint, response, meaning));
  const element = child(answer.body, `${call.operation}Response`) ?? firstChild(answer.body);
  if (element === undefined && call.withoutAnswer !== true)
    return strange(call, response, { intent, why: 'an envelope without an answer' });
  const result = child(element, 'result');
  const status = textAt(result, 'status').toLowerCase();
  const code = textAt(result, 'errorCode');
  // Some answers carry no result (questions, WSDL of 2015): then it is good.
  if (status === 'failure' || (status !== 'success' && code !== ''))
    throw new ProblemError(
      soapProblem(call.endpoint, { code, message: textAt(result, 'errorMessage') }, meaning),
    );
  return element ?? '';
}

type Reading = {
  readonly meaning: Omit<ReadOptions, 'priority' | 'signal'>;
  readonly intent: IntentRecorder | undefined;
};

function parse(
  call: SoapCall,
  response: GatewayResponse,
  intent: IntentRecorder | undefined,
): ReturnType<typeof readSoap> {
  try {
    return readSoap(response.text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (response.status >= 300) throw new ProblemError(refusalProblem(call.endpoint, response));
    return strange(call, response, { intent, why: error.message });
  }
}

/** An answer that says nothing: after a write nobody knows what was done. */
function strange(
  { endpoint }: SoapCall,
  { status }: GatewayResponse,
  { intent, why }: { readonly intent: IntentRecorder | undefined; readonly why: string },
): never {
  if (intent) return unclear(endpoint, status, intent, why);
  throw new ProblemError(problem('channel/not-understood', { marketplace: NAME, endpoint, status }, why));
}

function firstChild(node: XmlNode): XmlNode | undefined {
  const [name] = typeof node === 'string' ? [] : Object.keys(node).filter((key) => !/^[#@]/.test(key));
  return name === undefined ? undefined : child(node, name);
}

/** A child's text; empty where there is none. */
export function textAt(node: XmlNode | undefined, name: string): string {
  const found = child(node, name);
  return typeof found === 'string' ? found.trim() : '';
}

/**
 * A child's amount in 1/10000; null where there is none. With a dot, or as the manual of 2020 shows some with a comma.
 */
export function amountAt(node: XmlNode | undefined, name: string): number | null {
  const text = textAt(node, name);
  return fromMarketplaceNumber(text) ?? parseAmount({ text, locale: 'tr' });
}

/** Every child of this name: none, one or many. */
export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  if (node === undefined || typeof node === 'string' || !Object.hasOwn(node, name)) return [];
  const value = node[name]!;
  return Array.isArray(value) ? (value as readonly XmlNode[]) : [value as XmlNode];
}

/**
 * The rows of a list, which services wrap (`list > row`) or repeat directly (`list` itself is the row): production and
 * WSDL differ (sheet §8.7).
 */
export function rowsAt(node: XmlNode | undefined, list: string, row: string): readonly XmlNode[] {
  return childrenOf(node, list).flatMap((each) => {
    const inner = childrenOf(each, row);
    if (inner.length > 0) return inner;
    return typeof each === 'string' || Object.keys(each).length === 0 ? [] : [each];
  });
}

/** Totals of `pagingData` (`metadata` in some); null where they are not told. */
export function totalsOf(element: XmlNode): { readonly total: number | null; readonly pages: number | null } {
  const paging = child(element, 'pagingData') ?? child(element, 'metadata');
  const whole = (name: string): number | null => {
    const text = textAt(paging, name);
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
  };
  return { total: whole('totalCount'), pages: whole('pageCount') };
}
