import { existsSync, rmSync } from 'node:fs';
import { problem, ProblemError } from '#contract/problem.ts';
import type { KeyVault, Random } from '#engine/host.ts';
import { keyIdOf } from '../key-id.ts';
import { holdsSealedData } from '../sealed-data.ts';
import { createKeyFile, keyFilePath, readKeyFile } from './key-file.ts';
import { systemKeyPath } from './system-key.ts';
import { hasWrappedKey, unwrapKey, wrapKey, wrappedKeyPath } from './wrapped-key.ts';

export type KeyVaultOptions = {
  readonly dataFolder: string;
  /** Null when the merchant uses none. Asked for only where one is needed. */
  readonly passphrase: string | null;
  /** Asks a person, when there is one to ask. Null is "no answer". */
  readonly askPassphrase: () => Promise<string | null>;
  readonly random: Random;
};

export type OpenKeyVault = KeyVault & { readonly close: () => void };

/** Whether the profile has a key that needs no operating system to open. */
export function hasOwnKey(dataFolder: string): boolean {
  return hasWrappedKey(dataFolder) || existsSync(keyFilePath(dataFolder));
}

/**
 * The profile's key: by passphrase (`vault.json`) or by a file that only this account can read (`vault.key`). A
 * passphrase given to a profile with a key file moves it behind the passphrase; the way back is refused, because it
 * would quietly weaken what the merchant asked for. Opened before the cache is, so that a cache never exists without
 * its key.
 */
export async function openKeyVault(options: KeyVaultOptions): Promise<OpenKeyVault> {
  const { dataFolder } = options;
  if (existsSync(systemKeyPath(dataFolder))) {
    throw new ProblemError(problem('vault/locked', { file: systemKeyPath(dataFolder) }));
  }
  if (hasWrappedKey(dataFolder)) return keyVault('passphrase', await openWrapped(options));
  const fileKey = readKeyFile(dataFolder);
  if (fileKey === null && holdsSealedData(dataFolder)) {
    throw new ProblemError(problem('vault/key-missing', { file: keyFilePath(dataFolder) }));
  }
  if (options.passphrase === null) {
    return keyVault('key-file', fileKey ?? createKeyFile(dataFolder, options.random.bytes(32)));
  }
  const key = fileKey ?? options.random.bytes(32);
  await wrapKey({ dataFolder, passphrase: options.passphrase, key, random: options.random });
  rmSync(keyFilePath(dataFolder), { force: true });
  return keyVault('passphrase', key);
}

async function openWrapped(options: KeyVaultOptions): Promise<Buffer> {
  const passphrase = options.passphrase ?? (await options.askPassphrase());
  if (passphrase === null) {
    throw new ProblemError(problem('vault/locked', { file: wrappedKeyPath(options.dataFolder) }));
  }
  const key = await unwrapKey(options.dataFolder, passphrase);
  const leftOver = readKeyFile(options.dataFolder);
  // A crash between the two steps of moving behind the passphrase leaves both; the same key in the open must go.
  if (leftOver !== null && leftOver.equals(key)) rmSync(keyFilePath(options.dataFolder));
  else if (leftOver !== null)
    throw new ProblemError(problem('vault/key-changed', { file: keyFilePath(options.dataFolder) }));
  return key;
}

function keyVault(protection: KeyVault['protection'], key: Buffer): OpenKeyVault {
  const keyId = keyIdOf(key);
  let closed = false;
  return {
    protection,
    dataKey: async () => {
      if (closed) throw new ProblemError(problem('vault/locked'));
      return { keyId, key: Buffer.from(key) };
    },
    close: () => {
      closed = true;
      key.fill(0);
    },
  };
}
