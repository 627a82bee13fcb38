import { gzipSync } from 'node:zlib';
import type { RawAnswer } from '../tap.ts';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const XML_TYPE = { 'content-type': 'text/xml; charset=utf-8' };
const deep = 100_000;
const entities = Array.from({ length: 12 }, (_nothing, level) =>
  level === 0 ? '<!ENTITY e0 "ha">' : `<!ENTITY e${level} "${`&e${level - 1};`.repeat(10)}">`,
).join('');

const json = (body: string): RawAnswer => ({ status: 200, headers: JSON_TYPE, body });
const xml = (body: string): RawAnswer => ({ status: 200, headers: XML_TYPE, body });

/** Answers that no marketplace gives: each is refused whole, whatever the wire. */
export const HOSTILE_BODIES: readonly (readonly [what: string, answer: () => RawAnswer])[] = [
  ['an empty answer', () => ({ status: 200, headers: JSON_TYPE, body: '' })],
  ['a bare null', () => json('null')],
  ['a bare text', () => json('"OK"')],
  ['a bare number', () => json('42')],
  [
    'a web page',
    () => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!DOCTYPE html><html><body>Bakım</body></html>',
    }),
  ],
  ['JSON without an end', () => json('{"content":[{"barcode":"B-1","quantity":3')],
  ['JSON a hundred thousand levels deep', () => json('['.repeat(deep) + ']'.repeat(deep))],
  ['objects a hundred thousand levels deep', () => json('{"a":'.repeat(deep) + '1' + '}'.repeat(deep))],
  ['XML a hundred thousand levels deep', () => xml('<a>'.repeat(deep) + '</a>'.repeat(deep))],
  ['XML with a document type', () => xml('<!DOCTYPE a SYSTEM "http://127.0.0.1/dtd"><a/>')],
  ['XML whose entities multiply', () => xml(`<!DOCTYPE a [${entities}]><a>&e11;</a>`)],
  [
    'XML that names a file of this computer',
    () => xml('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'),
  ],
  ['XML with an entity that nobody declared', () => xml('<a>&nobody;</a>')],
  [
    'bytes that are no text',
    () => ({ status: 200, headers: JSON_TYPE, body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) }),
  ],
  [
    'an answer that says gzip and is none',
    () => ({ status: 200, headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: 'no gzip' }),
  ],
  [
    'a small answer that unpacks into sixty megabytes',
    () => ({ status: 200, headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: bomb() }),
  ],
  [
    'an answer packed in a way that nobody knows',
    () => ({ status: 200, headers: { ...JSON_TYPE, 'content-encoding': 'zip9' }, body: '{}' }),
  ],
  [
    'an answer in an alphabet that nobody knows',
    () => ({ status: 200, headers: { 'content-type': 'application/json; charset=klingon' }, body: '{}' }),
  ],
];

let packed: Buffer | null = null;
function bomb(): Buffer {
  packed ??= gzipSync(Buffer.alloc(60 * 1_024 * 1_024, 0x20));
  return packed;
}
