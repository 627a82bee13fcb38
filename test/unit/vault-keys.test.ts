import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isProblemError } from '#contract/problem.ts';
import { openKeyVault, type OpenKeyVault } from '../../src-main/node-host/keys/open-key-vault.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Asking = { readonly passphrase?: string; readonly typed?: string };

function open({ passphrase, typed }: Asking = {}): Promise<OpenKeyVault> {
  return openKeyVault({
    dataFolder: folder,
    passphrase: passphrase ?? null,
    askPassphrase: async () => typed ?? null,
    random: systemRandom,
  });
}

async function keyOf(asking: Asking = {}): Promise<string> {
  return (await (await open(asking)).dataKey()).key.toString('hex');
}

async function codeOf(asking: Asking = {}): Promise<string> {
  try {
    await open(asking);
  } catch (error) {
    if (isProblemError(error)) return error.problem.code;
    throw error;
  }
  return 'opened';
}

describe('the key of a profile', () => {
  it('is made once and found again, readable by this account alone', async () => {
    const first = await keyOf();
    expect(await keyOf()).toBe(first);
    expect(statSync(join(folder, 'vault.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['vault.key']);
  });

  it('is refused while others could read its file', async () => {
    await open();
    chmodSync(join(folder, 'vault.key'), 0o644);
    expect(await codeOf()).toBe('vault/unprotected-file');
    chmodSync(join(folder, 'vault.key'), 0o600);
    expect(await codeOf()).toBe('opened');
  });

  it('is never replaced by a new one while there is something only the old one opens', async () => {
    writeFileSync(join(folder, 'cache.sqlite'), 'sealed');
    expect(await codeOf()).toBe('vault/key-missing');
    expect(await codeOf({ passphrase: 'uzun bir parola' })).toBe('vault/key-missing');
    expect(readdirSync(folder)).toEqual(['cache.sqlite']);
  });

  it('behind a passphrase stands nowhere in the profile, and opens with it alone', async () => {
    const key = await keyOf({ passphrase: 'çok gizli ş' });
    expect(readFileSync(join(folder, 'vault.json'), 'utf8')).not.toContain(
      Buffer.from(key, 'hex').toString('base64'),
    );
    expect(statSync(join(folder, 'vault.json')).mode & 0o777).toBe(0o600);
    expect(await keyOf({ typed: 'çok gizli ş' })).toBe(key);
    // The same letter typed as a base letter with a combining cedilla.
    expect(await keyOf({ passphrase: 'çok gizli s\u0327' })).toBe(key);
    expect(await codeOf({ passphrase: 'çok gizli s' })).toBe('vault/wrong-passphrase');
    expect(await codeOf()).toBe('vault/locked');
  });

  it('moves behind a passphrase without changing, and the open file goes', async () => {
    const key = await keyOf();
    writeFileSync(join(folder, 'cache.sqlite'), 'sealed');
    expect(await keyOf({ passphrase: 'parola' })).toBe(key);
    expect(existsSync(join(folder, 'vault.key'))).toBe(false);
    expect(await codeOf()).toBe('vault/locked');
  });

  it('removes the open file that a crash left beside the wrapped key', async () => {
    const key = await keyOf();
    const content = readFileSync(join(folder, 'vault.key'));
    await open({ passphrase: 'parola' });
    writeFileSync(join(folder, 'vault.key'), content, { mode: 0o600 });
    expect(await keyOf({ passphrase: 'parola' })).toBe(key);
    expect(existsSync(join(folder, 'vault.key'))).toBe(false);
  });

  it('stops at a wrapped key whose cost or salt somebody changed', async () => {
    await open({ passphrase: 'parola' });
    const file = join(folder, 'vault.json');
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...kept, keyId: '0000000000000000' }));
    expect(await codeOf({ passphrase: 'parola' })).toBe('vault/wrong-passphrase');
    writeFileSync(file, JSON.stringify({ ...kept, N: 2 ** 40 }));
    expect(await codeOf({ passphrase: 'parola' })).toBe('vault/tampered');
    writeFileSync(file, 'not json');
    expect(await codeOf({ passphrase: 'parola' })).toBe('vault/tampered');
  });

  it('is gone from memory after closing', async () => {
    const vault = await open();
    vault.close();
    await expect(vault.dataKey()).rejects.toMatchObject({ problem: { code: 'vault/locked' } });
  });
});
