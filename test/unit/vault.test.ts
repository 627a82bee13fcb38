import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblemError } from '#contract/problem.ts';
import { createVault } from '#engine/vault/create-vault.ts';
import { keyIdOf } from '../../src-main/node-host/key-id.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';

const key = randomBytes(32);
const keyId = keyIdOf(key);
const place = { table: 'secret', row: 'channel-1', field: 'apiSecret' };
const vault = createVault({ keyId, key, random: systemRandom });

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isProblemError(error)) return error.problem.code;
    throw error;
  }
  return 'opened';
}

describe('the vault', () => {
  it('gives back every text exactly, in the place it was sealed for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.string({ maxLength: 40 }),
        (text, row) => {
          const there = { ...place, row };
          expect(vault.open(there, vault.seal(there, text))).toBe(text);
        },
      ),
      { seed: 20261124, numRuns: 300 },
    );
  });

  it('never seals the same text to the same token twice', () => {
    const tokens = new Set(Array.from({ length: 200 }, () => vault.seal(place, 'gizli')));
    expect(tokens.size).toBe(200);
  });

  it('does not open a key that was moved to another row, field or table', () => {
    const token = vault.seal(place, 'gizli');
    expect(codeOf(() => vault.open({ ...place, row: 'channel-2' }, token))).toBe('vault/tampered');
    expect(codeOf(() => vault.open({ ...place, field: 'apiKey' }, token))).toBe('vault/tampered');
    expect(codeOf(() => vault.open({ ...place, table: 'inbox' }, token))).toBe('vault/tampered');
  });

  it('does not take one place for another because of a separator in a row', () => {
    expect(() => vault.seal({ table: 'a|b', row: 'c', field: 'd' }, 'x')).toThrow(RangeError);
    const token = vault.seal({ table: 'a', row: 'b|c', field: 'd' }, 'x');
    expect(codeOf(() => vault.open({ table: 'a', row: 'b', field: 'd' }, token))).toBe('vault/tampered');
  });

  it('refuses a token in which any single character was changed', () => {
    const token = vault.seal(place, 'gizli');
    for (let index = 0; index < token.length; index += 1) {
      const changed = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1);
      expect(
        codeOf(() => vault.open(place, changed)),
        `character ${index}`,
      ).not.toBe('opened');
    }
  });

  it('refuses a token that is cut, lengthened or none at all', () => {
    const token = vault.seal(place, 'gizli');
    for (const wrong of [
      '',
      'v1',
      token.slice(0, -1),
      `${token}A`,
      `${token}.x`,
      token.replace('v1', 'v2'),
      `${token}=`,
    ]) {
      expect(
        codeOf(() => vault.open(place, wrong)),
        wrong,
      ).toBe('vault/tampered');
    }
  });

  it('says that a token belongs to another key instead of calling it damaged', () => {
    const otherKey = randomBytes(32);
    const other = createVault({ keyId: keyIdOf(otherKey), key: otherKey, random: systemRandom });
    expect(codeOf(() => other.open(place, vault.seal(place, 'gizli')))).toBe('vault/key-changed');
  });

  it('opens nothing any more once it was closed, and leaves the caller’s key alone', () => {
    const own = Buffer.from(key);
    const closing = createVault({ keyId, key: own, random: systemRandom });
    const token = closing.seal(place, 'gizli');
    closing.close();
    expect(codeOf(() => closing.open(place, token))).toBe('vault/locked');
    expect(codeOf(() => closing.seal(place, 'x'))).toBe('vault/locked');
    expect(own.equals(key)).toBe(true);
  });

  it('names a key by something that does not contain it', () => {
    expect(keyId).toMatch(/^[0-9a-f]{16}$/);
    expect(keyIdOf(key)).toBe(keyId);
    expect(key.toString('hex')).not.toContain(keyId);
  });
});
