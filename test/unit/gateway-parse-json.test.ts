import { array, assert, bigInt, jsonValue, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '#engine/gateway/parse-json.ts';

describe('an answer’s JSON', () => {
  it('is read as JSON is, where no number is too large', () => {
    assert(
      property(jsonValue(), (value) => {
        const text = JSON.stringify(value);
        if (/__proto__|constructor|prototype|\d{16}/.test(text)) return;
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps every digit of every integer, however long', () => {
    assert(
      property(array(bigInt()), (ids) => {
        const read = parseJson(`{"ids":[${ids.join(',')}]}`) as { ids: (string | number)[] };
        expect(read.ids.map(String)).toEqual(ids.map(String));
      }),
    );
    const long = '9'.repeat(400);
    expect(parseJson(`{"id":${long}}`)).toEqual({ id: long });
  });

  it('leaves texts and fractions alone', () => {
    expect(parseJson('{"a":"12345678901234567890","b":649.90,"c":1e3,"d":12345678901234567890}')).toEqual({
      a: '12345678901234567890',
      b: 649.9,
      c: 1000,
      d: '12345678901234567890',
    });
  });

  it('has no way into a prototype, however the name is written', () => {
    for (const name of ['__proto__', '\\u005f_proto__', 'constructor', 'const\\u0072uctor', 'prototype']) {
      const read = parseJson(`{"x":{"${name}":{"polluted":1},"kept":2}}`);
      expect(read).toEqual({ x: { kept: 2 } });
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('may begin with a byte order mark', () => {
    expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });

  it('is refused when it nests deeper than anything real, without ending the program', () => {
    expect(() => parseJson(`${'['.repeat(65)}${']'.repeat(65)}`)).toThrow(SyntaxError);
    expect(() => parseJson(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)).toThrow(SyntaxError);
    expect(parseJson(`${'['.repeat(64)}${']'.repeat(64)}`)).toBeDefined();
  });
});
