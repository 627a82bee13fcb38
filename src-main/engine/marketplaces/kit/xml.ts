import { XMLParser } from 'fast-xml-parser';

/** As `parseJson`: deeper than any marketplace nests. */
const MAX_DEPTH = 64;
/** As the gateway's limit for an answer; a character is at least a byte. */
const MAX_CHARACTERS = 20 * 1_024 * 1_024;
/** No tag of a marketplace comes near it. */
const MAX_TAG_CHARACTERS = 64 * 1_024;

/** Texts stay texts, whatever they look like: the schemas in `wire-values.ts` know what a figure is. */
export type XmlNode = string | { readonly [name: string]: XmlNode | readonly XmlNode[] };

export type XmlReading = {
  /** Elements that are lists even when there is only one of them. */
  readonly lists?: readonly string[];
  /** Attributes are left out unless asked for; then they stand beside the children as `@name`. */
  readonly attributes?: boolean;
};

/**
 * Reads XML that a marketplace sent: namespace prefixes fall away, an element without children is its text (an empty one
 * the empty text), of elements with children the white space between them falls away, repeated elements become a list.
 *
 * Refused: document types and entities of their own, entities beyond the five, more than 64 levels or 20 MB, names that
 * reach into the prototype.
 *
 * @throws SyntaxError when it is no XML, or one of the refused.
 */
export function parseXml(text: string, { lists = [], attributes = false }: XmlReading = {}): XmlNode {
  if (text.length > MAX_CHARACTERS) throw new SyntaxError(`XML longer than ${MAX_CHARACTERS} characters`);
  const plain = withoutCdata(text.charCodeAt(0) === 0xfe_ff ? text.slice(1) : text);
  checkTags(plain);
  const listed = new Set(lists);
  const parser = new XMLParser({
    ignoreAttributes: !attributes,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    // The five and character references are resolved below, once, in what the parser gives.
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: MAX_DEPTH,
    isArray: (name) => listed.has(name),
  });
  return finish(parse(parser, plain));
}

function parse(parser: XMLParser, text: string): XmlNode {
  try {
    return parser.parse(text, true) as XmlNode; // Texts, objects and lists of them: what the options above leave.
  } catch (error) {
    // The parser names every fault with a bare Error; its text may quote the document.
    throw new SyntaxError('not well-formed XML', { cause: error });
  }
}

/** CDATA is another spelling of escaped text: afterwards each text has one meaning. */
function withoutCdata(text: string): string {
  let from = text.indexOf('<![CDATA[');
  if (from < 0) return text;
  const parts: string[] = [];
  let done = 0;
  while (from >= 0) {
    const end = text.indexOf(']]>', from);
    if (end < 0) throw new SyntaxError('CDATA without an end');
    parts.push(text.slice(done, from), escapeXml(text.slice(from + 9, end)));
    done = end + 3;
    from = text.indexOf('<![CDATA[', done);
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/** In one pass, before anything is built: document types, depth and length of tags. Whether they match is the parser's. */
function checkTags(text: string): void {
  let depth = 0;
  let roots = 0;
  for (let at = text.indexOf('<'); at >= 0;) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      if (end < 0) throw new SyntaxError('a comment without an end');
      at = text.indexOf('<', end);
      continue;
    }
    if (text[at + 1] === '!') throw new SyntaxError('XML with a document type');
    const end = endOfTag(text, at);
    if (text[at + 1] === '/') depth -= 1;
    else if (text[at + 1] !== '?') {
      if (depth === 0) roots += 1;
      if (text[end - 1] !== '/') depth += 1;
    }
    if (roots > 1) throw new SyntaxError('XML with several roots');
    if (depth > MAX_DEPTH) throw new SyntaxError(`XML nested deeper than ${MAX_DEPTH}`);
    at = text.indexOf('<', end);
  }
}

function endOfTag(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length && at - from <= MAX_TAG_CHARACTERS; at += 1) {
    const character = text[at]!;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at;
  }
  throw new SyntaxError('an XML tag without an end');
}

function finish(node: XmlNode): XmlNode {
  if (typeof node === 'string') return unescapeXml(node);
  const finished: Record<string, XmlNode | readonly XmlNode[]> = {};
  for (const [name, value] of Object.entries(node)) {
    if (name === '#text' && typeof value === 'string' && value.trim() === '') continue;
    finished[name] = Array.isArray(value) ? value.map(finish) : finish(value as XmlNode); // No list is left.
  }
  return finished;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&\s]{0,12};?)/g, (whole, entity: string) => {
    const name = entity.slice(0, -1);
    if (entity.endsWith(';') && Object.hasOwn(NAMED, name)) return NAMED[name]!;
    const code = /^#x([\da-f]{1,6});$/i.exec(entity)?.[1] ?? null;
    const point = code === null ? Number(/^#(\d{1,7});$/.exec(entity)?.[1]) : Number.parseInt(code, 16);
    if (!(point > 0 && point <= 0x10_ff_ff)) throw new SyntaxError(`an entity that XML has not: ${whole}`);
    return String.fromCodePoint(point);
  });
}

export type XmlContent =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly XmlContent[]
  | { readonly [name: string]: XmlContent };

/**
 * Writes elements in the order of their names; lists repeat their element, null and undefined leave it out, `@name` is an
 * attribute of the element that it stands in. Characters that XML can't hold fall away.
 */
export function writeXml(content: { readonly [name: string]: XmlContent }): string {
  return Object.entries(content)
    .filter(([name]) => !name.startsWith('@'))
    .map(([name, value]) => writeElement(name, value))
    .join('');
}

function writeElement(name: string, value: XmlContent): string {
  if (!/^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(name)) throw new TypeError(`not the name of an element: ${name}`);
  if (value === null || value === undefined) return '';
  if (isList(value)) return value.map((each) => writeElement(name, each)).join('');
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const attributes = Object.entries(value)
    .filter(([key]) => key.startsWith('@'))
    .map(([key, each]) => writeAttribute(key.slice(1), each));
  return `<${name}${attributes.join('')}>${writeXml(value)}</${name}>`;
}

function writeAttribute(name: string, value: XmlContent): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') throw new TypeError(`an attribute is one text: ${name}`);
  return ` ${name}="${escapeXml(String(value))}"`;
}

function isList(value: XmlContent): value is readonly XmlContent[] {
  return Array.isArray(value);
}

/** Fit for text and for attributes in either quotes. */
export function escapeXml(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- what XML 1.0 has no spelling for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .toWellFormed()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;')
  );
}
