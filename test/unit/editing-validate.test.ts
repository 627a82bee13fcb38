import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FieldName } from '#common/product-field.ts';
import { encodedBytes, encodedCharacters } from '#engine/editing/text-width.ts';
import { INSTALLED_LIMITS, validate } from '#engine/editing/validate.ts';
import { encodeText } from '#engine/store/opencart/text/entities.ts';

const special = { priceE4: 10, dateStart: '2026-11-24', dateEnd: '2026-12-01' };

it.each<[FieldName, unknown]>([
  ['name:tr-tr', 'ş'.repeat(255)],
  ['price', 999_999_999_999_999],
  ['quantity', -2_147_483_648],
  ['special', special],
  ['special', { ...special, dateEnd: '0000-00-00' }],
  ['code:ean', ''],
  ['images', ['catalog/şapka.jpg']],
  ['attribute:1:tr-tr', null],
  ['cost', 0],
  ['option:7:price', { priceE4: 0, prefix: '-' }],
])('lets %s = %j pass', (field, value) => {
  expect(validate(field, value, INSTALLED_LIMITS)).toEqual([]);
});

it.each<[FieldName, unknown, string]>([
  ['name:tr-tr', 'ş'.repeat(256), 'error too-long'],
  ['name:tr-tr', `${'a'.repeat(251)}&`, 'error too-long'],
  ['name:tr-tr', ' ', 'error empty'],
  ['model', '', 'error empty'],
  ['model', 'm'.repeat(65), 'error too-long'],
  ['code:ean', '1'.repeat(15), 'error too-long'],
  ['code:code:EAN', '1'.repeat(256), 'error too-long'],
  ['price', -1, 'error out-of-range'],
  ['price', 1e15, 'error out-of-range'],
  ['price', 0.5, 'error wrong-kind'],
  ['price', 0, 'warning zero-price'],
  ['quantity', 2_147_483_648, 'error out-of-range'],
  ['quantity', '4', 'error wrong-kind'],
  ['special', { ...special, dateStart: '2026-02-29' }, 'error no-date'],
  ['special', { ...special, dateEnd: '2026-11-23' }, 'error dates-crossed'],
  ['special', { ...special, priceE4: 0 }, 'warning zero-price'],
  ['manufacturer', '0', 'error no-id'],
  ['categories', ['12', 'x'], 'error no-id'],
  ['images', ['a.jpg', 'a.jpg'], 'warning twice'],
  ['images', [''], 'error empty'],
  ['option:7:price', { priceE4: 1, prefix: '=' }, 'error unknown-prefix'],
  ['description:tr-tr', '<'.repeat(16_384), 'error too-long'],
])('remarks on %s = %j', (field, value, remark) => {
  const remarks = validate(field, value, INSTALLED_LIMITS).map(({ kind, code }) => `${kind} ${code}`);
  expect(remarks).toEqual([remark]);
});

it('measures a text as the shop will store it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '&', '"', '<', '>', "'", 'ş', '€', '😀') }),
      (text) => {
        expect(encodedCharacters(text)).toBe(Array.from(encodeText(text)).length);
        expect(encodedBytes(text)).toBe(Buffer.byteLength(encodeText(text)));
      },
    ),
    { seed: 20261124, numRuns: 300 },
  );
});
