import { parseXml, writeXml, type XmlContent, type XmlNode, type XmlReading } from './xml.ts';

const SOAP_1_1 = 'http://schemas.xmlsoap.org/soap/envelope/';

export type SoapAnswer =
  | { readonly kind: 'body'; readonly body: XmlNode }
  /** The fault's own code (`soapenv:Server`, or the marketplace's) and words, as they came. */
  | { readonly kind: 'fault'; readonly code: string; readonly text: string; readonly detail: XmlNode };

/** A SOAP 1.1 envelope, ready to be sent. `namespaces` by prefix. */
export function soapEnvelope(parts: {
  readonly namespaces?: Readonly<Record<string, string>>;
  readonly header?: { readonly [name: string]: XmlContent };
  readonly body: { readonly [name: string]: XmlContent };
}): string {
  const declared = Object.entries(parts.namespaces ?? {}).map(([prefix, uri]) => [`@xmlns:${prefix}`, uri]);
  const envelope = {
    'soapenv:Envelope': {
      '@xmlns:soapenv': SOAP_1_1,
      ...Object.fromEntries(declared),
      'soapenv:Header': parts.header ?? '',
      'soapenv:Body': parts.body,
    },
  };
  return `<?xml version="1.0" encoding="UTF-8"?>${writeXml(envelope)}`;
}

/**
 * Reads an envelope of SOAP 1.1 (or 1.2, which some servers answer faults in), whatever its prefixes are.
 *
 * @throws SyntaxError when it is none.
 */
export function readSoap(text: string, reading?: XmlReading): SoapAnswer {
  const body = child(child(parseXml(text, reading), 'Envelope'), 'Body');
  if (body === undefined) throw new SyntaxError('no SOAP envelope');
  const fault = child(body, 'Fault');
  if (fault === undefined) return { kind: 'body', body };
  return {
    kind: 'fault',
    code: textOf(child(fault, 'faultcode') ?? child(child(fault, 'Code'), 'Value')),
    text: textOf(child(fault, 'faultstring') ?? child(child(fault, 'Reason'), 'Text')),
    detail: child(fault, 'detail') ?? child(fault, 'Detail') ?? '',
  };
}

/** Whether this is a SOAP fault: the other side speaks for itself, whatever the status. For `refusesInWords`. */
export function isSoapFault(text: string): boolean {
  try {
    return readSoap(text).kind === 'fault';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** One child, the first where there are several; undefined where there is none. */
export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  if (node === undefined || typeof node === 'string') return undefined;
  const value = Object.hasOwn(node, name) ? node[name] : undefined;
  return isMany(value) ? value[0] : value;
}

function isMany(value: XmlNode | readonly XmlNode[] | undefined): value is readonly XmlNode[] {
  return Array.isArray(value);
}

function textOf(node: XmlNode | undefined): string {
  if (typeof node === 'string') return node.trim();
  const own = child(node, '#text');
  return typeof own === 'string' ? own.trim() : '';
}
