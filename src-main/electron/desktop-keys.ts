import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';
import { problem, ProblemError } from '#contract/problem.ts';
import type { KeyVault } from '#engine/host.ts';
import { keyIdOf } from '../node-host/key-id.ts';
import { hasOwnKey, openKeyVault } from '../node-host/keys/open-key-vault.ts';
import { systemKeyPath } from '../node-host/keys/system-key.ts';
import { systemRandom } from '../node-host/random.ts';
import { holdsSealedData } from '../node-host/sealed-data.ts';
import { writeWholeFile } from '../node-host/whole-file.ts';

/** The data key as the operating system keeps it. `backend` is remembered: another one cannot open what this one sealed. */
const SystemKey = z.object({
  version: z.literal(1),
  backend: z.string(),
  keyId: z.string(),
  wrapped: z.base64(),
});
type SystemKey = z.infer<typeof SystemKey>;

export type DesktopKey = {
  readonly protection: KeyVault['protection'];
  readonly keyId: string;
  readonly key: Buffer;
};

export type DesktopKeyOptions = {
  readonly dataFolder: string;
  readonly platform: NodeJS.Platform;
  readonly passphrase: string | null;
  /** Asked when the system protects nothing and no passphrase was given: may a key file be used instead? */
  readonly consentToKeyFile: () => Promise<boolean>;
};

/**
 * The profile's key, kept by the operating system. Only the asynchronous half of `safeStorage` is used: the other is
 * deprecated in Electron 45 and gone in 46. A missing or unreadable key stops the program; a new one is made only for a
 * profile that holds nothing yet.
 */
export async function openDesktopKey(options: DesktopKeyOptions): Promise<DesktopKey> {
  const { dataFolder } = options;
  if (existsSync(systemKeyPath(dataFolder))) return unwrapSystemKey(options);
  if (options.passphrase !== null || hasOwnKey(dataFolder)) return openOwnKey(options);
  if (holdsSealedData(dataFolder)) {
    throw new ProblemError(problem('vault/key-missing', { file: systemKeyPath(dataFolder) }));
  }
  if (await systemProtects(options.platform)) {
    const key = systemRandom.bytes(32);
    await wrapSystemKey(options, key);
    return { protection: 'operating-system', keyId: keyIdOf(key), key };
  }
  if (await options.consentToKeyFile()) return openOwnKey(options);
  throw new ProblemError(problem('vault/locked'));
}

/** On Linux `basic_text` is a key in the program's own text: no protection at all (Electron's safeStorage page). */
async function systemProtects(platform: NodeJS.Platform): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  return !['basic_text', 'unknown'].includes(backendOf(platform));
}

function backendOf(platform: NodeJS.Platform): string {
  return platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform;
}

async function unwrapSystemKey(options: DesktopKeyOptions): Promise<DesktopKey> {
  const file = systemKeyPath(options.dataFolder);
  const parsed = SystemKey.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new ProblemError(problem('vault/tampered', { file }));
  const kept = parsed.data;
  const backend = backendOf(options.platform);
  if (backend !== kept.backend) {
    throw new ProblemError(problem('vault/locked', { file }, `${kept.backend} → ${backend}`));
  }
  const opened = await decrypt(kept, file);
  const key = Buffer.from(opened.result, 'base64');
  if (key.length !== 32 || keyIdOf(key) !== kept.keyId)
    throw new ProblemError(problem('vault/key-changed', { file }));
  if (opened.shouldReEncrypt) await wrapSystemKey(options, key);
  return { protection: 'operating-system', keyId: kept.keyId, key };
}

async function decrypt(kept: SystemKey, file: string): Promise<{ result: string; shouldReEncrypt: boolean }> {
  try {
    return await safeStorage.decryptStringAsync(Buffer.from(kept.wrapped, 'base64'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : null;
    throw new ProblemError(problem('vault/locked', { file }, detail), { cause: error });
  }
}

async function wrapSystemKey({ dataFolder, platform }: DesktopKeyOptions, key: Buffer): Promise<void> {
  const wrapped = await safeStorage.encryptStringAsync(key.toString('base64'));
  const kept: SystemKey = {
    version: 1,
    backend: backendOf(platform),
    keyId: keyIdOf(key),
    wrapped: wrapped.toString('base64'),
  };
  writeWholeFile(join(systemKeyPath(dataFolder)), `${JSON.stringify(kept, null, 2)}\n`);
}

async function openOwnKey({ dataFolder, passphrase }: DesktopKeyOptions): Promise<DesktopKey> {
  const vault = await openKeyVault({
    dataFolder,
    passphrase,
    askPassphrase: async () => null,
    random: systemRandom,
  });
  const { keyId, key } = await vault.dataKey();
  vault.close();
  return { protection: vault.protection, keyId, key };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema then refuses it by name.
    return undefined;
  }
}
