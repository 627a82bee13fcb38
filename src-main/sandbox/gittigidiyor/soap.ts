import { XMLParser } from 'fast-xml-parser';
import { xmlAnswer, type SandboxAnswer } from '../exchange.ts';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** Texts, nested elements and attributes (`@name`) as they came, in their order. */
export type Element = string | { readonly [name: string]: Element | readonly Element[] };

export type SoapCall = {
  readonly operation: string;
  readonly namespace: string;
  readonly params: Readonly<Record<string, Element | readonly Element[]>>;
};

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  trimValues: true,
});

/** One SOAP 1.1 call; null when the body is none. */
export function readCall(text: string): SoapCall | null {
  const parsed = tryParse(text);
  const envelope = localChild(parsed, 'Envelope');
  const body = localChild(envelope?.value, 'Body');
  if (body === null || typeof body.value === 'string') return null;
  const entry = Object.entries(body.value).find(([name]) => !name.startsWith('@'));
  if (entry === undefined) return null;
  const [name, value] = entry;
  const [prefix, local] = name.includes(':') ? (name.split(':') as [string, string]) : ['', name];
  const fields = Array.isArray(value) ? {} : value;
  const declaredAt = [fields, body.value, envelope!.value].find(
    (node) => typeof node === 'object' && node !== null && `@xmlns:${prefix}` in node,
  ) as Record<string, string> | undefined;
  const params = typeof fields === 'string' ? {} : fields;
  return {
    operation: local,
    namespace: declaredAt?.[`@xmlns:${prefix}`] ?? '',
    params: Object.fromEntries(
      Object.entries(params).filter(([key]) => !key.startsWith('@xmlns')),
    ) as SoapCall['params'],
  };
}

function tryParse(text: string): Element | null {
  try {
    return parser.parse(text, true) as Element; // What the options above leave.
  } catch (error) {
    // The parser names every fault with a bare Error.
    if (error instanceof Error) return null;
    throw error;
  }
}

function localChild(node: Element | null | undefined, name: string): { readonly value: Element } | null {
  if (typeof node !== 'object' || node === null) return null;
  const found = Object.entries(node).find(([key]) => key === name || key.endsWith(`:${name}`));
  return found === undefined || Array.isArray(found[1]) ? null : { value: found[1] as Element };
}

export function text(node: Element | readonly Element[] | undefined, name?: string): string {
  if (name !== undefined) {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return '';
    return text((node as Record<string, Element>)[name]);
  }
  if (typeof node === 'string') return node;
  return typeof node === 'object' && !Array.isArray(node)
    ? text((node as Record<string, Element>)['#text'])
    : '';
}

export function inside(node: Element | readonly Element[] | undefined, name: string): readonly Element[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [];
  const value = (node as Record<string, Element | readonly Element[]>)[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Element[]) : [value as Element];
}

export type Content = string | number | boolean | null | undefined | Tree | readonly Content[];
export type Tree = { readonly [name: string]: Content };

export function write(tree: Tree): string {
  return Object.entries(tree)
    .filter(([name]) => !name.startsWith('@'))
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => element(name, one as Content)),
    )
    .join('');
}

function element(name: string, value: Content): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return `<${name}>${escape(String(value))}</${name}>`;
  const tree = value as Tree;
  const attributes = Object.entries(tree)
    .filter(([key, one]) => key.startsWith('@') && one !== undefined)
    .map(([key, one]) => ` ${key.slice(1)}="${escape(plainOf(one))}"`);
  const own = tree['#text'];
  return `<${name}${attributes.join('')}>${own === undefined ? write(tree) : escape(plainOf(own))}</${name}>`;
}

function plainOf(value: Content): string {
  if (typeof value === 'object' || value === undefined) throw new TypeError('one text expected');
  return String(value);
}

function escape(plain: string): string {
  return plain.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function stamp(nowMs: number): string {
  return turkishTime(nowMs);
}

/** `dd/MM/yyyy HH:mm:ss`, UTC+3 (all year since 2016). */
export function turkishTime(atMs: number): string {
  const iso = new Date(atMs + 3 * 3_600_000).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
}

function envelope(call: Pick<SoapCall, 'operation' | 'namespace'>, result: Tree): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="${ENVELOPE}"><env:Body>` +
    `<ns0:${call.operation}Response xmlns:ns0="${call.namespace}"><return>${write(result)}</return>` +
    `</ns0:${call.operation}Response></env:Body></env:Envelope>`
  );
}

export function success(call: SoapCall, nowMs: number, result: Tree): SandboxAnswer {
  const head = { ackCode: 'success', responseTime: stamp(nowMs), timeElapsed: '21 ms' };
  return xmlAnswer(200, envelope(call, { ...head, ...result }));
}

/** Business failures come in the envelope with HTTP 200. Codes and texts are this sandbox's own: none were published. */
export function failure(
  call: SoapCall,
  nowMs: number,
  words: { message: string; viewMessage: string },
): SandboxAnswer {
  const error = { errorId: 0, errorCode: 0, ...words };
  const result = { ackCode: 'failure', responseTime: stamp(nowMs), timeElapsed: '21 ms', error };
  return xmlAnswer(200, envelope(call, result));
}

export function fault(status: number, words: string): SandboxAnswer {
  const inner = `<env:Fault><faultcode>env:Server</faultcode><faultstring>${escape(words)}</faultstring></env:Fault>`;
  return xmlAnswer(
    status,
    `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="${ENVELOPE}"><env:Body>${inner}</env:Body></env:Envelope>`,
  );
}
