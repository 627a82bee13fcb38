import { broken } from './unreadable.ts';

/** A tag, without the prefix of its namespace, and the text that stands between it and the tag before. */
export type Tag = {
  readonly name: string;
  readonly kind: 'opens' | 'closes' | 'alone';
  /** The value of an attribute, without prefix; empty where there is none. */
  readonly attribute: (name: string) => string;
  readonly textBefore: string;
};

/** Longer than any tag of a spreadsheet program. */
const LONGEST_TAG = 16 * 1024;
const [QUOTE, APOSTROPHE, SLASH, COLON, ENDS, BEGINS] = [34, 39, 47, 58, 62, 60];
const ENTITY = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));|&/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The tags of a part of a workbook, one after the other; each is what it is only until the next one is asked for. Document
 * types, entities of one's own and CDATA, which no spreadsheet program writes, are refused.
 *
 * @throws UnreadableWorkbook
 */
export function* tagsOf(xml: string): Generator<Tag> {
  const tag = new TagInPlace(xml);
  while (tag.next()) yield tag;
}

/** One object for all tags: a sheet has millions. */
class TagInPlace implements Tag {
  name = '';
  kind: Tag['kind'] = 'opens';
  readonly #xml: string;
  #textFrom = 0;
  #from = 0;
  #nameEnd = 0;
  #end = 0;

  constructor(xml: string) {
    this.#xml = xml;
  }

  get textBefore(): string {
    return decode(this.#xml.slice(this.#textFrom, this.#from));
  }

  readonly attribute = (wanted: string): string =>
    attributeOf(this.#xml.slice(this.#nameEnd, this.#end), wanted);

  next(): boolean {
    const xml = this.#xml;
    for (;;) {
      this.#textFrom = this.#end;
      this.#from = xml.indexOf('<', this.#end);
      if (this.#from < 0) return false;
      const mark = xml[this.#from + 1];
      if (mark !== '?' && mark !== '!') break;
      if (mark === '!' && !xml.startsWith('<!--', this.#from)) throw broken('xml');
      const end = mark === '?' ? '?>' : '-->';
      const at = xml.indexOf(end, this.#from);
      if (at < 0) throw broken('xml');
      this.#end = at + end.length;
    }
    this.#end = endOfTag(xml, this.#from);
    const closes = xml.charCodeAt(this.#from + 1) === SLASH;
    this.#readName(this.#from + (closes ? 2 : 1));
    this.kind = closes ? 'closes' : xml.charCodeAt(this.#end - 2) === SLASH ? 'alone' : 'opens';
    return true;
  }

  #readName(from: number): void {
    let start = from;
    let at = from;
    for (; at < this.#end; at += 1) {
      const code = this.#xml.charCodeAt(at);
      if (code <= 32 || code === SLASH || code === ENDS) break;
      if (code === COLON) start = at + 1;
    }
    if (at === start) throw broken('xml');
    this.name = this.#xml.slice(start, at);
    this.#nameEnd = at;
  }
}

/** The place behind a tag; what stands in quotes ends none. */
function endOfTag(xml: string, from: number): number {
  let quote = 0;
  const last = Math.min(xml.length, from + LONGEST_TAG);
  for (let at = from + 1; at < last; at += 1) {
    const code = xml.charCodeAt(at);
    if (quote !== 0) quote = code === quote ? 0 : quote;
    else if (code === QUOTE || code === APOSTROPHE) quote = code;
    else if (code === ENDS) return at + 1;
    else if (code === BEGINS) break;
  }
  throw broken('xml');
}

/** Without a regular expression: a sheet asks for three attributes of every cell. */
function attributeOf(attributes: string, wanted: string): string {
  for (let at = attributes.indexOf(wanted); at >= 0; at = attributes.indexOf(wanted, at + 1)) {
    const before = attributes.charCodeAt(at - 1);
    const equals = at + wanted.length;
    const quote = attributes[equals + 1];
    if (!(before <= 32 || before === COLON) || attributes[equals] !== '=') continue;
    if (quote !== '"' && quote !== "'") continue;
    const end = attributes.indexOf(quote, equals + 2);
    return end < 0 ? '' : decode(attributes.slice(equals + 2, end));
  }
  return '';
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()]!;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (whole === '&' || !(point <= 0x10ffff)) throw broken('xml');
    return String.fromCodePoint(point);
  });
}

/** Characters that XML can't hold stand as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\dA-F]{4})_/gi, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
