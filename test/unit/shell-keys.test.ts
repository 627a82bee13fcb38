import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isProblemError } from '#contract/problem.ts';
import * as electron from '../support/fake-electron.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

const { openDesktopKey } = await import('../../src-main/electron/desktop-keys.ts');
type Options = Parameters<typeof openDesktopKey>[0];

let folder: string;
beforeEach(() => {
  electron.reset();
  folder = mkdtempSync(join(tmpdir(), 'meschain-desktop-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (options: Partial<Options> = {}) =>
  openDesktopKey({
    dataFolder: folder,
    platform: 'linux',
    passphrase: null,
    consentToKeyFile: async () => false,
    ...options,
  });

async function codeOf(options: Partial<Options> = {}): Promise<string> {
  try {
    await open(options);
  } catch (error) {
    if (isProblemError(error)) return error.problem.code;
    throw error;
  }
  return 'opened';
}

describe('the key in the operating system’s keychain', () => {
  it('is made once, kept sealed, and found again', async () => {
    const first = await open();
    expect(first.protection).toBe('operating-system');
    expect((await open()).key.equals(first.key)).toBe(true);
    expect(readFileSync(join(folder, 'vault.system.json'), 'utf8')).not.toContain(
      first.key.toString('base64'),
    );
  });

  it('is not looked for in another keychain than the one that sealed it', async () => {
    await open();
    electron.answers.backend = 'kwallet6';
    expect(await codeOf()).toBe('vault/locked');
    electron.answers.backend = 'gnome_libsecret';
    expect(await codeOf()).toBe('opened');
  });

  it('is not made anew when the keychain refuses to open it', async () => {
    await open();
    const kept = readFileSync(join(folder, 'vault.system.json'), 'utf8');
    electron.answers.broken = true;
    expect(await codeOf()).toBe('vault/locked');
    expect(readFileSync(join(folder, 'vault.system.json'), 'utf8')).toBe(kept);
  });

  it('is not made anew for a profile that holds something only the lost one opens', async () => {
    writeFileSync(join(folder, 'cache.sqlite'), 'sealed');
    expect(await codeOf()).toBe('vault/key-missing');
    expect(readdirSync(folder)).toEqual(['cache.sqlite']);
  });

  it('is sealed again when the system asks for it', async () => {
    const { key } = await open();
    const kept = readFileSync(join(folder, 'vault.system.json'), 'utf8');
    electron.answers.reEncrypt = true;
    expect((await open()).key.equals(key)).toBe(true);
    expect(readFileSync(join(folder, 'vault.system.json'), 'utf8')).not.toBe(kept);
    electron.answers.reEncrypt = false;
    expect((await open()).key.equals(key)).toBe(true);
  });

  it.each(['basic_text', 'unknown'])(
    'is not trusted to %s, which protects nothing: a person decides',
    async (backend) => {
      electron.answers.backend = backend;
      expect(await codeOf()).toBe('vault/locked');
      expect(readdirSync(folder)).toEqual([]);
      expect((await open({ consentToKeyFile: async () => true })).protection).toBe('key-file');
      expect(readdirSync(folder)).toEqual(['vault.key']);
    },
  );

  it('gives way to a passphrase that was given, and to a key the profile already has', async () => {
    expect((await open({ passphrase: 'parola' })).protection).toBe('passphrase');
    expect(await codeOf()).toBe('vault/locked');
  });
});
