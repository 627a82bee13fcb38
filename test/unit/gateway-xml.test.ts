import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSoapFault, readSoap, soapEnvelope } from '#engine/marketplaces/kit/soap.ts';
import { parseXml, writeXml } from '#engine/marketplaces/kit/xml.ts';

/** What of a text XML 1.0 can hold; `\r` becomes `\n` there. */
// oxlint-disable-next-line no-control-regex -- the very characters that fall away
const XML_LESS = /[\u0000-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

describe('an answer in XML', () => {
  it('keeps every figure as the text that was sent, and Turkish letters however they are spelled', () => {
    const read = parseXml(
      '<r><id>9223372036854775807</id><price>049.90</price><n>1e3</n><t>&#304;&#x131; &amp;lt; <![CDATA[<b>&amp;]]></t></r>',
    );
    expect(read).toEqual({
      r: { id: '9223372036854775807', price: '049.90', n: '1e3', t: 'İı &lt; <b>&amp;' },
    });
  });

  it('makes a list of what is named as one, were there one, none or several of it', () => {
    const lists = { lists: ['product'] };
    expect(parseXml('<p><product><a>1</a></product></p>', lists)).toEqual({ p: { product: [{ a: '1' }] } });
    expect(parseXml('<p>\n <product>1</product>\n <product/>\n</p>', lists)).toEqual({
      p: { product: ['1', ''] },
    });
    expect(parseXml('<p></p>', lists)).toEqual({ p: '' });
  });

  it('drops prefixes, and attributes unless they are asked for', () => {
    const text = '<a:x xmlns:a="u" i="7"><a:y xsi:nil="true" xmlns:xsi="v"/></a:x>';
    expect(parseXml(text)).toEqual({ x: { y: '' } });
    expect(parseXml(text, { attributes: true })).toMatchObject({ x: { '@i': '7', y: { '@nil': 'true' } } });
  });

  it('reads back any text that was written', () => {
    assert(
      property(array(string({ unit: 'binary', maxLength: 40 }), { maxLength: 6 }), (texts) => {
        const clean = texts.map((text) => text.replace(XML_LESS, ''));
        const read = parseXml(writeXml({ r: { t: clean, end: 'x' } }), { lists: ['t'] });
        expect(read).toEqual({ r: { ...(clean.length > 0 ? { t: clean } : {}), end: 'x' } });
      }),
    );
  });

  const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from(
    { length: 20 },
    (_, level) => `<!ENTITY a${level} "${`&a${level - 1};`.repeat(10)}">`,
  ).join('')}]><l>&a19;</l>`;
  it.each([
    ['a billion laughs', laughs],
    ['a document type that reads a file', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'],
    ['an entity of its own', '<x>&secret;</x>'],
    ['65 levels', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`],
    ['a million levels', '<a>'.repeat(1_000_000)],
    ['an attribute of 10 MB', `<a x="${'y'.repeat(10_000_000)}"/>`],
    ['a tag that never ends', `<a ${'b="c" '.repeat(1_000_000)}`],
    ['CDATA without an end, a hundred thousand times', '<![CDATA['.repeat(100_000)],
    ['comments without an end, a hundred thousand times', '<!--'.repeat(100_000)],
    ['21 MB', `<a>${'b'.repeat(21 * 1_024 * 1_024)}</a>`],
    ['a name that reaches into the prototype', '<a><__proto__><x>1</x></__proto__></a>'],
    ['tags that do not match', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['half of it', '<a><b>1</b'],
    ['a character that there is not', '<a>&#x110000;</a>'],
    ['no XML', 'Bad gateway'],
    ['nothing', ''],
  ])('is refused within a tenth of a second when it is %s', (_name, text) => {
    // As it comes off the wire: one flat string, not one that is put together when it is first looked at.
    const flat = Buffer.from(text).toString('utf8');
    const times = [1, 2, 3].map(() => {
      const began = performance.now();
      expect(() => parseXml(flat)).toThrow(SyntaxError);
      return performance.now() - began;
    });
    // The best of three: other programs share this computer.
    expect(Math.min(...times)).toBeLessThan(100);
  });

  it('is read at 64 levels', () => {
    expect(parseXml(`${'<a>'.repeat(64)}x${'</a>'.repeat(64)}`)).toBeTypeOf('object');
  });
});

describe('a SOAP envelope', () => {
  it('carries texts that can’t break out of it', () => {
    const text = soapEnvelope({
      namespaces: { sch: 'http://www.n11.com/ws/schemas' },
      body: { 'sch:GetRequest': { auth: { appKey: `a<&>"'`, appSecret: 'b' }, productId: 12, none: null } },
    });
    expect(text).toContain('xmlns:sch="http://www.n11.com/ws/schemas"');
    expect(text).not.toContain('none');
    expect(readSoap(text)).toEqual({
      kind: 'body',
      body: { GetRequest: { auth: { appKey: `a<&>"'`, appSecret: 'b' }, productId: '12' } },
    });
  });

  it.each([
    [
      'SOAP 1.1',
      '<S:Envelope xmlns:S="e"><S:Body><S:Fault><faultcode>S:Server</faultcode><faultstring> Yetki yok </faultstring></S:Fault></S:Body></S:Envelope>',
    ],
    [
      'SOAP 1.2',
      '<e:Envelope xmlns:e="e"><e:Body><e:Fault><e:Code><e:Value>S:Server</e:Value></e:Code><e:Reason><e:Text xml:lang="tr">Yetki yok</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>',
    ],
  ])('tells a fault of %s by its code and words', (_name, text) => {
    expect(readSoap(text)).toMatchObject({ kind: 'fault', code: 'S:Server', text: 'Yetki yok' });
    expect(isSoapFault(text)).toBe(true);
  });

  it('is not what a proxy’s page or another document is', () => {
    for (const text of ['<html><body>Bad gateway</body></html>', '<Envelope/>', 'oops']) {
      expect(() => readSoap(text)).toThrow(SyntaxError);
      expect(isSoapFault(text)).toBe(false);
    }
  });
});
